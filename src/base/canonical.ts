/**
 * One text per value: what is hashed must not depend on the order of keys or on who wrote it. As RFC
 * 8785 (JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no spaces, numbers as
 * ECMAScript writes them. Different values never have the same text.
 */
import { assert } from './assert.ts'

/** JSON values; a member that is undefined is absent. Anything else (NaN, a Date, a Map) is a bug. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'a number that JSON cannot hold has no canonical text')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  assert(isPlainObject(value), `a ${typeof value} has no canonical text`)
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
  return `{${members.join(',')}}`
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

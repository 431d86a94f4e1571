import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { z } from 'zod'
import { iso, npv, someone, tuesdayTen } from '../../test/support/callFacts.ts'
import { Failure } from '../base/failure.ts'
import { decide } from './decide.ts'
import type { CallFacts } from './facts.ts'
import type { callFactsSchema } from './factsSchema.ts'
import { parseInstant } from './instantText.ts'
import { readNumber } from './numberText.ts'
import { factsJsonSchema, readFacts } from './readFacts.ts'

const least = {
  now: '2026-11-24T10:00:00+01:00',
  controller: 'Camille Exemple',
  callee: { number: '06 39 98 12 34' },
}
const read = (change: object = {}): CallFacts => readFacts(JSON.stringify({ ...least, ...change }))
const sentence = (json: string): string => {
  try {
    readFacts(json)
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === 'badInput', String(error))
    return error.message.replace('The facts are not usable: ', '')
  }
  return 'no failure'
}

test('facts schema: what it reads is CallFacts, and every CallFacts could be read', () => {
  const asFacts = (facts: z.output<typeof callFactsSchema>): CallFacts => facts
  const asRead = (facts: CallFacts): z.output<typeof callFactsSchema> => facts
  assert.equal(asFacts(asRead(read())).callee.number, someone)
})

test('facts schema: the defaults are those the schema tells', () => {
  assert.deepEqual(read(), {
    now: tuesdayTen,
    channel: 'automate',
    controller: 'Camille Exemple',
    purpose: 'electoral',
    callee: { number: someone },
    trunk: { kind: 'practice', callerIds: [] },
    ringTimeoutMs: 25_000,
    maxTalkMs: 120_000,
  })
  assert.deepEqual(read({ callerId: npv }).trunk, { kind: 'practice', callerIds: [npv] })
  assert.equal(read({ callee: { number: '01 40 00 00 00' } }).trunk.kind, 'real')
  assert.equal(read({ trunk: { kind: 'real' }, callerId: npv }).trunk.callerIds[0], npv)
  assert.equal('callerId' in read({ callerId: '' }), false)
})

test('facts schema: a missing fact is unknown to the rules, not an error', () => {
  const { unknown } = decide(read()).verdict
  assert.deepEqual([...new Set(unknown.map(({ missing }) => missing))].sort(), [
    ...['attempts', 'callee.insee', 'callerId', 'consents', 'election', 'suppressions'],
  ])
})

test('facts schema: the shipped example is allowed', () => {
  const file = path.join(import.meta.dirname, '../../examples/facts.json')
  assert.deepEqual(decide(readFacts(readFileSync(file, 'utf8'))).verdict.refusals, [])
})

test('facts schema: one sentence names the field that is not usable', () => {
  const slots = (...all: object[]): object => ({
    consents: [{ kind: 'given', controller: 'C', channel: 'automate', at: 0, slots: all }],
  })
  // biome-ignore format: read as a table
  const table: readonly (readonly [object, RegExp])[] = [
    [{ now: undefined }, /^now: missing/],
    [{ now: '2026-11-24T10:00:00' }, /^now: write an instant .*offset/],
    [{ now: '2026-02-30T10:00:00Z' }, /^now: write an instant/],
    [{ now: -1 }, /^now: /],
    [{ now: 1.5 }, /^now: /],
    [{ controller: '  ' }, /^controller: /],
    [{ callee: {} }, /^callee\.number: missing/],
    [{ callee: undefined }, /^callee: missing/],
    [{ callee: { number: 'banana' } }, /^callee\.number: this is no telephone number/],
    [{ callee: { number: 639981234 } }, /^callee\.number: /],
    [{ callee: { number: '0639981234', phone: 'x' } }, /^callee: unknown field “phone”/],
    [{ callee: { number: '0639981234', insee: '7505' } }, /^callee\.insee: an INSEE code has five/],
    [{ callee: { number: '0639981234', insee: 75056 } }, /^callee\.insee: /],
    [{ callee: { number: '0639981234', territory: 'Paris' } }, /^callee\.territory: /],
    [{ colour: 'blue' }, /^the facts: unknown field “colour”/],
    [{ election: { rounds: [] } }, /^election\.rounds: /],
    [{ election: { rounds: [{ pollDate: '2027-02-30' }] } }, /^election\.rounds\[0\]\.pollDate: write a day/],
    [{ election: { rounds: [{ pollDate: '2027-04-18' }], inseePrefixes: ['2C'] } }, /^election\.inseePrefixes\[0\]: /],
    [slots({ days: [8], from: '10:00', to: '12:00' }), /^consents\[0\]\.slots\[0\]\.days\[0\]: /],
    [slots({ days: [1], from: '10h', to: '12:00' }), /^consents\[0\]\.slots\[0\]\.from: write a time of day/],
    [slots({ days: [1], from: '10:00', to: '10:00' }), /^consents\[0\]\.slots\[0\]: a slot needs two different times/],
    [slots({ days: [1], from: '24:00', to: '10:00' }), /^consents\[0\]\.slots\[0\]: a slot needs/],
    [{ ringTimeoutMs: -1 }, /^ringTimeoutMs: /],
    [{ maxAttempts: 1.5 }, /^maxAttempts: /],
    [{ attempts: [{ at: 0, number: '0639981234' }] }, /^attempts\[0\]\.thisCampaign: missing/],
  ]
  for (const [change, expected] of table) {
    assert.match(sentence(JSON.stringify({ ...least, ...change })), expected)
  }
})

test('facts schema: what is not JSON, or not an object, gets one sentence too', () => {
  assert.match(sentence('{ "now": '), /^The facts are not JSON/)
  assert.match(sentence(''), /^The facts are not JSON/)
  for (const json of ['[]', 'null', '3', '"x"']) assert.match(sentence(json), /^the facts: /, json)
})

test('facts schema: its JSON Schema describes every field, with an example of each', () => {
  const undescribed: string[] = []
  const visit = (schema: Record<string, unknown>, where: string): void => {
    const parts = schema['anyOf'] as Record<string, unknown>[] | undefined
    for (const part of parts ?? []) visit(part, where)
    const { items, properties } = schema as Record<string, Record<string, unknown> | undefined>
    if (items) visit(items, `${where}[]`)
    for (const [name, each] of Object.entries(properties ?? {})) {
      const field = each as Record<string, unknown>
      const nested = ['object', 'array'].includes(String(field['type'])) || 'anyOf' in field
      if (!nested && !('examples' in field)) undescribed.push(`${where}.${name}`)
      visit(field, `${where}.${name}`)
    }
  }
  const schema = factsJsonSchema()
  visit(schema, 'facts')
  assert.deepEqual(undescribed, [])
  assert.deepEqual(schema['required'], ['now', 'controller', 'callee'])
  assert.equal(schema['additionalProperties'], false)
})

test('instants: ISO 8601 with its offset, or milliseconds, to the millisecond', () => {
  // biome-ignore format: read as a table
  const table: readonly (readonly [string | number, string])[] = [
    ['2027-04-16T22:00:00Z', '2027-04-16T22:00:00.000Z'],
    ['2027-04-17T00:00:00.001+02:00', '2027-04-16T22:00:00.001Z'],
    ['2027-04-16T00:00-04:00', '2027-04-16T04:00:00.000Z'],
    ['2027-04-16 00:00:00.5-0930', '2027-04-16T09:30:00.500Z'],
    [1_808_000_000_000, '2027-04-17T22:13:20.000Z'],
  ]
  for (const [written, expected] of table) assert.equal(iso(parseInstant(written)), expected)
  const wrong = [
    '2027-04-16',
    '2027-04-16T25:00Z',
    '2027-04-16T10:60Z',
    '16/04/2027',
    '2027-04-16T10:00:00+25:00',
    '2300-01-01T00:00Z',
  ]
  for (const written of wrong) assert.equal(parseInstant(written), undefined, written)
  for (const written of [-1, Number.NaN, 7_258_118_400_000])
    assert.equal(parseInstant(written), undefined)
})

test('numbers: every way a French number is written, and the services law refuses', () => {
  // biome-ignore format: read as a table
  const table: readonly (readonly [string, string | undefined])[] = [
    ['06 39 98 12 34', someone], ['06.39.98.12.34', someone], ['0639981234', someone], ['+33639981234', someone],
    ['+33 6 39 98 12 34', someone], ['+33 (0)6 39 98 12 34', someone], ['+330639981234', someone],
    ['0033 6 39 98 12 34', someone], ['tel:+33-6-39-98-12-34', someone], ['06\u00a039\u202f98-12/34', someone],
    ['0262 20 12 34', '+262262201234'], ['+262 (0)262 20 12 34', '+262262201234'], ['0508 41 12 34', '+508411234'],
    ['+687 28 00 00', '+687280000'], ['15', '+3315'], ['112', '+33112'], ['3008', '+333008'], ['118 218', '+33118218'],
    ['0700 1234567890', '+337001234567890'],
    ['', undefined], ['banana', undefined], ['06 39 98 12', undefined], ['06 39 98 12 34 5', undefined],
    ['9', undefined], ['+', undefined], ['12345', undefined], ['+33 6 39 98 12 34 or 35', undefined],
  ]
  for (const [written, expected] of table) assert.equal(readNumber(written), expected, written)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import { fieldsToldMax, readShape } from './shapes.ts'

const shape = z.object({
  name: z.string(),
  phones: z.array(z.object({ number: z.string() })).default([]),
  end: z.union([z.object({ at: z.number() }), z.object({ never: z.literal(true) })]).optional(),
  free: z.record(z.string(), z.unknown()).optional(),
})

function refusalOf(part: 'body' | 'query', given: unknown, of: z.ZodType = shape): Failure {
  try {
    readShape(part, of, given)
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === 'badInput')
    return error
  }
  throw new assert.AssertionError({ message: 'this should have been refused' })
}

test('shapes: what fits is read, defaults filled in', () => {
  assert.deepEqual(readShape('body', shape, { name: 'Nour', free: { any: 1 } }), {
    name: 'Nour',
    phones: [],
    free: { any: 1 },
  })
})

test('shapes: a field that is not known is refused by its name, at any depth', () => {
  const given = {
    name: 'Nour',
    nme: 1,
    phones: [{ number: '1', kind: 'x' }],
    end: { at: 1, on: 2 },
  }
  const { fields, message } = refusalOf('body', given)
  assert.deepEqual(
    fields.map(({ field }) => field),
    ['nme', 'phones.0.kind', 'end.on'],
  )
  assert.match(
    message,
    /^The body is not usable: "nme": there is no such field here\. 2 more below\.$/,
  )
})

test('shapes: names that objects inherit are fields like any other: unknown', () => {
  const given: unknown = JSON.parse('{"name":"a","constructor":{"prototype":1},"toString":"x"}')
  assert.deepEqual(
    refusalOf('body', given).fields.map(({ field }) => field),
    ['constructor', 'toString'],
  )
})

test('shapes: each wrong field is named with what is expected, and no more of them than the limit', () => {
  const { fields } = refusalOf('body', { phones: [{ number: 5 }] })
  assert.deepEqual(
    fields.map(({ field }) => field),
    ['name', 'phones.0.number'],
  )
  for (const count of [fieldsToldMax - 1, fieldsToldMax, fieldsToldMax + 1]) {
    const many = Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1]))
    const told = refusalOf('body', { name: 'a', ...many }).fields.length
    assert.equal(told, Math.min(count, fieldsToldMax))
  }
})

test('shapes: one value of a query is a list of one where a list is asked for', () => {
  const query = z.object({ state: z.array(z.string()).optional(), limit: z.coerce.number() })
  assert.deepEqual(readShape('query', query, { state: 'draft', limit: '5' }), {
    state: ['draft'],
    limit: 5,
  })
  assert.equal(refusalOf('query', { limit: '5', page: '2' }, query).fields[0]?.field, 'page')
})

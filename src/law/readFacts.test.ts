import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { decide } from './decide.ts'
import { readFacts } from './readFacts.ts'
import { depthMax } from './strictJson.ts'

const least = {
  now: '2026-11-24T18:05:00+01:00',
  controller: 'C',
  callee: { number: '0639981234' },
}

function sentence(json: string): string {
  try {
    readFacts(json)
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    assert.equal(error.code, 'badInput')
    assert.ok(error.message.length < 500, 'one sentence')
    assert.ok(!/\n/.test(error.message))
    return error.message
  }
  return 'read'
}

test('bad facts: a field written twice is refused by its path, however it is escaped', () => {
  const table: readonly (readonly [string, RegExp])[] = [
    ['{"suppressions":[{}],"suppressions":[]}', /suppressions: written twice/],
    ['{"a":1,"\\u0061":2}', /usable: a: written twice/],
    ['{"callee":{"number":"1","insee":"2","number":"3"}}', /callee\.number: written twice/],
    ['{"consents":[{"at":1},{"at":1,"at":2}]}', /consents\[1\]\.at: written twice/],
    [
      '{"consents":[{"slots":[{"days":[1]},{"from":"\\"}","from":"x"}]}]}',
      /consents\[0\]\.slots\[1\]\.from: written twice/,
    ],
    [`{"${'k'.repeat(1000)}":1,"${'k'.repeat(1000)}":2}`, /k{40}…: written twice/],
  ]
  for (const [json, expected] of table) assert.match(sentence(json), expected, json.slice(0, 80))
})

test('bad facts: the same name in two objects, or as a value, is no repetition', () => {
  const consents = [1, 2].map((at) => ({
    kind: 'given',
    controller: 'kind',
    channel: 'automate',
    at,
  }))
  assert.equal(sentence(JSON.stringify({ ...least, consents })), 'read')
})

test('bad facts: a byte order mark is read over, other encodings are named', () => {
  const json = JSON.stringify({ ...least, controller: 'Élise' })
  assert.equal(sentence(`\uFEFF${json}`), 'read')
  const utf16 = Buffer.from(`\uFEFF${json}`, 'utf16le')
  assert.match(sentence(utf16.toString('utf8')), /not UTF-8 text: save the file as UTF-8/)
  assert.match(sentence(utf16.swap16().toString('utf8')), /not UTF-8 text/)
  assert.match(sentence(Buffer.from(json, 'utf16le').toString('utf8')), /not UTF-8 text/)
  assert.match(sentence(Buffer.from(json, 'latin1').toString('utf8')), /not UTF-8 text/)
})

test('bad facts: nesting is bounded, at the limit it is only an unknown field', () => {
  const nested = (depth: number): string => `{"x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
  assert.match(sentence(nested(depthMax)), /unknown field “x”|missing/)
  assert.match(sentence(nested(depthMax + 1)), /nested too deeply/)
  assert.match(sentence('['.repeat(1_000_000)), /nested too deeply/)
  assert.match(sentence('{"a":'.repeat(100_000)), /nested too deeply/)
})

test('bad facts: what is not JSON gets one sentence that repeats no number', () => {
  const number = '06 39 98 12 34'
  for (const json of [
    '',
    ' ',
    'banana',
    '{',
    `{"number": ${number}}`,
    `{"a": "${number}`,
    '"',
    '\\',
  ]) {
    const said = sentence(json)
    assert.match(said, /^The facts are not JSON \(/, json)
    assert.ok(!said.includes('39 98'), said)
  }
  assert.match(sentence('{"now": NaN}'), /not JSON/)
  assert.match(sentence("{'now': 1}"), /not JSON/)
  assert.match(sentence('{"now": 1,}'), /not JSON/)
})

test('bad facts: the path of the wrong field, whatever is wrong with it', () => {
  const wrong = (change: object): string => sentence(JSON.stringify({ ...least, ...change }))
  const pf = { rounds: [{ pollDate: '2027-04-18', scopes: [{ pollDate: '2027-04-18' }] }] }
  // biome-ignore format: read as a table
  const table: readonly (readonly [object, RegExp])[] = [
    [{ now: 1.5 }, /now: write an instant/], [{ now: null }, /now: write an instant/],
    [{ now: '2026-11-24T18:05:00' }, /now: write an instant/], [{ callee: null }, /callee: /],
    [{ callee: { number: 639981234 } }, /callee\.number: /], [{ callee: { number: '0639' } }, /callee\.number: this is no/],
    [{ callee: { ...least.callee, insee: '7505' } }, /callee\.insee: an INSEE code/],
    [{ callee: { ...least.callee, territory: 'XX' } }, /callee\.territory: /],
    [{ callee: { ...least.callee, zone: '+02:00', territory: 'ABROAD' } }, /callee\.zone: write a zone/],
    [{ callee: { ...least.callee, zone: 'Mars/Olympus', territory: 'ABROAD' } }, /callee\.zone: write a zone/],
    [{ callee: { ...least.callee, zone: 'Europe/Berlin' } }, /callee/],
    [{ lawOf: '2017-02-30' }, /lawOf: write a day/], [{ lawOf: 17 }, /lawOf: /],
    [{ election: pf }, /election\.rounds\[0\]\.scopes\[0\]: say where/],
    [{ election: { rounds: [{ pollDate: '18/04/2027' }] } }, /election\.rounds\[0\]\.pollDate: write a day/],
    [{ budget: { spentCents: -1, capCents: 1 } }, /budget\.spentCents: /],
    [{ budget: { spentCents: 1 } }, /budget\.capCents: missing/],
    [{ source: { kind: 'municipal' } }, /source\.kind: /], [{ killed: 'yes' }, /killed: /],
    [{ bloctel: { listed: false } }, /bloctel\.checkedAt: /],
    [{ attempts: Array.from({ length: 10_001 }, () => 0) }, /attempts/],
    [{ suppressions: {} }, /suppressions: /], [{ Now: 1 }, /unknown field “Now”/],
    [{ callee: { ...least.callee, Insee: '75056' } }, /callee: unknown field “Insee”/],
    [{ trunk: { callerIds: [1] } }, /trunk\.callerIds\[0\]: /],
  ]
  for (const [change, expected] of table)
    assert.match(wrong(change), expected, JSON.stringify(change).slice(0, 200))
})

test('bad facts: a field named as objects name their prototype is an unknown field', () => {
  const json = (name: string): string => JSON.stringify(least).replace('{', `{"${name}":{"x":1},`)
  for (const name of ['__proto__', 'constructor', 'toString', 'prototype']) {
    assert.match(sentence(json(name)), new RegExp(`unknown field “${name}”`), name)
  }
  assert.match(
    sentence(JSON.stringify(least).replace('"number"', '"__proto__":{},"number"')),
    /callee/,
  )
})

test('good facts: the example of the documentation is read, and its call allowed', () => {
  const facts = readFacts(
    readFileSync(new URL('../../examples/facts.json', import.meta.url), 'utf8'),
  )
  assert.equal(decide(facts).verdict.allowed, true)
})

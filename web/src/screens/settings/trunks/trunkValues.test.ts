import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainProfile } from '../../../../../src/call/trunkProfile.ts'
import { bodyOf, emptyTrunk, microEuroOf, numbersOf, valuesOf } from './trunkValues.ts'

test('trunk form: a price is read with comma or point, and nothing else is one', () => {
  assert.deepEqual(['0,009', '0.009', ' 0,0125 €/min ', '2', '', '100'].map(microEuroOf), [
    9_000,
    9_000,
    12_500,
    2_000_000,
    null,
    100_000_000,
  ])
  assert.deepEqual(['gratuit', '-1', '1,2,3', '101'].map(microEuroOf), [
    ...[undefined, undefined, undefined, undefined],
  ])
})

test('trunk form: numbers stand one a line, or with commas between them', () => {
  assert.deepEqual(numbersOf('01 63 00 12 34\n\n01 63 00 12 35; 01 63 00 12 36,'), [
    ...['01 63 00 12 34', '01 63 00 12 35', '01 63 00 12 36'],
  ])
})

test('trunk form: what was read is what is sent, and an empty password stays as it is', () => {
  const price = {
    ...{ perMinuteMicroEuro: 9_000, perCallMicroEuro: 5 },
    ...{ firstIncrementSeconds: 30, incrementSeconds: 6 },
  }
  const known = {
    ...{ label: 'A', host: 'sip.example', port: 5060, user: null, price },
    ...{ callsPerSecond: 5, concurrentCalls: 50, callerIds: [{ shown: '01 63 00 12 34' }] },
    ...{ profile: plainProfile, route: null, priority: 10, weight: 10 },
  }
  const { profile, ...body } = bodyOf(valuesOf(known), plainProfile)
  assert.deepEqual(profile, plainProfile)
  assert.deepEqual(body, {
    ...{ route: null, priority: 10, weight: 10 },
    ...{ label: 'A', host: 'sip.example', port: 5060, user: '', price },
    ...{ callsPerSecond: 5, concurrentCalls: 50, callerIds: ['01 63 00 12 34'] },
  })
  assert.equal(bodyOf({ ...emptyTrunk, password: 'x' }, null).password, 'x')
  assert.equal(bodyOf(emptyTrunk, null).price, null)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { npv, someone, tuesdayTen } from '../../test/support/callFacts.ts'
import type { E164 } from '../base/units.ts'
import { decideTrunkTest, lawfulForMs } from './decide.ts'
import type { TrunkTest } from './trunkTest.ts'

const ownPhone = '+33140000000' as E164
const refusedBy = (change: Partial<TrunkTest>): string => {
  const { verdict, lawful } = decideTrunkTest({
    now: tuesdayTen,
    number: someone,
    trunkKind: 'real',
    loopback: false,
    ownPhones: [],
    callerId: npv,
    ...change,
  })
  assert.equal(lawful !== null, verdict.allowed)
  return verdict.refusals.map(({ rule }) => rule).join(' ')
}

test('trunk test: loopback and the practice carrier ring any number of fiction, and no other', () => {
  for (const change of [{ loopback: true }, { trunkKind: 'practice' }] as const) {
    assert.equal(refusedBy(change), '')
    assert.equal(refusedBy({ ...change, number: '+33199000000' as E164 }), '')
    assert.equal(refusedBy({ ...change, number: ownPhone, ownPhones: [ownPhone] }), 'test.fiction')
  }
})

test('trunk test: a real trunk rings the phones declared as the organisation’s own', () => {
  assert.equal(refusedBy({ number: ownPhone }), 'test.own-phone')
  assert.equal(refusedBy({ number: ownPhone, ownPhones: [ownPhone] }), '')
  assert.equal(refusedBy({ ownPhones: [someone] }), 'test.fiction', 'fiction is nobody’s own phone')
})

test('trunk test: services are not rung even when somebody declared them', () => {
  for (const number of ['+3315', '+33112', '+333008', '+33899123456', '+33800123456', npv]) {
    const declared = { number: number as E164, ownPhones: [number as E164] }
    assert.match(refusedBy(declared), /^test\.callee/, number)
    assert.match(refusedBy({ ...declared, loopback: true }), /^test\.callee/, number)
  }
})

test('trunk test: the number is shown', () => {
  assert.equal(refusedBy({ loopback: true, callerId: 'anonymous' }), 'test.caller-ID')
  assert.equal(refusedBy({ loopback: true, callerId: '' }), 'test.caller-ID')
})

test('trunk test: the proof is for this number and this kind of trunk, for a moment', () => {
  const { lawful } = decideTrunkTest({
    now: tuesdayTen,
    number: someone,
    trunkKind: 'real',
    loopback: true,
    ownPhones: [],
    callerId: '01 63 00 12 34',
  })
  assert.equal(lawful?.number, someone)
  assert.equal(lawful?.trunkKind, 'practice')
  assert.equal(lawful?.callerId, npv)
  assert.equal(lawful?.expiresAt, tuesdayTen + lawfulForMs)
})

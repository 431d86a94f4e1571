import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callFacts, npv } from '../../../test/support/callFacts.ts'
import type { E164 } from '../../base/units.ts'
import { decide } from '../decide.ts'
import type { CallFacts } from '../facts.ts'

const standIn = '+33199000007' as E164
/** Not a fiction number: what must never be dialled in practice. */
const real = '+33612345678' as E164
const rehearsed = (change: Partial<CallFacts> = {}): CallFacts =>
  callFacts({ callee: { number: real, insee: '75056' }, standIn, ...change })
const refusedBy = (facts: CallFacts): readonly string[] =>
  decide(facts).verdict.refusals.map(({ rule }) => rule)

test('rehearsal: the proof is for the stand-in, so that the real number cannot be dialled with it', () => {
  assert.equal(decide(rehearsed()).lawful?.number, standIn)
  const { standIn: _, ...without } = rehearsed()
  assert.deepEqual(refusedBy(without), ['fr.ARCEP-fiction'])
})

test('rehearsal: consent, objection, class and place are those of the real person', () => {
  assert.deepEqual(refusedBy(rehearsed({ consents: [] })), ['fr.CNIL-automate'])
  const suppressions = [{ scope: 'organisation', at: rehearsed().now, reason: 'key 9' }] as const
  assert.deepEqual(refusedBy(rehearsed({ suppressions })), ['fr.RGPD-21'])
  const special = { number: '+33899123456' as E164, insee: '75056' }
  assert.deepEqual(refusedBy(rehearsed({ callee: special })), ['fr.ARCEP-callee'])
  const { unknown } = decide(rehearsed({ callee: { number: real } })).verdict
  assert.ok(unknown.some(({ missing }) => missing === 'callee.insee'))
})

test('rehearsal: a stand-in that is no fiction, or over a real trunk, is refused', () => {
  assert.deepEqual(refusedBy(rehearsed({ standIn: real })), ['fr.ARCEP-fiction'])
  const trunk = { kind: 'real', callerIds: [npv] } as const
  assert.deepEqual(refusedBy(rehearsed({ trunk })), ['fr.ARCEP-fiction'])
  assert.deepEqual(refusedBy(rehearsed({ trunk, standIn: real })), ['fr.ARCEP-fiction'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type E164, epochMs } from '../base/units.ts'
import {
  type ApprovalCall,
  approvalAskedWithin,
  approvalCallsOverall,
  approvalCallsPerNumber,
} from './approvalCall.ts'
import { decideApprovalCall } from './decide.ts'

/** In the night before a vote. */
const now = epochMs(Date.UTC(2027, 3, 17, 2, 30))
const callerId = '+33163001234'
const own = '+33639981234' as E164
const lawful: ApprovalCall = {
  ...{ now, number: own, trunkKind: 'practice', callerId, callerIds: [callerId] },
  ...{ askedAt: now, objected: false, callsToNumber: 0, callsOverall: 0 },
}
const refusalsOf = (change: Partial<ApprovalCall>): readonly string[] =>
  decideApprovalCall({ ...lawful, ...change }).verdict.refusals.map(({ rule }) => rule)

test('an approval call is asked for by who takes it: allowed in the night before a vote', () => {
  const { lawful: proof, verdict } = decideApprovalCall(lawful)
  assert.equal(verdict.allowed, true)
  assert.deepEqual([proof?.number, proof?.callerId, proof?.trunkKind], [own, callerId, 'practice'])
})

// biome-ignore format: one row a case
const cases: readonly [what: string, change: Partial<ApprovalCall>, refusedBy: readonly string[]][] = [
  ['a service number', { number: '+33899123456' as E164 }, ['approval.callee', 'approval.fiction']],
  ['an emergency number', { number: '+3315' as E164 }, ['approval.callee', 'approval.fiction']],
  ['fiction on a real trunk', { trunkKind: 'real' }, ['approval.fiction']],
  ['a real number in practice', { number: '+33612345678' as E164 }, ['approval.fiction']],
  ['a number that objected', { objected: true }, ['approval.objection']],
  ['the last moment', { askedAt: epochMs(now - approvalAskedWithin) }, []],
  ['a moment too late', { askedAt: epochMs(now - approvalAskedWithin - 1) }, ['approval.asked-for']],
  ['asked in the future', { askedAt: epochMs(now + 1) }, ['approval.asked-for']],
  ['one call below the cap', { callsToNumber: approvalCallsPerNumber - 1 }, []],
  ['the cap of the number', { callsToNumber: approvalCallsPerNumber }, ['approval.calls-per-number']],
  ['one call above it', { callsToNumber: approvalCallsPerNumber + 1 }, ['approval.calls-per-number']],
  ['one below the cap of all', { callsOverall: approvalCallsOverall - 1 }, []],
  ['the cap of all numbers', { callsOverall: approvalCallsOverall }, ['approval.calls-overall']],
  ['one above the cap of all', { callsOverall: approvalCallsOverall + 1 }, ['approval.calls-overall']],
  ['no number shown', { callerId: '' }, ['approval.caller-ID']],
  ['a mobile shown', { callerId: '+33612345678', callerIds: ['+33612345678'] }, ['approval.caller-ID']],
  ['a number of another trunk', { callerIds: ['+33163009999'] }, ['approval.caller-ID']],
]

for (const [what, change, refusedBy] of cases) {
  test(`an approval call, ${what}: ${refusedBy.join(' and ') || 'allowed'}`, () => {
    assert.deepEqual(refusalsOf(change), refusedBy)
    const { lawful: proof } = decideApprovalCall({ ...lawful, ...change })
    assert.equal(proof !== null, refusedBy.length === 0)
  })
}

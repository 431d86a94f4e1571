import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type E164, epochMs } from '../base/units.ts'
import { askedWithin, type CodeCall, codeCallsOverall, codeCallsPerNumber } from './codeCall.ts'
import { decideCodeCall } from './decide.ts'

const now = epochMs(Date.UTC(2027, 3, 17, 2, 30))
const callerId = '+33163001234'
const lawful: CodeCall = {
  now,
  number: '+33639981234' as E164,
  trunkKind: 'practice',
  callerId,
  callerIds: [callerId],
  askedAt: now,
  purpose: 'data',
  holdsData: true,
  callsToNumber: 0,
  callsOverall: 0,
}
const refusalsOf = (change: Partial<CodeCall>): readonly string[] =>
  decideCodeCall({ ...lawful, ...change }).verdict.refusals.map(({ rule }) => rule)

test('a code asked for now may be dictated at night on the eve of an election: it urges no vote', () => {
  const { lawful: proof, verdict } = decideCodeCall(lawful)
  assert.equal(verdict.allowed, true)
  assert.equal(proof?.number, lawful.number)
  assert.equal(proof?.trunkKind, 'practice')
})

// biome-ignore format: one row a case
const cases: readonly [what: string, change: Partial<CodeCall>, refusedBy: readonly string[]][] = [
  ['a service number', { number: '+33899123456' as E164 }, ['code.callee', 'code.fiction']],
  ['an emergency number', { number: '+3315' as E164 }, ['code.callee', 'code.fiction']],
  ['a foreign number', { number: '+447400123456' as E164 }, ['code.callee', 'code.fiction']],
  ['fiction on a real trunk', { trunkKind: 'real' }, ['code.fiction']],
  ['a real number in practice', { number: '+33612345678' as E164 }, ['code.fiction']],
  ['nothing held, to see data', { holdsData: false }, ['code.known']],
  ['nothing held, to consent', { holdsData: false, purpose: 'consent' }, []],
  ['the last moment', { askedAt: epochMs(now - askedWithin) }, []],
  ['a moment too late', { askedAt: epochMs(now - askedWithin - 1) }, ['code.asked-for']],
  ['asked in the future', { askedAt: epochMs(now + 1) }, ['code.asked-for']],
  ['one call below the cap', { callsToNumber: codeCallsPerNumber - 1 }, []],
  ['the cap of the number', { callsToNumber: codeCallsPerNumber }, ['code.calls-per-number']],
  ['one call above it', { callsToNumber: codeCallsPerNumber + 1 }, ['code.calls-per-number']],
  ['one below the cap of all', { callsOverall: codeCallsOverall - 1 }, []],
  ['the cap of all numbers', { callsOverall: codeCallsOverall }, ['code.calls-overall']],
  ['no number shown', { callerId: '' }, ['code.caller-ID']],
  ['a mobile shown', { callerId: '+33612345678', callerIds: ['+33612345678'] }, ['code.caller-ID']],
  ['a number of another trunk', { callerIds: ['+33163009999'] }, ['code.caller-ID']],
]

for (const [what, change, refusedBy] of cases) {
  test(`a code call, ${what}: ${refusedBy.join(' and ') || 'allowed'}`, () => {
    assert.deepEqual(refusalsOf(change), refusedBy)
    assert.equal(decideCodeCall({ ...lawful, ...change }).lawful !== null, refusedBy.length === 0)
  })
}

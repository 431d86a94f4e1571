import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Outcome, outcomes } from '../call/outcome.ts'
import {
  isOfTrunk,
  outcomeOfSilence,
  outcomeOfSip,
  outcomeOfUnfollowed,
  q850Outcomes,
  sipOutcomes,
} from './sipOutcome.ts'

const of = (status: number, ...reasons: readonly string[]): Outcome =>
  outcomeOfSip({ status, reasons, rang: false })

// biome-ignore format: one row a status, read as a table
const expected: readonly (readonly [status: number, outcome: Outcome, afterRinging?: Outcome])[] = [
  [300, 'redirected'], [302, 'redirected'], [380, 'redirected'], [399, 'redirected'],
  [400, 'rejectedByCarrier'], [401, 'rejectedByCarrier'], [402, 'rejectedByCarrier'],
  [403, 'rejectedByCarrier'], [404, 'unallocated'], [407, 'rejectedByCarrier'],
  [408, 'unreachable', 'noAnswer'], [410, 'unallocated'], [420, 'rejectedByCarrier'], [422, 'rejectedByCarrier'], [429, 'congestion'],
  [480, 'unreachable', 'noAnswer'], [481, 'carrierFault'], [482, 'carrierFault'],
  [484, 'rejectedByCarrier'], [486, 'busy'], [487, 'noAnswer'], [488, 'rejectedByCarrier'],
  [499, 'rejectedByCarrier'], [500, 'carrierFault'], [502, 'carrierFault'], [503, 'congestion'],
  [504, 'carrierFault'], [580, 'carrierFault'], [599, 'carrierFault'], [600, 'busy'],
  [603, 'declined'], [604, 'unallocated'], [606, 'rejectedByCarrier'], [607, 'objected'],
  [608, 'rejectedByCarrier'], [699, 'rejectedByCarrier'],
]

test('the SIP→Outcome table: every row, and what falls between them to the alarming side', () => {
  for (const [status, outcome, afterRinging = outcome] of expected) {
    assert.equal(of(status), outcome, String(status))
    assert.equal(outcomeOfSip({ status, reasons: [], rang: true }), afterRinging, `${status} rang`)
  }
})

test('the SIP→Outcome table: every status from 300 to 699 has an outcome, unknown ones blame the carrier', () => {
  const known = new Set(sipOutcomes.map(({ status }) => status))
  for (let status = 300; status < 700; status += 1) {
    const outcome = of(status)
    assert.ok(outcome in outcomes)
    if (status >= 400 && !known.has(status)) assert.equal(outcomes[outcome].fault, 'carrier')
  }
})

test('RFC 3326: a Q.850 cause refines the status, but neither challenge nor redirection', () => {
  for (const { cause, outcome } of q850Outcomes) {
    assert.equal(of(480, `Q.850;cause=${cause};text="x"`), outcome, `cause ${cause}`)
  }
  assert.equal(of(500, 'SIP;cause=200;text="elsewhere"', 'Q.850 ; cause = 17'), 'busy')
  assert.equal(of(500, 'SIP;cause=600, Q.850;text="a;b";cause=1'), 'unallocated')
  assert.equal(of(503, 'Q.850;cause=16'), 'congestion', 'a cause that says nothing')
  assert.equal(of(407, 'Q.850;cause=17'), 'rejectedByCarrier')
  assert.equal(of(302, 'Q.850;cause=17'), 'redirected')
})

test('RFC 8197: unwanted is unwanted, whatever the network adds and whichever status passes it on', () => {
  for (const { cause } of q850Outcomes) assert.equal(of(607, `Q.850;cause=${cause}`), 'objected')
  for (const status of [403, 480, 487, 503, 603]) {
    assert.equal(of(status, 'Q.850;cause=21', 'SIP ;cause=607 ;text="Unwanted"'), 'objected')
    assert.equal(of(status, 'Q.850;cause=16, SIP;text="Unwanted";cause=607'), 'objected')
  }
  assert.equal(of(603, 'SIP;cause=6070'), 'declined')
  assert.equal(of(603, 'Q.850;cause=16;text="607"'), 'declined')
})

test('the SIP→Outcome table: each status and each cause has one row', () => {
  const statuses = sipOutcomes.map(({ status }) => status)
  assert.equal(new Set(statuses).size, statuses.length)
  const causes = q850Outcomes.map(({ cause }) => cause)
  assert.equal(new Set(causes).size, causes.length)
})

test('a carrier’s fault never costs a person an attempt: every status and every cause that blames it', () => {
  const rows = [...sipOutcomes, ...q850Outcomes]
  const blaming = rows.filter(({ outcome }) => outcomes[outcome].fault === 'carrier')
  assert.ok(blaming.length > 30)
  for (const row of blaming) {
    const facts = outcomes[row.outcome]
    assert.equal(facts.counts, false, row.because)
  }
  for (const outcome of [outcomeOfSilence, outcomeOfUnfollowed]) {
    assert.equal(outcomes[outcome].fault, 'carrier')
    assert.equal(outcomes[outcome].counts, false)
  }
})

test('the one fault of a carrier that counts is sound lost after the person picked up: their phone did ring (law)', () => {
  const counting = Object.entries(outcomes).filter(
    ([, { fault, counts }]) => fault === 'carrier' && counts,
  )
  assert.deepEqual(
    counting.map(([outcome]) => outcome),
    ['mediaLost'],
  )
})

test('RFC 3261 §20.33: what asks the whole trunk to wait is a carrier’s fault, never a person’s answer', () => {
  for (let status = 400; status < 700; status += 1) {
    if (isOfTrunk(status)) assert.equal(outcomes[of(status)].fault, 'carrier', String(status))
  }
})

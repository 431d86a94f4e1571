import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callFacts, instant, iso, tuesdayTen } from '../../../test/support/callFacts.ts'
import { epochMs } from '../../base/units.ts'
import type { WeeklyHours } from '../../campaign/weeklyHours.ts'
import { decide } from '../decide.ts'
import type { CallFacts } from '../facts.ts'

const verdictAt = (now: number, change: Partial<CallFacts>) =>
  decide(callFacts({ now: epochMs(now), ...change })).verdict
const refusedBy = (now: number, change: Partial<CallFacts>): readonly string[] =>
  verdictAt(now, change).refusals.map(({ rule }) => rule)

const eleven = instant('2026-11-24T11:00:00+01:00')
const mornings: readonly WeeklyHours[] = [{ days: [2, 4], from: '10:30', to: '12:00' }]

test('fr.campaign-start: the millisecond before is refused, the instant and the one after allowed', () => {
  const startsAt = eleven
  assert.deepEqual(refusedBy(eleven - 1, { startsAt }), ['fr.campaign-start'])
  assert.deepEqual(refusedBy(eleven, { startsAt }), [])
  assert.deepEqual(refusedBy(eleven + 1, { startsAt }), [])
  const { askAgainAt, refusals } = verdictAt(eleven - 1, { startsAt })
  assert.equal(askAgainAt, eleven)
  assert.match(refusals[0]?.reason.fr ?? '', /débutent à 11\u202fh\.$/)
})

test('fr.campaign-hours: half past ten is in and noon is out, to the millisecond', () => {
  const opens = instant('2026-11-24T10:30:00+01:00')
  const closes = instant('2026-11-24T12:00:00+01:00')
  assert.deepEqual(refusedBy(opens - 1, { hours: mornings }), ['fr.campaign-hours'])
  assert.deepEqual(refusedBy(opens, { hours: mornings }), [])
  assert.deepEqual(refusedBy(opens + 1, { hours: mornings }), [])
  assert.deepEqual(refusedBy(closes - 1, { hours: mornings }), [])
  assert.deepEqual(refusedBy(closes, { hours: mornings }), ['fr.campaign-hours'])
  assert.deepEqual(refusedBy(closes + 1, { hours: mornings }), ['fr.campaign-hours'])
})

test('fr.campaign-hours: the proof of a call ends no later than the hours do', () => {
  const lastSecond = epochMs(instant('2026-11-24T12:00:00+01:00') - 1000)
  const { lawful } = decide(callFacts({ now: lastSecond, hours: mornings }))
  assert.equal(lawful?.expiresAt, lastSecond + 1000)
})

test('fr.campaign-hours: the next lawful instant is where the law and the campaign both allow', () => {
  const weekends: readonly WeeklyHours[] = [{ days: [3, 6, 7], from: '12:30', to: '14:30' }]
  // Wednesday 12:30 is lawful; hours on Saturday and Sunday open nothing the law keeps closed.
  assert.equal(
    iso(verdictAt(tuesdayTen, { hours: weekends }).askAgainAt),
    '2026-11-25T11:30:00.000Z',
  )
  const thursday = instant('2026-11-26T10:00:00+01:00')
  assert.equal(iso(verdictAt(thursday, { hours: weekends }).askAgainAt), '2026-12-02T11:30:00.000Z')
  const saturday = instant('2026-11-28T13:00:00+01:00')
  assert.deepEqual(refusedBy(saturday, { hours: weekends }), ['fr.D223-9-hours'])
})

test('fr.campaign-hours: they are those of the person’s own clock', () => {
  const callee = { number: callFacts().callee.number, insee: '97209' }
  const tenInMartinique = instant('2026-11-24T10:30:00-04:00')
  assert.deepEqual(refusedBy(tenInMartinique, { callee, hours: mornings }), [])
  assert.ok(
    refusedBy(tenInMartinique - 1, { callee, hours: mornings }).includes('fr.campaign-hours'),
  )
})

test('fr.campaign-hours: no hour chosen opens nothing, and nobody is asked again', () => {
  const { allowed, askAgainAt } = verdictAt(tuesdayTen, { hours: [] })
  assert.equal(allowed, false)
  assert.equal(askAgainAt, undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttemptId, CampaignId, TargetId, TrunkId } from '../base/ids.ts'
import { type E164, epochMs, monoMs, ms, seconds } from '../base/units.ts'
import { plainTrunk } from '../call/trunk.ts'
import type { BreakerWhy } from './breaker.ts'
import { type DialerInput, idleDialer, step } from './dialer.ts'
import type { Dialer } from './dialerState.ts'
import { type CampaignView, type Quiet, quietOf, statusSentence } from './statusSentence.ts'

const c1 = 'c1' as CampaignId
const zero = monoMs(0)
const view: CampaignView = {
  campaign: c1,
  state: 'running',
  why: 'lunch',
  deadline: epochMs(9_000_000),
  draining: false,
  nextReadyAt: null,
}
const person = {
  target: 't1' as TargetId,
  leaseToken: 'l',
  number: '+33639980001' as E164,
  person: 'p1',
  household: 'h1',
  leasedAt: zero,
}
const other = { ...person, target: 't2' as TargetId, number: '+33639980002' as E164, person: 'p2' }
const leased: DialerInput = { is: 'leased', campaign: c1, candidates: [person, other] }
const armed: DialerInput = {
  is: 'armed',
  campaign: c1,
  attempts: new Map([[person.target, 'a1' as AttemptId]]),
}
const nothing: DialerInput = { is: 'nothingReady', campaign: c1, at: monoMs(60_000) }

const trunk = { id: 'main' as TrunkId, ...plainTrunk }
const lane = { campaign: c1, over: [trunk.id] }
const wait: DialerInput = {
  is: 'retryAfter',
  attempt: 'a1' as AttemptId,
  retryAfterMs: seconds(5),
}

function after(lines: number, ...inputs: readonly DialerInput[]): Dialer {
  const limits = { callsPerSecond: 10, concurrentCalls: lines }
  let dialer = idleDialer([{ ...trunk, ...limits }], [lane], zero)
  for (const input of inputs) dialer = step(dialer, input, zero)[0]
  return dialer
}

// biome-ignore format: a table
const reasons: readonly [title: string, dialer: Dialer, change: Partial<CampaignView>, expected: Quiet['is']][] = [
  ['before the start', after(9), { state: 'ready' }, 'notStarted'],
  ['paused by a person', after(9), { state: 'paused' }, 'paused'],
  ['over', after(9), { state: 'stopped' }, 'over'],
  ['the program is being ended', after(9), { draining: true }, 'draining'],
  ['too near the deadline', after(9, { is: 'gate', campaign: c1, gate: 'late' }), {}, 'late'],
  ['Retry-After', after(9, leased, armed, wait), {}, 'retryAfter'],
  ['all lines in use', after(1, leased, armed), {}, 'linesFull'],
  ['the other phone of the home is in use', after(9, leased, armed, nothing), {}, 'homesOccupied'],
  ['the store was asked', after(9, { is: 'tick' }), {}, 'askingStore'],
  ['a window opens later', after(9, nothing), { nextReadyAt: epochMs(5) }, 'nobodyBefore'],
  ['nobody is left', after(9, nothing), {}, 'nothingLeft'],
]
for (const [title, dialer, change, expected] of reasons) {
  test(`why is nothing being called: ${title}`, () => {
    assert.equal(quietOf(dialer, { ...view, ...change }, zero, (at) => epochMs(at)).is, expected)
  })
}

test('why is nothing being called: slower than one a second, the next turn is waited for', () => {
  const slow = { ...trunk, callsPerSecond: 0.1, concurrentCalls: 9 }
  let dialer = idleDialer([slow], [lane], zero)
  const strangers = [person, { ...other, household: 'h2' }]
  for (const input of [{ ...leased, candidates: strangers }, armed] as const) {
    dialer = step(dialer, input, zero)[0]
  }
  const arming = { ...dialer.lanes[0], arming: [strangers[1]] }
  const waiting = { ...dialer, lanes: [arming] } as Dialer
  assert.deepEqual(
    quietOf(waiting, view, monoMs(2000), (at) => epochMs(at)),
    {
      is: 'paced',
      callsPerSecond: 0.1,
    },
  )
})

const illnesses: readonly BreakerWhy[] = [
  { is: 'faults', faults: 12, calls: 20 },
  { is: 'fewAnswers', answered: 3, calls: 200 },
  { is: 'nothingWorks', failures: 20 },
  { is: 'noSign', forMs: ms(10_400) },
  { is: 'silent' },
  { is: 'notRegistered', refused: true },
  { is: 'notRegistered', refused: false },
]

const every: readonly Quiet[] = [
  { is: 'calling' },
  { is: 'notStarted' },
  { is: 'paused', why: 'lunch' },
  { is: 'over', completed: true, why: 'everybody was called' },
  { is: 'over', completed: false, why: 'stopped by deadline' },
  { is: 'draining', callsUp: 3 },
  { is: 'retryAfter', until: epochMs(0) },
  { is: 'carrierFaults', until: epochMs(0) },
  { is: 'linesFull', concurrentCalls: 30 },
  { is: 'paced', callsPerSecond: 0.5 },
  { is: 'homesOccupied' },
  { is: 'nobodyBefore', at: epochMs(0) },
  { is: 'lastCalls', callsUp: 2 },
  { is: 'late', deadline: epochMs(0) },
  { is: 'nothingLeft' },
  { is: 'askingStore' },
  { is: 'trying' },
  { is: 'slowed', share: 0.5, slowedBy: 'congested' },
  { is: 'slowed', share: 0.7, slowedBy: { what: 'sound', measuredMs: ms(14), limitMs: ms(10) } },
  {
    is: 'slowed',
    share: 0.7,
    slowedBy: { what: 'program', measuredMs: ms(140), limitMs: ms(100) },
  },
  { is: 'slowed', share: 0.7, slowedBy: { what: 'store', measuredMs: ms(700), limitMs: ms(500) } },
  ...illnesses.map(
    (illness) =>
      ({ is: 'trunksIll', trunk: trunk.id, trunks: 1, illness, nextTryAt: epochMs(0) }) as const,
  ),
  { is: 'trunksIll', trunk: trunk.id, trunks: 2, illness: { is: 'silent' }, nextTryAt: null },
]

test('why is nothing being called: every reason is one sentence in English and one in French', () => {
  const said = every.flatMap((quiet) =>
    (['en', 'fr'] as const).map((language) => statusSentence(quiet, language, () => '14:00')),
  )
  assert.equal(new Set(said).size, 2 * every.length)
  for (const sentence of said) assert.match(sentence, /^\p{Lu}.+\.$/u)
  assert.ok(
    said.includes(
      'Calls are being made, slowed to 70 % of the pace: this machine is busy and sound would leave late, by 14 ms (limit 10 ms).',
    ),
  )
  assert.ok(
    said.includes(
      'Suspendue d’elle-même : ligne main : 12 de ses 20 derniers appels ont échoué du fait de ' +
        'l’opérateur. Un appel essaie à 14:00, et la campagne reprend d’elle-même s’il passe.',
    ),
  )
  assert.ok(said.includes('The carrier asked us to wait until 14:00 (Retry-After).'))
})

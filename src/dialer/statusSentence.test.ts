import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttemptId, CampaignId, TargetId } from '../base/ids.ts'
import { type E164, epochMs, monoMs, seconds } from '../base/units.ts'
import { type Dialer, type DialerInput, idleDialer, step } from './dialer.ts'
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

function after(lines: number, ...inputs: readonly DialerInput[]): Dialer {
  let dialer = idleDialer({ callsPerSecond: 10, concurrentCalls: lines }, [c1], zero)
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
  ['Retry-After', after(9, { is: 'retryAfter', retryAfterMs: seconds(5) }), {}, 'retryAfter'],
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
  let dialer = idleDialer({ callsPerSecond: 0.1, concurrentCalls: 9 }, [c1], zero)
  const strangers = [person, { ...other, household: 'h2' }]
  for (const input of [{ ...leased, candidates: strangers }, armed] as const) {
    dialer = step(dialer, input, zero)[0]
  }
  const lane = { ...dialer.lanes[0], arming: [strangers[1]] }
  const waiting = { ...dialer, lanes: [lane] } as Dialer
  assert.deepEqual(
    quietOf(waiting, view, monoMs(2000), (at) => epochMs(at)),
    {
      is: 'paced',
      callsPerSecond: 0.1,
    },
  )
})

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
]

test('why is nothing being called: every reason is one sentence in English and one in French', () => {
  const said = every.flatMap((quiet) =>
    (['en', 'fr'] as const).map((language) => statusSentence(quiet, language, () => '14:00')),
  )
  assert.equal(new Set(said).size, 2 * every.length)
  for (const sentence of said) assert.match(sentence, /^\p{Lu}.+\.$/u)
  assert.ok(said.includes('The carrier asked us to wait until 14:00 (Retry-After).'))
})

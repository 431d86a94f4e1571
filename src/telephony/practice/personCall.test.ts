import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClipId } from '../../base/ids.ts'
import { type E164, monoMs, ms } from '../../base/units.ts'
import { type CallInput, callOf, QUIET_LEAD_MS, type Stretch, stepCall } from './personCall.ts'
import { conductOf, demoMix, only } from './population.ts'

const number = '+33199000001' as E164
const ackAt = 20_000

/** The record of a call after these inputs; the person picks up and takes the ACK first. */
function recordAfter(inputs: readonly (readonly [at: number, CallInput])[]) {
  const conduct = conductOf(1, number, 0, only('pressesNothing', demoMix))
  const facts = { number, callId: 'a', attemptIndex: 0, invitedAt: monoMs(0) }
  let call = callOf(conduct, facts)
  const all: readonly (readonly [number, CallInput])[] = [
    [0, { is: 'invited' }],
    [2000, { is: 'time' }],
    [15_000, { is: 'time' }],
    [ackAt, { is: 'acked' }],
    ...inputs,
  ]
  for (const [at, input] of all) call = stepCall(call, input, monoMs(at))[0]
  return call.record
}

const whole: Stretch = {
  clip: 'content' as ClipId,
  role: 'content',
  durationMs: ms(10_000),
  fromMs: ms(0),
  toMs: ms(10_000),
  framesHeard: 500,
  firstAt: monoMs(ackAt + 3),
}
const heard = (...changes: readonly Partial<Stretch>[]) =>
  recordAfter(
    changes.map((change, i) => [
      ackAt + 100 * i,
      { is: 'heard', stretch: { ...whole, ...change } },
    ]),
  ).heard.map(({ heardMs, complete }) => `${heardMs}${complete ? ' whole' : ''}`)

const firstHalf = { toMs: ms(5000), framesHeard: 250 }
const secondHalf = { fromMs: ms(5020), framesHeard: 249 }

// biome-ignore format: a table of stretches and what they come to
const hearings: readonly [what: string, changes: readonly Partial<Stretch>[], heard: readonly string[]][] = [
  ['all of it', [{}], ['10000 whole']],
  ['98 % of its frames', [{ framesHeard: 490 }], ['9800 whole']],
  ['one frame less than 98 %', [{ framesHeard: 489 }], ['9780']],
  ['all but the last 2 %', [{ toMs: ms(9800), framesHeard: 490 }], ['9800 whole']],
  ['all but the last 2 % and a frame', [{ toMs: ms(9780), framesHeard: 489 }], ['9780']],
  ['taken up after a quiet start', [{ fromMs: QUIET_LEAD_MS, framesHeard: 490 }], ['10000 whole']],
  ['taken up a frame later than that', [{ fromMs: ms(QUIET_LEAD_MS + 20), framesHeard: 489 }], ['9780']],
  ['in two stretches, as after a burst of loss', [firstHalf, secondHalf], ['9980 whole']],
  ['half, then again from the start', [firstHalf, {}], ['5000', '10000 whole']],
  ['twice', [{}, {}], ['10000 whole', '10000 whole']],
]

for (const [what, changes, expected] of hearings) {
  test(`person record: a part heard ${what} comes to ${expected.join(', ')}`, () => {
    assert.deepEqual(heard(...changes), expected)
  })
}

test('person record: silence after the ACK counts to the first packet, and is never negative', () => {
  const silence = (firstAt: number, fromMs = 0) =>
    recordAfter([
      [
        ackAt + 5000,
        { is: 'heard', stretch: { ...whole, firstAt: monoMs(firstAt), fromMs: ms(fromMs) } },
      ],
    ]).firstAudioAfterAckMs
  assert.equal(silence(ackAt + 3), 3)
  assert.equal(silence(ackAt + 43, 40), 3)
  assert.equal(silence(ackAt - 2), 0)
})

test('person record: a repeated INVITE is counted and is no new call', () => {
  const record = recordAfter([
    [ackAt + 1, { is: 'inviteAgain' }],
    [ackAt + 2, { is: 'inviteAgain' }],
  ])
  assert.equal(record.inviteRetransmissions, 2)
  assert.equal(record.endedAt, undefined)
})

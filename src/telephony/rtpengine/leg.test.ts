import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ClipId } from '../../base/ids.ts'
import { type MonoMs, monoMs, ms } from '../../base/units.ts'
import type { LegNumber, MediaEvent, RemoteMedia } from '../mediaEngine.ts'
import {
  COUNT_EVERY_AT_LEAST,
  type LegEffect,
  type LegInput,
  type LegState,
  legDeadline,
  PRESSES_AT_MOST,
  type Question,
  SAME_PRESS,
  startLeg,
  stepLeg,
} from './leg.ts'

const clip = 'clip' as ClipId
const remote = (more: Partial<RemoteMedia> = {}): RemoteMedia => ({
  ...{ address: '127.0.0.1', port: 4000, codec: 'pcma', payloadType: 8, telephoneEvent: 101 },
  ...{ send: true, ...more },
})

/** A leg in standing time: its questions are answered when the test says so. */
function aLeg() {
  let now: MonoMs = monoMs(1000)
  const asked: Question[] = []
  const told: MediaEvent[] = []
  let isGone = false
  const take = ([state, effects]: readonly [LegState, readonly LegEffect[]]): LegState => {
    for (const effect of effects) {
      if (effect.is === 'ask') asked.push(effect.question)
      else if (effect.is === 'tell') told.push(effect.event)
      else isGone = true
    }
    return state
  }
  let state = take(startLeg(1 as LegNumber, now))
  const leg = {
    asked,
    told,
    get state() {
      return state
    },
    get isGone() {
      return isGone
    },
    step(input: LegInput) {
      state = take(stepLeg(state, input, now))
    },
    /** Answers everything until nothing is asked. */
    settle(packets?: number) {
      while (state.out) leg.step({ is: 'done', ...(packets === undefined ? {} : { packets }) })
    },
    /** Time passes; deadlines ring on their way. */
    pass(duration: number, packets?: number) {
      const end = now + duration
      for (let due = legDeadline(state); due && due.at <= end; due = legDeadline(state)) {
        now = monoMs(Math.max(now, due.at))
        leg.step({ is: 'due' })
        leg.settle(packets)
      }
      now = monoMs(end)
    },
    names: () =>
      asked.map((question) => (question.is === 'sound' ? question.sound.is : question.is)),
    events: () => told.map(({ is }) => is),
  }
  return leg
}

test('a leg asks one question at a time: ports, far end, sound', () => {
  const leg = aLeg()
  leg.step({ is: 'setRemote', remote: remote() })
  leg.step({ is: 'play', clip, durationMs: ms(600) })
  assert.deepEqual(leg.names(), ['open'])
  leg.settle()
  assert.deepEqual(leg.names(), ['open', 'negotiate', 'clip'])
  assert.deepEqual(leg.events(), ['firstAudio'])
  leg.pass(599)
  assert.deepEqual(leg.events(), ['firstAudio'])
  leg.pass(1)
  assert.deepEqual(leg.events(), ['firstAudio', 'playEnded'])
  assert.deepEqual(leg.names().slice(3), ['silence'])
})

test('a newer wish replaces one that was never told', () => {
  const leg = aLeg()
  leg.settle()
  for (const port of [1, 2, 3]) leg.step({ is: 'setRemote', remote: remote({ port }) })
  leg.settle()
  const ports = leg.asked.map((question) => question.is === 'negotiate' && question.remote.port)
  assert.deepEqual(ports, [false, 1, 3, false])
})

test('on hold the clip and its time go by, and it goes on from where it would be', () => {
  const leg = aLeg()
  leg.step({ is: 'setRemote', remote: remote() })
  leg.step({ is: 'play', clip, durationMs: ms(1000) })
  leg.settle()
  leg.pass(210)
  leg.step({ is: 'setRemote', remote: remote({ send: false }) })
  leg.settle()
  assert.deepEqual(leg.names().slice(-2), ['negotiate', 'nothing'])
  leg.pass(300)
  leg.step({ is: 'setRemote', remote: remote() })
  leg.settle()
  const last = leg.asked.at(-1)
  assert.ok(last?.is === 'sound' && last.sound.is === 'clip')
  assert.equal(last.sound.fromMs, 500, 'whole frames')
  leg.pass(490)
  assert.deepEqual(leg.events(), ['firstAudio', 'playEnded'])
})

test('a re-INVITE that changes nothing about the sound does not begin it again', () => {
  const leg = aLeg()
  leg.step({ is: 'setRemote', remote: remote() })
  leg.step({ is: 'play', clip, durationMs: ms(1000) })
  leg.settle()
  leg.pass(100)
  leg.step({ is: 'setRemote', remote: remote({ port: 4002 }) })
  leg.settle()
  assert.deepEqual(leg.names().filter((name) => name === 'clip').length, 1)
})

test('media time-out: counters that stand still for the limit, told once', () => {
  for (const [silence, events] of [
    [1999, []],
    [2000, ['mediaTimeout']],
    [2001, ['mediaTimeout']],
    [9000, ['mediaTimeout']],
  ] as const) {
    const leg = aLeg()
    leg.step({ is: 'setRemote', remote: remote({ mediaTimeoutMs: ms(2000) }) })
    leg.settle()
    // The look after 500 ms finds packets; from then on there are no more.
    leg.pass(500, 5)
    assert.deepEqual(leg.events(), [])
    leg.pass(silence, 5)
    assert.deepEqual(leg.events(), events, `${silence} ms`)
  }
})

test('media time-out: looked at four times within the limit, and no more than four times a second', () => {
  for (const [timeout, every] of [
    [800, COUNT_EVERY_AT_LEAST],
    [20_000, 5000],
  ] as const) {
    const leg = aLeg()
    leg.step({ is: 'setRemote', remote: remote({ mediaTimeoutMs: ms(timeout) }) })
    leg.settle()
    let packets = 0
    for (let look = 0; look < 4; look += 1) {
      packets += 1
      leg.pass(every, packets)
    }
    assert.equal(leg.names().filter((name) => name === 'count').length, 4)
  }
})

test('keys pressed follow in order, and no more wait than the limit', () => {
  const leg = aLeg()
  leg.step({ is: 'setRemote', remote: remote() })
  leg.settle()
  for (let press = 0; press < PRESSES_AT_MOST + 1; press += 1) {
    leg.step({ is: 'press', key: '1', heldMs: ms(100) })
    assert.equal(leg.state.presses.length, Math.min(press + 1, PRESSES_AT_MOST))
  }
  leg.settle()
  leg.pass(100 * PRESSES_AT_MOST + 1)
  assert.equal(leg.names().filter((name) => name === 'tone').length, PRESSES_AT_MOST)
  assert.equal(leg.names().at(-1), 'silence')
})

test('a press told by its event and by its tone is one key; two presses are two', () => {
  for (const [apart, tonesToo, keys] of [
    [SAME_PRESS - 1, true, 1],
    [SAME_PRESS, true, 2],
    [SAME_PRESS + 1, true, 2],
    [1, false, 2],
  ] as const) {
    const leg = aLeg()
    leg.step({ is: 'setRemote', remote: remote({ tonesToo }) })
    leg.settle()
    leg.step({ is: 'key', key: '9' })
    leg.pass(apart)
    leg.step({ is: 'key', key: '9' })
    assert.equal(leg.events().filter((is) => is === 'key').length, keys, `${apart} ms`)
  }
})

test('a refused question fails the leg and closes it; a lost instance does so without asking', () => {
  for (const [input, questions] of [
    [{ is: 'refused', why: 'no' }, ['open', 'negotiate', 'delete']],
    [{ is: 'lost', why: 'no' }, ['open', 'negotiate']],
  ] as const) {
    const leg = aLeg()
    leg.step({ is: 'setRemote', remote: remote() })
    leg.step({ is: 'done' })
    leg.step(input)
    leg.settle()
    assert.deepEqual(leg.events(), ['legFailed', 'closed'])
    assert.deepEqual(leg.names(), questions)
    assert.ok(leg.isGone)
  }
})

test('frames sent are reckoned from what was played', () => {
  const leg = aLeg()
  leg.step({ is: 'setRemote', remote: remote() })
  leg.settle()
  leg.pass(400)
  leg.step({ is: 'setRemote', remote: remote({ send: false }) })
  leg.settle()
  leg.pass(1000)
  leg.step({ is: 'close' })
  leg.settle()
  const closed = leg.told.at(-1)
  assert.ok(closed?.is === 'closed')
  assert.equal(closed.rtp.sent, 20)
})

test('whatever comes in whatever order: one question out, one `closed`, and nothing after it', () => {
  const anInput: fc.Arbitrary<LegInput> = fc.oneof(
    fc.record({ send: fc.boolean(), timeout: fc.constantFrom(undefined, 1000) }).map(
      ({ send, timeout }): LegInput => ({
        is: 'setRemote',
        remote: remote({ send, ...(timeout ? { mediaTimeoutMs: ms(timeout) } : {}) }),
      }),
    ),
    fc.constantFrom<LegInput>(
      { is: 'play', clip, durationMs: ms(500) },
      { is: 'stopPlaying' },
      { is: 'press', key: '5', heldMs: ms(100) },
      { is: 'key', key: '9' },
      { is: 'due' },
      { is: 'done' },
      { is: 'done', packets: 3 },
      { is: 'refused', why: 'no' },
      { is: 'close' },
    ),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(anInput, fc.nat(700)), { maxLength: 60 }), (inputs) => {
      const leg = aLeg()
      let out = 1
      for (const [input, pause] of inputs) {
        const before = leg.asked.length
        const answered = input.is === 'done' || input.is === 'refused'
        leg.step(input)
        if (answered) out = 0
        out += leg.asked.length - before
        assert.ok(out <= 1, 'one question at a time')
        leg.pass(0)
        out = leg.state.out ? 1 : 0
        if (pause > 600) leg.pass(pause)
        out = leg.state.out ? 1 : 0
      }
      leg.step({ is: 'close' })
      leg.settle()
      leg.step({ is: 'lost', why: 'no' })
      assert.ok(leg.isGone)
      const closed = leg.events().filter((is) => is === 'closed')
      assert.ok(closed.length <= 1)
      if (closed.length === 1) assert.equal(leg.events().at(-1), 'closed')
    }),
  )
})

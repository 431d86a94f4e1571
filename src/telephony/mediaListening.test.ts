/** What the ear of a leg is given of what the network makes of a voice. Stretches of 10 ms are numbered. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AmdSign } from '../audio/amd/signs.ts'
import { aLawToLinear, fromMuLaw, toALaw } from '../audio/g711.ts'
import { monoMs, ms } from '../base/units.ts'
import { blankReceiver, receiveSound } from '../rtp/receiver.ts'
import type { Codec, LegNumber, MediaEvent } from './mediaEngine.ts'
import {
  FRAMES_AHEAD_AT_MOST,
  FRAMES_DATED,
  LONGEST_PACKET_TICKS,
  MediaListening,
  SILENT_AFTER_MS,
} from './mediaListening.ts'

const startedAt = monoMs(1000.5)
const nothing: readonly AmdSign[] = []
const start = 4_294_960_000

interface Packet {
  /** When it arrives, after the start. */
  readonly at: number
  readonly sequence: number
  /** Of its first stretch of 10 ms. */
  readonly from: number
  readonly stretches?: number
  readonly is?: 'sound' | 'key' | 'noise'
  readonly codec?: Codec
  readonly ssrc?: number
}

/** An ear that writes down what it is given: both stretches of each frame, `.` for silence, `x` for lost. */
class Leg {
  readonly heard: string[] = []
  readonly events: MediaEvent[] = []
  readonly weSpoke: boolean[] = []
  /** Root of the power of the last frame. */
  loudness = 0
  signs: (frames: number) => readonly AmdSign[] = () => nothing
  readonly listening: MediaListening
  readonly #receiver = blankReceiver()
  readonly #header = { marker: false, payloadType: 8, sequence: 0, timestamp: 0, ssrc: 1 }

  constructor() {
    const ear = {
      hear: (samples: Int16Array, weSpeak: boolean) => {
        assert.equal(samples.length, 160)
        this.heard.push(`${numberOf(samples[40])}-${numberOf(samples[120])}`)
        this.weSpoke.push(weSpeak)
        this.loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / 160)
        return this.signs(this.heard.length)
      },
      lost: (frames: number) => {
        this.heard.push(...new Array<string>(frames).fill('x'))
      },
    }
    const now = startedAt
    this.listening = new MediaListening(7 as LegNumber, { ear, now }, (event) =>
      this.events.push(event),
    )
  }

  get trace(): string {
    return this.heard.join(' ').replaceAll('.-.', '.')
  }

  arrive({
    at,
    sequence,
    from,
    stretches = 2,
    is = 'sound',
    codec = 'pcma',
    ssrc = 1,
  }: Packet): void {
    const length = is === 'noise' ? 1 : stretches * 80
    const codes = Array.from({ length }, (_, i) => 1 + ((from + Math.floor(i / 80)) % 100))
    const bytes = Uint8Array.from(is === 'noise' ? [from] : codes)
    const timestamp = (start + from * 80) >>> 0
    const numbers = { sequence: sequence & 0xffff, timestamp, payloadStart: 0, payloadEnd: length }
    const header = { ...this.#header, ...numbers, ssrc }
    const arrival = receiveSound(this.#receiver, header, 0)
    if (arrival === 'duplicate') return
    const incoming = { bytes, at: monoMs(startedAt + at) }
    if (is === 'key') this.listening.pass(arrival)
    else if (is === 'noise') this.listening.comfortNoise(bytes, header, arrival)
    else this.listening.hear(incoming, header, codec, arrival)
  }

  wake(at: number): void {
    this.listening.wake(monoMs(startedAt + at))
  }
}

const numberOf = (sample = 0): string => (sample === 0 ? '.' : String(toALaw(sample) - 1))

/** Packets of 20 ms, each in its time: the numbers of their stretches. */
const inTime = (...numbers: readonly number[]): Packet[] =>
  numbers.map((n) => ({ at: (n + 1) * 20, sequence: 65_530 + n, from: n * 2 }))
const packed = (length: number, count: number, lost: readonly number[] = []): Packet[] =>
  Array.from({ length: count }, (_, n) => n)
    .filter((n) => !lost.includes(n))
    .map((n) => ({ at: (n + 1) * length * 10, sequence: n, from: n * length, stretches: length }))

const key = (n: number): Packet => ({ at: (n + 1) * 20, sequence: 65_530 + n, from: 4, is: 'key' })

// biome-ignore format: a table, one network a row
const networks: readonly [title: string, packets: readonly Packet[], heard: string][] = [
  ['in order, across the ends of both clocks', inTime(0, 1, 2, 3), '0-1 2-3 4-5 6-7'],
  ['twice each', inTime(0, 0, 1, 1, 2, 2), '0-1 2-3 4-5'],
  ['one lost: known when two behind it are there', inTime(0, 2), '0-1'],
  ['one lost', inTime(0, 2, 3), '0-1 x 4-5 6-7'],
  ['two lost', inTime(0, 3, 4), '0-1 x x 6-7 8-9'],
  ['one lost, one comes, one lost', inTime(0, 2, 4, 5), '0-1 x 4-5 x 8-9 10-11'],
  ['neighbours change places', inTime(0, 2, 1, 3), '0-1 2-3 4-5 6-7'],
  ['later than two behind it: given up', inTime(0, 2, 3, 1, 4), '0-1 x 4-5 6-7 8-9'],
  ['of the past', inTime(3, 4, 0, 5), '. . . 6-7 8-9 10-11'],
  ['10 ms a packet', packed(1, 6), '0-1 2-3 4-5'],
  ['10 ms a packet, one lost', packed(1, 8, [2]), '0-1 x 4-5 6-7'],
  ['30 ms a packet', packed(3, 4), '0-1 2-3 4-5 6-7 8-9 10-11'],
  ['30 ms a packet, one lost', packed(3, 6, [1]), '0-1 x x 6-7 8-9 10-11 12-13 14-15 16-17'],
  ['40 ms a packet', packed(4, 2), '0-1 2-3 4-5 6-7'],
  ['60 ms a packet', packed(6, 2), '0-1 2-3 4-5 6-7 8-9 10-11'],
  ['60 ms a packet, one lost', packed(6, 4, [1]), '0-1 2-3 4-5 x x x 12-13 14-15 16-17 18-19 20-21 22-23'],
  ['a pause in which nothing is sent is silence, not loss',
    [...inTime(0, 1), ...[5, 6, 7].map((n) => ({ at: n * 20 + 20, sequence: 65_527 + n, from: n * 2 }))],
    '0-1 2-3 . . . 10-11 12-13 14-15'],
  ['another source, with clocks of its own',
    [...inTime(0, 1), ...[3, 4].map((n) => ({ at: n * 20, sequence: n, from: 17 + n * 2, ssrc: 2 }))],
    '0-1 2-3 23-24 25-26'],
  ['keys take numbers, and nothing is lost',
    [...inTime(0, 1), key(2), key(3), key(4), ...inTime(5, 6, 7)], '0-1 2-3 . . . 10-11 12-13 14-15'],
]

for (const [title, packets, heard] of networks) {
  test(`listening, ${title}: ${heard}`, () => {
    const leg = new Leg()
    for (const packet of packets) leg.arrive(packet)
    assert.equal(leg.trace, heard)
  })
}

test('listening: sound in µ-law is decoded as such', () => {
  const leg = new Leg()
  leg.arrive({ at: 20, sequence: 1, from: 0, codec: 'pcmu' })
  const codes = [1, 2].map((code) => numberOf(fromMuLaw(code)))
  assert.equal(leg.trace, codes.join('-'))
  assert.notEqual(fromMuLaw(1), aLawToLinear[1])
})

test('listening: who sends nothing is silent once 200 ms have passed, and as long as it lasts', () => {
  const leg = new Leg()
  leg.wake(SILENT_AFTER_MS - 1)
  assert.equal(leg.trace, '')
  leg.wake(SILENT_AFTER_MS)
  assert.equal(leg.heard.length, 10)
  leg.wake(SILENT_AFTER_MS + 45)
  assert.equal(leg.trace, '. . . . . . . . . . . .')
})

test('listening: sound that begins 150 ms after the ear did was silence until then', () => {
  const leg = new Leg()
  leg.arrive({ at: 170, sequence: 9, from: 0 })
  assert.equal(leg.trace, '. . . . . . . 0-1')
})

test('listening: sound held up for longer than silence is believed is heard all the same, and time stays time', () => {
  const leg = new Leg()
  for (const packet of inTime(0, 1)) leg.arrive(packet)
  for (let at = 60; at <= 340; at += 20) leg.wake(at)
  assert.equal(leg.heard.length, 17)
  // Fifteen packets at once, 340 ms late.
  for (const packet of inTime(...range(2, 16))) leg.arrive({ ...packet, at: 341 })
  assert.equal(leg.heard.at(17), '4-5')
  assert.equal(leg.heard.at(-1), '32-33')
  for (let at = 360; at <= 1000; at += 20) leg.wake(at)
  assert.equal(leg.heard.length, 50, 'the silence that follows is so much shorter')
})

test('listening: a gap of a second is as long as it was, what was sent of it is lost', () => {
  const leg = new Leg()
  for (const packet of inTime(0, 1)) leg.arrive(packet)
  // 48 packets are missing by their numbers, or none are.
  leg.arrive({ at: 51 * 20, sequence: 65_530 + 50, from: 100 })
  assert.equal(leg.trace, `0-1 2-3 ${'x '.repeat(48)}0-1`)
  const silent = new Leg()
  for (const packet of inTime(0, 1)) silent.arrive(packet)
  silent.arrive({ at: 51 * 20, sequence: 65_530 + 2, from: 100 })
  assert.equal(silent.trace, `0-1 2-3 ${'. '.repeat(48)}0-1`)
})

test('listening: a clock that jumps an hour, or back, is followed without an hour of silence', () => {
  for (const jump of [360_000, -360_000, -3]) {
    const leg = new Leg()
    for (const packet of inTime(0, 1)) leg.arrive(packet)
    leg.arrive({ at: 60, sequence: 65_532, from: 360_100 + jump })
    leg.arrive({ at: 80, sequence: 65_533, from: 360_102 + jump })
    assert.equal(leg.heard.length, 4, `${jump}`)
  }
})

test('RFC 3389: comfort noise is as loud as it says, and never twice the same', () => {
  const leg = new Leg()
  for (const packet of inTime(0, 1)) leg.arrive(packet)
  leg.arrive({ at: 60, sequence: 65_532, from: 40, is: 'noise' })
  leg.wake(400)
  assert.equal(leg.heard.length, 20)
  const db = 20 * Math.log10(leg.loudness / 32_768)
  assert.ok(Math.abs(db + 40) < 1, `${db} dBov`)
  assert.equal(new Set(leg.heard.slice(2)).size > 5, true)
  leg.arrive({ at: 420, sequence: 65_533, from: 40 })
  leg.wake(700)
  assert.equal(leg.loudness, 0, 'sound in between, and the noise is over')
})

test('listening: we speak, or not, frame by frame', () => {
  const leg = new Leg()
  for (const [i, packet] of inTime(0, 1, 2).entries()) {
    leg.listening.weSpeak = i === 1
    leg.arrive(packet)
  }
  assert.deepEqual(leg.weSpoke, [false, true, false])
})

test('listening: packets of 100 ms are heard, longer and empty ones are not', () => {
  for (const [stretches, frames] of [
    [0, 0],
    [LONGEST_PACKET_TICKS / 80, 5],
    [LONGEST_PACKET_TICKS / 80 + 1, 0],
  ] as const) {
    const leg = new Leg()
    leg.arrive({ at: stretches * 10, sequence: 1, from: 0, stretches })
    assert.equal(leg.heard.length, frames, `${stretches}`)
  }
})

test('listening: who sends faster than time is heard one second ahead of it, then as time goes by', () => {
  const leg = new Leg()
  for (const packet of inTime(...range(0, 300))) leg.arrive({ ...packet, at: 20 })
  assert.equal(leg.heard.length, FRAMES_AHEAD_AT_MOST + 2)
  for (const packet of inTime(...range(301, 400))) leg.arrive({ ...packet, at: packet.at - 6000 })
  assert.ok(leg.heard.length <= 102 + FRAMES_AHEAD_AT_MOST + 16, `${leg.heard.length}`)
  assert.ok(leg.heard.length >= 100, `${leg.heard.length}`)
})

test('listening: what the ear tells in its time is told in that of the engine', () => {
  const leg = new Leg()
  const verdict = { verdict: 'human', atMs: ms(60), confidence: 1, features: {} } as const
  leg.signs = (frames) =>
    frames === 3
      ? [
          { is: 'verdict', verdict },
          { is: 'beep', atMs: ms(60), startedAtMs: ms(25), hz: 440 },
          { is: 'quiet', atMs: ms(60), sinceMs: ms(0) },
          { is: 'speaks', atMs: ms(60), sinceMs: ms(40) },
        ]
      : nothing
  // The second comes 7 ms late.
  leg.arrive({ at: 20, sequence: 1, from: 0 })
  leg.arrive({ at: 47, sequence: 2, from: 2 })
  leg.arrive({ at: 60, sequence: 3, from: 4 })
  const at = monoMs(startedAt + 60)
  const [second, about] = [startedAt + 47, { leg: 7, at }]
  assert.deepEqual(leg.events, [
    { is: 'amd', ...about, verdict },
    { is: 'beep', ...about, startedAt: second - 15, hz: 440 },
    { is: 'farQuiet', ...about, since: startedAt },
    { is: 'farSpeaks', ...about, since: second },
  ])
})

test('listening: of a packet of 60 ms the first frame arrived 40 ms before the last', () => {
  const leg = new Leg()
  leg.signs = (frames) =>
    frames === 3 ? [{ is: 'quiet', atMs: ms(60), sinceMs: ms(20) }] : nothing
  leg.arrive({ at: 65, sequence: 1, from: 0, stretches: 6 })
  assert.deepEqual(leg.events, [
    { is: 'farQuiet', leg: 7, at: startedAt + 65, since: startedAt + 25 },
  ])
})

test(`listening: the last ${FRAMES_DATED} frames are dated, one before them by the oldest`, () => {
  for (const [back, since] of [
    [FRAMES_DATED - 1, 20],
    [FRAMES_DATED, 20],
    [FRAMES_DATED + 1, 20],
  ] as const) {
    const leg = new Leg()
    const frames = FRAMES_DATED + 10
    leg.signs = (heard) =>
      heard === frames
        ? [{ is: 'quiet', atMs: ms(frames * 20), sinceMs: ms((frames - back) * 20) }]
        : nothing
    for (const packet of inTime(...range(0, frames - 1))) leg.arrive(packet)
    const [event] = leg.events
    assert.ok(event?.is === 'farQuiet')
    assert.equal(event.since - startedAt, (frames - back) * since)
  }
})

test('listening: whatever the network loses, doubles and reorders, time is kept and nothing is heard twice', () => {
  const fate = fc.constantFrom('comes', 'comes', 'comes', 'lost', 'twice', 'late')
  const lengths = fc.constantFrom(1, 2, 3, 4, 6)
  fc.assert(
    fc.property(lengths, fc.array(fate, { minLength: 20, maxLength: 90 }), (length, fates) => {
      const leg = new Leg()
      const all = packed(length, fates.length + 3)
      const arrivals = all.flatMap((packet, n) => {
        const is = fates[n] ?? 'comes'
        const at = is === 'late' ? packet.at + length * 15 : packet.at
        return is === 'lost' ? [] : is === 'twice' ? [packet, packet] : [{ ...packet, at }]
      })
      for (const packet of arrivals.toSorted((a, b) => a.at - b.at)) leg.arrive(packet)
      const stretches = leg.trace.split(/[ -]/).filter((stretch) => /\d/.test(stretch))
      const numbers = stretches.map(Number)
      const last = ((all.length * length - 1) >> 1) + 1
      // As late as the first packet came, so much later the rest is thought to be.
      const lateAtMost = 3 + (length * 15) / 20
      assert.ok(
        Math.abs(leg.heard.length - last) <= lateAtMost,
        `${leg.heard.length} of ${last} frames`,
      )
      // Numbers go round after a hundred.
      for (const [i, number] of numbers.slice(1).entries()) {
        const ahead = (number - (numbers[i] as number) + 100) % 100
        assert.ok(ahead > 0 && ahead < 50, `${numbers[i]}, then ${number}`)
      }
    }),
  )
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

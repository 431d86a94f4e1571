/**
 * Keys people really press, over real RTP on loopback, to every media engine: what each finger, telephone and
 * network makes of a press, and which keys are told. What holds instead for rtpengine, which decodes keys itself, is
 * said beside it.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeALaw, SILENCE_A } from '../../src/audio/g711.ts'
import { ms } from '../../src/base/units.ts'
import type { RemoteMedia } from '../../src/telephony/mediaEngine.ts'
import { syntheticSpeech } from '../../src/telephony/practice/syntheticSpeech.ts'
import { type Press, packetsOf } from '../support/keyPresses.ts'
import {
  anyEngine,
  legNumber,
  mediaEngines,
  pause,
  remote,
  until,
} from '../support/mediaEngines.ts'
import { type RtpPeer, rtpPeer } from '../support/rtpPeer.ts'

const quiet = new Uint8Array(160).fill(SILENCE_A)
const talk = encodeALaw(syntheticSpeech({ voice: 7, words: 1 }, ms(2000)))
const silent = (): Uint8Array => quiet
const talking = (frame: number): Uint8Array =>
  talk.subarray((frame % 100) * 160, (frame % 100) * 160 + 160)

const nine = { key: '9', from: 5, frames: 5 } as const
const tonesToo = { tonesToo: true } as const
const noEvents = { telephoneEvent: undefined } as unknown as Partial<RemoteMedia>

interface Row {
  readonly title: string
  readonly presses: readonly Press[]
  readonly keys: string
  /** What rtpengine makes of it, when something else; undefined: it is not asked. */
  readonly byRtpengine?: string
  readonly more?: Partial<RemoteMedia>
  readonly sound?: (frame: number) => Uint8Array
}

const rows: readonly Row[] = [
  { title: 'a press of 100 ms', presses: [nine], keys: '9' },
  { title: 'a press of 40 ms', presses: [{ ...nine, frames: 2 }], keys: '9' },
  { title: 'held for 10 s', presses: [{ ...nine, frames: 500 }], keys: '9', byRtpengine: '9' },
  {
    title: 'as on a dial, five times',
    presses: [0, 1, 2, 3, 4].map((n) => ({ ...nine, from: 5 + n * 10 })),
    keys: '99999',
  },
  {
    title: 'star and hash',
    presses: [
      { ...nine, key: '*' },
      { ...nine, key: '#', from: 20 },
    ],
    keys: '*#',
  },
  { title: 'no volume', presses: [{ ...nine, volume: 0 }], keys: '9' },
  { title: 'the lowest volume', presses: [{ ...nine, volume: 63 }], keys: '9' },
  {
    title: 'the flash of the hook, then a key',
    presses: [
      { ...nine, key: 'flash' },
      { ...nine, from: 20 },
    ],
    keys: '9',
  },
  { title: 'start lost', presses: [{ ...nine, lost: (packet) => packet < 4 }], keys: '9' },
  {
    title: 'end lost',
    presses: [{ ...nine, lost: (packet, last) => packet > last - 3 }],
    keys: '9',
    byRtpengine: '',
  },
  {
    title: 'all but the last lost',
    presses: [{ ...nine, lost: (packet, last) => packet < last }],
    keys: '9',
  },
  {
    title: 'two keys at once, one timestamp',
    presses: [
      { ...nine, key: '1' },
      { ...nine, timestamp: 800 },
    ],
    keys: '1',
    byRtpengine: '1',
  },
  {
    title: 'under a number nobody agreed on',
    presses: [{ ...nine, payloadType: 127 }],
    keys: '9',
    byRtpengine: '',
  },
  {
    title: 'as event and as tone',
    presses: [{ ...nine, as: 'both', frames: 10 }],
    keys: '9',
    more: tonesToo,
  },
  {
    title: 'as event and as tone, held for 5 s',
    presses: [{ ...nine, as: 'both', frames: 250 }],
    keys: '9',
    more: tonesToo,
  },
  {
    title: 'as a tone',
    presses: [{ ...nine, as: 'tone' }],
    keys: '9',
    more: noEvents,
  },
  {
    title: 'as a tone, held for 5 s',
    presses: [{ ...nine, as: 'tone', frames: 250 }],
    keys: '9',
    more: noEvents,
  },
  {
    title: 'as tones, three times, amid talk',
    presses: [0, 1, 2].map((n) => ({ ...nine, as: 'tone' as const, from: 30 + n * 20 })),
    keys: '999',
    more: noEvents,
    sound: talking,
  },
  {
    title: 'talk alone',
    presses: [{ ...nine, from: 200, frames: 5 }],
    keys: '9',
    more: tonesToo,
    sound: talking,
  },
]

for (const options of mediaEngines(20_000)) {
  const { backend } = options
  const isRtpengine = backend === 'rtpengine'

  test(`media (${backend}): keys people really press, ${rows.length} of them at once`, async (t) => {
    const { engine, open, keysOf } = await anyEngine(t, options)
    const expected = (row: Row): string => (isRtpengine ? (row.byRtpengine ?? row.keys) : row.keys)
    const peers: RtpPeer[] = []
    const ports: number[] = []
    for (const [leg, { more = {} }] of rows.entries()) {
      const peer = await rtpPeer()
      t.after(peer.close)
      ports.push(await open(leg))
      engine.setRemote(legNumber(leg), remote(peer.port, more))
      peers.push(peer)
    }
    const scripts = rows.map(({ presses, sound = silent }) => packetsOf(presses, sound))
    await until(() => peers.every(({ arrived }) => arrived.length > 0), 'the legs to be up')
    const startedAt = performance.now()
    const frames = Math.max(...scripts.map(({ length }) => length))
    for (let frame = 0; frame < frames; frame += 1) {
      for (const [leg, script] of scripts.entries()) {
        for (const packet of script[frame] ?? []) peers[leg]?.send(ports[leg] ?? 0, packet)
      }
      const ahead = startedAt + (frame + 1) * 20 - performance.now()
      if (ahead > 1) await pause(ahead)
    }
    await pause(400)
    const told = rows.map(({ title }, leg) => `${title}: ${keysOf(leg)}`)
    assert.deepEqual(
      told,
      rows.map((row) => `${row.title}: ${expected(row)}`),
    )
  })

  if (isRtpengine) continue

  test(`media (${backend}): a key pressed just before the call ends is told before the end`, async (t) => {
    const { engine, open, events, expect } = await anyEngine(t, options)
    for (const [leg, packets] of [1, 2, 3].entries()) {
      const peer = await rtpPeer()
      t.after(peer.close)
      const port = await open(leg)
      engine.setRemote(legNumber(leg), remote(peer.port))
      await until(() => peer.arrived.length > 0, 'the leg to be up')
      for (const script of packetsOf([nine], silent).slice(0, 5 + packets)) {
        for (const packet of script) peer.send(port, packet)
      }
      await pause(60)
      engine.closeLeg(legNumber(leg))
      await expect('closed', leg)
      const ofLeg = events.filter((event) => event.leg === leg).map(({ is }) => is)
      assert.deepEqual(ofLeg.slice(-2), ['key', 'closed'], `${packets} packets`)
      assert.equal(ofLeg.filter((is) => is === 'key').length, 1)
    }
  })
}

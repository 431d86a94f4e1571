/** What every backend of the embedded media engine must do, over real UDP on loopback. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeALaw, decodeMuLaw, SILENCE_A } from '../../src/audio/g711.ts'
import { toneAmplitude } from '../../src/audio/goertzel.ts'
import { Failure } from '../../src/base/failure.ts'
import { randomFrom } from '../../src/base/random.ts'
import { ms } from '../../src/base/units.ts'
import { readRtcp } from '../../src/rtp/rtcp.ts'
import { anEngine, legNumber, pause, remote, toneClip, until } from '../support/mediaEngines.ts'
import { type Arrived, rtpPeer } from '../support/rtpPeer.ts'

const backends = [
  { backend: 'native', portRange: { from: 16_000, to: 16_399 } },
  { backend: 'dgram', portRange: { from: 16_400, to: 16_799 } },
] as const

const tone = toneClip('tone', { ms: 600, fromHz: 1000 })
const sweep = toneClip('sweep', { ms: 1000, fromHz: 400, toHz: 2000 })
const isTone = ({ payload }: Arrived): boolean =>
  payload[0] !== SILENCE_A || payload[5] !== SILENCE_A
const sampled = (payloads: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(payloads.flatMap((payload) => [...payload]))

for (const options of backends) {
  const { backend } = options

  test(`media (${backend}): the tone of a clip arrives whole, without a gap of 40 ms`, async (t) => {
    const { engine, open, expect } = await anEngine(t, options, [tone])
    const peer = await rtpPeer()
    t.after(peer.close)
    await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    engine.play(legNumber(1), tone.id)
    const first = await expect('firstAudio', 1)
    const ended = await expect('playEnded', 1)
    assert.ok(ended.at - first.at > 500 && ended.at - first.at < 2000)
    await until(() => peer.arrived.filter(isTone).length >= 28, 'the frames of the tone')
    const frames = peer.arrived.filter(isTone)
    for (const [i, frame] of frames.entries()) {
      const before = frames[i - 1]
      if (before) assert.ok(frame.timestamp - before.timestamp < 40 * 8, 'a gap in the sound')
    }
    const samples = decodeALaw(sampled(frames.map(({ payload }) => payload)))
    const amplitude = toneAmplitude({ rateHz: 8000, samples }, 1000)
    assert.ok(Math.abs(amplitude - 0.5) < 0.02, `amplitude ${amplitude}`)
  })

  test(`media (${backend}): silence flows before and after a clip, numbered without a break`, async (t) => {
    const { engine, open, expect } = await anEngine(t, options, [tone])
    const peer = await rtpPeer()
    t.after(peer.close)
    await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    await until(() => peer.arrived.length >= 5, 'silence before')
    assert.ok(
      peer.arrived.slice(0, 5).every(({ payload }) => payload.every((b) => b === SILENCE_A)),
    )
    assert.equal(peer.arrived[0]?.marker, true)
    engine.play(legNumber(1), tone.id)
    await expect('playEnded', 1)
    const soFar = peer.arrived.length
    await until(() => peer.arrived.length >= soFar + 5, 'silence after')
    const [first] = peer.arrived
    assert.ok(first)
    for (const { sequence, timestamp, ssrc } of peer.arrived) {
      assert.equal(ssrc, first.ssrc)
      const frames = (sequence - first.sequence) & 0xffff
      assert.equal((timestamp - first.timestamp) >>> 0, frames * 160)
    }
  })

  test(`media (${backend}): on hold nothing is sent, but the clip and its time go by`, async (t) => {
    const { engine, open, expect } = await anEngine(t, options, [sweep])
    const peer = await rtpPeer()
    t.after(peer.close)
    await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    engine.play(legNumber(1), sweep.id)
    await until(() => peer.arrived.length >= 10, 'the beginning')
    engine.setRemote(legNumber(1), remote(peer.port, { send: false }))
    await pause(150)
    const before = peer.arrived.length
    await pause(200)
    assert.equal(peer.arrived.length, before)
    engine.setRemote(legNumber(1), remote(peer.port))
    await expect('playEnded', 1)
    const [last, next] = peer.arrived.slice(before - 1)
    assert.ok(last && next)
    assert.equal((next.sequence - last.sequence) & 0xffff, 1)
    const ticks = (next.timestamp - last.timestamp) >>> 0
    assert.ok(ticks >= 200 * 8 && ticks % 160 === 0, `${ticks} ticks`)
    assert.equal(next.marker, true, 'sound begins anew')
  })

  test(`media (${backend}): a re-INVITE to µ-law continues the clip in µ-law`, async (t) => {
    const { engine, open } = await anEngine(t, options, [tone])
    const peer = await rtpPeer()
    t.after(peer.close)
    await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    engine.play(legNumber(1), tone.id)
    await until(() => peer.arrived.length >= 8, 'A-law')
    engine.setRemote(legNumber(1), remote(peer.port, { codec: 'pcmu', payloadType: 0 }))
    const isMu = ({ payloadType }: Arrived) => payloadType === 0
    await until(() => peer.arrived.filter(isMu).length >= 10, 'µ-law')
    const mu = peer.arrived.filter(isMu).slice(0, 10)
    const samples = decodeMuLaw(sampled(mu.map(({ payload }) => payload)))
    const amplitude = toneAmplitude({ rateHz: 8000, samples }, 1000)
    assert.ok(Math.abs(amplitude - 0.5) < 0.02, `amplitude ${amplitude}`)
  })

  test(`media (${backend}): a clip that is stopped or replaced does not end, a replay does`, async (t) => {
    const { engine, events, open, expect } = await anEngine(t, options, [tone, sweep])
    const peer = await rtpPeer()
    t.after(peer.close)
    await open(1)
    engine.play(legNumber(1), sweep.id)
    engine.setRemote(legNumber(1), remote(peer.port))
    await expect('firstAudio', 1)
    engine.play(legNumber(1), tone.id)
    engine.stopPlaying(legNumber(1))
    engine.play(legNumber(1), tone.id)
    await expect('playEnded', 1)
    engine.play(legNumber(1), tone.id)
    const ends = () => events.filter(({ is }) => is === 'playEnded')
    await until(() => ends().length === 2, 'the replay')
    await pause(50)
    assert.ok(ends().every((event) => event.is === 'playEnded' && event.clip === tone.id))
    assert.equal(events.filter(({ is }) => is === 'firstAudio').length, 1, 'told once')
  })

  test(`media (${backend}): keys cross in both directions, and each end hears the clip of the other`, async (t) => {
    const ours = await anEngine(t, options, [sweep, tone])
    const theirs = await anEngine(t, options, [sweep, tone])
    const ourPort = await ours.open(1)
    const theirPort = await theirs.open(2, { hear: true })
    ours.engine.setRemote(legNumber(1), remote(theirPort))
    theirs.engine.setRemote(legNumber(2), remote(ourPort))
    ours.engine.play(legNumber(1), sweep.id)
    for (const key of ['1', '1', '9'] as const) theirs.engine.pressKey(legNumber(2), key)
    theirs.engine.pressKey(legNumber(2), '#', ms(700))
    ours.engine.pressKey(legNumber(1), '5')
    await until(() => ours.keysOf(1) === '119#', 'keys towards us')
    await until(() => theirs.keysOf(2) === '5', 'a key towards them')
    const heard = await theirs.expect('heard', 2)
    assert.equal(heard.clip, sweep.id)
    assert.ok(heard.toMs >= 980, `heard up to ${heard.toMs} ms`)
    assert.ok(heard.lastAt > heard.firstAt)
    const hearing = await theirs.expect('hearing', 2)
    assert.equal(hearing.at, heard.firstAt)
  })

  test(`media (${backend}): Q.23: without telephone-event keys cross as tones, in both laws`, async (t) => {
    const ours = await anEngine(t, options, [sweep])
    const theirs = await anEngine(t, options)
    const laws = [
      { codec: 'pcma', payloadType: 8 },
      { codec: 'pcmu', payloadType: 0 },
    ] as const
    for (const [leg, law] of laws.entries()) {
      const [ourPort, theirPort] = [await ours.open(leg), await theirs.open(leg)]
      const { telephoneEvent: _, ...toThem } = remote(theirPort, law)
      const { telephoneEvent: __, ...toUs } = remote(ourPort, law)
      ours.engine.setRemote(legNumber(leg), toThem)
      theirs.engine.setRemote(legNumber(leg), toUs)
      ours.engine.play(legNumber(leg), sweep.id)
      for (const key of ['1', '9', '9'] as const)
        theirs.engine.pressKey(legNumber(leg), key, ms(140))
    }
    await until(() => ours.keysOf(0) === '199' && ours.keysOf(1) === '199', 'the keys')
    await ours.expect('playEnded', 0)
    assert.deepEqual([theirs.keysOf(0), theirs.keysOf(1)], ['', ''], 'a clip presses no keys')
  })

  test(`media (${backend}): RFC 3550: loss, reordering and duplicates are told apart`, async (t) => {
    const { engine, open, expect } = await anEngine(t, options, [sweep])
    const peer = await rtpPeer()
    t.after(peer.close)
    const port = await open(1, { hear: true })
    engine.setRemote(legNumber(1), remote(peer.port))
    await until(() => peer.arrived.length > 0, 'the leg to listen')
    const frame = (i: number) => sweep.pcma.subarray(i * 160, i * 160 + 160)
    // 50 frames: 10 to 14 are lost, 20 and 21 change places, 30 comes twice.
    const order = Array.from({ length: 50 }, (_, i) => i).filter((i) => i < 10 || i > 14)
    order.splice(order.indexOf(20), 2, 21, 20)
    order.splice(order.indexOf(30), 0, 30)
    for (const i of order) {
      peer.send(port, { sequence: 65_500 + i, timestamp: i * 160, payload: frame(i) })
      await pause(2)
    }
    await pause(100)
    engine.closeLeg(legNumber(1))
    const heard = await expect('heard', 1)
    assert.deepEqual([heard.fromMs, heard.toMs, heard.framesHeard], [0, 1000, 45])
    const { rtp } = await expect('closed', 1)
    assert.deepEqual([rtp.received, rtp.lost], [45, 5])
  })

  test(`media (${backend}): RFC 4733: a key whose end packets are lost counts once`, async (t) => {
    const { engine, open, keysOf } = await anEngine(t, options)
    const peer = await rtpPeer()
    t.after(peer.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    await until(() => peer.arrived.length > 0, 'the leg to listen')
    let sequence = 0
    const event = (timestamp: number, payload: readonly number[]): void => {
      sequence += 1
      peer.send(port, { sequence, timestamp, payload: Uint8Array.from(payload), payloadType: 101 })
    }
    event(800, [1, 10, 0, 160])
    await until(() => keysOf(1) === '1', 'the key of one single packet')
    for (const duration of [160, 320, 480]) event(8000, [9, 10, duration >> 8, duration & 255])
    event(8000, [9, 0x8a, 2, 128])
    event(8000, [9, 0x8a, 2, 128])
    event(16_000, [16, 10, 0, 160])
    event(24_000, [9, 10])
    await until(() => keysOf(1) === '19', 'key 9')
    await pause(200)
    assert.equal(keysOf(1), '19', 'flash and a cut-off payload are no keys')
  })

  test(`media (${backend}): media time-out strikes in silence, not beside RTCP or expected silence`, async (t) => {
    const { engine, events, open, expect } = await anEngine(t, options)
    const peer = await rtpPeer()
    t.after(peer.close)
    const timing = { mediaTimeoutMs: ms(400) }
    const reportedTo = await open(1)
    await open(2)
    await open(3)
    engine.setRemote(legNumber(1), remote(peer.port, timing))
    engine.setRemote(legNumber(2), remote(peer.port + 2, { ...timing, expectSilence: true }))
    engine.setRemote(legNumber(3), remote(peer.port + 4, timing))
    const receiverReport = Uint8Array.from([0x80, 201, 0, 1, 0, 0, 0, 5])
    for (let i = 0; i < 10; i += 1) {
      peer.sendReport(reportedTo, receiverReport)
      await pause(70)
    }
    await expect('mediaTimeout', 3)
    const timeouts = events.filter(({ is }) => is === 'mediaTimeout')
    assert.deepEqual(
      timeouts.map(({ leg }) => leg),
      [3],
    )
    await expect('mediaTimeout', 1)
  })

  test(`media (${backend}): RFC 3550 §6: reports while the call lasts, BYE at its end`, async (t) => {
    const { engine, open, expect } = await anEngine(t, options)
    const peer = await rtpPeer()
    t.after(peer.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    await until(() => peer.arrived.length > 0, 'the leg to listen')
    peer.send(port, { sequence: 1, timestamp: 0, payload: new Uint8Array(160), ssrc: 4711 })
    await until(() => peer.reports.length > 0, 'the first report')
    engine.closeLeg(legNumber(1))
    await expect('closed', 1)
    await until(() => peer.reports.length > 1, 'the BYE')
    const parts = peer.reports.map((bytes) => readRtcp({ bytes, start: 0, end: bytes.length }))
    const [sender, cname] = parts[0] ?? []
    assert.ok(sender?.is === 'senderReport' && cname?.is === 'cname')
    assert.equal(sender.ssrc, peer.arrived[0]?.ssrc)
    assert.equal(sender.payloadBytes, sender.packets * 160)
    assert.equal(sender.blocks[0]?.ssrc, 4711)
    assert.deepEqual(parts.at(-1)?.at(-1), { is: 'bye', ssrcs: [sender.ssrc] })
  })

  test(`media (${backend}): a closed port is drained before another leg may have it`, async (t) => {
    const from = options.portRange.from + 390
    const portRange = { from, to: from + 1 }
    const { engine, open, expect } = await anEngine(t, {
      ...options,
      portRange,
      portDrainMs: ms(500),
    })
    const peer = await rtpPeer()
    t.after(peer.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    engine.closeLeg(legNumber(1))
    await expect('closed', 1)
    peer.send(port, { sequence: 1, timestamp: 0, payload: new Uint8Array(160) })
    await assert.rejects(open(2), (error) => error instanceof Failure && error.code === 'system')
    await pause(600)
    assert.equal(await open(3), port)
    engine.setRemote(legNumber(3), remote(peer.port))
    await pause(50)
    engine.closeLeg(legNumber(3))
    assert.equal((await expect('closed', 3)).rtp.received, 0)
    assert.equal((await engine.health()).strays >= 1, true)
  })

  test(`media (${backend}): no datagram does harm, whatever it holds`, async (t) => {
    const { engine, open, keysOf } = await anEngine(t, options)
    const peer = await rtpPeer()
    t.after(peer.close)
    const seed = 20_261_122
    const random = randomFrom(seed)
    const ports = [await open(1), await open(2, { hear: true })]
    ports.push(await open(3, { ports: 'shared' }))
    for (const leg of [1, 2, 3]) engine.setRemote(legNumber(leg), remote(peer.port + leg * 2))
    for (let i = 0; i < 1500; i += 1) {
      const bytes = Uint8Array.from({ length: random.below(i % 50 === 0 ? 5000 : 200) }, () =>
        random.below(256),
      )
      if (i % 2) bytes[0] = 0x80 | random.below(32)
      if (i % 3) bytes[1] = random.pick([0, 8, 13, 101, 200, 201, 202, 203])
      peer.sendRaw((random.pick(ports) ?? 0) + random.below(2), bytes)
      if (i % 100 === 0) await pause(5)
    }
    await pause(50)
    const health = await engine.health()
    assert.ok(health.received > 500, `seed ${seed}: ${health.received} received`)
    assert.equal(health.legs, 3)
    assert.match(keysOf(1) + keysOf(2) + keysOf(3), /^[0-9*#A-D]*$/)
  })

  test(`media (${backend}): RFC 4961: the sound goes where the far end sends from`, async (t) => {
    const { engine, open } = await anEngine(t, options)
    const [inSdp, behindNat] = [await rtpPeer(), await rtpPeer()]
    t.after(inSdp.close)
    t.after(behindNat.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(inSdp.port))
    await until(() => inSdp.arrived.length > 0, 'sound towards the SDP address')
    const payload = new Uint8Array(160)
    behindNat.send(port, { sequence: 1, timestamp: 0, payload, payloadType: 96 })
    await pause(60)
    assert.equal(behindNat.arrived.length, 0, 'a payload type nobody negotiated')
    behindNat.send(port, { sequence: 1, timestamp: 0, payload })
    await until(() => behindNat.arrived.length > 3, 'sound towards the source')
    await open(2)
    engine.setRemote(legNumber(2), remote(9, { address: 'unknown.invalid' }))
    await pause(60)
    engine.closeLeg(legNumber(2))
  })

  test(`media (${backend}): legs that share one port are told apart, and never share a far end`, async (t) => {
    const { engine, open, expect, keysOf } = await anEngine(t, { ...options, sharedPorts: 1 })
    const peers = [await rtpPeer(), await rtpPeer()]
    for (const peer of peers) t.after(peer.close)
    const ports = [await open(1, { ports: 'shared' }), await open(2, { ports: 'shared' })]
    assert.equal(ports[0], ports[1])
    const press = (key: number) => Uint8Array.from([key, 0x8a, 0, 160])
    for (const [i, peer] of peers.entries()) {
      engine.setRemote(legNumber(i + 1), remote(peer.port))
      await until(() => peer.arrived.length > 0, 'the leg to listen')
      const packet = { sequence: 1, timestamp: 0, payloadType: 101, ssrc: 7 }
      peer.send(ports[0] ?? 0, { ...packet, payload: press(i + 1) })
    }
    await until(() => keysOf(1) === '1' && keysOf(2) === '2', 'the key of each')
    await open(3, { ports: 'shared' })
    engine.setRemote(legNumber(3), remote(peers[0]?.port ?? 0))
    assert.match((await expect('legFailed', 3)).why, /same remote address/)
  })

  test(`media (${backend}): fifty legs at once each hear the whole clip`, async (t) => {
    const ours = await anEngine(t, options, [sweep])
    const theirs = await anEngine(t, options, [sweep])
    const legs = Array.from({ length: 50 }, (_, i) => i + 1)
    for (const leg of legs) {
      const theirPort = await theirs.open(leg, { hear: true })
      theirs.engine.setRemote(legNumber(leg), remote(await ours.open(leg)))
      ours.engine.setRemote(legNumber(leg), remote(theirPort))
    }
    // Their thread has taken what was asked before.
    await theirs.engine.health()
    for (const leg of legs) ours.engine.play(legNumber(leg), sweep.id)
    await Promise.all(legs.map((leg) => ours.expect('playEnded', leg, 10_000)))
    const heard = await Promise.all(legs.map((leg) => theirs.expect('heard', leg)))
    const health = await ours.engine.health()
    assert.equal(health.legs, 50)
    for (const { fromMs, toMs } of heard) assert.deepEqual([fromMs, toMs], [0, 1000])
    // A frame may be dropped for coming too late on a crowded machine; nothing else may be missing.
    const frames = heard.reduce((sum, { framesHeard }) => sum + framesHeard, 0)
    assert.ok(
      frames >= 50 * 50 - health.droppedLate,
      `${frames} frames, ${health.droppedLate} late`,
    )
    assert.ok(health.packets >= frames)
    assert.ok(health.lateMs.p50 <= health.lateMs.p99 && health.lateMs.p99 <= health.lateMs.max)
  })

  test(`media (${backend}): when its thread dies, questions fail and legs end, none hangs`, async (t) => {
    const { engine, open, expect, events } = await anEngine(t, options)
    await open(1)
    const question = engine.health()
    // A bug by proxy: what no caller can send makes the worker throw.
    engine.setRemote(legNumber(1), null as never)
    await question.catch((error: unknown) => assert.ok(error instanceof Failure))
    assert.match((await expect('legFailed', 1)).why, /media engine stopped/)
    await expect('closed', 1)
    await assert.rejects(open(2), Failure)
    await assert.rejects(engine.loadClip(tone), Failure)
    engine.closeLeg(legNumber(1))
    await engine.close()
    assert.equal(events.filter(({ is }) => is === 'closed').length, 1)
  })

  test(`media (${backend}): what cannot be opened is refused in one sentence`, async (t) => {
    const { engine, open } = await anEngine(t, options)
    const refusals: readonly [string, () => Promise<unknown>, RegExp][] = [
      ['IPv6', () => open(1, { address: '::1' }), /::1 is not an IPv4 address/],
      ['foreign', () => open(2, { address: '192.0.2.1' }), /not an address of this machine/],
      [
        'empty clip',
        () => engine.loadClip({ ...tone, pcma: new Uint8Array(0) }),
        /a clip needs sound/,
      ],
    ]
    for (const [name, refused, sentence] of refusals) {
      await assert.rejects(refused(), (error) => {
        assert.ok(error instanceof Failure, name)
        assert.match(error.message, sentence)
        return true
      })
    }
    await open(1)
    engine.closeLeg(legNumber(1))
    await engine.close()
    await assert.rejects(open(4), Failure)
  })
}

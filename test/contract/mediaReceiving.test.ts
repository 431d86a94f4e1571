/** What every media engine must make of what arrives, over real UDP; then what the embedded one must. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from '../../src/base/random.ts'
import { ms } from '../../src/base/units.ts'
import { readRtcp } from '../../src/rtp/rtcp.ts'
import {
  anEngine,
  anyEngine,
  farEndOf,
  lacks,
  legNumber,
  mediaBackends,
  mediaEngines,
  pause,
  remote,
  toneClip,
  until,
} from '../support/mediaEngines.ts'
import { rtpPeer } from '../support/rtpPeer.ts'

const tone = toneClip('tone', { ms: 600, fromHz: 1000 })
const sweep = toneClip('sweep', { ms: 1000, fromHz: 400, toHz: 2000 })

for (const options of mediaEngines(16_800)) {
  const { backend } = options

  test(`media (${backend}): keys cross in both directions, and each end hears the clip of the other`, async (t) => {
    const ours = await anyEngine(t, options, [sweep, tone])
    const theirs = await anEngine(t, farEndOf(options, 16_800), [sweep, tone])
    const ourPort = await ours.open(1)
    const theirPort = await theirs.open(2, { hear: true })
    ours.engine.setRemote(legNumber(1), remote(theirPort))
    theirs.engine.setRemote(legNumber(2), remote(ourPort))
    // Both threads have taken what was asked before.
    await Promise.all([ours.engine.health(), theirs.engine.health()])
    ours.engine.play(legNumber(1), sweep.id)
    for (const key of ['1', '1', '9'] as const) theirs.engine.pressKey(legNumber(2), key)
    theirs.engine.pressKey(legNumber(2), '#', ms(700))
    const pressed = lacks(ours.engine, 'keyEvents') ? '' : '5'
    if (pressed) ours.engine.pressKey(legNumber(1), pressed)
    await until(() => ours.keysOf(1) === '119#', 'keys towards us')
    await until(() => theirs.keysOf(2) === pressed, 'a key towards them')
    const heard = await theirs.expect('heard', 2)
    assert.equal(heard.clip, sweep.id)
    assert.ok(heard.toMs >= 980, `heard up to ${heard.toMs} ms`)
    assert.ok(heard.lastAt > heard.firstAt)
    const hearing = await theirs.expect('hearing', 2)
    assert.equal(hearing.at, heard.firstAt)
  })

  test(`media (${backend}): Q.23: without telephone-event keys cross as tones, in both laws`, async (t) => {
    const ours = await anyEngine(t, options, [sweep])
    const theirs = await anEngine(t, farEndOf(options, 16_800))
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
      // Both threads have taken what was asked before.
      await Promise.all([ours.engine.health(), theirs.engine.health()])
      ours.engine.play(legNumber(leg), sweep.id)
      for (const key of ['1', '9', '9'] as const) {
        theirs.engine.pressKey(legNumber(leg), key, ms(200))
      }
    }
    await until(() => ours.keysOf(0) === '199' && ours.keysOf(1) === '199', 'the keys')
    await ours.expect('playEnded', 0)
    assert.deepEqual([theirs.keysOf(0), theirs.keysOf(1)], ['', ''], 'a clip presses no keys')
  })

  test(`media (${backend}): RFC 4733: a key whose end packets are lost counts once`, async (t) => {
    const { engine, open, keysOf } = await anyEngine(t, options)
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
    const unended = lacks(engine, 'unendedKeys') ? '' : '1'
    event(800, [1, 10, 0, 160])
    await until(() => keysOf(1) === unended, 'the key of one single packet')
    for (const duration of [160, 320, 480]) event(8000, [9, 10, duration >> 8, duration & 255])
    event(8000, [9, 0x8a, 2, 128])
    event(8000, [9, 0x8a, 2, 128])
    event(16_000, [16, 10, 0, 160])
    event(24_000, [9, 10])
    await until(() => keysOf(1) === `${unended}9`, 'key 9')
    await pause(200)
    assert.equal(keysOf(1), `${unended}9`, 'flash and a cut-off payload are no keys')
  })

  test(`media (${backend}): media time-out strikes in silence, not beside RTCP or expected silence`, async (t) => {
    const { engine, events, open, expect } = await anyEngine(t, options)
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
}

for (const options of mediaBackends(16_800)) {
  const { backend } = options

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
}

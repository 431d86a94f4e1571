/** What is true of rtpengine as a media engine beside the common contract: several instances, SRTP, joined calls. */
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { Failure } from '../../src/base/failure.ts'
import { randomFrom } from '../../src/base/random.ts'
import type { MediaEvent } from '../../src/telephony/mediaEngine.ts'
import {
  anEngine,
  anyEngine,
  legNumber,
  mediaBackends,
  mediaEngines,
  pause,
  remote,
  toneClip,
  until,
} from '../support/mediaEngines.ts'
import { anRtpengineMedia, startRtpengine } from '../support/rtpengine.ts'
import { rtpPeer } from '../support/rtpPeer.ts'

const firstPort = 17_600
const [, , options] = mediaEngines(firstPort)
const { ngPort, portRange } = options
const rtpPorts = (instance: number) => ({
  from: portRange.from + 200 * instance,
  to: portRange.from + 200 * instance + 190,
})
const farEnd = mediaBackends(firstPort)[0]
const sweep = toneClip('sweep', { ms: 1000, fromHz: 400, toHz: 2000 })
const key = (byte: number) => new Uint8Array(30).fill(byte)

test('rtpengine: RFC 4568: with the keys of both SDPs each end hears the other, encrypted on the way', async (t) => {
  const ours = await anyEngine(t, options, [sweep])
  const theirs = await anEngine(t, farEnd, [sweep])
  const [ourPort, theirPort] = [await ours.open(1), await theirs.open(1, { hear: true })]
  const suite = 'AES_CM_128_HMAC_SHA1_80'
  ours.engine.setRemote(
    legNumber(1),
    remote(theirPort, { srtp: { suite, ourKey: key(1), theirKey: key(2) } }),
  )
  theirs.engine.setRemote(
    legNumber(1),
    remote(ourPort, { srtp: { suite, ourKey: key(2), theirKey: key(1) } }),
  )
  ours.engine.play(legNumber(1), sweep.id)
  theirs.engine.pressKey(legNumber(1), '9')
  await until(() => ours.keysOf(1) === '9', 'the key')
  const heard = await theirs.expect('heard', 1)
  assert.deepEqual([heard.fromMs, heard.toMs], [0, 1000])
})

test('rtpengine: legs are spread by weight; one that dies ends its legs at once and takes no more, until it is back', async (t) => {
  const light = await startRtpengine(t, { port: ngPort, rtpPorts: rtpPorts(0) })
  const heavy = await startRtpengine(t, { port: ngPort + 1, rtpPorts: rtpPorts(1), weight: 3 })
  const engine = await anRtpengineMedia(t, [light.address, heavy.address])
  const events: MediaEvent[] = []
  engine.onEvent((event) => events.push(event))
  const legsOn = () => engine.instances().map(({ legs }) => legs)
  const ready = () => engine.instances().filter(({ isReady }) => isReady).length
  await until(() => ready() === 2, 'both to be ready', 10_000)
  const open = (leg: number) =>
    engine.openLeg({ leg: legNumber(leg), address: '127.0.0.1', ports: 'perCall' })
  for (let leg = 1; leg <= 8; leg += 1) await open(leg)
  assert.deepEqual(legsOn(), [2, 6])
  await heavy.kill()
  const ended = (is: MediaEvent['is']) => events.filter((event) => event.is === is).length
  await until(() => ended('closed') === 6, 'its legs to end', 1000)
  assert.equal(ended('legFailed'), 6)
  assert.match(JSON.stringify(events[0]), /rtpengine 127.0.0.1:\d+: it closed the connection/)
  await open(9)
  assert.deepEqual(legsOn(), [3, 0])
  await startRtpengine(t, { port: ngPort + 1, rtpPorts: rtpPorts(1), weight: 3 })
  await until(() => ready() === 2, 'it to be back', 10_000)
  await open(10)
  assert.deepEqual(legsOn(), [3, 1])
})

test('rtpengine: one that stands still is left after its second silent ping; its calls are deleted when it wakes', async (t) => {
  const own = await startRtpengine(t, { port: ngPort, rtpPorts: rtpPorts(0) })
  const engine = await anRtpengineMedia(t, [own.address])
  const events: MediaEvent[] = []
  engine.onEvent((event) => events.push(event))
  await engine.openLeg({ leg: legNumber(1), address: '127.0.0.1', ports: 'perCall' })
  own.process.kill('SIGSTOP')
  await until(() => events.length === 2, 'the leg to end', 6000)
  assert.deepEqual(
    events.map(({ is }) => is),
    ['legFailed', 'closed'],
  )
  await assert.rejects(
    engine.openLeg({ leg: legNumber(2), address: '127.0.0.1', ports: 'perCall' }),
    /No rtpengine can be used \(127.0.0.1:\d+: it no longer answers\)/,
  )
  own.process.kill('SIGCONT')
  await until(() => engine.instances()[0]?.isReady === true, 'it to be back', 10_000)
  await until(
    () => (own.log().match(/Deleting entire call/g) ?? []).length >= 3,
    'the call to be deleted',
  )
})

test('rtpengine: one that would not tell keys, and none at all, are refused in a sentence', async (t) => {
  const mute = await startRtpengine(t, { port: ngPort, rtpPorts: rtpPorts(0), more: [] })
  await assert.rejects(
    anRtpengineMedia(t, [mute.address, { ...mute.address, port: ngPort + 1 }]),
    (error) =>
      error instanceof Failure &&
      /it tells no keys: start it with dtmf-log-ng-tcp = true/.test(error.message) &&
      /ECONNREFUSED.*listen-tcp-ng/.test(error.message),
  )
})

test('rtpengine: where it cannot read our folder, sound is in the question as far as a datagram holds it', async (t) => {
  // Nobody but us may pass through this folder.
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-closed-'))
  t.after(() => rmSync(folder, { recursive: true }))
  chmodSync(folder, 0o700)
  const own = await startRtpengine(t, {
    port: ngPort,
    rtpPorts: rtpPorts(0),
    as: { uid: 65_534, gid: 65_534 },
  })
  const engine = await anRtpengineMedia(t, [own.address], { folder })
  const events: MediaEvent[] = []
  engine.onEvent((event) => events.push(event))
  const peer = await rtpPeer()
  t.after(peer.close)
  await engine.loadClip(sweep)
  await engine.openLeg({ leg: legNumber(1), address: '127.0.0.1', ports: 'perCall' })
  engine.setRemote(legNumber(1), remote(peer.port))
  engine.play(legNumber(1), sweep.id)
  await until(() => events.some(({ is }) => is === 'playEnded'), 'the end')
  const sound = Buffer.concat(peer.arrived.map(({ payload }) => payload))
  assert.ok(sound.includes(Buffer.from(sweep.pcma)), 'byte for byte')
  await assert.rejects(
    engine.loadClip(toneClip('long', { ms: 7501, fromHz: 500 })),
    /it cannot read .*, and the recording is longer than 7.5 s/,
  )
})

test('rtpengine: RFC 4961: the sound goes where the far end first sent from, and nobody takes it over', async (t) => {
  const { engine, open, expect } = await anyEngine(t, options, [sweep])
  const [inSdp, behindNat, thief] = [await rtpPeer(), await rtpPeer(), await rtpPeer()]
  for (const peer of [inSdp, behindNat, thief]) t.after(peer.close)
  const port = await open(1)
  engine.setRemote(legNumber(1), remote(inSdp.port))
  await until(() => inSdp.arrived.length > 0, 'sound towards the SDP address')
  const payload = new Uint8Array(160)
  behindNat.send(port, { sequence: 1, timestamp: 0, payload })
  await until(() => behindNat.arrived.length > 3, 'sound towards the source')
  for (let i = 0; i < 50; i += 1) {
    thief.send(port, { sequence: 100 + i, timestamp: 160 * i, payload })
    thief.send(port, {
      sequence: i,
      timestamp: 160 * i,
      payload: Uint8Array.from([9, 0x8a, 3, 32]),
      payloadType: 101,
    })
  }
  await pause(200)
  assert.equal(thief.arrived.length, 0)
  engine.closeLeg(legNumber(1))
  assert.ok((await expect('closed', 1)).rtp.received <= 1 + 100)
})

test('rtpengine: no datagram does harm, whatever it holds', async (t) => {
  const { engine, open, keysOf } = await anyEngine(t, options)
  const peer = await rtpPeer()
  t.after(peer.close)
  const seed = 20_261_128
  const random = randomFrom(seed)
  const ports = [await open(1), await open(2)]
  for (const leg of [1, 2]) engine.setRemote(legNumber(leg), remote(peer.port))
  for (let i = 0; i < 1500; i += 1) {
    const bytes = Uint8Array.from({ length: random.below(i % 50 === 0 ? 5000 : 200) }, () =>
      random.below(256),
    )
    if (i % 2) bytes[0] = 0x80 | random.below(32)
    if (i % 3) bytes[1] = random.pick([0, 8, 13, 101, 200, 201, 202, 203])
    peer.sendRaw((random.pick(ports) ?? 0) + random.below(2), bytes)
    if (i % 100 === 0) await pause(5)
  }
  const { sendShortfalls } = await engine.health()
  assert.equal(sendShortfalls, 0, `seed ${seed}: every question is answered`)
  assert.match(keysOf(1) + keysOf(2), /^[0-9*#A-D]*$/)
  await open(3)
})

test('rtpengine: two legs that are joined hear each other, and their keys still come to us', async (t) => {
  const ours = await anyEngine(t, options)
  const bridge = ours.engine.bridge?.bind(ours.engine)
  assert.ok(bridge)
  const peers = [await rtpPeer(), await rtpPeer()] as const
  for (const peer of peers) t.after(peer.close)
  const ports = [await ours.open(1), await ours.open(2)] as const
  await assert.rejects(bridge(legNumber(1), legNumber(2)), /when both are answered/)
  for (const [i, peer] of peers.entries()) {
    ours.engine.setRemote(legNumber(i + 1), remote(peer.port))
    await until(() => peer.arrived.length > 0, 'silence')
  }
  await assert.rejects(bridge(legNumber(1), legNumber(1)), /when both are answered/)
  await bridge(legNumber(1), legNumber(2))
  const says = (byte: number) => new Uint8Array(160).fill(byte)
  for (let sequence = 0; sequence < 20; sequence += 1) {
    for (const [i, peer] of peers.entries()) {
      peer.send(ports[i] ?? 0, { sequence, timestamp: sequence * 160, payload: says(i + 1) })
    }
    await pause(10)
  }
  for (const [i, peer] of peers.entries()) {
    const other = 2 - i
    const heard = peer.arrived.filter(({ payload }) => payload.every((byte) => byte === other))
    assert.equal(heard.length, 20)
    assert.equal(peer.arrived.at(-1)?.payload[0], other, 'and nothing else from then on')
    const ended = Uint8Array.from([i + 1, 0x8a, 3, 32])
    peer.send(ports[i] ?? 0, { sequence: 20, timestamp: 3200, payload: ended, payloadType: 101 })
    await until(() => ours.keysOf(i + 1) === `${i + 1}`, 'the key')
  }
  for (const leg of [1, 2]) ours.engine.closeLeg(legNumber(leg))
  for (const leg of [1, 2]) assert.equal((await ours.expect('closed', leg)).rtp.received, 21)
})

test('rtpengine: legs whose codecs differ are not joined', async (t) => {
  const ours = await anyEngine(t, options)
  const peers = [await rtpPeer(), await rtpPeer()] as const
  for (const peer of peers) t.after(peer.close)
  for (const [i, peer] of peers.entries()) {
    await ours.open(i + 1)
    const law = i === 0 ? {} : ({ codec: 'pcmu', payloadType: 0 } as const)
    ours.engine.setRemote(legNumber(i + 1), remote(peer.port, law))
    await until(() => peer.arrived.length > 0, 'silence')
  }
  await assert.rejects(
    ours.engine.bridge?.(legNumber(1), legNumber(2)) ?? Promise.resolve(),
    /codecs/,
  )
})

test('rtpengine: what the far end reports of our sound is in the counters of the leg', async (t) => {
  const ours = await anyEngine(t, options, [sweep])
  const theirs = await anEngine(t, farEnd, [sweep])
  const [ourPort, theirPort] = [await ours.open(1), await theirs.open(1)]
  ours.engine.setRemote(legNumber(1), remote(theirPort))
  theirs.engine.setRemote(legNumber(1), remote(ourPort))
  // The far end reports once a sender report of ours has come, about 5 s after the first sound.
  await pause(12_000)
  ours.engine.closeLeg(legNumber(1))
  const { rtp } = await ours.expect('closed', 1)
  assert.ok(rtp.sent >= 550 && rtp.sent <= 650, `${rtp.sent} sent`)
  assert.ok(rtp.received >= 550 && rtp.received <= 650, `${rtp.received} received`)
  assert.equal(rtp.outLost, 0)
  assert.ok((rtp.outJitterMs ?? 99) < 30)
  assert.ok(rtp.mos === undefined || (rtp.mos > 3.5 && rtp.mos < 4.6), `MOS ${rtp.mos}`)
})

test('rtpengine: when the last instance dies, questions fail and legs end, none hangs', async (t) => {
  const own = await startRtpengine(t, { port: ngPort, rtpPorts: rtpPorts(0) })
  const engine = await anRtpengineMedia(t, [own.address])
  const events: MediaEvent[] = []
  engine.onEvent((event) => events.push(event))
  await engine.openLeg({ leg: legNumber(1), address: '127.0.0.1', ports: 'perCall' })
  const pending = engine
    .openLeg({ leg: legNumber(2), address: '127.0.0.1', ports: 'perCall' })
    .catch(String)
  await own.kill()
  await pending
  await until(() => events.some(({ is, leg }) => is === 'closed' && leg === 1), 'the leg to end')
  await assert.rejects(
    engine.openLeg({ leg: legNumber(3), address: '127.0.0.1', ports: 'perCall' }),
    Failure,
  )
  await assert.rejects(engine.loadClip(sweep), Failure)
  engine.closeLeg(legNumber(1))
  await engine.close()
  assert.equal(events.filter(({ is, leg }) => is === 'closed' && leg === 1).length, 1)
})

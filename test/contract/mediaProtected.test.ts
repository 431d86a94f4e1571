/** SRTP, IPv6, keys in the sound beside events, reports, several workers: over real UDP on loopback. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { encodeALaw } from '../../src/audio/g711.ts'
import { keyToneSample } from '../../src/audio/keyTones.ts'
import { srtpSuites } from '../../src/base/srtpSuites.ts'
import { ms } from '../../src/base/units.ts'
import { readRtcp, writeRtcp } from '../../src/rtp/rtcp.ts'
import {
  anEngine,
  legNumber,
  mediaBackends,
  pause,
  remote,
  type TestEngine,
  toneClip,
  until,
} from '../support/mediaEngines.ts'
import { rtpPeer } from '../support/rtpPeer.ts'

const sweep = toneClip('sweep', { ms: 1000, fromHz: 400, toHz: 2000 })

/** The whole clip crosses to the other end, and a key back. */
async function talk(ours: TestEngine, theirs: TestEngine, leg: number): Promise<void> {
  // Both threads have taken what was asked before.
  await Promise.all([ours.engine.health(), theirs.engine.health()])
  ours.engine.play(legNumber(leg), sweep.id)
  theirs.engine.pressKey(legNumber(leg), '9')
  const heard = await theirs.expect('heard', leg)
  // Its first frames may be dropped for coming too late on a crowded machine.
  assert.ok(heard.fromMs < 300, `heard from ${heard.fromMs} ms`)
  assert.equal(heard.toMs, 1000)
  await until(() => ours.keysOf(leg) === '9', 'the key')
}

for (const options of mediaBackends(18_400)) {
  const { backend } = options

  for (const [leg, suite] of srtpSuites.entries()) {
    test(`media (${backend}): RFC 3711: sound, keys and reports cross under ${suite}`, async (t) => {
      const ours = await anEngine(t, options, [sweep])
      const theirs = await anEngine(t, options, [sweep])
      const [ourKey, theirKey] = [randomBytes(30), randomBytes(30)]
      const ourPort = await ours.open(leg, { ports: leg === 0 ? 'perCall' : 'shared' })
      const theirPort = await theirs.open(leg, { hear: true })
      const toThem = { srtp: { suite, ourKey, theirKey } }
      const toUs = { srtp: { suite, ourKey: theirKey, theirKey: ourKey } }
      ours.engine.setRemote(legNumber(leg), remote(theirPort, toThem))
      theirs.engine.setRemote(legNumber(leg), remote(ourPort, toUs))
      await talk(ours, theirs, leg)
      await pause(4000)
      // A re-INVITE with the same keys goes on where it was; with new ones as well.
      ours.engine.setRemote(legNumber(leg), remote(theirPort, toThem))
      const renewed = randomBytes(30)
      ours.engine.setRemote(
        legNumber(leg),
        remote(theirPort, { srtp: { suite, ourKey, theirKey: renewed } }),
      )
      theirs.engine.setRemote(
        legNumber(leg),
        remote(ourPort, { srtp: { suite, ourKey: renewed, theirKey: ourKey } }),
      )
      theirs.engine.pressKey(legNumber(leg), '1')
      await until(() => ours.keysOf(leg) === '91', 'the key after the change')
      // Their BYE carries a report on ours of the first 3.75 s (RFC 3550 §6.2): it must be here before we close.
      theirs.engine.closeLeg(legNumber(leg))
      await theirs.expect('closed', leg)
      await pause(100)
      ours.engine.closeLeg(legNumber(leg))
      const { rtp } = await ours.expect('closed', leg)
      assert.ok(rtp.received > 200 && rtp.lost < 20, `${rtp.received} received, ${rtp.lost} lost`)
      assert.ok(rtp.roundTripMs !== undefined && rtp.roundTripMs < 500, 'SRTCP was opened')
      assert.ok(rtp.mos !== undefined && rtp.mos > 3.5, `MOS ${rtp.mos}`)
    })
  }

  test(`media (${backend}): under SRTP nothing readable leaves, and nothing unprotected is heard`, async (t) => {
    const { engine, open, expect, keysOf } = await anEngine(t, options, [sweep])
    const peer = await rtpPeer()
    t.after(peer.close)
    const port = await open(1)
    const srtp = { suite: srtpSuites[0], ourKey: randomBytes(30), theirKey: randomBytes(30) }
    engine.setRemote(legNumber(1), remote(peer.port, { srtp, mediaTimeoutMs: ms(500) }))
    await until(() => peer.arrived.length > 10, 'packets')
    for (const { payload } of peer.arrived) {
      assert.equal(payload.length, 170)
      assert.ok(new Set(payload).size > 40, 'silence must not be seen')
    }
    for (let i = 0; i < 40; i += 1) {
      const key = Uint8Array.from([9, 0x8a, 0, 160])
      peer.send(port, { sequence: i, timestamp: 0, payload: key, payloadType: 101 })
      peer.send(port, { sequence: i, timestamp: 0, payload: randomBytes(170) })
      peer.sendReport(port, Uint8Array.from([0x80, 201, 0, 1, 0, 0, 0, 77]))
      await pause(20)
    }
    assert.equal(keysOf(1), '')
    await expect('mediaTimeout', 1)
    engine.closeLeg(legNumber(1))
    assert.equal((await expect('closed', 1)).rtp.received, 0)
  })

  test(`media (${backend}): IPv6: the same call, on a port of its own and on a shared one`, async (t) => {
    const ours = await anEngine(t, { ...options, sharedPorts: 1 }, [sweep])
    const theirs = await anEngine(t, options, [sweep])
    const address = '::1'
    for (const [leg, ports] of (['perCall', 'shared', 'shared'] as const).entries()) {
      const ourPort = await ours.open(leg, { address, ports })
      const theirPort = await theirs.open(leg, { address, hear: true })
      ours.engine.setRemote(legNumber(leg), remote(theirPort, { address }))
      theirs.engine.setRemote(legNumber(leg), remote(ourPort, { address: '0:0:0:0:0:0:0:1' }))
    }
    await Promise.all([0, 1, 2].map((leg) => talk(ours, theirs, leg)))
    // A leg of IPv6 has nowhere to send to an address of IPv4.
    const peer = await rtpPeer()
    t.after(peer.close)
    await ours.open(9, { address })
    ours.engine.setRemote(legNumber(9), remote(peer.port))
    await pause(100)
    assert.equal(peer.arrived.length, 0)
  })

  test(`media (${backend}): a press that comes as event and as tone is one key`, async (t) => {
    const { engine, open, keysOf } = await anEngine(t, options)
    const peer = await rtpPeer()
    t.after(peer.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(peer.port, { tonesToo: true }))
    await until(() => peer.arrived.length > 0, 'the leg to listen')
    let frame = 0
    const send = (payload: Uint8Array, payloadType: number, timestamp = frame * 160): void => {
      peer.send(port, { sequence: frame, timestamp, payload, payloadType })
      frame += 1
    }
    const quiet = new Uint8Array(160).fill(0xd5)
    const tone = (key: '9' | '1', from: number): Uint8Array =>
      encodeALaw(Float32Array.from({ length: 160 }, (_, i) => keyToneSample(key, from + i)))
    // Events and tones side by side, as a gateway leaves them in; then a tone alone; then events alone.
    for (let press = 0; press < 2; press += 1) {
      const start = frame * 160
      for (let i = 0; i < 5; i += 1) {
        send(Uint8Array.from([9, i === 4 ? 0x8a : 0x0a, 0, 160]), 101, start)
        send(tone('9', i * 160), 8)
        await pause(20)
      }
      for (let i = 0; i < 10; i += 1) send(quiet, 8)
      await pause(200)
    }
    for (let i = 0; i < 5; i += 1) send(tone('1', i * 160), 8)
    for (let i = 0; i < 10; i += 1) send(quiet, 8)
    await pause(50)
    send(Uint8Array.from([5, 0x8a, 0, 160]), 101)
    await until(() => keysOf(1).length >= 4, 'the keys')
    await pause(200)
    assert.equal(keysOf(1), '9915')
  })

  test(`media (${backend}): RFC 3550 §6.4: what the far end reports is told with the end of the leg`, async (t) => {
    const { engine, open, expect } = await anEngine(t, options)
    const peer = await rtpPeer()
    t.after(peer.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(peer.port))
    await until(() => peer.arrived.length > 0, 'the leg to listen')
    const ssrc = peer.arrived[0]?.ssrc ?? 0
    await until(() => peer.reports.length > 0, 'our report')
    const [bytes] = peer.reports
    assert.ok(bytes)
    const [sender] = readRtcp({ bytes, start: 0, end: bytes.length })
    assert.ok(sender?.is === 'senderReport')
    await pause(100)
    const block = {
      ssrc,
      fractionLost: 12,
      lost: 5,
      highestSequence: 100,
      jitterTicks: 80,
      lastReport: sender.ntpMiddle,
      // It says it kept our report for 50 of the 100 ms: the rest is the way there and back.
      sinceLastReport: Math.round(0.05 * 65_536),
    }
    const report = new Uint8Array(128)
    const end = writeRtcp(report, 0, { ssrc: 77, cname: 'far', block })
    peer.sendReport(port, report.slice(0, end))
    // About somebody else's packets: nothing of ours.
    const other = writeRtcp(report, 0, {
      ssrc: 77,
      cname: 'far',
      block: { ...block, ssrc: 1, lost: 999 },
    })
    peer.sendReport(port, report.slice(0, other))
    await pause(100)
    engine.closeLeg(legNumber(1))
    const { rtp } = await expect('closed', 1)
    assert.deepEqual([rtp.outLost, rtp.outJitterMs], [5, 10])
    assert.ok(rtp.roundTripMs !== undefined && rtp.roundTripMs >= 45, `${rtp.roundTripMs} ms`)
    assert.ok(rtp.roundTripMs < 1000, `${rtp.roundTripMs} ms`)
    assert.ok(rtp.mos !== undefined && rtp.mos < 4.41, `MOS ${rtp.mos}`)
  })

  test(`media (${backend}): legs are spread over several workers, whose health is one`, async (t) => {
    const ours = await anEngine(t, { ...options, workers: 3 }, [sweep])
    const theirs = await anEngine(t, options, [sweep])
    for (let leg = 1; leg <= 6; leg += 1) {
      const ourPort = await ours.open(leg, { ports: leg % 2 ? 'shared' : 'perCall' })
      const theirPort = await theirs.open(leg, { hear: true })
      ours.engine.setRemote(legNumber(leg), remote(theirPort))
      theirs.engine.setRemote(legNumber(leg), remote(ourPort))
    }
    await Promise.all([1, 2, 3, 4, 5, 6].map((leg) => talk(ours, theirs, leg)))
    const health = await ours.engine.health()
    assert.equal(health.legs, 6)
    assert.ok(health.packets > 300 && health.received > 300)
    assert.ok(health.recentLateMs.p99 >= health.recentLateMs.p50)
    ours.engine.closeLeg(legNumber(1))
    await ours.expect('closed', 1)
    assert.equal((await ours.engine.health()).legs, 5)
    await assert.rejects(ours.open(2))
  })
}

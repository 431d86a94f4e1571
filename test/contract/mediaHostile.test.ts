/**
 * Nobody takes over a call that is alive, and no call hears another: spoofed packets, floods, far ends that
 * go on sending after the end. Over real UDP on loopback, for every backend of the embedded engine.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ms } from '../../src/base/units.ts'
import {
  anEngine,
  legNumber,
  mediaBackends,
  pause,
  remote,
  toneClip,
  until,
} from '../support/mediaEngines.ts'
import { type RtpPeer, rtpPeer } from '../support/rtpPeer.ts'

const sweep = toneClip('sweep', { ms: 1000, fromHz: 400, toHz: 2000 })
const silence = new Uint8Array(160).fill(0xd5)
const press = (key: number): Uint8Array => Uint8Array.from([key, 0x8a, 0, 160])

/** Sound every 20 ms, as a telephone sends it, until it is stopped. */
function speaking(peer: RtpPeer, to: number, ssrc: number): { stop(): void; sent(): number } {
  let sequence = 0
  const timer = setInterval(() => {
    sequence += 1
    peer.send(to, { sequence, timestamp: sequence * 160, payload: silence, ssrc })
  }, 20)
  return { stop: () => clearInterval(timer), sent: () => sequence }
}

for (const options of mediaBackends(17_600)) {
  const { backend } = options

  for (const ports of ['perCall', 'shared'] as const) {
    test(`media (${backend}, ${ports}): a flood from another port moves no call and presses no key`, async (t) => {
      const { engine, open, keysOf, expect } = await anEngine(t, { ...options, sharedPorts: 1 })
      const [callee, attacker] = [await rtpPeer(), await rtpPeer()]
      t.after(callee.close)
      t.after(attacker.close)
      const port = await open(1, { ports })
      engine.setRemote(legNumber(1), remote(callee.port))
      await until(() => callee.arrived.length > 0, 'the leg to listen')
      const speech = speaking(callee, port, 7)
      t.after(speech.stop)
      await until(() => speech.sent() > 5, 'the callee to be heard')
      // Without the SSRC, with it (somebody on the way has told), as sound and as key 9.
      for (let i = 0; i < 600; i += 1) {
        for (const ssrc of [4711, 7]) {
          attacker.send(port, { sequence: i, timestamp: i * 160, payload: silence, ssrc })
          const key = { sequence: i, timestamp: 80, payload: press(9), payloadType: 101, ssrc }
          attacker.send(port, key)
        }
        if (i % 20 === 0) await pause(20)
      }
      assert.equal(attacker.arrived.length, 0, 'no sound leaves for the attacker')
      assert.equal(keysOf(1), '')
      speech.stop()
      await pause(50)
      engine.closeLeg(legNumber(1))
      const { rtp } = await expect('closed', 1)
      assert.equal(rtp.received, speech.sent(), 'only the callee is counted')
    })
  }

  test(`media (${backend}): a forged source address without the SSRC is not heard while the call lives`, async (t) => {
    const { engine, open, keysOf, expect } = await anEngine(t, options)
    const callee = await rtpPeer()
    t.after(callee.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(callee.port))
    await until(() => callee.arrived.length > 0, 'the leg to listen')
    const speech = speaking(callee, port, 7)
    t.after(speech.stop)
    await until(() => speech.sent() > 5, 'the callee to be heard')
    // Sent by the callee's own socket: no address could be forged better.
    for (let i = 0; i < 100; i += 1) {
      const key = { sequence: i, timestamp: 80, payload: press(9), payloadType: 101, ssrc: 4711 }
      callee.send(port, key)
      await pause(5)
    }
    assert.equal(keysOf(1), '')
    callee.send(port, {
      sequence: 9000,
      timestamp: 80,
      payload: press(1),
      payloadType: 101,
      ssrc: 7,
    })
    speech.stop()
    const real = { timestamp: 90, payload: press(5), payloadType: 101, ssrc: 7 }
    callee.send(port, { sequence: speech.sent() + 1, ...real })
    await until(() => keysOf(1).includes('5'), 'the key of the callee')
    engine.closeLeg(legNumber(1))
    const { rtp } = await expect('closed', 1)
    assert.ok(rtp.received <= speech.sent() + 3, `${rtp.received} of ${speech.sent()}`)
  })

  test(`media (${backend}): RTCP from another host neither moves our reports nor keeps a call up`, async (t) => {
    const { engine, open, expect } = await anEngine(t, options)
    const [callee, attacker] = [await rtpPeer(), await rtpPeer('127.0.0.9')]
    t.after(callee.close)
    t.after(attacker.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(callee.port, { mediaTimeoutMs: ms(600) }))
    await until(() => callee.arrived.length > 0, 'the leg to listen')
    callee.send(port, { sequence: 1, timestamp: 0, payload: silence, ssrc: 5 })
    await pause(50)
    const report = Uint8Array.from([0x80, 201, 0, 1, 0, 0, 0, 5])
    for (let i = 0; i < 8; i += 1) {
      attacker.sendReport(port, report)
      await pause(70)
    }
    await expect('mediaTimeout', 1)
    engine.closeLeg(legNumber(1))
    await until(() => callee.reports.length > 0, 'the BYE at the callee')
    assert.equal(attacker.reports.length, 0)
  })

  test(`media (${backend}): comfort noise, pauses and loss leave a call with its far end`, async (t) => {
    const { engine, open, expect, events } = await anEngine(t, options)
    const callee = await rtpPeer()
    t.after(callee.close)
    const port = await open(1)
    engine.setRemote(legNumber(1), remote(callee.port, { mediaTimeoutMs: ms(2000) }))
    await until(() => callee.arrived.length > 0, 'the leg to listen')
    // RFC 3389: one packet of comfort noise, then nothing while the person is silent; two of three are lost.
    for (let i = 0; i < 12; i += 1) {
      const noise = { payload: Uint8Array.from([70]), payloadType: 13 }
      callee.send(port, { sequence: i * 3, timestamp: i * 480, ssrc: 5, ...noise })
      await pause(100)
    }
    assert.equal(events.filter(({ is }) => is === 'mediaTimeout').length, 0)
    engine.closeLeg(legNumber(1))
    const { rtp } = await expect('closed', 1)
    assert.deepEqual([rtp.received, rtp.lost], [12, 22])
    assert.ok(rtp.mos !== undefined && rtp.mos < 2, `MOS ${rtp.mos} at two thirds lost`)
  })

  for (const ports of ['perCall', 'shared'] as const) {
    test(`media (${backend}, ${ports}): who sends on after BYE is never heard by the next call`, async (t) => {
      const from = options.portRange.from + 380
      const { engine, open, expect, events } = await anEngine(
        t,
        { ...options, sharedPorts: 1, portRange: { from, to: from + 3 }, portDrainMs: ms(300) },
        [sweep],
      )
      const [former, next] = [await rtpPeer(), await rtpPeer()]
      t.after(former.close)
      t.after(next.close)
      const port = await open(1, { ports, hear: true })
      engine.setRemote(legNumber(1), remote(former.port))
      await until(() => former.arrived.length > 0, 'the first call')
      // It plays the sweep for ever, whatever it is told: a far end that lost our BYE.
      let sequence = 0
      const timer = setInterval(() => {
        const frame = sequence % 50
        const payload = sweep.pcma.subarray(frame * 160, frame * 160 + 160)
        former.send(port, { sequence, timestamp: sequence * 160, payload, ssrc: 9 })
        sequence += 1
      }, 20)
      t.after(() => clearInterval(timer))
      await expect('hearing', 1)
      engine.closeLeg(legNumber(1))
      await expect('closed', 1)
      // Long after the drain, had it been silent.
      await pause(800)
      const second = await open(2, { ports, hear: true })
      engine.setRemote(legNumber(2), remote(next.port))
      await pause(800)
      // The same far end is called again on a shared port: its old sound is not the new call's.
      if (ports === 'shared') {
        await open(3, { ports, hear: true })
        engine.setRemote(legNumber(3), remote(former.port))
        await pause(400)
      } else assert.notEqual(second, port, 'the port is still drained')
      const heard = events.filter(({ is, leg }) => is === 'hearing' && leg !== 1)
      assert.deepEqual(heard, [])
      engine.closeLeg(legNumber(2))
      assert.equal((await expect('closed', 2)).rtp.received, 0)
    })
  }
}

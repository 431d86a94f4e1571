/**
 * rtpengine in the path of the sound: the trunk's profile asks for it, telephony opens it, and the far end is SIPp
 * or a phone of ours that really hears and presses keys.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ms } from '../../src/base/units.ts'
import { nameAddr } from '../../src/sip/header.ts'
import { replyTo } from '../../src/sip/message.ts'
import { openEndpoint } from '../../src/telephony/endpoint.ts'
import type { MediaEngine } from '../../src/telephony/mediaEngine.ts'
import { openTrunkMedia } from '../../src/telephony/trunkMedia.ts'
import { anEngine, legNumber, remote, toneClip } from '../support/mediaEngines.ts'
import { startRtpengine } from '../support/rtpengine.ts'
import { callTo, trunkAt } from './support/call.ts'
import { keyPressFile } from './support/pcap.ts'
import { ok, receive, reply, sdpOf, startCallee, wait } from './support/sipp.ts'

const profile = { media: { engine: 'rtpengine' } } as const
const ngPort = 15_196
const sweep = toneClip('sweep', { ms: 2000, fromHz: 400, toHz: 2000 })

async function rtpengineMedia(t: TestContext): Promise<MediaEngine> {
  const { address } = await startRtpengine(t, {
    port: ngPort,
    rtpPorts: { from: 15_500, to: 15_598 },
  })
  const setting = { media: 'native', rtpengine: { instances: [address] } } as const
  return openTrunkMedia([trunkAt(9, profile)], setting, () => undefined)
}

test('rtpengine: SIPp answers, echoes our RTP and listens to the end', async (t) => {
  const media = await rtpengineMedia(t)
  const callee = await startCallee({
    port: 15_188,
    echo: true,
    steps: [
      receive('INVITE'),
      reply(200, 'OK', { sdp: sdpOf() }),
      receive('ACK'),
      receive('BYE'),
      ok(),
    ],
  })
  const result = await callTo(15_188, { messageMs: 1000, profile, media })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
  assert.ok((result.firstAudioMs ?? 1000) < 100, `first audio after ${result.firstAudioMs} ms`)
  assert.ok(result.rtp.sent >= 70, `sent ${result.rtp.sent}`)
  assert.ok(result.rtp.received >= 45, `received ${result.rtp.received}`)
})

test('rtpengine: RFC 4733: keys 1 and 9 that SIPp plays as packets are told, each once', async (t) => {
  const media = await rtpengineMedia(t)
  const play = '<nop><action><exec play_pcap_audio="keys.pcap"/></action></nop>'
  const callee = await startCallee({
    port: 15_192,
    files: { 'keys.pcap': keyPressFile(['1', '9']) },
    steps: [
      ...[receive('INVITE'), reply(200, 'OK', { sdp: sdpOf() }), receive('ACK')],
      ...[wait(200), play, receive('BYE'), ok()],
    ],
  })
  const result = await callTo(15_192, { messageMs: 1500, profile, media })
  await callee.done
  assert.deepEqual(result.keys, ['1', '9'])
})

test('rtpengine: SIPp sends no audio at all: media time-out, BYE, mediaLost', async (t) => {
  const media = await rtpengineMedia(t)
  const callee = await startCallee({
    port: 15_188,
    steps: [
      receive('INVITE'),
      reply(200, 'OK', { sdp: sdpOf() }),
      receive('ACK'),
      receive('BYE'),
      ok(),
    ],
  })
  const result = await callTo(15_188, { messageMs: 5000, mediaTimeoutMs: ms(700), profile, media })
  await callee.done
  assert.equal(result.outcome, 'mediaLost')
})

test('rtpengine: a phone hears the recording from its first frame to its last, and its keys come', async (t) => {
  const media = await rtpengineMedia(t)
  const range = { from: 15_700, to: 15_790 }
  const phone = await anEngine(t, { backend: 'native', portRange: range }, [sweep])
  const phonePort = await phone.open(1, { hear: true })
  const sdp = [
    ...['v=0', 'o=phone 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
    ...[`m=audio ${phonePort} RTP/AVP 8 101`, 'a=rtpmap:101 telephone-event/8000', ''],
  ].join('\r\n')
  const far = await openEndpoint({
    ...{ address: '127.0.0.1', port: 0, allow: ['INVITE', 'ACK', 'BYE', 'CANCEL'] },
    onRequest(request, transaction) {
      if (request.method === 'BYE') {
        transaction.respond(replyTo(request, 200))
        return
      }
      const ourPort = Number(/m=audio (\d+)/.exec(request.body)?.[1])
      assert.ok(ourPort >= 15_500 && ourPort <= 15_598, 'the SDP names a port of rtpengine')
      phone.engine.setRemote(legNumber(1), remote(ourPort))
      transaction.listen({
        onAck() {
          phone.engine.pressKey(legNumber(1), '1')
          phone.engine.pressKey(legNumber(1), '9', ms(300))
        },
      })
      const contact = nameAddr(`sip:phone@127.0.0.1:${far.port}`)
      transaction.respond(replyTo(request, 200, { toTag: 'far', contact, sdp }))
    },
  })
  t.after(() => far.close())
  const result = await callTo(far.port, { message: sweep, profile, media })
  assert.equal(result.outcome, 'heardToEnd')
  assert.deepEqual(result.keys, ['1', '9'])
  const heard = await phone.expect('heard', 1)
  assert.deepEqual([heard.fromMs, heard.toMs, heard.framesHeard], [0, 2000, 100])
  // RFC 3550: what was sent in 2 s takes 2 s to arrive, give or take what rtpengine is ahead.
  assert.ok(Math.abs(heard.lastAt - heard.firstAt - 1980) < 100)
})

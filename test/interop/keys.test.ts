/** Keys as RFC 4733 packets from a far end that numbers telephone-event as it likes. */
import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { nameAddr } from '../../src/sip/header.ts'
import { replyTo } from '../../src/sip/message.ts'
import { openEndpoint } from '../../src/telephony/endpoint.ts'
import { callTo } from './support/call.ts'

// Nobody else's: our own media may be anywhere above 16,384 (RTP_PORTS), SIPp's is below 12,400.
const mediaPort = 13_300

const sdpWith = (payloadType: number): string =>
  [
    'v=0',
    'o=far 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${mediaPort} RTP/AVP 8 ${payloadType}`,
    `a=rtpmap:${payloadType} telephone-event/8000`,
    '',
  ].join('\r\n')

/** One press of key 9: three packets while it is held, three with the E bit (RFC 4733 §2.5.1.4). */
function pressOf9(payloadType: number): Buffer[] {
  return [1, 2, 3, 4, 4, 4].map((step, index) => {
    const packet = Buffer.alloc(16)
    packet[0] = 0x80
    packet[1] = payloadType | (index === 0 ? 0x80 : 0)
    packet.writeUInt16BE(100 + index, 2)
    packet.writeUInt32BE(16_000, 4)
    packet.writeUInt32BE(0x5eed, 8)
    packet[12] = 9
    packet[13] = (step === 4 ? 0x80 : 0) | 10
    packet.writeUInt16BE(step * 160, 14)
    return packet
  })
}

/** `answered`: the number in its SDP; `sent`: the one in its packets. Our offer says 101. */
for (const [answered, sent] of [
  [101, 101],
  [96, 101],
  [96, 96],
] as const) {
  test(`RFC 3264 §6.1: telephone-event offered as 101, answered as ${answered}, sent as ${sent}: one key`, async () => {
    const rtp = createSocket('udp4')
    await new Promise<void>((resolve) => rtp.bind(mediaPort, '127.0.0.1', resolve))
    const far = await openEndpoint({
      address: '127.0.0.1',
      port: 0,
      allow: ['INVITE', 'ACK', 'BYE', 'CANCEL'],
      onRequest(request, transaction) {
        if (request.method === 'BYE') {
          transaction.respond(replyTo(request, 200))
          return
        }
        const ourPort = Number(/m=audio (\d+)/.exec(request.body)?.[1])
        transaction.listen({
          async onAck() {
            for (const packet of pressOf9(sent)) {
              rtp.send(packet, ourPort, '127.0.0.1')
              await pause(20)
            }
          },
        })
        const contact = nameAddr(`sip:phone@127.0.0.1:${far.port}`)
        transaction.respond(
          replyTo(request, 200, { toTag: 'far', contact, sdp: sdpWith(answered) }),
        )
      },
    })
    const result = await callTo(far.port, { messageMs: 600 })
    await far.close()
    rtp.close()
    assert.deepEqual(result.keys, ['9'])
    assert.equal(result.outcome, 'heardToEnd')
  })
}

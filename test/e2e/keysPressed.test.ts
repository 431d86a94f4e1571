/**
 * Keys people really press, through everything: SIP and RTP of a far end on loopback, media thread, leg, call
 * attempt. What the call understood, and what became of it.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { encodeALaw, SILENCE_A } from '../../src/audio/g711.ts'
import { realClock } from '../../src/base/clock.ts'
import { type E164, ms } from '../../src/base/units.ts'
import { dialogOfCallee, requestIn } from '../../src/sip/dialog.ts'
import { nameAddr } from '../../src/sip/header.ts'
import { replyTo, type SipRequest } from '../../src/sip/message.ts'
import { openEndpoint } from '../../src/telephony/endpoint.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { syntheticSpeech } from '../../src/telephony/practice/syntheticSpeech.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import type { ServerTransaction } from '../../src/telephony/transactionUser.ts'
import { aCampaign, aPart, practiceTrunk } from '../support/aCampaign.ts'
import { noiseFor } from '../support/contractWorlds.ts'
import { type Press, packetsOf } from '../support/keyPresses.ts'
import { type CallsPlan, practiceCalls } from '../support/practiceCalls.ts'
import { type RtpPeer, rtpPeer, type Sent } from '../support/rtpPeer.ts'

/** First words 1.2 s, message 2.4 s; 1.5 s to choose. */
const plan: CallsPlan = {
  parts: {
    gate: aPart('gate', 1200),
    content: aPart('content', 2400),
    closing: aPart('closing', 300),
    objectionConfirmed: aPart('objectionConfirmed', 400),
  },
  menu: { ...aCampaign().menu, gateTimeoutMs: ms(1500), replaysMax: 1 },
  ringTimeoutMs: ms(5000),
}

interface Row {
  readonly title: string
  /** `from`, in frames of 20 ms after the ACK. */
  readonly presses: readonly Press[]
  /** The far end says BYE in this frame; absent: it waits for ours. */
  readonly byeAt?: number
  /** Its SDP has no telephone-event. */
  readonly tones?: boolean
  readonly talks?: boolean
  readonly keys: string
  readonly outcome: string
}

const press = (key: Press['key'], from: number, more: Partial<Press> = {}): Press => ({
  ...{ key, from, frames: 5 },
  ...more,
})

// biome-ignore format: a table, one call a row
const rows: readonly Row[] = [
  { title: '1 at the gate', presses: [press('1', 20)], keys: '1', outcome: 'heardToEnd' },
  { title: '1 after the gate', presses: [press('1', 90)], keys: '1', outcome: 'heardToEnd' },
  { title: '9 in the first packet', presses: [press('9', 0)], keys: '9', outcome: 'objected' },
  { title: '9 in the message', presses: [press('1', 20), press('9', 60)], keys: '19', outcome: 'objected' },
  { title: '9 in the goodbye', presses: [press('1', 10), press('9', 142)], keys: '19', outcome: 'objected' },
  { title: '9 held until we hang up', presses: [press('9', 10, { frames: 150 })], keys: '9', outcome: 'objected' },
  { title: '1 held over the whole message is no more than 1',
    presses: [press('1', 20, { frames: 240 })], keys: '1', outcome: 'heardToEnd' },
  { title: '1, as on a dial',
    presses: [0, 1, 2, 3].map((n) => press('1', 20 + n * 10)), keys: '1111', outcome: 'heardToEnd' },
  { title: '2 that chatters is one replay',
    presses: [press('1', 10), press('2', 60, { frames: 1 }), press('2', 61, { frames: 4 })],
    keys: '12', outcome: 'heardToEnd' },
  { title: 'wrong keys, then 9',
    presses: [press('5', 10), press('#', 20), press('flash', 30), press('9', 40)], keys: '5#9', outcome: 'objected' },
  { title: 'the star, then 1', presses: [press('*', 50), press('1', 100)], keys: '*1', outcome: 'heardToEnd' },
  { title: 'the star alone: twice the gate', presses: [press('*', 50)], keys: '*', outcome: 'notListened' },
  { title: '1 and the hash', presses: [press('1', 20), press('#', 30)], keys: '1#', outcome: 'heardToEnd' },
  { title: '9 and gone: 20 ms before the BYE', presses: [press('9', 30)], byeAt: 31, keys: '9', outcome: 'objected' },
  { title: '9 and gone: 40 ms before the BYE', presses: [press('9', 30)], byeAt: 32, keys: '9', outcome: 'objected' },
  { title: '9 and gone: 100 ms before the BYE', presses: [press('9', 30)], byeAt: 35, keys: '9', outcome: 'objected' },
  { title: '9, its start and its end lost',
    presses: [press('9', 30, { frames: 10, lost: (packet) => packet < 4 || packet > 6 })],
    keys: '9', outcome: 'objected' },
  { title: '9 under a number nobody agreed on',
    presses: [press('9', 30, { payloadType: 100 })], keys: '9', outcome: 'objected' },
  { title: '9 as a tone', presses: [press('9', 30, { as: 'tone' })], tones: true, keys: '9', outcome: 'objected' },
  { title: '9 as a tone, amid talk',
    presses: [press('9', 60, { as: 'tone' })], tones: true, talks: true, keys: '9', outcome: 'objected' },
  { title: '1 as a tone, held for 3 s',
    presses: [press('1', 30, { as: 'tone', frames: 150 })], tones: true, keys: '1', outcome: 'heardToEnd' },
  { title: 'talk is no key', presses: [press('9', 1000)], tones: true, talks: true, keys: '', outcome: 'notListened' },
  { title: 'nothing', presses: [press('9', 1000)], keys: '', outcome: 'notListened' },
]

const numberOf = (row: number): E164 => `+33199${String(row).padStart(6, '0')}` as E164
const quiet = new Uint8Array(160).fill(SILENCE_A)
const talk = encodeALaw(syntheticSpeech({ voice: 7, words: 1 }, ms(2000)))

/** A far end that answers the n-th number as the n-th row says, and presses. */
async function openFarEnd(t: TestContext): Promise<{ readonly port: number }> {
  /** Calls that are over, by their Call-ID. */
  const over = new Set<string>()
  const far = await openEndpoint({
    ...{ address: '127.0.0.1', port: 0, allow: ['INVITE', 'ACK', 'BYE', 'CANCEL'] },
    onRequest(request, transaction) {
      if (request.method === 'INVITE') {
        void answer(request, transaction)
        return
      }
      over.add(request.callId)
      transaction.respond(replyTo(request, 200))
    },
  })
  t.after(() => far.close())
  async function answer(invite: SipRequest, transaction: ServerTransaction): Promise<void> {
    const row = rows[Number(/\d{6}(?=@)/.exec(invite.uri)?.[0])] as Row
    const peer = await rtpPeer()
    t.after(peer.close)
    const contact = nameAddr(`sip:phone@127.0.0.1:${far.port}`)
    const sdp = sdpOf(peer, row.tones === true)
    const reply = replyTo(invite, 200, { toTag: `far${row.title.length}`, contact, sdp })
    const ourPort = Number(/m=audio (\d+)/.exec(invite.body)?.[1])
    transaction.listen({
      onAck: () =>
        void script(row, {
          send: (packet) => peer.send(ourPort, packet),
          isOver: () => over.has(invite.callId),
          bye: () => {
            const dialog = dialogOfCallee(invite, reply)
            assert.ok(dialog)
            const [, bye] = requestIn(dialog, 'BYE')
            far.sendRequest(bye, { onResponse() {}, onTimeout() {}, onTransportError() {} })
          },
        }),
    })
    transaction.respond(reply)
  }
  return { port: far.port }
}

interface Hand {
  send(packet: Sent): void
  isOver(): boolean
  bye(): void
}

async function script(row: Row, { send, isOver, bye }: Hand): Promise<void> {
  const frames = packetsOf(row.presses, (frame) =>
    row.talks ? talk.subarray((frame % 100) * 160, (frame % 100) * 160 + 160) : quiet,
  )
  const startedAt = performance.now()
  for (const [frame, packets] of frames.entries()) {
    if (isOver()) return
    if (frame === row.byeAt) {
      bye()
      return
    }
    for (const packet of packets) send(packet)
    const ahead = startedAt + (frame + 1) * 20 - performance.now()
    if (ahead > 1) await pause(ahead)
  }
}

const sdpOf = ({ port }: RtpPeer, isTones: boolean): string =>
  [
    ...['v=0', 'o=far 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
    `m=audio ${port} RTP/AVP 8${isTones ? '' : ' 101'}`,
    ...(isTones ? [] : ['a=rtpmap:101 telephone-event/8000']),
    '',
  ].join('\r\n')

test(`keys people really press: what the call understood, in ${rows.length} calls at once`, async (t) => {
  const { port } = await openFarEnd(t)
  const media = await openMediaEngine({
    ...{ portRange: { from: 21_600, to: 21_999 }, raisePriority: false },
  })
  const trunk = { ...practiceTrunk, host: '127.0.0.1', port, callsPerSecond: 500 }
  const options = { trunks: [trunk], media, clock: realClock, version: 'test' }
  const telephony = await openTelephony(options)
  t.after(() => telephony.close())
  for (const part of Object.values(plan.parts)) await telephony.loadClip(noiseFor(part))
  const calls = practiceCalls(telephony, realClock, plan)
  for (const row of rows.keys()) calls.call(numberOf(row))
  const until = performance.now() + 40_000
  while (calls.up() > 0) {
    assert.ok(performance.now() < until, `${calls.up()} calls still up`)
    calls.wake()
    await pause(5)
  }
  const understood = calls.lived().map(({ record: { keys, outcome } }, i) => {
    return `${rows[i]?.title}: ${keys.join('')} ${outcome}`
  })
  assert.deepEqual(
    understood,
    rows.map(({ title, keys, outcome }) => `${title}: ${keys} ${outcome}`),
  )
})

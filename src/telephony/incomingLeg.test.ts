/** The leg of a call that rings us, RFC 3261 §13.3, against a caller played by the test. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anIncomingSetup, anInvite, IncomingPlay } from '../../test/support/incomingPlay.ts'
import { farSdp } from '../../test/support/legPlay.ts'
import { hours, monoMs, ms } from '../base/units.ts'
import { headerOf, type SipHeader, type SipResponse } from '../sip/message.ts'
import { decisionMax, type IncomingInput, openingMax, refusalOf } from './incomingLeg.ts'
import { newSdesKeys } from './legMedia.ts'
import { byePatience } from './outgoingLegState.ts'

const answered = (play: IncomingPlay): SipResponse => {
  const found = play.effects.findLast(
    (effect) => effect.is === 'replyInvite' && effect.reply.status === 200,
  )
  assert.ok(found?.is === 'replyInvite')
  return found.reply
}

test('incoming: 180, 200 with our answer, ACK, keys and sound, their BYE', () => {
  const leg = new IncomingPlay()
  assert.equal(leg.log.join(), 'INVITE 180')
  assert.equal(leg.input({ is: 'accept' }), '')
  assert.equal(leg.state.is, 'opening')
  const media = { address: '127.0.0.1', port: 15_000, sessionId: '7' }
  assert.equal(leg.input({ is: 'open', media }), 'INVITE 200 | media 127.0.0.9:9000 send')
  const { body, contacts, to } = answered(leg)
  assert.match(body, /m=audio 15000 RTP\/AVP 8 101\r\n/)
  assert.equal(contacts[0]?.uri, 'sip:+33163001234@127.0.0.1:5080')
  assert.equal(to.params.get('tag'), 'ours')
  assert.equal(leg.ack(), 'answered')
  assert.equal(leg.request('BYE'), '200 | closeMedia | ended by callee')
})

test('incoming, RFC 3261 §13.3.1.4: no ACK of our 200: BYE, and over', () => {
  const leg = new IncomingPlay()
  leg.accept()
  assert.equal(leg.input({ is: 'ackMissing' }), 'closeMedia | BYE theirs')
  leg.now = monoMs(byePatience)
  assert.equal(leg.input({ is: 'deadline' }), 'ended by mediaTimeout')
})

test('incoming, RFC 3261 §15: hung up before the ACK, our BYE waits for it; theirs does not', () => {
  const ours = new IncomingPlay()
  ours.accept()
  assert.equal(ours.input({ is: 'hangUp' }), '')
  assert.equal(ours.ack(), 'closeMedia | BYE theirs')
  const lost = new IncomingPlay()
  lost.accept()
  lost.input({ is: 'hangUp' })
  assert.equal(lost.input({ is: 'ackMissing' }), 'closeMedia | BYE theirs')
  assert.equal(lost.input({ is: 'byeUnanswered' }), 'ended by us')
  const theirs = new IncomingPlay()
  theirs.accept()
  assert.equal(theirs.request('BYE'), '200 | closeMedia | ended by callee')
  assert.equal(theirs.ack(), '')
})

test('incoming: BYEs that cross are both answered, and what came first stays the ending', () => {
  const leg = new IncomingPlay()
  leg.accept()
  leg.ack()
  assert.equal(leg.input({ is: 'hangUp' }), 'closeMedia | BYE theirs')
  assert.equal(leg.request('BYE'), '200')
  assert.equal(leg.input({ is: 'byeUnanswered' }), 'ended by us')
})

// biome-ignore format: a table of what ends a call before its answer
const early: readonly (readonly [what: string, input: IncomingInput, words: string])[] = [
  ['the caller gives up (CANCEL)', { is: 'canceled' }, 'INVITE 487 | closeMedia | ended by callee 487'],
  ['busy', { is: 'refuse', status: 486 }, 'INVITE 486 | closeMedia | ended by us 486'],
  ['hung up by us', { is: 'hangUp' }, 'INVITE 480 | closeMedia | ended by us 480'],
  ['a bug', { is: 'internalError' }, 'INVITE 500 | closeMedia | ended by internalError 500'],
]

for (const [what, input, words] of early) {
  test(`incoming, before the answer: ${what}: ${words}`, () => {
    const deciding = new IncomingPlay()
    assert.equal(deciding.input(input), words)
    const opening = new IncomingPlay()
    opening.input({ is: 'accept' })
    assert.equal(opening.input(input), words)
    // Once over, nothing brings it back to life.
    for (const late of ['accept', 'canceled', 'hangUp', 'deadline', 'ackMissing'] as const) {
      assert.equal(opening.input({ is: late }), '')
    }
  })
}

test('incoming, RFC 3261 §9.2: a CANCEL after our 200 changes nothing', () => {
  const leg = new IncomingPlay()
  leg.accept()
  assert.equal(leg.input({ is: 'canceled' }), '')
  assert.equal(leg.ack(), 'answered')
})

test('incoming, RFC 3261 §15.1.2: BYE in the early dialog answers the INVITE with 487 too', () => {
  const leg = new IncomingPlay()
  assert.equal(leg.request('BYE'), '200 | INVITE 487 | closeMedia | ended by callee 487')
})

test('incoming: nobody decides: 480 at decisionMax, not before; no port: 500 at openingMax', () => {
  for (const [prepare, limit, status, by] of [
    [[], decisionMax, 480, 'us'],
    [['accept'], openingMax, 500, 'internalError'],
  ] as const) {
    const leg = new IncomingPlay()
    for (const is of prepare) leg.input({ is })
    leg.now = monoMs(limit - 1)
    assert.equal(leg.input({ is: 'deadline' }), '')
    leg.now = monoMs(limit)
    const words = `INVITE ${status} | closeMedia | ended by ${by} ${status}`
    assert.equal(leg.input({ is: 'deadline' }), words)
  }
})

// biome-ignore format: a table of requests in the early dialog
const tooEarly = [
  ['INVITE', '500'], ['UPDATE', '500'], ['PRACK', '481'], ['OPTIONS', '200'], ['INFO', '405'],
] as const

for (const [method, words] of tooEarly) {
  test(`incoming, before the answer: ${method} gets ${words}`, () => {
    assert.equal(new IncomingPlay().request(method), words)
  })
}

test('incoming, RFC 3261 §13.2.1: without an offer ours is in the 200 and their answer in the ACK', () => {
  const leg = new IncomingPlay(anIncomingSetup({ invite: anInvite(null) }))
  assert.equal(leg.accept(), 'INVITE 200')
  assert.match(answered(leg).body, /m=audio 15000 RTP\/AVP 8 0 101\r\n/)
  assert.equal(leg.ack(farSdp()), 'media 127.0.0.9:9000 send | answered')
})

for (const [what, sdp] of [
  ['none', undefined],
  ['one that cannot be read', 'v=1'],
  ['a refusal', farSdp('sendrecv', 'm=audio 0 RTP/AVP 8')],
] as const) {
  test(`incoming: our offer in the 200 gets ${what} as its answer: BYE with 488 in its Reason`, () => {
    const leg = new IncomingPlay(anIncomingSetup({ invite: anInvite(null) }))
    leg.accept()
    assert.equal(leg.ack(sdp), 'closeMedia | BYE theirs')
    const bye = leg.effects.findLast((effect) => effect.is === 'bye')
    assert.match((bye && headerOf(bye.request, 'reason')) ?? '', /cause=488/)
    assert.equal(leg.input({ is: 'byeUnanswered' }), 'ended by refused mediaLost 488')
  })
}

const withHeader = (name: string, value: string) => [{ name, value }] satisfies SipHeader[]

test('incoming, RFC 3262 §3: who requires 100rel hears 100 and 200, neither of which is PRACKed', () => {
  const headers = withHeader('require', '100rel')
  const leg = new IncomingPlay(anIncomingSetup({ invite: anInvite(farSdp(), { headers }) }))
  assert.equal(leg.log.join(), 'INVITE 100')
  assert.equal(leg.accept(), 'INVITE 200 | media 127.0.0.9:9000 send')
  assert.equal(leg.request('PRACK'), '481')
})

// biome-ignore format: a table of offers and what becomes of them
const offers: readonly (readonly [what: string, sdp: string, status: number | undefined])[] = [
  ['PCMA', farSdp('sendrecv', 'm=audio 9000 RTP/AVP 8'), undefined],
  ['PCMU', farSdp('sendrecv', 'm=audio 9000 RTP/AVP 0'), undefined],
  ['G.729 alone', farSdp('sendrecv', 'm=audio 9000 RTP/AVP 18'), 488],
  ['video alone', farSdp('sendrecv', 'm=video 9000 RTP/AVP 8'), 488],
  ['SRTP on a plain trunk', farSdp('sendrecv', 'm=audio 9000 RTP/SAVP 8'), 488],
  ['audio switched off', farSdp('sendrecv', 'm=audio 0 RTP/AVP 8'), 488],
  ['no SDP but its name', 'hello', 488],
]

for (const [what, sdp, status] of offers) {
  test(`incoming: an offer of ${what}: ${status ?? 'taken'}`, () => {
    const refusal = refusalOf(anIncomingSetup({ invite: anInvite(sdp) }))
    assert.equal(refusal?.status, status)
    if (refusal) assert.match(headerOf(refusal, 'warning') ?? '', /^399 portevoix "/)
  })
}

test('incoming, RFC 4568: an SRTP trunk takes SRTP and answers with its key, and takes nothing else', () => {
  const terms = { crypto: newSdesKeys() }
  const key = Buffer.alloc(30, 7).toString('base64')
  const media = `m=audio 9000 RTP/SAVP 8\r\na=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:${key}`
  const invite = anInvite(farSdp('sendrecv', media))
  assert.equal(refusalOf(anIncomingSetup({ invite, terms })), undefined)
  assert.equal(refusalOf(anIncomingSetup({ terms }))?.status, 488)
  const leg = new IncomingPlay(anIncomingSetup({ invite, terms }))
  leg.accept()
  assert.match(answered(leg).body, /RTP\/SAVP 8\r\n.*a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:/s)
})

test('incoming, RFC 3264: telephone-event keeps the number of their offer', () => {
  const media = 'm=audio 9000 RTP/AVP 0 97\r\na=rtpmap:97 telephone-event/8000'
  const leg = new IncomingPlay(anIncomingSetup({ invite: anInvite(farSdp('sendrecv', media)) }))
  leg.accept()
  assert.match(answered(leg).body, /RTP\/AVP 0 97\r\n.*a=rtpmap:97 telephone-event/s)
  const set = leg.effects.find((effect) => effect.is === 'setRemote')
  assert.deepEqual([set?.audio.eventsIn, set?.audio.codec], [97, 'pcmu'])
})

test('incoming, RFC 3261 §8.1.1.8: without a Contact: 400', () => {
  const refusal = refusalOf(anIncomingSetup({ invite: anInvite(farSdp(), { contacts: [] }) }))
  assert.equal(refusal?.status, 400)
})

test('incoming, RFC 4028: too brief a session 422; theirs to refresh, and ours where they cannot', () => {
  const invited = (...headers: SipHeader[]) => anInvite(farSdp(), { headers })
  const timer = { name: 'supported', value: 'timer' }
  const expires = (value: string) => ({ name: 'session-expires', value })
  const brief = refusalOf(anIncomingSetup({ invite: invited(timer, expires('60')) }))
  assert.deepEqual([brief?.status, brief && headerOf(brief, 'min-se')], [422, '90'])
  const theirs = new IncomingPlay(anIncomingSetup({ invite: invited(timer, expires('300')) }))
  theirs.accept()
  assert.equal(headerOf(answered(theirs), 'session-expires'), '300;refresher=uac')
  assert.equal(headerOf(answered(theirs), 'require'), 'timer')
  theirs.ack()
  // §10: nobody refreshed it until 32 s before its end.
  theirs.now = monoMs(268_000 - 1)
  assert.equal(theirs.input({ is: 'deadline' }), '')
  theirs.now = monoMs(268_000)
  assert.equal(theirs.input({ is: 'deadline' }), 'closeMedia | BYE theirs')
  const ours = new IncomingPlay(anIncomingSetup({ sessionExpiresS: 600 }))
  ours.accept()
  assert.equal(headerOf(answered(ours), 'session-expires'), '600;refresher=uas')
  ours.ack()
  assert.equal(ours.wakeAtDeadline(), 'INVITE 1 theirs 600;refresher=uac sdp')
  assert.equal(ours.now, 300_000)
})

test('incoming: hold, resume, keys by INFO and another offer, as in any dialog', () => {
  const leg = new IncomingPlay()
  leg.accept()
  leg.ack()
  assert.equal(leg.offer('INVITE', farSdp('sendonly')), '200 | media 127.0.0.9:9000 silent')
  leg.ack(undefined, 2)
  assert.equal(leg.offer('UPDATE', farSdp('sendrecv')), '200 | media 127.0.0.9:9000 send')
  const headers = withHeader('content-type', 'application/dtmf-relay')
  assert.equal(leg.request('INFO', { headers, body: 'Signal=9\r\n' }), '200 | key 9')
  assert.equal(leg.offer('INVITE', 'v=1'), '488')
})

test('incoming: the ACK of a re-INVITE that overtakes the first one does not count for it', () => {
  const leg = new IncomingPlay()
  leg.accept()
  assert.equal(leg.offer('INVITE', farSdp()), '200 | media 127.0.0.9:9000 send')
  assert.equal(leg.ack(undefined, 2), '')
  assert.equal(leg.ack(undefined, 1), 'answered')
})

test('incoming: a request older than the INVITE is out of order, one with another tag is nobody’s', () => {
  const leg = new IncomingPlay()
  leg.accept()
  leg.ack()
  assert.equal(leg.request('OPTIONS', { cseq: { number: 1, method: 'OPTIONS' } }), '500')
})

test('incoming: silence on the line, and a talk without end, are hung up', () => {
  const silent = new IncomingPlay()
  silent.accept()
  silent.ack()
  assert.equal(silent.input({ is: 'mediaTimeout' }), 'closeMedia | BYE theirs')
  assert.equal(silent.input({ is: 'byeUnanswered' }), 'ended by mediaTimeout')
  const endless = new IncomingPlay()
  endless.accept()
  endless.ack()
  endless.now = monoMs(ms(hours(1) - 1))
  assert.equal(endless.input({ is: 'deadline' }), '')
  endless.now = monoMs(hours(1))
  assert.equal(endless.input({ is: 'deadline' }), 'closeMedia | BYE theirs')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSetup, farSdp, LegPlay } from '../../test/support/legPlay.ts'
import { headerOf, type ReplyOptions, type SipHeader } from '../sip/message.ts'
import { refreshTriesMax } from '../sip/sessionTimer.ts'
import { dialogChallengesMax, tooBriefMax } from './outgoingLegState.ts'

const sdp = farSdp()
const expires = (value: string): SipHeader => ({ name: 'session-expires', value })
const allowing: SipHeader = { name: 'allow', value: 'INVITE, ACK, BYE, CANCEL, UPDATE' }
const challenge = (nonce: string, more = ''): SipHeader[] => [
  { name: 'www-authenticate', value: `Digest realm="r", nonce="${nonce}", qop="auth"${more}` },
]

/** Answered with these headers; a session of 100 s by default, which we refresh. */
function answered(
  headers: readonly SipHeader[] = [expires('100;refresher=uac'), allowing],
): LegPlay {
  const leg = new LegPlay(aSetup({ sessionExpiresS: 100 }))
  leg.reply(180)
  leg.reply(200, { sdp, headers })
  return leg
}

const session = (value = '100;refresher=uac'): ReplyOptions => ({ headers: [expires(value)] })

test('RFC 4028 §10: we refresh at half the interval, by UPDATE without an offer', () => {
  const leg = answered()
  for (const turn of [1, 2, 3]) {
    assert.equal(leg.wakeAtDeadline(), `UPDATE ${turn + 1} theirs 100;refresher=uac`)
    assert.equal(leg.now, turn * 50_000)
    assert.equal(leg.sentReply(200, session()), '')
  }
})

test('RFC 4028 §7.4: a far end without UPDATE gets a re-INVITE that repeats our SDP; its 200 gets an ACK each time', () => {
  const leg = answered([expires('100;refresher=uac')])
  assert.equal(leg.wakeAtDeadline(), 'INVITE 2 theirs 100;refresher=uac sdp')
  assert.match(leg.sent.request.body, /o=portevoix 7 1 /, 'the same version')
  const moved = farSdp('sendrecv', 'm=audio 9200 RTP/AVP 8')
  assert.equal(
    leg.sentReply(200, { ...session(), sdp: moved }),
    'ACK theirs | media 127.0.0.9:9200 send',
  )
  assert.equal(leg.sentReply(200, { ...session(), sdp: moved }), 'ACK theirs', 'repeated')
  leg.input({ is: 'hangUp' })
  assert.equal(
    leg.sentReply(200, { ...session(), sdp: moved }),
    'ACK theirs',
    'even while we leave',
  )
})

test('RFC 4028 §10: they refresh; when they do not, BYE before the end: a third of a short interval, 32 s of a long one', () => {
  for (const [interval, endsAtMs] of [
    [30, 20_000],
    [96, 64_000],
    [1800, 1_768_000],
  ] as const) {
    const leg = answered([expires(`${interval};refresher=uas`)])
    assert.equal(leg.wakeAtDeadline(), 'closeMedia | BYE theirs')
    assert.equal(leg.now, endsAtMs)
    assert.equal(leg.byeReply(200), 'ended by mediaTimeout')
  }
})

test('RFC 4028 §9: their refresh by UPDATE or re-INVITE moves the end, and is answered with who refreshes', () => {
  const leg = answered([expires('300;refresher=uas')])
  const headers = [expires('300;refresher=uac'), { name: 'supported', value: 'timer' }]
  leg.now = (leg.now + 200_000) as typeof leg.now
  assert.equal(leg.request('UPDATE', { headers }), '200')
  const reply = leg.effects.findLast((effect) => effect.is === 'reply')
  assert.ok(reply?.is === 'reply')
  assert.equal(headerOf(reply.reply, 'session-expires'), '300;refresher=uac')
  assert.equal(headerOf(reply.reply, 'require'), 'timer')
  assert.equal(leg.wakeAtDeadline(), 'closeMedia | BYE theirs')
  assert.equal(leg.now, 200_000 + 268_000)
})

test('RFC 4028 §9: a refresh of theirs may hand the work to us', () => {
  const leg = answered([expires('300;refresher=uas'), allowing])
  const headers = [expires('200;refresher=uas'), { name: 'supported', value: 'timer' }]
  assert.equal(leg.request('UPDATE', { headers }), '200')
  assert.equal(leg.wakeAtDeadline(), 'UPDATE 2 theirs 200;refresher=uac')
})

test('RFC 4028 §9: a shorter session than Min-SE allows is refused with 422, and nothing changes', () => {
  const leg = answered()
  const headers = [expires('89'), { name: 'supported', value: 'timer' }]
  assert.equal(leg.request('UPDATE', { headers }), '422')
  const reply = leg.effects.findLast((effect) => effect.is === 'reply')
  assert.equal(reply?.is === 'reply' && headerOf(reply.reply, 'min-se'), '90')
  assert.equal(leg.wakeAtDeadline(), 'UPDATE 2 theirs 100;refresher=uac')
})

test('RFC 4028 §7.2: a 2xx without Session-Expires turns the timer off', () => {
  const never = answered([])
  assert.equal(never.wakeAtDeadline(), 'closeMedia | BYE theirs')
  assert.equal(never.now, 3_600_000, 'talkMax, nothing else')
  const leg = answered()
  leg.wakeAtDeadline()
  assert.equal(leg.sentReply(200), '')
  assert.equal(leg.wakeAtDeadline(), 'closeMedia | BYE theirs')
  assert.equal(leg.now, 3_600_000)
})

test(`RFC 4028 §7.3: 422 to the INVITE: once more with Min-SE, ${tooBriefMax} times at most`, () => {
  const leg = new LegPlay(aSetup({ sessionExpiresS: 100 }))
  const minSe = (value: number): ReplyOptions => ({
    headers: [{ name: 'min-se', value: String(value) }],
  })
  for (let turn = 1; turn <= tooBriefMax; turn += 1) {
    assert.match(leg.reply(422, minSe(100 * (turn + 1))), /^INVITE/, `422 number ${turn}`)
    assert.equal(headerOf(leg.invite, 'session-expires'), String(100 * (turn + 1)))
    assert.equal(headerOf(leg.invite, 'min-se'), String(100 * (turn + 1)))
  }
  assert.equal(leg.reply(422, minSe(9000)), 'closeMedia | ended by refused rejectedByCarrier 422')
})

// biome-ignore format: one row a reply, read as a table
const unobeyable: readonly (readonly [why: string, sessionExpiresS: number | null, minSe: string | undefined])[] = [
  ['no Min-SE', 100, undefined],
  ['a Min-SE that we had obeyed', 100, '90'],
  ['a Min-SE of more than a day', 100, '86401'],
  ['no session was asked for', null, '200'],
]
for (const [why, sessionExpiresS, minSe] of unobeyable) {
  test(`RFC 4028 §7.3: 422 with ${why}: the call ends`, () => {
    const leg = new LegPlay(aSetup({ sessionExpiresS }))
    const headers = minSe === undefined ? [] : [{ name: 'min-se', value: minSe }]
    assert.equal(leg.reply(422, { headers }), 'closeMedia | ended by refused rejectedByCarrier 422')
  })
}

test('RFC 4028 §7.4: 422 to a refresh: at once again with the longer interval', () => {
  const leg = answered()
  leg.wakeAtDeadline()
  assert.equal(leg.sentReply(422, { headers: [{ name: 'min-se', value: '400' }] }), '')
  assert.equal(leg.wakeAtDeadline(), 'UPDATE 3 theirs 400;refresher=uac')
  assert.equal(leg.now, 50_000)
})

test('RFC 3261 §14.1: 491 to our refresh: we own the Call-ID and wait 2.1 to 4 s in steps of 10 ms', () => {
  const waits = new Set<number>()
  for (let turn = 0; turn < 40; turn += 1) {
    const leg = new LegPlay(aSetup({ sessionExpiresS: 100, secret: `secret ${turn}` }))
    leg.reply(200, { sdp, headers: [expires('100;refresher=uac'), allowing] })
    leg.wakeAtDeadline()
    leg.sentReply(491)
    assert.match(leg.wakeAtDeadline() ?? '', /^UPDATE 3/)
    waits.add(leg.now - 50_000)
  }
  for (const wait of waits) assert.ok(wait >= 2100 && wait < 4000 && wait % 10 === 0, `${wait} ms`)
  assert.ok(waits.size > 20, 'not in step')
})

test('RFC 3261 §14.2: their re-INVITE while ours is under way: 491; their UPDATE without an offer is fine', () => {
  const leg = answered([expires('100;refresher=uac')])
  leg.wakeAtDeadline()
  assert.equal(leg.requestWith('INVITE', 'application/sdp', sdp), '491')
  assert.equal(leg.requestWith('UPDATE', 'application/sdp', sdp), '491')
  assert.equal(leg.request('UPDATE'), '200')
  leg.sentReply(200, { ...session(), sdp })
  assert.equal(leg.requestWith('INVITE', 'application/sdp', sdp), '200 | media 127.0.0.9:9000 send')
})

test('RFC 3264 §4: one offer at a time: while ours waits for its ACK their offer gets 491, our refresh waits', () => {
  const leg = answered([expires('100;refresher=uac')])
  leg.now = (leg.now + 49_999) as typeof leg.now
  const headers = [expires('100;refresher=uas'), { name: 'supported', value: 'timer' }]
  assert.equal(leg.request('INVITE', { headers }), '200', 'our offer is in it')
  assert.equal(leg.requestWith('INVITE', 'application/sdp', sdp), '491')
  assert.equal(leg.wakeAtDeadline(), '', 'not now')
  const ack = { ...leg.invite, method: 'ACK', cseq: { number: 1, method: 'ACK' }, body: sdp }
  leg.input({
    is: 'ack',
    ack: { ...ack, headers: [{ name: 'content-type', value: 'application/sdp' }] },
  })
  assert.match(leg.wakeAtDeadline() ?? '', /^INVITE 2 theirs 100;refresher=uac sdp/)
})

// biome-ignore format: one row a reply, read as a table
const lost: readonly (readonly [status: number | 'none', ending: string])[] = [
  [408, 'ended by mediaTimeout'],
  [481, 'ended by callee'],
  ['none', 'ended by mediaTimeout'],
]
for (const [status, ending] of lost) {
  test(`RFC 4028 §10: our refresh answered with ${status}: the far end is gone: BYE, ${ending}`, () => {
    const leg = answered()
    leg.wakeAtDeadline()
    const words =
      status === 'none'
        ? leg.input({ is: 'sentUnanswered', sent: leg.sent })
        : leg.sentReply(status)
    assert.equal(words, 'closeMedia | BYE theirs')
    assert.equal(leg.byeReply(481), ending)
  })
}

for (const status of [405, 501]) {
  test(`RFC 3311 §4: ${status} to UPDATE in spite of Allow: the session is refreshed by re-INVITE at once`, () => {
    const leg = answered()
    leg.wakeAtDeadline()
    leg.sentReply(status)
    assert.equal(leg.wakeAtDeadline(), 'INVITE 3 theirs 100;refresher=uac sdp')
    assert.equal(leg.now, 50_000)
  })
}

test(`RFC 4028 §10: any other refusal is tried again, ${refreshTriesMax} times in all; then the end is awaited`, () => {
  for (const status of [400, 403, 488, 500, 503, 603]) {
    const leg = answered([expires('1600;refresher=uac'), allowing])
    for (let turn = 1; turn <= refreshTriesMax; turn += 1) {
      assert.match(leg.wakeAtDeadline() ?? '', /^UPDATE/, `${status}, try ${turn}`)
      assert.equal(leg.sentReply(status, { headers: [{ name: 'retry-after', value: '7' }] }), '')
    }
    assert.equal(leg.now, 800_000 + 7000 * (refreshTriesMax - 1))
    assert.equal(leg.wakeAtDeadline(), 'closeMedia | BYE theirs')
    assert.equal(leg.now, 1_568_000)
  }
})

test(`RFC 3261 §22.2: a challenged refresh is sent again with credentials, ${dialogChallengesMax} times at most`, () => {
  const leg = answered()
  leg.wakeAtDeadline()
  assert.equal(
    leg.sentReply(401, { headers: challenge('a') }),
    'UPDATE 3 theirs 100;refresher=uac auth again 1',
  )
  assert.equal(
    leg.sentReply(401, { headers: challenge('b', ', stale=true') }),
    'UPDATE 4 theirs 100;refresher=uac auth again 2',
  )
  assert.equal(leg.sentReply(401, { headers: challenge('c', ', stale=true') }), '')
  assert.match(leg.wakeAtDeadline() ?? '', /^UPDATE 5/, 'refused like any other: later once more')
})

test('RFC 3261 §22.1: a re-INVITE that was challenged keeps its SDP, and its ACK carries the credentials', () => {
  const leg = answered([expires('100;refresher=uac')])
  leg.wakeAtDeadline()
  assert.equal(
    leg.sentReply(401, { headers: challenge('a') }),
    'INVITE 3 theirs 100;refresher=uac sdp auth again 1',
  )
  assert.equal(leg.sentReply(200, { ...session(), sdp }), 'ACK theirs | media 127.0.0.9:9000 send')
  const ack = leg.effects.findLast((effect) => effect.is === 'ack')
  assert.match(ack?.is === 'ack' ? (headerOf(ack.request, 'authorization') ?? '') : '', /nonce="a"/)
})

test('RFC 7616 §3.5: nextnonce in a 200 is the nonce of what follows, counted from 1', () => {
  const leg = new LegPlay(aSetup({ sessionExpiresS: 100 }))
  leg.reply(401, { headers: challenge('first') })
  const next = { name: 'authentication-info', value: 'nextnonce="second", qop=auth' }
  leg.reply(200, { sdp, headers: [expires('100;refresher=uac'), allowing, next] })
  leg.wakeAtDeadline()
  const auth = headerOf(leg.sent.request, 'authorization') ?? ''
  assert.match(auth, /nonce="second"/)
  assert.match(auth, /nc=00000001/)
  leg.sentReply(200, {
    headers: [expires('100;refresher=uac'), { ...next, value: 'nextnonce="third"' }],
  })
  leg.input({ is: 'hangUp' })
  const bye = leg.effects.findLast((effect) => effect.is === 'bye')
  assert.match(
    bye?.is === 'bye' ? (headerOf(bye.request, 'authorization') ?? '') : '',
    /nonce="third".*nc=00000001/,
  )
})

test(`RFC 3261 §22.2: BYE challenged by a proxy and by the phone: both answered, ${dialogChallengesMax} times at most`, () => {
  const leg = answered([])
  leg.input({ is: 'hangUp' })
  const proxy = [{ name: 'proxy-authenticate', value: 'Digest realm="p", nonce="n", qop="auth"' }]
  assert.equal(leg.byeReply(407, proxy), 'BYE theirs')
  assert.equal(leg.byeReply(401, challenge('n')), 'BYE theirs')
  assert.equal(leg.byeReply(401, challenge('m', ', stale=true')), 'ended by us')
})

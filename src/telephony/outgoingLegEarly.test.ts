import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSetup, farSdp, LegPlay } from '../../test/support/legPlay.ts'
import { nameAddr } from '../sip/header.ts'
import { headerOf, type SipHeader, tokensOf } from '../sip/message.ts'
import { dialogChallengesMax, earlyDialogsMax } from './outgoingLegState.ts'

const sdp = farSdp()
const elsewhere = farSdp('sendrecv', 'm=audio 9100 RTP/AVP 8 101')
const type = 'application/sdp'

const challenge = (nonce: string, kind = 'proxy', more = ''): SipHeader[] => [
  {
    name: `${kind}-authenticate`,
    value: `Digest realm="r-${kind}", nonce="${nonce}", qop="auth"${more}`,
  },
]

// biome-ignore format: one row a setting, read as a table
const options = [
  ['off', null, [], []],
  ['supported', null, ['100rel'], []],
  ['supported', 1800, ['100rel', 'timer'], []],
  ['required', null, [], ['100rel']],
  ['required', 1800, ['timer'], ['100rel']],
  ['off', 90, ['timer'], []],
] as const

for (const [reliable, sessionExpiresS, supported, required] of options) {
  test(`RFC 3262 §4, RFC 4028 §7.1: 100rel ${reliable}, session of ${sessionExpiresS} s: what the INVITE says`, () => {
    const { invite } = new LegPlay(aSetup({ reliable, sessionExpiresS }))
    assert.deepEqual(tokensOf(invite, 'supported'), supported)
    assert.deepEqual(tokensOf(invite, 'require'), required)
    const expires = sessionExpiresS === null ? undefined : String(sessionExpiresS)
    assert.equal(headerOf(invite, 'session-expires'), expires)
    assert.equal(headerOf(invite, 'min-se'), expires && '90')
    assert.match(headerOf(invite, 'allow') ?? '', /UPDATE/)
  })
}

test('RFC 3262 §4: a reliable 183 is acknowledged by PRACK in its early dialog, then the 200 by ACK', () => {
  const leg = new LegPlay()
  assert.equal(leg.reliably(183, 700, { sdp }), 'PRACK 2 theirs 700 1 INVITE | ringing with media')
  assert.equal(leg.sent.request.uri, 'sip:+33199001234@127.0.0.9:5090', 'to the Contact of the 183')
  assert.equal(leg.sentReply(200), '')
  assert.equal(leg.reply(200), 'ACK theirs | media 127.0.0.9:9000 send | answered')
  leg.input({ is: 'hangUp' })
  const bye = leg.effects.findLast((effect) => effect.is === 'bye')
  assert.equal(bye?.is === 'bye' && bye.request.cseq.number, 3, 'numbers go on after the PRACK')
})

// biome-ignore format: one row an order, read as a table
const orders: readonly (readonly [why: string, rseqs: readonly number[], acknowledged: readonly number[]])[] = [
  ['in order', [1, 2, 3], [1, 2, 3]],
  ['any first number', [4_000_000_000, 4_000_000_001], [4_000_000_000, 4_000_000_001]],
  ['each repeated', [5, 5, 6, 6, 5], [5, 6]],
  ['one lost', [1, 3, 2, 3], [1, 2, 3]],
  ['backwards', [9, 8, 7], [9]],
  ['zero is none', [0, 1], [1]],
]

for (const [why, rseqs, acknowledged] of orders) {
  test(`RFC 3262 §4: RSeq ${rseqs.join(', ')} (${why}): PRACK for ${acknowledged.join(', ')}`, () => {
    const leg = new LegPlay()
    for (const rseq of rseqs) leg.reliably(180, rseq)
    const racks = leg.effects.flatMap((effect) =>
      effect.is === 'send' ? [headerOf(effect.sent.request, 'rack')] : [],
    )
    assert.deepEqual(
      racks,
      acknowledged.map((rseq) => `${rseq} 1 INVITE`),
    )
  })
}

test('RFC 3262 §4: each branch of a fork has its own numbering, and its own CSeq', () => {
  const leg = new LegPlay()
  assert.equal(leg.reliably(180, 1), 'PRACK 2 theirs 1 1 INVITE | ringing')
  assert.equal(leg.reliably(180, 50, { toTag: 'other' }), 'PRACK 2 other 50 1 INVITE')
  assert.equal(leg.reliably(180, 51, { toTag: 'other' }), 'PRACK 3 other 51 1 INVITE')
  leg.reply(200, { sdp })
  leg.reply(200, { sdp, toTag: 'other' })
  const stray = leg.effects.find((effect) => effect.is === 'bye')
  assert.equal(
    stray?.is === 'bye' && stray.request.cseq.number,
    4,
    'a stray’s BYE comes after its PRACKs',
  )
})

test(`RFC 3261 §12.1.2: ${earlyDialogsMax} branches are kept; one more rings, but cannot be acknowledged`, () => {
  const leg = new LegPlay()
  for (let branch = 1; branch <= earlyDialogsMax; branch += 1) {
    assert.match(leg.reliably(180, 1, { toTag: `b${branch}` }), /^PRACK/, `branch ${branch}`)
  }
  assert.equal(leg.reliably(180, 1, { toTag: 'tooMany' }), '')
  assert.equal(leg.reply(183, { sdp, toTag: 'tooMany' }), 'ringing with media')
  assert.equal(
    leg.reply(200, { sdp, toTag: 'tooMany' }),
    'ACK tooMany | media 127.0.0.9:9000 send | answered',
  )
})

test('RFC 3262 §3: a refused or unanswered PRACK changes nothing: the far end ends its INVITE itself', () => {
  for (const status of [400, 403, 408, 481, 488, 500, 503]) {
    const leg = new LegPlay()
    leg.reliably(183, 1, { sdp })
    assert.equal(leg.sentReply(status), '', String(status))
    assert.equal(leg.state.is, 'proceeding')
    assert.equal(leg.reply(504), 'closeMedia | ended by refused carrierFault 504')
  }
  const silent = new LegPlay()
  silent.reliably(183, 1)
  assert.equal(silent.input({ is: 'sentUnanswered', sent: silent.sent }), '')
})

test(`RFC 3261 §22.2: a challenged PRACK is sent again with the same RAck, ${dialogChallengesMax} times at most`, () => {
  const leg = new LegPlay()
  leg.reliably(183, 1)
  assert.equal(
    leg.sentReply(407, { headers: challenge('a') }),
    'PRACK 3 theirs 1 1 INVITE auth again 1',
  )
  assert.equal(
    leg.sentReply(401, { headers: challenge('b', 'www') }),
    'PRACK 4 theirs 1 1 INVITE auth again 2',
  )
  assert.equal(leg.sentReply(401, { headers: challenge('c', 'www', ', stale=true') }), '')
})

test('RFC 3262 §4: after a challenged INVITE its old branches are forgotten, RSeq begins anew', () => {
  const leg = new LegPlay()
  leg.reliably(180, 9)
  leg.reply(407, { headers: challenge('n') })
  assert.equal(leg.reliably(180, 3), 'PRACK 3 theirs 3 2 INVITE auth')
})

test('RFC 3262 §4: hung up while it rings, a reliable reply is acknowledged all the same', () => {
  const leg = new LegPlay()
  leg.input({ is: 'hangUp' })
  assert.equal(leg.reliably(180, 1), 'PRACK 2 theirs 1 1 INVITE | CANCEL')
  assert.equal(leg.reliably(180, 2), 'PRACK 3 theirs 2 1 INVITE')
})

test('RFC 6337 §2.2: the answer in a reliable 183 is the answer; another SDP in the 200 is none', () => {
  const leg = new LegPlay()
  leg.reliably(183, 1, { sdp })
  assert.equal(
    leg.reply(200, { sdp: elsewhere }),
    'ACK theirs | media 127.0.0.9:9000 send | answered',
  )
  const unreliable = new LegPlay()
  unreliable.reply(183, { sdp })
  assert.equal(
    unreliable.reply(200, { sdp: elsewhere }),
    'ACK theirs | media 127.0.0.9:9100 send | answered',
  )
})

test('RFC 3262: a reliable answer we cannot use is known at the 200: BYE, mediaLost', () => {
  const leg = new LegPlay()
  leg.reliably(183, 1, { sdp: farSdp('sendrecv', 'm=audio 9000 RTP/AVP 18') })
  assert.equal(leg.reply(200, { sdp }), 'ACK theirs | closeMedia | BYE theirs')
  assert.equal(leg.byeReply(200), 'ended by refused mediaLost 200')
})

test('RFC 3311 §5.2: UPDATE before the answer: an offer waits for a reliable answer to ours, then moves the sound', () => {
  const leg = new LegPlay()
  leg.reply(183, { sdp })
  assert.equal(leg.requestWith('UPDATE', type, elsewhere), '491', 'the 183 was not reliable')
  leg.reliably(183, 1, { sdp })
  assert.equal(leg.requestWith('UPDATE', type, elsewhere), '200')
  const reply = leg.effects.findLast((effect) => effect.is === 'reply')
  assert.match(reply?.is === 'reply' ? reply.reply.body : '', /o=portevoix 7 2 /)
  assert.equal(leg.requestWith('UPDATE', type, farSdp('sendrecv', 'm=audio 9 RTP/AVP 18')), '488')
  assert.equal(leg.reply(200), 'ACK theirs | media 127.0.0.9:9100 send | answered')
  assert.equal(leg.requestWith('UPDATE', type, sdp), '200 | media 127.0.0.9:9000 send')
  assert.equal(
    leg.request('UPDATE', { cseq: { number: 1, method: 'UPDATE' } }),
    '500',
    'numbers go on',
  )
})

test('RFC 3261 §12.2.2: order is kept in an early dialog too; PRACK acknowledges nothing of ours', () => {
  const leg = new LegPlay()
  leg.reply(180)
  assert.equal(leg.request('OPTIONS', { cseq: { number: 5, method: 'OPTIONS' } }), '200')
  assert.equal(leg.request('OPTIONS', { cseq: { number: 5, method: 'OPTIONS' } }), '500')
  assert.equal(leg.request('PRACK', { cseq: { number: 6, method: 'PRACK' } }), '481')
  const from = nameAddr('sip:+33199001234@127.0.0.1:5070', 'unheard')
  assert.equal(leg.requestWith('UPDATE', type, sdp), '500', 'an older number')
  assert.equal(leg.request('UPDATE', { from }), '491', 'its provisional reply got lost')
})

test('RFC 6228 §5: 199 says that one branch is over: nothing rings by it, and its place is free again', () => {
  const leg = new LegPlay()
  assert.equal(leg.reply(199), '', 'nothing rang')
  leg.reply(183, { sdp })
  assert.equal(leg.reply(199), '')
  assert.equal(leg.reply(200), 'ACK theirs | closeMedia | BYE theirs', 'its SDP went with it')
})

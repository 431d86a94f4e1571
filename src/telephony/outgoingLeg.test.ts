import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSetup, farSdp, LegPlay } from '../../test/support/legPlay.ts'
import { challengesMax } from '../sip/authentication.ts'
import { headerOf, type SipHeader } from '../sip/message.ts'
import { byePatience, ringingMax, strayAnswersMax, talkMax } from './outgoingLegState.ts'

const trunkUri = 'sip:+33199001234@127.0.0.1:5070'
const sdp = farSdp()
const answeredWords = 'ACK theirs | media 127.0.0.9:9000 send | answered'

const challenge = (kind: 'www' | 'proxy', params = ''): SipHeader[] => [
  {
    name: `${kind}-authenticate`,
    value: `Digest realm="r-${kind}", nonce="n", qop="auth"${params}`,
  },
]

const answered = (): LegPlay => {
  const leg = new LegPlay()
  leg.reply(180)
  leg.reply(200, { sdp })
  return leg
}

test('outgoing leg: INVITE, 100, 180, 200: ACK before anything else, then the sound', () => {
  const leg = new LegPlay()
  assert.deepEqual(leg.log, [`INVITE 1 ${trunkUri}`])
  assert.equal(leg.reply(100), '')
  assert.equal(leg.reply(180), 'ringing')
  assert.equal(leg.reply(180), '', 'told once')
  assert.equal(leg.reply(183, { sdp }), 'ringing with media')
  assert.equal(leg.reply(200, { sdp }), answeredWords)
})

test('RFC 3261 §15.1.1: our hang-up sends BYE and ends with its reply', () => {
  const leg = answered()
  assert.equal(leg.input({ is: 'hangUp' }), 'closeMedia | BYE theirs')
  assert.equal(leg.input({ is: 'hangUp' }), '', 'once')
  assert.equal(leg.byeReply(200), 'ended by us')
})

test('outgoing leg: a BYE nobody answers does not keep the leg longer than byePatience', () => {
  const leg = answered()
  leg.input({ is: 'hangUp' })
  const before = leg.now
  assert.equal(leg.wakeAtDeadline(), 'ended by us')
  assert.equal(leg.now - before, byePatience)
})

test('RFC 3261 §22.2: a challenged BYE is sent once more with credentials, not twice', () => {
  const leg = answered()
  leg.input({ is: 'hangUp' })
  assert.equal(leg.byeReply(407, challenge('proxy')), 'BYE theirs')
  assert.equal(leg.byeReply(407, challenge('proxy')), 'ended by us')
})

test('RFC 3261 §15.1.2: their BYE is answered and ends the leg', () => {
  const leg = answered()
  assert.equal(leg.request('BYE'), '200 | closeMedia | ended by callee')
})

test('RFC 8197: a BYE that says unwanted ends the leg as an objection, crossing ours too', () => {
  const headers = [{ name: 'reason', value: 'SIP;cause=607;text="Unwanted"' }]
  const leg = answered()
  assert.equal(leg.request('BYE', { headers }), '200 | closeMedia | ended by callee objected')
  const crossing = answered()
  crossing.input({ is: 'hangUp' })
  crossing.request('BYE', { headers })
  assert.equal(crossing.byeReply(200), 'ended by us objected')
  const early = new LegPlay()
  early.reply(180)
  early.request('BYE', { headers })
  assert.equal(early.reply(487), 'closeMedia | ended by callee objected 487')
})

test('RFC 8197: 607 before or after our CANCEL is the person’s word, and so is a 487 that passes it on', () => {
  const leg = new LegPlay()
  leg.reply(180)
  assert.equal(leg.reply(607), 'closeMedia | ended by refused objected 607')
  const headers = [{ name: 'reason', value: 'SIP;cause=607;text="Unwanted"' }]
  for (const [status, options] of [
    [607, {}],
    [487, { headers }],
  ] as const) {
    const crossing = new LegPlay()
    crossing.reply(180)
    crossing.input({ is: 'hangUp' })
    assert.equal(
      crossing.reply(status, options),
      `closeMedia | ended by refused objected ${status}`,
    )
  }
})

test('RFC 3261 §15.1.2: BYE crossing BYE: answered, and it was us who ended', () => {
  const leg = answered()
  leg.input({ is: 'hangUp' })
  assert.equal(leg.request('BYE'), '200')
  assert.equal(leg.byeReply(481), 'ended by us')
})

test('RFC 3261 §15.1.2: a BYE before the 200 reached us: the callee hung up, a late 200 gets ACK and BYE', () => {
  const leg = new LegPlay()
  leg.reply(180)
  assert.equal(leg.request('BYE'), '200 | CANCEL')
  assert.equal(leg.reply(200, { sdp }), 'ACK theirs | closeMedia | BYE theirs')
  assert.equal(leg.byeReply(481), 'ended by callee')
})

// biome-ignore format: one row a refusal, read as a table
const refusals: readonly (readonly [status: number, headers: readonly SipHeader[], expected: string])[] = [
  [486, [], 'busy 486'],
  [404, [], 'unallocated 404'],
  [603, [], 'declined 603'],
  [503, [{ name: 'retry-after', value: '12' }], 'congestion 503 12000'],
  [503, [{ name: 'retry-after', value: '30 (be patient);duration=5' }], 'congestion 503 30000'],
  [503, [{ name: 'retry-after', value: '999999' }], 'congestion 503 3600000'],
  [503, [{ name: 'retry-after', value: 'soon' }], 'congestion 503'],
  [480, [{ name: 'reason', value: 'Q.850;cause=17' }], 'busy 480'],
  [401, [], 'rejectedByCarrier 401'],
]

for (const [status, headers, expected] of refusals) {
  const about = headers[0]?.value ?? 'nothing more'
  test(`outgoing leg: refused with ${status} and ${about}: ${expected}`, () => {
    const leg = new LegPlay()
    assert.equal(leg.reply(status, { headers }), `closeMedia | ended by refused ${expected}`)
  })
}

test('outgoing leg: 480 after ringing is noAnswer, before it unreachable', () => {
  const leg = new LegPlay()
  leg.reply(180)
  assert.equal(leg.reply(480), 'closeMedia | ended by refused noAnswer 480')
  assert.equal(new LegPlay().reply(480), 'closeMedia | ended by refused unreachable 480')
})

test('RFC 3261 timer B: no reply at all blames the carrier', () => {
  const leg = new LegPlay()
  assert.equal(leg.input({ is: 'noReply' }), 'closeMedia | ended by refused carrierFault 408')
})

test('RFC 3261 §22.1: 407 then 401 are both answered; the ACK carries the same credentials', () => {
  const leg = new LegPlay()
  assert.equal(leg.reply(407, { headers: challenge('proxy') }), `INVITE 2 ${trunkUri} 407`)
  assert.equal(leg.reply(401, { headers: challenge('www') }), `INVITE 3 ${trunkUri} 401 407`)
  assert.equal(leg.invite.to.params.get('tag'), undefined, 'no To tag in a new INVITE')
  leg.reply(200, { sdp })
  const ack = leg.effects.find((effect) => effect.is === 'ack')
  assert.ok(
    ack?.is === 'ack' && headerOf(ack.request, 'proxy-authorization')?.includes('nc=00000002'),
  )
})

test('RFC 3261 §22.1: a wrong password is tried once; a stale nonce once more, bounded', () => {
  const wrong = new LegPlay()
  wrong.reply(401, { headers: challenge('www') })
  const refused = 'closeMedia | ended by refused rejectedByCarrier 401'
  assert.equal(wrong.reply(401, { headers: challenge('www') }), refused)
  const stale = new LegPlay()
  const again = (nonce: number): SipHeader[] => [
    { name: 'www-authenticate', value: `Digest realm="r", nonce="${nonce}", stale=true` },
  ]
  for (let count = 1; count <= challengesMax; count += 1) {
    assert.match(stale.reply(401, { headers: again(count) }), /^INVITE/, `challenge ${count}`)
  }
  assert.equal(stale.reply(401, { headers: again(challengesMax + 1) }), refused)
})

test('outgoing leg: a challenge without credentials to answer it ends the call', () => {
  const leg = new LegPlay(aSetup({ credentials: undefined }))
  const headers = challenge('www')
  assert.equal(leg.reply(401, { headers }), 'closeMedia | ended by refused rejectedByCarrier 401')
})

test('RFC 3261 §9.1: CANCEL waits for a provisional reply', () => {
  const early = new LegPlay()
  assert.equal(early.input({ is: 'hangUp' }), '')
  assert.equal(early.reply(100), 'CANCEL')
  assert.equal(early.reply(180), '', 'one CANCEL')
  assert.equal(early.reply(487), 'closeMedia | ended by us 487')
  const late = new LegPlay()
  late.reply(180)
  assert.equal(late.input({ is: 'hangUp' }), 'CANCEL')
})

test('RFC 3261 §9.1: 200 crossing our CANCEL: ACK, BYE, and nothing was answered', () => {
  const leg = new LegPlay()
  leg.reply(180)
  leg.input({ is: 'hangUp' })
  assert.equal(leg.reply(200, { sdp }), 'ACK theirs | closeMedia | BYE theirs')
  assert.equal(leg.byeReply(200), 'ended by us')
})

test('outgoing leg: a refusal crossing our CANCEL tells of the phone, a fault of the carrier does not', () => {
  const cancelled = (): LegPlay => {
    const leg = new LegPlay()
    leg.reply(180)
    leg.input({ is: 'hangUp' })
    return leg
  }
  assert.equal(cancelled().reply(486), 'closeMedia | ended by refused busy 486')
  assert.equal(cancelled().reply(500), 'closeMedia | ended by us 500')
  assert.equal(cancelled().input({ is: 'noReply' }), 'closeMedia | ended by us')
})

test('outgoing leg: cancelled before the network ever replied, and it never does: the carrier', () => {
  const leg = new LegPlay()
  leg.input({ is: 'hangUp' })
  assert.equal(leg.input({ is: 'noReply' }), 'closeMedia | ended by refused carrierFault 408')
})

test('RFC 3261 §13.2.2.4: each repeated 200 is acknowledged, also after the end', () => {
  const leg = answered()
  assert.equal(leg.reply(200, { sdp }), 'ACK theirs')
  leg.request('BYE')
  assert.equal(leg.reply(200, { sdp }), 'ACK theirs')
})

test(`RFC 3261 §13.2.2.4: other branches of a fork get ACK and one BYE each, ${strayAnswersMax} at most`, () => {
  const leg = answered()
  for (let branch = 1; branch <= strayAnswersMax; branch += 1) {
    const toTag = `b${branch}`
    assert.equal(leg.reply(200, { sdp, toTag }), `ACK ${toTag} | BYE ${toTag} stray`)
    assert.equal(leg.reply(200, { sdp, toTag }), `ACK ${toTag}`)
  }
  assert.equal(leg.reply(200, { sdp, toTag: 'tooMany' }), '')
  assert.equal(leg.state.is, 'answered')
})

test('outgoing leg: a 200 whose SDP is missing or unusable: BYE with a Reason, mediaLost', () => {
  for (const [body, why] of [
    [undefined, 'no SDP answer'],
    [farSdp('sendrecv', 'm=audio 9000 RTP/AVP 18'), 'no codec in common (PCMA, PCMU)'],
    [farSdp('sendrecv', 'm=audio 0 RTP/AVP 8'), 'the far end refused the audio'],
  ] as const) {
    const leg = new LegPlay()
    assert.equal(leg.reply(200, body ? { sdp: body } : {}), 'ACK theirs | closeMedia | BYE theirs')
    const bye = leg.effects.find((effect) => effect.is === 'bye')
    assert.ok(bye?.is === 'bye')
    assert.equal(headerOf(bye.request, 'reason'), `SIP;cause=488;text="${why}"`)
    assert.equal(leg.byeReply(200), 'ended by refused mediaLost 200')
  }
})

test('outgoing leg: a 200 without SDP after a 183 with it uses that of the same branch only', () => {
  const same = new LegPlay()
  same.reply(183, { sdp })
  assert.equal(same.reply(200), answeredWords)
  const other = new LegPlay()
  other.reply(183, { sdp, toTag: 'elsewhere' })
  assert.equal(other.reply(200), 'ACK theirs | closeMedia | BYE theirs')
})

test('outgoing leg: media time-out and a bug both end with BYE, and say which it was', () => {
  const silent = answered()
  assert.equal(silent.input({ is: 'mediaTimeout' }), 'closeMedia | BYE theirs')
  assert.equal(silent.byeReply(200), 'ended by mediaTimeout')
  const broken = answered()
  broken.input({ is: 'internalError' })
  assert.equal(broken.byeReply(200), 'ended by internalError')
})

test('outgoing leg: left alone it rings at most ringingMax, and talks at most talkMax', () => {
  const ringing = new LegPlay()
  ringing.reply(180)
  assert.equal(ringing.wakeAtDeadline(), 'CANCEL')
  assert.equal(ringing.now, ringingMax)
  const talking = answered()
  assert.equal(talking.wakeAtDeadline(), 'closeMedia | BYE theirs')
  assert.equal(talking.now, talkMax)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aSetup, farSdp, LegPlay } from '../../test/support/legPlay.ts'
import type { ReplyOptions, SipRequest } from '../sip/message.ts'
import { byePatience, ringingMax, talkMax } from './outgoingLegState.ts'

const sdp = farSdp()

const challenges = ['www', 'proxy'].map((kind) => ({
  name: `${kind}-authenticate`,
  value: `Digest realm="r-${kind}", nonce="n", qop="auth"`,
}))

/** Said with every reply, so that any of them may mean something: sessions, reliable replies, back-off. */
const manners = [
  { name: 'session-expires', value: '90;refresher=uac' },
  { name: 'allow', value: 'INVITE, UPDATE' },
  { name: 'min-se', value: '120' },
  { name: 'retry-after', value: '3' },
  { name: 'authentication-info', value: 'nextnonce="m"' },
]
const theirSession = [
  { name: 'content-type', value: 'application/sdp' },
  { name: 'session-expires', value: '100' },
  { name: 'supported', value: 'timer' },
]

const words = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.constant('reply'),
      fc.constantFrom(100, 180, 183, 200, 200, 302, 401, 407, 422, 429, 486, 487, 503),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constantFrom('BYE', 'INVITE', 'UPDATE', 'INFO', 'OPTIONS', 'PRACK', 'REFER'),
      fc.constant(0),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant('reliably'), fc.integer({ min: 1, max: 4 })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constant('sent'),
      fc.constantFrom(0, 200, 200, 401, 405, 408, 422, 481, 488, 491, 503),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant('ack'), fc.constant(0)) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(
        'hangUp',
        'mediaTimeout',
        'noReply',
        'byeUnanswered',
        'internalError',
        'deadline',
      ),
      fc.constant(0),
    ),
  },
)

test('property: any sequence of events ends the leg once, in bounded time, closing its media once', () => {
  const tags = fc.constantFrom('theirs', 'other', 'third')
  fc.assert(
    fc.property(fc.array(fc.tuple(words, tags, fc.boolean()), { maxLength: 25 }), (events) => {
      const leg = new LegPlay(aSetup({ sessionExpiresS: 90, reliable: 'required' }))
      for (const event of events) happen(leg, event)
      for (let round = 0; round < roundsMax && leg.state.is !== 'ended'; round += 1) {
        if (leg.wakeAtDeadline() === undefined) leg.input({ is: 'noReply' })
      }
      assert.equal(leg.state.is, 'ended')
      assert.ok(leg.now <= ringingMax + talkMax + byePatience)
      assert.equal(leg.log.filter((line) => line.startsWith('ended')).length, 1)
      assert.equal(leg.log.filter((line) => line === 'closeMedia').length, 1)
      assert.ok(leg.log.filter((line) => line === 'answered').length <= 1)
      assert.ok(leg.log.filter((line) => line === 'CANCEL').length <= 1)
      assert.ok(
        leg.log.filter((line) => /^(PRACK|UPDATE|INVITE \d+ \w+ )/.test(line)).length <=
          requestsMax,
      )
    }),
    { numRuns: 1500 },
  )
})

/** A session of 90 s that is refreshed all through talkMax has 80 turns, each with its tries. */
const roundsMax = 1000
/** What 25 inputs and those turns can make us send. */
const requestsMax = 400

type Event = readonly [word: readonly [string, unknown], toTag: string, hasSdp: boolean]

function happen(leg: LegPlay, [[word, number], toTag, hasSdp]: Event): void {
  const status = number as number
  const said = { toTag, headers: [...challenges, ...manners], ...(hasSdp ? { sdp } : {}) }
  if (word === 'reply') leg.reply(status, said)
  else if (word === 'reliably') leg.reliably(183, status, said)
  else if (word === 'sent') answerSent(leg, status, said)
  else if (word === 'ack') leg.input({ is: 'ack', ack: acknowledging(leg, hasSdp) })
  else if (word === 'deadline') leg.wakeAtDeadline()
  else if (word === word.toUpperCase()) {
    leg.request(word, { body: hasSdp ? sdp : '', headers: theirSession })
  } else leg.input({ is: word as 'hangUp' })
}

function answerSent(leg: LegPlay, status: number, said: ReplyOptions): void {
  const sent = leg.effects.flatMap((effect) => (effect.is === 'send' ? [effect.sent] : [])).at(-1)
  if (!sent) return
  if (status === 0) leg.input({ is: 'sentUnanswered', sent })
  else leg.sentReply(status, said, sent)
}

const acknowledging = (leg: LegPlay, hasSdp: boolean): SipRequest => ({
  ...leg.invite,
  method: 'ACK',
  cseq: { number: 1, method: 'ACK' },
  headers: [{ name: 'content-type', value: 'application/sdp' }],
  body: hasSdp ? sdp : '',
})

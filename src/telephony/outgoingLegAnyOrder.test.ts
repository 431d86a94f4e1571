import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { farSdp, LegPlay } from '../../test/support/legPlay.ts'
import { byePatience, ringingMax, talkMax } from './outgoingLegState.ts'

const sdp = farSdp()

const challenges = ['www', 'proxy'].map((kind) => ({
  name: `${kind}-authenticate`,
  value: `Digest realm="r-${kind}", nonce="n", qop="auth"`,
}))

test('property: any sequence of events ends the leg once, in bounded time, closing its media once', () => {
  const words = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(
        fc.constant('reply'),
        fc.constantFrom(100, 180, 183, 200, 200, 302, 401, 407, 486, 487, 503),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(
        fc.constantFrom('BYE', 'INVITE', 'UPDATE', 'INFO', 'OPTIONS'),
        fc.constant(0),
      ),
    },
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
  const tags = fc.constantFrom('theirs', 'other', 'third')
  fc.assert(
    fc.property(fc.array(fc.tuple(words, tags, fc.boolean()), { maxLength: 25 }), (events) => {
      const leg = new LegPlay()
      for (const [[word, status], toTag, hasSdp] of events) {
        if (word === 'reply') {
          leg.reply(status as number, { toTag, headers: challenges, ...(hasSdp ? { sdp } : {}) })
        } else if (word === 'deadline') leg.wakeAtDeadline()
        else if (word === word.toUpperCase())
          leg.requestWith(word, 'application/sdp', hasSdp ? sdp : '')
        else leg.input({ is: word as 'hangUp' })
      }
      for (let round = 0; round < 10 && leg.state.is !== 'ended'; round += 1) {
        if (leg.wakeAtDeadline() === undefined) leg.input({ is: 'noReply' })
      }
      assert.equal(leg.state.is, 'ended')
      assert.ok(leg.now <= ringingMax + talkMax + byePatience)
      assert.equal(leg.log.filter((line) => line.startsWith('ended')).length, 1)
      assert.equal(leg.log.filter((line) => line === 'closeMedia').length, 1)
      assert.ok(leg.log.filter((line) => line === 'answered').length <= 1)
      assert.ok(leg.log.filter((line) => line === 'CANCEL').length <= 1)
    }),
    { numRuns: 1500 },
  )
})

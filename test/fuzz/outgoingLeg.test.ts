/**
 * The leg of a call we place, answered by a hostile carrier: mutated replies and mutated requests in its
 * dialog. It ends once, in bounded time, and everything it wants sent can be written and read.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, randomFrom } from '../../src/base/random.ts'
import { formatMessage } from '../../src/sip/format.ts'
import { nameAddr } from '../../src/sip/header.ts'
import { type ReplyOptions, replyTo, type SipMessage } from '../../src/sip/message.ts'
import { parseMessage } from '../../src/sip/parse.ts'
import type { LegEffect } from '../../src/telephony/outgoingLegState.ts'
import { farSdp, LegPlay } from '../support/legPlay.ts'
import { aRequest } from '../support/sipMessages.ts'
import { seedsOf } from './corpus.ts'
import { mutate } from './mutator.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 3261)
const calls = 200
const inputsMax = 12
const triesMax = 8
const seeds = seedsOf('sip')

const contact = nameAddr('sip:+33199001234@127.0.0.9:5090')
const challenge = {
  name: 'www-authenticate',
  value: 'Digest realm="trunk.example.com", nonce="n", qop="auth", algorithm=SHA-256',
}

const replies: readonly (readonly [status: number, options: ReplyOptions])[] = [
  [100, {}],
  [180, {}],
  [
    183,
    {
      sdp: farSdp(),
      headers: [
        { name: 'require', value: '100rel' },
        { name: 'rseq', value: '1' },
      ],
    },
  ],
  [200, { sdp: farSdp(), contact }],
  [
    200,
    { sdp: farSdp(), contact, headers: [{ name: 'session-expires', value: '90;refresher=uac' }] },
  ],
  [302, { contact: nameAddr('sip:+33199001234@127.0.0.8:5070') }],
  [401, { headers: [challenge] }],
  [422, { headers: [{ name: 'min-se', value: '1800' }] }],
  [486, { headers: [{ name: 'reason', value: 'Q.850;cause=17;text="busy"' }] }],
  [503, { headers: [{ name: 'retry-after', value: '120;duration=60' }] }],
]

function honestBytes(leg: LegPlay, random: Random): Uint8Array {
  if (random.below(3) > 0) {
    const [status, options] = random.pick(replies)
    return Buffer.from(
      formatMessage({
        ...replyTo(leg.invite, status, { toTag: 'theirs', contact, ...options }),
        vias: aRequest('INVITE').vias,
      }),
    )
  }
  const method = random.pick(['BYE', 'INVITE', 'UPDATE', 'INFO', 'OPTIONS'])
  const type = method === 'INFO' ? 'application/dtmf-relay' : 'application/sdp'
  const body = method === 'INFO' ? 'Signal=9\r\nDuration=160\r\n' : farSdp()
  return Buffer.from(
    formatMessage(
      aRequest(method, {
        from: nameAddr('sip:+33199001234@127.0.0.1:5070', 'theirs'),
        to: nameAddr('sip:+33163001234@127.0.0.1', 'ours'),
        cseq: { number: 1 + random.below(20), method },
        headers: [{ name: 'content-type', value: type }],
        body,
      }),
    ),
  )
}

/** A mutation that is still a message: what no parser refuses is what a leg has to survive. */
function hostileMessage(leg: LegPlay, random: Random): SipMessage | undefined {
  const honest = honestBytes(leg, random)
  for (let i = 0; i < triesMax; i += 1) {
    const bytes =
      random.below(4) === 0 ? honest : mutate(random, [honest, honest, honest, ...seeds])
    const parsed = parseMessage(bytes)
    if (parsed.is === 'message') return parsed.message
  }
  return undefined
}

function checkWritable(effect: LegEffect): void {
  if (!('request' in effect) && !('reply' in effect)) return
  const message: SipMessage = 'request' in effect ? effect.request : effect.reply
  const vias = message.vias.length > 0 ? message.vias : aRequest('INVITE').vias
  const parsed = parseMessage(Buffer.from(formatMessage({ ...message, vias })))
  assert.equal(parsed.is, 'message', parsed.is === 'malformed' ? parsed.why : '')
}

test(`fuzz leg: ${calls} calls to a hostile carrier end once each and send only what can be read, seed ${seed}`, () => {
  let answered = 0
  for (let call = 0; call < calls; call += 1) {
    const random = randomFrom(seed + call)
    const leg = new LegPlay()
    for (let i = 0; i < inputsMax && leg.state.is !== 'ended'; i += 1) {
      const message = hostileMessage(leg, random)
      if (message?.is === 'response') leg.input({ is: 'response', response: message })
      else if (message) leg.input({ is: 'request', request: message })
      if (random.below(10) === 0) leg.wakeAtDeadline()
      if (random.below(20) === 0) leg.input({ is: 'hangUp' })
    }
    for (let round = 0; round < 40 && leg.state.is !== 'ended'; round += 1) {
      if (leg.wakeAtDeadline() === undefined) leg.input({ is: 'noReply' })
      leg.input({ is: 'byeUnanswered' })
    }
    assert.equal(leg.state.is, 'ended', `seed ${seed + call}`)
    assert.equal(
      leg.log.filter((line) => line.startsWith('ended')).length,
      1,
      `seed ${seed + call}`,
    )
    for (const effect of leg.effects) checkWritable(effect)
    if (leg.log.includes('answered')) answered += 1
  }
  assert.ok(answered > calls / 10 && answered < calls, `${answered} of ${calls} were answered`)
})

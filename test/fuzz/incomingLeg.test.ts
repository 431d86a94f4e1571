/**
 * The leg of a call that rings us, by a hostile caller: a mutated INVITE, mutated requests in its dialog, any order of
 * what can happen. It ends once, in bounded time, and everything it wants sent can be written and read; who rings and
 * at which number is read from anything.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrunkId } from '../../src/base/ids.ts'
import { type Random, randomFrom } from '../../src/base/random.ts'
import type { E164 } from '../../src/base/units.ts'
import { plainTrunk, type Trunk } from '../../src/call/trunk.ts'
import { formatMessage } from '../../src/sip/format.ts'
import { nameAddr } from '../../src/sip/header.ts'
import type { SipMessage, SipRequest } from '../../src/sip/message.ts'
import { parseMessage } from '../../src/sip/parse.ts'
import { callerOf } from '../../src/telephony/incomingCaller.ts'
import { type IncomingEffect, refusalOf } from '../../src/telephony/incomingLeg.ts'
import { anIncomingSetup, anInvite, IncomingPlay } from '../support/incomingPlay.ts'
import { farSdp } from '../support/legPlay.ts'
import { aRequest } from '../support/sipMessages.ts'
import { seedsOf } from './corpus.ts'
import { mutate } from './mutator.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 3261)
const calls = 200
const inputsMax = 12
const triesMax = 8
const seeds = seedsOf('sip')

const trunk: Trunk = {
  ...{ ...plainTrunk, id: 'one' as TrunkId, kind: 'practice', host: '127.0.0.1', port: 5060 },
  ...{ callsPerSecond: 1, concurrentCalls: 1, callerIds: ['+33163001234' as E164] },
}
const reachable = [{ trunk, places: [{ host: '127.0.0.1', port: 5060 }] }]

/** A mutation that is still a request: what no parser refuses is what a leg has to survive. */
function hostile(honest: SipRequest, random: Random): SipRequest {
  const bytes = Buffer.from(formatMessage(honest))
  for (let i = 0; i < triesMax; i += 1) {
    const parsed = parseMessage(mutate(random, [bytes, bytes, bytes, ...seeds]))
    if (parsed.is === 'message' && parsed.message.is === 'request') return parsed.message
  }
  return honest
}

function hostileRequest(random: Random): SipRequest {
  const method = random.pick(['BYE', 'INVITE', 'UPDATE', 'INFO', 'OPTIONS', 'PRACK', 'ACK'])
  const type = method === 'INFO' ? 'application/dtmf-relay' : 'application/sdp'
  const honest = aRequest(method, {
    from: nameAddr('sip:+33199001234@127.0.0.9', 'theirs'),
    to: nameAddr('sip:+33163001234@127.0.0.1', 'ours'),
    cseq: { number: 1 + random.below(20), method },
    headers: [{ name: 'content-type', value: type }],
    body: method === 'INFO' ? 'Signal=9\r\n' : farSdp(),
  })
  return random.below(3) === 0 ? honest : hostile(honest, random)
}

function checkWritable(effect: IncomingEffect): void {
  if (!('request' in effect) && !('reply' in effect)) return
  const message: SipMessage = 'request' in effect ? effect.request : effect.reply
  const vias = message.vias.length > 0 ? message.vias : aRequest('INVITE').vias
  const parsed = parseMessage(Buffer.from(formatMessage({ ...message, vias })))
  assert.equal(parsed.is, 'message', parsed.is === 'malformed' ? parsed.why : '')
}

function feed(leg: IncomingPlay, random: Random): void {
  const request = hostileRequest(random)
  if (request.method === 'ACK') leg.input({ is: 'ack', ack: request })
  else leg.input({ is: 'request', request })
  if (random.below(4) === 0) leg.accept()
  if (random.below(6) === 0) leg.ack(random.below(2) === 0 ? farSdp() : undefined)
  const is = random.pick([
    'canceled',
    'hangUp',
    'ackMissing',
    'mediaTimeout',
    'internalError',
  ] as const)
  if (random.below(12) === 0) leg.input({ is })
  if (random.below(10) === 0) leg.wakeAtDeadline()
}

test(`fuzz incoming leg: ${calls} hostile callers end once each and get only what can be read, seed ${seed}`, () => {
  let answered = 0
  let refused = 0
  for (let call = 0; call < calls; call += 1) {
    const random = randomFrom(seed + call)
    const honest = anInvite(random.below(4) === 0 ? null : farSdp())
    const invite = random.below(3) === 0 ? honest : hostile(honest, random)
    callerOf(invite, { host: '127.0.0.1', port: 5060 }, reachable)
    const setup = anIncomingSetup({ invite })
    const refusal = refusalOf(setup)
    if (refusal) {
      refused += 1
      checkWritable({ is: 'reply', reply: refusal })
      continue
    }
    const leg = new IncomingPlay(setup)
    for (let i = 0; i < inputsMax; i += 1) feed(leg, random)
    for (let round = 0; round < 40; round += 1) {
      leg.wakeAtDeadline()
      leg.input({ is: 'ackMissing' })
      leg.input({ is: 'byeUnanswered' })
    }
    const ends = leg.log.filter((line) => line.startsWith('ended'))
    assert.equal(ends.length, 1, `seed ${seed + call}: ${leg.log.join(' | ')}`)
    for (const effect of leg.effects) checkWritable(effect)
    if (leg.log.includes('answered')) answered += 1
  }
  assert.ok(answered > calls / 10 && refused > 0, `${answered} answered, ${refused} refused`)
})

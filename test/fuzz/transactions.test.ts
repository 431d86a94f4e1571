/**
 * The transaction layer under hostile datagrams, in virtual time: a call we place and a call we are
 * given go through as if they were alone, everything that leaves is well formed, and nothing is left.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, randomFrom } from '../../src/base/random.ts'
import { type MonoMs, monoMs, ms } from '../../src/base/units.ts'
import { formatMessage } from '../../src/sip/format.ts'
import { nameAddr, parseVia, type Via } from '../../src/sip/header.ts'
import { replyTo, type SipMessage, type SipRequest } from '../../src/sip/message.ts'
import { parseMessage } from '../../src/sip/parse.ts'
import type { ClientListener, ServerTransaction } from '../../src/telephony/transactionUser.ts'
import { type SipLayer, sipLayer } from '../support/sipLayer.ts'
import { aRequest } from '../support/sipMessages.ts'
import { seedsOf, tortureMessages } from './corpus.ts'
import { mutate } from './mutator.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? 5118)
const runs = 6
const noiseBetweenSteps = 60
const stepMs = ms(10)

const carrier = { host: '127.0.0.9', port: 5090 }
const stranger = { host: '127.0.0.66', port: 6666 }
const honestCallIds = ['placed', 'given']

class World {
  readonly log: string[] = []
  readonly #sip: SipLayer
  readonly #random: Random
  readonly #seeds: readonly Uint8Array[]
  /** What the honest call has sent: mutated too, so that noise is as near to it as can be. */
  readonly #honest: Uint8Array[] = []
  #asked = 0

  constructor(random: Random) {
    this.#random = random
    this.#seeds = [...seedsOf('sip'), ...tortureMessages()]
    this.#sip = sipLayer({
      transactionsMax: 20_000,
      onRequest: (request, server) => this.#answer(request, server),
    })
  }

  #answer(request: SipRequest, server: ServerTransaction): void {
    this.#asked += 1
    const isHonest = request.callId === 'given'
    if (isHonest) this.log.push(`asked ${request.method}`)
    if (request.method === 'INVITE') {
      server.listen({ onAck: () => isHonest && this.log.push('their ACK') })
      server.respond(replyTo(request, 180, { toTag: 'ours' }))
    }
    server.respond(replyTo(request, 200, { toTag: 'ours' }))
  }

  listener(name: string): ClientListener {
    return {
      onResponse: (reply) => this.log.push(`${name} ${reply.status}`),
      onTimeout: () => this.log.push(`${name} timeout`),
      onTransportError: (error) => this.log.push(`${name} ${error.message}`),
    }
  }

  send(draft: SipRequest, name: string): SipRequest {
    this.#sip.layer.request({ ...draft, vias: [] }, this.listener(name), carrier)
    return this.#lastSent(draft.method)
  }

  acknowledge(draft: SipRequest): void {
    this.#sip.layer.ack({ ...draft, vias: [] }, carrier)
  }

  #lastSent(method: string): SipRequest {
    const parsed = parseMessage(Buffer.from(this.#sip.sent.at(-1)?.text ?? ''))
    assert.ok(parsed.is === 'message' && parsed.message.is === 'request')
    assert.equal(parsed.message.method, method)
    return parsed.message
  }

  receive(message: SipMessage): void {
    const bytes = Buffer.from(formatMessage(message))
    this.#honest.push(bytes)
    this.#sip.layer.receive(bytes, carrier)
  }

  /** Hostile datagrams, none of which knows what only the honest call's two ends know. */
  noise(): void {
    for (let i = 0; i < noiseBetweenSteps; i += 1) {
      const seeds = i % 4 === 0 && this.#honest.length > 0 ? this.#honest : this.#seeds
      const input = mutate(this.#random, seeds)
      const parsed = parseMessage(input)
      if (parsed.is === 'message' && seeds === this.#honest) continue
      if (parsed.is === 'message' && honestCallIds.includes(parsed.message.callId)) continue
      const before = this.#sip.sent.length
      this.#sip.layer.receive(input, stranger)
      const replies = this.#sip.sent.slice(before)
      assert.ok(replies.length <= 2, 'at most 180 and 200 to one datagram')
      for (const { to } of replies)
        assert.equal(to.host, stranger.host, 'only to where it came from')
    }
    this.#sip.run(monoMs(this.#sip.now() + stepMs))
  }

  /** Long after the last timer: who still waits was forgotten. */
  end(): void {
    const patience: MonoMs = monoMs(this.#sip.now() + 200_000)
    this.#sip.run(patience)
    const { clientTransactions, serverTransactions } = this.#sip.layer.counts()
    assert.deepEqual(
      { clientTransactions, serverTransactions },
      { clientTransactions: 0, serverTransactions: 0 },
    )
    assert.ok(
      this.#asked > 0 && this.#sip.layer.counts().malformed > 0,
      'the noise was of both kinds',
    )
    for (const { text } of this.#sip.sent) {
      const head = text.slice(0, text.indexOf('\r\n\r\n'))
      assert.doesNotMatch(head, /(?:^|[^\r])\n|\r(?!\n)/)
      assert.match(head, /^(?:SIP\/2\.0 \d{3} |[A-Z]+ sip:)/)
    }
  }
}

const placed: SipRequest = aRequest('INVITE', { callId: 'placed' })
const theirVia = (branch: string) =>
  [parseVia(`SIP/2.0/UDP 127.0.0.9:5090;branch=z9hG4bK${branch}`) as Via] as const

const given = (method: string, branch: string): SipRequest =>
  aRequest(method, {
    callId: 'given',
    vias: theirVia(branch),
    from: nameAddr('sip:+33199001234@127.0.0.9', 'theirs'),
    to: nameAddr('sip:+33163001234@127.0.0.1', method === 'INVITE' ? undefined : 'ours'),
    cseq: { number: method === 'BYE' ? 2 : 1, method },
  })

/** What the two calls are, step by step; each returns nothing or what a later step needs. */
function playHonestCalls(world: World, step: () => void): void {
  const invite = world.send(placed, 'INVITE')
  step()
  world.receive(replyTo(invite, 100))
  step()
  world.receive(given('INVITE', 'honest1'))
  step()
  world.receive(replyTo(invite, 180, { toTag: 'far' }))
  step()
  world.receive(given('ACK', 'honest2'))
  step()
  world.receive(replyTo(invite, 200, { toTag: 'far', contact: nameAddr('sip:far@127.0.0.9:5090') }))
  world.acknowledge(aRequest('ACK', { callId: 'placed' }))
  step()
  world.receive(given('BYE', 'honest3'))
  step()
  const bye = world.send(
    aRequest('BYE', { callId: 'placed', cseq: { number: 2, method: 'BYE' } }),
    'BYE',
  )
  step()
  world.receive(replyTo(bye, 200))
  step()
}

const alone = [
  ...[
    'INVITE 100',
    'asked INVITE',
    'INVITE 180',
    'their ACK',
    'INVITE 200',
    'asked BYE',
    'BYE 200',
  ],
]

test(`fuzz transactions: calls in ${runs} storms of hostile datagrams go as they go alone, seed ${seed}`, () => {
  for (let run = 0; run < runs; run += 1) {
    const world = new World(randomFrom(seed + run))
    playHonestCalls(world, () => world.noise())
    assert.deepEqual(world.log, alone, `seed ${seed + run}`)
    world.end()
  }
})

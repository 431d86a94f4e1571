/** Plays whoever rings an incoming leg in tests: inputs in short words, effects back in short words. */
import { type MonoMs, monoMs } from '../../src/base/units.ts'
import { nameAddr } from '../../src/sip/header.ts'
import type { SipRequest } from '../../src/sip/message.ts'
import {
  type IncomingEffect,
  type IncomingInput,
  type IncomingLeg,
  type IncomingSetup,
  incomingDeadline,
  startIncoming,
  stepIncoming,
} from '../../src/telephony/incomingLeg.ts'
import { aSetup, farSdp, sayEffect } from './legPlay.ts'
import { aRequest } from './sipMessages.ts'

export const theirContact = nameAddr('sip:them@127.0.0.9:5090')

/** An INVITE that rings us; without `sdp` the offer is ours to make. */
export function anInvite(sdp: string | null = farSdp(), changes: Partial<SipRequest> = {}) {
  const type = { name: 'content-type', value: 'application/sdp' }
  return aRequest('INVITE', {
    uri: 'sip:+33163001234@127.0.0.1:5060',
    from: nameAddr('sip:+33199001234@127.0.0.9', 'theirs'),
    to: nameAddr('sip:+33163001234@127.0.0.1'),
    contacts: [theirContact],
    body: sdp ?? '',
    ...changes,
    headers: [...(changes.headers ?? []), ...(sdp === null ? [] : [type])],
  })
}

export function anIncomingSetup(changes: Partial<IncomingSetup> = {}): IncomingSetup {
  const { contact, headers, credentials, secret, hash } = aSetup()
  return {
    invite: anInvite(),
    toTag: 'ours',
    dialog: { contact, headers, credentials, secret, hash },
    terms: {},
    sessionExpiresS: null,
    ...changes,
  }
}

export class IncomingPlay {
  state: IncomingLeg
  now: MonoMs = monoMs(0)
  readonly log: string[] = []
  readonly effects: IncomingEffect[] = []
  readonly setup: IncomingSetup
  #theirSeq = 1

  constructor(setup: IncomingSetup = anIncomingSetup()) {
    this.setup = setup
    const [state, effects] = startIncoming(setup, this.now)
    this.state = state
    this.#note(effects)
  }

  input(input: IncomingInput): string {
    const [state, effects] = stepIncoming(this.state, input, this.now)
    this.state = state
    return this.#note(effects)
  }

  accept(): string {
    this.input({ is: 'accept' })
    const { terms } = this.setup
    return this.input({ is: 'open', media: { ...aSetup().media, ...terms } })
  }

  ack(sdp?: string, number = 1): string {
    const headers = sdp === undefined ? [] : [{ name: 'content-type', value: 'application/sdp' }]
    const cseq = { number, method: 'ACK' }
    return this.input({ is: 'ack', ack: this.#theirs('ACK', { cseq, headers, body: sdp ?? '' }) })
  }

  /** A request of theirs in the dialog. */
  request(method: string, changes: Partial<SipRequest> = {}): string {
    this.#theirSeq += 1
    const cseq = { number: this.#theirSeq, method }
    return this.input({ is: 'request', request: this.#theirs(method, { cseq, ...changes }) })
  }

  offer(method: string, sdp: string): string {
    return this.request(method, {
      body: sdp,
      headers: [{ name: 'content-type', value: 'application/sdp' }],
      contacts: [theirContact],
    })
  }

  /** Lets the clock run to the machine's own deadline, if it has one. */
  wakeAtDeadline(): string | undefined {
    const due = incomingDeadline(this.state)
    if (!due) return undefined
    if (due.at > this.now) this.now = due.at
    return this.input({ is: 'deadline' })
  }

  #theirs(method: string, changes: Partial<SipRequest>): SipRequest {
    return aRequest(method, {
      uri: 'sip:+33163001234@127.0.0.1:5080',
      from: nameAddr('sip:+33199001234@127.0.0.9', 'theirs'),
      to: nameAddr('sip:+33163001234@127.0.0.1', 'ours'),
      contacts: [],
      ...changes,
    })
  }

  #note(effects: readonly IncomingEffect[]): string {
    const words = effects.map((effect) =>
      effect.is === 'replyInvite' ? `INVITE ${effect.reply.status}` : sayEffect(effect),
    )
    this.effects.push(...effects)
    this.log.push(...words)
    return words.join(' | ')
  }
}

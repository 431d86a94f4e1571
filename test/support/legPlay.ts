/** Plays the far end of an outgoing leg in tests: inputs in short words, effects back in short words. */
import { createHash } from 'node:crypto'
import { type MonoMs, monoMs } from '../../src/base/units.ts'
import { nameAddr } from '../../src/sip/header.ts'
import {
  headerOf,
  type ReplyOptions,
  replyTo,
  type SipRequest,
  type SipResponse,
} from '../../src/sip/message.ts'
import { legDeadline, startLeg, stepLeg } from '../../src/telephony/outgoingLeg.ts'
import type {
  LegEffect,
  LegInput,
  LegSetup,
  OutgoingLeg,
  Sent,
} from '../../src/telephony/outgoingLegState.ts'

export const farSdp = (direction = 'sendrecv', media = 'm=audio 9000 RTP/AVP 8 101'): string =>
  [
    'v=0',
    'o=them 1 1 IN IP4 127.0.0.9',
    's=-',
    'c=IN IP4 127.0.0.9',
    't=0 0',
    media,
    'a=rtpmap:101 telephone-event/8000',
    `a=${direction}`,
    '',
  ].join('\r\n')

export function aSetup(changes: Partial<LegSetup> = {}): LegSetup {
  return {
    uri: 'sip:+33199001234@127.0.0.1:5070',
    from: nameAddr('sip:+33163001234@127.0.0.1', 'ours'),
    to: nameAddr('sip:+33199001234@127.0.0.1:5070'),
    callId: 'aCall',
    contact: nameAddr('sip:+33163001234@127.0.0.1:5080'),
    headers: [{ name: 'user-agent', value: 'Portevoix/test' }],
    inviteHeaders: [],
    routes: [],
    sessionExpiresS: null,
    reliable: 'supported',
    media: { address: '127.0.0.1', port: 15_000, sessionId: '7' },
    credentials: { user: 'u', password: 'p' },
    follow: {
      numbers: ['+33199001234', '0199001234'],
      hosts: ['127.0.0.1', 'trunk.example.com'],
      isLoopback: true,
      transport: 'udp',
      redirectsMax: 3,
    },
    secret: 'secret',
    hash: (algorithm, text) =>
      createHash(algorithm === 'md5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex'),
    ...changes,
  }
}

export class LegPlay {
  state: OutgoingLeg
  now: MonoMs = monoMs(0)
  /** Every effect so far, in words. */
  readonly log: string[] = []
  readonly effects: LegEffect[] = []
  #invite: SipRequest | undefined
  #theirSeq = 0

  constructor(setup: LegSetup = aSetup()) {
    const [state, effects] = startLeg(setup, this.now)
    this.state = state
    this.#note(effects)
  }

  get invite(): SipRequest {
    if (!this.#invite) throw new Error('no INVITE left yet')
    return this.#invite
  }

  /** What the effects of one input are, in words. */
  input(input: LegInput): string {
    const [state, effects] = stepLeg(this.state, input, this.now)
    this.state = state
    return this.#note(effects)
  }

  reply(status: number, options: ReplyOptions = {}): string {
    const contact = nameAddr('sip:+33199001234@127.0.0.9:5090')
    const response = replyTo(this.invite, status, { toTag: 'theirs', contact, ...options })
    return this.input({ is: 'response', response })
  }

  /** A request of theirs in the dialog. */
  request(method: string, changes: Partial<SipRequest> = {}): string {
    this.#theirSeq += 1
    const request: SipRequest = {
      is: 'request',
      method,
      uri: 'sip:+33163001234@127.0.0.1:5080',
      vias: [],
      from: nameAddr('sip:+33199001234@127.0.0.1:5070', 'theirs'),
      to: nameAddr('sip:+33163001234@127.0.0.1', 'ours'),
      callId: 'aCall',
      cseq: { number: this.#theirSeq, method },
      contacts: [],
      recordRoutes: [],
      routes: [],
      maxForwards: 70,
      headers: [],
      body: '',
      ...changes,
    }
    return this.input({ is: 'request', request })
  }

  requestWith(method: string, type: string, body: string): string {
    return this.request(method, { body, headers: [{ name: 'content-type', value: type }] })
  }

  byeReply(status: number, headers: ReplyOptions['headers'] = []): string {
    const bye = this.effects.findLast((effect) => effect.is === 'bye')
    if (bye?.is !== 'bye') throw new Error('no BYE left yet')
    const response: SipResponse = replyTo(bye.request, status, { headers })
    return this.input({ is: 'byeResponse', response })
  }

  /** The newest request of ours in the dialog, other than BYE. */
  get sent(): Sent {
    const send = this.effects.findLast((effect) => effect.is === 'send')
    if (send?.is !== 'send') throw new Error('nothing was sent in the dialog yet')
    return send.sent
  }

  sentReply(status: number, options: ReplyOptions = {}, sent: Sent = this.sent): string {
    return this.input({
      is: 'sentResponse',
      sent,
      response: replyTo(sent.request, status, options),
    })
  }

  /** A reliable provisional reply, RFC 3262. */
  reliably(status: number, rseq: number, options: ReplyOptions = {}): string {
    const headers = [
      { name: 'require', value: '100rel' },
      { name: 'rseq', value: String(rseq) },
      ...(options.headers ?? []),
    ]
    return this.reply(status, { ...options, headers })
  }

  /** Lets the clock run to the machine's own deadline, if it has one. */
  wakeAtDeadline(): string | undefined {
    const due = legDeadline(this.state)
    if (!due) return undefined
    if (due.at > this.now) this.now = due.at
    return this.input({ is: 'deadline' })
  }

  #note(effects: readonly LegEffect[]): string {
    const words = effects.map(sayEffect)
    this.effects.push(...effects)
    for (const effect of effects) if (effect.is === 'invite') this.#invite = effect.request
    this.log.push(...words)
    return words.join(' | ')
  }
}

export function sayEffect(effect: LegEffect): string {
  switch (effect.is) {
    case 'invite': {
      const auth = headerOf(effect.request, 'authorization') ? ' 401' : ''
      const proxy = headerOf(effect.request, 'proxy-authorization') ? ' 407' : ''
      return `INVITE ${effect.request.cseq.number} ${effect.request.uri}${auth}${proxy}`
    }
    case 'ack':
      return `ACK ${effect.request.to.params.get('tag')}`
    case 'bye':
      return `BYE ${effect.request.to.params.get('tag')}${effect.of === 'stray' ? ' stray' : ''}`
    case 'reply':
      return String(effect.reply.status)
    case 'setRemote':
      return `media ${effect.audio.address}:${effect.audio.port} ${effect.audio.weSend ? 'send' : 'silent'}`
    case 'ringing':
      return effect.earlyMedia ? 'ringing with media' : 'ringing'
    case 'key':
      return `key ${effect.key}`
    case 'ended': {
      const { by, outcome, sipStatus, retryAfterMs } = effect.ending
      const more = [outcome, sipStatus, retryAfterMs].filter((part) => part !== undefined)
      return `ended by ${[by, ...more].join(' ')}`
    }
    case 'send': {
      const { request, challenges } = effect.sent
      const auth = request.headers.some(({ name }) => name.endsWith('authorization'))
      const more = [
        headerOf(request, 'rack'),
        headerOf(request, 'session-expires'),
        request.body === '' ? undefined : 'sdp',
        auth ? 'auth' : undefined,
        challenges > 0 ? `again ${challenges}` : undefined,
      ].filter((part) => part !== undefined)
      return [
        `${request.method} ${request.cseq.number}`,
        request.to.params.get('tag'),
        ...more,
      ].join(' ')
    }
    case 'cancel':
      return 'CANCEL'
    case 'answered':
    case 'closeMedia':
      return effect.is
  }
}

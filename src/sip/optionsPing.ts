/**
 * Is somebody there? OPTIONS outside a dialog (RFC 3261 §11), again and again, as a pure machine.
 *
 *  waiting ─deadline→ asking ─any final reply, or none→ waiting
 */
import { unreachable } from '../base/assert.ts'
import { after, between, type Deadline, type MonoMs, type Ms, ms } from '../base/units.ts'
import type { Hash } from './digest.ts'
import { type NameAddr, nameAddr } from './header.ts'
import type { SipHeader, SipRequest } from './message.ts'
import { spread } from './spread.ts'

/** Each wait is longer or shorter by up to this share: many of us must not ask in step. */
export const jitterShare = 0.1
/** The first one comes after this share of the time between two. */
export const firstShare = 0.1

export interface PingSetup {
  readonly uri: string
  /** Tags and Call-IDs are made of its URI and the secret, one for each request. */
  readonly from: string
  readonly contact: NameAddr
  readonly headers: readonly SipHeader[]
  readonly routes: readonly NameAddr[]
  readonly everyMs: Ms
  /** Unpredictable. */
  readonly secret: string
  readonly hash: Hash
}

export type OptionsPing = {
  readonly setup: PingSetup
  /** Asked so far. */
  readonly asked: number
} & (
  | { readonly is: 'waiting'; readonly at: MonoMs }
  | { readonly is: 'asking'; readonly since: MonoMs }
)

export type PingInput =
  | { readonly is: 'response'; readonly status: number }
  | { readonly is: 'noReply' }
  | { readonly is: 'deadline' }

export type PingEffect =
  | { readonly is: 'ask'; readonly request: SipRequest }
  | {
      readonly is: 'tell'
      readonly sign: 'answers' | 'silent'
      readonly status: number | undefined
      readonly roundTripMs: Ms | undefined
    }

export function startPing(setup: PingSetup, now: MonoMs): OptionsPing {
  return { is: 'waiting', setup, asked: 0, at: after(now, waitOf(setup, 0, firstShare)) }
}

/** While it asks, the transaction ends by itself (timer F). */
export const pingDeadline = (ping: OptionsPing): Deadline | undefined =>
  ping.is === 'waiting' ? { at: ping.at, why: 'optionsEvery' } : undefined

export function stepPing(
  ping: OptionsPing,
  input: PingInput,
  now: MonoMs,
): [OptionsPing, PingEffect[]] {
  const { setup, asked } = ping
  switch (input.is) {
    case 'deadline': {
      if (ping.is !== 'waiting' || now < ping.at) return [ping, []]
      const request = write(setup, asked)
      return [{ is: 'asking', setup, asked: asked + 1, since: now }, [{ is: 'ask', request }]]
    }
    case 'response': {
      if (ping.is !== 'asking' || input.status < 200) return [ping, []]
      const roundTripMs = between(ping.since, now)
      return [
        waiting(ping, now),
        [{ is: 'tell', sign: signOf(input.status), status: input.status, roundTripMs }],
      ]
    }
    case 'noReply':
      if (ping.is !== 'asking') return [ping, []]
      return [
        waiting(ping, now),
        [{ is: 'tell', sign: 'silent', status: undefined, roundTripMs: undefined }],
      ]
    default:
      return unreachable(input)
  }
}

/** Whoever refuses OPTIONS is there; 408 and 503 say that nobody behind it is (RFC 3261 §21.4.9, §21.5.4). */
const signOf = (status: number): 'answers' | 'silent' =>
  status === 408 || status === 503 ? 'silent' : 'answers'

const waiting = ({ setup, asked }: OptionsPing, now: MonoMs): OptionsPing => ({
  is: 'waiting',
  setup,
  asked,
  at: after(now, waitOf(setup, asked, 1)),
})

function waitOf({ everyMs, hash, secret }: PingSetup, turn: number, share: number): Ms {
  const jitter = 1 + jitterShare * (2 * spread(hash, secret, turn) - 1)
  return ms(everyMs * share * jitter)
}

function write(
  { uri, from, contact, headers, routes, hash, secret }: PingSetup,
  turn: number,
): SipRequest {
  const token = hash('md5', `${secret}:ping:${turn}`)
  return {
    is: 'request',
    method: 'OPTIONS',
    uri,
    vias: [],
    from: nameAddr(from, token.slice(0, 16)),
    to: nameAddr(uri),
    callId: token.slice(16),
    cseq: { number: 1, method: 'OPTIONS' },
    contacts: [contact],
    recordRoutes: [],
    routes,
    maxForwards: undefined,
    headers: [...headers, { name: 'accept', value: 'application/sdp' }],
    body: '',
  }
}

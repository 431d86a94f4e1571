/**
 * The registration of one account, RFC 3261 §10.2, as a pure machine of the user agent.
 *
 *  registering ─2xx→ registered ─before it expires→ registering
 *     ↺ 401, 407, 423      └─────────close────────→ leaving ─any final reply, none, leavingMax→ gone
 *     └─any other reply, none→ waiting (back-off, Retry-After) ─→ registering
 *  A registration we hold outlives a failed refresh until it expires: only then is it `lost`.
 */
import { unreachable } from '../base/assert.ts'
import { after, type Deadline, earliest, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import {
  type Account,
  type Answered,
  answerTo,
  authorized,
  challengesMax,
  isChallenge,
  renewed,
} from './authentication.ts'
import { nextNoncesOf } from './digest.ts'
import type { NameAddr } from './header.ts'
import { reasonPhrase, type SipHeader, type SipRequest, type SipResponse } from './message.ts'
import { grantedS, minExpiresOf } from './registrationReply.ts'
import { retryAfterOf } from './retryAfter.ts'
import { spread } from './spread.ts'

/** RFC 5626 §4.5: the wait doubles with each failure in a row up to a ceiling, and is spread. */
export const backOffFirst: Ms = seconds(5)
export const backOffMax: Ms = seconds(300)
/** 423 to one registration: the registrar and an edge proxy may each have a minimum (§10.2.8). */
export const tooBriefMax = 2
/** A refresh leaves so long before the end, or at half of a short registration. */
export const refreshMargin: Ms = seconds(60)
/** How long `close` waits for the registrar's word. */
export const leavingMax: Ms = seconds(2)

export interface RegistrationSetup extends Account {
  /** Request-URI: the domain, without a user (§10.2). */
  readonly registrar: string
  /** The address of record, with our tag. */
  readonly from: NameAddr
  readonly to: NameAddr
  readonly callId: string
  readonly contact: NameAddr
  readonly headers: readonly SipHeader[]
  readonly routes: readonly NameAddr[]
  readonly everyS: number
}

interface Common {
  readonly setup: RegistrationSetup
  readonly cseq: number
  readonly auth: readonly Answered[]
  /** What we ask for: `everyS`, or more where a 423 wanted it. */
  readonly askS: number
  /** In a row. */
  readonly failures: number
  /** Until when the registrar knows us. */
  readonly boundUntil: MonoMs | undefined
  readonly told: RegistrationNews['is'] | undefined
}

export type Registration =
  | ({
      readonly is: 'registering'
      readonly request: SipRequest
      readonly challenges: number
      readonly tooBrief: number
    } & Common)
  | ({ readonly is: 'registered'; readonly refreshAt: MonoMs } & Common)
  | ({ readonly is: 'waiting'; readonly retryAt: MonoMs } & Common)
  | ({
      readonly is: 'leaving'
      readonly request: SipRequest
      readonly challenges: number
      readonly giveUpAt: MonoMs
    } & Common)
  | { readonly is: 'gone' }

export interface RegistrationNews {
  readonly is: 'registered' | 'refused' | 'lost'
  readonly why: string
}

export type RegistrationInput =
  | { readonly is: 'response'; readonly response: SipResponse }
  /** `cseq`: of the REGISTER that nobody replied to. */
  | { readonly is: 'noReply'; readonly cseq: number; readonly why: string }
  | { readonly is: 'close' }
  | { readonly is: 'deadline' }

export type RegistrationEffect =
  | { readonly is: 'send'; readonly request: SipRequest }
  | { readonly is: 'tell'; readonly news: RegistrationNews }
  | { readonly is: 'gone' }

export type RegistrationNext = [Registration, RegistrationEffect[]]

export function startRegistration(setup: RegistrationSetup): RegistrationNext {
  const common: Common = {
    setup,
    cseq: 0,
    auth: [],
    askS: setup.everyS,
    failures: 0,
    boundUntil: undefined,
    told: undefined,
  }
  return register(common, 0, 0)
}

export function registrationDeadline(state: Registration): Deadline | undefined {
  switch (state.is) {
    case 'registering':
      return endOf(state)
    case 'registered':
      return { at: state.refreshAt, why: 'refresh' }
    case 'waiting':
      return earliest<string>([{ at: state.retryAt, why: 'retry' }, endOf(state)])
    case 'leaving':
      return { at: state.giveUpAt, why: 'leavingMax' }
    case 'gone':
      return undefined
    default:
      return unreachable(state)
  }
}

const endOf = ({ boundUntil }: Common): Deadline | undefined =>
  boundUntil === undefined ? undefined : { at: boundUntil, why: 'expires' }

export function stepRegistration(
  state: Registration,
  input: RegistrationInput,
  now: MonoMs,
): RegistrationNext {
  switch (input.is) {
    case 'response':
      if (input.response.status < 200 || isOld(state, input.response.cseq.number))
        return [state, []]
      if (state.is === 'registering') return replied(state, input.response, now)
      return state.is === 'leaving' ? leavingReplied(state, input.response) : [state, []]
    case 'noReply':
      if (isOld(state, input.cseq)) return [state, []]
      if (state.is === 'registering') return failed(state, 'lost', input.why, undefined, now)
      return state.is === 'leaving' ? gone : [state, []]
    case 'close':
      return close(state, now)
    case 'deadline':
      return due(state, now)
    default:
      return unreachable(input)
  }
}

/** To a REGISTER that a newer one has replaced. */
const isOld = (state: Registration, cseq: number): boolean =>
  state.is === 'gone' || cseq !== state.cseq

/** May calls be placed on this account? When it may be worth asking again, if not. */
export function heldUntil(state: Registration, now: MonoMs): MonoMs | undefined {
  if (state.is === 'gone') return now
  if (state.told === 'registered') return undefined
  return state.is === 'waiting' ? state.retryAt : after(now, heldStep)
}

/** While a REGISTER is under way; its reply is a matter of a round trip. */
export const heldStep: Ms = seconds(1)

const gone: RegistrationNext = [{ is: 'gone' }, [{ is: 'gone' }]]

type Registering = Extract<Registration, { is: 'registering' }>
type Leaving = Extract<Registration, { is: 'leaving' }>

function register(common: Common, challenges: number, tooBrief: number): RegistrationNext {
  const [auth, request] = write(common, common.askS)
  const { setup, askS, failures, boundUntil, told } = common
  const cseq = common.cseq + 1
  const next = { setup, askS, failures, boundUntil, told, cseq, auth, request }
  return [{ is: 'registering', ...next, challenges, tooBrief }, [{ is: 'send', request }]]
}

/** §10.2: one Call-ID, a CSeq that grows; 0 takes the binding back (§10.2.2). */
function write({ setup, cseq, auth }: Common, expiresS: number): [readonly Answered[], SipRequest] {
  const { contact } = setup
  return authorized(setup, auth, {
    is: 'request',
    method: 'REGISTER',
    uri: setup.registrar,
    vias: [],
    from: setup.from,
    to: setup.to,
    callId: setup.callId,
    cseq: { number: cseq + 1, method: 'REGISTER' },
    contacts: [{ ...contact, text: `${contact.text};expires=${expiresS}` }],
    recordRoutes: [],
    routes: setup.routes,
    maxForwards: undefined,
    headers: [...setup.headers, { name: 'expires', value: String(expiresS) }],
    body: '',
  })
}

function replied(state: Registering, response: SipResponse, now: MonoMs): RegistrationNext {
  const { status } = response
  const known = { ...state, auth: renewed(state.auth, nextNoncesOf(response)) }
  if (status < 300) return registered(known, response, now)
  const word = `${status} ${response.reason || reasonPhrase(status)}`
  if (isChallenge(response)) {
    // A password that opened the account before is proven; else it is tried once (§22.1).
    const password = state.boundUntil === undefined ? 'unproven' : 'proven'
    const auth = answerTo(state.setup, state.auth, response, password)
    if (auth && state.challenges < challengesMax) {
      return register({ ...known, auth }, state.challenges + 1, state.tooBrief)
    }
    // What was learned of nonces is forgotten: the next try begins anew.
    const why = state.setup.credentials ? 'user or password' : 'an account is wanted'
    return failed({ ...known, auth: [] }, 'refused', `${word}: ${why}`, response, now)
  }
  const minS = status === 423 ? minExpiresOf(response) : undefined
  if (minS !== undefined && minS > state.askS && state.tooBrief < tooBriefMax) {
    return register({ ...known, askS: minS }, state.challenges, state.tooBrief + 1)
  }
  // A server's trouble passes (408, 5xx); what is left is a no to this account.
  const passes = status === 408 || status === 429 || (status >= 500 && status < 600)
  return failed(known, passes ? 'lost' : 'refused', word, response, now)
}

function registered(state: Registering, response: SipResponse, now: MonoMs): RegistrationNext {
  const forS = grantedS(response, state.request) ?? state.askS
  if (forS === 0)
    return failed(state, 'lost', 'the registrar kept no address of ours', response, now)
  const margin = Math.min(refreshMargin, (forS * 1000) / 2)
  const news: RegistrationNews = { is: 'registered', why: `for ${forS} s` }
  const next: Registration = {
    ...commonOf(state),
    is: 'registered',
    failures: 0,
    told: 'registered',
    boundUntil: after(now, seconds(forS)),
    refreshAt: after(now, ms(forS * 1000 - margin)),
  }
  return [next, state.told === 'registered' ? [] : [{ is: 'tell', news }]]
}

function failed(
  state: Registering,
  is: 'refused' | 'lost',
  why: string,
  response: SipResponse | undefined,
  now: MonoMs,
): RegistrationNext {
  const failures = state.failures + 1
  const asked = response && retryAfterOf(response)
  const retryAt = after(now, asked ?? backOff(state.setup, failures, state.cseq))
  // A no ends what we hold; silence does not, until it expires.
  const isHeld = is === 'lost' && state.boundUntil !== undefined && state.boundUntil > now
  const common = { ...commonOf(state), failures }
  if (isHeld) return [{ ...common, is: 'waiting', retryAt }, []]
  const next: Registration = { ...common, is: 'waiting', retryAt, boundUntil: undefined, told: is }
  return [next, state.told === is ? [] : [{ is: 'tell', news: { is, why } }]]
}

function backOff({ hash, secret }: Account, failures: number, turn: number): Ms {
  const ceiling = Math.min(backOffMax, backOffFirst * 2 ** Math.min(failures - 1, 20))
  return ms(ceiling * (0.5 + 0.5 * spread(hash, secret, turn)))
}

function due(state: Registration, now: MonoMs): RegistrationNext {
  switch (state.is) {
    case 'registered':
      return now >= state.refreshAt ? register(state, 0, 0) : [state, []]
    case 'registering':
      return expire(state, now)
    case 'waiting': {
      const [expired, effects] = expire(state, now)
      if (now < state.retryAt) return [expired, effects]
      const [next, more] = register(expired, 0, 0)
      return [next, [...effects, ...more]]
    }
    case 'leaving':
      return now >= state.giveUpAt ? gone : [state, []]
    case 'gone':
      return [state, []]
    default:
      return unreachable(state)
  }
}

function expire<State extends Common>(state: State, now: MonoMs): [State, RegistrationEffect[]] {
  if (state.boundUntil === undefined || now < state.boundUntil) return [state, []]
  const news: RegistrationNews = { is: 'lost', why: 'it expired, and could not be renewed' }
  return [{ ...state, boundUntil: undefined, told: 'lost' }, [{ is: 'tell', news }]]
}

/** §10.2.2: what the registrar knows of us is taken back. */
function close(state: Registration, now: MonoMs): RegistrationNext {
  if (state.is === 'gone' || state.is === 'leaving') return [state, []]
  // A first REGISTER under way may succeed yet: it is taken back too.
  const isKnown = state.boundUntil !== undefined || state.is === 'registering'
  return isKnown ? leave(state, 0, after(now, leavingMax)) : gone
}

function leave(common: Common, challenges: number, giveUpAt: MonoMs): RegistrationNext {
  const [auth, request] = write(common, 0)
  const next = { ...commonOf(common), cseq: common.cseq + 1, auth, request }
  return [{ is: 'leaving', ...next, challenges, giveUpAt }, [{ is: 'send', request }]]
}

function leavingReplied(state: Leaving, response: SipResponse): RegistrationNext {
  const auth = answerTo(state.setup, state.auth, response, 'proven')
  if (!auth || state.challenges >= challengesMax) return gone
  return leave({ ...state, auth }, state.challenges + 1, state.giveUpAt)
}

const commonOf = ({ setup, cseq, auth, askS, failures, boundUntil, told }: Common): Common => ({
  ...{ setup, cseq, auth, askS, failures, boundUntil, told },
})

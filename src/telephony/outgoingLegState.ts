/**
 * The values of an outgoing leg: what it knows, what can happen to it, what it wants done. The machine
 * itself is in outgoingLeg.ts. Constants carry the reason for their size.
 */
import type { DtmfKey } from '../base/dtmf.ts'
import { hours, type MonoMs, type Ms, minutes, seconds } from '../base/units.ts'
import type { CallEvent } from '../call/telephony.ts'
import type { AgreedAudio } from '../sdp/offerAnswer.ts'
import type { Dialog } from '../sip/dialog.ts'
import type { Challenge, Credentials, Hash } from '../sip/digest.ts'
import type { NameAddr } from '../sip/header.ts'
import type { SipHeader, SipRequest, SipResponse } from '../sip/message.ts'

/** Proceeding has no timer in RFC 3261: the attempt rings a minute at most, this stops a bug. */
export const ringingMax: Ms = minutes(5)
/** The attempt has its own, far shorter, maximum; this stops a bug. */
export const talkMax: Ms = hours(1)
/** How long `ended` waits for the reply to our BYE, which goes on being repeated without us. */
export const byePatience: Ms = seconds(2)
/** RFC 3261 §8.1.3.4 leaves the number to us; each hop is the same number on hosts we trust. */
export const redirectsMax = 3
/** A proxy and a user agent may both ask, each once more when its nonce is stale. */
export const challengesMax = 4
/** Branches of a fork that answer after the first, each hung up (§13.2.2.4). */
export const strayAnswersMax = 16

/** Methods a leg answers, in Allow. */
export const legMethods = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'UPDATE'] as const

export interface LegSetup {
  /** Request-URI of the first INVITE. */
  readonly uri: string
  /** With our tag. */
  readonly from: NameAddr
  readonly to: NameAddr
  readonly callId: string
  readonly contact: NameAddr
  /** Sent with every request: User-Agent. */
  readonly headers: readonly SipHeader[]
  readonly media: { readonly address: string; readonly port: number; readonly sessionId: string }
  readonly credentials: Credentials | undefined
  /** A redirection is followed only to the same number, on loopback or on one of these hosts. */
  readonly follow: {
    /** The ways one number is written: +33…, 33…, 0033…, 0…; and the user part we dialled. */
    readonly numbers: readonly string[]
    readonly hosts: readonly string[]
    readonly isLoopback: boolean
  }
  /** Unpredictable; cnonces are made from it. */
  readonly secret: string
  readonly hash: Hash
}

/** Answers to challenges, one a realm; `nonceCount` grows with each request (RFC 7616 §3.4.5). */
export interface Answered {
  readonly challenge: Challenge
  readonly nonceCount: number
}

export interface Calling {
  readonly setup: LegSetup
  /** The newest INVITE. */
  readonly invite: SipRequest
  readonly auth: readonly Answered[]
  readonly challenges: number
  readonly redirects: readonly string[]
  /** 180 or 183 came. */
  readonly rang: boolean
  readonly heardFromNetwork: boolean
  /** What `ringing` events told so far. */
  readonly told: 'nothing' | 'ringing' | 'earlyMedia'
  /** SDP of provisional replies by remote tag: a 2xx of the same branch may leave it out. */
  readonly earlySdp: ReadonlyMap<string, string>
  readonly giveUpAt: MonoMs
}

/** What must be remembered of an answer for as long as it may be repeated. */
export interface Confirmed {
  readonly tag: string
  readonly ack: SipRequest
}

export interface Talking {
  readonly setup: LegSetup
  /** The INVITE that was answered: other branches of a fork may still answer it. */
  readonly invite: SipRequest
  readonly confirmed: Confirmed
  readonly dialog: Dialog
  readonly auth: readonly Answered[]
  readonly strays: readonly string[]
  readonly sdpVersion: number
  /** What the far end agreed to last. */
  readonly audio: AgreedAudio | undefined
  readonly offerPending: boolean
  readonly giveUpAt: MonoMs
}

export type Ending = Omit<Extract<CallEvent, { is: 'ended' }>, 'is' | 'attempt' | 'at' | 'rtp'>

export type OutgoingLeg =
  | ({ readonly is: 'inviting' | 'authenticating' | 'proceeding' } & Calling)
  | ({ readonly is: 'canceling'; readonly cancelSent: boolean; readonly ending: Ending } & Calling)
  | ({ readonly is: 'answered' } & Talking)
  | ({
      readonly is: 'terminating'
      readonly ending: Ending
      readonly byeRetried: boolean
    } & Talking)
  | {
      readonly is: 'ended'
      readonly setup: LegSetup
      readonly invite: SipRequest
      readonly confirmed: Confirmed | undefined
      readonly strays: readonly string[]
    }

export type LegInput =
  | { readonly is: 'response'; readonly response: SipResponse }
  /** The INVITE transaction ended without a final reply. */
  | { readonly is: 'noReply' }
  | { readonly is: 'byeResponse'; readonly response: SipResponse }
  | { readonly is: 'byeUnanswered' }
  /** A request in our dialog; answered by the `reply` effect of the same step. */
  | { readonly is: 'request'; readonly request: SipRequest }
  /** The ACK of our 2xx to a re-INVITE; it carries the answer when the re-INVITE had no offer. */
  | { readonly is: 'ack'; readonly ack: SipRequest }
  | { readonly is: 'hangUp' }
  | { readonly is: 'mediaTimeout' }
  | { readonly is: 'internalError' }
  | { readonly is: 'deadline' }

export type LegEffect =
  | { readonly is: 'invite'; readonly request: SipRequest; readonly toTrunk: boolean }
  | { readonly is: 'cancel' }
  | { readonly is: 'ack'; readonly request: SipRequest }
  /** `ours`: its reply comes back as `byeResponse`; `stray`: nobody waits for it. */
  | { readonly is: 'bye'; readonly request: SipRequest; readonly of: 'ours' | 'stray' }
  | { readonly is: 'reply'; readonly reply: SipResponse }
  | { readonly is: 'setRemote'; readonly audio: AgreedAudio }
  | { readonly is: 'ringing'; readonly earlyMedia: boolean }
  | { readonly is: 'answered' }
  | { readonly is: 'key'; readonly key: DtmfKey }
  | { readonly is: 'closeMedia' }
  | { readonly is: 'ended'; readonly ending: Ending }

export type Next = [OutgoingLeg, LegEffect[]]

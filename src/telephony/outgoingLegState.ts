/**
 * The values of an outgoing leg: what it knows, what can happen to it, what it wants done. The machine
 * itself is in outgoingLeg.ts. Constants carry the reason for their size.
 */
import type { DtmfKey } from '../base/dtmf.ts'
import { hours, type MonoMs, type Ms, minutes, seconds } from '../base/units.ts'
import type { CallEvent } from '../call/telephony.ts'
import type { AgreedAudio } from '../sdp/offerAnswer.ts'
import type { Account, Answered } from '../sip/authentication.ts'
import type { Dialog } from '../sip/dialog.ts'
import type { NameAddr } from '../sip/header.ts'
import type { SipHeader, SipRequest, SipResponse } from '../sip/message.ts'
import type { SessionWish } from '../sip/sessionHeaders.ts'
import type { SessionTimer } from '../sip/sessionTimer.ts'
import type { LegMedia } from './legMedia.ts'

/** Proceeding has no timer in RFC 3261: the attempt rings a minute at most, this stops a bug. */
export const ringingMax: Ms = minutes(5)
/** The attempt has its own, far shorter, maximum; this stops a bug. */
export const talkMax: Ms = hours(1)
/** How long `ended` waits for the reply to our BYE, which goes on being repeated without us. */
export const byePatience: Ms = seconds(2)
/** A proxy and a user agent may both ask again in the dialog, whose password is proven by then. */
export const dialogChallengesMax = 2
/** Branches of a fork that answer after the first, each hung up (§13.2.2.4). */
export const strayAnswersMax = 16
/** Branches of a fork that ring: the far end chooses their tags, what it may make us keep is bounded. */
export const earlyDialogsMax = 16
/** 422 to one INVITE: each proxy on the way may have its own minimum (RFC 4028 §7.3). */
export const tooBriefMax = 3

/** Methods a leg answers, in Allow. PRACK is answered too: with 481, for we send nothing reliably. */
export const legMethods = [
  ...(['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'UPDATE', 'PRACK'] as const),
] as const

/** What a dialog needs of it, whoever called. */
export interface DialogSetup extends Account {
  readonly contact: NameAddr
  /** Sent with every request: User-Agent. */
  readonly headers: readonly SipHeader[]
  /** Our side of every offer and answer of the call. */
  readonly media: LegMedia
}

export interface LegSetup extends DialogSetup {
  /** Request-URI of the first INVITE. */
  readonly uri: string
  /** With our tag. */
  readonly from: NameAddr
  readonly to: NameAddr
  readonly callId: string
  /** Sent with every INVITE outside the dialog: who calls (RFC 3325), who signed for it (RFC 8224). */
  readonly inviteHeaders: readonly SipHeader[]
  /** Where an INVITE passes before its URI; a dialog has its own (§12.1.2). */
  readonly routes: readonly NameAddr[]
  /** RFC 4028; null: not offered. */
  readonly sessionExpiresS: number | null
  /** RFC 3262. */
  readonly reliable: 'off' | 'supported' | 'required'
  /** A redirection is followed only to the same number, on loopback or on one of these hosts. */
  readonly follow: {
    /** The ways one number is written: +33…, 33…, 0033…, 0…; and the user part we dialled. */
    readonly numbers: readonly string[]
    readonly hosts: readonly string[]
    readonly isLoopback: boolean
    /** The trunk's: a redirection does not move a call to a weaker one. */
    readonly transport: string
    /** RFC 3261 §8.1.3.4 leaves the number to us. */
    readonly redirectsMax: number
  }
}

/** A branch that rang, by the tag it gave itself (§12.1.2). */
export interface EarlyDialog {
  readonly dialog: Dialog
  /** Of its last reliable reply in order (RFC 3262 §4). */
  readonly rseq: number | undefined
  /** SDP of its newest reply: a 2xx of the same branch may leave it out. */
  readonly sdp: string | undefined
  /** That SDP came reliably: it is the answer, and what follows is not (RFC 3262 §5, RFC 6337 §2.2). */
  readonly isAnswered: boolean
  /** What an UPDATE agreed since. */
  readonly audio: AgreedAudio | undefined
  readonly local: LocalSdp
  readonly theyUpdate: boolean
}

/** The SDP we sent last, and its o= version. */
export interface LocalSdp {
  readonly version: number
  readonly text: string
}

export interface Calling {
  readonly setup: LegSetup
  /** The newest INVITE. */
  readonly invite: SipRequest
  readonly auth: readonly Answered[]
  readonly challenges: number
  readonly redirects: readonly string[]
  /** undefined: no session timer is offered. */
  readonly session: SessionWish | undefined
  /** 422 so far. */
  readonly tooBrief: number
  /** 180 or 183 came. */
  readonly rang: boolean
  readonly heardFromNetwork: boolean
  /** What `ringing` events told so far. */
  readonly told: 'nothing' | 'ringing' | 'earlyMedia'
  /** By remote tag. */
  readonly early: ReadonlyMap<string, EarlyDialog>
  readonly giveUpAt: MonoMs
}

/** What must be remembered of an answer for as long as it may be repeated. */
export interface Confirmed {
  /** Theirs. */
  readonly tag: string
  /** Absent: they called, and it is they who acknowledge. */
  readonly ack?: SipRequest
}

/** What late answers of other branches need. */
interface Branches {
  /** The INVITE that was answered: other branches of a fork may still answer it. */
  readonly invite: SipRequest
  readonly confirmed: Confirmed | undefined
  readonly strays: readonly string[]
  /** CSeq numbers that PRACKs used up, by remote tag. */
  readonly used: ReadonlyMap<string, number>
}

export interface Talking extends Branches {
  readonly setup: DialogSetup
  readonly confirmed: Confirmed
  readonly dialog: Dialog
  readonly auth: readonly Answered[]
  readonly local: LocalSdp
  /** What the far end agreed to last. */
  readonly audio: AgreedAudio | undefined
  /** Our offer in a 200 of ours, whose answer the ACK brings. */
  readonly offerPending: boolean
  readonly session: SessionTimer
  readonly wish: SessionWish | undefined
  /** Their Allow lists UPDATE (RFC 3311 §4). */
  readonly theyUpdate: boolean
  /** CSeq and method of our refresh under way: one at a time (§14.1). */
  readonly refresh: SipRequest['cseq'] | undefined
  readonly giveUpAt: MonoMs
}

export type Ending = Omit<Extract<CallEvent, { is: 'ended' }>, 'is' | 'attempt' | 'at' | 'rtp'>

export type OutgoingLeg =
  | ({ readonly is: 'inviting' | 'authenticating' | 'proceeding' } & Calling)
  | ({ readonly is: 'canceling'; readonly cancelSent: boolean; readonly ending: Ending } & Calling)
  | ({ readonly is: 'answered' } & Talking)
  | ({ readonly is: 'terminating'; readonly ending: Ending; readonly byeTries: number } & Talking)
  | ({ readonly is: 'ended'; readonly setup: DialogSetup } & Branches)

/** A request of ours in the dialog, other than BYE. */
export interface Sent {
  readonly request: SipRequest
  /** How often challenges to it were answered. */
  readonly challenges: number
}

export type LegInput =
  | { readonly is: 'response'; readonly response: SipResponse }
  /** The INVITE transaction ended without a final reply. */
  | { readonly is: 'noReply' }
  | { readonly is: 'byeResponse'; readonly response: SipResponse }
  | { readonly is: 'byeUnanswered' }
  | { readonly is: 'sentResponse'; readonly sent: Sent; readonly response: SipResponse }
  | { readonly is: 'sentUnanswered'; readonly sent: Sent }
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
  /** PRACK, UPDATE or re-INVITE: its replies come back as `sentResponse`. */
  | { readonly is: 'send'; readonly sent: Sent }
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

/**
 * The port between the domain and the telephone network. Implementations: telephony/ (real SIP and RTP)
 * and the practice population in virtual time; test/contract holds both to the same behaviour.
 * One direction down (the methods), one event type up (CallEvent).
 */
import type { AmdHow, AmdVerdict } from '../base/amd.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { AttemptId, ClipId, TrunkId } from '../base/ids.ts'
import type { MonoMs, Ms } from '../base/units.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import type { LawfulCall } from '../law/decide.ts'
import type { Outcome } from './outcome.ts'

export interface RtpStats {
  readonly sent: number
  readonly received: number
  readonly lost: number
  readonly jitterMs: number
  /** ITU-T G.107, 1 to 4.5; of both directions the worse, as far as they are known. */
  readonly mos?: number
  /** What the far end reported (RFC 3550 §6.4): absent when it never did. */
  readonly roundTripMs?: number
  readonly outLost?: number
  readonly outJitterMs?: number
}

export type CallEvent =
  /** The INVITE leaves, at `at`; never sent when telephony holds it back. Before all other events. */
  | { readonly is: 'placed'; readonly attempt: AttemptId; readonly at: MonoMs }
  /** 180, or any provisional reply other than 100; `earlyMedia` when it carried an SDP body. */
  | {
      readonly is: 'ringing'
      readonly attempt: AttemptId
      readonly at: MonoMs
      readonly earlyMedia: boolean
    }
  /** 200 OK received and our ACK sent, at `at`. */
  | { readonly is: 'answered'; readonly attempt: AttemptId; readonly at: MonoMs }
  /** First RTP packet of the first clip sent; `sinceAckMs` is the silence the person heard. */
  | {
      readonly is: 'firstAudio'
      readonly attempt: AttemptId
      readonly at: MonoMs
      readonly sinceAckMs: Ms
    }
  /** One key press, de-duplicated (RFC 4733 §2.5). */
  | { readonly is: 'key'; readonly attempt: AttemptId; readonly at: MonoMs; readonly key: DtmfKey }
  /** Only after `listen`: who or what answered, once a `listen`. */
  | {
      readonly is: 'amd'
      readonly attempt: AttemptId
      readonly at: MonoMs
      readonly verdict: AmdVerdict
    }
  /** Only after `listen`: a beep is over, which began at `startedAt`. */
  | {
      readonly is: 'beep'
      readonly attempt: AttemptId
      readonly at: MonoMs
      readonly startedAt: MonoMs
      readonly hz: number
    }
  /** Only after `listen`: nothing has been said since `since`, long enough for a greeting to be over. */
  | {
      readonly is: 'farQuiet'
      readonly attempt: AttemptId
      readonly at: MonoMs
      readonly since: MonoMs
    }
  /** Only after `listen`, and after a `farQuiet` or a beep: something is said (again), since `since`. */
  | {
      readonly is: 'farSpeaks'
      readonly attempt: AttemptId
      readonly at: MonoMs
      readonly since: MonoMs
    }
  /** The last packet of a clip left. Never sent for a clip that was stopped or replaced. */
  | {
      readonly is: 'playEnded'
      readonly attempt: AttemptId
      readonly at: MonoMs
      readonly clip: ClipId
    }
  /** The leg is gone; exactly one per placed call, and nothing after it. */
  | {
      readonly is: 'ended'
      readonly attempt: AttemptId
      readonly at: MonoMs
      /** Who or what ended it. `refused`: a final reply other than 200 (or none at all). */
      readonly by: 'callee' | 'us' | 'refused' | 'mediaTimeout' | 'internalError'
      /** Row of the SIP→Outcome table; always when `by` is `refused`, else only `objected` (607). */
      readonly outcome?: Outcome
      /** Final SIP status; 408 is also our own when the network never replied. */
      readonly sipStatus?: number
      /** Retry-After (RFC 3261 §20.33): no new call on this trunk before it has passed … */
      readonly retryAfterMs?: Ms
      /** … unless the phone said it: 480, 486, 600, 603 tell when this person can be reached. */
      readonly retryAfterOf?: 'callee'
      readonly rtp: RtpStats
    }

export interface PlacedCall {
  readonly attempt: AttemptId
  /** The proof that this number may be called now; telephony checks once more that it has not expired. */
  readonly lawful: LawfulCall
  /** Answered and no RTP or RTCP received for this long → ended by mediaTimeout. */
  readonly mediaTimeoutMs: Ms
  /** Through which trunk; by default the first of the proof's kind that shows its caller ID. */
  readonly trunk?: TrunkId
  /** Who signed for the number shown: passed on as it is, in every INVITE of the call. */
  readonly passport?: Passport
}

/** RFC 8224: the values of Identity and Date as an authentication service made them. */
export interface Passport {
  readonly identity: string
  /** The Date that was signed with it, when the compact form needs it. */
  readonly date?: string
}

export interface Telephony {
  onEvent(listener: (event: CallEvent) => void): void
  /** Makes a clip known before it is played; resolves when it can be. */
  loadClip(clip: Clip): Promise<void>
  /** Sends the INVITE. The attempt's row is already committed as armed. */
  place(call: PlacedCall): void
  /** Plays from the start; replaces what is being played. Ignored on a leg that is gone. */
  play(attempt: AttemptId, clip: ClipId): void
  stopPlaying(attempt: AttemptId): void
  /** Listens from now on for who answered (`amd`, `beep`, `farQuiet`, `farSpeaks`); again: from the beginning. */
  listen(attempt: AttemptId, how: AmdHow): void
  /** CANCEL before an answer, BYE after; `ended` follows in any case. Ignored on a leg that is gone. */
  hangUp(attempt: AttemptId): void
  /** Hangs up what is left, waits for its `ended` events (bounded), frees sockets and threads. */
  close(): Promise<void>
}

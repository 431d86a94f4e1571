/** What a call attempt measured about itself, and the record it leaves (steps 10 and 11 of the path). */
import type { AmdVerdict, AmdVerdictName } from '../base/amd.ts'
import { unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { between, type MonoMs, type Ms, ms } from '../base/units.ts'
import { type FarSign, noteSign } from './farSigns.ts'
import type { Outcome } from './outcome.ts'
import type { CallEvent, RtpStats } from './telephony.ts'

/** A child playing with the keys must not fill the database; an objection is recorded beyond it. */
export const keysRecordedMax = 32

/** What the ear told of the far end, as far as the next step depends on it. */
export interface FarEnd {
  /** The last verdict. */
  readonly is: AmdVerdictName | null
  readonly last: 'nothing' | 'speech' | 'quiet' | 'beep'
}

/** What was left on a machine. */
export interface LeftVoicemail {
  /** Begun so often: a beep in the middle of it begins it again. */
  readonly starts: number
  readonly beepHeard: boolean
  /** Sent in one go since its last beginning. */
  readonly playedMs: Ms
}

export interface Seen {
  readonly placedAt: MonoMs | null
  readonly answeredAt: MonoMs | null
  readonly firstAudioMs: Ms | null
  /** The longest stretch of the content that was sent in one go. */
  readonly heardMs: Ms
  readonly heardWholly: boolean
  readonly keys: readonly DtmfKey[]
  readonly replays: number
  readonly objection: 'none' | 'storing' | 'stored'
  /** The first verdict: of who took the call. */
  readonly answeredBy: AmdVerdict | null
  readonly farSigns: readonly FarSign[]
  readonly farEnd: FarEnd
  /** They were said to be human once, whatever was said later. */
  readonly calledPerson: boolean
  /** How often the ear was told to begin. */
  readonly listens: number
  /** An assistant asked who calls, and nobody has come yet. */
  readonly screened: boolean
  /** null: none was begun. */
  readonly voicemail: LeftVoicemail | null
  /** Something was said while the voicemail was, since its last beginning: perhaps a person who picked up. */
  readonly spokenOver: boolean
}

export const nothingSeen: Seen = {
  placedAt: null,
  answeredAt: null,
  firstAudioMs: null,
  heardMs: ms(0),
  heardWholly: false,
  keys: [],
  replays: 0,
  objection: 'none',
  answeredBy: null,
  farSigns: [],
  farEnd: { is: null, last: 'nothing' },
  calledPerson: false,
  listens: 0,
  screened: false,
  voicemail: null,
  spokenOver: false,
}

/** How the attempt ended, ready to be stored once the edge has added the calendar's instant. */
export interface AttemptRecord {
  readonly outcome: Outcome
  readonly sipStatus?: number
  /** From the INVITE to the answer, or to the end when there was none. */
  readonly ringMs?: Ms
  /** From the answer to the end of the leg. */
  readonly talkMs?: Ms
  readonly firstAudioMs?: Ms
  readonly heardMs?: Ms
  readonly keys: readonly DtmfKey[]
  readonly rtp?: RtpStats
  /** Only of calls that were listened to. */
  readonly answeredBy?: AmdVerdict
  readonly farSigns?: readonly FarSign[]
  /** A voicemail was begun, and may have been recorded. */
  readonly voicemail?: LeftVoicemail
}

export function noteEvent(seen: Seen, event: CallEvent, objectionKey: DtmfKey): Seen {
  switch (event.is) {
    case 'placed':
      return { ...seen, placedAt: event.at }
    case 'answered':
      return { ...seen, answeredAt: seen.answeredAt ?? event.at }
    case 'firstAudio':
      return { ...seen, firstAudioMs: seen.firstAudioMs ?? event.sinceAckMs }
    case 'key': {
      const objects = event.key === objectionKey && seen.objection === 'none'
      const room = seen.keys.length < keysRecordedMax
      return {
        ...seen,
        keys: room || objects ? [...seen.keys, event.key] : seen.keys,
        objection: objects ? 'storing' : seen.objection,
      }
    }
    case 'ended':
      // Marked as unwanted on the phone (RFC 8197): as clear an objection as the key (RGPD art. 21).
      return event.outcome === 'objected' && seen.objection === 'none'
        ? { ...seen, objection: 'storing' }
        : seen
    case 'amd': {
      const farEnd = { ...seen.farEnd, is: event.verdict.verdict }
      // The first stays, whoever picks up later; unless it said human, which is judged on.
      const first = seen.answeredBy?.verdict === 'human' ? null : seen.answeredBy
      const calledPerson = seen.calledPerson || event.verdict.verdict === 'human'
      return { ...seen, farEnd, calledPerson, answeredBy: first ?? event.verdict }
    }
    case 'beep':
    case 'farQuiet':
    case 'farSpeaks': {
      if (seen.answeredAt === null) return seen
      const farSigns = noteSign(seen.farSigns, event, seen.answeredAt)
      return { ...seen, farSigns, farEnd: { ...seen.farEnd, last: lastOf(seen.farEnd, event.is) } }
    }
    case 'ringing':
    case 'playEnded':
      return seen
    default:
      return unreachable(event)
  }
}

/** Quiet after its beep, a machine records. */
function lastOf({ last }: FarEnd, sign: 'beep' | 'farQuiet' | 'farSpeaks'): FarEnd['last'] {
  switch (sign) {
    case 'beep':
      return 'beep'
    case 'farQuiet':
      return last === 'beep' ? 'beep' : 'quiet'
    case 'farSpeaks':
      return 'speech'
    default:
      return unreachable(sign)
  }
}

/** Content played from `since` until `until`; what was heard before is kept when it was more. */
export function noteHeard(seen: Seen, since: MonoMs, until: MonoMs, durationMs: Ms): Seen {
  const stretch = Math.min(durationMs, Math.max(0, between(since, until)))
  return { ...seen, heardMs: ms(Math.max(seen.heardMs, stretch)) }
}

export function noteHeardWholly(seen: Seen, durationMs: Ms): Seen {
  return { ...seen, heardMs: durationMs, heardWholly: true }
}

export function recordOf(
  seen: Seen,
  end: {
    readonly outcome: Outcome
    readonly at: MonoMs
    readonly sipStatus?: number | undefined
    readonly rtp?: RtpStats
  },
): AttemptRecord {
  const { placedAt, answeredAt, firstAudioMs, voicemail } = seen
  // What a mailbox that takes nothing was told is left nowhere.
  const left = end.outcome === 'mailboxFull' ? null : voicemail
  return {
    outcome: end.outcome,
    keys: seen.keys,
    ...(end.sipStatus === undefined ? {} : { sipStatus: end.sipStatus }),
    ...(placedAt === null ? {} : { ringMs: spanMs(placedAt, answeredAt ?? end.at) }),
    ...(answeredAt === null
      ? {}
      : { talkMs: spanMs(answeredAt, end.at), heardMs: ms(Math.round(seen.heardMs)) }),
    ...(firstAudioMs === null ? {} : { firstAudioMs }),
    ...(end.rtp === undefined ? {} : { rtp: end.rtp }),
    ...(left === null ? {} : { voicemail: left }),
    ...(seen.answeredBy === null ? {} : { answeredBy: seen.answeredBy }),
    ...(seen.farSigns.length === 0 ? {} : { farSigns: seen.farSigns }),
  }
}

/** Whole milliseconds: what the database keeps. */
function spanMs(from: MonoMs, to: MonoMs): Ms {
  return ms(Math.max(0, Math.round(between(from, to))))
}

/**
 * Hearing a message as a voter hears it: what is told, with its time since the answer, while the very
 * machine of a call attempt runs on a phone of our own. Nothing of it is stored; what a real call would
 * store is told instead.
 */
import type { DtmfKey } from '../base/dtmf.ts'
import type { AttemptId, ClipId } from '../base/ids.ts'
import { type Ms, ms } from '../base/units.ts'
import type { Menu } from '../campaign/campaign.ts'
import type {
  PartRole,
  Recording,
  SegmentRole,
  VersionName,
  VoiceMessage,
} from '../campaign/voiceMessage.ts'
import type { AttemptPlan, Phase } from './attemptState.ts'
import type { Outcome } from './outcome.ts'

/** What a key did: chose to listen, objected, asked for the message again, or nothing at that moment. */
export type KeyMeaning = 'listen' | 'objection' | 'replay' | 'nothing'

export type ListenEvent =
  | { readonly is: 'ringing' }
  /** The browser and the server can hear each other. */
  | { readonly is: 'connected' }
  | { readonly is: 'answered' }
  /** The first packet of sound left so long after the answer. */
  | { readonly is: 'firstSound'; readonly afterMs: number }
  /** This recording plays from its start, in place of what played: what a page plays by itself. */
  | { readonly is: 'plays'; readonly atMs: number; readonly clip: string; readonly part: HeardPart }
  | { readonly is: 'stops'; readonly atMs: number }
  /** Words begin; null where none were declared. */
  | {
      readonly is: 'says'
      readonly atMs: number
      readonly part: HeardPart
      readonly role: SegmentRole | null
      readonly text: string | null
    }
  | {
      readonly is: 'key'
      readonly atMs: number
      readonly key: DtmfKey
      readonly means: KeyMeaning
    }
  /** The prompt has ended: a key is waited for. */
  | { readonly is: 'waits'; readonly atMs: number; readonly forMs: number }
  /** A real call would now put the number on the list of those never to be called. */
  | { readonly is: 'wouldSuppress'; readonly atMs: number }
  | {
      readonly is: 'ended'
      readonly atMs: number
      readonly outcome: Outcome
      readonly why: EndReason
      readonly keys: readonly DtmfKey[]
      readonly heardMs: number | null
    }

/** call: the machine came to its end. refused, unanswered, hungUp: by the person. */
export type EndReason = 'call' | 'refused' | 'unanswered' | 'hungUp' | 'noConnection' | 'tooLong'

export type HeardPart = PartRole | 'voicemail'

/** The recordings of one version, by the name the call knows them by. */
export interface HeardVersion {
  readonly name: VersionName
  readonly parts: Partial<Readonly<Record<HeardPart, Recording>>>
}

/** undefined: the message has no such version. */
export function heardVersion(message: VoiceMessage, name: VersionName): HeardVersion | undefined {
  const { parts, voicemail, callback } = message
  switch (name) {
    case 'live':
      return { name, parts }
    case 'voicemail':
      return voicemail && { name, parts: { voicemail } }
    case 'callback':
      // Who rings back is told who called and how to object, then hears the content and the goodbye.
      return callback && { name, parts: { ...parts, ...callback } }
  }
}

/** The plan of the call attempt; undefined for what is left on a machine, where there is no menu. */
export function planOf(
  { name, parts: { gate, content, closing, objectionConfirmed } }: HeardVersion,
  attempt: AttemptId,
  settings: { readonly menu: Menu; readonly ringTimeoutMs: Ms; readonly maxTalkMs: Ms },
): AttemptPlan | undefined {
  if (name === 'voicemail' || !gate || !content || !closing || !objectionConfirmed) return undefined
  const { menu, ringTimeoutMs, maxTalkMs } = settings
  return {
    ...{ attempt, menu, ringTimeoutMs, maxTalkMs },
    parts: {
      gate: { role: 'gate', ...gate },
      content: { role: 'content', ...content },
      closing: { role: 'closing', ...closing },
      objectionConfirmed: { role: 'objectionConfirmed', ...objectionConfirmed },
    },
  }
}

export interface SpokenLine {
  /** From the start of the recording. */
  readonly afterMs: Ms
  readonly role: SegmentRole | null
  readonly text: string | null
}

/** The words of a recording as lines; where none are declared, one line without words. */
export function linesOf({ segments = [] }: Recording): readonly SpokenLine[] {
  if (segments.length === 0) return [{ afterMs: ms(0), role: null, text: null }]
  return segments.map(({ startsAtMs, role, text }) => ({ afterMs: startsAtMs, role, text }))
}

export function partOfClip(version: HeardVersion, clip: ClipId): HeardPart | undefined {
  const found = Object.entries(version.parts).find(([, recording]) => recording?.clip === clip)
  return found?.[0] as HeardPart | undefined
}

/** What this key will do in this phase of the call. */
export function meaningOf(
  key: DtmfKey,
  phase: Phase['is'] | 'voicemail',
  menu: Menu,
  replaysLeft: number,
): KeyMeaning {
  switch (phase) {
    case 'gate':
      if (key === menu.objection) return 'objection'
      return key === menu.listen ? 'listen' : 'nothing'
    case 'playing':
    case 'closing':
      if (key === menu.objection) return 'objection'
      return key === menu.replay && replaysLeft > 0 ? 'replay' : 'nothing'
    default:
      return 'nothing'
  }
}

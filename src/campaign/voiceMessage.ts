/**
 * A recording: versioned, hashed, approved. The parts are played in the order of the call flow (S1).
 * Approval names a person and binds to `hash`: another sound is another version, to be approved again.
 */
import type { ClipId } from '../base/ids.ts'
import { type EpochMs, type Ms, ms } from '../base/units.ts'

/** A piece of audio ready to be sent: both G.711 laws, 8,000 samples of one byte a second. */
export interface Clip {
  readonly id: ClipId
  readonly pcma: Uint8Array
  readonly pcmu: Uint8Array
}

export const partRoles = ['gate', 'content', 'closing', 'objectionConfirmed'] as const
/** gate: who calls and why, 1 to listen, 9 never again. objectionConfirmed: said once the objection is stored. */
export type PartRole = (typeof partRoles)[number]

export const segmentRoles = ['identity', 'objection', 'source', 'content', 'closing'] as const
/**
 * identity: who calls, for whom, the political label. objection: which key stops the calls. source: where
 * the data comes from, key 8 or the address of the notice. content. closing: goodbye, contact.
 */
export type SegmentRole = (typeof segmentRoles)[number]

/** Words spoken in a stretch of audio; the times are those of the audio itself, from its beginning. */
export interface SpokenSegment {
  readonly role: SegmentRole
  /** What is said, word for word, as declared. */
  readonly text: string
  readonly startsAtMs: Ms
  /** Fully spoken by then. */
  readonly endsAtMs: Ms
}

/** What a person can hear: answering, as a voicemail, or ringing back. */
export type VersionName = 'live' | 'voicemail' | 'callback'

/** Nothing is said in it: where a recording may be broken off without breaking a word. */
export interface SpeechPause {
  readonly fromMs: Ms
  readonly toMs: Ms
}

/** One recording as it is played, with what is said in it when that is declared. */
export interface Recording {
  readonly clip: ClipId
  readonly durationMs: Ms
  /** In order, found in the sound when it was taken in; absent: nobody looked. */
  readonly pauses?: readonly SpeechPause[]
  /** In the order they are heard; times from the beginning of this recording. */
  readonly segments?: readonly SpokenSegment[]
}

export interface MessagePart extends Recording {
  readonly role: PartRole
}

export interface VoiceMessage {
  readonly version: number
  /** SHA-256 over every sound and every word that is declared to be in it: see `hashOf`. */
  readonly hash: string
  readonly parts: Readonly<Record<PartRole, MessagePart>>
  /** Left on a voicemail: a message of its own, since nobody can press a key there. */
  readonly voicemail?: Recording
  /** For who rings back: who called and how to object, then the content. */
  readonly callback?: { readonly gate: Recording; readonly content: Recording }
  readonly voiceOrigin: 'recorded' | 'synthetic' | 'cloned'
  readonly approval: { readonly by: string; readonly at: EpochMs; readonly hash: string } | null
}

/** What a team records: everything of a message but its version, its hash and its approval. */
export type Recorded = Pick<VoiceMessage, 'parts' | 'voicemail' | 'callback' | 'voiceOrigin'>

export type VoiceMessageParts = VoiceMessage['parts']

/** Lower-case hex SHA-256 of a text; comes from the edge, since node:crypto is not for pure folders. */
export type Sha256 = (text: string) => string

/** Two messages are the same exactly when every version sounds the same and says the same words. */
export function hashOf(recorded: Omit<Recorded, 'voiceOrigin'>, sha256: Sha256): string {
  const { parts, voicemail, callback } = recorded
  return sha256(
    [
      ...partRoles.map((role) => linesOf(role, parts[role])),
      ...(voicemail ? [linesOf('voicemail', voicemail)] : []),
      ...(callback ? [linesOf('callback gate', callback.gate)] : []),
      ...(callback ? [linesOf('callback content', callback.content)] : []),
    ].join(''),
  )
}

/** The text as JSON, so that no text can look like another line. */
function linesOf(name: string, { clip, segments = [] }: Recording): string {
  const said = segments.map(
    ({ role, text, startsAtMs, endsAtMs }) =>
      ` ${role} ${startsAtMs} ${endsAtMs} ${JSON.stringify(text)}\n`,
  )
  return `${name}:${clip}\n${said.join('')}`
}

/**
 * The version that follows `previous`. The same sound said to come from the same kind of voice stays
 * the same version with its approval; anything else is a new version that nobody has approved.
 */
export function nextVersion(
  previous: VoiceMessage | null,
  recorded: Recorded,
  sha256: Sha256,
): VoiceMessage {
  const hash = hashOf(recorded, sha256)
  if (previous?.hash === hash && previous.voiceOrigin === recorded.voiceOrigin) return previous
  return { version: (previous?.version ?? 0) + 1, hash, ...recorded, approval: null }
}

/**
 * What is said in each version that exists, at the times it is heard from the answer on: one recording
 * follows the other. Who waits at the gate hears the rest later, never earlier. A version in which a
 * recording has no declared words is told by what is declared of the others.
 */
export function spokenVersions(
  message: Recorded,
): Partial<Record<VersionName, readonly SpokenSegment[]>> {
  const { parts, voicemail, callback } = message
  return {
    live: oneAfterTheOther([parts.gate, parts.content, parts.closing]),
    ...(voicemail && { voicemail: oneAfterTheOther([voicemail]) }),
    ...(callback && { callback: oneAfterTheOther([callback.gate, callback.content]) }),
  }
}

function oneAfterTheOther(recordings: readonly Recording[]): readonly SpokenSegment[] {
  let from = 0
  return recordings.flatMap(({ durationMs, segments = [] }) => {
    const offset = from
    from += durationMs
    return segments.map((segment) => ({
      ...segment,
      startsAtMs: ms(segment.startsAtMs + offset),
      endsAtMs: ms(segment.endsAtMs + offset),
    }))
  })
}

export type ApprovalAnswer =
  | { readonly is: 'approved'; readonly message: VoiceMessage }
  | {
      readonly is: 'refused'
      readonly why: 'noName' | 'otherSound'
      readonly measured: string
      readonly limit: string
    }

/** `hash` is that of what the person listened to: approving a version replaced meanwhile is refused. */
export function approve(
  message: VoiceMessage,
  approval: { readonly by: string; readonly at: EpochMs; readonly hash: string },
): ApprovalAnswer {
  const by = approval.by.trim()
  if (by === '') {
    return { is: 'refused', why: 'noName', measured: 'no name', limit: 'the name of a person' }
  }
  if (approval.hash !== message.hash) {
    return { is: 'refused', why: 'otherSound', measured: approval.hash, limit: message.hash }
  }
  return { is: 'approved', message: { ...message, approval: { ...approval, by } } }
}

/** An approval of another sound is no approval. */
export function isApproved(message: VoiceMessage): boolean {
  return message.approval !== null && message.approval.hash === message.hash
}

/** The talk of a person who waits the gate out, listens once and hears the goodbye. */
export function onePassMs({ parts }: VoiceMessage, gateTimeoutMs: Ms): Ms {
  const { gate, content, closing } = parts
  return ms(gate.durationMs + gateTimeoutMs + content.durationMs + closing.durationMs)
}

/** The longest of what can be heard in one pass: the call, the voicemail, the line that is rung back. */
export function longestPassMs(message: VoiceMessage, gateTimeoutMs: Ms): Ms {
  const { voicemail, callback } = message
  const rungBack = callback
    ? callback.gate.durationMs + gateTimeoutMs + callback.content.durationMs
    : 0
  return ms(Math.max(onePassMs(message, gateTimeoutMs), voicemail?.durationMs ?? 0, rungBack))
}

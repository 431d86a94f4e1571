/**
 * A take: one recording as a team works on it, with the segments they mark in it. One take of the call is
 * enough: it is cut into gate, content and closing where its segments say so; the sounds that are
 * missing in it are shipped ones.
 */
import { LONGEST_PART } from '../../audio/prepare.ts'
import type { Sound } from '../../audio/sound.ts'
import type { Ms } from '../../base/units.ts'
import type { SegmentRole } from '../../campaign/voiceMessage.ts'

/** call: for who answers. voicemail: left on a machine. objectionConfirmed: said after key 9. */
export const trackNames = ['call', 'voicemail', 'objectionConfirmed'] as const
export type TrackName = (typeof trackNames)[number]

/** As a team names what is said; `invitation` is the sentence that says which key listens. */
export const draftRoles = [
  'identity',
  'objection',
  'invitation',
  'content',
  'source',
  'closing',
] as const
export type DraftRole = (typeof draftRoles)[number]

export interface DraftSegment {
  readonly role: DraftRole
  /** Word for word; empty as long as nobody has written it. */
  readonly text: string
  readonly startsAtMs: Ms
  readonly endsAtMs: Ms
}

/** Segments in the order they are heard; they do not overlap. */
export interface Take {
  /** At the rate of the telephone. */
  readonly sound: Sound
  readonly segments: readonly DraftSegment[]
}

/** What the law knows of it: a sentence that invites to listen is content. */
export const spokenRole = (role: DraftRole): SegmentRole =>
  role === 'invitation' ? 'content' : role

/** The whole of it is heard in one call. */
export const LONGEST_TAKE: Ms = LONGEST_PART

/**
 * A recording: versioned, hashed, approved. The parts are played in the order of the call flow (S1).
 * Approval names a person and binds to `hash`: another sound is another version, to be approved again.
 */
import type { ClipId } from '../base/ids.ts'
import type { EpochMs, Ms } from '../base/units.ts'

/** A piece of audio ready to be sent: both G.711 laws, 8,000 samples of one byte a second. */
export interface Clip {
  readonly id: ClipId
  readonly pcma: Uint8Array
  readonly pcmu: Uint8Array
}

export const partRoles = ['gate', 'content', 'closing', 'objectionConfirmed'] as const
/** gate: who calls and why, 1 to listen, 9 never again. objectionConfirmed: said once the objection is stored. */
export type PartRole = (typeof partRoles)[number]

export interface MessagePart {
  readonly role: PartRole
  readonly clip: ClipId
  readonly durationMs: Ms
}

export interface VoiceMessage {
  readonly version: number
  /** SHA-256 over the roles and clip ids in the order of `partRoles`. */
  readonly hash: string
  readonly parts: Readonly<Record<PartRole, MessagePart>>
  readonly voiceOrigin: 'recorded' | 'synthetic' | 'cloned'
  readonly approval: { readonly by: string; readonly at: EpochMs; readonly hash: string } | null
}

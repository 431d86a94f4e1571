/**
 * The facts that `judgeLaunch` needs to say whether a campaign may be launched: the recording as it will
 * be heard, the declarations of the campaign's legal file, who pays, who approved. A fact that is not
 * known is left out, and the gate that needs it refuses with its name.
 */
import type { EpochMs, Ms } from '../base/units.ts'
import type { Election } from '../campaign/election.ts'
import type { LegalFile } from '../campaign/legalFile.ts'
import type { SpokenSegment, VersionName } from '../campaign/voiceMessage.ts'

export interface LaunchFacts {
  readonly now: EpochMs
  readonly purpose: 'electoral' | 'other'
  /** null: the campaign declares that no election concerns it; absent: unknown. */
  readonly election?: Election | null
  readonly controller: string
  readonly trunkKind: 'practice' | 'real'
  /** Each version a person can hear, with its segments in the order and at the times they are heard. */
  readonly heard: Readonly<Partial<Record<VersionName, readonly SpokenSegment[]>>>
  readonly voiceOrigin?: 'recorded' | 'synthetic' | 'cloned'
  /** When this very recording was first approved or used, and when last changed. */
  readonly messageChangedAt?: EpochMs
  readonly approval?: { readonly by: string; readonly at: EpochMs } | null
  readonly callerId: string
  readonly callerIds: readonly string[]
  /** Kinds of the sources the chosen people come from (contacts/source.ts). */
  readonly sourceKinds: readonly string[]
  readonly legalFile: LegalFile
  readonly ringTimeoutMs: Ms
}

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
  /** Where a machine answers, the voicemail version is left. */
  readonly leavesVoicemail?: boolean
  readonly voiceOrigin?: 'recorded' | 'synthetic' | 'cloned'
  readonly messageHash?: string
  /** When this very recording was last changed. */
  readonly messageChangedAt?: EpochMs
  /** When calls with this very recording first started; null: never, this launch is the first use. */
  readonly firstUsedAt?: EpochMs | null
  /** Keys of the menu, and the one among them that objects. */
  readonly keysOffered?: readonly string[]
  readonly objectionKey?: string
  readonly approval?: { readonly by: string; readonly at: EpochMs } | null
  readonly callerId: string
  readonly callerIds: readonly string[]
  /** Kinds of the sources the chosen people come from (contacts/source.ts). */
  readonly sourceKinds: readonly string[]
  readonly legalFile: LegalFile
  readonly ringTimeoutMs: Ms
  /** When this campaign first called; absent: not yet. */
  readonly firstCallAt?: EpochMs
  /** Canada: the registration with the Voter Contact Registry, once made. */
  readonly voterContactRegistry?: { readonly reference: string; readonly at: EpochMs }
}

/**
 * What a team works on until it is a version, in the business's verbs: takes with their steps, the script
 * that is read aloud, the versions with who made and who answered for them, the links by which somebody is asked.
 */

import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { AnsweringMachines } from '../campaign/answeringMachines.ts'
import type { ReviewAnswer, Reviewer } from '../campaign/approval.ts'
import type { VoiceMessage } from '../campaign/voiceMessage.ts'

export type Track = 'call' | 'voicemail' | 'objectionConfirmed'

/** Segments, source and analysis are those of src/intake/take: the store keeps them as they are. */
export interface NewStep {
  readonly what: string
  readonly pcm16: Uint8Array
  readonly segments: readonly object[]
  readonly source: object
  readonly analysis: object
}

export interface DraftRecording extends Omit<NewStep, 'pcm16'> {
  readonly track: Track
  readonly step: number
  /** How many steps can be undone. */
  readonly undoable: number
  readonly revision: number
  readonly madeBy: string
  readonly madeAt: EpochMs
}

export interface SavedScript {
  readonly lines: readonly object[]
  readonly voiceOrigin: VoiceMessage['voiceOrigin']
}

export interface VersionRecord {
  readonly message: VoiceMessage
  readonly addedAt: EpochMs
  /** null: by the command line. */
  readonly author: Reviewer | null
  readonly reviews: readonly Review[]
}

export interface Review {
  readonly answer: ReviewAnswer
  readonly reason: string | null
  readonly by: string
  /** Masked. */
  readonly number: string | null
  readonly how: 'app' | 'link' | 'phone'
  readonly at: EpochMs
}

export interface NewReview extends Omit<Review, 'at'> {
  readonly version: number
  readonly hash: string
  readonly email: string | null
  readonly link: number | null
}

export interface ApprovalLink {
  readonly id: number
  readonly organisation: number
  readonly campaign: CampaignId
  readonly version: number
  readonly hash: string
  readonly askedBy: string
  readonly askedAt: EpochMs
  readonly expiresAt: EpochMs
  readonly firstPlayedAt: EpochMs | null
  readonly review: Review | null
}

export interface MessageStore {
  drafts(campaign: CampaignId): Promise<readonly DraftRecording[]>
  draftSound(campaign: CampaignId, track: Track): Promise<Uint8Array>
  /** `seen`: the revision it was made from; null: there was none, or it is replaced whatever it was. */
  addStep(
    campaign: CampaignId,
    track: Track,
    step: NewStep,
    about: { readonly seen: number | null; readonly who: string; readonly now: EpochMs },
  ): Promise<void>
  /** Of the sound as it is: no step of its own. */
  setSegments(
    campaign: CampaignId,
    track: Track,
    segments: readonly object[],
    seen: number,
  ): Promise<void>
  undoStep(campaign: CampaignId, track: Track, seen: number): Promise<void>
  removeDraft(campaign: CampaignId, track: Track): Promise<void>
  script(campaign: CampaignId): Promise<SavedScript | null>
  saveScript(campaign: CampaignId, script: SavedScript, who: string, now: EpochMs): Promise<void>
  /** What the newest version asks of its campaign: is a voicemail left, how long may a talk be. */
  fitCampaign(
    campaign: CampaignId,
    fit: { readonly answeringMachines?: AnsweringMachines; readonly maxTalkMs: number },
  ): Promise<void>
  /** Newest first; those before `before`, at most `limit`. */
  versions(
    campaign: CampaignId,
    page: { readonly before: number | null; readonly limit: number },
  ): Promise<readonly VersionRecord[]>
  addLink(
    campaign: CampaignId,
    link: Pick<ApprovalLink, 'version' | 'hash' | 'askedBy' | 'askedAt' | 'expiresAt'> & {
      readonly tokenHash: string
    },
  ): Promise<void>
  links(campaign: CampaignId, version: number): Promise<readonly ApprovalLink[]>
  linkOf(tokenHash: string): Promise<ApprovalLink | null>
  notePlayed(link: number, now: EpochMs): Promise<void>
  /** An approval itself is stored by `Store.approve`; this says who answered what, and how. */
  addReview(campaign: CampaignId, review: NewReview, who: string, now: EpochMs): Promise<void>
}

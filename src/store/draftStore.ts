/** What the browser asks of campaigns that are being prepared, in the verbs of the business. */
import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { CampaignChanges, ChangedField } from '../campaign/changes.ts'

export interface UpdatedDraft {
  readonly campaign: Campaign
  readonly changed: readonly ChangedField[]
  /** It was ready, and is a draft again. */
  readonly reopened: boolean
}

export interface DraftStore {
  /** Draft or ready only; what is the same is no change. */
  updateCampaign(id: CampaignId, changes: CampaignChanges, now: EpochMs): Promise<UpdatedDraft>
  /** Of a draft, a ready or a paused campaign, which goes on with it; null: no limit. */
  setBudget(id: CampaignId, budgetMicroEuro: number | null, now: EpochMs): Promise<UpdatedDraft>
  /** A draft with the same settings, audience, papers and recording; the recording is to be approved again. */
  copyCampaign(id: CampaignId, name: string, now: EpochMs): Promise<Campaign>
  /** A draft that never called: hidden everywhere; its log stays. */
  deleteDraft(id: CampaignId, now: EpochMs): Promise<void>
}

/**
 * What a launch is judged by and the campaign itself does not hold: its legal file, when its recording
 * was first used, and from which sources the people come.
 */
import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { LegalFile, LegalPart } from '../campaign/legalFile.ts'

export interface LaunchRecord {
  readonly legalFile: LegalFile
  /** When the newest version of the recording was stored; null: there is none. */
  readonly messageAddedAt: EpochMs | null
  /** When calls with this version were first started; null: never. */
  readonly firstUsedAt: EpochMs | null
  /** Kinds of the sources of the people chosen, or to be chosen as long as nobody is. */
  readonly sourceKinds: readonly string[]
}

export interface LaunchStore {
  legalFile(campaign: CampaignId): Promise<LegalFile>
  /** Adds a declaration by a named person; null takes back what was declared of this part. */
  declare<Part extends LegalPart>(
    campaign: CampaignId,
    part: Part,
    value: NonNullable<LegalFile[Part]> | null,
    who: string,
    now: EpochMs,
  ): Promise<void>
  launchRecord(campaign: CampaignId): Promise<LaunchRecord>
}

/** A campaign's audience as it is stored: every version of its selection, the last of which counts. */
import type { CampaignId } from '../../base/ids.ts'
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { Selection } from '../../campaign/audience.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface Audience {
  readonly version: number
  readonly selection: Selection
  /** Communes its conditions come to; null: it has none. */
  readonly insee: readonly string[] | null
  readonly chosenBy: string
  readonly chosenAt: EpochMs
  readonly counts: AudienceCounts
}

/** Contacts in and out; a person may be left out by several criteria. */
export interface AudienceCounts {
  readonly contacts: number
  readonly chosen: number
  /** Criterion → contacts it leaves out, and of those the ones of whom we do not know it. */
  readonly leftOut: Readonly<Record<string, { readonly people: number; readonly unknown: number }>>
}

const latest = {
  name: 'audience-latest',
  text: `select version, selection, insee, chosen_by as "chosenBy", chosen_at as "chosenAt", counts
         from campaign_audience where campaign_id = $1 order by version desc limit 1`,
}

/** null: nothing was chosen, which means everybody. */
export async function latestAudience(
  { pool }: Database,
  campaign: CampaignId,
): Promise<Audience | null> {
  const [found] = await rowsOf<Audience>(pool, latest, [campaign])
  return found ? { ...found, chosenAt: epochMs(found.chosenAt) } : null
}

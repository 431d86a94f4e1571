/** What a transparency notice is made of: every version of a voice message, and when it was used. */
import type { CampaignId } from '../../base/ids.ts'
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { Recorded } from '../../campaign/voiceMessage.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

export interface StoredVersion {
  readonly message: Recorded & { readonly version: number; readonly hash: string }
  readonly addedAt: EpochMs
  /** Somebody approved it: what nobody may hear is not published. */
  readonly approved: boolean
}

const versions = {
  name: 'notice-versions',
  text: `select v.version, v.hash, v.parts, v.versions, v.voice_origin as "voiceOrigin",
           v.added_at as "addedAt", exists (select from voice_message_approval a
             where a.campaign_id = v.campaign_id and a.version = v.version and a.hash = v.hash) as approved
         from voice_message v where v.campaign_id = $1 order by v.version`,
}

interface VersionRow {
  readonly version: number
  readonly hash: string
  readonly parts: Recorded['parts']
  readonly versions: Pick<Recorded, 'voicemail' | 'callback'> | null
  readonly voiceOrigin: Recorded['voiceOrigin']
  readonly addedAt: number
  readonly approved: boolean
}

/** Oldest first. */
export async function voiceMessageVersions(
  { pool }: Database,
  campaign: CampaignId,
): Promise<readonly StoredVersion[]> {
  const rows = await rowsOf<VersionRow>(pool, versions, [campaign])
  return rows.map(({ version, hash, parts, versions: others, voiceOrigin, addedAt, approved }) => ({
    message: { version, hash, parts, ...others, voiceOrigin },
    addedAt: epochMs(addedAt),
    approved,
  }))
}

const called = {
  name: 'notice-called',
  text: `select min(placed_at) as "from", max(placed_at) as "to", count(placed_at)::int as attempts
         from attempt where campaign_id = $1`,
}

export async function calledPeriod(
  { pool }: Database,
  campaign: CampaignId,
): Promise<{ readonly from: EpochMs; readonly to: EpochMs; readonly attempts: number } | null> {
  const [row] = await rowsOf<{ from: number | null; to: number | null; attempts: number }>(
    pool,
    called,
    [campaign],
  )
  if (!row || row.from === null || row.to === null) return null
  return { from: epochMs(row.from), to: epochMs(row.to), attempts: row.attempts }
}

const organisationName = {
  name: 'notice-organisation',
  text: 'select name from organisation where id = $1',
}

export async function nameOfOrganisation(
  { pool }: Database,
  organisation: number,
): Promise<string> {
  const [row] = await rowsOf<{ name: string }>(pool, organisationName, [organisation])
  return row?.name ?? ''
}

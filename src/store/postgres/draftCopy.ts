/** A campaign made from another one: its settings, audience, papers and recording, as a draft. */
import { randomUUID } from 'node:crypto'
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { type Declaration, legalParts } from '../../campaign/legalFile.ts'
import type { Database } from '../database.ts'
import { latestAudience, setAudience } from './audience.ts'
import { campaignVerbs } from './campaigns.ts'
import { postgresLaunchStore } from './launch.ts'
import { voiceMessageVerbs } from './voiceMessages.ts'

interface Copying {
  readonly source: Campaign
  readonly name: string
  readonly now: EpochMs
  readonly who: string
}

/** Papers bound to one recording's use are declared anew: they attest this campaign, not the next. */
const declaredAnew: ReadonlySet<string> = new Set(['reattestation'])

export async function copyDraft(
  database: Database,
  { source, name, now, who }: Copying,
): Promise<Campaign> {
  const id = randomUUID() as string as CampaignId
  const { message, ...settings } = source
  const copy: Campaign = { ...settings, id, name, state: 'draft', message: null }
  const campaigns = campaignVerbs(database, who)
  await campaigns.createCampaign(copy, now)
  await database.pool.query('update campaign set copied_from = $2 where id = $1', [id, source.id])
  const audience = await latestAudience(database, source.id)
  if (audience) {
    const { selection, insee } = audience
    await setAudience(database, { campaign: id, selection, insee, by: who, now })
  }
  await copyPapers(database, source.id, id, { who, now })
  // Clips are stored once by their hash. Nobody has approved it for this campaign.
  if (message) {
    const unapproved = { ...message, version: 1, approval: null }
    await voiceMessageVerbs(database, who).addVoiceMessage(id, unapproved, [], now)
  }
  return campaigns.campaign(id)
}

async function copyPapers(
  database: Database,
  from: CampaignId,
  to: CampaignId,
  by: { readonly who: string; readonly now: EpochMs },
): Promise<void> {
  const launch = postgresLaunchStore(database)
  const legalFile = await launch.legalFile(from)
  for (const part of legalParts) {
    const value = legalFile[part] as Declaration['value'] | undefined
    if (value === undefined || value === null || declaredAnew.has(part)) continue
    await launch.declare(to, part, value, by.who, by.now)
  }
}

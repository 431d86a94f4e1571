/** The log of a campaign: who did what, when and why; and the wake-up of whoever watches it. */
import { type Kysely, sql } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { changedChannel } from './campaignWatch.ts'
import type { Tables } from './tables.ts'

export const noSuchCampaign = (id: CampaignId): Failure =>
  new Failure('notFound', `There is no campaign "${id}": list them with \`campaign status\`.`)

export async function addEvent(
  tx: Kysely<Tables>,
  event: Omit<Tables['campaign_event'], 'id'>,
): Promise<void> {
  await tx.insertInto('campaign_event').values(event).execute()
  await sql`select pg_notify(${changedChannel}, ${event.campaign_id})`.execute(tx)
}

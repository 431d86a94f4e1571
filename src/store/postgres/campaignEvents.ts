/** The log of a campaign: who did what, when and why; and the wake-up of whoever watches it. */
import { type Kysely, sql } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { changedChannel } from './campaignWatch.ts'
import type { Tables } from './tables.ts'

export const noSuchCampaign = (id: CampaignId): Failure =>
  new Failure('notFound', `There is no campaign "${id}": list them with \`campaign status\`.`, {
    fr: `Il n’y a pas de campagne « ${id} ».`,
  })

/** Its id. */
export async function addEvent(
  tx: Kysely<Tables>,
  event: Omit<Tables['campaign_event'], 'id'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('campaign_event')
    .values(event)
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`select pg_notify(${changedChannel}, ${event.campaign_id})`.execute(tx)
  return id
}

/** Whose campaign it is: the organisation in whose ledger its changes are written. */
export async function organisationOf(tx: Kysely<Tables>, campaign: string): Promise<number> {
  const { organisation_id: id } = await tx
    .selectFrom('campaign')
    .select('organisation_id')
    .where('id', '=', campaign)
    .executeTakeFirstOrThrow()
  return id
}

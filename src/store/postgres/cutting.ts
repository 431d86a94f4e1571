/**
 * Cutting a campaign: in one SqlTransaction it pauses and every call of it that is armed is barred.
 * Whatever process calls for it is told, and hangs up.
 */
import { sql, type Transaction } from 'kysely'
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import type { CampaignState } from '../../campaign/campaign.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { addEvent, noSuchCampaign } from './campaignEvents.ts'
import { changedChannel } from './campaignWatch.ts'
import { appendToLedger } from './ledger.ts'
import type { Tables } from './tables.ts'

export function cuttingVerbs({ kysely }: Database, who: string): Pick<Store, 'cutCampaign'> {
  return {
    cutCampaign: (id, why, now) =>
      kysely.transaction().execute(async (tx) => {
        // Waits for arms under way, which hold the row in share mode; later ones see the pause.
        const campaign = await lock(tx, id)
        const { numAffectedRows: calls = 0n } = await sql`update attempt set barred = 'cut'
          where campaign_id = ${id} and state = 'armed' and barred is null`.execute(tx)
        if (campaign.state === 'running') await pause(tx, id, campaign, { why, now, who })
        await sql`select pg_notify(${changedChannel}, ${id})`.execute(tx)
        return Number(calls)
      }),
  }
}

interface Locked {
  readonly state: CampaignState
  readonly organisation: number
}

async function lock(tx: Transaction<Tables>, id: CampaignId): Promise<Locked> {
  const { rows } = await sql<Locked>`select state, organisation_id as organisation from campaign
    where id = ${id} for no key update`.execute(tx)
  const [campaign] = rows
  if (!campaign) throw noSuchCampaign(id)
  return campaign
}

async function pause(
  tx: Transaction<Tables>,
  id: CampaignId,
  { organisation }: Locked,
  { why, now, who }: { readonly why: string; readonly now: EpochMs; readonly who: string },
): Promise<void> {
  await tx
    .updateTable('campaign')
    .set({ state: 'paused', revision: sql`nextval('campaign_revision')` })
    .where('id', '=', id)
    .execute()
  const event = await addEvent(tx, {
    ...{ campaign_id: id, at: now, who, what: 'moved' },
    ...{ from_state: 'running', to_state: 'paused', why },
  })
  await appendToLedger(tx, organisation, [
    {
      kind: 'campaignMoved',
      at: now,
      subject: `campaignEvent/${event}`,
      content: { campaign: id, from: 'running', to: 'paused', why, by: who },
    },
  ])
}

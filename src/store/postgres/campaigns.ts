/** Campaigns and their lifecycle: every move is a compare-and-set with its event and a NOTIFY. */
import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { CampaignId, OrganisationId, TrunkId } from '../../base/ids.ts'
import { type E164, epochMs, ms } from '../../base/units.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import type { VoiceMessage } from '../../campaign/voiceMessage.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { addEvent, noSuchCampaign, organisationOf } from './campaignEvents.ts'
import { refuseKilled } from './killing.ts'
import { appendToLedger } from './ledger.ts'
import type { Tables } from './tables.ts'
import { answered, countAnew } from './thresholds.ts'
import { latestVoiceMessages } from './voiceMessages.ts'

type CampaignVerbs = Pick<Store, 'createCampaign' | 'campaign' | 'campaigns' | 'moveCampaign'>

export function campaignVerbs({ kysely }: Database, who: string): CampaignVerbs {
  return {
    createCampaign: (campaign, now) =>
      kysely.transaction().execute(async (tx) => {
        await refuseDangling(tx, campaign)
        await tx
          .insertInto('campaign')
          .values({ ...rowOf(campaign), created_at: now })
          .execute()
        await tx.insertInto('campaign_counter').values({ campaign_id: campaign.id }).execute()
        await addEvent(tx, {
          campaign_id: campaign.id,
          at: now,
          who,
          what: 'created',
          from_state: null,
          to_state: campaign.state,
          why: campaign.name,
        })
      }),
    async campaign(id) {
      const [found] = await loadCampaigns(kysely, id)
      if (!found) throw noSuchCampaign(id)
      return found
    },
    campaigns: () => loadCampaigns(kysely, null),
    moveCampaign: (id, from, to, why, now) =>
      kysely.transaction().execute(async (tx) => {
        if (to === 'running') await beforeRunning(tx, id)
        // Waits for arms under way, which hold the row in share mode; later ones see the new state.
        const moved = await tx
          .updateTable('campaign')
          .set({ state: to, revision: sql`nextval('campaign_revision')` })
          .where('id', '=', id)
          .where('state', '=', from)
          .executeTakeFirst()
        if (moved.numUpdatedRows === 0n) {
          const known = await tx.selectFrom('campaign').select('id').where('id', '=', id).execute()
          if (known.length === 0) throw noSuchCampaign(id)
          return false
        }
        const event = await addEvent(tx, {
          ...{ campaign_id: id, at: now, who, what: 'moved' },
          ...{ from_state: from, to_state: to, why },
        })
        await appendToLedger(tx, await organisationOf(tx, id), [
          {
            kind: 'campaignMoved',
            at: now,
            subject: `campaignEvent/${event}`,
            content: { campaign: id, from, to, why, by: who },
          },
        ])
        return true
      }),
  }
}

/** Not with a killed recording; and when a threshold had paused it, it is counted anew from here. */
async function beforeRunning(tx: Transaction<Tables>, id: CampaignId): Promise<void> {
  await refuseKilled(tx, id)
  await tx.executeQuery(CompiledQuery.raw(countAnew.text, [id, answered]))
}

export async function refuseMissingTrunk(
  tx: Transaction<Tables>,
  { trunk: id }: Pick<Campaign, 'trunk'>,
): Promise<void> {
  const trunk = await tx.selectFrom('trunk').select('id').where('id', '=', id).executeTakeFirst()
  if (!trunk) {
    throw new Failure('notFound', `There is no trunk "${id}": add it first.`, {
      fr: `Il n’y a pas de ligne « ${id} » : ajoutez-la d’abord.`,
    })
  }
}

async function refuseDangling(tx: Transaction<Tables>, campaign: Campaign): Promise<void> {
  await refuseMissingTrunk(tx, campaign)
  const taken = await tx
    .selectFrom('campaign')
    .select('id')
    .where('id', '=', campaign.id)
    .executeTakeFirst()
  if (taken) {
    throw new Failure(
      'wrongState',
      `There is a campaign "${campaign.id}" already: name it otherwise.`,
      { fr: `Il y a déjà une campagne « ${campaign.id} » : donnez-lui un autre nom.` },
    )
  }
}

export const rowOf = (campaign: Campaign) => ({
  id: campaign.id,
  organisation_id: Number(campaign.organisation),
  name: campaign.name,
  controller: campaign.controller,
  purpose: campaign.purpose,
  election: campaign.election && JSON.stringify(campaign.election),
  trunk_id: campaign.trunk,
  caller_id: campaign.callerId,
  state: campaign.state,
  deadline: campaign.deadline,
  ring_timeout_ms: campaign.ringTimeoutMs,
  max_talk_ms: campaign.maxTalkMs,
  menu: JSON.stringify(campaign.menu),
  retry: JSON.stringify(campaign.retry),
  practice_start: campaign.practiceStart,
  answering_machines: campaign.answeringMachines ?? 'ignore',
  voicemails_a_day_max: campaign.voicemailsADayMax ?? null,
  budget_micro_euro: campaign.budgetMicroEuro ?? null,
  starts_at: campaign.startsAt ?? null,
  hours: campaign.hours === undefined ? null : JSON.stringify(campaign.hours),
  soft_start: campaign.softStart === undefined ? null : JSON.stringify(campaign.softStart),
})

export async function loadCampaigns(
  kysely: Kysely<Tables>,
  id: CampaignId | null,
): Promise<readonly Campaign[]> {
  let query = kysely
    .selectFrom('campaign')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
  if (id !== null) query = query.where('id', '=', id)
  const rows = await query.execute()
  const messages = await latestVoiceMessages(
    kysely,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    id: row.id as CampaignId,
    organisation: String(row.organisation_id) as OrganisationId,
    name: row.name,
    controller: row.controller,
    purpose: row.purpose,
    election: row.election,
    trunk: row.trunk_id as TrunkId,
    callerId: row.caller_id as E164,
    state: row.state,
    deadline: epochMs(row.deadline),
    ringTimeoutMs: ms(row.ring_timeout_ms),
    maxTalkMs: ms(row.max_talk_ms),
    menu: row.menu,
    retry: row.retry,
    message: (messages.get(row.id) ?? null) as VoiceMessage | null,
    practiceStart: row.practice_start === null ? null : epochMs(row.practice_start),
    answeringMachines: row.answering_machines,
    ...(row.voicemails_a_day_max !== null && { voicemailsADayMax: row.voicemails_a_day_max }),
    ...(row.budget_micro_euro !== null && { budgetMicroEuro: row.budget_micro_euro }),
    ...(row.starts_at !== null && { startsAt: epochMs(row.starts_at) }),
    ...(row.hours !== null && { hours: row.hours }),
    ...(row.soft_start !== null && { softStart: row.soft_start }),
  }))
}

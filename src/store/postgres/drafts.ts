/**
 * Drafts as they are prepared in a browser: changed field by field (a ready one is a draft again),
 * copied, taken back. Every change stands in the campaign's log with who made it.
 */
import { CompiledQuery, sql, type Transaction } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { type CampaignChanges, changedFields, withChanges } from '../../campaign/changes.ts'
import { step } from '../../campaign/lifecycle.ts'
import type { Database } from '../database.ts'
import type { DraftStore, UpdatedDraft } from '../draftStore.ts'
import { addEvent, noSuchCampaign, organisationOf } from './campaignEvents.ts'
import { campaignVerbs, loadCampaigns, refuseMissingTrunk, rowOf } from './campaigns.ts'
import { copyDraft } from './draftCopy.ts'
import { appendToLedger } from './ledger.ts'
import { clearChosen } from './rehearsal.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import type { Tables } from './tables.ts'

export function draftStore(database: Database, who: string): DraftStore {
  const { kysely, pool } = database
  return {
    updateCampaign: (id, changes, now) =>
      kysely.transaction().execute((tx) => changeDraft(tx, { id, changes, now, who })),
    setBudget: (id, budgetMicroEuro, now) =>
      kysely
        .transaction()
        .execute((tx) => changeBudget(tx, { id, changes: { budgetMicroEuro }, now, who })),
    async copyCampaign(id, name, now) {
      const source = await campaignVerbs(database, who).campaign(id)
      return copyDraft(database, { source, name, now, who })
    },
    deleteDraft: (id, now) =>
      inSqlTransaction(pool, async (client) => {
        await takeBack(client, id, now, who)
      }),
  }
}

const nextRevision = sql<number>`nextval('campaign_revision')`

interface Changing {
  readonly id: CampaignId
  readonly changes: CampaignChanges
  readonly now: EpochMs
  readonly who: string
}

async function changeDraft(
  tx: Transaction<Tables>,
  { id, changes, now, who }: Changing,
): Promise<UpdatedDraft> {
  const [before] = await lockedCampaign(tx, id)
  if (!before) throw noSuchCampaign(id)
  const changed = changedFields(before, changes)
  const move = step(before, { is: 'reopen' }, now)
  if (move.is === 'wrongState') throw notADraft(before)
  if (changed.length === 0) return { campaign: before, changed, reopened: false }
  const after: Campaign = { ...withChanges(before, changes), state: 'draft' }
  if (after.trunk !== before.trunk) await refuseMissingTrunk(tx, after)
  if ((before.practiceStart === null) !== (after.practiceStart === null)) {
    await refuseTried(tx, id)
    await tx.executeQuery(CompiledQuery.raw(clearChosen.text, [id]))
  }
  const { id: _, organisation_id: __, ...row } = rowOf(after)
  await tx
    .updateTable('campaign')
    .set({ ...row, revision: nextRevision })
    .where('id', '=', id)
    .execute()
  const event = { campaign_id: id, at: now, who }
  const why = JSON.stringify(changed)
  await addEvent(tx, { ...event, what: 'changed', from_state: null, to_state: null, why })
  if (move.is !== 'moved') return { campaign: after, changed, reopened: false }
  const moved = { from_state: before.state, to_state: move.to, why: move.why }
  const written = await addEvent(tx, { ...event, what: 'moved', ...moved })
  await appendToLedger(tx, await organisationOf(tx, id), [
    {
      ...{ kind: 'campaignMoved', at: now, subject: `campaignEvent/${written}` },
      content: { campaign: id, from: before.state, to: move.to, why: move.why, by: who },
    },
  ])
  return { campaign: after, changed, reopened: true }
}

/** What a campaign may spend is no part of what was approved: one that waits for money gets it and goes on. */
async function changeBudget(tx: Transaction<Tables>, changing: Changing): Promise<UpdatedDraft> {
  const { id, changes, now, who } = changing
  const [before] = await lockedCampaign(tx, id)
  if (!before) throw noSuchCampaign(id)
  if (before.state === 'draft' || before.state === 'ready') return changeDraft(tx, changing)
  if (before.state !== 'paused') throw notPaused(before)
  const changed = changedFields(before, changes)
  if (changed.length === 0) return { campaign: before, changed, reopened: false }
  const after = withChanges(before, changes)
  await tx
    .updateTable('campaign')
    .set({ budget_micro_euro: rowOf(after).budget_micro_euro, revision: nextRevision })
    .where('id', '=', id)
    .execute()
  await addEvent(tx, {
    ...{ campaign_id: id, at: now, who, what: 'changed', from_state: null, to_state: null },
    why: JSON.stringify(changed),
  })
  return { campaign: after, changed, reopened: false }
}

const notPaused = ({ state }: Campaign): Failure =>
  new Failure('wrongState', 'Pause the campaign first: it calls with the budget it was given.', {
    fr: 'Suspendez d’abord la campagne : elle appelle avec le budget qu’on lui a donné.',
    measured: state,
    limit: 'draft, ready or paused',
  })

/** Two people change one after the other, each seeing what the other wrote. */
async function lockedCampaign(
  tx: Transaction<Tables>,
  id: CampaignId,
): Promise<readonly Campaign[]> {
  await tx.selectFrom('campaign').select('id').where('id', '=', id).forUpdate().execute()
  return loadCampaigns(tx, id)
}

const notADraft = ({ state }: Campaign): Failure =>
  new Failure(
    'wrongState',
    `This campaign is ${state}: what it calls with was checked and approved, and does not change any ` +
      'more. Copy it, and change the copy.',
    {
      fr:
        'Cette campagne a été lancée : ce avec quoi elle appelle a été vérifié et approuvé, et ' +
        'ne change plus. Copiez-la, et changez la copie.',
      measured: state,
      limit: 'draft or ready',
    },
  )

async function refuseTried(tx: Transaction<Tables>, id: CampaignId): Promise<void> {
  const tried = await tx
    .selectFrom('campaign')
    .select('id')
    .where('id', '=', id)
    .where(sql<boolean>`exists (select from attempt where campaign_id = ${id})`)
    .executeTakeFirst()
  if (!tried) return
  throw new Failure(
    'wrongState',
    'This campaign has called already: copy it to go from practice to real calls, or back.',
    {
      fr:
        'Cette campagne a déjà appelé : copiez-la pour passer de l’entraînement aux vrais ' +
        'appels, ou l’inverse.',
      measured: 'with calls',
      limit: 'without calls',
    },
  )
}

const lockDraft = {
  name: 'draft-lock',
  text: `select state, exists (select from attempt where campaign_id = $1) as tried
         from campaign where id = $1 and deleted_at is null for update`,
}
const hide = {
  name: 'draft-hide',
  text: `update campaign set deleted_at = $2, revision = nextval('campaign_revision') where id = $1`,
}
const note = {
  name: 'draft-deleted',
  text: `insert into campaign_event (campaign_id, at, who, what, why)
         values ($1, $2, $3, 'deleted', 'the draft was taken back')`,
}
const dropChecks = {
  name: 'draft-checks',
  text: 'delete from campaign_check where campaign_id = $1',
}

/** Its row, declarations and log stay, because the ledger speaks of them; whom it chose does not. */
async function takeBack(
  client: SqlClient,
  id: CampaignId,
  now: EpochMs,
  who: string,
): Promise<void> {
  const [found] = await rowsOf<{ state: string; tried: boolean }>(client, lockDraft, [id])
  if (!found) throw noSuchCampaign(id)
  if (found.state !== 'draft' || found.tried) {
    throw new Failure(
      'wrongState',
      'Only a draft that has called nobody can be deleted: this one must stay, to prove what it did.',
      {
        fr:
          'Seul un brouillon qui n’a appelé personne peut être supprimé : cette campagne doit ' +
          'rester, pour prouver ce qu’elle a fait.',
        measured: found.tried ? `${found.state}, with calls` : found.state,
        limit: 'draft',
      },
    )
  }
  await rowsOf(client, clearChosen, [id])
  await rowsOf(client, dropChecks, [id])
  await rowsOf(client, hide, [id, now])
  await rowsOf(client, note, [id, now, who])
}

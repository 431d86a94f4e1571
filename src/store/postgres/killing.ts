/**
 * The kill switch: a recording that nobody may hear any more. One SqlTransaction bars every call that is
 * armed with it and pauses its campaigns; from then on none can be armed, in whatever process, until a
 * new version, which has another hash, is approved.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs } from '../../base/units.ts'
import type { CampaignState } from '../../campaign/campaign.ts'
import type { Database } from '../database.ts'
import type { MessageKill, Store } from '../store.ts'
import { addEvent } from './campaignEvents.ts'
import { changedChannel } from './campaignWatch.ts'
import { appendToLedger } from './ledger.ts'
import type { Tables } from './tables.ts'

/** Of arming.ts: campaigns whose newest recording was killed. */
export const killedCampaigns = `select v.campaign_id from message_kill m
  join voice_message v on v.hash = m.hash
  where not exists (select from voice_message newer
    where newer.campaign_id = v.campaign_id and newer.version > v.version)`

interface UsingCampaign {
  readonly id: CampaignId
  readonly organisation: number
  readonly state: CampaignState
  /** Its newest recording is this one. */
  readonly uses: boolean
}

export function killVerbs(
  { kysely }: Database,
  who: string,
): Pick<Store, 'killMessage' | 'messageKill'> {
  return {
    killMessage: (hash, { why, by }, now) =>
      kysely.transaction().execute(async (tx) => {
        const { numAffectedRows: news } = await sql`
          insert into message_kill (hash, why, killed_by, at)
          values (${hash}, ${why}, ${by}, ${now}) on conflict (hash) do nothing`.execute(tx)
        // Waits for arms under way, which hold the rows in share mode; later ones see the kill.
        const using = await campaignsWith(tx, hash)
        if (using.length === 0) {
          throw new Failure(
            'notFound',
            `No campaign has a recording ${hash}: see \`campaign show\`.`,
            { fr: `Aucune campagne n’a l’enregistrement ${hash}.` },
          )
        }
        const ids = using.map(({ id }) => id)
        const { numAffectedRows: calls = 0n } = await sql`update attempt set barred = 'message'
          where campaign_id = any(${ids}) and state = 'armed'`.execute(tx)
        const paused = using.filter(({ state, uses }) => uses && state === 'running')
        for (const campaign of paused) await pause(tx, campaign, { why, by, now, who })
        for (const organisation of news ? new Set(using.map((each) => each.organisation)) : []) {
          await appendToLedger(tx, organisation, [
            { kind: 'messageKilled', at: now, subject: `messageKill/${hash}`, content: {} },
          ])
        }
        await sql`select pg_notify(${changedChannel}, '')`.execute(tx)
        return { paused: paused.map(({ id }) => id), calls: Number(calls) }
      }),
    async messageKill(hash) {
      const { rows } = await sql<MessageKill>`select why, killed_by as by, at from message_kill
        where hash = ${hash}`.execute(kysely)
      return rows[0] ?? null
    },
  }
}

async function campaignsWith(tx: Kysely<Tables>, hash: string): Promise<readonly UsingCampaign[]> {
  const { rows } = await sql<UsingCampaign>`
    select k.id, k.organisation_id as organisation, k.state,
      ${hash} = (select v.hash from voice_message v where v.campaign_id = k.id
        order by v.version desc limit 1) as uses
    from campaign k
    where k.id in (select campaign_id from voice_message where hash = ${hash})
    order by k.id for no key update`.execute(tx)
  return rows
}

async function pause(
  tx: Transaction<Tables>,
  { id, organisation, state }: UsingCampaign,
  kill: { readonly why: string; readonly by: string; readonly now: EpochMs; readonly who: string },
): Promise<void> {
  await tx
    .updateTable('campaign')
    .set({ state: 'paused', revision: sql`nextval('campaign_revision')` })
    .where('id', '=', id)
    .execute()
  const why = `the recording was killed by ${kill.by}: ${kill.why}`
  const event = await addEvent(tx, {
    ...{ campaign_id: id, at: kill.now, who: kill.who, what: 'moved' },
    ...{ from_state: state, to_state: 'paused', why },
  })
  await appendToLedger(tx, organisation, [
    {
      kind: 'campaignMoved',
      at: kill.now,
      subject: `campaignEvent/${event}`,
      content: { campaign: id, from: state, to: 'paused', why, by: kill.who },
    },
  ])
}

/** A campaign does not run with a recording that was killed, whoever starts it. */
export async function refuseKilled(tx: Kysely<Tables>, id: CampaignId): Promise<void> {
  const { rows } = await sql<MessageKill>`select m.why, m.killed_by as by, m.at from message_kill m
    where m.hash = (select v.hash from voice_message v where v.campaign_id = ${id}
      order by v.version desc limit 1)`.execute(tx)
  const [kill] = rows
  if (!kill) return
  throw new Failure(
    'refused',
    `The recording of campaign ${id} was killed by ${kill.by} (${kill.why}): add a new version and ` +
      'have it approved.',
    {
      fr:
        `L’enregistrement de cette campagne a été retiré par ${kill.by} (${kill.why}) : ajoutez ` +
        'une nouvelle version et faites-la approuver.',
      measured: 'killed',
      limit: 'a recording that was not killed',
    },
  )
}

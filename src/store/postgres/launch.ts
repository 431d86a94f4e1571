/** The legal file and the record a launch is judged by. Declarations are only ever added to. */
import { epochMs } from '../../base/units.ts'
import { type Declaration, legalFileOf } from '../../campaign/legalFile.ts'
import { kindsWithoutConsent } from '../../contacts/source.ts'
import type { Database } from '../database.ts'
import type { LaunchRecord, LaunchStore } from '../launchStore.ts'
import { addEvent, noSuchCampaign, organisationOf } from './campaignEvents.ts'
import { appendToLedger } from './ledger.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

/** The newest version of the recording, and the first start of calls since it was there. */
const recordingUse = {
  name: 'launch-recording-use',
  text: `select m.added_at, (
           select min(e.at) from campaign_event e
           where e.campaign_id = m.campaign_id and e.to_state = 'running' and e.id > coalesce((
             select max(a.id) from campaign_event a
             where a.campaign_id = m.campaign_id and a.what = 'voice message added'), 0)
         ) as first_used_at
         from voice_message m where m.campaign_id = $1 order by m.version desc limit 1`,
}

/**
 * Kinds of the organisation's sources. One that carries no consent counts when somebody chosen, or to be
 * chosen, stands in no other source: then it is from there that they would be called. Asked for such
 * sources only, so that six million people with a consent cost nothing.
 */
const sourceKinds = {
  name: 'launch-source-kinds',
  text: `select distinct s.kind
         from campaign c join source s on s.organisation_id = c.organisation_id
         where c.id = $1 and s.rows_accepted > 0 and (s.kind <> all($2::text[]) or exists (
           select from mention m
           join contact p on p.organisation_id = c.organisation_id and p.phone = m.phone
           where m.source_id = s.id
             and (not exists (select from target t where t.campaign_id = c.id)
               or exists (select from target t where t.campaign_id = c.id and t.contact_id = p.id))
             and not exists (
               select from mention o join source other on other.id = o.source_id
               where o.phone = m.phone and other.organisation_id = c.organisation_id
                 and other.kind <> all($2::text[]))))
         order by s.kind`,
}

export function postgresLaunchStore(database: Database): LaunchStore {
  const { kysely, pool } = database
  const legalFile: LaunchStore['legalFile'] = async (campaign) => {
    const rows = await kysely
      .selectFrom('legal_declaration')
      .select(['part', 'value'])
      .where('campaign_id', '=', campaign)
      .orderBy('id')
      .execute()
    return legalFileOf(rows as unknown as readonly Declaration[])
  }
  return {
    legalFile,
    declare: (campaign, part, value, who, now) =>
      kysely.transaction().execute(async (tx) => {
        const known = await tx
          .selectFrom('campaign')
          .select('id')
          .where('id', '=', campaign)
          .executeTakeFirst()
        if (!known) throw noSuchCampaign(campaign)
        const { id } = await tx
          .insertInto('legal_declaration')
          .values({
            ...{ campaign_id: campaign, part, declared_by: who, declared_at: now },
            value: value === null ? null : JSON.stringify(value),
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        await addEvent(tx, {
          ...{ campaign_id: campaign, at: now, who, from_state: null, to_state: null },
          what: value === null ? 'declaration taken back' : 'declared',
          why: part,
        })
        await appendToLedger(tx, await organisationOf(tx, campaign), [
          {
            kind: 'declared',
            at: now,
            subject: `legalDeclaration/${id}`,
            content: { campaign, part, value, by: who },
          },
        ])
      }),
    launchRecord: async (campaign): Promise<LaunchRecord> => {
      const declared = await legalFile(campaign)
      const [use] = await rowsOf<{ added_at: number; first_used_at: number | null }>(
        pool,
        recordingUse,
        [campaign],
      )
      // Reads whole tables when there is a source without consent: the planner chooses how.
      const kinds = await inSqlTransaction(
        pool,
        (client) => rowsOf<{ kind: string }>(client, sourceKinds, [campaign, kindsWithoutConsent]),
        { fewRows: false },
      )
      return {
        legalFile: declared,
        messageAddedAt: use ? epochMs(use.added_at) : null,
        firstUsedAt: use?.first_used_at == null ? null : epochMs(use.first_used_at),
        sourceKinds: kinds.map(({ kind }) => kind),
      }
    },
  }
}

/** A campaign's audience as it is stored: every version of its selection, the last of which counts. */
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { type EpochMs, epochMs } from '../../base/units.ts'
import { type Reach, reachOf, type Selection } from '../../campaign/audience.ts'
import type { Database } from '../database.ts'
import { criteriaSql, reachValues } from './audienceSql.ts'
import { noSuchCampaign } from './campaignEvents.ts'
import { lockCounters } from './counters.ts'
import { appendToLedger } from './ledger.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface Audience {
  readonly version: number
  readonly selection: Selection
  /** Communes its conditions come to; null: it has none. */
  readonly insee: readonly string[] | null
  readonly chosenBy: string
  readonly chosenAt: EpochMs
  readonly counts: AudienceCounts
}

/** Numbers in and out; one may be left out by several criteria. */
export interface AudienceCounts {
  readonly contacts: number
  readonly chosen: number
  /** Criterion → numbers it leaves out, and those among them of whom we do not know it. */
  readonly leftOut: Readonly<Record<string, LeftOut>>
}

export interface LeftOut {
  readonly people: number
  readonly unknown: number
}

const latest = {
  name: 'audience-latest',
  text: `select version, selection, insee, chosen_by as "chosenBy", chosen_at as "chosenAt", counts
         from campaign_audience where campaign_id = $1 order by version desc limit 1`,
}
const stateOf = {
  name: 'audience-campaign',
  text: `select state, organisation_id as organisation,
           exists (select from attempt where campaign_id = $1) as tried
         from campaign where id = $1`,
}
const add = {
  name: 'audience-add',
  text: `insert into campaign_audience (campaign_id, version, selection, insee, chosen_by, chosen_at,
           counts)
         select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6
         from campaign_audience where campaign_id = $1 returning version`,
}
const chooseAgain = {
  name: 'audience-choose-again',
  text: 'update campaign_counter set chosen_up_to = null where campaign_id = $1',
}
/** What a criterion is about, when the person did not tell. */
const unknownOf: Readonly<Record<string, string>> = {
  areas: 'c.insee is null and c.territory is null and c.postcode is null',
  conditions: 'c.insee is null',
  pollingDistricts: 'c.polling_district is null',
  languages: 'c.language is null',
}
const criteria = criteriaSql(2)
/** OFFSET 0: each criterion is asked once a person, however often it is counted. */
const count = {
  name: 'audience-count',
  text: `select count(*) as contacts,
      count(*) filter (where ${criteria.map(([criterion]) => `"${criterion}"`).join(' and ')}) as chosen,
      ${criteria
        .map(
          ([criterion]) => `count(*) filter (where not "${criterion}") as "${criterion}",
           count(*) filter (where not "${criterion}" and "${criterion}Unknown")
             as "${criterion}Unknown"`,
        )
        .join(', ')}
    from (select ${criteria
      .map(
        ([criterion, sql]) => `coalesce(${sql}, false) as "${criterion}",
          ${unknownOf[criterion]} as "${criterion}Unknown"`,
      )
      .join(', ')}
      from contact c where c.organisation_id = $1 offset 0) as each`,
}

/** null: nothing was chosen, which means everybody. */
export async function latestAudience(
  { pool }: { readonly pool: SqlClient },
  campaign: CampaignId,
): Promise<Audience | null> {
  const [found] = await rowsOf<Audience>(pool, latest, [campaign])
  return found ? { ...found, chosenAt: epochMs(found.chosenAt) } : null
}

export const reachOfAudience = (audience: Audience | null): Reach | null =>
  audience && reachOf(audience.selection, audience.insee)

export interface NewAudience {
  readonly campaign: CampaignId
  readonly selection: Selection
  readonly insee: readonly string[] | null
  readonly by: string
  readonly now: EpochMs
}

/** A new version. Refused once the campaign was started: its notice has told how people were chosen. */
export function setAudience({ pool }: Database, chosen: NewAudience): Promise<Audience> {
  const { campaign, selection, insee, by, now } = chosen
  return inSqlTransaction(
    pool,
    async (client) => {
      await lockCounters(client, [campaign])
      const [found] = await rowsOf<CampaignState>(client, stateOf, [campaign])
      if (!found) throw noSuchCampaign(campaign)
      if (found.tried || !['draft', 'ready'].includes(found.state)) throw alreadyStarted(found)
      const counts = await countAudience(client, found.organisation, reachOf(selection, insee))
      const values = [JSON.stringify(selection), insee, by, now, JSON.stringify(counts)]
      const [row] = await rowsOf<{ version: number }>(client, add, [campaign, ...values])
      const version = row?.version ?? 1
      await rowsOf(client, chooseAgain, [campaign])
      await appendToLedger(client, found.organisation, [
        {
          ...{ kind: 'declared', at: now, subject: `campaignAudience/${campaign}/${version}` },
          content: { selection, insee, by, at: now, counts },
        },
      ])
      return { version, selection, insee, chosenBy: by, chosenAt: now, counts }
    },
    { fewRows: false },
  )
}

interface CampaignState {
  readonly state: string
  readonly organisation: number
  readonly tried: boolean
}

const alreadyStarted = ({ state, tried }: CampaignState): Failure =>
  new Failure(
    'wrongState',
    'This campaign was started: the people it calls were told how they are chosen, and that does ' +
      'not change any more. Make another campaign for another audience.',
    {
      fr:
        'Cette campagne a démarré : les personnes appelées savent comment elles sont choisies, ' +
        'et cela ne change plus. Faites une autre campagne pour un autre public.',
      measured: tried ? `${state}, with calls` : state,
      limit: 'draft or ready, without calls',
    },
  )

/** Before it is chosen: what it would come to. */
export async function countAudience(
  client: SqlClient,
  organisation: number,
  reach: Reach,
): Promise<AudienceCounts> {
  const [found] = await rowsOf<Record<string, number>>(client, count, [
    organisation,
    ...reachValues(reach),
  ])
  const { contacts = 0, chosen = 0, ...counted } = found ?? {}
  const leftOut = criteria.flatMap(([criterion]) => {
    const people = counted[criterion] ?? 0
    return people > 0 ? [[criterion, { people, unknown: counted[`${criterion}Unknown`] ?? 0 }]] : []
  })
  return { contacts, chosen, leftOut: Object.fromEntries(leftOut) }
}

/**
 * What law needs to know about leased people (step 5), read for a whole batch in three statements:
 * the ledger of consents of the person, the suppressions that concern them, the attempts that count.
 */
import { assert } from '../../base/assert.ts'
import type { CampaignId, TargetId } from '../../base/ids.ts'
import { type E164, type EpochMs, epochMs, hours } from '../../base/units.ts'
import { outcomes } from '../../call/outcome.ts'
import type { ConsentEntry } from '../../contacts/consent.ts'
import type { SuppressionEntry } from '../../contacts/suppression.ts'
import type { LeasedTarget } from '../store.ts'
import type { Pads } from './listKeys.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface LeasedRow {
  readonly target: string
  /** null: not leased after all, its home is busy. */
  readonly token: string | null
  readonly attempts: number
  readonly contact: number
  readonly phone: string
  readonly person: number
  readonly household: number
  readonly insee: string | null
  readonly territory: string | null
  /** Rehearsal: the number of fiction that is rung instead. */
  readonly standIn: string | null
}

interface FactsCampaign {
  readonly id: CampaignId
  readonly controller: string
  readonly organisation: number
  readonly practice: boolean
}

/** Longer than the longest window of a cap in law (30 days, Code conso. D223-9), with room. */
export const attemptsSince = hours(45 * 24)
export const uncounted = Object.entries(outcomes)
  .filter(([, facts]) => !facts.counts)
  .map(([outcome]) => outcome)

const consents = {
  name: 'facts-consents',
  text: `select mine.id as contact, e.kind, e.controller, e.channel, e.at,
           coalesce(e.slots, '[]') as slots, e.wording_version as "wordingVersion",
           e.wording_expired_at as "wordingExpiredAt"
         from unnest($1::bigint[]) as asked(id) join contact mine on mine.id = asked.id
         join contact other on other.person_id = mine.person_id
           and other.organisation_id = mine.organisation_id
         cross join lateral consents_of(other.id, other.phone, other.organisation_id) e
         order by e.at, e.id`,
}
/** Those of the number itself, and objections made on any number of the person. */
const suppressions = {
  name: 'facts-suppressions',
  text: `select mine.id as contact, s.scope, s.controller, s.at,
           coalesce(s.reason, 'on the list ' || l.name || ' of ' || l.holder) as reason
         from unnest($1::bigint[]) as asked(id) join contact mine on mine.id = asked.id
         join contact other on other.person_id = mine.person_id
           and other.organisation_id = mine.organisation_id
         cross join unnest($3::bytea[], $4::bytea[]) as key(inner_pad, outer_pad)
         join standing_suppression s
           on s.number_hash = number_hash(other.phone, key.inner_pad, key.outer_pad)
           and (other.id = mine.id or s.whole_person)
         left join suppression_list l on l.id = s.list_id
         where s.scope <> 'organisation' or s.organisation_id = $2
         order by s.at, s.id`,
}
/** Practice attempts rang nobody: they count among themselves only. */
const attempts = {
  name: 'facts-attempts',
  text: `select mine.id as contact, a.armed_at as at, other.phone as number,
           a.campaign_id = $2 as "thisCampaign"
         from unnest($1::bigint[]) as asked(id) join contact mine on mine.id = asked.id
         join contact other on other.person_id = mine.person_id
           and other.organisation_id = mine.organisation_id
         join target t on t.contact_id = other.id
         join campaign k on k.id = t.campaign_id and k.controller = $3
           and (k.practice_start is not null) = $5
         join attempt a on a.target_id = t.id
         where (a.campaign_id = $2 or a.armed_at >= $4)
           and (a.outcome is null or a.outcome <> all($6::text[]))
         order by a.armed_at, a.id`,
}

type OfContact<Fact> = Fact & { readonly contact: number }
type AttemptFact = LeasedTarget['attempts'][number]

export async function factsOf(
  client: SqlClient,
  { campaign, pads }: { readonly campaign: FactsCampaign; readonly pads: Pads },
  rows: readonly LeasedRow[],
  now: EpochMs,
): Promise<readonly LeasedTarget[]> {
  if (rows.length === 0) return []
  const contacts = rows.map(({ contact }) => contact)
  const { id, organisation, controller, practice } = campaign
  const since = now - attemptsSince
  const given = await rowsOf<OfContact<ConsentRow>>(client, consents, [contacts])
  const barred = await rowsOf<OfContact<SuppressionRow>>(client, suppressions, [
    contacts,
    organisation,
    ...pads,
  ])
  const tried = await rowsOf<OfContact<AttemptFact>>(client, attempts, [
    contacts,
    id,
    controller,
    since,
    practice,
    uncounted,
  ])
  const consentsOf = Map.groupBy(given, ({ contact }) => contact)
  const suppressionsOf = Map.groupBy(barred, ({ contact }) => contact)
  const attemptsOf = Map.groupBy(tried, ({ contact }) => contact)
  return rows.map((row) => {
    assert(row.token !== null, 'facts are read for leased targets only')
    return {
      target: row.target as TargetId,
      campaign: id,
      leaseToken: row.token,
      contact: String(row.contact),
      number: row.phone as E164,
      ...(row.standIn !== null && { standIn: row.standIn as E164 }),
      person: String(row.person),
      household: String(row.household),
      ...(row.insee !== null && { insee: row.insee }),
      ...(row.territory !== null && { territory: row.territory }),
      consents: (consentsOf.get(row.contact) ?? []).map(consentEntry),
      suppressions: (suppressionsOf.get(row.contact) ?? []).map(suppressionEntry),
      attempts: (attemptsOf.get(row.contact) ?? []).map(({ at, number, thisCampaign }) => ({
        at: epochMs(at),
        number,
        thisCampaign,
      })),
      attemptNumber: row.attempts + 1,
    }
  })
}

type ConsentRow = Pick<ConsentEntry, 'kind' | 'controller' | 'channel' | 'at'> & {
  readonly slots: NonNullable<ConsentEntry['slots']>
  readonly wordingVersion: string | null
  readonly wordingExpiredAt: EpochMs | null
}
type SuppressionRow = Pick<SuppressionEntry, 'scope' | 'at' | 'reason'> & {
  readonly controller: string | null
}

const consentEntry = (row: ConsentRow): ConsentEntry => ({
  ...{ kind: row.kind, controller: row.controller, channel: row.channel, at: row.at },
  slots: row.slots,
  ...(row.wordingVersion !== null && { wordingVersion: row.wordingVersion }),
  ...(row.wordingExpiredAt !== null && { wordingExpiredAt: row.wordingExpiredAt }),
})

const suppressionEntry = ({ scope, controller, at, reason }: SuppressionRow) => ({
  scope,
  at,
  reason,
  ...(controller !== null && { controller }),
})

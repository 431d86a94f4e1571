/** The book of contacts: read by name, searched by how a name begins or by a whole number, one opened. */
import type { E164, EpochMs } from '../../base/units.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface ContactLine {
  readonly id: number
  readonly phone: E164
  readonly lastName: string | null
  readonly firstName: string | null
  readonly commune: string | null
  readonly postcode: string | null
  readonly territory: string | null
  readonly createdAt: EpochMs
  /** As the list is ordered: without case or accents. */
  readonly key: string
}

export interface ContactsAsked {
  readonly organisation: number
  /** How last name and first name begin; empty: everybody. */
  readonly prefix: string
  readonly after: { readonly key: string; readonly id: number } | null
  readonly limit: number
}

const key = 'c.sort_name'
const columns = `c.id, c.phone, c.last_name as "lastName", c.first_name as "firstName", c.commune,
  c.postcode, c.territory, c.created_at as "createdAt"`

/**
 * One lower bound for the index to begin at: the end of the page before, or where the prefix begins. Not
 * a named statement: planned for any prefix and any limit, it would read and sort everybody.
 */
const page = `select ${columns}, ${key} as key from contact c
  where c.organisation_id = $1
    and (${key}, c.id) > (coalesce($3, ltrim(name_key($2, null))) collate "C", $4)
    and ${key} < ltrim(name_key($2, null)) || U&'\\+10FFFF'
  order by ${key}, c.id limit $5`

export async function contactsByName(
  client: SqlClient,
  { organisation, prefix, after, limit }: ContactsAsked,
): Promise<ContactLine[]> {
  const values = [organisation, prefix, after?.key ?? null, after?.id ?? 0, limit]
  return (await client.query<ContactLine>(page, values)).rows
}

const byNumber = {
  name: 'contact-by-number',
  text: 'select id from contact where organisation_id = $1 and phone = $2',
}
export const contactOfNumber = async (
  client: SqlClient,
  organisation: number,
  number: E164,
): Promise<number | null> =>
  (await rowsOf<{ id: number }>(client, byNumber, [organisation, number]))[0]?.id ?? null

export interface OpenedContact extends Omit<ContactLine, 'key'> {
  readonly person: number
  readonly insee: string | null
  readonly language: string | null
  readonly pollingDistrict: string | null
  /** The same person's other numbers. */
  readonly others: readonly { readonly id: number; readonly phone: E164 }[]
}

const one = {
  name: 'contact-one',
  text: `select ${columns}, c.person_id as person, c.insee, c.language,
      c.polling_district as "pollingDistrict",
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'phone', o.phone) order by o.id)
        from contact o where o.person_id = c.person_id and o.organisation_id = $1 and o.id <> c.id),
        '[]') as others
    from contact c where c.organisation_id = $1 and c.id = $2`,
}
export const openContact = async (
  client: SqlClient,
  organisation: number,
  id: number,
): Promise<OpenedContact | null> =>
  (await rowsOf<OpenedContact>(client, one, [organisation, id]))[0] ?? null

/** One decision about this number: an attempt with its verdict, or a refusal. */
export interface DecisionLine {
  readonly at: EpochMs
  readonly is: 'call' | 'refusal'
  readonly campaign: string
  readonly campaignName: string
  readonly practice: boolean
  readonly outcome: string | null
  readonly heardMs: number | null
  /** Keys the person pressed. */
  readonly keys: string
  /** A rehearsal rang a number of fiction in their place. */
  readonly standIn: boolean
  readonly rulesRun: number | null
  readonly refusals: readonly {
    readonly rule: string
    /** Absent: a fact is missing. */
    readonly measured?: string
    readonly limit?: string
    readonly reason?: { readonly fr: string; readonly en: string }
  }[]
  readonly key: string
}

const decisions = {
  name: 'contact-decisions',
  text: `select * from (
    select coalesce(a.placed_at, a.armed_at) as at, 'call' as is, k.id as campaign,
      k.name as "campaignName", k.practice_start is not null as practice, a.outcome,
      a.heard_ms as "heardMs", a.keys,
      exists (select from stand_in s where s.target_id = t.id) as "standIn",
      jsonb_array_length(coalesce(a.verdict->'rulesRun', '[]')) as "rulesRun", '[]'::jsonb as refusals,
      'a' || a.id as key
    from target t join attempt a on a.target_id = t.id
    join campaign k on k.id = a.campaign_id and k.organisation_id = $1
    where t.contact_id = $2
    union all
    select r.judged_at, 'refusal', k.id, k.name, k.practice_start is not null, null, null, '', false,
      jsonb_array_length(coalesce(r.verdict->'rulesRun', '[]')),
      coalesce(r.verdict->'refusals', '[]') || coalesce(r.verdict->'unknown', '[]'), 'r' || t.id
    from target t join refusal r on r.target_id = t.id
    join campaign k on k.id = t.campaign_id and k.organisation_id = $1
    where t.contact_id = $2) d
    where (d.at, d.key) < ($3, $4) order by d.at desc, d.key desc limit $5`,
}

export const decisionsOf = (
  client: SqlClient,
  asked: {
    readonly organisation: number
    readonly contact: number
    readonly before: { readonly at: number; readonly key: string } | null
    readonly limit: number
  },
): Promise<DecisionLine[]> =>
  rowsOf<DecisionLine>(client, decisions, [
    ...[asked.organisation, asked.contact],
    ...[asked.before?.at ?? Number.MAX_SAFE_INTEGER, asked.before?.key ?? '~', asked.limit],
  ])

/** Where one fact comes from, with the file it stood in. */
export interface FactLine {
  readonly fact: string
  readonly value: string
  readonly line: number | null
  readonly saidBy: string | null
  readonly saidAt: string | null
  readonly kind: string
  readonly holder: string
  readonly collectedFrom: string
  readonly collectedTo: string
  readonly importedAt: EpochMs
  /** null: the person told us themselves. */
  readonly fileName: string | null
}

const facts = {
  name: 'contact-facts',
  text: `select p.fact, p.value, p.line, p.said_by as "saidBy", p.said_at as "saidAt", p.kind,
      p.holder, p.collected_from as "collectedFrom", p.collected_to as "collectedTo",
      p.imported_at as "importedAt", nullif(s.file_name, '') as "fileName"
    from provenance p left join source s on s.id = p.source_id
    where p.contact_id = $1
    order by p.imported_at desc, p.source_id, p.line, array_position(array['phone', 'lastName',
      'firstName', 'commune', 'postcode', 'insee', 'territory', 'language'], p.fact) limit 500`,
}
export const factsOfContact = (client: SqlClient, contact: number): Promise<FactLine[]> =>
  rowsOf<FactLine>(client, facts, [contact])

const deciding = {
  name: 'contact-campaigns',
  text: `select id, name, state, practice_start is not null as practice from campaign
         where organisation_id = $1
         order by array_position(array['running', 'paused', 'ready', 'draft'], state) nulls last,
           created_at desc, id limit 20`,
}
export interface CampaignName {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly practice: boolean
}
/** For which a number may be judged: those that call or will call first. */
export const campaignsToJudge = (
  client: SqlClient,
  organisation: number,
): Promise<CampaignName[]> => rowsOf<CampaignName>(client, deciding, [organisation])

/**
 * The lists behind the sums of a report, a page at a time by key. A page reads rows until it is full, and
 * a bounded number of them: where few are wanted it may be short, or empty, and still have a next one.
 */
import type { CampaignId } from '../../base/ids.ts'
import { maskNumber } from '../../base/redact.ts'
import type { Outcome } from '../../call/outcome.ts'
import type { Database } from '../database.ts'
import { rowsOf } from './sqlTransaction.ts'

/** Rows read for one page at most, wanted or not. */
export const scannedMax = 5000

export interface ListedAttempt {
  readonly attempt: string
  /** null: the person was erased. */
  readonly contact: number | null
  readonly number: string
  readonly attemptNumber: number
  readonly outcome: Outcome
  readonly placedAt: number | null
  readonly talkMs: number | null
  readonly heardMs: number | null
  readonly voicemailMs: number | null
  readonly keys: string
}

export interface AttemptKey {
  readonly armedAt: number
  readonly attempt: string
}

export interface ListPage<Row, Key> {
  readonly rows: readonly Row[]
  readonly next: Key | null
}

const attempts = {
  name: 'report-list-attempts',
  text: `with wanted as materialized (
           select id, armed_at from (
             select id, armed_at, outcome from attempt
             where campaign_id = $1 and (armed_at, id) > ($2::bigint, $3::uuid)
             order by armed_at, id limit $4) as scanned
           where outcome = any($5) order by armed_at, id limit $6
         )
         select a.id as attempt, c.id as contact, coalesce(c.phone, '') as number,
           a.attempt_number as "attemptNumber", a.outcome, a.placed_at as "placedAt",
           a.talk_ms as "talkMs", a.heard_ms as "heardMs", a.voicemail_ms as "voicemailMs", a.keys, a.armed_at as "armedAt",
           case when (select count(*) from wanted) < $6 then (
             select jsonb_build_object('armedAt', armed_at, 'attempt', id) from attempt
             where campaign_id = $1 and (armed_at, id) > ($2::bigint, $3::uuid)
             order by armed_at, id offset $4::bigint - 1 limit 1) end as last
         from (select null) as always left join wanted w on true left join attempt a on a.id = w.id
         left join target t on t.id = a.target_id left join contact c on c.id = t.contact_id
         order by a.armed_at, a.id`,
}

interface Scanned<Key> {
  /** Of a page that is not full, the last row that was read, when there may be more behind it. */
  readonly last: Key | null
}

const beforeAll: AttemptKey = { armedAt: -1, attempt: '00000000-0000-0000-0000-000000000000' }

export async function listAttempts(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
  {
    outcomes,
    after,
    limit,
  }: {
    readonly outcomes: readonly Outcome[]
    readonly after: AttemptKey | null
    readonly limit: number
  },
): Promise<ListPage<ListedAttempt, AttemptKey>> {
  const { armedAt, attempt } = after ?? beforeAll
  type Row = ListedAttempt & { readonly armedAt: number } & Scanned<AttemptKey>
  const found = await rowsOf<Row>(pool, attempts, [
    ...[id, armedAt, attempt, scannedMax, outcomes, limit],
  ])
  const rows = found.filter((row) => row.attempt !== null)
  const end = rows.at(-1)
  const isFull = rows.length === limit && end !== undefined
  return {
    rows: rows.map(({ last: _, armedAt: __, ...row }) => ({
      ...row,
      number: maskNumber(row.number),
    })),
    next: isFull ? { armedAt: end.armedAt, attempt: end.attempt } : (found[0]?.last ?? null),
  }
}

export const peopleGroups = [
  'reached',
  'notReached',
  'refused',
  'waiting',
  'reachedOnOtherNumber',
  'notPlaced',
] as const
export type PeopleGroup = (typeof peopleGroups)[number]

export interface ListedPerson {
  readonly target: string
  readonly contact: number | null
  readonly number: string
  readonly area: string
  readonly attempts: number
  readonly outcome: Outcome | null
  /** The next instant at which they may be called. */
  readonly dueAt: number | null
  /** Of the last refusal: its rules with their words. */
  readonly refusals: readonly {
    readonly rule: string
    readonly reason: { readonly fr: string; readonly en: string } | null
  }[]
}

/** As the counters of the report count them (report/report.ts). */
const inGroup: Readonly<Record<PeopleGroup, string>> = {
  reached: 'outcome = any($5)',
  notReached: 'outcome = any($5)',
  notPlaced: 'outcome = any($5)',
  refused: `state = 'refused' and attempts = 0 and $5::text[] is not null`,
  waiting: `state in ('ready', 'leased', 'waiting') and attempts = 0 and $5::text[] is not null`,
  reachedOnOtherNumber: `state = 'done' and attempts = 0 and $5::text[] is not null`,
}

const people = (group: PeopleGroup) => ({
  name: `report-list-${group}`,
  text: `with own as (
           select coalesce(first_target, 0) as first, coalesce(last_target, 9e18::bigint) as last
           from campaign_counter where campaign_id = $1
         ), wanted as materialized (
           select * from (
             select id, contact_id, state, attempts, outcome, due_at, area from target
             where campaign_id = $1 and id > $2 and id >= (select first from own)
               and id <= (select last from own)
             order by id limit $3) as scanned
           where ${inGroup[group]} order by id limit $4
         )
         select w.id::text as target, c.id as contact, coalesce(c.phone, '') as number,
           coalesce(w.area, area_of(c.insee, c.territory), '') as area, w.attempts, w.outcome,
           nullif(w.due_at, 0) as "dueAt",
           coalesce(r.verdict->'refusals', '[]') || coalesce(r.verdict->'unknown', '[]') as refusals,
           case when (select count(*) from wanted) < $4 then (
             select id from target
             where campaign_id = $1 and id > $2 and id >= (select first from own)
               and id <= (select last from own)
             order by id offset $3::bigint - 1 limit 1) end as last
         from (select null) as always left join wanted w on true
         left join contact c on c.id = w.contact_id left join refusal r on r.target_id = w.id
         order by w.id`,
})

export async function listPeople(
  { pool }: Pick<Database, 'pool'>,
  id: CampaignId,
  {
    group,
    outcomes,
    after,
    limit,
  }: {
    readonly group: PeopleGroup
    /** Those of the group; none where it is not about outcomes. */
    readonly outcomes: readonly Outcome[]
    readonly after: number | null
    readonly limit: number
  },
): Promise<ListPage<ListedPerson, number>> {
  const found = await rowsOf<ListedPerson & Scanned<number>>(pool, people(group), [
    ...[id, after ?? 0, scannedMax, limit, outcomes],
  ])
  const rows = found.filter((row) => row.target !== null)
  const end = rows.at(-1)
  return {
    rows: rows.map(({ last: _, ...row }) => ({
      ...row,
      number: maskNumber(row.number),
      refusals: row.refusals.map(({ rule, reason }) => ({ rule, reason: reason ?? null })),
    })),
    next:
      rows.length === limit && end !== undefined ? Number(end.target) : (found[0]?.last ?? null),
  }
}

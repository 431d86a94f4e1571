/** The book of objections: the newest first, and how many came since an instant. */
import type { E164, EpochMs } from '../../base/units.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

export interface ObjectionLine {
  readonly id: number
  /** null: only the keyed hash is kept. */
  readonly phone: E164 | null
  readonly scope: string
  readonly controller: string | null
  readonly reason: string
  readonly at: EpochMs
  readonly reference: string | null
  /** Of the list it came with. */
  readonly list: string | null
  readonly liftedAt: EpochMs | null
}

const page = {
  name: 'objections-page',
  text: `select s.id, s.phone, s.scope, s.controller, s.at, s.reference, l.name as list,
      coalesce(s.reason, l.name) as reason, lift.at as "liftedAt"
    from suppression s left join suppression_list l on l.id = s.list_id
    left join suppression_lift lift on lift.suppression_id = s.id
    where s.organisation_id = $1 and (s.at, s.id) < ($2, $3)
    order by s.at desc, s.id desc limit $4`,
}

export const newestObjections = (
  client: SqlClient,
  organisation: number,
  before: { readonly at: number; readonly id: number } | null,
  limit: number,
): Promise<ObjectionLine[]> =>
  rowsOf<ObjectionLine>(client, page, [
    ...[organisation, before?.at ?? Number.MAX_SAFE_INTEGER, before?.id ?? 0, limit],
  ])

/** A busy day has thousands; a list of millions imported today is shown as "more". */
export const countedMax = 10_000
const since = {
  name: 'objections-since',
  text: `select count(*) as count from (
    select from suppression where organisation_id = $1 and at >= $2 limit $3) counted`,
}
export const objectionsSince = async (
  client: SqlClient,
  organisation: number,
  from: EpochMs,
): Promise<number> =>
  (await rowsOf<{ count: number }>(client, since, [organisation, from, countedMax]))[0]?.count ?? 0

/** Who stands in the suppression list, what is exported of it, and what the person themselves ends. */
import type { E164, EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { newReference } from '../receipt.ts'
import {
  type ListedEntry,
  ownList,
  type StandingEntry,
  type SuppressionStore,
} from '../suppressionStore.ts'
import { appendToLedger } from './ledger.ts'
import { padsInUse } from './listKeys.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'
import { listVerbs } from './suppressionLists.ts'

const entriesPerPage = 10_000

const standing = {
  name: 'suppression-standing',
  text: `select s.id, s.scope, s.controller, s.at, s.reference, s.whole_person as "wholePerson",
           coalesce(s.reason, 'on the list ' || l.name || ' of ' || l.holder) as reason
         from unnest($2::bytea[], $3::bytea[]) as key(inner_pad, outer_pad)
         join standing_suppression s
           on s.number_hash = number_hash($1, key.inner_pad, key.outer_pad)
         left join suppression_list l on l.id = s.list_id
         order by s.at, s.id`,
}
/** Of the person's other numbers only what was their own act. */
const liftable = {
  name: 'suppression-liftable',
  text: `select distinct s.id, s.organisation_id as organisation
         from (select $1::text as phone, true as named union
           select other.phone, other.phone = $1 from contact named join contact other
             on other.person_id = named.person_id and other.organisation_id = named.organisation_id
           where named.phone = $1) as mine
         cross join unnest($2::bytea[], $3::bytea[]) as key(inner_pad, outer_pad)
         join standing_suppression s
           on s.number_hash = number_hash(mine.phone, key.inner_pad, key.outer_pad)
           and (mine.named or s.whole_person)
         where case when $4::text is null then s.scope <> 'platform' else s.scope = $4 end
         order by s.id`,
}
const lifted = {
  name: 'suppression-lift',
  text: `insert into suppression_lift (suppression_id, reference, proof, at, who)
         select id, $2, $3, $4, $5 from unnest($1::bigint[]) as id
         on conflict (suppression_id) do nothing`,
}
const page = {
  name: 'suppression-page',
  text: `select s.id, s.phone, encode(s.number_hash, 'hex') as hash, s.scope, s.controller, s.at
         from standing_suppression s left join suppression_list l on l.id = s.list_id
         where s.id > $1 and coalesce(l.name, '${ownList}') = $2
           and (own_organisation() is null or s.organisation_id = own_organisation())
         order by s.id limit ${entriesPerPage}`,
}

/** `who`: written beside every lift. */
export function suppressionStore(database: Database, who: string): SuppressionStore {
  const { pool } = database
  return {
    ...listVerbs(database),
    async standing(number) {
      const pads = await padsInUse(pool, database)
      return await rowsOf<StandingEntry>(pool, standing, [number, ...pads])
    },
    async *entriesOf(name) {
      let last = 0
      for (;;) {
        const rows = await rowsOf<ListedEntry & { id: number }>(pool, page, [last, name])
        if (rows.length > 0) yield rows
        if (rows.length < entriesPerPage) return
        last = rows.at(-1)?.id ?? last
      }
    },
    lift: (number, { proof, scope }, now) =>
      inSqlTransaction(pool, (client) =>
        lift(client, database, { number, proof, scope, now, who }),
      ),
  }
}

async function lift(
  client: SqlClient,
  database: Database,
  asked: {
    readonly number: E164
    readonly proof: string
    readonly scope: string | null
    readonly now: EpochMs
    readonly who: string
  },
): ReturnType<SuppressionStore['lift']> {
  const { number, proof, scope, now, who } = asked
  const pads = await padsInUse(client, database)
  const rows = await rowsOf<{ id: number; organisation: number }>(client, liftable, [
    ...[number, ...pads, scope],
  ])
  if (rows.length === 0) return null
  const reference = newReference('L')
  const ids = rows.map(({ id }) => id)
  await rowsOf(client, lifted, [ids, reference, proof, now, who])
  for (const organisation of new Set(rows.map((row) => row.organisation))) {
    await appendToLedger(client, organisation, [
      { kind: 'suppressionLifted', at: now, subject: `suppressionLift/${reference}`, content: {} },
    ])
  }
  return { reference, at: now, entries: ids.length }
}

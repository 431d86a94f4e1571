/**
 * Suppression lists: a file of up to millions of numbers or keyed hashes in one SqlTransaction. Whatever
 * call is armed with one of them is barred before it commits, and none is armed meanwhile.
 */
import type pg from 'pg'
import { Failure } from '../../base/failure.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { numberKeyOf } from '../numberKey.ts'
import type {
  DeclaredList,
  KeptList,
  ListRead,
  ListSink,
  SuppressionStore,
} from '../suppressionStore.ts'
import { changedChannel } from './campaignWatch.ts'
import { appendToLedger } from './ledger.ts'
import { inOneTry } from './sqlTransaction.ts'
import { copyIncoming, type ListCopy } from './suppressionCopy.ts'
import { asOwner } from './tenantRole.ts'

type ListVerbs = Pick<SuppressionStore, 'importedAt' | 'importList' | 'lists'>

/** The file was imported by another process between our question and our declaration. */
const importOnce = 'suppression_list_organisation_id_name_file_sha256_key'
const organisation = '(select min(id) from organisation)'

const declare = `insert into suppression_list (organisation_id, name, holder, dated, scope, controller,
    hashed, key_id, file_name, file_sha256, imported_at)
  values (${organisation}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  returning id, organisation_id as organisation`
/**
 * Each number once, by hash, so that the index is walked along. What an edition of before brought is there
 * already; who was lifted since this list was dated stays so, for that was the person's own act.
 */
const insertEntries = (hashed: boolean): string => `
  insert into suppression (organisation_id, phone, number_hash, scope, controller, at, list_id)
  select $1, n.phone, n.hash, l.scope, l.controller, $3, l.id
  from (select distinct on (hash) phone, hash from (
      select ${hashed ? "null::text as phone, decode(entry, 'hex')" : 'entry as phone, number_hash(entry, $4, $5)'} as hash
      from incoming) as each order by hash) as n
  join suppression_list l on l.id = $2
  where not exists (
    select from suppression s join suppression_list same on same.id = s.list_id
    left join suppression_lift lift on lift.suppression_id = s.id
    where s.number_hash = n.hash and same.name = l.name and same.organisation_id = $1
      and s.scope = l.scope and s.controller is not distinct from l.controller
      and (lift.at is null
        or lift.at >= extract(epoch from l.dated::timestamp) * 1000))`
const distinctIncoming = 'select count(distinct entry) as entries from incoming'
const settle = `update suppression_list set rows_read = $2, rejected = $3, entries = $4,
  already_there = $5 where id = $1`
/** Waits for arms under way, which hold the rows in share mode; later ones see the list. */
const holdArms = `select id from campaign where state in ('running', 'paused')
  order by id for no key update`
const barListed = `update attempt a set barred = 'person'
  from target t, contact c, campaign k
  where a.state = 'armed' and a.barred is null and t.id = a.target_id and c.id = t.contact_id
    and k.id = a.campaign_id and exists (
      select from suppression s where s.list_id = $1 and s.number_hash = number_hash(c.phone, $2, $3)
        and (s.scope = 'platform' or (s.scope = 'organisation' and s.organisation_id = k.organisation_id)
          or (s.scope = 'controller' and same_name(s.controller, k.controller))))`
const kept = `select l.name, l.holder, l.dated, l.scope, l.controller, l.imported_at as "importedAt",
    l.rows_read as "rowsRead", l.entries, l.already_there as "alreadyThere", l.rejected,
    case when l.hashed then 'hashed' else 'clear' end as kept, k.fingerprint as key
  from suppression_list l left join suppression_list_key k on k.id = l.key_id
  where l.organisation_id = ${organisation} order by l.name, l.dated, l.id`

export function listVerbs(database: Database): ListVerbs {
  const { pool } = database
  return {
    async importedAt(name, fileSha256) {
      const { rows } = await pool.query<{ at: EpochMs }>(
        `select imported_at as at from suppression_list
         where organisation_id = ${organisation} and name = $1 and file_sha256 = $2`,
        [name, fileSha256],
      )
      return rows[0]?.at ?? null
    },
    async importList(list, now, feed) {
      try {
        return await inOneTry(pool, (client) => importList(client, database, { list, now, feed }))
      } catch (error) {
        if ((error as { constraint?: string }).constraint !== importOnce) throw error
        throw new Failure(
          'busy',
          'Another process imported this very file meanwhile: nothing to do.',
          { fr: 'Ce même fichier a été importé entre-temps : il n’y a rien à faire.' },
        )
      }
    },
    lists: async () => (await pool.query<KeptList>(kept)).rows,
  }
}

interface Import {
  readonly list: DeclaredList
  readonly now: EpochMs
  readonly feed: (sink: ListSink) => Promise<ListRead>
}

async function importList(
  client: pg.PoolClient,
  database: Database,
  { list, now, feed }: Import,
): Promise<{ entries: number; alreadyThere: number }> {
  await client.query("set local work_mem = '128MB'; set local jit = off")
  await client.query('create temporary table incoming (entry text not null) on commit drop')
  const keyId = list.secret === null ? null : await keepKey(client, database, list, list.secret)
  const declared = await client.query<{ id: number; organisation: number }>(declare, [
    ...[list.name, list.holder, list.dated, list.scope, list.controller],
    ...[list.kept === 'hashed', keyId, list.fileName, list.fileSha256, now],
  ])
  const { id, organisation: of } = declared.rows[0] as { id: number; organisation: number }
  const { rowsRead, rejected } = await feedInto(copyIncoming(client), feed)
  await client.query('analyze incoming')
  const { innerPad, outerPad } =
    list.secret === null ? database.numberKey : numberKeyOf(list.secret)
  const hashed = list.kept === 'hashed'
  const inserted = await client.query(insertEntries(hashed), [
    ...[of, id, now],
    ...(hashed ? [] : [innerPad, outerPad]),
  ])
  const counted = await client.query<{ entries: number }>(distinctIncoming)
  const entries = inserted.rowCount ?? 0
  const alreadyThere = (counted.rows[0]?.entries ?? 0) - entries
  await client.query(settle, [id, rowsRead, rejected, entries, alreadyThere])
  await asOwner(client, () => client.query('analyze suppression'))
  // A list may reach further than its organisation: so does what it ends.
  await asOwner(client, async () => {
    await client.query(holdArms)
    await client.query(barListed, [id, innerPad, outerPad])
  })
  await client.query('select pg_notify($1, $2)', [changedChannel, ''])
  await appendToLedger(client, of, [
    { kind: 'suppressed', at: now, subject: `suppressionList/${id}`, content: {} },
  ])
  return { entries, alreadyThere }
}

/** The same holder's key once, sealed under our own. */
async function keepKey(
  client: pg.PoolClient,
  { numberKey }: Database,
  { holder }: DeclaredList,
  secret: Buffer,
): Promise<number> {
  const { fingerprint } = numberKeyOf(secret)
  await client.query(
    `insert into suppression_list_key (holder, fingerprint, sealed) values ($1, $2, $3)
     on conflict (fingerprint) do nothing`,
    [holder, fingerprint, numberKey.seal(secret)],
  )
  const { rows } = await client.query<{ id: number }>(
    'select id from suppression_list_key where fingerprint = $1',
    [fingerprint],
  )
  return (rows[0] as { id: number }).id
}

async function feedInto(
  copy: ListCopy,
  feed: (sink: ListSink) => Promise<ListRead>,
): Promise<ListRead> {
  try {
    const read = await feed(copy)
    await copy.end()
    return read
  } catch (error) {
    await copy.abandon(error as Error)
    throw error
  }
}

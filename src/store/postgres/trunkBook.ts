/** Trunks and own phones of one organisation, as a person manages them. Works on a tenant's database. */
import { Failure } from '../../base/failure.ts'
import type { TrunkId } from '../../base/ids.ts'
import type { E164, EpochMs } from '../../base/units.ts'
import type { Trunk } from '../../call/trunk.ts'
import type { Database } from '../database.ts'
import type { NumberKey } from '../numberKey.ts'
import { columnsOfPrice, type PriceColumns, priceColumns, priceOf } from './priceColumns.ts'
import { rowsOf } from './sqlTransaction.ts'
import { type SecretColumns, sealedColumns, unsealedOf } from './trunkSecrets.ts'

export interface TrunkEntry {
  readonly trunk: Trunk
  readonly label: string
  /** Campaigns that would call over it, and those of them that may call now. */
  readonly campaigns: number
  readonly running: number
}

interface TrunkRow extends PriceColumns, SecretColumns {
  readonly id: TrunkId
  readonly label: string | null
  readonly kind: Trunk['kind']
  readonly host: string
  readonly port: number
  readonly user: string | null
  readonly callsPerSecond: number
  readonly concurrentCalls: number
  readonly callerIds: E164[]
  readonly route: string | null
  readonly priority: number
  readonly weight: number
  readonly campaigns: number
  readonly running: number
}

const columns = `trunk.id, trunk.label, trunk.kind, trunk.host, trunk.port, trunk.username as user,
  trunk.password, trunk.secrets_sealed, trunk.calls_per_second as "callsPerSecond", trunk.concurrent_calls as "concurrentCalls",
  trunk.caller_ids as "callerIds", trunk.profile, trunk.route, trunk.priority, trunk.weight,
  ${priceColumns},
  (select count(*)::int from campaign c where c.trunk_id = trunk.id and c.deleted_at is null) as campaigns,
  (select count(*)::int from campaign c where c.trunk_id = trunk.id and c.state = 'running') as running`

const list = {
  name: 'trunk-book',
  text: `select ${columns} from trunk where organisation_id = $1 order by kind desc, id`,
}

export async function listTrunks(
  { pool, numberKey }: Database,
  organisation: number,
): Promise<readonly TrunkEntry[]> {
  const rows = await rowsOf<TrunkRow>(pool, list, [organisation])
  return rows.map((row) => entryOf(row, numberKey))
}

export async function trunkEntry(
  database: Database,
  organisation: number,
  id: string,
): Promise<TrunkEntry> {
  const found = (await listTrunks(database, organisation)).find(({ trunk }) => trunk.id === id)
  if (found) return found
  throw new Failure('notFound', `There is no trunk "${id}" here: list them first.`, {
    fr: `Il n’y a pas de ligne « ${id} » ici : rechargez la liste.`,
  })
}

function entryOf(row: TrunkRow, key: NumberKey): TrunkEntry {
  const price = priceOf(row)
  const { id, kind, host, port, callsPerSecond, concurrentCalls, callerIds } = row
  return {
    trunk: {
      ...{ id, kind, host, port, callsPerSecond, concurrentCalls, callerIds },
      ...unsealedOf(key, row),
      ...{ route: row.route, priority: row.priority, weight: row.weight },
      ...(row.user === null ? {} : { user: row.user }),
      ...(price === undefined ? {} : { price }),
    },
    label: row.label ?? row.id,
    ...{ campaigns: row.campaigns, running: row.running },
  }
}

const save = {
  name: 'trunk-save',
  text: `insert into trunk (organisation_id, id, label, kind, host, port, username, password,
      calls_per_second, concurrent_calls, caller_ids, per_minute_micro_euro, per_call_micro_euro,
      first_increment_s, increment_s, profile, route, priority, weight, secrets_sealed)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
      $20)`,
}
const change = {
  name: 'trunk-change',
  text: `update trunk set label = $3, host = $5, port = $6, username = $7, password = $8,
      calls_per_second = $9, concurrent_calls = $10, caller_ids = $11, per_minute_micro_euro = $12,
      per_call_micro_euro = $13, first_increment_s = $14, increment_s = $15, profile = $16,
      route = $17, priority = $18, weight = $19, secrets_sealed = $20
    where organisation_id = $1 and id = $2 and kind = $4`,
}

export type SavedTrunk = Pick<TrunkEntry, 'trunk' | 'label'>

const valuesOf = (
  key: NumberKey,
  organisation: number,
  { trunk, label }: SavedTrunk,
): readonly unknown[] => {
  const price = columnsOfPrice(trunk.price)
  const sealed = sealedColumns(key, trunk)
  return [
    ...[organisation, trunk.id, label, trunk.kind, trunk.host, trunk.port],
    ...[trunk.user ?? null, sealed.password],
    ...[trunk.callsPerSecond, trunk.concurrentCalls, [...trunk.callerIds]],
    ...[price.per_minute_micro_euro, price.per_call_micro_euro],
    ...[price.first_increment_s, price.increment_s],
    ...[sealed.profile, trunk.route, trunk.priority, trunk.weight, sealed.secrets_sealed],
  ]
}

export async function addTrunk(
  { pool, numberKey }: Database,
  organisation: number,
  added: SavedTrunk,
): Promise<void> {
  await rowsOf(pool, save, valuesOf(numberKey, organisation, added))
}

export async function changeTrunk(
  { pool, numberKey }: Database,
  organisation: number,
  changed: SavedTrunk,
): Promise<void> {
  await rowsOf(pool, change, valuesOf(numberKey, organisation, changed))
}

const remove = {
  name: 'trunk-remove',
  text: `delete from trunk where organisation_id = $1 and id = $2
    and not exists (select from campaign where trunk_id = $2) returning id`,
}

/** One that a campaign called over, or would, stays: reports and proofs name it. */
export async function removeTrunk(
  database: Database,
  organisation: number,
  id: string,
): Promise<void> {
  const { label, campaigns } = await trunkEntry(database, organisation, id)
  const removed = await rowsOf(database.pool, remove, [organisation, id])
  if (removed.length > 0) return
  throw new Failure(
    'wrongState',
    `Campaigns use the trunk ${label}: give them another one first; what was called over it stays.`,
    {
      fr:
        `Des campagnes utilisent la ligne ${label} : donnez-leur-en d’abord une autre ; ce qui a ` +
        'été appelé par elle reste.',
      measured: `${campaigns} campaigns`,
      limit: '0',
    },
  )
}

export interface OwnPhone {
  readonly number: E164
  readonly label: string
  readonly addedAt: EpochMs
}

const phones = {
  name: 'own-phones',
  text: `select phone as number, label, added_at as "addedAt" from own_phone
    where organisation_id = $1 order by added_at, phone`,
}

export const listOwnPhones = ({ pool }: Database, organisation: number): Promise<OwnPhone[]> =>
  rowsOf<OwnPhone>(pool, phones, [organisation])

const addPhone = {
  name: 'own-phone-add',
  text: `insert into own_phone (organisation_id, phone, label, added_at) values ($1, $2, $3, $4)
    on conflict (organisation_id, phone) do update set label = $3`,
}

export async function addOwnPhone(
  { pool }: Database,
  organisation: number,
  { number, label, addedAt }: OwnPhone,
): Promise<void> {
  await rowsOf(pool, addPhone, [organisation, number, label, addedAt])
}

const removePhone = {
  name: 'own-phone-remove',
  text: 'delete from own_phone where organisation_id = $1 and phone = $2 returning phone',
}

export async function removeOwnPhone(
  { pool }: Database,
  organisation: number,
  number: E164,
): Promise<void> {
  const removed = await rowsOf(pool, removePhone, [organisation, number])
  if (removed.length === 0)
    throw new Failure('notFound', 'This phone is not declared here.', {
      fr: 'Ce téléphone n’est pas déclaré ici.',
    })
}

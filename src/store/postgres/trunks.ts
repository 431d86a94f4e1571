/** Carrier accounts, and the organisation's own phones. */

import type { Selectable } from 'kysely'
import { Failure } from '../../base/failure.ts'
import type { TrunkId } from '../../base/ids.ts'
import type { E164 } from '../../base/units.ts'
import type { Trunk } from '../../call/trunk.ts'
import type { Database } from '../database.ts'
import type { NumberKey } from '../numberKey.ts'
import type { Store } from '../store.ts'
import { columnsOfPrice, type PriceColumns, priceOf } from './priceColumns.ts'
import type { Tables } from './tables.ts'
import { sealedColumns, unsealedOf } from './trunkSecrets.ts'

type TrunkVerbs = Pick<Store, 'addTrunk' | 'trunks' | 'routeOf' | 'addOwnPhone' | 'ownPhones'>

export function trunkVerbs({ kysely, numberKey }: Database): TrunkVerbs {
  return {
    async addTrunk(trunk) {
      const row = {
        kind: trunk.kind,
        host: trunk.host,
        port: trunk.port,
        username: trunk.user ?? null,
        ...sealedColumns(numberKey, trunk),
        calls_per_second: trunk.callsPerSecond,
        concurrent_calls: trunk.concurrentCalls,
        caller_ids: [...trunk.callerIds],
        route: trunk.route,
        priority: trunk.priority,
        weight: trunk.weight,
        ...columnsOfPrice(trunk.price),
      }
      const stored = await kysely
        .insertInto('trunk')
        .values({ id: trunk.id, ...row })
        // The same trunk again corrects it; a practice trunk never becomes a real one under a campaign.
        .onConflict((on) => on.column('id').doUpdateSet(row).where('trunk.kind', '=', trunk.kind))
        .returning('id')
        .executeTakeFirst()
      if (!stored) {
        throw new Failure(
          'refused',
          `There is a trunk ${trunk.id} of the other kind already: give this one another name.`,
          {
            fr: `Il y a déjà une ligne ${trunk.id} de l’autre sorte : donnez un autre nom à celle-ci.`,
            measured: trunk.kind,
            limit: trunk.kind === 'real' ? 'practice' : 'real',
          },
        )
      }
    },
    async trunks() {
      const rows = await kysely.selectFrom('trunk').selectAll().orderBy('id').execute()
      return rows.map((row) => trunkOf(row, numberKey))
    },
    routeOf: (id) => routeOf({ kysely, numberKey }, id),
    async addOwnPhone(number, label, now) {
      await kysely
        .insertInto('own_phone')
        .values({ phone: number, label, added_at: now })
        .onConflict((on) => on.columns(['organisation_id', 'phone']).doUpdateSet({ label }))
        .execute()
    },
    async ownPhones() {
      const rows = await kysely.selectFrom('own_phone').select('phone').orderBy('phone').execute()
      return rows.map(({ phone }) => phone as E164)
    },
  }
}

async function routeOf(
  { kysely, numberKey }: Pick<Database, 'kysely' | 'numberKey'>,
  id: TrunkId,
): Promise<readonly Trunk[]> {
  const trunks = kysely.selectFrom('trunk').selectAll()
  const own = await trunks.where('id', '=', id).executeTakeFirst()
  if (own === undefined) return []
  if (own.route === null) return [trunkOf(own, numberKey)]
  const others = await trunks
    .where('organisation_id', '=', own.organisation_id)
    .where('kind', '=', own.kind)
    .where('route', '=', own.route)
    .where('id', '<>', id)
    .orderBy('priority')
    .orderBy('id')
    .execute()
  return [own, ...others].map((row) => trunkOf(row, numberKey))
}

function trunkOf(row: Selectable<Tables['trunk']>, key: NumberKey): Trunk {
  return {
    ...priced(row),
    id: row.id as TrunkId,
    kind: row.kind,
    host: row.host,
    port: row.port,
    ...(row.username !== null && { user: row.username }),
    callsPerSecond: row.calls_per_second,
    concurrentCalls: row.concurrent_calls,
    callerIds: row.caller_ids as E164[],
    ...unsealedOf(key, row),
    ...{ route: row.route, priority: row.priority, weight: row.weight },
  }
}

function priced(row: PriceColumns): Pick<Trunk, 'price'> {
  const price = priceOf(row)
  return price === undefined ? {} : { price }
}

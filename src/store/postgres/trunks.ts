/** Carrier accounts, and the organisation's own phones. */
import { Failure } from '../../base/failure.ts'
import type { TrunkId } from '../../base/ids.ts'
import type { E164 } from '../../base/units.ts'
import type { Trunk } from '../../call/trunk.ts'
import { trunkProfileSchema } from '../../call/trunkProfile.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { columnsOfPrice, type PriceColumns, priceOf } from './priceColumns.ts'

type TrunkVerbs = Pick<Store, 'addTrunk' | 'trunks' | 'addOwnPhone' | 'ownPhones'>

export function trunkVerbs({ kysely }: Database): TrunkVerbs {
  return {
    async addTrunk(trunk) {
      const row = {
        kind: trunk.kind,
        host: trunk.host,
        port: trunk.port,
        username: trunk.user ?? null,
        password: trunk.password ?? null,
        calls_per_second: trunk.callsPerSecond,
        concurrent_calls: trunk.concurrentCalls,
        caller_ids: [...trunk.callerIds],
        profile: JSON.stringify(trunk.profile),
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
      return rows.map((row) => ({
        ...priced(row),
        id: row.id as TrunkId,
        kind: row.kind,
        host: row.host,
        port: row.port,
        ...(row.username !== null && { user: row.username }),
        ...(row.password !== null && { password: row.password }),
        callsPerSecond: row.calls_per_second,
        concurrentCalls: row.concurrent_calls,
        callerIds: row.caller_ids as E164[],
        profile: trunkProfileSchema.parse(row.profile),
        ...{ route: row.route, priority: row.priority, weight: row.weight },
      }))
    },
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

function priced(row: PriceColumns): Pick<Trunk, 'price'> {
  const price = priceOf(row)
  return price === undefined ? {} : { price }
}

/**
 * A person takes their objections back, having proved the number by a code: nobody else can. The
 * objections stay, with the act that lifted them; consents they withdrew stay withdrawn.
 */
import type { E164, EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { newReference } from '../receipt.ts'
import { appendToLedger } from './ledger.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

const lift = {
  name: 'own-lift',
  text: `insert into suppression_lift (suppression_id, reference, proof, at, who)
         select s.id, $3, $4, $5, 'the person' from standing_suppression s
         where s.organisation_id = $1 and s.number_hash = $2
         on conflict (suppression_id) do nothing returning suppression_id`,
}

/** How many objections were lifted. */
export async function liftOwnObjections(
  { pool, numberKey }: Database,
  organisation: number,
  number: E164,
  now: EpochMs,
): Promise<number> {
  return inSqlTransaction(pool, async (client) => {
    const reference = newReference('L')
    const proof = 'code dictated to this number and typed on the public page'
    const lifted = await rowsOf(client, lift, [
      ...[organisation, numberKey.hash(number), reference, proof, now],
    ])
    if (lifted.length > 0) {
      await appendToLedger(client, organisation, [
        {
          kind: 'suppressionLifted',
          at: now,
          subject: `suppressionLift/${reference}`,
          content: {},
        },
      ])
    }
    return lifted.length
  })
}

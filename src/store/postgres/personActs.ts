/** What members of a team do with one person's data, in the journal and bound by the ledger. */
import type { Actor } from '../../access/actor.ts'
import type { EpochMs } from '../../base/units.ts'
import type { Database } from '../database.ts'
import { type AdministrativeWord, administered } from './accessJournal.ts'
import { inSqlTransaction } from './sqlTransaction.ts'

export interface PersonAct {
  readonly organisation: number
  readonly actor: Actor
  readonly what: AdministrativeWord
  /** Ids and counts, never a number or a name. */
  readonly about: Readonly<Record<string, string | number>>
  readonly now: EpochMs
}

export const noteAct = ({ pool }: Pick<Database, 'pool'>, act: PersonAct): Promise<void> => {
  const { organisation, actor, what, about, now: at } = act
  return inSqlTransaction(pool, (client) =>
    administered(client, { organisation, actor, what, about, at }),
  )
}

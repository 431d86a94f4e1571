/** Every key a suppressed number may lie under: our own, and those of hashed lists of other holders. */
import type { Database } from '../database.ts'
import { type NumberKey, numberKeyOf } from '../numberKey.ts'
import { rowsOf, type SqlClient } from './sqlTransaction.ts'

/** Two parallel values for `unnest($n::bytea[], $m::bytea[]) as key (inner_pad, outer_pad)`. */
export type Pads = readonly [innerPads: readonly Buffer[], outerPads: readonly Buffer[]]

const sealedKeys = {
  name: 'list-keys',
  text: 'select id, sealed from suppression_list_key order by id',
}

/** Read with each question, for another process may have imported a list a moment ago. */
export async function padsInUse(
  client: SqlClient,
  { numberKey }: Pick<Database, 'numberKey'>,
): Promise<Pads> {
  const rows = await rowsOf<{ id: number; sealed: Buffer }>(client, sealedKeys, [])
  const keys = [numberKey, ...rows.map(({ id, sealed }) => opened(numberKey, id, sealed))]
  return [keys.map(({ innerPad }) => innerPad), keys.map(({ outerPad }) => outerPad)]
}

const openedKeys = new WeakMap<NumberKey, Map<number, NumberKey>>()

function opened(own: NumberKey, id: number, sealed: Buffer): NumberKey {
  const known = openedKeys.get(own) ?? new Map<number, NumberKey>()
  openedKeys.set(own, known)
  const key = known.get(id) ?? numberKeyOf(own.unseal(sealed))
  known.set(id, key)
  return key
}

/** How the ledger asks the database: over a connection of pg or of kysely, whichever the writer holds. */
import { hash } from 'node:crypto'
import { CompiledQuery, type Transaction } from 'kysely'
import type { Sha256 } from '../ledgerChain.ts'
import type { SqlClient } from './sqlTransaction.ts'
import type { Tables } from './tables.ts'

/** A connection with a SqlTransaction open. */
export type LedgerClient = SqlClient | Transaction<Tables>

export const sha256: Sha256 = (text) => hash('sha256', text)

export async function ask<Row extends object>(
  client: LedgerClient,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  if ('executeQuery' in client) {
    return (await client.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows
  }
  return (await client.query<Row>(text, [...values])).rows
}

/**
 * One runner a campaign and one process a trunk: a session advisory lock on a connection of its own.
 * The server drops it when the process dies (kill -9 included), because the connection dies with it.
 */
import pg from 'pg'
import { ms, seconds } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { Hold } from '../store.ts'
import { connectionFailure } from './failures.ts'

/** How often we ask whether the connection still lives, and how long an answer may take. */
const heartbeatMs = ms(1000)
const heartbeatLimitMs = seconds(5)

/** null: another connection holds it. */
export async function takeHold(
  database: Database,
  what: 'campaign' | 'trunk',
  id: string,
): Promise<Hold | null> {
  const client = new pg.Client({ ...database.connection, query_timeout: heartbeatLimitMs })
  const lost = new AbortController()
  const lose = (): void => lost.abort()
  client.on('error', lose)
  client.on('end', lose)
  try {
    await client.connect()
  } catch (error) {
    throw connectionFailure(error)
  }
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [`portevoix ${what} ${id}`],
  )
  if (!rows[0]?.held) {
    await client.end()
    return null
  }
  const heartbeat = setInterval(() => {
    client.query('select').catch(lose)
  }, heartbeatMs)
  lost.signal.addEventListener('abort', () => clearInterval(heartbeat))
  return {
    lost: lost.signal,
    async release() {
      clearInterval(heartbeat)
      client.removeListener('end', lose)
      await client.end()
    },
  }
}

/**
 * One runner a campaign and one process a trunk: session advisory locks on a connection of their own. The
 * server drops them when the process dies (kill -9 included), because the connection dies with it. All
 * campaigns a process holds share one connection, and all trunks another: a provider with a hundred
 * cities does not need a hundred.
 */
import pg from 'pg'
import { ms, seconds } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { Hold } from '../store.ts'
import { connectionFailure } from './failures.ts'

/** How often we ask whether the connection still lives, and how long an answer may take. */
const heartbeatMs = ms(1000)
const heartbeatLimitMs = seconds(5)

type What = 'campaign' | 'trunk'
const keepers = new WeakMap<Database, Readonly<Record<What, Keeper>>>()

/** null: another process holds it, or this one already. */
export function takeHold(database: Database, what: What, id: string): Promise<Hold | null> {
  const known = keepers.get(database) ?? {
    campaign: new Keeper(database.connection),
    trunk: new Keeper(database.connection),
  }
  keepers.set(database, known)
  return known[what].take(`portevoix ${what} ${id}`)
}

interface Line {
  readonly client: pg.Client
  readonly heartbeat: NodeJS.Timeout
}

class Keeper {
  readonly #connection: pg.ClientConfig
  /** Held or being asked for, by name. */
  readonly #held = new Map<string, AbortController>()
  #line: Promise<Line> | undefined

  constructor(connection: pg.ClientConfig) {
    this.#connection = connection
  }

  async take(name: string): Promise<Hold | null> {
    if (this.#held.has(name)) return null
    const lost = new AbortController()
    this.#held.set(name, lost)
    try {
      const { client } = await this.#open()
      const { rows } = await client.query<{ held: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
        [name],
      )
      if (rows[0]?.held !== true) {
        await this.#drop(name, lost)
        return null
      }
    } catch (error) {
      await this.#drop(name, lost)
      throw connectionFailure(error)
    }
    return { lost: lost.signal, release: () => this.#release(name, lost) }
  }

  async #release(name: string, lost: AbortController): Promise<void> {
    // Given back before, or lost with its connection: somebody else may hold it now.
    if (this.#held.get(name) !== lost) return
    const line = await this.#line
    await line?.client
      .query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
      // The connection is gone, and the lock with it.
      .catch(() => undefined)
    await this.#drop(name, lost)
  }

  #open(): Promise<Line> {
    this.#line ??= this.#connect()
    return this.#line
  }

  async #connect(): Promise<Line> {
    const client = new pg.Client({ ...this.#connection, query_timeout: heartbeatLimitMs })
    const lose = (): void => this.#lose(client)
    client.on('error', lose)
    client.on('end', lose)
    try {
      await client.connect()
    } catch (error) {
      this.#line = undefined
      throw error
    }
    const heartbeat = setInterval(() => {
      client.query('select').catch(lose)
    }, heartbeatMs)
    return { client, heartbeat }
  }

  /** The last one closes the connection. */
  async #drop(name: string, lost: AbortController): Promise<void> {
    if (this.#held.get(name) === lost) this.#held.delete(name)
    if (this.#held.size > 0) return
    const opened = this.#line
    this.#line = undefined
    const line = await opened?.catch(() => undefined)
    if (line !== undefined) await end(line)
  }

  #lose(client: pg.Client): void {
    const opened = this.#line
    if (opened === undefined) return
    this.#line = undefined
    const held = [...this.#held.values()]
    this.#held.clear()
    for (const lost of held) lost.abort()
    // Where it only did not answer, the server must not keep what we believe lost.
    void opened.then(end, () => client.end()).catch(() => undefined)
  }
}

async function end({ client, heartbeat }: Line): Promise<void> {
  clearInterval(heartbeat)
  client.removeAllListeners('end')
  client.removeAllListeners('error')
  client.on('error', () => undefined)
  await client.end().catch(() => undefined)
}

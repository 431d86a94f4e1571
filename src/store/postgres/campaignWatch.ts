/**
 * Tells when a campaign changed or one of its armed calls was barred, by whatever process. A NOTIFY
 * only says "look now"; what changed is read from the revisions, and what is barred stays so until the
 * call has ended, so that a lost NOTIFY (the listening connection broke) costs at most one poll.
 */
import pg from 'pg'
import type { CampaignId } from '../../base/ids.ts'
import { ms } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { rowsOf } from './sqlTransaction.ts'

export const changedChannel = 'portevoix_changed'

/** Below the one second within which a pause must be seen. */
const pollMs = ms(700)
/** Campaigns whose newest change is looked at; older ones have been seen. */
const watchedMax = 1000

const revisions = {
  name: 'watch-revisions',
  text: `select id, revision from campaign order by revision desc limit ${watchedMax}`,
}
const withBarredCalls = {
  name: 'watch-barred',
  text: `select distinct campaign_id as id from attempt where barred is not null and state = 'armed'`,
}

type Listener = (id: CampaignId) => void

export async function watchCampaigns(
  database: Database,
  listener: Listener,
): ReturnType<Store['onCampaignChanged']> {
  const look = await changeFinder(database)
  let closed = false
  let client: pg.Client | undefined
  let looking: Promise<void> | undefined
  let again = false

  /** One look at a time; what is asked for meanwhile is one more look. */
  const lookNow = (): void => {
    again = true
    looking ??= (async () => {
      while (again && !closed) {
        again = false
        // The database is away: whoever uses it hears of it; we look again at the next tick.
        for (const id of await look().catch(() => [])) listener(id)
      }
      looking = undefined
    })()
  }
  const listen = async (): Promise<void> => {
    const fresh = new pg.Client(database.connection)
    client = fresh
    const gone = (): void => {
      if (client === fresh) client = undefined
    }
    fresh.on('error', gone)
    fresh.on('end', gone)
    fresh.on('notification', lookNow)
    try {
      await fresh.connect()
      await fresh.query(`listen ${changedChannel}`)
    } catch {
      // Polling carries on; the next tick tries to listen again.
      gone()
    }
  }
  await listen()
  const timer = setInterval(() => {
    if (!client) void listen()
    lookNow()
  }, pollMs)
  return {
    async close() {
      closed = true
      clearInterval(timer)
      const last = client
      client = undefined
      await last?.end()
      await looking
    },
  }
}

/** Remembers what it has seen; each call gives the campaigns that changed since the last one. */
async function changeFinder({ pool }: Database): Promise<() => Promise<readonly CampaignId[]>> {
  const seen = new Map<CampaignId, number>()
  const look = async (): Promise<readonly CampaignId[]> => {
    const rows = await rowsOf<{ id: CampaignId; revision: number }>(pool, revisions, [])
    const barred = await rowsOf<{ id: CampaignId }>(pool, withBarredCalls, [])
    const changed = rows.filter(({ id, revision }) => seen.get(id) !== revision)
    for (const { id, revision } of changed) seen.set(id, revision)
    return [...new Set([...changed, ...barred].map(({ id }) => id))]
  }
  await look()
  return look
}

/**
 * Tells when a campaign changed or a suppression was added, by whatever process. A NOTIFY only says
 * "look now"; what changed is read from the revisions, so that a lost NOTIFY (the listening
 * connection broke and is being made again) costs at most one poll.
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
  text: `select id, revision, state in ('running', 'paused') as live
         from campaign order by revision desc limit ${watchedMax}`,
}
const newestSuppression = {
  name: 'watch-suppressions',
  text: 'select coalesce(max(id), 0) as newest from suppression',
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
  let suppressionsSeen = 0
  const look = async (): Promise<readonly CampaignId[]> => {
    const rows = await rowsOf<{ id: CampaignId; revision: number; live: boolean }>(
      pool,
      revisions,
      [],
    )
    const [newest] = await rowsOf<{ newest: number }>(pool, newestSuppression, [])
    const suppressed = (newest?.newest ?? 0) > suppressionsSeen
    suppressionsSeen = newest?.newest ?? 0
    const changed = rows.filter(
      ({ id, revision, live }) => seen.get(id) !== revision || (live && suppressed),
    )
    for (const { id, revision } of changed) seen.set(id, revision)
    return changed.map(({ id }) => id)
  }
  await look()
  return look
}

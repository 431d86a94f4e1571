/** Choosing whom a campaign calls, told while it goes on: half a million people take seconds. */
import type { CampaignId } from '../../base/ids.ts'
import type { EpochMs, Ms } from '../../base/units.ts'
import { ms } from '../../base/units.ts'
import type { Database } from '../../store/database.ts'
import { latestAudience } from '../../store/postgres/audience.ts'
import { lastTarget } from '../../store/postgres/targets.ts'
import type { Store } from '../../store/store.ts'
import type { TaskContext } from '../../tasks/task.ts'

/** How often it is looked how far it has come. */
const lookEveryMs: Ms = ms(500)

interface Choosing extends Pick<TaskContext, 'progress'> {
  readonly database: Database
  readonly store: Store
  readonly now: EpochMs
}

export async function chooseTold(
  id: CampaignId,
  { database, store, now, progress }: Choosing,
): Promise<void> {
  const { targets } = await store.counters(id)
  const wanted = (await latestAudience(database, id))?.counts.chosen
  const before = await lastTarget(database.pool)
  let looking: Promise<void> | undefined
  const look = async (): Promise<void> => {
    const done = targets + (await lastTarget(database.pool)) - before
    // Other campaigns may choose meanwhile, out of the same sequence.
    const total = wanted === undefined ? undefined : Math.max(done, wanted)
    progress({ done, unit: 'chosen', ...(total !== undefined && { total }) })
  }
  const timer = setInterval(() => {
    // Where it cannot be told now, the choice itself says what is wrong.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined
      })
  }, lookEveryMs)
  try {
    progress({ done: targets, unit: 'chosen', ...(wanted !== undefined && { total: wanted }) })
    await store.chooseTargets(id, null, now)
  } finally {
    clearInterval(timer)
    await looking
  }
}

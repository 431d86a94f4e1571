/**
 * The purge that nobody has to remember: once when a process that runs for long starts, then every day.
 * It is never a reason for that process to stop: what goes wrong is said, and tried again the next day.
 */
import type { Clock } from '../base/clock.ts'
import { hours, type Ms } from '../base/units.ts'
import type { Database } from './database.ts'
import { type PurgedRows, runRetention } from './postgres/retention.ts'

export const purgeEveryMs: Ms = hours(24)

export interface Retention {
  /** Resolves when the purge that was under way, if any, has ended its batch. */
  close(): Promise<void>
}

export interface RetentionReports {
  readonly purged?: (rows: readonly PurgedRows[]) => void
  readonly failed?: (error: unknown) => void
}

/** `clock`: the real one, or the practice clock where people are only practised with. */
export function startRetention(
  database: Database,
  clock: Clock,
  { purged, failed }: RetentionReports = {},
  everyMs: Ms = purgeEveryMs,
): Retention {
  let closed = false
  let running: Promise<void> | undefined
  const purge = (): void => {
    // One that takes longer than a day is not joined by a second one.
    running ??= runRetention(database, clock.epoch(), { goOn: () => !closed })
      .then((rows) => {
        if (rows.length > 0) purged?.(rows)
      })
      .catch((error: unknown) => failed?.(error))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(purge, everyMs)
  timer.unref()
  purge()
  return {
    async close() {
      closed = true
      clearInterval(timer)
      await running
    },
  }
}

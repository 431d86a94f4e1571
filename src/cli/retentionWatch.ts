/**
 * What every process that runs for long does beside its work: the daily purge, and the alert about
 * requests whose answer is due. Neither can stop that work.
 */
import { realClock } from '../base/clock.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { dueAlert } from '../rights/request.ts'
import type { Database } from '../store/database.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import { listRequests } from '../store/postgres/rights.ts'
import { startRetention } from '../store/retentionTimer.ts'
import type { Invocation } from './command.ts'

/** People are kept by the real calendar, whatever clock a practice campaign runs on. */
export async function withRetention<Result>(
  invocation: Invocation,
  database: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  await sayDueRequests(invocation, database)
  const retention = startRetention(database, realClock, {
    purged: (rows) => {
      const counts = rows.map(({ subject, rows: count }) => `${subject} ${count}`)
      tell(`Retention: deleted ${counts.join(', ')}. See \`portevoix retention log\`.`)
    },
    failed: (error) => {
      const why = maskNumbersIn(error instanceof Error ? error.message : String(error))
      tell(`Retention: nothing more was deleted today (${why}); it is tried again tomorrow.`)
    },
  })
  try {
    return await work()
  } finally {
    await retention.close()
  }
}

async function sayDueRequests(invocation: Invocation, database: Database): Promise<void> {
  const organisation = await firstOrganisation(database)
  const requests = await listRequests(database, organisation, { openOnly: true })
  const alert = dueAlert(requests, realClock.epoch())
  if (alert) tell(alert[invocation.config().language])
}

/** Beside the command's own result, which a pipe may be reading. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

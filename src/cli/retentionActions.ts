/** What `retention plan`, `run` and `log` do and say. */
import { realClock } from '../base/clock.ts'
import { dayInParis, keptWhatever } from '../rights/retention.ts'
import { firstOrganisation } from '../store/postgres/organisations.ts'
import { purgeLog, retentionPlan, runRetention } from '../store/postgres/retention.ts'
import { type Invocation, readableInstant } from './command.ts'
import { withSession } from './session.ts'

export async function planCommand(invocation: Invocation): Promise<void> {
  const now = realClock.epoch()
  await withSession(invocation, async ({ database }) => {
    const { output } = invocation
    const language = invocation.config().language
    const plan = await retentionPlan(database, await firstOrganisation(database), now)
    for (const { name, keptUntil, due, why, article } of plan.campaigns) {
      const until = keptUntil === null ? 'kept' : `kept until ${dayInParis(keptUntil)}`
      output.say(`${name}: ${due ? 'DUE' : until} (${why[language]}; ${article})`)
    }
    if (plan.due.length === 0) output.say('Nothing is due.')
    for (const { subject, rows, atLeast, rule, article } of plan.due) {
      output.say(`due: ${atLeast ? 'at least ' : ''}${rows} of ${subject} (${rule}: ${article})`)
    }
    const kept = keptWhatever(plan.times)
    for (const { what, until, article } of kept) {
      output.say(`stays ${until[language]}: ${what[language]} (${article})`)
    }
    output.result({ ...plan, kept })
  })
}

export async function runCommand(invocation: Invocation): Promise<void> {
  await withSession(invocation, async ({ database }) => {
    const { output } = invocation
    const purged = await runRetention(database, realClock.epoch(), {
      onBatch: (rows) => output.progress(`${rows} rows deleted`),
    })
    output.progressDone()
    if (purged.length === 0) output.say('Nothing was due.')
    for (const { subject, rows, rule, article } of purged) {
      output.say(`${subject}: ${rows} (${rule}: ${article})`)
    }
    output.result(purged)
  })
}

export async function logCommand(invocation: Invocation): Promise<void> {
  await withSession(invocation, async ({ database }) => {
    const { output } = invocation
    const log = await purgeLog(database, await firstOrganisation(database))
    if (log.length === 0) output.say('Nothing was deleted yet.')
    for (const { at, subject, rows, rule, article } of log) {
      output.say(`${readableInstant(at)}  ${subject}: ${rows} (${rule}: ${article})`)
    }
    output.result(log)
  })
}

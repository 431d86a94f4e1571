/** The Store on PostgreSQL: its verbs, family by family, with clear Failures instead of driver errors. */
import { userInfo } from 'node:os'
import type { Database } from '../database.ts'
import type { Store } from '../store.ts'
import { armingVerbs } from './arming.ts'
import { campaignVerbs } from './campaigns.ts'
import { watchCampaigns } from './campaignWatch.ts'
import { cuttingVerbs } from './cutting.ts'
import { endingVerbs } from './ending.ts'
import { asDatabaseFailure } from './failures.ts'
import { takeHold } from './holds.ts'
import { killVerbs } from './killing.ts'
import { leasingVerbs } from './leasing.ts'
import { objectionVerbs } from './objections.ts'
import { targetVerbs } from './targets.ts'
import { thresholdVerbs } from './thresholds.ts'
import { trunkVerbs } from './trunks.ts'
import { voiceMessageVerbs } from './voiceMessages.ts'

/** `who`: written beside every change of a campaign. */
export function postgresStore(database: Database, who = systemUser()): Store {
  const open = new Set<{ end(): Promise<void> }>()
  /** Closed with the store when its user forgot to. */
  const keep = <Kept extends object>(kept: Kept, end: () => Promise<void>): Kept => {
    open.add({ end })
    return kept
  }
  return withClearFailures({
    ...trunkVerbs(database),
    ...campaignVerbs(database, who),
    ...voiceMessageVerbs(database, who),
    ...targetVerbs(database),
    ...leasingVerbs(database),
    ...armingVerbs(database),
    ...endingVerbs(database),
    ...objectionVerbs(database),
    ...killVerbs(database, who),
    ...cuttingVerbs(database, who),
    ...thresholdVerbs(database),
    async holdCampaign(id) {
      const hold = await takeHold(database, 'campaign', id)
      return hold && keep(hold, () => hold.release())
    },
    async holdTrunk(id) {
      const hold = await takeHold(database, 'trunk', id)
      return hold && keep(hold, () => hold.release())
    },
    async onCampaignChanged(listener) {
      const watch = await watchCampaigns(database, listener)
      return keep(watch, () => watch.close())
    },
    async close() {
      await Promise.all([...open].map(({ end }) => end()))
      open.clear()
    },
  })
}

function withClearFailures<Verbs extends object>(verbs: Verbs): Verbs {
  const explained = Object.entries(verbs).map(([name, verb]) => [
    name,
    async (...args: unknown[]): Promise<unknown> => {
      try {
        return await verb(...args)
      } catch (error) {
        throw asDatabaseFailure(error)
      }
    },
  ])
  return Object.fromEntries(explained) as Verbs
}

function systemUser(): string {
  try {
    return userInfo().username
  } catch {
    // A user without a name in /etc/passwd, as containers have.
    return `uid ${process.getuid?.()}`
  }
}

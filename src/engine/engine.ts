/**
 * The engine: runs campaigns inside the server. One run a real trunk, shared by its campaigns; a practice
 * campaign has a run, a carrier and a clock of its own. What a person asks for is a move of the campaign
 * in the database first; what runs here follows. A fault of one run ends that run alone.
 */

import type { OrganisationRules } from '../access/organisationRules.ts'
import type { CampaignId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Database } from '../store/database.ts'
import { withOwnPool } from '../store/ownPool.ts'
import { postgresStore } from '../store/postgres/postgresStore.ts'
import type { Store } from '../store/store.ts'
import type { RunSetting } from './activeRun.ts'
import { bringToRunning } from './bringToRunning.ts'
import { nowOf } from './line.ts'
import { liveDesk } from './liveDesk.ts'
import type { LiveSnapshot } from './liveSnapshot.ts'
import { accountForLeftCalls, moveBy } from './moves.ts'
import { refuseBeyondRules } from './organisationGates.ts'
import { limitedLine, refuseBeyondQuota } from './quotas.ts'
import { openRingBackLines } from './ringBackLines.ts'
import { Runs } from './runs.ts'
import { setClock } from './setClock.ts'
import { shareChanges } from './sharedChanges.ts'
import { pauseOrphan, watchForOrphans } from './takeOver.ts'

/** Of the runs: a lease, an arm, ends and objections of a few campaigns at once. */
const connectionsMax = 8

export interface EngineOptions extends Omit<RunSetting, 'store' | 'seed' | 'ringBack'> {
  /** Sees every organisation. */
  readonly system: Database
  readonly seed?: number
  /** Where carriers that we do not register with reach us; absent: they cannot. */
  readonly sipPort?: number
  /** What an organisation must keep to, with everything above it. */
  readonly rulesOf: (organisation: number) => Promise<OrganisationRules>
  readonly publish: (organisation: number, event: { readonly kind: string }) => void
  /** Does anybody look at this organisation now? */
  readonly isWatched: (organisation: number) => boolean
}

export interface Engine {
  /** Launch or resume: through every gate. `by`: as it is written beside the move. */
  start(campaign: CampaignId, by: string): Promise<Started>
  pause(campaign: CampaignId, by: string, why?: string): Promise<void>
  stop(campaign: CampaignId, by: string, why?: string): Promise<void>
  /** Kill switch: paused, and every call that is up ends within seconds; how many were up. */
  cut(campaign: CampaignId, by: string): Promise<number>
  live(campaign: CampaignId): Promise<LiveSnapshot>
  /** Moves the practice clock of a campaign forward. */
  jump(campaign: CampaignId, to: EpochMs): Promise<void>
  /** No new calls, live ones are hung up; campaigns that ran are paused as interrupted. */
  close(): Promise<void>
}

export interface Started {
  readonly targets: number
  /** What real calls would be refused for. */
  readonly warning: string | undefined
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { system, log } = options
  const ownDatabase = withOwnPool(system, connectionsMax)
  const own = postgresStore(ownDatabase, 'server')
  const changes = await shareChanges(own)
  const store: Store = { ...own, onCampaignChanged: changes.onCampaignChanged }
  const ringBack = await openRingBackLines(options)
  const runs = new Runs({ ...options, store, seed: options.seed ?? 1, ringBack: ringBack.desk })
  // Figures are read over the connections of the pages, never behind the locks of calls.
  const desk = liveDesk({ ...options, store: postgresStore(system, 'server'), runs })
  const take = async (campaign: Campaign): Promise<void> => {
    const rules = await options.rulesOf(Number(campaign.organisation))
    const line = limitedLine(await runs.lineFor(system, campaign), rules)
    await bringToRunning({ database: system, store }, campaign, line, null)
    await runs.take(campaign, line)
  }
  const orphans = await watchForOrphans({ store, runs, take, log })
  return {
    start: (id, by) => start({ ...options, store, runs }, id, by),
    async pause(id, by, why) {
      const mover = postgresStore(system, by)
      const now = await clockOf(store, system, runs, id)
      await moveBy(mover, id, () => ({ is: 'pause', why: why ?? `paused by ${by}` }), now)
    },
    async stop(id, by, why) {
      const mover = postgresStore(system, by)
      const now = await clockOf(store, system, runs, id)
      const because = why ?? `stopped by ${by}`
      await moveBy(mover, id, (remaining) => ({ is: 'stop', why: because, remaining }), now)
      if (runs.of(id) === null) await accountForLeftCalls(store, id, now)
    },
    async cut(id, by) {
      const now = await clockOf(store, system, runs, id)
      return postgresStore(system, by).cutCampaign(id, `everything was cut by ${by}`, now)
    },
    live: (id) => desk.live(id),
    jump: (id, to) => setClock({ system, store, runs }, id, to),
    async close() {
      await orphans.close()
      desk.close()
      await ringBack.close()
      await runs.close()
      await changes.close()
      await own.close()
      await ownDatabase.close()
    },
  }
}

async function start(
  engine: EngineOptions & { readonly store: Store; readonly runs: Runs },
  id: CampaignId,
  by: string,
): Promise<Started> {
  const { system, store, runs, rulesOf } = engine
  const campaign = await store.campaign(id)
  const organisation = Number(campaign.organisation)
  const rules = await rulesOf(organisation)
  if (campaign.state !== 'running') await refuseBeyondQuota(system, campaign, rules)
  await refuseBeyondRules(system, store, campaign, rules)
  const line = limitedLine(await runs.lineFor(system, campaign), rules)
  const opened = { database: system, store: postgresStore(system, by) }
  const brought = await bringToRunning(opened, campaign, line, null)
  try {
    await runs.take(await store.campaign(id), line)
  } catch (error) {
    await pauseOrphan(store, id, error)
    throw error
  }
  return brought
}

/** What the campaign's own clock says. */
async function clockOf(
  store: Store,
  system: Database,
  runs: Runs,
  id: CampaignId,
): Promise<EpochMs> {
  const line = runs.of(id)?.line
  if (line?.kind === 'practice') return line.clock.epoch()
  return nowOf({ database: system }, await store.campaign(id))
}

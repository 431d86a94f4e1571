/**
 * Campaigns that are `running` in the database and that nobody calls for: left by a server that died, or
 * resumed by a command when no run was left. They are taken over, or paused with the reason.
 */
import { realClock } from '../base/clock.ts'
import type { CampaignId } from '../base/ids.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { ms } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { faultSentence } from '../runner/faultSentence.ts'
import type { Store } from '../store/store.ts'
import type { Runs } from './runs.ts'

/** A command that starts a campaign moves it first and holds it then: it is given this time. */
export const takeOverAfterMs = ms(5000)

export interface TakingOver {
  readonly store: Store
  readonly runs: Runs
  /** Calls for a running campaign, through the gates; rejects with the reason why not. */
  readonly take: (campaign: Campaign) => Promise<void>
  readonly log: (line: string) => void
}

export async function watchForOrphans(options: TakingOver): Promise<{ close(): Promise<void> }> {
  const { store, runs, log } = options
  const timers = new Map<CampaignId, NodeJS.Timeout>()
  let closed = false
  let work = Promise.resolve()
  /** One after the other: many campaigns may have been left. */
  const look = (id: CampaignId): void => {
    work = work
      .then(() => (closed ? undefined : takeOver(options, id)))
      .catch((error: unknown) =>
        log(`a campaign was not taken over: ${maskNumbersIn(String(error))}`),
      )
  }
  for (const { id, state } of await store.campaigns()) if (state === 'running') look(id)
  const changes = await store.onCampaignChanged((id) => {
    if (closed || timers.has(id) || runs.has(id)) return
    const later = (): void => {
      timers.delete(id)
      look(id)
    }
    timers.set(id, setTimeout(later, takeOverAfterMs).unref())
  })
  return {
    async close() {
      closed = true
      for (const timer of timers.values()) clearTimeout(timer)
      await changes.close()
      await work
    },
  }
}

async function takeOver({ store, runs, take, log }: TakingOver, id: CampaignId): Promise<void> {
  if (runs.has(id)) return
  const campaign = await store.campaign(id)
  if (campaign.state !== 'running' || !(await isOrphan(store, id))) return
  try {
    await take(campaign)
    log(`${campaign.name}: nobody was calling for it; this server goes on.`)
  } catch (error) {
    await pauseOrphan(store, id, error)
    log(`${campaign.name}: paused, ${faultSentence(error)}`)
  }
}

async function isOrphan(store: Store, id: CampaignId): Promise<boolean> {
  const hold = await store.holdCampaign(id)
  await hold?.release()
  return hold !== null
}

/** Running without anybody who calls would lie; but what another process holds is its own. */
export async function pauseOrphan(store: Store, id: CampaignId, error: unknown): Promise<void> {
  const hold = await store.holdCampaign(id)
  if (hold === null) return
  try {
    const { practiceStart } = await store.campaign(id)
    const now = practiceStart ?? realClock.epoch()
    await store.moveCampaign(id, 'running', 'paused', faultSentence(error), now)
  } finally {
    await hold.release()
  }
}

/** After the call: a campaign that too many object to, or complain about, pauses by itself. */
import { judgeAfterCall } from '../campaign/afterCall.ts'
import type { CampaignLane, Run } from './context.ts'
import { storeMove } from './watch.ts'

/** At every heartbeat: the campaigns of which something came in since the last look. */
export function judgeThresholds(run: Run): void {
  for (const lane of run.lanes.values()) {
    const { campaign, fault, moving, toBeJudged } = lane
    if (!toBeJudged || moving || fault !== null || campaign.state !== 'running') continue
    lane.toBeJudged = false
    run.during(lane, () => judge(run, lane))
  }
}

async function judge(run: Run, lane: CampaignLane): Promise<void> {
  const { id } = lane.campaign
  try {
    const { counts, limits } = await run.store.afterCall(id)
    const answer = limits === null ? null : judgeAfterCall(counts, limits)
    if (answer?.is === 'pause') await pause(run, lane, answer.why)
  } catch (error) {
    lane.toBeJudged = true
    throw error
  }
}

async function pause(run: Run, lane: CampaignLane, why: string): Promise<void> {
  if (lane.campaign.state !== 'running' || lane.moving) return
  lane.moving = true
  try {
    // First: if only this is stored, the next look pauses all the same.
    await run.store.notePausedItself(lane.campaign.id, run.clock.epoch())
    await storeMove(run, lane, 'paused', why)
  } finally {
    lane.moving = false
  }
}

/** A campaign comes to a run that is going on: the trunk's limits stay in one hand. */
import { Failure } from '../base/failure.ts'
import type { CampaignId } from '../base/ids.ts'
import { isOver } from '../campaign/lifecycle.ts'
import type { CampaignLane, Run } from './context.ts'
import { giveBack, laneStart, openCampaign, reopenCampaign } from './openCampaign.ts'
import type { RunOptions } from './run.ts'
import { startSoftly } from './spending.ts'
import { applyGate, hasCalls, reread } from './watch.ts'

/** More at once is more than one trunk of one machine can do justice to. */
export const lanesMax = 500

export async function joinRun(run: Run, options: RunOptions, id: CampaignId): Promise<void> {
  refuseEnding(run)
  run.joining += 1
  try {
    const present = run.lanes.get(id)
    if (present !== undefined && !present.concluded) await again(run, options, present)
    else await comeIn(run, options, id)
  } finally {
    run.joining -= 1
  }
  run.look()
}

async function comeIn(run: Run, options: RunOptions, id: CampaignId): Promise<void> {
  const going = [...run.lanes.values()].filter(({ concluded }) => !concluded).length
  if (going >= lanesMax) {
    throw new Failure(
      'busy',
      'So many campaigns call over this trunk already: wait for one to end.',
      {
        fr: 'Trop de campagnes appellent déjà sur cette ligne : attendez que l’une d’elles finisse.',
        measured: String(going + 1),
        limit: String(lanesMax),
      },
    )
  }
  const lane = await openCampaign(options, id, run.clock.epoch())
  if (run.ending || run.draining) {
    await giveBack(options, id, lane.hold, ending())
    throw ending()
  }
  const isNew = !run.lanes.has(id)
  run.lanes.set(id, lane)
  run.guard(lane)
  if (isNew) run.post({ is: 'joined', ...laneStart(run.line, lane.campaign) })
  await startSoftly(run, lane)
  applyGate(run, lane)
}

/** It is here already: another process has moved it, or a person starts again what a fault had paused. */
async function again(run: Run, options: RunOptions, lane: CampaignLane): Promise<void> {
  if (lane.fault === null || isOver(lane.campaign.state)) {
    reread(run, lane)
    return
  }
  if (!lane.hold.lost.aborted) {
    await reopenCampaign(options, lane)
    applyGate(run, lane)
    return
  }
  // Whose it is was lost with the connection: it is taken anew, once nothing of ours is up.
  if (hasCalls(run, lane) || lane.unsettled > 0) {
    throw new Failure('busy', 'Its last calls are still ending: try again in a minute.', {
      fr: 'Ses derniers appels se terminent : recommencez dans une minute.',
    })
  }
  await lane.hold.release()
  await comeIn(run, options, lane.campaign.id)
}

function refuseEnding(run: Run): void {
  if (run.ending || run.draining) throw ending()
}

const ending = (): Failure =>
  new Failure('busy', 'The calls over this trunk are just ending: try again in a moment.', {
    fr: 'Les appels de cette ligne se terminent : recommencez dans un instant.',
  })

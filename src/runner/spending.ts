/** What the calls of a lane cost, and how many more its campaign's budget has room for. */

import type { TrunkId } from '../base/ids.ts'
import { callsThatFit, type Spending } from '../money/budget.ts'
import { chargeOf, dearestCall } from '../money/price.ts'
import type { CampaignLane, Run } from './context.ts'
import { trunksFor, trunksOf } from './run.ts'

export function spendingOf(
  run: Run,
  { campaign, spentMicroEuro, committing }: CampaignLane,
): Spending {
  return {
    budgetMicroEuro: campaign.budgetMicroEuro ?? null,
    spentMicroEuro,
    callsUp: run.calls.countOf(campaign.id) + committing,
    // Over whichever trunk it will go.
    dearestCallMicroEuro: Math.max(
      0,
      ...trunksFor(run.line, campaign).map(({ price }) => dearestCall(price, campaign.maxTalkMs)),
    ),
  }
}

/** Calls that may be armed now; infinite where there is no budget. */
export const roomFor = (run: Run, lane: CampaignLane): number => callsThatFit(spendingOf(run, lane))

/** The first calls leave slowly; those of earlier runs count. */
export async function startSoftly(run: Run, { campaign }: CampaignLane): Promise<void> {
  const { id, softStart } = campaign
  if (softStart === undefined) return
  const { attempts } = await run.store.counters(id)
  const callsLeft = softStart.calls - attempts
  if (callsLeft <= 0) return
  run.post({
    is: 'softly',
    campaign: id,
    soft: { callsLeft, callsPerSecond: softStart.callsPerSecond },
  })
}

/** As the store counts it when the outcome is committed (store/postgres/ending.ts). */
export function spend(run: Run, lane: CampaignLane, { trunk, talkMs }: Spent): void {
  const carrier = trunksOf(run.line).find(({ id }) => id === (trunk ?? lane.campaign.trunk))
  lane.spentMicroEuro += chargeOf(carrier?.price, talkMs).costMicroEuro
}

interface Spent {
  /** Which carried the call; absent: it was never placed. */
  readonly trunk?: TrunkId
  readonly talkMs?: number
}

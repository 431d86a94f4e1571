/** What the calls of a lane cost, and how many more its campaign's budget has room for. */
import { callsThatFit, type Spending } from '../money/budget.ts'
import { chargeOf, dearestCall } from '../money/price.ts'
import type { CampaignLane, Run } from './context.ts'

export function spendingOf(
  run: Run,
  { campaign, spentMicroEuro, committing }: CampaignLane,
): Spending {
  return {
    budgetMicroEuro: campaign.budgetMicroEuro ?? null,
    spentMicroEuro,
    callsUp: run.calls.countOf(campaign.id) + committing,
    dearestCallMicroEuro: dearestCall(run.line.trunk.price, campaign.maxTalkMs),
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
export function spend(run: Run, lane: CampaignLane, talkMs: number | undefined): void {
  lane.spentMicroEuro += chargeOf(run.line.trunk.price, talkMs).costMicroEuro
}

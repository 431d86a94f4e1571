/** A run as the live display sees it, and what it leaves as its result. */
import { after, between, type EpochMs, type MonoMs, ms, seconds } from '../base/units.ts'
import type { DialledTrunk } from '../dialer/dialledTrunk.ts'
import { intervalMs } from '../dialer/pacer.ts'
import { quietOf } from '../dialer/statusSentence.ts'
import type { CampaignLane, Run } from './context.ts'
import type {
  CampaignProgress,
  CampaignResult,
  RunProgress,
  RunResult,
  TrunkProgress,
} from './run.ts'
import { trunksFor } from './run.ts'

export function progressOf(run: Run): RunProgress {
  const now = run.timer.mono()
  const last10s = run.meter.startsWithin(seconds(10), now) / 10
  return {
    at: run.clock.epoch(),
    callsUp: run.dialer.live.size,
    callsPerSecond: { last1s: run.meter.startsWithin(seconds(1), now), last10s },
    attempts: run.meter.attempts(),
    outcomes: run.meter.outcomes(),
    peaks: run.meter.peaks(),
    campaigns: [...run.lanes.values()].map((lane) => campaignProgressOf(run, lane)),
    trunk: {
      recent: run.meter.recent(),
      callsPerSecond: run.dialer.trunks.reduce((sum, trunk) => sum + allowedBy(trunk, now), 0),
      callsUp: run.dialer.live.size,
    },
    trunks: run.dialer.trunks.map((trunk) => trunkProgressOf(run, trunk, now)),
  }
}

const allowedBy = ({ pacer, breaker }: DialledTrunk, now: MonoMs): number =>
  breaker.is === 'open' ? 0 : 1000 / intervalMs(pacer, now)

function trunkProgressOf(run: Run, trunk: DialledTrunk, now: MonoMs): TrunkProgress {
  const { id, priority, up, concurrentCalls, pacer, breaker, window } = trunk
  const { hold } = pacer
  const calendar = (at: MonoMs): EpochMs => after(run.clock.epoch(), between(now, at))
  return {
    ...{ id, priority, callsUp: up, concurrentCalls, breaker },
    callsPerSecond: { limit: pacer.callsPerSecond, allowed: allowedBy(trunk, now) },
    heldUntil: hold !== null && hold.until > now ? calendar(hold.until) : null,
    nextTryAt: breaker.is === 'open' && breaker.until !== null ? calendar(breaker.until) : null,
    calls: window.counts(),
    postDialMs: window.postDialMs(),
  }
}

export function resultOf(run: Run): RunResult {
  return {
    campaigns: [...run.lanes.values()].map(campaignResultOf),
    peaks: run.meter.peaks(),
    firstAudioMs: run.meter.firstAudioMs(),
    attempts: run.meter.attempts(),
    outcomes: run.meter.outcomes(),
    objectionsNotStored: run.objections.lost(),
    outcomesNotStored: run.outcomes.lost(),
  }
}

function campaignResultOf({
  campaign,
  why,
  fault,
  counters,
  recovered,
}: CampaignLane): CampaignResult {
  return { campaign: campaign.id, state: campaign.state, why, fault, counters, recovered }
}

function campaignProgressOf(
  run: Run,
  { campaign, why, fault, counters, nobody, rate, spentMicroEuro }: CampaignLane,
): CampaignProgress {
  const now = run.timer.mono()
  const last10s = rate.startsWithin(seconds(10), now) / 10
  const view = {
    campaign: campaign.id,
    state: fault === null ? campaign.state : ('paused' as const),
    why: fault ?? why,
    deadline: campaign.deadline,
    draining: run.draining,
    nextReadyAt: nobody?.nextReadyAt ?? null,
  }
  const epoch = run.clock.epoch()
  const calendar = (at: MonoMs): EpochMs => after(epoch, between(now, at))
  return {
    campaign: campaign.id,
    over: trunksFor(run.line, campaign).map(({ id }) => id),
    name: campaign.name,
    state: campaign.state,
    counters,
    callsUp: run.calls.countOf(campaign.id),
    callsPerSecond: { last1s: rate.startsWithin(seconds(1), now), last10s },
    spentMicroEuro,
    fault,
    etaMs:
      counters === null || last10s === 0
        ? null
        : ms(Math.round((counters.remaining / last10s) * 1000)),
    quiet: quietOf(run.dialer, view, now, calendar),
  }
}

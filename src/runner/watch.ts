/**
 * The campaigns' life while they run: obeying pause and stop of other processes, the deadline, the end
 * when nobody is left, and the practice clock's jump over time in which nothing can happen.
 */
import type { PracticeClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { between, type EpochMs, epochMs } from '../base/units.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import { isOver, step } from '../campaign/lifecycle.ts'
import { deadlinePassed, lastStart, mayStartAt } from '../campaign/schedule.ts'
import type { LaneGate } from '../dialer/lane.ts'
import { budgetReachedWhy } from '../money/budget.ts'
import type { BarredCall } from '../store/store.ts'
import type { CampaignLane, Run } from './context.ts'
import { jumpSlackMs, stuckAnswersMax } from './limits.ts'
import type { ArmedTarget } from './liveCalls.ts'
import { roomFor } from './spending.ts'

/** Looks at calendar and lanes; called at every heartbeat and whenever something was settled. */
export function lookAfter(run: Run): void {
  const now = run.clock.epoch()
  run.calls.feedAll({ is: 'stopNow' }, (call) => now >= mustBeOverAt(call))
  for (const lane of run.lanes.values()) lookAfterLane(run, lane, now)
  jumpIfIdle(run)
}

/**
 * Reads again what another process wrote: calls that must not be or must end first, then whether the
 * campaign was paused, stopped or resumed.
 */
export function reread(run: Run, lane: CampaignLane): void {
  lane.changes += 1
  lane.toBeJudged = true
  run.during(lane, async () => {
    obey(run, await run.store.barred(lane.campaign.id))
    if (isOver(lane.campaign.state)) return
    const fresh = await run.store.campaign(lane.campaign.id)
    if (lane.moving) return
    if (fresh.state !== lane.campaign.state) lane.why = 'by another command'
    lane.campaign = fresh
    if (fresh.message?.hash !== lane.message.hash) {
      run.pauseForFault(lane, 'the recording was changed: approve it, then start again')
    }
    if (isOver(fresh.state)) stopCallsOf(run, lane)
    applyGate(run, lane)
  })
}

/** Not placed when still armed, CANCEL while it rings, BYE when answered (RGPD art. 21 § 3). */
export function obey(run: Run, barred: readonly BarredCall[]): void {
  for (const { attempt, why } of barred) {
    run.calls.feed(attempt, { is: why === 'person' ? 'barred' : 'stopNow' })
  }
}

export function applyGate(run: Run, lane: CampaignLane): void {
  const gate = gateOf(run, lane)
  const { id } = lane.campaign
  const present = run.dialer.lanes.find(({ campaign }) => campaign === id)?.gate
  if (present !== gate) run.post({ is: 'gate', campaign: id, gate })
}

/** Calls up, being placed, or about to be, of one campaign. */
export function hasCalls(run: Run, lane: CampaignLane): boolean {
  return run.calls.countOf(lane.campaign.id) > 0
}

/** A proof is for a call that is over before anything changes; a clock that jumps does not stretch it. */
function mustBeOverAt({ campaign, lawful }: ArmedTarget): EpochMs {
  const { deadline, ringTimeoutMs, maxTalkMs } = campaign
  return epochMs(Math.min(deadline, lawful.expiresAt + ringTimeoutMs + maxTalkMs))
}

function gateOf(run: Run, lane: CampaignLane): LaneGate {
  if (isOver(lane.campaign.state)) return 'over'
  if (run.draining || lane.fault !== null || lane.campaign.state !== 'running') return 'paused'
  if (!mayStartAt(lane.campaign, run.clock.epoch())) return 'late'
  return roomFor(run, lane) < 1 ? 'spent' : 'open'
}

function lookAfterLane(run: Run, lane: CampaignLane, now: EpochMs): void {
  applyGate(run, lane)
  run.concludeOver(lane)
  if (isOver(lane.campaign.state) || lane.moving || lane.fault !== null || run.draining) return
  if (deadlinePassed(lane.campaign, now)) {
    stopCallsOf(run, lane)
    if (!hasCalls(run, lane) && lane.unsettled === 0) endLane(run, lane, 'deadlineReached')
    return
  }
  if (isIdle(run, lane) && lane.campaign.state === 'running' && roomFor(run, lane) < 1) {
    pauseSpent(run, lane)
    return
  }
  const dry = lane.nobody !== null && lane.nobody.nextReadyAt === null
  if (dry && isIdle(run, lane) && lane.campaign.state === 'running') endLane(run, lane, 'idle')
}

/** Nothing of this campaign is in the dialler, up, or on its way to the store. */
function isIdle(run: Run, lane: CampaignLane): boolean {
  const inDialer = run.dialer.lanes.find(({ campaign }) => campaign === lane.campaign.id)
  const onTheWay =
    inDialer !== undefined &&
    inDialer.waiting.length + inDialer.arming.length + inDialer.armed.length > 0
  return !onTheWay && lane.unsettled === 0 && !hasCalls(run, lane)
}

function stopCallsOf(run: Run, lane: CampaignLane): void {
  run.calls.feedAll({ is: 'stopNow' }, (call) => call.campaign.id === lane.campaign.id)
}

/** `idle` and `deadlineReached`: the machine says whether and how the campaign is over. */
function endLane(run: Run, lane: CampaignLane, why: 'idle' | 'deadlineReached'): void {
  lane.moving = true
  run.during(lane, async () => {
    try {
      const counters = await run.store.counters(lane.campaign.id)
      lane.counters = counters
      const now = run.clock.epoch()
      const move = step(lane.campaign, { is: why, remaining: counters.remaining }, now)
      if (move.is === 'moved') {
        const notCalled =
          move.notCalled === undefined ? '' : `, ${move.notCalled} people not called`
        await storeMove(run, lane, move.to, `${move.why}${notCalled}`)
      } else {
        stillWaiting(run, lane, counters.remaining)
      }
    } finally {
      lane.moving = false
    }
  })
}

/** Nothing is up that could turn out cheaper: the campaign waits for a person to raise the budget. */
function pauseSpent(run: Run, lane: CampaignLane): void {
  const why = budgetReachedWhy(lane.campaign.budgetMicroEuro ?? 0)
  lane.moving = true
  run.during(lane, async () => {
    try {
      await storeMove(run, lane, 'paused', why)
    } finally {
      lane.moving = false
    }
  })
}

/** People remain, and none of them is ready or waits for an instant: asked again, not for ever. */
function stillWaiting(run: Run, lane: CampaignLane, remaining: number): void {
  lane.nobody = null
  if (lane.emptyAnswers >= stuckAnswersMax) {
    run.pauseForFault(lane, `${remaining} people remain and none of them becomes ready`)
  }
}

export async function storeMove(
  run: Run,
  lane: CampaignLane,
  to: CampaignState,
  why: string,
): Promise<void> {
  const { id, state } = lane.campaign
  const moved = await run.store.moveCampaign(id, state, to, why, run.clock.epoch())
  if (moved) {
    lane.campaign = { ...lane.campaign, state: to }
    lane.why = why
  } else {
    // Another process was faster; its word is read and obeyed.
    lane.campaign = await run.store.campaign(id)
  }
  applyGate(run, lane)
}

/**
 * On the practice clock, hours in which nothing can happen are jumped over: to the next instant
 * somebody may be called, never beyond a deadline. A real line has no clock that could be moved.
 */
export function jumpClock(run: Run, to: EpochMs): void {
  const { line } = run
  if (line.kind !== 'practice') {
    throw new Failure('refused', 'A real campaign has the real clock, which nobody can move.', {
      fr: 'Une vraie campagne suit la vraie heure, que personne ne peut déplacer.',
    })
  }
  const now = run.clock.epoch()
  if (to <= now) {
    throw new Failure('badInput', 'The practice clock only goes forward: choose a later instant.', {
      fr: 'L’horloge d’entraînement ne fait qu’avancer : choisissez un instant plus tard.',
    })
  }
  if (run.calls.count > 0) {
    throw new Failure(
      'wrongState',
      'Calls are in progress: pause the campaign, wait for their end, then move the clock.',
      {
        fr:
          'Des appels sont en cours : mettez la campagne en pause, attendez leur fin, puis ' +
          'déplacez l’horloge.',
        measured: `${run.calls.count} calls up`,
        limit: '0',
      },
    )
  }
  jump(run, line.clock, to, [...run.lanes.values()])
}

function jumpIfIdle(run: Run): void {
  if (run.line.kind !== 'practice' || run.draining) return
  const lanes = [...run.lanes.values()].filter((lane) => lane.campaign.state === 'running')
  if (lanes.length === 0 || lanes.some((lane) => lane.fault !== null || !isIdle(run, lane))) return
  const instants = lanes.map((lane) => nextInstantOf(run, lane))
  if (instants.some((at) => at === null)) return
  const to = Math.min(...(instants as number[]))
  const now = run.clock.epoch()
  if (to <= now) return
  jump(run, run.line.clock, epochMs(to), lanes)
}

function jump(run: Run, clock: PracticeClock, to: EpochMs, lanes: readonly CampaignLane[]): void {
  clock.jump(between(run.clock.epoch(), to))
  for (const lane of lanes) {
    lane.nobody = null
    applyGate(run, lane)
    run.post({ is: 'nothingReady', campaign: lane.campaign.id, at: run.timer.mono() })
  }
}

/** null: not known yet, so that nothing is jumped over. */
function nextInstantOf(run: Run, lane: CampaignLane): EpochMs | null {
  const { deadline } = lane.campaign
  if (!mayStartAt(lane.campaign, run.clock.epoch())) return deadline
  if (lane.nobody === null) return null
  const { nextReadyAt } = lane.nobody
  if (nextReadyAt === null) return null
  if (nextReadyAt >= lastStart(lane.campaign)) return deadline
  // Those who become ready one after the other within the slack are called in one go.
  return epochMs(Math.min(nextReadyAt + jumpSlackMs, lastStart(lane.campaign) - 1))
}

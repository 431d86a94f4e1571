/** What a run does with its calls: events in, objections and outcomes out (steps 10 and 11 of the path). */

import { between } from '../base/units.ts'
import type { AttemptRecord } from '../call/attemptRecord.ts'
import type { ObjectionBy } from '../call/attemptStep.ts'
import { outcomes } from '../call/outcome.ts'
import type { CallEvent } from '../call/telephony.ts'
import { usableTrunks } from '../dialer/placing.ts'
import { retryAt } from '../dialer/retry.ts'
import type { AttemptEnd } from '../store/store.ts'
import { type CampaignLane, laneOf, type Run } from './context.ts'
import { brokenLegsMax } from './limits.ts'
import type { ArmedTarget, LiveCallsListener } from './liveCalls.ts'
import { spend } from './spending.ts'

export function onCallEvent(run: Run, event: CallEvent): void {
  if (event.is === 'placed') onPlaced(run, event)
  if (event.is === 'ended' && event.retryAfterMs !== undefined && !event.retryAfterOf) {
    run.post({ is: 'retryAfter', attempt: event.attempt, retryAfterMs: event.retryAfterMs })
  }
  if (event.is === 'ringing' || event.is === 'answered') onHeard(run, event)
  run.calls.feed(event.attempt, event)
}

/** What is measured and stored as placed is what left: not what we decided, nor what was held back. */
function onPlaced(run: Run, { attempt, at }: Extract<CallEvent, { is: 'placed' }>): void {
  run.meter.started(at)
  const call = run.calls.get(attempt)
  if (call !== undefined) {
    laneOf(run, call.campaign.id).rate.started(at)
    call.invitedAt = at
  }
  run.calls.left(attempt, run.clock.epoch())
}

/** The network is there: its first word is what the post-dial delay is measured by. */
function onHeard(
  run: Run,
  { attempt, at }: Extract<CallEvent, { is: 'ringing' | 'answered' }>,
): void {
  const call = run.calls.get(attempt)
  if (call?.invitedAt === undefined || call.postDialMs !== undefined) return
  call.postDialMs = between(call.invitedAt, at)
  run.post({ is: 'heard', attempt })
}

export function callHandlers(run: () => Run): LiveCallsListener {
  return {
    objected: (call, by) => onObjection(run(), call, by),
    ended: (call, record) => onEnd(run(), call, record),
    bug: (call, error) => onBug(run(), call, error),
  }
}

/** In the suppression table first; what the machine hears of it lets it confirm to the person. */
function onObjection(run: Run, { attempt, campaign }: ArmedTarget, by: ObjectionBy): void {
  const lane = laneOf(run, campaign.id)
  lane.unsettled += 1
  run.objections.add({ attempt, by, at: run.clock.epoch() }, (stored) => {
    if (stored) run.calls.feed(attempt, { is: 'suppressionStored' })
    lane.unsettled -= 1
    if (lane.unsettled === 0) run.look()
  })
}

/** It ended one leg; several of them are no accident, and the campaign pauses. */
function onBug(run: Run, { campaign }: ArmedTarget, error: unknown): void {
  const lane = laneOf(run, campaign.id)
  lane.brokenLegs += 1
  if (lane.brokenLegs >= brokenLegsMax) run.pauseForFault(lane, error)
}

function onEnd(run: Run, call: ArmedTarget, record: AttemptRecord): void {
  const { attempt, campaign, target, placedAt } = call
  const lane = laneOf(run, campaign.id)
  const endedAt = run.clock.epoch()
  const trunk = placedAt === undefined ? undefined : call.trunk
  const history = {
    anotherTrunk: mayAnother(run, call, record),
    attemptNumber: target.attemptNumber,
    countedBefore: target.attempts.filter(({ thisCampaign }) => thisCampaign).length,
  }
  const again = retryAt(record.outcome, history, lane.campaign, endedAt)
  run.meter.ended(record)
  spend(run, lane, { ...record, ...(trunk === undefined ? {} : { trunk }) })
  storeEnd(run, lane, {
    ...record,
    attempt,
    endedAt,
    ...(placedAt === undefined ? {} : { placedAt }),
    ...(trunk === undefined ? {} : { trunk }),
    ...(again === undefined ? {} : { retryAt: again }),
  })
  run.post({
    ...{ is: 'ended', attempt, outcome: record.outcome, answered: record.talkMs !== undefined },
    ...{ sipStatus: record.sipStatus, postDialMs: call.postDialMs ?? record.ringMs },
  })
}

/** A carrier failed this person: is there another that has not, and works? */
function mayAnother(
  run: Run,
  { target, trunk, campaign }: ArmedTarget,
  record: AttemptRecord,
): boolean {
  const isCarriers = outcomes[record.outcome].fault === 'carrier'
  if (!isCarriers || trunk === undefined) {
    if (record.outcome !== 'notPlaced') run.failedOver.forget(target.target)
    return false
  }
  const lane = run.dialer.lanes.find((own) => own.campaign === campaign.id)
  const usable = lane === undefined ? [] : usableTrunks(run.dialer, lane).map(({ id }) => id)
  return run.failedOver.note(target.target, trunk, usable)
}

export function storeEnd(run: Run, lane: CampaignLane, end: AttemptEnd): void {
  lane.unsettled += 1
  run.outcomes.add(end, () => {
    lane.unsettled -= 1
    // What the store said about who is next is of before this outcome.
    lane.nobody = null
    lane.toBeJudged = true
    if (lane.unsettled === 0) run.look()
  })
}

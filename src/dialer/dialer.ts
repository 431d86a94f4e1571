/**
 * The dialler of one route (steps 4, 6, 7 and 8 of the path): its trunks, and every campaign on them.
 *
 *  leased ─free home, line and turn/arm→ arming ─committed→ armed ─a trunk's instant/place→ live ─ended→ gone
 *    │ paused, late, over, stale,            │ paused, late, over, no trunk works/notPlaced
 *    │ no trunk works/release                └→ ended, may be planned again
 *    └→ back to the store
 *
 * Whose turn: the campaign with the fewest starts that has an armed call; who has nothing ready leaves
 * its share to the others and does not save it up. Over which trunk: dialer/dialledTrunk.ts.
 *
 * `live`, `upOf` and `homes` are mutable and belong to this dialler alone (dialer/homes.ts says why); the
 * same inputs at the same instants give the same effects all the same.
 */
import { assert, unreachable } from '../base/assert.ts'
import type { AttemptId, CampaignId, TargetId, TrunkId } from '../base/ids.ts'
import { type MonoMs, type Ms, monoMs } from '../base/units.ts'
import type { EndedCall } from '../call/trunkHealth.ts'
import type { TrunkSign } from '../call/trunkSign.ts'
import { noPressure, type Pressure } from './backPressure.ts'
import { breakerDueAt } from './breaker.ts'
import { type Dialer, type DialerEffect, onLane, type RouteLimits } from './dialerState.ts'
import {
  type DialledTrunk,
  dialledTrunk,
  endedOver,
  heard,
  lookedAt,
  noSignAt,
  pushedBack,
  type TrunkLimits,
  told,
} from './dialledTrunk.ts'
import { Homes } from './homes.ts'
import {
  type Candidate,
  emptyLane,
  isIdle,
  type Lane,
  type LaneGate,
  leaseUseMs,
  type SoftPace,
} from './lane.ts'
import { atOwnShare, nextStartAt, pacerOf } from './pacer.ts'
import { armAhead, armAheadMs, giveBack, leaseAhead, leaseAheadMs, placeDue } from './placing.ts'

/** A trunk refuses so many calls of a campaign in a row: credentials or caller ID are wrong, not the numbers. */
export const rejectionsBeforePause = 20

/** A campaign, and which of the trunks may show its number. */
export interface LaneStart {
  readonly campaign: CampaignId
  readonly over: readonly TrunkId[]
}

export type DialerInput =
  | { readonly is: 'tick' }
  | { readonly is: 'gate'; readonly campaign: CampaignId; readonly gate: LaneGate }
  /** A campaign comes to the route while others are being called. */
  | ({ readonly is: 'joined' } & LaneStart)
  /** Its first calls leave slowly; null: as fast as the trunks. */
  | { readonly is: 'softly'; readonly campaign: CampaignId; readonly soft: SoftPace | null }
  | {
      readonly is: 'leased'
      readonly campaign: CampaignId
      readonly candidates: readonly Candidate[]
    }
  /** The lease brought nothing or failed: ask again from `at`. */
  | { readonly is: 'nothingReady'; readonly campaign: CampaignId; readonly at: MonoMs }
  /** The arm effect is settled: these are committed as ARMED, the others are refused or gone. */
  | {
      readonly is: 'armed'
      readonly campaign: CampaignId
      readonly attempts: ReadonlyMap<TargetId, AttemptId>
    }
  /** The carrier's Retry-After to this call; comes before its `ended`. */
  | { readonly is: 'retryAfter'; readonly attempt: AttemptId; readonly retryAfterMs: Ms }
  /** It rings or was answered: the network is there. */
  | { readonly is: 'heard'; readonly attempt: AttemptId }
  | ({ readonly is: 'ended'; readonly attempt: AttemptId } & EndedCall)
  /** What REGISTER and OPTIONS say of a trunk. */
  | { readonly is: 'trunk'; readonly sign: Pick<TrunkSign, 'trunk' | 'is'> }
  | { readonly is: 'pressed'; readonly pressure: Pressure }

export type DialerStep = readonly [Dialer, readonly DialerEffect[]]

export function idleDialer(
  trunks: readonly TrunkLimits[],
  lanes: readonly LaneStart[],
  now: MonoMs,
  together: RouteLimits | null = null,
): Dialer {
  assert(trunks.length > 0, 'a route has a trunk')
  return {
    trunks: trunks.map((trunk) => dialledTrunk(trunk, now)),
    together: together && {
      pacer: pacerOf(together.callsPerSecond, now),
      concurrentCalls: together.concurrentCalls,
    },
    lanes: lanes.map(({ campaign, over }) => emptyLane(campaign, new Set(over), now)),
    pressure: noPressure,
    live: new Map(),
    upOf: new Map(),
    homes: new Homes(),
  }
}

export function step(before: Dialer, input: DialerInput, now: MonoMs): DialerStep {
  const effects: DialerEffect[] = []
  let dialer = before
  switch (input.is) {
    case 'tick':
      break
    case 'gate':
      dialer = onLane(dialer, input.campaign, (lane) => gated(lane, input.gate, now))
      break
    case 'joined':
      dialer = joined(dialer, input, now)
      break
    case 'softly':
      dialer = onLane(dialer, input.campaign, (lane) => ({ ...lane, soft: input.soft }))
      break
    case 'leased':
      dialer = onLane(dialer, input.campaign, (lane) => ({
        ...lane,
        leasing: false,
        served: isIdle(lane) ? Math.max(lane.served, leastServed(dialer)) : lane.served,
        waiting: [...lane.waiting, ...input.candidates],
      }))
      break
    case 'nothingReady':
      dialer = onLane(dialer, input.campaign, (lane) => ({
        ...lane,
        leasing: false,
        askAgainAt: input.at,
      }))
      break
    case 'armed':
      dialer = onLane(dialer, input.campaign, (lane) => nowArmed(dialer, lane, input.attempts))
      break
    case 'retryAfter':
      dialer = onTrunkOf(dialer, input.attempt, (trunk) =>
        pushedBack(trunk, input.retryAfterMs, now),
      )
      break
    case 'heard':
      dialer = nowHeard(dialer, input.attempt, now)
      break
    case 'ended':
      dialer = ended(dialer, input, now, effects)
      break
    case 'trunk':
      dialer = onTrunk(dialer, input.sign.trunk, (trunk) => told(trunk, input.sign.is, now))
      break
    case 'pressed':
      dialer = pressed(dialer, input.pressure)
      break
    default:
      return unreachable(input)
  }
  dialer = { ...dialer, trunks: dialer.trunks.map((trunk) => lookedAt(trunk, now)) }
  dialer = giveBack(dialer, now, effects)
  dialer = placeDue(dialer, now, effects)
  dialer = armAhead(dialer, now, effects)
  dialer = leaseAhead(dialer, now, effects)
  return [dialer, effects]
}

/** The next instant at which time alone lets `step` do something it could not do at `now`. */
export function nextTickAt(dialer: Dialer, now: MonoMs): MonoMs | undefined {
  const instants: number[] = []
  if (dialer.together !== null) instants.push(nextStartAt(dialer.together.pacer))
  for (const trunk of dialer.trunks) {
    const startAt = nextStartAt(trunk.pacer)
    instants.push(startAt, startAt - armAheadMs, startAt - leaseAheadMs)
    const breakerAt = breakerDueAt(trunk.breaker)
    if (breakerAt !== undefined) {
      instants.push(breakerAt, breakerAt - armAheadMs, breakerAt - leaseAheadMs)
    }
    const silentAt = noSignAt(trunk)
    if (silentAt !== undefined) instants.push(silentAt)
  }
  for (const { gate, waiting, askAgainAt, armed, notBefore } of dialer.lanes) {
    if (armed.length > 0) instants.push(notBefore)
    if (gate === 'open') instants.push(askAgainAt)
    const oldest = waiting[0]
    if (oldest !== undefined) instants.push(oldest.leasedAt + leaseUseMs)
  }
  const ahead = instants.filter((at) => at > now)
  return ahead.length === 0 ? undefined : monoMs(Math.min(...ahead))
}

function onTrunk(
  dialer: Dialer,
  id: TrunkId,
  change: (trunk: DialledTrunk) => DialledTrunk,
): Dialer {
  const trunks = dialer.trunks.map((trunk) => (trunk.id === id ? change(trunk) : trunk))
  return { ...dialer, trunks }
}

/** Nothing for a call that was never placed. */
function onTrunkOf(
  dialer: Dialer,
  attempt: AttemptId,
  change: (trunk: DialledTrunk) => DialledTrunk,
): Dialer {
  const call = dialer.live.get(attempt)
  return call === undefined ? dialer : onTrunk(dialer, call.trunk, change)
}

/** A person who opens it again has looked at what was refused. */
function gated(lane: Lane, gate: LaneGate, now: MonoMs): Lane {
  const again = lane.gate === 'paused' && gate === 'open'
  return { ...lane, gate, askAgainAt: now, ...(again ? { refusedBy: new Set() } : {}) }
}

/** It starts level with who has had least: it saves nothing up, and nobody waits for it to catch up. */
function joined(dialer: Dialer, { campaign, over }: LaneStart, now: MonoMs): Dialer {
  assert(
    dialer.lanes.every((lane) => lane.campaign !== campaign),
    'a campaign joins a route once',
  )
  const served = dialer.lanes.map((lane) => lane.served)
  const lane = {
    ...emptyLane(campaign, new Set(over), now),
    served: served.length === 0 ? 0 : Math.min(...served),
  }
  return { ...dialer, lanes: [...dialer.lanes, lane] }
}

function nowArmed({ homes }: Dialer, lane: Lane, attempts: ReadonlyMap<TargetId, AttemptId>): Lane {
  const fresh = lane.arming.flatMap((candidate) => {
    const attempt = attempts.get(candidate.target)
    if (attempt !== undefined) return [{ attempt, candidate }]
    homes.leave(candidate)
    return []
  })
  assert(fresh.length === attempts.size, 'only what was to be armed is armed')
  return { ...lane, arming: [], armed: [...lane.armed, ...fresh] }
}

function nowHeard(dialer: Dialer, attempt: AttemptId, now: MonoMs): Dialer {
  const call = dialer.live.get(attempt)
  if (call === undefined || call.heard) return dialer
  call.heard = true
  const heardOver = onTrunk(dialer, call.trunk, (trunk) => heard(trunk, call.isProbe, now))
  return onLane(heardOver, call.campaign, (lane) => withRejections(lane, call.trunk, 0))
}

function ended(
  dialer: Dialer,
  call: Extract<DialerInput, { is: 'ended' }>,
  now: MonoMs,
  effects: DialerEffect[],
): Dialer {
  const { attempt, outcome } = call
  const live = dialer.live.get(attempt)
  if (live === undefined) return givenUp(dialer, attempt)
  const { campaign, candidate, trunk: id } = live
  dialer.live.delete(attempt)
  dialer.upOf.set(campaign, (dialer.upOf.get(campaign) ?? 0) - 1)
  dialer.homes.leave(candidate)
  const about = { isProbe: live.isProbe, wasHeard: live.heard }
  const after = onTrunk(dialer, id, (trunk) => endedOver(trunk, call, about, now))
  return onLane(after, campaign, (lane) => {
    const before = lane.rejectedInRow.get(id) ?? 0
    const rejected = outcome === 'rejectedByCarrier'
    // A refusal after another says something; what we ended ourselves says nothing.
    const says = outcome !== 'notPlaced' && outcome !== 'stopped' && outcome !== 'internalError'
    const row = rejected ? before + 1 : says ? 0 : before
    if (row < rejectionsBeforePause) return withRejections(lane, id, row)
    const refusedBy = new Set([...lane.refusedBy, id])
    const refused = { ...withRejections(lane, id, 0), refusedBy }
    if ([...lane.over].some((other) => !refusedBy.has(other))) return refused
    effects.push({ is: 'pauseRejected', campaign })
    return { ...refused, gate: 'paused' as const }
  })
}

function withRejections(lane: Lane, trunk: TrunkId, row: number): Lane {
  if ((lane.rejectedInRow.get(trunk) ?? 0) === row) return lane
  return { ...lane, rejectedInRow: new Map(lane.rejectedInRow).set(trunk, row) }
}

/** Stopped while armed: it must not be placed any more. */
function givenUp(dialer: Dialer, attempt: AttemptId): Dialer {
  const lane = dialer.lanes.find(({ armed }) => armed.some((call) => call.attempt === attempt))
  const call = lane?.armed.find((armed) => armed.attempt === attempt)
  if (lane === undefined || call === undefined) return dialer
  dialer.homes.leave(call.candidate)
  return onLane(dialer, lane.campaign, (own) => ({
    ...own,
    armed: own.armed.filter((other) => other !== call),
  }))
}

function pressed(dialer: Dialer, pressure: Pressure): Dialer {
  const trunks = dialer.trunks.map((trunk) => ({
    ...trunk,
    pacer: atOwnShare(trunk.pacer, pressure.share),
  }))
  return { ...dialer, pressure, trunks }
}

/** Whoever comes back from idleness starts level with those who went on. */
function leastServed({ lanes }: Dialer): number {
  const active = lanes.filter((lane) => !isIdle(lane))
  return active.length === 0 ? 0 : Math.min(...active.map(({ served }) => served))
}

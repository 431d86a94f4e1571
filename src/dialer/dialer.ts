/**
 * The dialler of one trunk (steps 4, 6, 7 and 8 of the path), shared by every campaign on it.
 *
 *  leased ─free home, line and turn/arm→ arming ─committed→ armed ─pacer's instant/place→ live ─ended→ gone
 *    │ paused, late, over, stale/release             │ paused, late, over/notPlaced
 *    └→ back to the store                            └→ ended, may be planned again
 *
 * Whose turn: the campaign with the fewest starts that has an armed call; who has nothing ready leaves
 * its share to the others and does not save it up.
 */
import { assert, unreachable } from '../base/assert.ts'
import type { AttemptId, CampaignId, TargetId } from '../base/ids.ts'
import { type MonoMs, type Ms, monoMs, ms, seconds } from '../base/units.ts'
import { type Outcome, outcomes } from '../call/outcome.ts'
import {
  afterStart,
  type Candidate,
  emptyLane,
  isIdle,
  isStale,
  type Lane,
  type LaneGate,
  leaseUseMs,
  type SoftPace,
} from './lane.ts'
import {
  heldFor,
  intervalMs,
  nextStartAt,
  type Pacer,
  pacerOf,
  type Reply,
  replied,
  started,
} from './pacer.ts'
import { type Occupied, occupiedBy, take } from './select.ts'

/** Calls due within this time are armed: one commit for many, and few to give up when paused. */
export const armAheadMs = ms(500)
/** People due within this time are leased. */
export const leaseAheadMs = seconds(1)
/** However fast the trunk, so many in one SqlTransaction. */
export const batchMax = 200
/** The carrier refuses so many calls in a row: credentials or caller ID are wrong, not the numbers. */
export const rejectionsBeforePause = 20

export interface Dialer {
  readonly concurrentCalls: number
  readonly pacer: Pacer
  readonly lanes: readonly Lane[]
  /** Placed and not ended. */
  readonly live: ReadonlyMap<AttemptId, LiveCall>
}

interface LiveCall {
  readonly campaign: CampaignId
  readonly candidate: Candidate
}

export type DialerInput =
  | { readonly is: 'tick' }
  | { readonly is: 'gate'; readonly campaign: CampaignId; readonly gate: LaneGate }
  /** A campaign comes to the trunk while others are being called. */
  | { readonly is: 'joined'; readonly campaign: CampaignId }
  /** Its first calls leave slowly; null: as fast as the trunk. */
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
  /** The carrier's Retry-After; comes before the `ended` of the call that brought it. */
  | { readonly is: 'retryAfter'; readonly retryAfterMs: Ms }
  | { readonly is: 'ended'; readonly attempt: AttemptId; readonly outcome: Outcome }

export type DialerEffect =
  | { readonly is: 'lease'; readonly campaign: CampaignId; readonly limit: number }
  | { readonly is: 'release'; readonly candidates: readonly Candidate[] }
  /** Ask the law about each, then commit the lawful ones as ARMED. */
  | { readonly is: 'arm'; readonly campaign: CampaignId; readonly candidates: readonly Candidate[] }
  | { readonly is: 'place'; readonly campaign: CampaignId; readonly attempt: AttemptId }
  | { readonly is: 'notPlaced'; readonly campaign: CampaignId; readonly attempt: AttemptId }
  /** The carrier refuses everything of this campaign: a person must look. */
  | { readonly is: 'pauseRejected'; readonly campaign: CampaignId }

export type DialerStep = readonly [Dialer, readonly DialerEffect[]]

export function idleDialer(
  trunk: { readonly callsPerSecond: number; readonly concurrentCalls: number },
  campaigns: readonly CampaignId[],
  now: MonoMs,
): Dialer {
  assert(trunk.concurrentCalls >= 1, 'a trunk has a line')
  return {
    concurrentCalls: trunk.concurrentCalls,
    pacer: pacerOf(trunk.callsPerSecond, now),
    lanes: campaigns.map((campaign) => emptyLane(campaign, now)),
    live: new Map(),
  }
}

export function step(before: Dialer, input: DialerInput, now: MonoMs): DialerStep {
  const effects: DialerEffect[] = []
  let dialer = before
  switch (input.is) {
    case 'tick':
      break
    case 'gate':
      dialer = onLane(dialer, input.campaign, (lane) => ({
        ...lane,
        gate: input.gate,
        askAgainAt: now,
      }))
      break
    case 'joined':
      dialer = joined(dialer, input.campaign, now)
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
      dialer = onLane(dialer, input.campaign, (lane) => nowArmed(lane, input.attempts))
      break
    case 'retryAfter':
      dialer = { ...dialer, pacer: heldFor(dialer.pacer, input.retryAfterMs, now) }
      break
    case 'ended':
      dialer = ended(dialer, input, now, effects)
      break
    default:
      return unreachable(input)
  }
  dialer = giveBack(dialer, now, effects)
  dialer = placeDue(dialer, now, effects)
  dialer = armAhead(dialer, now, effects)
  dialer = leaseAhead(dialer, now, effects)
  return [dialer, effects]
}

/** The next instant at which time alone lets `step` do something it could not do at `now`. */
export function nextTickAt(dialer: Dialer, now: MonoMs): MonoMs | undefined {
  const startAt = nextStartAt(dialer.pacer)
  const instants: number[] = [startAt, startAt - armAheadMs, startAt - leaseAheadMs]
  for (const { gate, waiting, askAgainAt, armed, notBefore } of dialer.lanes) {
    if (armed.length > 0) instants.push(notBefore)
    if (gate === 'open') instants.push(askAgainAt)
    const oldest = waiting[0]
    if (oldest !== undefined) instants.push(oldest.leasedAt + leaseUseMs)
  }
  const ahead = instants.filter((at) => at > now)
  return ahead.length === 0 ? undefined : monoMs(Math.min(...ahead))
}

function onLane(dialer: Dialer, campaign: CampaignId, change: (lane: Lane) => Lane): Dialer {
  assert(
    dialer.lanes.some((lane) => lane.campaign === campaign),
    'the campaign is on this trunk',
  )
  const lanes = dialer.lanes.map((lane) => (lane.campaign === campaign ? change(lane) : lane))
  return { ...dialer, lanes }
}

/** It starts level with who has had least: it saves nothing up, and nobody waits for it to catch up. */
function joined(dialer: Dialer, campaign: CampaignId, now: MonoMs): Dialer {
  assert(
    dialer.lanes.every((lane) => lane.campaign !== campaign),
    'a campaign joins a trunk once',
  )
  const served = dialer.lanes.map((lane) => lane.served)
  const lane = {
    ...emptyLane(campaign, now),
    served: served.length === 0 ? 0 : Math.min(...served),
  }
  return { ...dialer, lanes: [...dialer.lanes, lane] }
}

function nowArmed(lane: Lane, attempts: ReadonlyMap<TargetId, AttemptId>): Lane {
  const fresh = lane.arming.flatMap((candidate) => {
    const attempt = attempts.get(candidate.target)
    return attempt === undefined ? [] : [{ attempt, candidate }]
  })
  assert(fresh.length === attempts.size, 'only what was to be armed is armed')
  return { ...lane, arming: [], armed: [...lane.armed, ...fresh] }
}

function ended(
  dialer: Dialer,
  { attempt, outcome }: Extract<DialerInput, { is: 'ended' }>,
  now: MonoMs,
  effects: DialerEffect[],
): Dialer {
  const call = dialer.live.get(attempt)
  if (call === undefined) return givenUp(dialer, attempt)
  const live = new Map(dialer.live)
  live.delete(attempt)
  const reply = replyOf(outcome)
  const pacer = reply === undefined ? dialer.pacer : replied(dialer.pacer, reply, now)
  const rejected = outcome === 'rejectedByCarrier'
  return onLane({ ...dialer, live, pacer }, call.campaign, (lane) => {
    const rejectedInRow = rejected ? lane.rejectedInRow + 1 : reply ? 0 : lane.rejectedInRow
    if (rejectedInRow < rejectionsBeforePause) return { ...lane, rejectedInRow }
    effects.push({ is: 'pauseRejected', campaign: lane.campaign })
    return { ...lane, rejectedInRow: 0, gate: 'paused' }
  })
}

/** Stopped while armed: it must not be placed any more. */
function givenUp(dialer: Dialer, attempt: AttemptId): Dialer {
  const lanes = dialer.lanes.map((lane) => ({
    ...lane,
    armed: lane.armed.filter((call) => call.attempt !== attempt),
  }))
  return { ...dialer, lanes }
}

/** What an outcome says about the carrier; undefined: nothing. */
function replyOf(outcome: Outcome): Reply | undefined {
  if (outcome === 'congestion') return 'congestion'
  if (outcome === 'carrierFault') return 'fault'
  return outcomes[outcome].fault === 'us' ? undefined : 'good'
}

/** Pause, deadline and end: what is not placed is not placed any more. */
function giveBack(dialer: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  const lanes = dialer.lanes.map((lane) => {
    const closed = lane.gate !== 'open'
    const back = lane.waiting.filter((candidate) => closed || isStale(candidate, now))
    // A budget has room for what is armed: it was counted in.
    const givenUp = closed && lane.gate !== 'spent' ? lane.armed : []
    if (back.length === 0 && givenUp.length === 0) return lane
    if (back.length > 0) effects.push({ is: 'release', candidates: back })
    for (const { attempt } of givenUp) {
      effects.push({ is: 'notPlaced', campaign: lane.campaign, attempt })
    }
    const waiting = lane.waiting.filter((candidate) => !back.includes(candidate))
    return { ...lane, waiting, armed: givenUp.length > 0 ? [] : lane.armed }
  })
  return { ...dialer, lanes }
}

function placeDue(before: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  let dialer = before
  // Bounded: each turn takes one call out of `armed`.
  for (;;) {
    const lane = inTurn(dialer).find(({ armed, notBefore }) => armed.length > 0 && now >= notBefore)
    const call = lane?.armed[0]
    if (lane === undefined || call === undefined) return dialer
    if (dialer.live.size >= dialer.concurrentCalls || now < nextStartAt(dialer.pacer)) return dialer
    assert(!ringsAlready(dialer, call.candidate), 'members of one household never ring together')
    const live = new Map(dialer.live)
    live.set(call.attempt, { campaign: lane.campaign, candidate: call.candidate })
    dialer = onLane(
      { ...dialer, live, pacer: started(dialer.pacer, now) },
      lane.campaign,
      (own) => ({
        ...own,
        ...afterStart(own, now),
        armed: own.armed.slice(1),
        served: own.served + 1,
      }),
    )
    effects.push({ is: 'place', campaign: lane.campaign, attempt: call.attempt })
  }
}

function armAhead(before: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  const onTheWay = sum(before.lanes, ({ arming, armed }) => arming.length + armed.length)
  const free = before.concurrentCalls - before.live.size - onTheWay
  const due = dueWithin(before.pacer, armAheadMs, now)
  // Refilled when half used: one commit for many calls.
  if (onTheWay > due / 2) return before
  let want = Math.min(due - onTheWay, free, batchMax)
  const ready = inTurn(before).filter(
    ({ gate, arming, armed, waiting, soft }) =>
      gate === 'open' &&
      arming.length === 0 &&
      waiting.length > 0 &&
      (soft === null || armed.length === 0),
  )
  if (want <= 0 || ready.length === 0) return before
  let dialer = before
  for (const [index, lane] of ready.entries()) {
    const share = Math.min(softMax(lane, armAheadMs), Math.ceil(want / (ready.length - index)))
    const { taken, left, blocked } = take(lane.waiting, share, occupied(dialer))
    want -= taken.length
    const change = { waiting: left, arming: taken, blocked }
    dialer = onLane(dialer, lane.campaign, (own) => ({ ...own, ...change }))
    if (taken.length === 0) continue
    effects.push({ is: 'arm', campaign: lane.campaign, candidates: taken })
  }
  return dialer
}

function leaseAhead(before: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  const open = before.lanes.filter(({ gate }) => gate === 'open')
  const due = dueWithin(before.pacer, leaseAheadMs, now)
  if (due === 0) return before
  const stock = Math.min(batchMax, Math.max(2, Math.ceil(due / Math.max(1, open.length))))
  let dialer = before
  for (const lane of open) {
    if (lane.leasing || now < lane.askAgainAt || lane.waiting.length >= batchMax) continue
    // Who waits for a member of the household to hang up must not keep others from being leased.
    const callable = Math.max(0, lane.waiting.length - lane.blocked)
    const own = Math.min(stock, softMax(lane, leaseAheadMs))
    if (callable > own / 2) continue
    dialer = onLane(dialer, lane.campaign, (asking) => ({ ...asking, leasing: true }))
    effects.push({ is: 'lease', campaign: lane.campaign, limit: own - callable })
  }
  return dialer
}

/** What a lane that starts softly can use within this time; one at least. */
function softMax({ soft }: Lane, within: Ms): number {
  if (soft === null) return Number.POSITIVE_INFINITY
  return Math.max(1, Math.ceil((soft.callsPerSecond * within) / 1000))
}

/** How many calls may start from now until `ahead` has passed. */
function dueWithin(pacer: Pacer, ahead: Ms, now: MonoMs): number {
  const first = Math.max(now, nextStartAt(pacer))
  const room = now + ahead - first
  return room < 0 ? 0 : 1 + Math.floor(room / intervalMs(pacer, now))
}

/** Armed with a free home; asked once more where it counts, and cheaply: this is every start. */
function ringsAlready({ live }: Dialer, { household, person, number }: Candidate): boolean {
  for (const { candidate } of live.values()) {
    if (candidate.household === household || candidate.person === person) return true
    if (candidate.number === number) return true
  }
  return false
}

function occupied({ live, lanes }: Dialer): Occupied {
  const busy = [...live.values()].map(({ candidate }) => candidate)
  for (const { arming, armed } of lanes) {
    busy.push(...arming, ...armed.map(({ candidate }) => candidate))
  }
  return occupiedBy(busy)
}

/** Fewest starts first; among equals the order in which the campaigns came. */
function inTurn({ lanes }: Dialer): readonly Lane[] {
  return [...lanes].sort((a, b) => a.served - b.served)
}

/** Whoever comes back from idleness starts level with those who went on. */
function leastServed({ lanes }: Dialer): number {
  const active = lanes.filter((lane) => !isIdle(lane))
  return active.length === 0 ? 0 : Math.min(...active.map(({ served }) => served))
}

function sum(lanes: readonly Lane[], count: (lane: Lane) => number): number {
  return lanes.reduce((total, lane) => total + count(lane), 0)
}

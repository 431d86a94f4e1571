/**
 * One trunk as the dialler sees it: its own pace, lines, holds, breaker and last calls, and which trunk
 * of a route takes the next call: of those that can take it the lowest priority first, among equals by
 * weight (as RFC 2782 does for servers, without its dice: the same run gives the same calls).
 */
import { assert } from '../base/assert.ts'
import type { TrunkId } from '../base/ids.ts'
import { after, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import { CallWindow, type EndedCall, type Sickness, wordOf } from '../call/trunkHealth.ts'
import type { TrunkSign } from '../call/trunkSign.ts'
import {
  allowedNow,
  type Breaker,
  type BreakerInput,
  type BreakerWhy,
  closedBreaker,
  stepBreaker,
} from './breaker.ts'
import {
  heldFor,
  intervalMs,
  nextStartAt,
  type Pacer,
  pacerOf,
  type Reply,
  replied,
  started,
  withoutFaults,
} from './pacer.ts'

/** A trunk that was passed over for a while may catch up on so many starts, and no more. */
export const creditStartsMax = 10
/** Calls left and nothing at all came back for so long: the other end is gone (Timer B takes 32 s). */
export const noSignMs = seconds(10)
/** … once so many left: one slow network is not a dead carrier. */
export const noSignCallsMin = 5
/** The pacer waited so often for a carrier that only fails: from there on the breaker waits. */
export const faultHoldsMax = 3

export type TrunkLimits = Pick<
  Trunk,
  'id' | 'callsPerSecond' | 'concurrentCalls' | 'priority' | 'weight' | 'profile'
>

export interface DialledTrunk {
  readonly id: TrunkId
  readonly concurrentCalls: number
  readonly priority: number
  readonly weight: number
  readonly pacer: Pacer
  /** Calls placed and not ended. */
  readonly up: number
  /** Starts had, each counted as 1/weight: who has least among equals is next. */
  readonly taken: number
  readonly breaker: Breaker
  /** Its last calls; mutable, see there. */
  readonly window: CallWindow
  /** Calls placed since the network last said anything at all, and when it was first owed an answer. */
  readonly unheard: { readonly calls: number; readonly since: MonoMs | null }
  /** OPTIONS were answered before: their silence means something. */
  readonly hasAnswered: boolean
}

export function dialledTrunk(trunk: TrunkLimits, now: MonoMs): DialledTrunk {
  const { id, concurrentCalls, priority, weight, profile } = trunk
  assert(concurrentCalls >= 1, 'a trunk has a line')
  return {
    ...{ id, concurrentCalls, priority, weight },
    pacer: pacerOf(trunk.callsPerSecond, now),
    up: 0,
    taken: 0,
    breaker: closedBreaker,
    window: new CallWindow(profile.health),
    unheard: { calls: 0, since: null },
    hasAnswered: false,
  }
}

/** Could calls leave over it, were it their turn? */
export const isUsable = ({ breaker }: DialledTrunk): boolean => breaker.is !== 'open'

export const callsFree = ({ concurrentCalls, up }: DialledTrunk): number =>
  Math.max(0, concurrentCalls - up)

/** May a call leave over it at this instant? */
export function mayStart(trunk: DialledTrunk, now: MonoMs): boolean {
  return allowedNow(trunk.breaker, callsFree(trunk), now) > 0 && now >= nextStartAt(trunk.pacer)
}

/** How many calls may start over it from now until `ahead` has passed, with so many lines free. */
export function dueWithin(trunk: DialledTrunk, ahead: Ms, now: MonoMs, free: number): number {
  const { breaker, pacer } = trunk
  if (breaker.is === 'open') return 0
  const probeAt = breaker.is === 'halfOpen' ? breaker.nextProbeAt : now
  const first = Math.max(now, nextStartAt(pacer), probeAt)
  const room = now + ahead - first
  if (room < 0) return 0
  if (breaker.is === 'halfOpen') return allowedNow(breaker, Math.min(free, 1), first as MonoMs)
  return Math.min(free, 1 + Math.floor(room / intervalMs(pacer, now)))
}

/** Which of these takes the next call; undefined: none of them can. */
export function nextTrunk(trunks: readonly DialledTrunk[], now: MonoMs): DialledTrunk | undefined {
  let best: DialledTrunk | undefined
  for (const trunk of trunks) {
    if (!mayStart(trunk, now)) continue
    if (best === undefined || isBefore(trunk, best)) best = trunk
  }
  return best
}

function isBefore(one: DialledTrunk, other: DialledTrunk): boolean {
  if (one.priority !== other.priority) return one.priority < other.priority
  return one.taken < other.taken
}

/** One call leaves over `chosen`: the others of its rank keep a bounded claim to what they missed. */
export function afterPlacing(
  trunks: readonly DialledTrunk[],
  chosen: DialledTrunk,
  now: MonoMs,
): readonly DialledTrunk[] {
  return trunks.map((trunk) => {
    if (trunk.id === chosen.id) return placedOver(trunk, now)
    if (trunk.priority !== chosen.priority) return trunk
    const least = chosen.taken - creditStartsMax / trunk.weight
    return trunk.taken < least ? { ...trunk, taken: least } : trunk
  })
}

function placedOver(trunk: DialledTrunk, now: MonoMs): DialledTrunk {
  const { unheard } = trunk
  return {
    ...trunk,
    up: trunk.up + 1,
    taken: trunk.taken + 1 / trunk.weight,
    pacer: started(trunk.pacer, now),
    breaker: stepBreaker(trunk.breaker, { is: 'probe' }, now),
    unheard: { calls: unheard.calls + 1, since: unheard.since ?? now },
  }
}

/** The network said something to a call: it rings, or it was answered. */
export function heard(trunk: DialledTrunk, isProbe: boolean, now: MonoMs): DialledTrunk {
  trunk.window.lives()
  return {
    ...withBreaker(trunk, isProbe ? { is: 'probed', good: true } : { is: 'tick' }, now),
    pacer: trunk.pacer.faultsInRow === 0 ? trunk.pacer : replied(trunk.pacer, 'good', now),
    unheard: { calls: 0, since: null },
  }
}

/** A call over it has ended. */
export function endedOver(
  before: DialledTrunk,
  call: EndedCall,
  about: { readonly isProbe: boolean; readonly wasHeard: boolean },
  now: MonoMs,
): DialledTrunk {
  const word = wordOf(call)
  const reply = replyOf(call)
  before.window.add(call)
  // Nobody replied: that call tells of silence, not of life.
  const isSign = word !== null && !(call.outcome === 'carrierFault' && call.sipStatus === 408)
  const trunk: DialledTrunk = {
    ...before,
    up: before.up - 1,
    pacer: reply === undefined ? before.pacer : replied(before.pacer, reply, now),
    unheard: isSign ? { calls: 0, since: null } : before.unheard,
  }
  if (about.isProbe && !about.wasHeard) {
    return withBreaker(trunk, { is: 'probed', good: word === null ? null : word === 'good' }, now)
  }
  const sickness = trunk.breaker.is === 'closed' ? sicknessOf(trunk) : null
  return sickness === null ? trunk : withBreaker(trunk, { is: 'sick', why: sickness }, now)
}

function sicknessOf({ window, pacer }: DialledTrunk): Sickness | null {
  if (pacer.faultHolds <= faultHoldsMax) return window.sickness()
  return { is: 'nothingWorks', failures: pacer.faultsInRow }
}

/** What an outcome says to the pacer; undefined: nothing. */
function replyOf(call: EndedCall): Reply | undefined {
  if (call.outcome === 'carrierFault') return 'fault'
  const word = wordOf(call)
  if (word === 'pushedBack') return 'congestion'
  return word === null ? undefined : 'good'
}

/** The longest wish counts (RFC 3261 §20.33). */
export function pushedBack(trunk: DialledTrunk, retryAfterMs: Ms, now: MonoMs): DialledTrunk {
  return { ...trunk, pacer: heldFor(trunk.pacer, retryAfterMs, now) }
}

export function told(trunk: DialledTrunk, news: TrunkSign['is'], now: MonoMs): DialledTrunk {
  switch (news) {
    case 'registered':
      return withBreaker(trunk, { is: 'registered' }, now)
    case 'refused':
    case 'lost': {
      const why: BreakerWhy = { is: 'notRegistered', refused: news === 'refused' }
      return withBreaker(trunk, { is: 'sick', why }, now)
    }
    case 'answers':
      return { ...withBreaker(trunk, { is: 'answers' }, now), hasAnswered: true }
    case 'silent':
      // Some carriers never answer OPTIONS and carry calls all the same.
      return trunk.hasAnswered
        ? withBreaker(trunk, { is: 'sick', why: { is: 'silent' } }, now)
        : trunk
  }
}

/** When silence would become an illness; undefined: nothing is owed. */
export function noSignAt({ unheard, breaker }: DialledTrunk): MonoMs | undefined {
  if (breaker.is !== 'closed' || unheard.since === null) return undefined
  return unheard.calls < noSignCallsMin ? undefined : after(unheard.since, noSignMs)
}

/** Time alone: an open breaker half opens, a silent trunk is ill. */
export function lookedAt(trunk: DialledTrunk, now: MonoMs): DialledTrunk {
  const silentAt = noSignAt(trunk)
  if (silentAt !== undefined && now >= silentAt) {
    const forMs = ms(now - (trunk.unheard.since ?? now))
    return withBreaker(trunk, { is: 'sick', why: { is: 'noSign', forMs } }, now)
  }
  return withBreaker(trunk, { is: 'tick' }, now)
}

/** Closed again, it is judged by what comes; what it opened for stays to be looked at until then. */
function withBreaker(trunk: DialledTrunk, input: BreakerInput, now: MonoMs): DialledTrunk {
  const breaker = stepBreaker(trunk.breaker, input, now)
  if (breaker === trunk.breaker) return trunk
  if (breaker.is === trunk.breaker.is) return { ...trunk, breaker }
  if (breaker.is === 'closed') trunk.window.clear()
  const unheard = { calls: 0, since: null }
  return { ...trunk, breaker, unheard, pacer: withoutFaults(trunk.pacer) }
}

/** What the dialler does after every input: give back, place what is due, arm ahead, lease ahead. */
import { assert } from '../base/assert.ts'
import type { TrunkId } from '../base/ids.ts'
import { type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import { type Dialer, type DialerEffect, onLane } from './dialerState.ts'
import {
  afterPlacing,
  callsFree,
  type DialledTrunk,
  dueWithin,
  isUsable,
  mayStart,
  nextTrunk,
} from './dialledTrunk.ts'
import { type ArmedCall, afterStart, isStale, type Lane } from './lane.ts'
import { nextStartAt, started } from './pacer.ts'
import { take } from './select.ts'

/** Calls due within this time are armed: one commit for many, and few to give up when paused. */
export const armAheadMs = ms(500)
/** People due within this time are leased. */
export const leaseAheadMs = seconds(1)
/** However fast the trunks, so many in one SqlTransaction. */
export const batchMax = 200

/** The trunks a campaign's calls may leave over, now or soon; none: it waits for one to recover. */
export function usableTrunks({ trunks }: Dialer, lane: Lane): readonly DialledTrunk[] {
  return trunks.filter((trunk) => isTrunkOf(lane, trunk.id) && isUsable(trunk))
}

const isTrunkOf = ({ over, refusedBy }: Lane, id: TrunkId): boolean =>
  over.has(id) && !refusedBy.has(id)

/** Pause, deadline, end, and a route of which no trunk works: what is not placed is not placed any more. */
export function giveBack(dialer: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  const lanes = dialer.lanes.map((lane) => {
    const stuck = usableTrunks(dialer, lane).length === 0
    const closed = lane.gate !== 'open' || stuck
    // Oldest first.
    const oldest = lane.waiting[0]
    if (!closed && (oldest === undefined || !isStale(oldest, now))) return lane
    const back = lane.waiting.filter((candidate) => closed || isStale(candidate, now))
    // A budget has room for what is armed: it was counted in.
    const givenUp = closed && (lane.gate !== 'spent' || stuck) ? lane.armed : []
    if (back.length === 0 && givenUp.length === 0) return lane
    if (back.length > 0) effects.push({ is: 'release', candidates: back })
    for (const { attempt, candidate } of givenUp) {
      dialer.homes.leave(candidate)
      effects.push({ is: 'notPlaced', campaign: lane.campaign, attempt })
    }
    const waiting = lane.waiting.slice(back.length)
    return { ...lane, waiting, armed: givenUp.length > 0 ? [] : lane.armed }
  })
  return { ...dialer, lanes }
}

export function placeDue(before: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  let dialer = before
  // Bounded: each turn takes one call out of `armed`.
  for (;;) {
    const next = nextCall(dialer, now)
    if (next === undefined) return dialer
    const { lane, call, trunk } = next
    const { attempt, candidate } = call
    assert(dialer.homes.isOf(candidate), 'members of one household never ring together')
    const isProbe = trunk.breaker.is === 'halfOpen'
    const live = { campaign: lane.campaign, candidate, trunk: trunk.id, isProbe, heard: false }
    dialer.live.set(attempt, live)
    dialer.upOf.set(lane.campaign, (dialer.upOf.get(lane.campaign) ?? 0) + 1)
    const { together } = dialer
    dialer = onLane(
      {
        ...dialer,
        trunks: afterPlacing(dialer.trunks, trunk, now),
        together: together && { ...together, pacer: started(together.pacer, now) },
      },
      lane.campaign,
      (own) => ({
        ...own,
        ...afterStart(own, now),
        armed: own.armed.filter((other) => other !== call),
        served: own.served + 1,
      }),
    )
    effects.push({ is: 'place', campaign: lane.campaign, attempt, trunk: trunk.id })
  }
}

interface NextCall {
  readonly lane: Lane
  readonly call: ArmedCall
  readonly trunk: DialledTrunk
}

function nextCall(dialer: Dialer, now: MonoMs): NextCall | undefined {
  if (!mayTogether(dialer, now) || !dialer.trunks.some((trunk) => mayStart(trunk, now))) {
    return undefined
  }
  for (const lane of inTurn(dialer)) {
    if (lane.armed.length === 0 || now < lane.notBefore) continue
    const usable = usableTrunks(dialer, lane)
    if (!usable.some((trunk) => mayStart(trunk, now))) continue
    for (const call of lane.armed) {
      const trunk = nextTrunk(withoutFailed(usable, call), now)
      if (trunk !== undefined) return { lane, call, trunk }
    }
  }
  return undefined
}

function mayTogether({ together, live }: Dialer, now: MonoMs): boolean {
  if (together === null) return true
  return live.size < together.concurrentCalls && now >= nextStartAt(together.pacer)
}

/** Who was failed by a trunk goes over another one, while there is another that works. */
function withoutFailed(
  usable: readonly DialledTrunk[],
  { candidate: { failedOver } }: ArmedCall,
): readonly DialledTrunk[] {
  if (failedOver === undefined || failedOver.length === 0) return usable
  const others = usable.filter(({ id }) => !failedOver.includes(id))
  return others.length === 0 ? usable : others
}

export function armAhead(before: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  const onTheWay = sum(before.lanes, ({ arming, armed }) => arming.length + armed.length)
  const room = roomsOf(before, (trunk) => dueWithin(trunk, armAheadMs, now, callsFree(trunk)))
  const due = Math.min(room.total, linesTogether(before))
  // Refilled when half used: one commit for many calls.
  if (onTheWay > due / 2) return before
  let want = Math.min(due - onTheWay, batchMax)
  const ready = inTurn(before).filter(
    ({ gate, arming, armed, waiting, soft }) =>
      gate === 'open' &&
      arming.length === 0 &&
      waiting.length > 0 &&
      (soft === null || armed.length === 0),
  )
  if (want <= 0 || ready.length === 0) return before
  for (const lane of before.lanes) room.use(lane, lane.arming.length + lane.armed.length)
  let dialer = before
  for (const [index, lane] of ready.entries()) {
    const fair = Math.ceil(want / (ready.length - index))
    const share = Math.min(softMax(lane, armAheadMs), fair, room.of(lane))
    const { taken, left, blocked } = take(lane.waiting, share, dialer.homes)
    want -= taken.length
    room.use(lane, taken.length)
    const change = { waiting: left, arming: taken, blocked }
    dialer = onLane(dialer, lane.campaign, (own) => ({ ...own, ...change }))
    if (taken.length === 0) continue
    effects.push({ is: 'arm', campaign: lane.campaign, candidates: taken })
  }
  return dialer
}

const linesTogether = ({ together, live }: Dialer): number =>
  together === null ? Number.POSITIVE_INFINITY : Math.max(0, together.concurrentCalls - live.size)

/** How many calls the trunks can start, and what is left of it for each campaign. */
function roomsOf(dialer: Dialer, dueOf: (trunk: DialledTrunk) => number) {
  const left = new Map<TrunkId, number>()
  for (const trunk of dialer.trunks) left.set(trunk.id, dueOf(trunk))
  // A campaign that only some trunks may show leaves the others to the others.
  const isUsed = (id: TrunkId): boolean =>
    dialer.lanes.some((lane) => lane.gate === 'open' && isTrunkOf(lane, id))
  return {
    total: sum([...left], ([id, due]) => (isUsed(id) ? due : 0)),
    of: (lane: Lane): number => sum([...left], ([id, due]) => (isTrunkOf(lane, id) ? due : 0)),
    use: (lane: Lane, count: number): void => {
      let rest = count
      for (const [id, due] of left) {
        if (!isTrunkOf(lane, id)) continue
        const here = Math.min(rest, due)
        left.set(id, due - here)
        rest -= here
      }
    },
  }
}

export function leaseAhead(before: Dialer, now: MonoMs, effects: DialerEffect[]): Dialer {
  const open = before.lanes.filter(({ gate }) => gate === 'open')
  // A stock is kept while every line is in use: the next call goes out when one ends.
  const room = roomsOf(before, (trunk) => dueWithin(trunk, leaseAheadMs, now, batchMax))
  if (room.total === 0) return before
  let dialer = before
  for (const lane of open) {
    if (lane.leasing || now < lane.askAgainAt || lane.waiting.length >= batchMax) continue
    const due = room.of(lane)
    if (due === 0) continue
    const stock = Math.min(batchMax, Math.max(2, Math.ceil(due / Math.max(1, open.length))))
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

/** Fewest starts first; among equals the order in which the campaigns came. */
function inTurn({ lanes }: Dialer): readonly Lane[] {
  return lanes.length === 1 ? lanes : [...lanes].sort((a, b) => a.served - b.served)
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0)
}

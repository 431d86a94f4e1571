/**
 * Whom a schedule reaches: people whose facts law cannot tell apart stand together (a profile); of each
 * profile the stretches of time in which they may be called, and from these how many can be reached in
 * each hour, and when everybody has been called at the pace of the trunk. Pure: reading people is done by
 * readProfiles.ts.
 */
import { type EpochMs, epochMs, hours } from '../base/units.ts'
import type { CallFacts } from '../law/facts.ts'
import { judge } from '../law/judge.ts'
import { ruleSetOf } from '../law/ruleSets.ts'

export interface Profile {
  readonly facts: CallFacts
  readonly territory: string
  readonly people: number
}

/** Half-open. */
export interface Stretch {
  readonly from: EpochMs
  readonly to: EpochMs
}

export interface ReachableProfile extends Pick<Profile, 'people' | 'territory'> {
  readonly open: readonly Stretch[]
}

/** A profile opens and closes four times a day at most; beyond that it is not looked at any more. */
const stretchesMax = 1000

/** When these people may be called from `from` on and before `to`, as the dialler would be told. */
export function openStretches(facts: CallFacts, from: EpochMs, to: EpochMs): readonly Stretch[] {
  const rules = ruleSetOf(facts.country)
  const open: Stretch[] = []
  let now: number = from
  for (let turn = 0; turn < stretchesMax && now < to; turn += 1) {
    const { verdict, until } = judge({ ...facts, now: epochMs(now) }, rules)
    if (verdict.allowed) {
      const end = Math.min(until, to)
      open.push({ from: epochMs(now), to: epochMs(end) })
      now = end
      continue
    }
    if (verdict.askAgainAt === undefined) break
    now = Math.max(now + 1, verdict.askAgainAt)
  }
  return joined(open)
}

/** Rules say "until" for themselves: where one ends and all still allow, the stretch goes on. */
function joined(open: readonly Stretch[]): readonly Stretch[] {
  const whole: Stretch[] = []
  for (const next of open) {
    const before = whole.at(-1)
    if (before && before.to >= next.from) whole[whole.length - 1] = { ...before, to: next.to }
    else whole.push(next)
  }
  return whole
}

/** People who can be reached at some instant between the two. */
export function reachableIn(profiles: readonly ReachableProfile[], { from, to }: Stretch): number {
  return profiles.reduce(
    (sum, { people, open }) => sum + (overlap(open, from, to) > 0 ? people : 0),
    0,
  )
}

function overlap(open: readonly Stretch[], from: number, to: number): number {
  let common = 0
  for (const stretch of open) {
    if (stretch.from >= to) break
    common += Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from))
  }
  return common
}

export interface ReachableHour {
  readonly at: EpochMs
  readonly people: number
}

const hourMs = hours(1)

/** Hours in which nobody can be reached are left out. */
export function reachablePerHour(
  profiles: readonly ReachableProfile[],
  from: EpochMs,
  to: EpochMs,
): readonly ReachableHour[] {
  const perHour: ReachableHour[] = []
  for (let at = Math.floor(from / hourMs) * hourMs; at < to; at += hourMs) {
    const people = reachableIn(profiles, { from: epochMs(at), to: epochMs(at + hourMs) })
    if (people > 0) perHour.push({ at: epochMs(at), people })
  }
  return perHour
}

export interface Course {
  /** When the last of those who can be reached has been called once; null: nobody can be. */
  readonly endsAt: EpochMs | null
  /** People who can be reached, and are not before the time is over. */
  readonly late: number
  /** People who cannot be reached at all in this time. */
  readonly unreachable: number
}

/**
 * Hour by hour, everybody who may be called then shares the calls the trunk can make. First calls only:
 * what is called again comes after them.
 */
export function courseOf(
  profiles: readonly ReachableProfile[],
  callsPerHour: number,
  { from, to }: Stretch,
): Course {
  const left = profiles.map(({ people, open }) => (open.length > 0 ? people : 0))
  const unreachable = profiles.reduce((sum, { people }, n) => sum + people - (left[n] ?? 0), 0)
  let endsAt: number | null = null
  let waiting = left.reduce((sum, people) => sum + people, 0)
  for (let at: number = from; at < to && waiting > almostNobody; ) {
    const end = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs)
    const share = profiles.map(({ open }) => overlap(open, at, end) / (end - at))
    const widest = Math.max(0, ...share)
    const callable = left.reduce((sum, people, n) => sum + ((share[n] ?? 0) > 0 ? people : 0), 0)
    const room = callsPerHour * widest * ((end - at) / hourMs)
    const called = Math.min(room, callable)
    if (called > 0) {
      const kept = 1 - called / callable
      left.forEach((people, n) => {
        if ((share[n] ?? 0) > 0) left[n] = people * kept
      })
      waiting -= called
      const opens = firstOpen(profiles, at, end)
      endsAt = Math.min(end, opens + ((end - at) * widest * called) / room)
    }
    at = end
  }
  const late = Math.round(waiting)
  return { endsAt: endsAt === null ? null : epochMs(Math.round(endsAt)), late, unreachable }
}

/** People are whole; what proportions leave of them is nobody. */
const almostNobody = 0.5

function firstOpen(profiles: readonly ReachableProfile[], from: number, to: number): number {
  const begins = profiles.flatMap(({ open }) =>
    open.filter((each) => each.from < to && each.to > from).map((each) => each.from as number),
  )
  return Math.max(from, Math.min(to, ...begins))
}

/** From the INVITE to the end, on average: ringing, and the part of the message that is heard. */
const ringsForMs = 14_000
const heardShare = 0.4

/** What a trunk can start in an hour: its calls a second, or its lines when they are the narrower. */
export function callsPerHourOf(
  trunk: { readonly callsPerSecond: number; readonly concurrentCalls: number },
  messageMs: number,
): number {
  const byLines = (trunk.concurrentCalls * 1000) / (ringsForMs + heardShare * messageMs)
  return Math.min(trunk.callsPerSecond, byLines) * 3600
}

/**
 * The circuit breaker of one trunk: a carrier that misbehaves gets no more of the list than it takes to
 * see that it works again.
 *
 *  closed ─sick, silent, not registered→ open ─wait over, answers, registered→ halfOpen ─good probes→ closed
 *                                         ↑                                       │
 *                                         └──────────── one probe fails ──────────┘  waits twice as long
 *
 * Without registration nothing is tried before the carrier has registered us again: `until` is null.
 */
import { unreachable } from '../base/assert.ts'
import { after, type MonoMs, type Ms, minutes, ms, seconds } from '../base/units.ts'
import type { Sickness } from '../call/trunkHealth.ts'

export const openFirstMs = seconds(10)
export const openMaxMs = minutes(5)
/** While it is tried: so many calls at once … */
export const probesUpMax = 2
/** … no two closer together … */
export const probeEveryMs = seconds(2)
/** … and so many good ones before it has the others' trust again. */
export const probesGoodMin = 3

export type BreakerWhy =
  | Sickness
  /** Calls left, and for so long nothing at all came back. */
  | { readonly is: 'noSign'; readonly forMs: Ms }
  /** Our OPTIONS are not answered any more. */
  | { readonly is: 'silent' }
  | { readonly is: 'notRegistered'; readonly refused: boolean }

export type Breaker =
  | { readonly is: 'closed' }
  | {
      readonly is: 'open'
      readonly why: BreakerWhy
      /** When it is tried; null: when the carrier registers us. */
      readonly until: MonoMs | null
      /** How often it has opened without closing between. */
      readonly times: number
    }
  | {
      readonly is: 'halfOpen'
      readonly why: BreakerWhy
      readonly times: number
      readonly probesUp: number
      readonly good: number
      readonly nextProbeAt: MonoMs
    }

export type BreakerInput =
  | { readonly is: 'tick' }
  | { readonly is: 'sick'; readonly why: BreakerWhy }
  /** A call leaves while the breaker is half open. */
  | { readonly is: 'probe' }
  /** How that call did; null: it says nothing about the trunk. */
  | { readonly is: 'probed'; readonly good: boolean | null }
  /** From the carrier itself: REGISTER or OPTIONS is answered. */
  | { readonly is: 'registered' }
  | { readonly is: 'answers' }

export const closedBreaker: Breaker = { is: 'closed' }

export function stepBreaker(breaker: Breaker, input: BreakerInput, now: MonoMs): Breaker {
  switch (input.is) {
    case 'tick':
      if (breaker.is !== 'open' || breaker.until === null || now < breaker.until) return breaker
      return halfOpen(breaker, now)
    case 'sick':
      return sick(breaker, input.why, now)
    case 'probe':
      if (breaker.is !== 'halfOpen') return breaker
      return {
        ...breaker,
        probesUp: breaker.probesUp + 1,
        nextProbeAt: after(now, probeEveryMs),
      }
    case 'probed':
      return breaker.is === 'halfOpen' ? probed(breaker, input.good, now) : breaker
    case 'registered':
      return breaker.is === 'open' && breaker.why.is === 'notRegistered'
        ? halfOpen(breaker, now)
        : breaker
    case 'answers':
      return breaker.is === 'open' && breaker.why.is === 'silent' ? halfOpen(breaker, now) : breaker
    default:
      return unreachable(input)
  }
}

/** How many calls the breaker lets leave at once; `callsFree` when nothing is wrong. */
export function allowedNow(breaker: Breaker, callsFree: number, now: MonoMs): number {
  switch (breaker.is) {
    case 'closed':
      return callsFree
    case 'open':
      return 0
    case 'halfOpen':
      return breaker.probesUp < probesUpMax && now >= breaker.nextProbeAt
        ? Math.min(callsFree, 1)
        : 0
    default:
      return unreachable(breaker)
  }
}

/** When it changes by itself; undefined: never. */
export function breakerDueAt(breaker: Breaker): MonoMs | undefined {
  if (breaker.is === 'open') return breaker.until ?? undefined
  return breaker.is === 'halfOpen' ? breaker.nextProbeAt : undefined
}

/** How long the nth opening in a row lasts. */
export function openFor(times: number): Ms {
  return ms(Math.min(openMaxMs, openFirstMs * 2 ** Math.min(times - 1, 10)))
}

function sick(breaker: Breaker, why: BreakerWhy, now: MonoMs): Breaker {
  // What is open already stays as it is, unless registration is what it waits for now.
  if (breaker.is === 'open' && why.is !== 'notRegistered') return breaker
  const times = breaker.is === 'closed' ? 1 : breaker.times + (breaker.is === 'halfOpen' ? 1 : 0)
  const until = why.is === 'notRegistered' ? null : after(now, openFor(times))
  return { is: 'open', why, until, times }
}

function halfOpen({ why, times }: Breaker & { is: 'open' }, now: MonoMs): Breaker {
  return { is: 'halfOpen', why, times, probesUp: 0, good: 0, nextProbeAt: now }
}

function probed(breaker: Breaker & { is: 'halfOpen' }, good: boolean | null, now: MonoMs): Breaker {
  if (good === false) return sick(breaker, whyAgain(breaker.why), now)
  const probesUp = Math.max(0, breaker.probesUp - 1)
  if (good === null) return { ...breaker, probesUp }
  const goodNow = breaker.good + 1
  if (goodNow >= probesGoodMin) return closedBreaker
  return { ...breaker, probesUp, good: goodNow }
}

/** It is registered, or answers OPTIONS, and calls fail all the same. */
function whyAgain(why: BreakerWhy): BreakerWhy {
  return why.is === 'notRegistered' || why.is === 'silent'
    ? { is: 'nothingWorks', failures: 1 }
    : why
}

/**
 * Session timers, RFC 4028, as a pure machine: who refreshes the session, when, and when it is over.
 *
 *  off ─2xx with Session-Expires─┬─ we refresh ──→ ours ─half the interval→ refreshing ─2xx→ ours | theirs | off
 *   ↑                            │                   ↑───────491, 5xx, 422───┘  └─408, 481→ hangUp
 *   └─2xx without it (§7.2)      └─ they refresh ─→ theirs ──── their refresh ─→ ours | theirs | off
 *  ours, refreshing, theirs: not refreshed until min(32 s, a third) before the end → hangUp (§10)
 */
import { unreachable } from '../base/assert.ts'
import { after, type Deadline, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'

export interface SessionTerms {
  readonly intervalMs: Ms
  readonly refresher: 'us' | 'them'
}

interface Agreed {
  readonly intervalMs: Ms
  /** When we hang up unless the session is refreshed before. */
  readonly endsAt: MonoMs
}

export type SessionTimer =
  | { readonly is: 'off' }
  | ({ readonly is: 'ours'; readonly refreshAt: MonoMs; readonly tries: number } & Agreed)
  | ({ readonly is: 'refreshing'; readonly tries: number } & Agreed)
  /** They refresh; or we did, `refreshTriesMax` times in vain. */
  | ({ readonly is: 'theirs' } & Agreed)

export type SessionInput =
  /** A 2xx that we sent or received; undefined: without Session-Expires. */
  | { readonly is: 'agreed'; readonly terms: SessionTerms | undefined }
  /** Our refresh was refused for now: once more, so much later. */
  | { readonly is: 'postponed'; readonly byMs: Ms }
  /** 408, 481 or nothing at all. */
  | { readonly is: 'lost' }
  | { readonly is: 'deadline' }

export type SessionEffect = { readonly is: 'refresh' } | { readonly is: 'hangUp' }

export const noSession: SessionTimer = { is: 'off' }

/** Of one interval; each refused one is tried again later, then the end is awaited. */
export const refreshTriesMax = 4
/** A far end that names an absurdly short interval is obeyed, but does not make us flood it. */
export const refreshWaitMin: Ms = seconds(1)
/** §10: the BYE comes so much before the end, or a third of a short interval. */
export const endMargin: Ms = seconds(32)

export function sessionDeadline(timer: SessionTimer): Deadline | undefined {
  switch (timer.is) {
    case 'off':
      return undefined
    case 'ours':
      return timer.refreshAt < timer.endsAt
        ? { at: timer.refreshAt, why: 'refresh' }
        : { at: timer.endsAt, why: 'sessionExpires' }
    case 'refreshing':
    case 'theirs':
      return { at: timer.endsAt, why: 'sessionExpires' }
    default:
      return unreachable(timer)
  }
}

export function stepSession(
  timer: SessionTimer,
  input: SessionInput,
  now: MonoMs,
): [SessionTimer, SessionEffect[]] {
  switch (input.is) {
    case 'agreed':
      return [agreed(input.terms, now), []]
    case 'postponed':
      return timer.is === 'refreshing' ? [postponed(timer, input.byMs, now), []] : [timer, []]
    case 'lost':
      return timer.is === 'refreshing' ? [noSession, [{ is: 'hangUp' }]] : [timer, []]
    case 'deadline':
      return due(timer, now)
    default:
      return unreachable(input)
  }
}

function agreed(terms: SessionTerms | undefined, now: MonoMs): SessionTimer {
  if (terms === undefined) return noSession
  const { intervalMs, refresher } = terms
  const margin = Math.min(endMargin, intervalMs / 3)
  const endsAt = after(now, ms(Math.max(intervalMs - margin, refreshWaitMin)))
  if (refresher === 'them') return { is: 'theirs', intervalMs, endsAt }
  // §10: half the interval leaves time for one that gets lost.
  const refreshAt = after(now, ms(Math.max(intervalMs / 2, refreshWaitMin)))
  return { is: 'ours', intervalMs, endsAt, refreshAt, tries: 0 }
}

function postponed(
  timer: Extract<SessionTimer, { is: 'refreshing' }>,
  byMs: Ms,
  now: MonoMs,
): SessionTimer {
  const { intervalMs, endsAt, tries } = timer
  if (tries >= refreshTriesMax) return { is: 'theirs', intervalMs, endsAt }
  return { is: 'ours', intervalMs, endsAt, tries, refreshAt: after(now, byMs) }
}

function due(timer: SessionTimer, now: MonoMs): [SessionTimer, SessionEffect[]] {
  if (timer.is === 'off') return [timer, []]
  if (now >= timer.endsAt) return [noSession, [{ is: 'hangUp' }]]
  if (timer.is !== 'ours' || now < timer.refreshAt) return [timer, []]
  const { intervalMs, endsAt, tries } = timer
  return [{ is: 'refreshing', intervalMs, endsAt, tries: tries + 1 }, [{ is: 'refresh' }]]
}

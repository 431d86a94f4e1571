/**
 * Whether one rtpengine may be given calls, as a machine. It is trusted after it has proved what a person needs
 * (its answers come, our recordings play there, keys reach us), and no longer when it falls silent.
 *
 *            due              proven                    lost, or 2 pings in a row unanswered
 *   away ───────────→ proving ───────→ ready ⟲ ping a second ──────────────────────┐
 *     ↑                  │ failed                                                  │
 *     └──────────────────┴──── again after 0.5 s, 1, 2, 4, 5, 5 … ─────────────────┘
 */
import { unreachable } from '../../base/assert.ts'
import { after, type Deadline, type MonoMs, type Ms, ms, seconds } from '../../base/units.ts'

export const PING_EVERY: Ms = seconds(1)
/** Each is sent four times over 1.5 s, so that a control network cut for 3 s ends no call. */
export const UNANSWERED_AT_MOST = 2
export const FIRST_RETRY: Ms = ms(500)
export const LONGEST_RETRY: Ms = seconds(5)

export type InstanceLife =
  | {
      readonly is: 'away'
      readonly failures: number
      readonly retryAt: MonoMs
      readonly why: string
    }
  | { readonly is: 'proving'; readonly failures: number; readonly why: string }
  | {
      readonly is: 'ready'
      readonly unanswered: number
      /** undefined: a ping is out. */
      readonly pingAt: MonoMs | undefined
    }
  | { readonly is: 'left' }

export type LifeInput =
  | { readonly is: 'due' }
  | { readonly is: 'proven' }
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'lost'; readonly why: string }
  | { readonly is: 'ponged' }
  | { readonly is: 'unanswered' }
  | { readonly is: 'leave' }

export type LifeEffect =
  | { readonly is: 'prove' }
  | { readonly is: 'ping' }
  | { readonly is: 'ready' }
  /** From `ready`: its legs are gone. */
  | { readonly is: 'gone'; readonly why: string }

export type LifeStep = readonly [InstanceLife, readonly LifeEffect[]]

export const beginLife = (now: MonoMs): InstanceLife => ({
  ...{ is: 'away', failures: 0, retryAt: now, why: 'it has not been asked yet' },
})

export function lifeDeadline(life: InstanceLife): Deadline<'retry' | 'ping'> | undefined {
  if (life.is === 'away') return { at: life.retryAt, why: 'retry' }
  if (life.is !== 'ready' || life.pingAt === undefined) return undefined
  return { at: life.pingAt, why: 'ping' }
}

export function stepLife(life: InstanceLife, input: LifeInput, now: MonoMs): LifeStep {
  if (life.is === 'left') return [life, []]
  switch (input.is) {
    case 'due':
      return due(life, now)
    case 'proven':
      if (life.is !== 'proving') return [life, []]
      return [{ is: 'ready', unanswered: 0, pingAt: after(now, PING_EVERY) }, [{ is: 'ready' }]]
    case 'failed':
      return life.is === 'proving' ? [goAway(life.failures, input.why, now), []] : [life, []]
    case 'lost':
      return lose(life, input.why, now)
    case 'ponged':
      if (life.is !== 'ready') return [life, []]
      return [{ is: 'ready', unanswered: 0, pingAt: after(now, PING_EVERY) }, []]
    case 'unanswered': {
      if (life.is !== 'ready') return [life, []]
      const unanswered = life.unanswered + 1
      if (unanswered >= UNANSWERED_AT_MOST) return lose(life, 'it no longer answers', now)
      return [{ is: 'ready', unanswered, pingAt: now }, []]
    }
    case 'leave':
      return [{ is: 'left' }, life.is === 'ready' ? [{ is: 'gone', why: 'it is being left' }] : []]
    default:
      return unreachable(input)
  }
}

function due(life: InstanceLife, now: MonoMs): LifeStep {
  const deadline = lifeDeadline(life)
  if (deadline === undefined || deadline.at > now) return [life, []]
  if (life.is === 'ready') return [{ ...life, pingAt: undefined }, [{ is: 'ping' }]]
  if (life.is !== 'away') return [life, []]
  return [{ is: 'proving', failures: life.failures, why: life.why }, [{ is: 'prove' }]]
}

function lose(life: InstanceLife, why: string, now: MonoMs): LifeStep {
  if (life.is === 'ready') return [goAway(0, why, now), [{ is: 'gone', why }]]
  return life.is === 'proving' ? [goAway(life.failures, why, now), []] : [life, []]
}

function goAway(failures: number, why: string, now: MonoMs): InstanceLife {
  const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(failures, 10))
  return { is: 'away', failures: failures + 1, retryAt: after(now, ms(wait)), why }
}

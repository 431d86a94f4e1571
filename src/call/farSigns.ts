/**
 * What the far end did after it answered, as the ear told it: kept beside the verdict, so that a person who
 * judges the call without its sound sees the pauses and the beeps.
 */
import { between, type MonoMs, type Ms, ms } from '../base/units.ts'
import type { CallEvent } from './telephony.ts'

/** Instants from our ACK on. */
export type FarSign =
  | { readonly is: 'beep'; readonly fromMs: Ms; readonly toMs: Ms; readonly hz: number }
  | { readonly is: 'quiet'; readonly fromMs: Ms }
  | { readonly is: 'speaks'; readonly fromMs: Ms }

/** Two people who talk to each other must not fill the database. */
export const farSignsMax = 32

export type SignEvent = Extract<CallEvent, { readonly is: 'beep' | 'farQuiet' | 'farSpeaks' }>

export function noteSign(
  signs: readonly FarSign[],
  event: SignEvent,
  answeredAt: MonoMs,
): readonly FarSign[] {
  return signs.length >= farSignsMax ? signs : [...signs, signOf(event, answeredAt)]
}

function signOf(event: SignEvent, answeredAt: MonoMs): FarSign {
  const since = (at: MonoMs): Ms => ms(Math.max(0, Math.round(between(answeredAt, at))))
  if (event.is === 'beep') {
    const { startedAt, at, hz } = event
    return { is: 'beep', fromMs: since(startedAt), toMs: since(at), hz: Math.round(hz) }
  }
  return { is: event.is === 'farQuiet' ? 'quiet' : 'speaks', fromMs: since(event.since) }
}

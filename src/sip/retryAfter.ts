/** Retry-After, RFC 3261 §20.33: `120 (in a meeting);duration=60`. */
import { type Ms, seconds } from '../base/units.ts'
import { headerOf, type SipResponse } from './message.ts'

/** A carrier cannot silence us for longer. */
export const retryAfterMax: Ms = seconds(3600)

export function retryAfterOf(response: SipResponse): Ms | undefined {
  const digits = /^\s*(\d{1,10})/.exec(headerOf(response, 'retry-after') ?? '')?.[1]
  if (digits === undefined) return undefined
  return seconds(Math.min(Number(digits), retryAfterMax / 1000))
}

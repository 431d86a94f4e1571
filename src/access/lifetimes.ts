/** How long what lets people in is good. */
import { type EpochMs, epochMs, hours, type Ms, minutes } from '../base/units.ts'

/** Without a request. An organisation may shorten it (organisationRules.ts). */
export const sessionIdleMs = hours(12)
/** Whatever is requested meanwhile. */
export const sessionMs = hours(14 * 24)
/** A session or key is marked as seen at most so often: not every request writes. */
export const seenEveryMs = minutes(1)
export const invitationMs = hours(7 * 24)
/** The link of the first run. */
export const setupMs = hours(24)

export interface SessionTimes {
  readonly lastSeenAt: EpochMs
  readonly idleUntil: EpochMs
  readonly endsAt: EpochMs
}

export const sessionTimes = (now: EpochMs, idleMs: Ms = sessionIdleMs): SessionTimes => ({
  lastSeenAt: now,
  idleUntil: epochMs(now + idleMs),
  endsAt: epochMs(now + sessionMs),
})

export const sessionIsOver = ({ idleUntil, endsAt }: SessionTimes, now: EpochMs): boolean =>
  now >= idleUntil || now >= endsAt

/** null: not yet worth a write. What ends at a fixed instant does not end later for being used. */
export function seenAgain(times: SessionTimes, now: EpochMs, idleMs: Ms): SessionTimes | null {
  if (now < times.lastSeenAt + seenEveryMs) return null
  return { ...times, lastSeenAt: now, idleUntil: epochMs(now + idleMs) }
}

/**
 * The state of the consent ledger at an instant, for one controller and one channel: the latest entry
 * by time wins, at equal time a withdrawal wins, and a consent under an expired wording is none.
 * Doubt always falls on the side of not calling.
 */
import type { EpochMs } from '../base/units.ts'
import type { Channel, ConsentEntry } from '../contacts/consent.ts'

export type StandingConsent =
  /** The ledger itself is not known. */
  | { readonly is: 'unknown' }
  | { readonly is: 'none' }
  | { readonly is: 'withdrawn'; readonly at: EpochMs }
  | { readonly is: 'wordingExpired'; readonly at: EpochMs; readonly expiredAt: EpochMs }
  | { readonly is: 'live'; readonly entry: ConsentEntry }

export function standingConsent(
  ledger: readonly ConsentEntry[] | undefined,
  { controller, channel }: { readonly controller: string; readonly channel: Channel },
  now: EpochMs,
): StandingConsent {
  if (!ledger) return { is: 'unknown' }
  let latest: ConsentEntry | undefined
  for (const entry of ledger) {
    if (entry.channel === channel && counts(entry, controller, now) && supersedes(entry, latest)) {
      latest = entry
    }
  }
  if (!latest) return { is: 'none' }
  if (latest.kind === 'withdrawn') return { is: 'withdrawn', at: latest.at }
  const expiredAt = latest.wordingExpiredAt
  if (expiredAt !== undefined && now >= expiredAt) {
    return { is: 'wordingExpired', at: latest.at, expiredAt }
  }
  return { is: 'live', entry: latest }
}

/**
 * A consent names its controller to the letter and is not given before its time. A withdrawal counts
 * however the name was typed, and even if another machine's clock dates it a moment ahead of ours.
 */
function counts(entry: ConsentEntry, controller: string, now: EpochMs): boolean {
  if (entry.kind === 'withdrawn') return sameName(entry.controller, controller)
  return entry.controller === controller && entry.at <= now
}

/** At equal time a withdrawal wins; of two consents at equal time, the later line of the ledger. */
function supersedes(entry: ConsentEntry, latest: ConsentEntry | undefined): boolean {
  if (!latest || entry.at > latest.at) return true
  return entry.at === latest.at && !(latest.kind === 'withdrawn' && entry.kind === 'given')
}

/** For objections and withdrawals: names differing in case, accents' form or spaces are one name. */
export function sameName(a: string, b: string): boolean {
  return a === b || folded(a) === folded(b)
}

const folded = (name: string): string =>
  name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

/**
 * How an ear listens, by country, and what a trunk says otherwise. Greetings differ less by country than by carrier;
 * what differs by country is how long mailboxes wait before they beep.
 */
import type { AmdSettings } from '../base/amd.ts'
import { ms } from '../base/units.ts'
import type { Country } from '../law/country.ts'

/** What is measured and released: see docs/adr/0029-who-answered.md. */
export const amdDefaults: AmdSettings = {
  machineConfidence: 0.98,
  decideWithinMs: ms(12_000),
  quietAfterMs: ms(1400),
  beepMs: ms(80),
}

/**
 * United Kingdom and North America: mailboxes wait longer between greeting and beep than in France. Nothing here makes
 * an ear surer of machines than at home.
 */
const packs: Readonly<Record<Country, Partial<AmdSettings>>> = {
  fr: {},
  uk: { quietAfterMs: ms(1800) },
  us: { quietAfterMs: ms(2000) },
  ca: { quietAfterMs: ms(2000) },
}

/** What can be set at all, so that no setting makes a detector that hangs up on people. */
export const amdLimits = {
  machineConfidence: [0.9, 0.99],
  decideWithinMs: [2000, 30_000],
  quietAfterMs: [600, 5000],
  beepMs: [60, 500],
} as const satisfies Record<keyof AmdSettings, readonly [number, number]>

/** The country's settings; what the trunk sets itself wins, within `amdLimits`. */
export function amdSettingsFor(country: Country, ofTrunk: Partial<AmdSettings> = {}): AmdSettings {
  const wanted = { ...amdDefaults, ...packs[country], ...ofTrunk }
  const held = (name: keyof AmdSettings): number => {
    const [low, high] = amdLimits[name]
    return Math.max(low, Math.min(high, wanted[name]))
  }
  return {
    machineConfidence: held('machineConfidence'),
    decideWithinMs: ms(held('decideWithinMs')),
    quietAfterMs: ms(held('quietAfterMs')),
    beepMs: ms(held('beepMs')),
  }
}

/** A recording and the papers of a launch that the law of any country may judge. */
import { type EpochMs, ms } from '../../src/base/units.ts'
import type { SpokenSegment } from '../../src/campaign/voiceMessage.ts'
import type { Country } from '../../src/law/country.ts'
import { knownElection } from '../../src/law/fr/elections.ts'
import { judgeLaunch } from '../../src/law/launch.ts'
import type { LaunchFacts } from '../../src/law/launchFacts.ts'
import { ruleSetOf } from '../../src/law/ruleSets.ts'
import { controller, instant } from './callFacts.ts'

/** A Tuesday, 15:00 in New York, 20:00 in London. */
export const tuesday: EpochMs = instant('2026-11-24T15:00:00-05:00')
/** Kept for fiction: NANPA 555-01xx. */
export const shown = '+12025550199'

export const segment = (
  role: SpokenSegment['role'],
  startsAtMs: number,
  endsAtMs: number,
): SpokenSegment => ({
  role,
  text: `${role} said`,
  startsAtMs: ms(startsAtMs),
  endsAtMs: ms(endsAtMs),
})
export const spoken = [
  segment('identity', 0, 4000),
  segment('objection', 5000, 8000),
  segment('content', 9000, 40_000),
]

export function launch(change: Partial<LaunchFacts> = {}): LaunchFacts {
  return {
    now: tuesday,
    purpose: 'electoral',
    election: knownElection('presidentielle-2027') ?? null,
    controller,
    trunkKind: 'real',
    heard: { live: spoken, voicemail: spoken },
    callerId: shown,
    callerIds: [shown],
    sourceKinds: ['ownForm'],
    legalFile: { spokenNumbers: ['+18005550123'] },
    ringTimeoutMs: ms(25_000),
    ...change,
  }
}
export const gateSays = (country: Country, rule: string, facts: LaunchFacts): string =>
  judgeLaunch(facts, ruleSetOf(country)).gates.find((gate) => gate.rule === rule)?.is ?? 'not run'

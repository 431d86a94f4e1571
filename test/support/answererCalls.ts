/** Calls that were listened to and ended, for tests of what is kept of who answered. */
import type { AmdVerdict, AmdVerdictName } from '../../src/base/amd.ts'
import type { AttemptId, CampaignId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import type { AttemptEnd, Store } from '../../src/store/store.ts'
import { at, callSome, ended } from './dialling.ts'

export const verdictOf = (
  verdict: AmdVerdictName,
  features: AmdVerdict['features'] = {},
): AmdVerdict => ({ verdict, atMs: ms(820), confidence: 0.9, features, voiceTrack: 'Q12V30q9' })

/** One call a verdict, in this order; how each was judged, by attempt. */
export async function callsJudged(
  store: Store,
  campaign: CampaignId,
  verdicts: readonly AmdVerdictName[],
  change: Partial<AttemptEnd> = {},
): Promise<ReadonlyMap<AttemptId, AmdVerdictName>> {
  const armed = await callSome(store, campaign, verdicts.length)
  const judged = new Map(
    armed.map((attempt, index) => [attempt, verdicts[index] ?? 'unknown'] as const),
  )
  await store.endAttempts(
    [...judged].map(([attempt, verdict]) =>
      ended(attempt, verdict === 'human' ? 'heardToEnd' : 'notListened', {
        placedAt: at(1),
        answeredBy: verdictOf(verdict),
        ...change,
      }),
    ),
  )
  return judged
}

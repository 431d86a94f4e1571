/** Step 5 of the path: what law/decide is told about one call. What the store does not know is left out. */
import type { EpochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { ownSchedule } from '../campaign/schedule.ts'
import type { CallFacts } from '../law/facts.ts'
import type { LeasedTarget } from '../store/store.ts'

export function factsOf(
  target: LeasedTarget,
  campaign: Campaign,
  trunk: Pick<Trunk, 'kind' | 'callerIds'>,
  now: EpochMs,
): CallFacts {
  return {
    now,
    channel: 'automate',
    controller: campaign.controller,
    purpose: campaign.purpose,
    election: campaign.election,
    callee: {
      number: target.number,
      ...(target.insee === undefined ? {} : { insee: target.insee }),
      ...(target.territory === undefined ? {} : { territory: target.territory }),
    },
    ...(target.standIn === undefined ? {} : { standIn: target.standIn }),
    consents: target.consents,
    suppressions: target.suppressions,
    attempts: target.attempts,
    callerId: campaign.callerId,
    trunk: { kind: trunk.kind, callerIds: trunk.callerIds },
    ringTimeoutMs: campaign.ringTimeoutMs,
    maxTalkMs: campaign.maxTalkMs,
    maxAttempts: campaign.retry.attemptsMax,
    ...ownSchedule(campaign),
  }
}

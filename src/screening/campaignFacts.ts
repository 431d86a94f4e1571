/**
 * What is the same for everybody a campaign calls, as the dialler tells it to law/decide.ts
 * (runner/factsOf.ts); a test holds the two together.
 */
import type { EpochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { ownSchedule } from '../campaign/schedule.ts'
import type { CampaignFacts } from './sameFacts.ts'

export function campaignFacts(
  campaign: Campaign,
  trunk: Pick<Trunk, 'kind' | 'callerIds'>,
  now: EpochMs,
): CampaignFacts {
  return {
    now,
    channel: 'automate',
    controller: campaign.controller,
    purpose: campaign.purpose,
    election: campaign.election,
    callerId: campaign.callerId,
    trunk: { kind: trunk.kind, callerIds: trunk.callerIds },
    ringTimeoutMs: campaign.ringTimeoutMs,
    maxTalkMs: campaign.maxTalkMs,
    maxAttempts: campaign.retry.attemptsMax,
    ...ownSchedule(campaign),
  }
}

/** What an organisation may do at once, with everything above it (access/organisationRules.ts). */
import type { OrganisationRules } from '../access/organisationRules.ts'
import { Failure } from '../base/failure.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Line } from '../runner/run.ts'
import type { Database } from '../store/database.ts'
import { liveStore } from '../store/postgres/live.ts'

/** The trunk's own limits, or the organisation's where those are lower. */
export function limitedLine(line: Line, rules: OrganisationRules): Line {
  const { callsPerSecond, concurrentCalls } = line.trunk
  const limits = {
    callsPerSecond: Math.min(callsPerSecond, rules.callsPerSecondMax ?? callsPerSecond),
    concurrentCalls: Math.min(concurrentCalls, rules.concurrentCallsMax ?? concurrentCalls),
  }
  return line.kind === 'practice'
    ? { ...line, trunk: { ...line.trunk, ...limits } }
    : { ...line, trunk: { ...line.trunk, ...limits } }
}

export async function refuseBeyondQuota(
  database: Database,
  { organisation, budgetMicroEuro }: Campaign,
  { campaignsRunningMax, budgetMicroEuroMax }: OrganisationRules,
): Promise<void> {
  if (budgetMicroEuroMax !== undefined && (budgetMicroEuro ?? Infinity) > budgetMicroEuroMax) {
    throw new Failure(
      'refused',
      'The budget of this campaign is higher than its organisation allows: set a lower one.',
      {
        fr: 'Le budget de cette campagne dépasse celui que permet son organisation : baissez-le.',
        measured: String(budgetMicroEuro ?? 'none'),
        limit: String(budgetMicroEuroMax),
      },
    )
  }
  if (campaignsRunningMax === undefined) return
  const running = await liveStore(database).runningCampaigns(Number(organisation))
  if (running < campaignsRunningMax) return
  throw new Failure(
    'refused',
    `${running} campaigns of this organisation are running, which is what it may run at once: pause one first.`,
    {
      fr:
        `${running} campagnes de cette organisation sont en cours, et elle ne peut pas en avoir ` +
        'plus à la fois : mettez-en d’abord une en pause.',
      measured: String(running + 1),
      limit: String(campaignsRunningMax),
    },
  )
}

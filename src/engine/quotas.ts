/** What an organisation may do at once, with everything above it (access/organisationRules.ts). */
import type { OrganisationRules } from '../access/organisationRules.ts'
import { Failure } from '../base/failure.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type Line, trunksOf } from '../runner/run.ts'
import type { Database } from '../store/database.ts'
import { liveStore } from '../store/postgres/live.ts'

/** The trunks' own limits, or the organisation's where those are lower: for each, and for all together. */
export function limitedLine(line: Line, rules: OrganisationRules): Line {
  const limited = <Limited extends Trunk>(trunk: Limited): Limited => ({
    ...trunk,
    callsPerSecond: Math.min(trunk.callsPerSecond, rules.callsPerSecondMax ?? Infinity),
    concurrentCalls: Math.min(trunk.concurrentCalls, rules.concurrentCallsMax ?? Infinity),
  })
  const { callsPerSecondMax, concurrentCallsMax } = rules
  if (callsPerSecondMax === undefined && concurrentCallsMax === undefined) return line
  const sum = (of: (trunk: Trunk) => number): number =>
    trunksOf(line).reduce((total, trunk) => total + of(trunk), 0)
  const together = {
    callsPerSecond: callsPerSecondMax ?? sum(({ callsPerSecond }) => callsPerSecond),
    concurrentCalls: concurrentCallsMax ?? sum(({ concurrentCalls }) => concurrentCalls),
  }
  return line.kind === 'practice'
    ? { ...line, trunk: limited(line.trunk), others: line.others?.map(limited) ?? [], together }
    : { ...line, trunk: limited(line.trunk), others: line.others?.map(limited) ?? [], together }
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

/** What a campaign may spend: set by whoever keeps the money, before the launch or while it waits. */
import { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { budgetMicroEuroMax } from '../../money/budget.ts'
import { draftStore } from '../../store/postgres/drafts.ts'
import { nameOf } from './callerName.ts'
import { ofCampaign } from './campaignShapes.ts'
import { type AnyRoute, route } from './route.ts'

const setBudget = route({
  ...{ name: 'setBudget', method: 'PUT', access: 'money.write', tag: 'Campaigns' },
  path: '/organisations/:organisation/campaigns/:campaign/budget',
  summary:
    'What it may spend. Calls stop before it is exceeded; a paused campaign goes on with the new one.',
  params: ofCampaign,
  body: z.object({
    budgetMicroEuro: z
      .int()
      .min(0)
      .max(budgetMicroEuroMax)
      .nullable()
      .describe('Millionths of a euro; null: no limit.'),
  }),
  reply: z.object({ budgetMicroEuro: z.int().nullable() }),
  async handle(call) {
    const { database, organisation, params, body, now, services } = call
    const { campaign } = await draftStore(database, nameOf(call)).setBudget(
      ...([params.campaign as CampaignId, body.budgetMicroEuro, now] as const),
    )
    const { id, state } = campaign
    services.events.publish(organisation, { kind: 'campaign', campaign: id, state, why: '' })
    return { budgetMicroEuro: campaign.budgetMicroEuro ?? null }
  },
})

export const budgetRoutes: readonly AnyRoute[] = [setBudget]

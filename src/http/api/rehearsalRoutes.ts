/** Who stands in for whom in a rehearsal, and what its numbers come to. */
import { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { rehearsalCounts, standIns } from '../../store/postgres/rehearsal.ts'
import { ofCampaign } from './campaignShapes.ts'
import { rehearsalShape } from './checkShapes.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { type AnyRoute, route } from './route.ts'

const standInShape = z
  .object({
    target: z.int(),
    contact: z.int().nullable(),
    person: z.string().describe('The number of the person, masked.'),
    standIn: z.string().describe('The number of fiction that rings instead, E.164.'),
    place: z.string().nullable(),
    outcome: z.string().nullable().describe('How its last call ended; null: not called yet.'),
  })
  .meta({ id: 'StandIn' })

const read = route({
  ...{ name: 'getRehearsal', method: 'GET', tag: 'Campaigns', access: 'people.read' },
  path: '/organisations/:organisation/campaigns/:campaign/rehearsal',
  summary:
    'Stand-ins of a rehearsal: for each real number the number of fiction that rings instead.',
  params: ofCampaign,
  query: pageQuery,
  reply: pageOf(standInShape).extend({ counts: rehearsalShape.nullable() }),
  async handle({ database, store, params, query }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const { limit } = query
    const key = keyAfter(query.after, z.int())
    const found = await standIns(database, id, key ?? 0, limit + 1)
    const page = onePage(found, limit, { item: (row) => row, key: ({ target }) => target })
    return { ...page, counts: await rehearsalCounts(database, id) }
  },
})

export const rehearsalRoutes: readonly AnyRoute[] = [read]

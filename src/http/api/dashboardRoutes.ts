/** The dashboard: what runs, what waits for somebody, all campaigns; for a provider, its organisations. */
import { z } from 'zod'
import type { EpochMs } from '../../base/units.ts'
import { after, hours } from '../../base/units.ts'
import * as dashboard from '../../store/postgres/dashboard.ts'
import { createSample } from '../sample.ts'
import { campaignShape, campaignsShownMax, shownCampaign, toDoShape } from './dashboardShapes.ts'
import { rollUpOf, rollUpShape } from './rollUp.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { isoOf } from './times.ts'

/** Lines to correct are news for so long. */
export const rejectedLinesShownFor = hours(30 * 24)
/** Of each kind of thing to do. */
export const toDoMax = 20
const tag = 'Dashboard'

const getDashboard = route({
  name: 'getDashboard',
  method: 'GET',
  path: '/organisations/:organisation/dashboard',
  tag,
  summary: 'Campaigns, the running ones first, and what waits for somebody.',
  access: 'campaign.read',
  reply: z.object({
    campaigns: z.array(campaignShape).describe(`At most ${campaignsShownMax}.`),
    more: z.boolean().describe('There are more campaigns than these.'),
    toDo: z.array(toDoShape).describe('Only what the caller may do something about.'),
  }),
  async handle(call) {
    const { database, organisation } = call
    const found = await dashboard.dashboardCampaigns(
      database.pool,
      [organisation],
      campaignsShownMax + 1,
    )
    return {
      campaigns: found.slice(0, campaignsShownMax).map(shownCampaign),
      more: found.length > campaignsShownMax,
      toDo: await toDoOf(call),
    }
  },
})

type AnyCall = ApiCall<unknown, unknown, unknown>
type ToDo = z.input<typeof toDoShape>

async function toDoOf({ database: { pool }, organisation, may, now }: AnyCall): Promise<ToDo[]> {
  const own = [organisation]
  const since = after(now, -rejectedLinesShownFor as typeof rejectedLinesShownFor)
  const [approvals, rights, rejected] = await Promise.all([
    may('message.approve') ? dashboard.waitingApprovals(pool, own, now, toDoMax) : [],
    may('rights.read') ? dashboard.openRights(pool, own) : { open: 0, firstDueAt: null },
    may('people.write') ? dashboard.rejectedLines(pool, own, since, toDoMax) : [],
  ])
  return [
    ...rightsToDo(rights),
    ...approvals.map((each) => ({
      ...{ is: 'approval' as const, ...each },
      askedAt: isoOf(each.askedAt),
    })),
    ...rejected.flatMap(rejectedToDo),
  ]
}

/** Where there is no file to correct, nobody can do anything about the lines here. */
function rejectedToDo({ task, file, importedAt, ...each }: dashboard.RejectedLines): ToDo[] {
  if (task === null || file === null) return []
  const { id, name } = file
  return [{ is: 'rejectedLines', ...each, importedAt: isoOf(importedAt), task, file: { id, name } }]
}

function rightsToDo({ open, firstDueAt }: dashboard.OpenRights): ToDo[] {
  if (open === 0 || firstDueAt === null) return []
  return [{ is: 'rights', open, firstDueAt: isoOf(firstDueAt as EpochMs) }]
}

const getRollUp = route({
  name: 'getRollUp',
  method: 'GET',
  path: '/organisations/:organisation/roll-up',
  tag,
  summary: 'Every organisation below this one in a row, and their sums.',
  access: 'campaign.read',
  reply: rollUpShape,
  handle: rollUpOf,
})

const sample = route({
  name: 'createSample',
  method: 'POST',
  path: '/organisations/:organisation/sample',
  tag,
  summary:
    'A practice campaign to try: a file of 400 lines about fictional people, a synthetic voice, an election.',
  access: 'campaign.write',
  creates: true,
  body: z.object({ language: z.enum(['fr', 'en']).default('fr') }),
  reply: z.object({ campaign: z.string(), contacts: z.number().int() }),
  status: 201,
  async handle(call) {
    const made = await createSample(call, call.body.language)
    call.services.events.publish(call.organisation, { kind: 'changed', what: 'campaigns' })
    call.services.events.publish(call.organisation, { kind: 'changed', what: 'contacts' })
    return made
  },
})

export const dashboardRoutes: readonly AnyRoute[] = [getDashboard, getRollUp, sample]

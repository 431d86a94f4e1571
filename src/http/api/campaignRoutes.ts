/** Campaigns as they are prepared: listed, made, read, changed, copied, taken back; and their papers. */
import { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { type CampaignRow, campaignPage } from '../../store/postgres/campaignPage.ts'
import { draftStore } from '../../store/postgres/drafts.ts'
import { nameOf } from './callerName.ts'
import { changesOf, electionKnown } from './campaignChanges.ts'
import { newDraft } from './campaignDraft.ts'
import { paperRoutes } from './campaignPapers.ts'
import { scheduleRoutes } from './campaignSchedule.ts'
import {
  campaignPatchBody,
  campaignShape,
  campaignStates,
  newCampaignBody,
  ofCampaign,
  ofOrganisation,
} from './campaignShapes.ts'
import { campaignView } from './campaignView.ts'
import { checkRoutes } from './checkRoutes.ts'
import { keyAfter, onePage, pageOf, pageQuery } from './cursor.ts'
import { launchRoutes } from './launchRoutes.ts'
import { rehearsalRoutes } from './rehearsalRoutes.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { instant, isoOf, isoOrNull } from './times.ts'

const tag = 'Campaigns'
const all = '/organisations/:organisation/campaigns'
const one = '/organisations/:organisation/campaigns/:campaign'
const readable = { tag, access: 'campaign.read' } as const
const writable = { tag, access: 'campaign.write' } as const

const campaignLine = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(campaignStates),
    practice: z.boolean(),
    controller: z.string(),
    why: z.string().describe('Why it is in this state.'),
    createdAt: instant,
    startsAt: instant.nullable(),
    deadline: instant,
    targets: z.int(),
    remaining: z.int(),
    attempts: z.int(),
    objections: z.int(),
    heardToEnd: z.int().describe('Calls heard to the end.'),
    costMicroEuro: z.int(),
  })
  .meta({ id: 'CampaignLine' })

const lineOf = (row: CampaignRow): z.input<typeof campaignLine> => ({
  ...row,
  createdAt: isoOf(row.createdAt),
  startsAt: isoOrNull(row.startsAt),
  deadline: isoOf(row.deadline),
})

const list = route({
  ...{ name: 'listCampaigns', method: 'GET', path: all, ...readable },
  summary: 'Campaigns, newest first.',
  params: ofOrganisation,
  query: pageQuery.extend({ state: z.array(z.enum(campaignStates)).optional() }),
  reply: pageOf(campaignLine),
  async handle({ database, organisation, query }) {
    const { limit } = query
    const found = await campaignPage(database, organisation, {
      after: keyAfter(query.after, z.tuple([z.number(), z.string()])),
      limit: limit + 1,
      states: query.state ?? null,
    })
    return onePage(found, limit, {
      item: lineOf,
      key: ({ createdAt, id }) => [createdAt, id],
    })
  },
})

const create = route({
  ...{ name: 'createCampaign', method: 'POST', path: all, ...writable },
  summary: 'A draft from a name and on whose behalf; all else is proposed.',
  params: ofOrganisation,
  body: newCampaignBody,
  reply: campaignShape,
  status: 201,
  creates: true,
  async handle(call) {
    const { database, store, organisation, body, now } = call
    const { name, controller, practice } = body
    const election = body.election === null ? null : electionKnown(body.election)
    const asked = { organisation, name, controller, practice, election, now }
    const draft = await newDraft({ database, store }, asked)
    await store.createCampaign(draft, now)
    tell(call, draft.id, draft.state)
    return campaignView({ database, store }, draft)
  },
})

const read = route({
  ...{ name: 'getCampaign', method: 'GET', path: one, ...readable },
  summary: 'A campaign with the mark of each step, and what blocks or warns.',
  params: ofCampaign,
  reply: campaignShape,
  async handle({ database, store, params }) {
    return campaignView({ database, store }, await store.campaign(params.campaign as CampaignId))
  },
})

const update = route({
  ...{ name: 'updateCampaign', method: 'PATCH', path: one, ...writable },
  summary: 'Changes a draft; one that is ready is a draft again.',
  params: ofCampaign,
  body: campaignPatchBody,
  reply: campaignShape,
  async handle(call) {
    const { database, store, params, body, now } = call
    const id = params.campaign as CampaignId
    const changes = await changesOf({ database, store, now }, await store.campaign(id), body)
    const { campaign, changed } = await draftStore(database, nameOf(call)).updateCampaign(
      ...([id, changes, now] as const),
    )
    if (changed.length > 0) tell(call, id, campaign.state)
    return campaignView({ database, store }, campaign)
  },
})

const copy = route({
  ...{ name: 'copyCampaign', method: 'POST', path: `${one}/copy`, ...writable },
  summary: 'A draft with the same settings, audience, papers and recording, to be approved anew.',
  params: ofCampaign,
  body: z.object({ name: z.string().trim().min(1).max(200) }),
  reply: campaignShape,
  status: 201,
  creates: true,
  async handle(call) {
    const { database, store, params, body, now } = call
    const drafts = draftStore(database, nameOf(call))
    const made = await drafts.copyCampaign(params.campaign as CampaignId, body.name, now)
    tell(call, made.id, made.state)
    return campaignView({ database, store }, made)
  },
})

const remove = route({
  ...{ name: 'deleteDraft', method: 'DELETE', path: one, ...writable },
  summary: 'Takes back a draft that has called nobody; its log stays.',
  params: ofCampaign,
  async handle(call) {
    const id = call.params.campaign as CampaignId
    await draftStore(call.database, nameOf(call)).deleteDraft(id, call.now)
    call.services.events.publish(call.organisation, { kind: 'changed', what: 'campaigns' })
    return undefined
  },
})

/** Whoever looks at this campaign sees it again; whoever lists them too. */
function tell(
  { services, organisation }: Pick<ApiCall<unknown, unknown, unknown>, 'services' | 'organisation'>,
  campaign: string,
  state: string,
): void {
  services.events.publish(organisation, { kind: 'campaign', campaign, state, why: '' })
}

export const campaignRoutes: readonly AnyRoute[] = [
  ...[list, create, read, update, copy, remove],
  ...[...paperRoutes, ...scheduleRoutes, ...checkRoutes, ...launchRoutes, ...rehearsalRoutes],
]

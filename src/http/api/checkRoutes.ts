/** The legal check of a campaign: asked for as a task, read again with what changed since, downloaded. */
import { z } from 'zod'
import type { CampaignId } from '../../base/ids.ts'
import { checkPdf } from '../../evidence/checkPdf.ts'
import { eventsSinceCheck, latestCheck } from '../../store/postgres/campaignChecks.ts'
import { nameOf } from './callerName.ts'
import { ofCampaign } from './campaignShapes.ts'
import { changeShape, checkShape } from './checkShapes.ts'
import { checkKind } from './checkTask.ts'
import { type AnyRoute, route } from './route.ts'
import { attachment, taskReply, taskShape } from './taskRoutes.ts'
import { isoOf as isoInstant } from './times.ts'

const tag = 'Campaigns'
const path = '/organisations/:organisation/campaigns/:campaign/check'

const ask = route({
  ...{ name: 'startCheck', method: 'POST', path, tag, access: 'campaign.write' },
  summary: 'Chooses the people and judges everybody, as a task; one that runs already is answered.',
  params: ofCampaign,
  reply: taskShape,
  status: 202,
  async handle(call) {
    const { store, params, organisation, services } = call
    const { id } = await store.campaign(params.campaign as CampaignId)
    const request = { organisation, input: { campaign: id }, by: nameOf(call), subject: id }
    return taskReply(await services.tasks.add(checkKind, { ...request, once: true }))
  },
})

const read = route({
  ...{ name: 'getCheck', method: 'GET', path, tag, access: 'campaign.read' },
  summary: 'The newest check, and what was changed since, by whom.',
  params: ofCampaign,
  reply: z.object({ check: checkShape.nullable(), since: z.array(changeShape) }),
  async handle({ database, store, params }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const kept = await latestCheck<z.input<typeof checkShape>>(database, id)
    const since = kept ? await eventsSinceCheck(database, id) : []
    return {
      check: kept?.result ?? null,
      since: since.map((each) => ({ ...each, at: isoInstant(each.at) })),
    }
  },
})

const pdf = route({
  ...{ name: 'downloadCheck', method: 'GET', path: `${path}.pdf`, tag, access: 'campaign.read' },
  summary: 'The newest check as a PDF to keep or to show.',
  params: ofCampaign,
  query: z.object({ language: z.enum(['fr', 'en']).default('fr') }),
  streams: 'application/pdf',
  async handle({ database, store, params, query, reply }) {
    const campaign = await store.campaign(params.campaign as CampaignId)
    const kept = await latestCheck<z.output<typeof checkShape>>(database, campaign.id)
    const bytes = await checkPdf(campaign, kept?.result ?? null, query.language)
    await reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', attachment(`${campaign.name}.pdf`))
      .header('cache-control', 'no-store')
      .send(bytes)
    return undefined
  },
})

export const checkRoutes: readonly AnyRoute[] = [ask, read, pdf]

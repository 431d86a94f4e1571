/** Proofs: is the ledger's chain whole, and the evidence of a campaign as one archive. */
import { z } from 'zod'
import { actorName } from '../../access/actor.ts'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { noteAct } from '../../store/postgres/personActs.ts'
import { packKind, verifyKind } from './evidenceTasks.ts'
import { ofOrganisation } from './peopleShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { taskReply, taskShape } from './taskRoutes.ts'

const tag = 'Evidence'

const verify = route({
  ...{ name: 'verifyLedger', method: 'POST', tag },
  path: '/organisations/:organisation/evidence/verifications',
  summary: 'Walks the chain of the ledger from its first entry, as a task.',
  access: 'evidence.read',
  params: ofOrganisation,
  reply: taskShape,
  status: 202,
  async handle({ organisation, actor, services }) {
    const request = { organisation, input: null, by: actorName(actor), once: true }
    return taskReply(await services.tasks.add(verifyKind, request))
  },
})

const pack = route({
  ...{ name: 'prepareEvidence', method: 'POST', tag },
  path: '/organisations/:organisation/campaigns/:campaign/evidence',
  summary: 'Prepares all evidence of a campaign as an archive to download, as a task.',
  access: 'evidence.read',
  params: ofOrganisation.extend({ campaign: z.string().max(100) }),
  reply: taskShape,
  status: 202,
  async handle({ database, store, organisation, params, actor, services, now }) {
    const campaign = (await store.campaigns()).find(({ id }) => id === params.campaign)
    if (!campaign)
      throw new Failure('notFound', 'There is no such campaign here.', {
        fr: 'Il n’y a pas de telle campagne ici.',
      })
    const by = actorName(actor)
    const about = { campaign: campaign.id as CampaignId }
    await noteAct(database, { organisation, actor, what: 'evidenceExported', about, now })
    const input = { campaign: campaign.id, name: campaign.name }
    const request = { organisation, input, by, subject: campaign.id, once: true }
    return taskReply(await services.tasks.add(packKind, request))
  },
})

export const evidenceRoutes: readonly AnyRoute[] = [verify, pack]

/**
 * Who answered: how often each verdict was given, how often it is wrong, and a sample that people judge
 * without being told the verdict. Who may change a campaign may judge its calls; whoever sees reports sees the
 * figures.
 */
import { z } from 'zod'
import { amdVerdictNames } from '../../base/amd.ts'
import type { CampaignId } from '../../base/ids.ts'
import { epochMs } from '../../base/units.ts'
import { recordedAnswerers } from '../../law/recordedAnswerers.ts'
import { ruleSetOf } from '../../law/ruleSets.ts'
import { answererLabels, everyVerdict, measuredError, treatedAs } from '../../report/answerers.ts'
import {
  type DrawnCall,
  drawSample,
  labelCall,
  openCalls,
  openPerVerdictMax,
  sampleState,
  unlabelCall,
} from '../../store/postgres/answererSample.ts'
import { judgedVerdicts } from '../../store/postgres/answerers.ts'
import {
  type answererCall,
  answererFigures,
  answererHeard,
  answererLabel,
  answererSample,
  drawnShape,
} from './answererShapes.ts'
import { ofCampaign } from './campaignShapes.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { isoOrNull } from './times.ts'

const tag = 'Answerers'
const path = '/organisations/:organisation/campaigns/:campaign/answerers'
const ofCall = ofCampaign.extend({ attempt: z.uuid() })

const read = route({
  ...{ name: 'getAnswerers', method: 'GET', path, tag, access: 'report.read' },
  summary: 'Who or what answered, as it was judged while we spoke, and how often that is wrong.',
  params: ofCampaign,
  reply: answererFigures,
  async handle({ database, store, params }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const [judged, sample] = await Promise.all([
      judgedVerdicts(database, id),
      sampleState(database, id),
    ])
    const { country, recordsAnswerers } = ruleSetOf()
    const { text, does } = recordedAnswerers[country]
    return {
      verdicts: everyVerdict(judged).map(({ verdict, calls, labels }) => ({
        ...{ verdict, calls },
        labelled: answererLabels.reduce((sum, label) => sum + (labels[label] ?? 0), 0),
      })),
      measured: measuredError(judged),
      sample: { ...sample, drawnAt: isoOrNull(sample.drawnAt) },
      recording: { allowed: recordsAnswerers, article: `${text.code}, ${text.article}`, why: does },
    }
  },
})

const list = route({
  ...{ name: 'listAnswerersToLabel', method: 'GET', path: `${path}/sample`, tag },
  access: 'campaign.write',
  summary: 'Calls that were drawn and that nobody has judged yet, in the order to judge them in.',
  params: ofCampaign,
  query: z.object({ limit: z.coerce.number().int().min(1).max(sampleMax()).default(10) }),
  reply: answererSample,
  async handle({ database, store, params, query }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const [calls, { drawn, labelled }] = await Promise.all([
      openCalls(database, id, query.limit),
      sampleState(database, id),
    ])
    return { calls: calls.map(callOf), waiting: drawn - labelled }
  },
})

const draw = route({
  ...{ name: 'drawAnswerers', method: 'POST', path: `${path}/sample`, tag },
  access: 'campaign.write',
  summary: `Draws more calls by lot, as many of each verdict, until ${openPerVerdictMax} of each wait.`,
  params: ofCampaign,
  reply: drawnShape,
  status: 201,
  creates: true,
  handle: async (call) => ({
    drawn: await drawSample(call.database, await labellingOf(call), amdVerdictNames),
  }),
})

const label = route({
  ...{ name: 'labelAnswerer', method: 'PUT', path: `${path}/:attempt/label`, tag },
  access: 'campaign.write',
  summary: 'Says who answered a call that was drawn; said again, it replaces what one said before.',
  params: ofCall,
  body: z.object({ label: answererLabel }),
  reply: answererHeard,
  async handle(call) {
    const { database, params, body } = call
    const heard = await labelCall(database, await labellingOf(call), params.attempt, body.label)
    return { ...heard, treatedAs: treatedAs(heard.verdict) }
  },
})

const unlabel = route({
  ...{ name: 'unlabelAnswerer', method: 'DELETE', path: `${path}/:attempt/label`, tag },
  access: 'campaign.write',
  summary: 'Takes back what one said oneself of a call.',
  params: ofCall,
  async handle(call) {
    await unlabelCall(call.database, await labellingOf(call), call.params.attempt)
    return undefined
  },
})

export const answererRoutes: readonly AnyRoute[] = [read, list, draw, label, unlabel]

async function labellingOf({
  store,
  params,
  organisation,
  actor,
  now,
}: ApiCall<{ readonly campaign: string }, unknown, unknown>) {
  const { id: campaign } = await store.campaign(params.campaign as CampaignId)
  return { organisation, campaign, actor, now }
}

const callOf = ({ placedAt, ...call }: DrawnCall): z.input<typeof answererCall> => ({
  ...call,
  placedAt: isoOrNull(placedAt === null ? null : epochMs(placedAt)),
  signs: call.signs.map((sign) => ({ ...sign })),
})

/** Everything that can wait. */
function sampleMax(): number {
  return openPerVerdictMax * amdVerdictNames.length
}

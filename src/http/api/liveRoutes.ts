/** A campaign while it is called: what is true of it now, and what a person may do about it. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import type { Engine } from '../../engine/engine.ts'
import type { LiveSnapshot } from '../../engine/liveSnapshot.ts'
import { campaignHere } from '../../store/postgres/campaignPage.ts'
import { nameOf } from './callerName.ts'
import { ofCampaign } from './campaignShapes.ts'
import { liveShape } from './liveShape.ts'
import { type AnyRoute, type ApiCall, route } from './route.ts'
import { epochOf, instant } from './times.ts'

const tag = 'Live'
const path = '/organisations/:organisation/campaigns/:campaign'

/** Who did what, in the words of the team: shown beside the move for ever. */
const why = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .optional()
  .describe('In your own words; shown beside the move.')
const reason = z.object({ why }).default({})

interface OfCampaign {
  readonly organisation: number
  readonly campaign: string
}
type Call<Body> = ApiCall<OfCampaign, unknown, Body>

/** The tenant's own, or not found; the engine itself sees every organisation. */
async function own({ database, params, services }: Call<unknown>): Promise<{
  readonly engine: Engine
  readonly id: CampaignId
}> {
  const id = params.campaign as CampaignId
  await campaignHere(database, id)
  const { engine } = services
  if (engine) return { engine, id }
  throw new Failure('system', 'This server does not call: start it with `portevoix serve`.', {
    fr: 'Ce serveur n’appelle pas : démarrez-le avec `portevoix serve`.',
  })
}

const read = route({
  ...{ name: 'getLive', method: 'GET', path: `${path}/live`, tag, access: 'campaign.read' },
  summary:
    'Figures of now. Whoever asked within 40 s is told by `live` events, twice a second, what changed.',
  params: ofCampaign,
  reply: liveShape,
  async handle(call) {
    const { engine, id } = await own(call)
    return mutable(await engine.live(id))
  },
})

const mutable = ({ areas, heardAtLeast, history, trunks, ...rest }: LiveSnapshot) => ({
  ...rest,
  trunks: [...trunks],
  ...(areas && { areas: [...areas] }),
  ...(heardAtLeast && { heardAtLeast: [...heardAtLeast] }),
  ...(history && { history: [...history] }),
})

const resume = route({
  ...{ name: 'resumeCampaign', method: 'POST', path: `${path}/resume`, tag },
  access: 'campaign.launch',
  summary: 'Goes on after a pause, through every gate again.',
  params: ofCampaign,
  reply: liveShape,
  async handle(call) {
    const { engine, id } = await own(call)
    const { state } = await call.store.campaign(id)
    if (state !== 'paused' && state !== 'running') {
      throw new Failure('wrongState', `The campaign is ${state}: only a paused one goes on.`, {
        fr: 'Seule une campagne en pause peut reprendre, et celle-ci ne l’est pas.',
        measured: state,
        limit: 'paused',
      })
    }
    await engine.start(id, nameOf(call))
    return mutable(await engine.live(id))
  },
})

const pause = route({
  ...{ name: 'pauseCampaign', method: 'POST', path: `${path}/pause`, tag },
  access: 'campaign.stop',
  summary: 'No new calls; those in progress end by themselves.',
  params: ofCampaign,
  body: reason,
  reply: liveShape,
  async handle(call) {
    const { engine, id } = await own(call)
    await engine.pause(id, nameOf(call), call.body.why)
    return mutable(await engine.live(id))
  },
})

const stop = route({
  ...{ name: 'stopCampaign', method: 'POST', path: `${path}/stop`, tag },
  access: 'campaign.stop',
  summary: 'Over for good: calls in progress are hung up, nobody else is called.',
  params: ofCampaign,
  body: reason,
  reply: liveShape,
  async handle(call) {
    const { engine, id } = await own(call)
    await engine.stop(id, nameOf(call), call.body.why)
    return mutable(await engine.live(id))
  },
})

const cut = route({
  ...{ name: 'cutCampaign', method: 'POST', path: `${path}/cut`, tag, access: 'campaign.stop' },
  summary: 'Everything ends within 5 seconds, in the middle of a sentence; the campaign is paused.',
  params: ofCampaign,
  reply: z.object({ calls: z.int().describe('How many were in progress.'), live: liveShape }),
  async handle(call) {
    const { engine, id } = await own(call)
    const calls = await engine.cut(id, nameOf(call))
    return { calls, live: mutable(await engine.live(id)) }
  },
})

const clock = route({
  ...{ name: 'setPracticeClock', method: 'POST', path: `${path}/clock`, tag },
  access: 'campaign.write',
  summary: 'Moves the practice clock: before the launch to any hour, later only forward.',
  params: ofCampaign,
  body: z.object({ to: instant }),
  reply: liveShape,
  async handle(call) {
    const { engine, id } = await own(call)
    await engine.jump(id, epochOf(call.body.to))
    return mutable(await engine.live(id))
  },
})

export const liveRoutes: readonly AnyRoute[] = [read, resume, pause, stop, cut, clock]

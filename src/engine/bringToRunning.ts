/** The moves of a campaign to `running`, through every gate of the law. */
import { Failure } from '../base/failure.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type CampaignInput, step } from '../campaign/lifecycle.ts'
import { clockOf, type Line } from '../runner/run.ts'
import { missingFrench, missingSentence } from './campaigns.ts'
import { launchingOf, warningLine } from './launching.ts'
import type { Opened } from './opened.ts'

export interface Brought {
  readonly targets: number
  /** What real calls would be refused for. */
  readonly warning: string | undefined
}

/** Choosing people and moving to `running`; a refused move says everything that is missing. */
export async function bringToRunning(
  opened: Opened,
  campaign: Campaign,
  line: Line,
  inseePrefixes: readonly string[] | null,
): Promise<Brought> {
  const { store } = opened
  const now = clockOf(line).epoch()
  if (campaign.state === 'draft' || campaign.state === 'ready') {
    await store.chooseTargets(campaign.id, inseePrefixes, now)
  }
  const { facts: judged, verdict, missing } = await launchingOf(opened, campaign, now)
  const facts = { ...judged, trunk: line.trunk }
  const ask = async (
    state: Campaign['state'],
    input: CampaignInput,
  ): Promise<Campaign['state']> => {
    const move = step({ ...campaign, state }, input, now)
    switch (move.is) {
      case 'moved':
        await store.moveCampaign(campaign.id, state, move.to, move.why, now)
        return move.to
      case 'refused':
        throw new Failure('refused', missingSentence(campaign, move.missing), {
          fr: missingFrench(move.missing),
        })
      case 'wrongState':
      case 'stays':
        throw new Failure('wrongState', `The campaign is ${state} and cannot start.`, {
          fr:
            'Cette campagne ne peut pas démarrer dans son état actuel. Rechargez la page, puis ' +
            'décidez.',
          measured: state,
          limit: 'draft, ready, paused or running',
        })
    }
  }
  switch (campaign.state) {
    case 'draft':
      await ask(await ask('draft', { is: 'makeReady', facts }), { is: 'start', facts })
      break
    case 'ready':
      await ask('ready', { is: 'start', facts })
      break
    case 'paused':
      await ask('paused', { is: 'resume', facts })
      break
    // A process that died left it running: the run takes it over, or says who holds it. What was lawful
    // when it was started may no longer be.
    case 'running':
      if (!verdict.launchable)
        throw new Failure('refused', missingSentence(campaign, missing), {
          fr: missingFrench(missing),
        })
      break
    case 'completed':
    case 'stopped':
      throw new Failure(
        'wrongState',
        `The campaign is ${campaign.state}: it is over. See \`portevoix report\`.`,
        { fr: 'Cette campagne est terminée. Lisez son bilan.' },
      )
  }
  return { targets: facts.targets, warning: warningLine(verdict) }
}

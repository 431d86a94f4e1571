/** `portevoix campaign start`: the moves to `running`, then the run itself in this process. */
import { practiceClock, realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type CampaignInput, step } from '../campaign/lifecycle.ts'
import type { Line } from '../runner/run.ts'
import { lastInstant } from '../store/postgres/practiceSide.ts'
import type { Store } from '../store/store.ts'
import { findCampaign, missingSentence, trunkOf } from './campaigns.ts'
import type { Invocation } from './command.ts'
import { type Dialled, dialCampaign } from './dialling.ts'
import { parseWhole } from './parse.ts'
import { type Session, withSession } from './session.ts'

interface StartOptions {
  readonly seed: string
  readonly insee?: readonly string[]
}

export async function startCampaign(
  invocation: Invocation,
  id: string,
  options: StartOptions,
): Promise<void> {
  const { output } = invocation
  const seed = parseWhole('--seed', options.seed, 0, 2 ** 31)
  const config = invocation.config()
  await withSession(invocation, async ({ database, store }) => {
    const campaign = await findCampaign(store, id)
    const line = await lineOf({ database, store }, campaign)
    const chosen = await bringToRunning(store, campaign, line, options.insee ?? null)
    output.say(
      `${campaign.name}: ${chosen} people chosen${campaign.practiceStart ? '; practice: no real phone rings' : ''}.`,
    )
    const dialled = await dialCampaign({ store, campaign, line, seed, media: config.media, output })
    sayResult(invocation, campaign, dialled)
  })
}

/** Choosing people and moving to `running`; a refused move says everything that is missing. */
export async function bringToRunning(
  store: Store,
  campaign: Campaign,
  line: Line,
  inseePrefixes: readonly string[] | null,
): Promise<number> {
  const now = line.kind === 'practice' ? line.clock.epoch() : realClock.epoch()
  if (campaign.state === 'draft' || campaign.state === 'ready') {
    await store.chooseTargets(campaign.id, inseePrefixes, now)
  }
  const { targets } = await store.counters(campaign.id)
  const facts = { trunk: line.trunk, targets }
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
        throw new Failure('refused', missingSentence(campaign, move.missing))
      case 'wrongState':
      case 'stays':
        throw new Failure('wrongState', `The campaign is ${state} and cannot start.`, {
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
    // A process that died left it running: the run takes it over, or says who holds it.
    case 'running':
      break
    case 'completed':
    case 'stopped':
      throw new Failure(
        'wrongState',
        `The campaign is ${campaign.state}: it is over. See \`portevoix report\`.`,
      )
  }
  return targets
}

/** The trunk with its clock: the practice clock goes on from the last instant the campaign has seen. */
export async function lineOf({ database, store }: Session, campaign: Campaign): Promise<Line> {
  const trunk = await trunkOf(store, campaign.trunk)
  if (!trunk) {
    throw new Failure(
      'notFound',
      `The trunk "${campaign.trunk}" of this campaign is gone; add it again.`,
    )
  }
  if (trunk.kind === 'real') return { kind: 'real', trunk: { ...trunk, kind: 'real' } }
  if (campaign.practiceStart === null) {
    throw new Failure(
      'wrongState',
      'A practice trunk needs a practice clock: make the campaign anew.',
    )
  }
  const seen = await lastInstant(database, campaign.id)
  const from: EpochMs = epochMs(Math.max(campaign.practiceStart, seen === null ? 0 : seen + 1))
  return { kind: 'practice', trunk: { ...trunk, kind: 'practice' }, clock: practiceClock(from) }
}

function sayResult(invocation: Invocation, campaign: Campaign, { run }: Dialled): void {
  const [result] = run.campaigns
  if (!result) return
  const { output } = invocation
  output.say(`${campaign.name}: ${result.state} (${result.why}).`)
  if (result.fault) output.say(`  Stopped by a fault: ${result.fault}`)
  if (result.recovered.unknown > 0) {
    output.say(
      `  ${result.recovered.unknown} calls of a run that died are unknown; they are not called again.`,
    )
  }
  for (const [outcome, count] of Object.entries(result.counters?.outcomes ?? {}))
    output.say(`  ${outcome}: ${count}`)
  output.say(`  Report: portevoix report ${campaign.id}`)
  output.result({
    ...result,
    peaks: run.peaks,
    firstAudioMs: run.firstAudioMs,
    attempts: run.attempts,
  })
  if (result.fault) invocation.endWith(new Failure('carrier', result.fault).exitCode)
}

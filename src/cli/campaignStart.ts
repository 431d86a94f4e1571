/** `portevoix campaign start`: the moves to `running`, then the run itself in this process. */
import { practiceClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { epochMs } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { type CampaignInput, step } from '../campaign/lifecycle.ts'
import { clockOf, type Line } from '../runner/run.ts'
import { lastInstant } from '../store/postgres/practiceSide.ts'
import type { Store } from '../store/store.ts'
import { findCampaign, missingSentence, trunkOf } from './campaigns.ts'
import type { Invocation } from './command.ts'
import { type Dialled, dialCampaigns } from './dialling.ts'
import { parseWhole } from './parse.ts'
import { type Session, withSession } from './session.ts'

interface StartOptions {
  readonly seed: string
  readonly insee?: readonly string[]
}

export async function startCampaigns(
  invocation: Invocation,
  ids: readonly string[],
  options: StartOptions,
): Promise<void> {
  const { output } = invocation
  const seed = parseWhole('--seed', options.seed, 0, 2 ** 31)
  const { media } = invocation.config()
  await withSession(invocation, async ({ database, store }) => {
    const found = await Promise.all(ids.map((id) => findCampaign(store, id)))
    const campaigns = [...new Map(found.map((campaign) => [campaign.id, campaign])).values()]
    const line = await lineOf({ database, store }, campaigns)
    const chosen = await bringAllToRunning(store, campaigns, line, options.insee ?? null)
    campaigns.forEach(({ name, practiceStart }, index) => {
      const practice = practiceStart === null ? '' : '; practice: no real phone rings'
      output.say(`${name}: ${chosen[index]} people chosen${practice}.`)
    })
    sayResult(
      invocation,
      campaigns,
      await dialCampaigns({ store, campaigns, line, seed, media, output }),
    )
  })
}

/** All or none: what was moved is paused again when a later campaign cannot start. */
async function bringAllToRunning(
  store: Store,
  campaigns: readonly Campaign[],
  line: Line,
  inseePrefixes: readonly string[] | null,
): Promise<readonly number[]> {
  const chosen: number[] = []
  try {
    for (const campaign of campaigns) {
      chosen.push(await bringToRunning(store, campaign, line, inseePrefixes))
    }
    return chosen
  } catch (error) {
    for (const { id, state } of campaigns.slice(0, chosen.length)) {
      // One that was running before belongs to the process that calls for it.
      if (state === 'running') continue
      const why = 'another campaign of the same command cannot start'
      await store.moveCampaign(id, 'running', 'paused', why, clockOf(line).epoch())
    }
    throw error
  }
}

/** Choosing people and moving to `running`; a refused move says everything that is missing. */
export async function bringToRunning(
  store: Store,
  campaign: Campaign,
  line: Line,
  inseePrefixes: readonly string[] | null,
): Promise<number> {
  const now = clockOf(line).epoch()
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

/** The trunk with its clock: the practice clock goes on from the last instant the campaigns have seen. */
export async function lineOf(
  { database, store }: Session,
  campaigns: readonly Campaign[],
): Promise<Line> {
  const trunk = await oneTrunkOf(store, campaigns)
  if (trunk.kind === 'real') return { kind: 'real', trunk: { ...trunk, kind: 'real' } }
  const instants = await Promise.all(
    campaigns.map(async ({ id, practiceStart }) => {
      if (practiceStart === null) {
        throw new Failure(
          'wrongState',
          'A practice trunk needs a practice clock: make the campaign anew.',
        )
      }
      const seen = await lastInstant(database, id)
      return Math.max(practiceStart, seen === null ? 0 : seen + 1)
    }),
  )
  const clock = practiceClock(epochMs(Math.max(...instants)))
  return { kind: 'practice', trunk: { ...trunk, kind: 'practice' }, clock }
}

async function oneTrunkOf(store: Store, campaigns: readonly Campaign[]): Promise<Trunk> {
  const ids = [...new Set(campaigns.map((campaign) => campaign.trunk))]
  const [id] = ids
  if (id === undefined || ids.length > 1) {
    throw new Failure(
      'usage',
      `One start calls over one trunk, and these campaigns have ${ids.join(' and ')}: start them apart.`,
      { measured: `${ids.length} trunks`, limit: '1' },
    )
  }
  const trunk = await trunkOf(store, id)
  if (trunk) return trunk
  throw new Failure('notFound', `The trunk "${id}" of this campaign is gone; add it again.`)
}

function sayResult(invocation: Invocation, campaigns: readonly Campaign[], { run }: Dialled): void {
  const { output } = invocation
  for (const result of run.campaigns) {
    const { campaign: id, state, why, fault, recovered, counters } = result
    output.say(`${campaigns.find((campaign) => campaign.id === id)?.name}: ${state} (${why}).`)
    if (fault) output.say(`  Stopped by a fault: ${fault}`)
    if (recovered.unknown > 0) {
      output.say(
        `  ${recovered.unknown} calls of a run that died are unknown; they are not called again.`,
      )
    }
    for (const [outcome, count] of Object.entries(counters?.outcomes ?? {}))
      output.say(`  ${outcome}: ${count}`)
    output.say(`  Report: portevoix report ${id}`)
    if (fault) invocation.endWith(new Failure('carrier', fault).exitCode)
  }
  const { peaks, firstAudioMs, attempts } = run
  output.result({ campaigns: run.campaigns, peaks, firstAudioMs, attempts })
}

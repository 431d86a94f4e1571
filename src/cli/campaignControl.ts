/** `campaign approve`, `pause`, `resume`, `stop`, `status`, `list`: short acts on the store. */
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { CampaignId } from '../base/ids.ts'
import type { CampaignState } from '../campaign/campaign.ts'
import { step } from '../campaign/lifecycle.ts'
import { approve } from '../campaign/voiceMessage.ts'
import { findCampaign, missingSentence } from '../engine/campaigns.ts'
import { launchingOf } from '../engine/launching.ts'
import { lineOf } from '../engine/line.ts'
import { clockOf } from '../runner/run.ts'
import type { Store } from '../store/store.ts'
import { messageValue } from './campaignOptions.ts'
import { type Invocation, readableInstant } from './command.ts'
import { remoteOf } from './remote.ts'
import { listRemote, moveRemote, statusRemote } from './remoteCampaigns.ts'
import { withSession } from './session.ts'

export async function approveCampaign(
  invocation: Invocation,
  id: string,
  options: { readonly by: string; readonly hash?: string },
): Promise<void> {
  await withSession(invocation, async ({ store }) => {
    const campaign = await findCampaign(store, id)
    if (!campaign.message) throw new Failure('wrongState', 'There is no recording to approve yet.')
    const now = realClock.epoch()
    const hash = options.hash ?? campaign.message.hash
    const answer = approve(campaign.message, { by: options.by, at: now, hash })
    if (answer.is === 'refused') {
      const sentence =
        answer.why === 'noName'
          ? 'An approval names a person: --by "NAME".'
          : 'That is not the sound of the latest version: listen to it and approve its hash.'
      throw new Failure('refused', sentence, { measured: answer.measured, limit: answer.limit })
    }
    await store.approve(campaign.id, hash, options.by.trim(), now)
    invocation.output.say(
      `Version ${campaign.message.version} approved by ${options.by.trim()}. ` +
        `Next: portevoix campaign start ${campaign.id}`,
    )
    invocation.output.result({ campaign: campaign.id, message: messageValue(answer.message) })
  })
}

export async function pauseCampaign(
  invocation: Invocation,
  id: string,
  why: string,
): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) return moveRemote(invocation, remote, id, { verb: 'pause', why })
  return move(invocation, id, ['running'], 'paused', why)
}

/** Judged again: what is needed may have been taken back, and the eve come near, since it was paused. */
export async function resumeCampaign(invocation: Invocation, id: string): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) return moveRemote(invocation, remote, id, { verb: 'resume' })
  await withSession(invocation, async (session) => {
    const campaign = await findCampaign(session.store, id)
    if (campaign.state !== 'paused') return
    const now = clockOf(await lineOf(session, [campaign])).epoch()
    const { facts } = await launchingOf(session, campaign, now)
    const move = step(campaign, { is: 'resume', facts }, now)
    if (move.is === 'refused') {
      throw new Failure('refused', missingSentence(campaign, move.missing))
    }
  })
  await move(invocation, id, ['paused'], 'running', 'resumed by hand')
}

export async function stopCampaign(invocation: Invocation, id: string, why: string): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) return moveRemote(invocation, remote, id, { verb: 'stop', why })
  return move(invocation, id, ['running', 'paused', 'ready', 'draft'], 'stopped', why)
}

async function move(
  invocation: Invocation,
  id: string,
  from: readonly CampaignState[],
  to: CampaignState,
  why: string,
): Promise<void> {
  await withSession(invocation, async ({ store }) => {
    const { id: found, state } = await findCampaign(store, id)
    const moved =
      from.includes(state) && (await store.moveCampaign(found, state, to, why, realClock.epoch()))
    if (!moved) {
      throw new Failure(
        'wrongState',
        `The campaign is ${state}; only a ${from.join(' or ')} one can become ${to}.`,
        {
          measured: state,
          limit: from.join(', '),
        },
      )
    }
    const left = to === 'stopped' ? await accountForLeftCalls(store, found) : null
    invocation.output.say(`Campaign ${found}: ${state} → ${to}.`)
    if (left) invocation.output.say(`  ${left} calls of a run that died are now unknown.`)
    invocation.output.result({ campaign: found, from: state, to, why })
  })
}

/** No process holds the campaign: what a run that died had armed is accounted for here, once for all. */
async function accountForLeftCalls(store: Store, id: CampaignId): Promise<number> {
  const hold = await store.holdCampaign(id)
  if (!hold) return 0
  try {
    return (await store.recover(id, realClock.epoch())).unknown
  } finally {
    await hold.release()
  }
}

export async function showStatus(invocation: Invocation, id: string): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) return statusRemote(invocation, remote, id)
  await withSession(invocation, async (session) => {
    const { store } = session
    const campaign = await findCampaign(store, id)
    const counters = await store.counters(campaign.id)
    const now = campaign.practiceStart ?? realClock.epoch()
    const { missing } = ['draft', 'ready'].includes(campaign.state)
      ? await launchingOf(session, campaign, now)
      : { missing: [] }
    const { output } = invocation
    output.say(
      `${campaign.name} (${campaign.id}): ${campaign.state}${campaign.practiceStart ? ', practice: no real phone rings' : ''}`,
    )
    output.say(`  on behalf of ${campaign.controller}, until ${readableInstant(campaign.deadline)}`)
    output.say(
      `  ${counters.targets} people chosen, ${counters.remaining} still to decide, ${counters.refused} refused by law, ` +
        `${counters.attempts} attempts, ${counters.objections} objections, ${counters.armedNow} calls up`,
    )
    for (const [outcome, count] of Object.entries(counters.outcomes))
      output.say(`    ${outcome}: ${count}`)
    for (const { say } of missing) output.say(`  missing: ${say.en}`)
    output.result({
      campaign: campaign.id,
      name: campaign.name,
      state: campaign.state,
      practice: campaign.practiceStart !== null,
      deadline: new Date(campaign.deadline).toISOString(),
      counters,
      missing: missing.map(({ what, rule, measured, limit, say }) => ({
        what,
        ...(rule && { rule }),
        measured,
        limit,
        say: say.en,
      })),
    })
  })
}

export async function listCampaigns(invocation: Invocation): Promise<void> {
  const remote = await remoteOf(invocation)
  if (remote) return listRemote(invocation, remote)
  await withSession(invocation, async ({ store }) => {
    const campaigns = await store.campaigns()
    if (campaigns.length === 0)
      invocation.output.say('No campaign yet: portevoix campaign create --help')
    for (const { id, name, state } of campaigns)
      invocation.output.say(`${id}  ${state.padEnd(9)}  ${name}`)
    invocation.output.result(
      campaigns.map(({ id, name, state }) => ({ campaign: id, name, state })),
    )
  })
}

/**
 * What a run takes before it calls: its trunk, and each campaign, alone, recovered after a crash,
 * approved, its clips ready to play.
 */
import { assert } from '../base/assert.ts'
import { Failure } from '../base/failure.ts'
import type { CampaignId, TrunkId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { isApproved, partRoles, type VoiceMessage } from '../campaign/voiceMessage.ts'
import type { LaneStart } from '../dialer/dialer.ts'
import type { Hold } from '../store/store.ts'
import type { CampaignLane } from './context.ts'
import { faultSentence } from './faultSentence.ts'
import { openRate } from './meter.ts'
import { clockOf, type Line, type RunOptions, trunksFor, trunksOf } from './run.ts'

/** All of the route, or none; empty: nobody else can call over them. */
export async function openTrunks({
  store,
  line,
  ownCarrier,
}: RunOptions): Promise<readonly Hold[]> {
  const holds: Hold[] = []
  if (ownCarrier === true) return holds
  // In one order, so that two processes do not keep a half each.
  const ids = trunksOf(line)
    .map(({ id }) => id)
    .sort()
  try {
    for (const id of ids) holds.push((await store.holdTrunk(id)) ?? held(id))
    return holds
  } catch (error) {
    for (const hold of holds) await hold.release()
    throw error
  }
}

function held(id: TrunkId): never {
  throw new Failure(
    'busy',
    `Another process is calling over the trunk "${id}", and two would exceed its limits: ` +
      'wait until that one ends, start both campaigns in one `campaign start`, or use another trunk.',
    {
      fr:
        `Un autre programme appelle déjà sur la ligne « ${id} », et à deux ils ` +
        'dépasseraient ses limites : attendez sa fin, ou choisissez une autre ligne.',
    },
  )
}

/** The campaign as the dialler takes it: over the trunks that may show its number. */
export const laneStart = (line: Line, campaign: Campaign): LaneStart => ({
  campaign: campaign.id,
  over: trunksFor(line, campaign).map(({ id }) => id),
})

export async function openCampaign(
  options: RunOptions,
  id: CampaignId,
  now: EpochMs,
): Promise<CampaignLane> {
  const { store } = options
  const hold = await store.holdCampaign(id)
  if (hold === null) {
    throw new Failure('busy', `Campaign ${id} is being called by another process.`, {
      fr: 'Un autre programme appelle déjà pour cette campagne.',
    })
  }
  try {
    const campaign = await store.campaign(id)
    const message = callable(campaign, options)
    await refuseKilled(options, campaign, message)
    const recovered = await store.recover(id, now)
    const spentMicroEuro = await store.spent(id)
    await loadClips(options, message)
    return {
      campaign,
      message,
      hold,
      recovered,
      why: campaign.state === 'paused' ? 'by another command' : 'started',
      fault: null,
      counters: null,
      nobody: null,
      emptyAnswers: 0,
      brokenLegs: 0,
      failingSince: null,
      unsettled: 0,
      moving: false,
      toBeJudged: true,
      rate: openRate(),
      spentMicroEuro,
      committing: 0,
      concluded: false,
      changes: 0,
    }
  } catch (error) {
    await giveBack(options, id, hold, error)
    throw error
  }
}

/** A person has looked at what the run had paused for, and started it again: as for the first time. */
export async function reopenCampaign(options: RunOptions, lane: CampaignLane): Promise<void> {
  const campaign = await options.store.campaign(lane.campaign.id)
  const message = callable(campaign, options)
  await refuseKilled(options, campaign, message)
  await loadClips(options, message)
  lane.campaign = campaign
  lane.message = message
  lane.why = 'started'
  lane.fault = null
  lane.brokenLegs = 0
  lane.failingSince = null
  lane.emptyAnswers = 0
  lane.nobody = null
}

/** The run cannot begin: a campaign left `running` that nobody calls for would lie. */
export async function giveBack(
  { store, line }: RunOptions,
  id: CampaignId,
  hold: Hold,
  error: unknown,
): Promise<void> {
  const now = clockOf(line).epoch()
  await store
    .moveCampaign(id, 'running', 'paused', faultSentence(error), now)
    // What is told is why the run could not begin, not that this could not be written.
    .catch(() => false)
  await hold.release()
}

/** The lifecycle checked all this when the campaign was started; here it is the last door. */
function callable(campaign: Campaign, { line }: RunOptions): VoiceMessage {
  const { id, state, message } = campaign
  if (state !== 'running' && state !== 'paused') {
    throw new Failure('wrongState', `Campaign ${id} is ${state}: start it first.`, {
      fr: 'Cette campagne n’est pas en cours : lancez-la d’abord.',
    })
  }
  if (message === null || !isApproved(message)) {
    throw new Failure('wrongState', `The voice message of campaign ${id} is not approved.`, {
      fr: 'Le message vocal de cette campagne n’est pas approuvé.',
    })
  }
  assert(
    trunksOf(line).some(({ id: trunk }) => trunk === campaign.trunk),
    'a run dials over the trunk of its campaigns',
  )
  assert(
    (campaign.practiceStart !== null) === (line.kind === 'practice'),
    'a practice clock and a practice trunk belong together',
  )
  return message
}

async function refuseKilled(
  { store }: RunOptions,
  { id }: Campaign,
  { hash }: VoiceMessage,
): Promise<void> {
  const kill = await store.messageKill(hash)
  if (kill === null) return
  throw new Failure(
    'refused',
    `The recording of campaign ${id} was killed by ${kill.by} (${kill.why}): add a new version and ` +
      'have it approved.',
    {
      fr:
        `L’enregistrement de cette campagne a été retiré par ${kill.by} (${kill.why}) : ajoutez ` +
        'une nouvelle version et faites-la approuver.',
    },
  )
}

async function loadClips({ store, telephony }: RunOptions, message: VoiceMessage): Promise<void> {
  const clips = new Set(partRoles.map((role) => message.parts[role].clip))
  if (message.voicemail !== undefined) clips.add(message.voicemail.clip)
  for (const id of clips) await telephony.loadClip(await store.clip(id))
}

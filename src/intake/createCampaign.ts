/** A campaign with its recording, made at once: by a command, the demo, or as a sample to try. */
import { createHash, randomUUID } from 'node:crypto'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import type { CampaignId, OrganisationId, TrunkId } from '../base/ids.ts'
import {
  after,
  type E164,
  type EpochMs,
  hours,
  type Ms,
  minutes,
  ms,
  seconds,
} from '../base/units.ts'
import { type AnsweringMachines, voicemailTalkMs } from '../campaign/answeringMachines.ts'
import type { Campaign, RetryPolicy } from '../campaign/campaign.ts'
import type { Election } from '../campaign/election.ts'
import {
  nextVersion,
  onePassMs,
  type PartRole,
  partRoles,
  type VoiceMessage,
} from '../campaign/voiceMessage.ts'
import type { Store } from '../store/store.ts'
import { type MessageScript, type PreparedMessage, prepareMessage } from './messageScript.ts'

export interface CampaignRequest {
  /** Absent: the one that the command line works for. */
  readonly organisation?: OrganisationId
  readonly name: string
  readonly controller: string
  readonly election: Election | null
  readonly trunk: TrunkId
  readonly callerId: E164
  readonly deadline: EpochMs
  readonly ringTimeoutMs: Ms
  /** Absent: long enough for the gate, one listening, every replay and the goodbye. */
  readonly maxTalkMs?: Ms
  readonly retry: RetryPolicy
  readonly script: MessageScript
  readonly voiceOrigin: VoiceMessage['voiceOrigin']
  readonly practiceStart: EpochMs | null
  /** Absent: ignored. */
  readonly answeringMachines?: AnsweringMachines
  /** Absent: no limit. */
  readonly voicemailsADayMax?: number
}

export interface CreatedCampaign {
  readonly campaign: Campaign
  readonly message: VoiceMessage
  readonly prepared: PreparedMessage['prepared']
}

/** Room for a slow person beyond one listening: choosing, hearing the goodbye. */
const TALK_MARGIN_MS = seconds(10)
/** Busy lines clear within minutes; who was out is tried in another part of the day. */
export const usualRetry = (attemptsMax: number): RetryPolicy => ({
  attemptsMax,
  busyDelayMs: minutes(20),
  noAnswerDelayMs: hours(3),
  carrierDelayMs: minutes(2),
})

export const GATE_TIMEOUT_MS = seconds(5)
export const REPLAYS_MAX = 1
const audioFolder = path.join(import.meta.dirname, '..', '..', 'examples', 'audio')

/** What is said when the team records no closing or confirmation of its own: neutral, synthetic voice. */
export const shippedRecordings = {
  closing: path.join(audioFolder, 'closing.wav'),
  objectionConfirmed: path.join(audioFolder, 'objection.wav'),
} as const

/** Each part in a file of its own; what is said in it stands in marks beside it, if anywhere. */
export const scriptOfFiles = (files: Readonly<Record<PartRole, string>>): MessageScript => ({
  live: Object.fromEntries(
    partRoles.map((role) => [role, { is: 'file', file: files[role] }]),
  ) as MessageScript['live'],
})

export async function createCampaign(
  store: Store,
  request: CampaignRequest,
  now: EpochMs,
): Promise<CreatedCampaign> {
  const trunk = (await store.trunks()).find(({ id }) => id === request.trunk)
  if (!trunk) {
    throw new Failure(
      'notFound',
      `There is no trunk "${request.trunk}". List them with \`portevoix trunk list\`, add one with \`portevoix trunk add\`.`,
      {
        fr:
          `Il n’y a pas de ligne « ${request.trunk} » : choisissez-en une dans les réglages, ou ` +
          'ajoutez-en une.',
      },
    )
  }
  const { prepared, recorded, clips } = await prepareMessage(request.script)
  const message = nextVersion(null, { ...recorded, voiceOrigin: request.voiceOrigin }, sha256)
  const campaign: Campaign = {
    id: randomUUID() as string as CampaignId,
    organisation: request.organisation ?? ('1' as OrganisationId),
    name: request.name,
    controller: request.controller,
    purpose: 'electoral',
    election: request.election,
    trunk: request.trunk,
    callerId: request.callerId,
    state: 'draft',
    deadline: request.deadline,
    ringTimeoutMs: request.ringTimeoutMs,
    maxTalkMs: request.maxTalkMs ?? longEnough(message),
    menu: {
      listen: '1',
      objection: '9',
      replay: '2',
      gateTimeoutMs: GATE_TIMEOUT_MS,
      replaysMax: REPLAYS_MAX,
    },
    retry: request.retry,
    message: null,
    practiceStart: request.practiceStart,
    answeringMachines: request.answeringMachines ?? 'ignore',
    ...(request.voicemailsADayMax !== undefined && {
      voicemailsADayMax: request.voicemailsADayMax,
    }),
  }
  await store.createCampaign(campaign, now)
  await store.addVoiceMessage(campaign.id, message, clips, now)
  return { campaign: { ...campaign, message }, message, prepared }
}

/** Another recording for a draft or ready campaign: a new version, unless it is the very same sound. */
export async function replaceRecordings(
  store: Store,
  campaign: Campaign,
  script: MessageScript,
  voiceOrigin: VoiceMessage['voiceOrigin'],
  now: EpochMs,
): Promise<{ readonly message: VoiceMessage; readonly prepared: PreparedMessage['prepared'] }> {
  const { recorded, clips, prepared } = await prepareMessage(script)
  const message = nextVersion(campaign.message, { ...recorded, voiceOrigin }, sha256)
  if (message !== campaign.message) await store.addVoiceMessage(campaign.id, message, clips, now)
  return { message, prepared }
}

function longEnough(message: VoiceMessage): Ms {
  const replays = REPLAYS_MAX * message.parts.content.durationMs
  const { voicemail } = message
  return ms(
    Math.max(
      onePassMs(message, GATE_TIMEOUT_MS) + replays + TALK_MARGIN_MS,
      voicemail ? voicemailTalkMs(voicemail.durationMs) : 0,
    ),
  )
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The deadline when none is given: 20:00 on the day the practice clock starts. */
export const sameEvening = (practiceStart: EpochMs): EpochMs => after(practiceStart, hours(10))

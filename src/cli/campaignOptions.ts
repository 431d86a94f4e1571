/** `campaign create` and `campaign message`: the options a person writes into a CampaignRequest. */
import { readFile } from 'node:fs/promises'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { TrunkId } from '../base/ids.ts'
import type { EpochMs } from '../base/units.ts'
import type { AnsweringMachines } from '../campaign/answeringMachines.ts'
import type { Election } from '../campaign/election.ts'
import { spokenVersions, type VoiceMessage } from '../campaign/voiceMessage.ts'
import { ensurePracticeTrunk, findCampaign, PRACTICE_TRUNK, trunkOf } from '../engine/campaigns.ts'
import {
  createCampaign,
  replaceRecordings,
  sameEvening,
  scriptOfFiles,
  shippedRecordings,
  usualRetry,
} from '../intake/createCampaign.ts'
import {
  type MessageScript,
  type PreparedMessage,
  readMessageScript,
} from '../intake/messageScript.ts'
import { electionSchema } from '../law/electionSchema.ts'
import { saturdayTerritories } from '../law/fr/codeElectoralL49.ts'
import { knownElection } from '../law/fr/elections.ts'
import { practiceStart } from '../law/practiceStart.ts'
import type { Invocation } from './command.ts'
import type { Output } from './output.ts'
import { parseCallerId, parseDate, parseInstant, parseSeconds, parseWhole } from './parse.ts'
import { withSession } from './session.ts'

interface RecordingOptions {
  readonly script?: string
  readonly gate?: string
  readonly content?: string
  readonly closing?: string
  readonly objection?: string
  readonly voice?: VoiceMessage['voiceOrigin']
}

interface CreateOptions extends RecordingOptions {
  readonly name: string
  readonly controller: string
  readonly pollingDay?: readonly string[]
  readonly saturdayPollingDay?: readonly string[]
  readonly electionKind: Election['kind']
  readonly electionName?: string
  readonly electionScope?: readonly string[]
  /** A file, or `false` for --no-election. */
  readonly election?: string | boolean
  readonly trunk: string
  readonly callerId: string
  readonly deadline?: string
  readonly ringTimeout: string
  readonly maxTalk?: string
  readonly attempts: string
  readonly answeringMachines: AnsweringMachines
  readonly voicemailsADay?: string
  readonly practiceStart?: string
}

export async function createFromOptions(
  invocation: Invocation,
  options: CreateOptions,
): Promise<void> {
  const { output } = invocation
  const now = realClock.epoch()
  // Everything that can be wrong in the options is found before the database is opened.
  const election = await electionOf(options)
  const { script, voiceOrigin } = await scriptOf(options)
  const callerId = parseCallerId('--caller-id', options.callerId)
  const bounds = {
    ringTimeoutMs: parseSeconds('--ring-timeout', options.ringTimeout, 5, 120),
    ...(options.maxTalk ? { maxTalkMs: parseSeconds('--max-talk', options.maxTalk, 10, 900) } : {}),
    retry: usualRetry(parseWhole('--attempts', options.attempts, 1, 10)),
  }
  const machines = {
    answeringMachines: options.answeringMachines,
    ...(options.voicemailsADay && {
      voicemailsADayMax: parseWhole('--voicemails-a-day', options.voicemailsADay, 1, 1_000_000),
    }),
  }
  await withSession(invocation, async ({ store }) => {
    const trunk = options.trunk as TrunkId
    if (trunk === PRACTICE_TRUNK) await ensurePracticeTrunk(store, callerId)
    const practice = (await trunkOf(store, trunk))?.kind === 'practice'
    if (!practice && options.practiceStart) {
      throw new Failure(
        'usage',
        '--practice-start is for a practice trunk; a real trunk has the real clock only.',
      )
    }
    const startsAt = practice ? practiceStartOf(options, now, election) : null
    const { campaign, message, prepared } = await createCampaign(
      store,
      {
        ...{ name: options.name, controller: options.controller, election, trunk, callerId },
        ...bounds,
        deadline: deadlineOf(options, startsAt),
        script,
        voiceOrigin,
        practiceStart: startsAt,
        ...machines,
      },
      now,
    )
    output.say(`Campaign ${campaign.id} created as a draft.`)
    sayRecordings(output, prepared)
    output.say(
      `Listen, then: portevoix campaign approve ${campaign.id} --by "NAME" --hash ${message.hash}`,
    )
    output.result({ campaign: campaign.id, state: campaign.state, message: messageValue(message) })
  })
}

export async function replaceMessage(
  invocation: Invocation,
  id: string,
  options: RecordingOptions,
): Promise<void> {
  const { script, voiceOrigin } = await scriptOf(options)
  await withSession(invocation, async ({ store }) => {
    const campaign = await findCampaign(store, id)
    if (campaign.state !== 'draft' && campaign.state !== 'ready') {
      throw new Failure(
        'wrongState',
        `A ${campaign.state} campaign keeps its recording; make a new campaign.`,
      )
    }
    const now = realClock.epoch()
    const replaced = await replaceRecordings(store, campaign, script, voiceOrigin, now)
    const { message, prepared } = replaced
    const same = message === campaign.message
    if (!same && campaign.state === 'ready') {
      await store.moveCampaign(campaign.id, 'ready', 'draft', 'the recording changed', now)
    }
    invocation.output.say(
      same
        ? `The same sound as version ${message.version}: nothing changed.`
        : `Version ${message.version} stored; it must be approved: --hash ${message.hash}`,
    )
    if (!same) sayRecordings(invocation.output, prepared)
    invocation.output.result({
      campaign: campaign.id,
      changed: !same,
      message: messageValue(message),
    })
  })
}

export function messageValue(message: VoiceMessage): object {
  const { version, hash, parts, approval } = message
  return {
    version,
    hash,
    approvedBy: approval?.by ?? null,
    partsMs: Object.fromEntries(
      Object.values(parts).map(({ role, durationMs }) => [role, durationMs]),
    ),
    spoken: spokenVersions(message),
  }
}

function sayRecordings(output: Output, prepared: PreparedMessage['prepared']): void {
  for (const [name, { durationMs, measured, segments = [] }] of prepared) {
    const said = segments.map(({ role, endsAtMs }) => `${role} until ${secondsOf(endsAtMs)}`)
    output.say(
      `  ${name}: ${secondsOf(durationMs)}, gain ${measured.gainDb.toFixed(1)} dB, ` +
        `${Math.round(measured.leadingSilenceCutMs)} ms of silence cut at the start` +
        `${said.length > 0 ? `; ${said.join(', ')}` : ''}`,
    )
  }
}

const secondsOf = (duration: number): string => `${(duration / 1000).toFixed(1)} s`

/** --script, or a file a part; either way somebody says where the voice comes from. */
async function scriptOf(
  options: RecordingOptions,
): Promise<{ script: MessageScript; voiceOrigin: VoiceMessage['voiceOrigin'] }> {
  const { gate, content, closing, objection } = options
  if (options.script && (gate || content || closing || objection)) {
    throw new Failure('usage', '--script names every recording: leave out --gate and the others.')
  }
  const declared = options.script
    ? await readMessageScript(options.script, shippedRecordings)
    : { script: scriptOfOptions(options), voiceOrigin: undefined }
  const voiceOrigin = options.voice ?? declared.voiceOrigin
  if (voiceOrigin) return { script: declared.script, voiceOrigin }
  throw new Failure(
    'usage',
    'Say where the voice comes from: --voice recorded, synthetic or cloned (or "voice" in the script).',
  )
}

function scriptOfOptions({ gate, content, closing, objection }: RecordingOptions): MessageScript {
  if (!gate || !content) {
    throw new Failure(
      'usage',
      'Name the recordings: --gate FILE and --content FILE, or --script FILE.',
    )
  }
  return scriptOfFiles({
    gate,
    content,
    closing: closing ?? shippedRecordings.closing,
    objectionConfirmed: objection ?? shippedRecordings.objectionConfirmed,
  })
}

function practiceStartOf(options: CreateOptions, now: EpochMs, election: Election | null): EpochMs {
  return options.practiceStart
    ? parseInstant('--practice-start', options.practiceStart)
    : practiceStart(now, election)
}

function deadlineOf(options: CreateOptions, startsAt: EpochMs | null): EpochMs {
  if (options.deadline) return parseInstant('--deadline', options.deadline)
  if (startsAt !== null) return sameEvening(startsAt)
  throw new Failure('usage', 'A campaign on a real trunk needs --deadline, e.g. 2027-04-16T20:00.')
}

/** --election NAME or FILE, --no-election, or the polling days; saying nothing is not an answer. */
async function electionOf(options: CreateOptions): Promise<Election | null> {
  if (options.election === false) return null
  if (typeof options.election === 'string') {
    return knownElection(options.election) ?? readElection(options.election)
  }
  if (!options.pollingDay) {
    throw new Failure(
      'usage',
      'Say which election this is about (--polling-day 2027-04-18) or that none concerns it (--no-election).',
    )
  }
  const saturdays = options.saturdayPollingDay ?? []
  return {
    name: options.electionName ?? options.electionKind,
    kind: options.electionKind,
    status: 'announced',
    rounds: options.pollingDay.map((date, round) => {
      const saturday = saturdays[round]
      return {
        pollDate: parseDate('--polling-day', date),
        ...(saturday
          ? {
              saturday: {
                pollDate: parseDate('--saturday-polling-day', saturday),
                territories: saturdayTerritories,
              },
            }
          : {}),
      }
    }),
    ...(options.electionScope ? { inseePrefixes: options.electionScope } : {}),
  }
}

async function readElection(file: string): Promise<Election> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Failure('badInput', `The election file ${file} cannot be read (${error.code}).`)
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Failure(
      'badInput',
      `${file} is not JSON; see the election part of \`portevoix law facts-schema\`.`,
    )
  }
  const parsed = electionSchema.safeParse(value)
  if (parsed.success) return parsed.data as Election
  const [first] = parsed.error.issues
  throw new Failure(
    'badInput',
    `${file}: ${first?.path.join('.') || 'the file'}: ${first?.message}`,
  )
}

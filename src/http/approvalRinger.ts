/**
 * Rings the phone of whoever answers for a recording, over the campaign's own trunk: judged, noted, then
 * dialled, each call with a telephony of its own. In practice no phone rings: the page takes the key.
 */
import { randomUUID } from 'node:crypto'
import { assert } from '../base/assert.ts'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { AttemptId, ClipId } from '../base/ids.ts'
import { type E164, type Ms, minutes } from '../base/units.ts'
import type { CallEvent, Telephony } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { ApprovalCallInput } from '../campaign/approvalCall.ts'
import type { Campaign } from '../campaign/campaign.ts'
import { decideApprovalCall, type LawfulCall } from '../law/decide.ts'
import type { Database } from '../store/database.ts'
import { approvalCallCounts, noteApprovalCall } from '../store/postgres/approvalCalls.ts'
import type { Store } from '../store/store.ts'
import type { PhoneRinger, RungPhone } from './api/approvalCalls.ts'

export interface ApprovalRingerOptions {
  readonly database: Database
  readonly store: Store
  readonly clock: Clock
  /** Opens telephony over one trunk; closed when the call is over. */
  readonly openLine: (trunk: Trunk) => Promise<Telephony>
  readonly log: (line: string) => void
}

/** Approval calls that are up, of all organisations: a second line for each would be no help. */
export const approvalLinesMax = 4
/** Telephones that send nothing while they listen are many: silence does not end it. */
const mediaTimeout: Ms = minutes(10)

export function approvalRinger(options: ApprovalRingerOptions): PhoneRinger {
  let linesUp = 0
  return {
    async ring({ campaign, number, clips }, told) {
      if (linesUp >= approvalLinesMax) {
        throw new Failure(
          'tooMany',
          'Other phones ring for approvals now: try again in a minute.',
          {
            fr: 'D’autres téléphones sonnent en ce moment pour approuver : recommencez dans une minute.',
            measured: String(linesUp),
            limit: String(approvalLinesMax),
          },
        )
      }
      linesUp += 1
      const down = (): void => {
        linesUp -= 1
      }
      try {
        return await ringOver(options, { campaign, number, clips, told, down })
      } catch (error) {
        down()
        throw error
      }
    },
  }
}

interface Ringing {
  readonly campaign: Campaign
  readonly number: E164
  readonly clips: readonly ClipId[]
  readonly told: (input: ApprovalCallInput) => void
  /** The line is free again. */
  readonly down: () => void
}

async function ringOver(options: ApprovalRingerOptions, ringing: Ringing): Promise<RungPhone> {
  const { campaign, clips } = ringing
  const askedAt = options.clock.epoch()
  const trunk = (await options.store.trunks()).find(({ id }) => id === campaign.trunk)
  if (!trunk) {
    throw new Failure(
      'notFound',
      'The trunk of this campaign is gone: give the campaign another one.',
      { fr: 'La ligne de cette campagne n’existe plus : donnez-lui-en une autre.' },
    )
  }
  const line = await options.openLine(trunk)
  try {
    for (const clip of new Set(clips)) await line.loadClip(await options.store.clip(clip))
    // Decided last, so that the proof does not age while sockets and threads are opened.
    const lawful = await proofOf(options, ringing, trunk, askedAt)
    return place(options, ringing, line, lawful)
  } catch (error) {
    await line.close()
    throw error
  }
}

async function proofOf(
  { database, clock }: ApprovalRingerOptions,
  { campaign, number }: Ringing,
  trunk: Trunk,
  askedAt: ReturnType<Clock['epoch']>,
): Promise<LawfulCall> {
  const organisation = Number(campaign.organisation)
  const now = clock.epoch()
  const { verdict, lawful } = decideApprovalCall({
    ...{ now, number, askedAt, callerId: campaign.callerId },
    ...{ trunkKind: trunk.kind, callerIds: trunk.callerIds },
    ...(await approvalCallCounts(database, organisation, number, now)),
  })
  if (!lawful) {
    const [refusal] = verdict.refusals
    assert(refusal, 'who is not allowed is told why')
    const { measured, limit, reason } = refusal
    throw new Failure('refused', reason.en, { fr: reason.fr, measured, limit })
  }
  // Persist before you dial: a crash must not let the same phone ring without end.
  await noteApprovalCall(database, organisation, number, now)
  return lawful
}

function place(
  { log }: ApprovalRingerOptions,
  { clips, told, down }: Ringing,
  line: Telephony,
  lawful: LawfulCall,
): RungPhone {
  const attempt = randomUUID() as string as AttemptId
  line.onEvent((event) => {
    const input = inputOf(event)
    if (input) told(input)
    if (event.is !== 'ended') return
    down()
    line.close().catch((error: unknown) => log(`an approval line did not close: ${String(error)}`))
  })
  line.place({ attempt, lawful, mediaTimeoutMs: mediaTimeout })
  return {
    play(part) {
      const clip = clips[part]
      assert(clip !== undefined, 'only parts of the message are played')
      line.play(attempt, clip)
    },
    hangUp: () => line.hangUp(attempt),
  }
}

function inputOf(event: CallEvent): ApprovalCallInput | undefined {
  switch (event.is) {
    case 'answered':
      return { is: 'answered' }
    case 'playEnded':
      return { is: 'partEnded' }
    case 'key':
      return { is: 'key', key: event.key }
    case 'ended':
      return { is: 'over' }
    case 'placed':
    case 'ringing':
    case 'firstAudio':
    case 'amd':
    case 'beep':
    case 'farQuiet':
    case 'farSpeaks':
      return undefined
    default:
      return event satisfies never
  }
}

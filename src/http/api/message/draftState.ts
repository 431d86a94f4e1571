/** The draft of a message as a page shows it: everything measured, judged and proposed at once. */
import { createHash } from 'node:crypto'
import type { SoundAnalysis } from '../../../audio/analysis.ts'
import { decodePcm16 } from '../../../audio/pcm16.ts'
import { TELEPHONE_RATE } from '../../../audio/sound.ts'
import type { CampaignId } from '../../../base/ids.ts'
import type { Campaign } from '../../../campaign/campaign.ts'
import { hashOf } from '../../../campaign/voiceMessage.ts'
import { trunkOf } from '../../../engine/campaigns.ts'
import { nowOf } from '../../../engine/line.ts'
import type { TakeSource } from '../../../intake/take/decodeTake.ts'
import { recordedOf } from '../../../intake/take/recordedOf.ts'
import { type ShippedName, shippedSounds } from '../../../intake/take/shippedSounds.ts'
import type { DraftSegment, Take } from '../../../intake/take/take.ts'
import { partsOf } from '../../../intake/take/takeParts.ts'
import { problemsOf, type TakeProblem } from '../../../intake/take/takeProblems.ts'
import type { ScriptLine } from '../../../intake/take/takeProposal.ts'
import { usualScript } from '../../../intake/take/usualScript.ts'
import type { DraftRecording, MessageStore, SavedScript } from '../../../store/messageStore.ts'
import { postgresLaunchStore } from '../../../store/postgres/launch.ts'
import { postgresMessageStore } from '../../../store/postgres/messageReviews.ts'
import { clockProblems, clocksAt, gatesOf, type JudgedBy, type Takes } from './judging.ts'
import type { AnyCall } from './messageCall.ts'

export interface Draft {
  readonly campaign: Campaign
  readonly store: MessageStore
  readonly script: Omit<SavedScript, 'lines'> & {
    readonly lines: readonly ScriptLine[]
    readonly isProposal: boolean
  }
  readonly recordings: readonly DraftRecording[]
  readonly takes: Takes
  readonly by: JudgedBy
}

export async function draftOf({ database, store, params }: AnyCall): Promise<Draft> {
  const campaign = await store.campaign(params.campaign as CampaignId)
  const messages = postgresMessageStore(database)
  const [recordings, saved, legalFile, trunk, shipped, now] = await Promise.all([
    messages.drafts(campaign.id),
    messages.script(campaign.id),
    postgresLaunchStore(database).legalFile(campaign.id),
    trunkOf(store, campaign.trunk),
    shippedSounds(),
    nowOf({ database }, campaign),
  ])
  const takes: Partial<Record<DraftRecording['track'], Take>> = {}
  for (const { track, segments } of recordings) {
    const samples = decodePcm16(await messages.draftSound(campaign.id, track))
    takes[track] = {
      sound: { rateHz: TELEPHONE_RATE, samples },
      segments: segments as readonly DraftSegment[],
    }
  }
  const { menu, controller, election } = campaign
  const proposal = usualScript({
    ...{ controller, election, sponsor: legalFile.sponsor?.name, noticeUrl: legalFile.noticeUrl },
    ...{ listenKey: menu.listen, objectionKey: menu.objection },
  })
  const script = {
    lines: (saved?.lines ?? proposal) as readonly ScriptLine[],
    voiceOrigin: saved?.voiceOrigin ?? 'recorded',
    isProposal: saved === null,
  }
  const by = { campaign, trunk, legalFile, voiceOrigin: script.voiceOrigin, shipped, now }
  return { campaign, store: messages, script, recordings, takes, by }
}

/** Everything that stands in the way of a version, or is worth a look; by track. */
export function problemsIn({
  recordings,
  takes,
  by,
}: Draft): ReadonlyMap<string, readonly TakeProblem[]> {
  return new Map(
    recordings.map(({ track, source, analysis }) => {
      const { clippedRuns } = source as TakeSource
      const own = problemsOf(track, takes[track] as Take, {
        ...{ analysis: analysis as SoundAnalysis, clippedRuns },
      })
      const clocked = track === 'objectionConfirmed' ? [] : clockProblems(takes, by, track)
      return [track, [...clocked, ...own]]
    }),
  )
}

export const isBlocked = (problems: ReadonlyMap<string, readonly TakeProblem[]>): boolean =>
  [...problems.values()].some((each) => each.some(({ level }) => level === 'blocks'))

export function shownDraft(draft: Draft, problems = problemsIn(draft)) {
  const { campaign, script, takes, by } = draft
  const made = isBlocked(problems) ? null : recordedOf(takes, by.shipped)
  const hash = made && hashOf(made.recorded, sha256)
  const { message } = campaign
  const isSame = message?.hash === hash && message?.voiceOrigin === script.voiceOrigin
  return {
    practice: campaign.practiceStart !== null,
    editable: campaign.state === 'draft' || campaign.state === 'ready',
    script: { ...script, lines: [...script.lines] },
    recordings: draft.recordings.map((recording) => shownRecording(recording, problems)),
    clocks: clocksAt(by.now),
    gates: [...(gatesOf(takes, by) ?? [])],
    shipped: takes.call ? shippedIn(takes) : [],
    makes: hash === null ? null : { hash, version: isSame ? (message?.version ?? null) : null },
  }
}

function shownRecording(
  recording: DraftRecording,
  problems: ReadonlyMap<string, readonly TakeProblem[]>,
) {
  const { track, revision, undoable, what, madeBy, madeAt, segments } = recording
  const analysis = recording.analysis as SoundAnalysis
  return {
    ...{ track, revision, undoable, what, madeBy, madeAt: new Date(madeAt).toISOString() },
    ...analysis,
    peaks: [...analysis.peaks],
    pauses: [...analysis.pauses],
    source: recording.source as TakeSource,
    segments: segments as DraftSegment[],
    problems: (problems.get(track) ?? []).map((problem) => ({
      ...problem,
      repairs: [...problem.repairs],
    })),
  }
}

function shippedIn({ call, objectionConfirmed }: Takes): ShippedName[] {
  const { closing, lacksInvitation } = partsOf(call as Take)
  return [
    ...(lacksInvitation ? (['invitation'] as const) : []),
    ...(closing ? [] : (['goodbye'] as const)),
    ...(objectionConfirmed ? [] : (['objectionConfirmed'] as const)),
  ]
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Versions of the message: made of the draft, told with their words, heard as one sound. */
import { wavOfALaw } from '../../../audio/wavFile.ts'
import { Failure } from '../../../base/failure.ts'

import { type EpochMs, type Ms, ms } from '../../../base/units.ts'
import { voicemailTalkMs } from '../../../campaign/answeringMachines.ts'
import { type Reviewer, refusesReviewer } from '../../../campaign/approval.ts'
import type { Campaign } from '../../../campaign/campaign.ts'
import { maxTalkRangeMs } from '../../../campaign/readiness.ts'
import {
  longestPassMs,
  nextVersion,
  type Recording,
  spokenVersions,
  type VoiceMessage,
} from '../../../campaign/voiceMessage.ts'
import { recordedOf } from '../../../intake/take/recordedOf.ts'
import type { ApprovalLink, Review, VersionRecord } from '../../../store/messageStore.ts'
import type { Store } from '../../../store/store.ts'
import { isoOf } from '../times.ts'
import { type Draft, isBlocked, problemsIn, sha256 } from './draftState.ts'
import type { heardNames } from './messageShapes.ts'

type HeardName = (typeof heardNames)[number]

/** Time for a slow person beyond one listening. */
const talkMargin: Ms = ms(10_000)

export async function makeVersion(
  draft: Draft,
  {
    store,
    author,
    now,
  }: { readonly store: Store; readonly author: Reviewer; readonly now: EpochMs },
): Promise<VoiceMessage> {
  const { campaign, takes, by } = draft
  if (campaign.state !== 'draft' && campaign.state !== 'ready') {
    throw new Failure(
      'wrongState',
      'This campaign was launched: it keeps its recording. Copy it to record another.',
      {
        fr:
          'Cette campagne a été lancée : elle garde son enregistrement. Copiez-la pour en ' +
          'enregistrer un autre.',
        measured: campaign.state,
        limit: 'draft, ready',
      },
    )
  }
  const problems = problemsIn(draft)
  const made = isBlocked(problems) ? null : recordedOf(takes, by.shipped)
  if (!made) throw blockedBy(problems)
  const recorded = { ...made.recorded, voiceOrigin: by.voiceOrigin }
  const message = nextVersion(campaign.message, recorded, sha256)
  if (message === campaign.message) return message
  await store.addVoiceMessage(campaign.id, message, made.clips, now, author)
  await draft.store.fitCampaign(campaign.id, {
    ...machinesAfter(campaign, message),
    maxTalkMs: talkOf(campaign, message),
  })
  if (campaign.state === 'ready') {
    await store.moveCampaign(campaign.id, 'ready', 'draft', 'the recording changed', now)
  }
  return message
}

/** A first voicemail is recorded to be left; without one there is nothing to leave. */
function machinesAfter(
  { answeringMachines, message: before }: Campaign,
  { voicemail }: VoiceMessage,
): Pick<Campaign, 'answeringMachines'> {
  if (voicemail === undefined) {
    return answeringMachines === 'leaveVoicemail' ? { answeringMachines: 'ignore' } : {}
  }
  return before?.voicemail === undefined ? { answeringMachines: 'leaveVoicemail' } : {}
}

/** Whoever waits, listens, listens again as often as may be, and hears the goodbye. */
function talkOf({ menu }: Campaign, message: VoiceMessage): Ms {
  const again = menu.replaysMax * message.parts.content.durationMs
  const needed = longestPassMs(message, menu.gateTimeoutMs) + again + talkMargin
  const leaving = message.voicemail ? voicemailTalkMs(message.voicemail.durationMs) : 0
  return ms(Math.min(maxTalkRangeMs.max, Math.max(needed, leaving)))
}

function blockedBy(problems: ReturnType<typeof problemsIn>): Failure {
  const first = [...problems.values()].flat().find(({ level }) => level === 'blocks')
  if (!first)
    return new Failure('wrongState', 'Nothing is recorded yet: record it, or drop a file.', {
      fr: 'Rien n’est encore enregistré : enregistrez-vous, ou déposez un fichier.',
    })
  const { say, measured, limit } = first
  return new Failure('wrongState', say.en, { fr: say.fr, measured, limit })
}

export function shownVersion(
  { message, addedAt, author, reviews }: VersionRecord,
  { campaign, asker }: { readonly campaign: Campaign; readonly asker: Reviewer | null },
) {
  const { version, hash, voiceOrigin, approval } = message
  const isNewest = campaign.message?.version === version
  const practice = campaign.practiceStart !== null
  return {
    ...{ version, hash, voiceOrigin, isNewest },
    addedAt: isoOf(addedAt),
    author: author?.name ?? null,
    approval: approval && { by: approval.by, at: isoOf(approval.at) },
    heard: heardIn(message),
    reviews: reviews.map(shownReview),
    // Where real phones ring, an approval is the key at the end of a call.
    mayApprove: isNewest && practice && asker !== null && mayReview(author, asker, practice),
  }
}

const mayReview = (author: Reviewer | null, asker: Reviewer, practice: boolean): boolean =>
  refusesReviewer(author, asker, practice) === null

export const shownReview = (review: Review) => ({ ...review, at: isoOf(review.at) })

export function heardIn(message: VoiceMessage) {
  const spoken = spokenVersions(message)
  const { gate, content, closing, objectionConfirmed } = message.parts
  const live = ms(gate.durationMs + content.durationMs + closing.durationMs)
  const one = (name: HeardName, durationMs: Ms, transcript: Recording['segments'] = []) => ({
    ...{ name, durationMs, transcript: [...transcript] },
  })
  return [
    one('live', live, spoken.live),
    ...(message.voicemail
      ? [one('voicemail', message.voicemail.durationMs, spoken.voicemail)]
      : []),
    one('objectionConfirmed', objectionConfirmed.durationMs, objectionConfirmed.segments),
  ]
}

/** As a sound that browsers play. */
export async function wavOf(
  store: Store,
  message: VoiceMessage,
  name: HeardName,
): Promise<Uint8Array> {
  const sounds = await Promise.all(
    recordingsOf(message, name).map(async ({ clip }) => (await store.clip(clip)).pcma),
  )
  return wavOfALaw(Buffer.concat(sounds))
}

export function recordingsOf(message: VoiceMessage, name: HeardName): readonly Recording[] {
  const { parts, voicemail } = message
  if (name === 'live') return [parts.gate, parts.content, parts.closing]
  if (name !== 'voicemail') return [parts[name]]
  if (voicemail) return [voicemail]
  throw new Failure('notFound', 'This version leaves nothing on a voicemail.', {
    fr: 'Cette version ne laisse rien sur un répondeur.',
  })
}

export function shownLink(
  { askedBy, askedAt, expiresAt, review, hash }: ApprovalLink,
  { campaign, now }: { readonly campaign: Campaign; readonly now: EpochMs },
) {
  return {
    ...{ askedBy, askedAt: isoOf(askedAt), expiresAt: isoOf(expiresAt) },
    state: linkState({ hash, review, expiresAt }, campaign, now),
    review: review && shownReview(review),
  }
}

export function linkState(
  { review, expiresAt, hash }: Pick<ApprovalLink, 'review' | 'expiresAt' | 'hash'>,
  campaign: Campaign,
  now: EpochMs,
): 'open' | 'answered' | 'expired' | 'replaced' {
  if (review) return 'answered'
  if (now >= expiresAt) return 'expired'
  return campaign.message?.hash === hash ? 'open' : 'replaced'
}

/** The recording as a team works on it: record, listen, mark, mend, undo. */
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { encodePcm16 } from '../../../audio/pcm16.ts'
import { TELEPHONE_RATE } from '../../../audio/sound.ts'
import { wavOfPcm16 } from '../../../audio/wavFile.ts'
import { Failure } from '../../../base/failure.ts'
import type { CampaignId } from '../../../base/ids.ts'
import type { Recording, VoiceMessage } from '../../../campaign/voiceMessage.ts'
import { clipOf } from '../../../intake/recording.ts'
import { segmentsMax } from '../../../intake/recordingMarks.ts'
import { UPLOAD_BYTES_AT_MOST } from '../../../intake/take/decodeTake.ts'
import { sampleTake, shippedNames, shippedSounds } from '../../../intake/take/shippedSounds.ts'
import type { DraftSegment, Take, TrackName } from '../../../intake/take/take.ts'
import { repaired } from '../../../intake/take/takeEdits.ts'
import { takeOf } from '../../../intake/take/takeOfMessage.ts'
import { placedSegments } from '../../../intake/take/takeSegments.ts'
import type { DraftRecording } from '../../../store/messageStore.ts'
import { postgresMessageStore, versionOf } from '../../../store/postgres/messageReviews.ts'
import type { Store } from '../../../store/store.ts'
import { sendWav } from '../../audio.ts'
import { type AnyRoute, route } from '../route.ts'
import { type Draft, draftOf, shownDraft } from './draftState.ts'
import { campaignPath, tellChanged, whoIn } from './messageCall.ts'
import {
  draftSegments,
  messageDraft,
  repairShape,
  scriptLines,
  track,
  voiceOrigin,
} from './messageShapes.ts'
import { bytesOf, recordingTypes, stepFrom, stepOf } from './uploads.ts'

const tag = 'Message'
const base = '/organisations/:organisation/campaigns/:campaign/message'
const trackPath = campaignPath.extend({ track })
const revision = z.number().int().min(1).describe('Of the recording as you saw it.')

const getDraft = route({
  ...{ name: 'getMessageDraft', method: 'GET', path: base, tag },
  summary: 'The message as the team works on it: recordings, problems with their repairs, the law.',
  access: 'campaign.read',
  params: campaignPath,
  reply: messageDraft,
  handle: async (call) => shownDraft(await draftOf(call)),
})

const saveScript = route({
  ...{ name: 'saveMessageScript', method: 'PUT', path: `${base}/script`, tag },
  summary: 'Keeps the words to be read aloud, and where the voice comes from.',
  access: 'message.write',
  params: campaignPath,
  body: z.object({ lines: scriptLines, voiceOrigin }),
  reply: messageDraft,
  async handle(call) {
    const { campaign, store } = await draftOf(call)
    await store.saveScript(campaign.id, call.body, whoIn(call), call.now)
    tellChanged(call, campaign.id)
    return shownDraft(await draftOf(call))
  },
})

const upload = route({
  ...{ name: 'uploadRecording', method: 'POST', path: `${base}/recordings/:track`, tag },
  summary:
    'A recording (WAV or MP3) as the body: made as loud as all others, its segments proposed.',
  access: 'message.write',
  params: trackPath,
  query: z.object({
    name: z.string().trim().min(1).max(120).default('The recording').describe('For sentences.'),
    asItIs: z.stringbool().default(false).describe('true: loudness and silence are left.'),
    segment: z.coerce
      .number()
      .int()
      .min(0)
      .max(segmentsMax)
      .optional()
      .describe('Only this segment (from 0) is recorded anew.'),
  }),
  takes: { types: recordingTypes, bytesMax: UPLOAD_BYTES_AT_MOST },
  reply: messageDraft,
  status: 201,
  async handle(call) {
    const { track: name } = call.params
    const draft = await draftOf(call)
    refuseLaunched(draft)
    const bytes = await bytesOf(call.request.body as Readable)
    const step = await stepOf(draft, {
      ...call.query,
      bytes,
      track: name,
      segment: call.query.segment,
    })
    const about = { seen: null, who: whoIn(call), now: call.now }
    await draft.store.addStep(draft.campaign.id, name, step, about)
    tellChanged(call, draft.campaign.id)
    return shownDraft(await draftOf(call))
  },
})

/** Of a sound that came from no file of the team. */
const noSource = {
  ...{ codec: 'A-law', inputRateHz: TELEPHONE_RATE, channels: 1, clippedRuns: 0, gainDb: 0 },
  ...{ inputDurationMs: 0, leadingSilenceCutMs: 0, trailingSilenceCutMs: 0 },
}

const takeSample = route({
  ...{ name: 'takeSampleRecording', method: 'POST', path: `${base}/recordings/:track/sample`, tag },
  summary: 'The shipped message of an invented candidate, in a synthetic voice, to try with.',
  access: 'message.write',
  params: campaignPath.extend({ track: z.enum(['call', 'voicemail']) }),
  reply: messageDraft,
  async handle(call) {
    const { track: name } = call.params
    const draft = await draftOf(call)
    refuseLaunched(draft)
    const take = await sampleTake(name)
    const step = stepFrom(take, { what: 'sample', source: noSource })
    const about = { seen: null, who: whoIn(call), now: call.now }
    const lines = take.segments.map(({ role, text }) => ({ role, text }))
    await draft.store.addStep(draft.campaign.id, name, step, about)
    if (name === 'call') {
      const script = { lines, voiceOrigin: 'synthetic' as const }
      await draft.store.saveScript(draft.campaign.id, script, whoIn(call), call.now)
    }
    tellChanged(call, draft.campaign.id)
    return shownDraft(await draftOf(call))
  },
})

const reopenVersion = route({
  ...{ name: 'reopenMessageVersion', method: 'POST', path: `${base}/versions/:version/draft`, tag },
  summary: 'Takes a version up again: its recordings are what is worked on.',
  access: 'message.write',
  params: campaignPath.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  reply: messageDraft,
  async handle(call) {
    const draft = await draftOf(call)
    refuseLaunched(draft)
    const { message } = await versionOf(draft.store, draft.campaign.id, call.params.version)
    const about = { seen: null, who: whoIn(call), now: call.now }
    for (const [name, take] of await takesOf(call.store, message)) {
      const step = stepFrom(take, { what: `version ${message.version}`, source: noSource })
      await draft.store.addStep(draft.campaign.id, name, step, about)
    }
    const lines = draft.script.lines.filter(({ text }) => text.trim() !== '')
    const script = { lines, voiceOrigin: message.voiceOrigin }
    await draft.store.saveScript(draft.campaign.id, script, whoIn(call), call.now)
    tellChanged(call, draft.campaign.id)
    return shownDraft(await draftOf(call))
  },
})

async function takesOf(
  store: Store,
  { parts, voicemail }: VoiceMessage,
): Promise<readonly (readonly [TrackName, Take])[]> {
  const heard = async ({ clip, segments }: Recording, isGate: boolean) => ({
    ...{ clip: await store.clip(clip), segments, isGate },
  })
  const call = [await heard(parts.gate, true)]
  for (const part of [parts.content, parts.closing]) call.push(await heard(part, false))
  const { objectionConfirmed } = parts
  const shipped = clipOf((await shippedSounds()).objectionConfirmed.sound).id
  const isOwn = objectionConfirmed.clip !== shipped && objectionConfirmed.segments !== undefined
  return [
    ['call', takeOf(call)],
    ...(isOwn
      ? [['objectionConfirmed', takeOf([await heard(objectionConfirmed, false)])] as const]
      : []),
    ...(voicemail ? [['voicemail', takeOf([await heard(voicemail, false)])] as const] : []),
  ]
}

const setSegments = route({
  ...{ name: 'setSegments', method: 'PUT', path: `${base}/recordings/:track/segments`, tag },
  summary:
    'What is said when. A limit near a pause is put into it: the times are those of the sound.',
  access: 'message.write',
  params: trackPath,
  body: z.object({ revision, segments: draftSegments }),
  reply: messageDraft,
  async handle(call) {
    const { track: name } = call.params
    const draft = await draftOf(call)
    const { take } = workedOn(draft, name)
    const segments = placedSegments({ ...take, segments: call.body.segments as DraftSegment[] })
    await draft.store.setSegments(draft.campaign.id, name, segments, call.body.revision)
    tellChanged(call, draft.campaign.id)
    return shownDraft(await draftOf(call))
  },
})

const applyRepair = route({
  ...{ name: 'repairRecording', method: 'POST', path: `${base}/recordings/:track/repairs`, tag },
  summary: 'Mends the recording; its segments follow, and it can be undone.',
  access: 'message.write',
  params: trackPath,
  body: z.object({ revision, repair: repairShape }),
  reply: messageDraft,
  async handle(call) {
    const { track: name } = call.params
    const draft = await draftOf(call)
    const { take, recording } = workedOn(draft, name)
    const repair = call.body.repair as Parameters<typeof repaired>[1]
    const step = stepFrom(repaired(take, repair), { what: repair.is, source: recording.source })
    const about = { seen: call.body.revision, who: whoIn(call), now: call.now }
    await draft.store.addStep(draft.campaign.id, name, step, about)
    tellChanged(call, draft.campaign.id)
    return shownDraft(await draftOf(call))
  },
})

const undo = route({
  ...{ name: 'undoRecording', method: 'POST', path: `${base}/recordings/:track/undo`, tag },
  summary: 'Takes back the last recording or repair.',
  access: 'message.write',
  params: trackPath,
  body: z.object({ revision }),
  reply: messageDraft,
  async handle(call) {
    const draft = await draftOf(call)
    await draft.store.undoStep(draft.campaign.id, call.params.track, call.body.revision)
    tellChanged(call, draft.campaign.id)
    return shownDraft(await draftOf(call))
  },
})

const removeRecording = route({
  ...{ name: 'removeRecording', method: 'DELETE', path: `${base}/recordings/:track`, tag },
  summary: 'Forgets what is worked on; versions that were made of it stay.',
  access: 'message.write',
  params: trackPath,
  reply: messageDraft,
  async handle(call) {
    const draft = await draftOf(call)
    refuseLaunched(draft)
    await draft.store.removeDraft(draft.campaign.id, call.params.track)
    tellChanged(call, draft.campaign.id)
    return shownDraft(await draftOf(call))
  },
})

const draftAudio = route({
  ...{ name: 'hearRecording', method: 'GET', path: `${base}/recordings/:track/audio`, tag },
  summary: 'The recording as it is worked on, and as it would be heard on a telephone.',
  access: 'campaign.read',
  params: trackPath,
  query: z.object({
    revision: z.coerce.number().int().optional().describe('Tells players apart.'),
  }),
  streams: 'audio/wav',
  async handle(call) {
    const { store, database, params, request, reply } = call
    const campaign = await store.campaign(params.campaign as CampaignId)
    const sound = await postgresMessageStore(database).draftSound(campaign.id, params.track)
    sendWav(request, reply, wavOfPcm16(sound))
    return undefined
  },
})

const shippedAudio = route({
  ...{ name: 'hearShippedSound', method: 'GET', path: `${base}/shipped/:name/audio`, tag },
  summary: 'A sound that Portevoix adds where the team has none.',
  access: 'campaign.read',
  params: campaignPath.extend({ name: z.enum(shippedNames) }),
  streams: 'audio/wav',
  async handle({ params, request, reply }) {
    const { sound } = (await shippedSounds())[params.name]
    sendWav(request, reply, wavOfPcm16(encodePcm16(sound.samples)))
    return undefined
  },
})

function workedOn(
  draft: Draft,
  name: TrackName,
): { readonly take: Take; readonly recording: DraftRecording } {
  refuseLaunched(draft)
  const take = draft.takes[name]
  const recording = draft.recordings.find((each) => each.track === name)
  if (take && recording) return { take, recording }
  throw new Failure('notFound', 'Nothing is recorded here yet: record it, or drop a file.', {
    fr: 'Rien n’est encore enregistré ici : enregistrez-vous, ou déposez un fichier.',
  })
}

function refuseLaunched({ campaign: { state } }: Draft): void {
  if (state === 'draft' || state === 'ready') return
  throw new Failure('wrongState', 'This campaign was launched: it keeps its recording.', {
    fr: 'Cette campagne a été lancée : elle garde son enregistrement.',
    ...{ measured: state, limit: 'draft, ready' },
  })
}

export const messageDraftRoutes: readonly AnyRoute[] = [
  ...[getDraft, saveScript, upload, takeSample, setSegments, applyRepair, undo],
  ...[removeRecording, draftAudio, shippedAudio, reopenVersion],
]

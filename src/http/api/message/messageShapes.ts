/** Shapes of the voice message: what is worked on, what was made, who answered for it. */
import { z } from 'zod'
import { reviewAnswers } from '../../../campaign/approval.ts'
import { segmentsMax, segmentTextMax } from '../../../intake/recordingMarks.ts'
import { shippedNames } from '../../../intake/take/shippedSounds.ts'
import { draftRoles, LONGEST_TAKE, trackNames } from '../../../intake/take/take.ts'
import { instant } from '../times.ts'

export const said = z
  .object({ fr: z.string(), en: z.string() })
  .meta({ id: 'Said' })
  .describe('A sentence in both languages.')

const milliseconds = z.number().int().min(0)
const instantInTake = z.number().int().min(0).max(LONGEST_TAKE)

export const track = z.enum(trackNames).describe('Which recording.')
export const voiceOrigin = z.enum(['recorded', 'synthetic', 'cloned'])
const draftRole = z.enum(draftRoles)
const segmentText = z.string().max(segmentTextMax)

export const draftSegment = z
  .object({
    role: draftRole,
    text: segmentText.describe('What is said, word for word; empty: nobody has written it yet.'),
    startsAtMs: instantInTake,
    endsAtMs: instantInTake,
  })
  .meta({ id: 'DraftSegment' })

export const draftSegments = z.array(draftSegment).max(segmentsMax)

export const scriptLines = z
  .array(z.object({ role: draftRole, text: segmentText }))
  .max(segmentsMax)
  .describe('What is to be read aloud, in order.')

export const repairShape = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('cutEnds') }),
    z.object({ is: z.literal('setLoudness') }),
    z.object({ is: z.literal('cutPause'), fromMs: instantInTake, toMs: instantInTake }),
    z.object({ is: z.literal('cutPausesBefore'), beforeMs: instantInTake }),
    z.object({
      is: z.literal('moveSegment'),
      from: z.number().int().min(0).max(segmentsMax).describe('Its place, from 0.'),
      before: z.number().int().min(0).max(segmentsMax).describe('Of the segment it then precedes.'),
    }),
    z.object({ is: z.literal('snapSegments') }),
  ])
  .meta({ id: 'MessageRepair' })

const problem = z
  .object({
    id: z.string(),
    level: z.enum(['blocks', 'warns']).describe('blocks: no version can be made of it.'),
    say: said,
    measured: z.string(),
    limit: z.string().describe('What would pass.'),
    segment: z.number().int().optional().describe('The place of the segment it is about, from 0.'),
    repairs: z.array(z.object({ repair: repairShape, say: said })),
  })
  .meta({ id: 'MessageProblem' })

export const gateAnswer = z
  .object({
    rule: z.string(),
    title: said,
    article: z.string(),
    is: z.enum(['passed', 'refused', 'unknown', 'warned']),
    measured: z.string(),
    limit: z.string(),
    reason: said.optional(),
  })
  .meta({ id: 'MessageGate' })

const stretch = z.object({ fromMs: milliseconds, toMs: milliseconds })

export const draftRecording = z
  .object({
    track,
    revision: z.number().int().describe('Send it with every change: who saw an older one is told.'),
    undoable: z.number().int().describe('How many changes of its sound can be undone.'),
    what: z.string().describe('What was done last.'),
    madeBy: z.string(),
    madeAt: instant,
    durationMs: milliseconds,
    peaks: z
      .array(z.number().int().min(0).max(100))
      .describe('Always as many, over its whole length.'),
    loudnessLufs: z.number().nullable(),
    peakDbfs: z.number().nullable(),
    leadingSilenceMs: milliseconds,
    trailingSilenceMs: milliseconds,
    pauses: z.array(stretch).describe('Between words, of 300 ms and more.'),
    source: z.object({
      codec: z.string(),
      inputRateHz: z.number(),
      channels: z.number().int(),
      inputDurationMs: milliseconds,
      clippedRuns: z.number().int().describe('How often the microphone was overdriven.'),
      gainDb: z.number().describe('By how much it was made louder when it came.'),
      leadingSilenceCutMs: milliseconds,
      trailingSilenceCutMs: milliseconds,
    }),
    segments: draftSegments,
    problems: z.array(problem),
  })
  .meta({ id: 'DraftRecording' })

export const messageDraft = z
  .object({
    practice: z.boolean().describe('No real phone rings: the author may approve alone.'),
    editable: z.boolean().describe('false: the campaign was launched, and keeps its recording.'),
    script: z.object({
      lines: scriptLines,
      voiceOrigin,
      isProposal: z.boolean().describe('Nobody has saved one yet.'),
    }),
    recordings: z.array(draftRecording),
    clocks: z.object({ identityWithinMs: milliseconds, objectionWithinMs: milliseconds }),
    gates: z
      .array(gateAnswer)
      .describe('What the law says of the draft as it is; empty: there is nothing to judge yet.'),
    shipped: z
      .array(z.enum(shippedNames))
      .describe('Sounds that Portevoix adds, as the team has none.'),
    makes: z
      .object({
        hash: z.string(),
        version: z
          .number()
          .int()
          .nullable()
          .describe('The version that is the same; null: a new one.'),
      })
      .nullable()
      .describe('What a version made now would be; null: something blocks it.'),
  })
  .meta({ id: 'MessageDraft' })

export const heardNames = [
  'live',
  'voicemail',
  'gate',
  'content',
  'closing',
  'objectionConfirmed',
] as const
export const heardName = z
  .enum(heardNames)
  .describe('live: gate, content and goodbye, as who listens to the end hears them.')

export const transcript = z.array(
  z.object({
    role: z.enum(['identity', 'objection', 'source', 'content', 'closing']),
    text: z.string(),
    startsAtMs: milliseconds,
    endsAtMs: milliseconds,
  }),
)
export const heard = z
  .object({ name: heardName, durationMs: milliseconds, transcript })
  .meta({ id: 'HeardVersion' })

export const review = z
  .object({
    answer: z.enum(reviewAnswers),
    reason: z.string().nullable(),
    by: z.string(),
    number: z.string().nullable().describe('Masked; of an approval by telephone.'),
    how: z.enum(['app', 'link', 'phone']),
    at: instant,
  })
  .meta({ id: 'MessageReview' })

export const messageVersion = z
  .object({
    version: z.number().int(),
    hash: z.string(),
    isNewest: z.boolean().describe('Only the newest version is called with.'),
    voiceOrigin,
    addedAt: instant,
    author: z.string().nullable().describe('null: the command line.'),
    approval: z.object({ by: z.string(), at: instant }).nullable(),
    heard: z.array(heard),
    reviews: z.array(review),
    mayApprove: z.boolean().describe('Whether whoever asks may approve this version themselves.'),
  })
  .meta({ id: 'MessageVersion' })

export const approvalLinkShape = z
  .object({
    askedBy: z.string(),
    askedAt: instant,
    expiresAt: instant,
    state: z.enum(['open', 'expired', 'answered', 'replaced']),
    review: review.nullable(),
  })
  .meta({ id: 'ApprovalLink' })

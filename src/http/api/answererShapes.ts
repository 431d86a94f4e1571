/** Who answered a campaign's calls, as the API tells it. */
import { z } from 'zod'
import { amdVerdictNames } from '../../base/amd.ts'
import { farSignsMax } from '../../call/farSigns.ts'
import { outcomes } from '../../call/outcome.ts'
import { answererLabels } from '../../report/answerers.ts'
import { drawnMax, openPerVerdictMax } from '../../store/postgres/answererSample.ts'
import { said } from './campaignShapes.ts'
import { instant } from './times.ts'

const verdict = z.enum(amdVerdictNames)
export const answererLabel = z
  .enum(answererLabels)
  .describe('What a person says it was; cannotTell: what is known of the call does not tell.')

const rate = z.object({ rate: z.number(), low: z.number(), high: z.number() }).nullable().meta({
  id: 'MeasuredRate',
  description: 'A share, and between what it lies 95 times of 100. null: nothing was judged yet.',
})

export const answererFigures = z
  .object({
    verdicts: z
      .array(z.object({ verdict, calls: z.int(), labelled: z.int() }))
      .describe('Every verdict once: how often it was given, how many of those a person judged.'),
    measured: z
      .object({
        calls: z.int(),
        labelled: z.int(),
        cannotTell: z.int(),
        unmeasured: z.int().describe('Calls whose verdict nobody has judged one of.'),
        accuracy: rate,
        humansCalledMachine: rate.describe('Of the people who answered.'),
        machinesCalledHuman: rate.describe('Of the machines that answered.'),
      })
      .describe(
        'From the calls people judged, each verdict weighing as many calls as it was given to.',
      ),
    sample: z.object({
      drawn: z.int().describe(`At most ${drawnMax} of one campaign.`),
      labelled: z.int(),
      drawnAt: instant.nullable(),
      more: z.boolean().describe('There are calls that could still be drawn.'),
    }),
    recording: z
      .object({ allowed: z.boolean(), article: z.string(), why: said })
      .describe('Whether the law lets the sound of who answers be kept; where not, figures only.'),
  })
  .meta({ id: 'AnswererFigures' })

const ms = z.number().describe('Milliseconds from the answer on.')

export const answererCall = z
  .object({
    attempt: z.uuid(),
    placedAt: instant.nullable(),
    outcome: z.enum(Object.keys(outcomes) as [keyof typeof outcomes]),
    ringMs: z.number().nullable(),
    talkMs: z.number().nullable(),
    heardMs: z.number().nullable(),
    firstAudioMs: ms.nullable().describe('When our own message began, from the answer on.'),
    keys: z.string(),
    voiceTrack: z
      .string()
      .describe(
        'Who made a sound until the verdict: a letter and its frames of 20 ms. q quiet, v a voice, t a tone; capitals while we speak.',
      ),
    signs: z
      .array(
        z.object({
          is: z.enum(['beep', 'quiet', 'speaks']),
          fromMs: ms,
          toMs: ms.optional().describe('Of a beep.'),
          hz: z.number().optional().describe('Of a beep.'),
        }),
      )
      .max(farSignsMax)
      .describe('What the far end did, as far as it was listened to.'),
    features: z.record(z.string(), z.number()).describe('What the ear measured, by name.'),
  })
  .meta({ id: 'AnswererCall', description: 'A call to be judged: its verdict is not told before.' })

export const answererSample = z
  .object({ calls: z.array(answererCall), waiting: z.int().describe('Drawn, and not judged yet.') })
  .meta({ id: 'AnswererSample' })

export const answererHeard = z
  .object({
    verdict,
    atMs: z.number().describe('From the answer to the verdict.'),
    confidence: z.number(),
    treatedAs: z.enum(answererLabels).describe('Unsure is treated as human.'),
  })
  .meta({ id: 'AnswererHeard', description: 'What the ear had said of the call just judged.' })

export const drawnShape = z.object({
  drawn: z.int().describe(`So that ${openPerVerdictMax} of each verdict wait; 0: they do already.`),
})

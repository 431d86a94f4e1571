/** What a check says: what blocks or warns, and who may be called now, later, never. */
import { z } from 'zod'
import { findingShape, said } from './campaignShapes.ts'
import { instant } from './times.ts'

export const rehearsalShape = z
  .object({
    chosen: z.int().describe('People of the audience = fiction + standIns + leftOut.'),
    fiction: z.int().describe('Their own number is one of fiction.'),
    standIns: z.int().describe('Real numbers for which a number of fiction rings.'),
    leftOut: z.int().describe('Beyond the 60,000 numbers of fiction there are: not rehearsed.'),
    objections: z.int().describe('Key 9 pressed in the rehearsal: nobody’s objection.'),
  })
  .meta({ id: 'Rehearsal' })

const kinds = {
  now: z.int(),
  later: z.int(),
  never: z.int(),
  unknown: z.int().describe('Refused because a fact is not known.'),
}

export const checkShape = z
  .object({
    madeAt: instant,
    judgedAt: instant.describe('On the clock of the campaign.'),
    lawVersion: z.string(),
    rulesRead: z.int(),
    launchable: z.boolean(),
    messageHash: z.string().nullable(),
    findings: z.array(findingShape),
    rehearsal: rehearsalShape.nullable(),
    people: z
      .object({
        people: z.int().describe('now + later + never + unknown.'),
        ...kinds,
        reasons: z
          .array(
            z.object({
              rule: z.string(),
              title: said,
              article: z.string().nullable(),
              people: z.int(),
            }),
          )
          .describe('People under their first reason: the sum of later, never and unknown.'),
        territories: z.array(z.object({ territory: z.string(), ...kinds })),
        laterFrom: z.array(z.object({ at: instant, people: z.int() })),
        missing: z.array(z.object({ fact: z.string(), people: z.int() })),
      })
      .nullable()
      .describe('null: without a trunk nobody can be judged.'),
  })
  .meta({ id: 'Check' })

export const changeShape = z
  .object({ at: instant, who: z.string(), what: z.string(), why: z.string() })
  .meta({ id: 'CampaignChange' })

/** The shapes of a report: sums that close, and the lists behind their terms. */
import { z } from 'zod'
import { outcomes } from '../../call/outcome.ts'
import { ringBackOutcomeNames } from '../../call/ringBackOutcome.ts'
import { drawnOutcomes } from '../../report/drawings.ts'
import { peopleGroups } from '../../store/postgres/reportLists.ts'
import { campaignStates, said } from './campaignShapes.ts'
import { pageOf } from './cursor.ts'
import { instant } from './times.ts'

const outcome = z.enum(Object.keys(outcomes) as [keyof typeof outcomes])
const counts = z.partialRecord(outcome, z.int())

export const ringBacksShape = z
  .object({
    calls: z.int().describe('Answered.'),
    heard: z.int().describe('Of these, who heard the message, wholly or in part.'),
    objections: z.int().describe('Counted among the objections of the campaign too.'),
    refusedBusy: z.int().describe('Heard the engaged tone: all lines for callers were taken.'),
  })
  .describe('Who rang back the number shown.')
  .meta({ id: 'RingBacks' })

export const listedRingBackShape = z
  .object({
    id: z.int(),
    at: instant,
    outcome: z.enum(ringBackOutcomeNames).nullable().describe('null: it goes on.'),
    says: z
      .enum(['message', 'rights', 'general', 'nothing'])
      .describe('What was played: the message, only who called, or what names nobody.'),
    because: z.string().nullable().describe('The rule that kept the message from being played.'),
    heardMs: z.number().nullable(),
    keys: z.string().describe('Of the menu, never of a number.'),
    contact: z.int().nullable().describe('null: nobody we hold.'),
  })
  .meta({ id: 'RingBack' })
export const ringBackPageShape = pageOf(listedRingBackShape)

export const reportShape = z
  .object({
    campaign: z.object({
      ...{ id: z.string(), name: z.string(), state: z.enum(campaignStates) },
      why: said.describe('Why it is in this state, as the last move said.'),
      deadline: instant,
      practice: z.boolean(),
    }),
    people: z
      .object({
        ...{ targets: z.int(), reached: z.int(), notReached: z.int() },
        ...{ refused: z.int(), notCalled: z.int() },
      })
      .describe('targets = reached + notReached + refused + notCalled.'),
    notCalledBecause: z
      .object({
        waiting: z.int().describe('Their turn did not come.'),
        reachedOnOtherNumber: z.int(),
        callUnderWay: z.int(),
        notPlaced: z.int().describe('Prepared, and no call left.'),
      })
      .describe('The parts of people.notCalled.'),
    refusedBy: z
      .array(z.object({ rule: z.string(), people: z.int(), reason: said }))
      .describe('The parts of people.refused: each person once, under the reason that decided.'),
    lastOutcomes: counts.describe(
      'People by how their last call ended: reached + notReached + notPlaced.',
    ),
    attempts: z.object({ total: z.int(), byOutcome: counts }),
    heardToEnd: z.object({
      people: z.int(),
      ofReached: z.number().nullable(),
      ofTargets: z.number().nullable(),
    }),
    objections: z.int(),
    complaints: z.int(),
    ringBacks: ringBacksShape,
    money: z.object({
      costMicroEuro: z.int(),
      billedMs: z.int(),
      budgetMicroEuro: z.int().nullable(),
      perListenerMicroEuro: z.int().nullable().describe('For each person who heard it to the end.'),
      priceKnown: z.boolean(),
    }),
    heardAtLeast: z.array(z.int()),
    areas: z.array(
      z.object({
        area: z.string(),
        targets: z.int(),
        called: z.int(),
        attempts: z.int(),
        heardToEnd: z.int(),
        objections: z.int(),
      }),
    ),
  })
  .meta({ id: 'Report' })

export const listedAttemptShape = z
  .object({
    attempt: z.string(),
    contact: z.int().nullable().describe('null: the person was erased.'),
    number: z.string().describe('Masked.'),
    attemptNumber: z.int(),
    outcome,
    placedAt: instant.nullable(),
    talkMs: z.number().nullable(),
    heardMs: z.number().nullable(),
    voicemailMs: z.number().nullable().describe('Of the voicemail that was left; null: none.'),
    keys: z.string(),
  })
  .meta({ id: 'ReportAttempt' })

export const listedPersonShape = z
  .object({
    target: z.string(),
    contact: z.int().nullable(),
    number: z.string().describe('Masked.'),
    area: z.string(),
    attempts: z.int(),
    outcome: outcome.nullable(),
    dueAt: instant.nullable().describe('The next instant at which they may be called.'),
    refusals: z.array(z.object({ rule: z.string(), reason: said.nullable() })),
  })
  .meta({ id: 'ReportPerson' })

export const attemptsPage = pageOf(listedAttemptShape)
export const peoplePage = pageOf(listedPersonShape)

export const drawnGroup = z.enum(drawnOutcomes)
export const peopleGroup = z.enum(peopleGroups)
export const oneOutcome = outcome

export const exportFormats = ['csv', 'xlsx', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

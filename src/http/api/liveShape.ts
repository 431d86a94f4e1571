/** The shape of a live snapshot (engine/liveSnapshot.ts); `live` events carry the same fields. */
import { z } from 'zod'
import { outcomes } from '../../call/outcome.ts'
import { campaignStates, said } from './campaignShapes.ts'
import { ringBacksShape } from './reportShapes.ts'
import { instant } from './times.ts'

const share = z.number().nullable().describe('From 0 to 1; null: nothing to take a share of.')

const areaShape = z
  .object({
    area: z.string().describe('Département or territory; empty where nobody knows.'),
    targets: z.int(),
    called: z.int().describe('People there with an ended call.'),
    attempts: z.int(),
    heardToEnd: z.int(),
    objections: z.int(),
    opensAt: instant.nullable().describe('Outside the usual hours there: when they open again.'),
  })
  .meta({ id: 'LiveArea' })

const trunkShape = z
  .object({
    id: z.string(),
    state: z
      .enum(['works', 'ill', 'tried'])
      .describe('`tried`: it was ill, and a few calls see whether it works again.'),
    illness: said.nullable().describe('Why it is ill or tried: half a sentence.'),
    nextTryAt: instant
      .nullable()
      .describe('When it is called again; null: now, or when the carrier says so.'),
    priority: z.int(),
    callsUp: z.int(),
    concurrentCalls: z.int(),
    callsPerSecond: z.object({ limit: z.number(), allowed: z.number() }),
    calls: z
      .object({
        judged: z.int(),
        answered: z.int(),
        faults: z.int().describe('Ended by the carrier’s own fault.'),
        pushedBack: z.int().describe('Turned away for want of capacity.'),
        replies: z.object({ '4xx': z.int(), '5xx': z.int(), '6xx': z.int() }),
      })
      .describe('Its last calls, as many as its profile judges.'),
    postDialMs: z
      .object({ p50: z.number(), p95: z.number() })
      .nullable()
      .describe('From the INVITE to the first word of the network.'),
  })
  .meta({ id: 'LiveTrunk' })

export const liveShape = z
  .object({
    campaign: z.string(),
    name: z.string(),
    state: z.enum(campaignStates),
    practice: z.boolean(),
    at: instant.describe('When this was true.'),
    clock: instant.describe(
      'What the clock of the campaign said: the practice clock, or the real one.',
    ),
    runsHere: z.boolean().describe('false: another process calls for it, or none does.'),
    reason: z.string().describe('Why nothing is being called now, or `calling`: a closed list.'),
    sentence: said,
    nextAt: instant.nullable().describe('The next instant at which something changes by itself.'),
    deadline: instant,
    callsUp: z.int(),
    concurrentCalls: z.int().describe('Lines of its trunks.'),
    callsPerSecond: z.object({
      last1s: z.number(),
      last10s: z.number(),
      limit: z.number().describe('Of its trunks.'),
      allowed: z.number().describe('What the dialler allows itself now.'),
    }),
    targets: z.int(),
    remaining: z.int(),
    refused: z.int(),
    attempts: z.int(),
    outcomes: z
      .partialRecord(z.enum(Object.keys(outcomes) as [keyof typeof outcomes]), z.int())
      .describe('Ended calls by outcome.'),
    objections: z.int(),
    objectionShare: share,
    complaints: z.int(),
    ringBacks: ringBacksShape,
    money: z.object({
      spentMicroEuro: z.int(),
      billedMs: z.int(),
      budgetMicroEuro: z.int().nullable(),
      budget: z.enum(['none', 'within', 'warned', 'reached']),
      priceKnown: z.boolean(),
    }),
    firstAudioMs: z.object({ p50: z.number(), p99: z.number() }).nullable(),
    trunk: z.object({
      id: z.string(),
      answeredShare: share,
      refusedShare: share,
      heldUntil: instant.nullable().describe('The carrier asked us to wait until then.'),
    }),
    trunks: z
      .array(trunkShape)
      .describe('Each trunk that may carry its calls, while this server calls for it.'),
    expectedEnd: instant.nullable(),
    notCalledInTime: z
      .int()
      .nullable()
      .describe('People who will not be called before the deadline at this pace.'),
    areas: z.array(areaShape).optional(),
    heardAtLeast: z
      .array(z.int())
      .optional()
      .describe('Calls in which this second of the content was heard, from second 0 on.'),
    history: z
      .array(z.object({ at: instant, callsPerSecond: z.number(), callsUp: z.int() }))
      .optional()
      .describe('The last ten minutes, a point every five seconds.'),
  })
  .meta({ id: 'LiveSnapshot' })

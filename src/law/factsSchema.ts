/**
 * The facts of one call as a person writes them in JSON (`portevoix law decide`), and as its schema
 * tells an outsider. The border of the law: behind it every instant, number and slot is well formed.
 */
import { z } from 'zod'
import { type E164, type EpochMs, epochMs, ms } from '../base/units.ts'
import { territoryCodes } from '../contacts/numberPlan.ts'
import { isFiction } from '../contacts/phoneNumber.ts'
import { parseDay } from './civilDate.ts'
import type { CallFacts } from './facts.ts'
import { lastInstant, parseInstant } from './instantText.ts'
import { readNumber } from './numberText.ts'
import { parseTimeOfDay } from './slotWindows.ts'

/** Longest lists a question may carry; a person's whole history is a fraction of them. */
const listMax = 10_000
const slotsMax = 200
const textMax = 500
/** Bounds of the campaign's own settings are tighter (campaign/readiness.ts). */
const durationMaxMs = 86_400_000
const defaultRingTimeoutMs = 25_000
const defaultMaxTalkMs = 120_000

const text = z.string().trim().min(1).max(textMax)

const instant = z
  .union([z.int().min(0).max(lastInstant), z.string().meta({ format: 'date-time' })], {
    error: instantHelp(),
  })
  .transform((written, context): EpochMs => {
    const parsed = parseInstant(written)
    if (parsed === undefined) context.addIssue(instantHelp())
    return parsed ?? epochMs(0)
  })

const number = z.string().transform((written, context): E164 => {
  const parsed = readNumber(written)
  if (parsed === undefined) {
    context.addIssue(
      'this is no telephone number; write it in a French notation, in E.164, or as a short number',
    )
  }
  return parsed ?? ('+0' as E164)
})

const duration = z.int().min(0).max(durationMaxMs)
const calendarDate = z
  .string()
  .refine((written) => parseDay(written) !== undefined, 'write a day of the calendar as YYYY-MM-DD')
  .meta({ format: 'date' })
const insee = z
  .string()
  .toUpperCase()
  .regex(/^(?:\d{5}|2[AB]\d{3})$/, 'an INSEE code has five characters, such as 75056 or 2A004')
const inseePrefix = z
  .string()
  .toUpperCase()
  .regex(
    /^(?:\d{1,5}|2[AB]\d{0,3})$/,
    'an INSEE prefix has one to five characters, such as 972 or 75056',
  )
const channel = z.enum(['automate', 'volunteer'])
const clock = z
  .string()
  .refine(
    (written) => parseTimeOfDay(written) !== undefined,
    'write a time of day as 18:30 (or 24:00)',
  )

const slot = z
  .strictObject({
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .meta({
        description:
          'Days of the week: 1 Monday … 7 Sunday. A slot across midnight belongs to the day ' +
          'it begins.',
        examples: [[2, 4]],
      }),
    from: clock.meta({ description: 'First minute in, callee’s local time.', examples: ['18:00'] }),
    to: clock.meta({
      description:
        'First minute out. At or before `from`: the slot crosses midnight. `24:00` is the ' +
        'end of the day.',
      examples: ['20:00'],
    }),
    expressOutsideHours: z
      .boolean()
      .exactOptional()
      .meta({
        description:
          'The person asked in so many words, provably, to be called in this slot even ' +
          'outside the usual hours.',
        examples: [true],
      }),
    includesHolidays: z
      .boolean()
      .exactOptional()
      .meta({
        description:
          'The person named public holidays too (counts for a slot with expressOutsideHours).',
        examples: [false],
      }),
  })
  .refine(({ from, to }) => from !== to && from !== '24:00', {
    error:
      'a slot needs two different times and cannot begin at 24:00; a whole day is 00:00 to 24:00',
  })

const consent = z.strictObject({
  kind: z.enum(['given', 'withdrawn']).meta({ examples: ['given'] }),
  controller: text.meta({
    description: 'On whose behalf the calls are made, exactly as the wording says.',
    examples: ['Camille Exemple'],
  }),
  channel: channel.meta({ examples: ['automate'] }),
  at: instant.meta({
    description: 'When it was given or withdrawn.',
    examples: ['2026-03-12T10:41:00+01:00'],
  }),
  slots: z
    .array(slot)
    .max(slotsMax)
    .exactOptional()
    .meta({
      description: 'The slots consented to; none named refuses an automated call.',
      examples: [[{ days: [2], from: '18:00', to: '20:00' }]],
    }),
  wordingVersion: text.exactOptional().meta({ examples: ['2026-02'] }),
  wordingExpiredAt: instant.exactOptional().meta({
    description: 'First instant at which consent under this wording is no longer good.',
    examples: ['2027-05-03T00:00:00+02:00'],
  }),
})

const suppression = z.strictObject({
  scope: z.enum(['organisation', 'controller', 'platform']).meta({ examples: ['controller'] }),
  controller: text.exactOptional().meta({
    description: 'For scope controller: which one; none named reaches all of them.',
    examples: ['Camille Exemple'],
  }),
  at: instant.meta({
    description: 'When the person objected.',
    examples: ['2026-03-12T10:41:00+01:00'],
  }),
  reason: text.meta({ description: 'How the person objected.', examples: ['key 9'] }),
})

const attempt = z.strictObject({
  at: instant.meta({
    description: 'When the phone was called.',
    examples: ['2026-11-20T18:05:00+01:00'],
  }),
  number: number.meta({
    description: 'Which number of this person.',
    examples: ['01 99 00 12 34'],
  }),
  thisCampaign: z.boolean().meta({ description: 'Was it in this campaign?', examples: [true] }),
})

const round = z.strictObject({
  pollDate: calendarDate.meta({
    description: 'Polling day where the vote is not on the Saturday.',
    examples: ['2027-04-18'],
  }),
  saturday: z
    .strictObject({
      pollDate: calendarDate.meta({ examples: ['2027-04-17'] }),
      territories: z
        .array(z.enum([...territoryCodes, 'ABROAD_AMERICAS']))
        .max(territoryCodes.length + 1)
        .meta({ examples: [['GP', 'MQ', 'GF', 'BL', 'MF', 'PM', 'PF']] }),
    })
    .exactOptional()
    .meta({
      description: 'Territories that vote on another day in this election (the Saturday before).',
    }),
})

/** Also read from the file of `campaign create --election-file`. */
export const electionSchema = z.strictObject({
  name: text.default('election').meta({ examples: ['présidentielle 2027'] }),
  kind: z
    .enum([
      'presidential',
      'legislative',
      'municipal',
      'departmental',
      'regional',
      'european',
      'other',
    ])
    .default('other')
    .meta({ examples: ['presidential'] }),
  rounds: z.array(round).min(1).max(10).meta({ description: 'Rounds in order of time.' }),
  inseePrefixes: z
    .array(inseePrefix)
    .min(1)
    .max(listMax)
    .exactOptional()
    .meta({
      description: 'Where the vote takes place, by beginnings of INSEE codes; absent: everywhere.',
      examples: [['97209']],
    }),
  status: z
    .enum(['announced', 'decreed'])
    .default('announced')
    .meta({ examples: ['announced'] }),
})

const callee = z.strictObject({
  number: number.meta({
    description:
      'The number to call: any French notation, E.164, or a service number such as 15 or 3008.',
    examples: ['06 39 98 12 34'],
  }),
  insee: insee.exactOptional().meta({
    description: 'INSEE code (never the postcode) of the commune where the person lives.',
    examples: ['75056'],
  }),
  territory: z
    .enum(territoryCodes)
    .exactOptional()
    .meta({
      description: 'Territory when the commune is not known: FR is the metropole.',
      examples: ['GP'],
    }),
})

const trunk = z.strictObject({
  kind: z
    .enum(['practice', 'real'])
    .exactOptional()
    .meta({
      description:
        'practice rings numbers of fiction only, real every other. Default: the one that may ' +
        'ring this number.',
      examples: ['practice'],
    }),
  callerIds: z
    .array(z.string().max(textMax))
    .max(listMax)
    .exactOptional()
    .meta({
      description: 'Numbers the operator lets us show. Default: the callerId itself.',
      examples: [['+33163001234']],
    }),
})

export const callFactsSchema = z
  .strictObject({
    now: instant.meta({
      description: 'The instant judged: ISO 8601 with its offset, or milliseconds since 1970.',
      examples: ['2026-11-24T18:05:00+01:00'],
    }),
    channel: channel.default('automate').meta({
      description:
        'automate: recorded message, predictive or progressive dialling. volunteer: one call ' +
        'on one human command.',
      examples: ['automate'],
    }),
    controller: text.meta({
      description: 'On whose behalf we call.',
      examples: ['Camille Exemple'],
    }),
    purpose: z
      .enum(['electoral', 'other'])
      .default('electoral')
      .meta({ examples: ['electoral'] }),
    election: electionSchema
      .nullable()
      .exactOptional()
      .meta({
        description:
          'The election this campaign is about; null: none concerns it; absent: unknown, which ' +
          'refuses.',
      }),
    callee,
    consents: z
      .array(consent)
      .max(listMax)
      .exactOptional()
      .meta({
        description:
          'The whole consent ledger of this person; [] when there is none; absent: unknown, ' +
          'which refuses.',
      }),
    suppressions: z
      .array(suppression)
      .max(listMax)
      .exactOptional()
      .meta({
        description:
          'Every suppression entry of this number; [] when there is none; absent: unknown, ' +
          'which refuses.',
      }),
    attempts: z
      .array(attempt)
      .max(listMax)
      .exactOptional()
      .meta({
        description:
          'Earlier attempts at this person on all their numbers, by this controller; [] when ' +
          'there is none; absent: unknown, which refuses.',
      }),
    callerId: z
      .string()
      .max(textMax)
      .exactOptional()
      .meta({
        description: 'The number shown; absent or empty: unknown, which refuses.',
        examples: ['+33163001234'],
      }),
    trunk: trunk.exactOptional(),
    ringTimeoutMs: duration
      .default(defaultRingTimeoutMs)
      .meta({ description: 'How long it may ring.', examples: [25_000] }),
    maxTalkMs: duration
      .default(defaultMaxTalkMs)
      .meta({ description: 'How long the whole talk may last.', examples: [90_000] }),
    maxAttempts: z
      .int()
      .min(0)
      .max(1000)
      .exactOptional()
      .meta({
        description: 'Cap of the campaign; law takes the minimum of this and its own.',
        examples: [2],
      }),
  })
  .transform((written): CallFacts => {
    const { trunk: line = {}, callerId, ringTimeoutMs, maxTalkMs, ...facts } = written
    const kind = line.kind ?? (isFiction(facts.callee.number) ? 'practice' : 'real')
    const callerIds = line.callerIds ?? (callerId ? [callerId] : [])
    return {
      ...facts,
      ...(callerId ? { callerId } : {}),
      trunk: { kind, callerIds },
      ringTimeoutMs: ms(ringTimeoutMs),
      maxTalkMs: ms(maxTalkMs),
    }
  })

function instantHelp(): string {
  return (
    'write an instant in ISO 8601 with its offset (…T18:05:00+01:00), or as milliseconds since ' +
    '1970, up to the year 2200'
  )
}

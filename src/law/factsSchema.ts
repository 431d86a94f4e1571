/**
 * The facts of one call as a person writes them in JSON (`portevoix law decide`), and as its schema
 * tells an outsider. The border of the law: behind it every instant, number and slot is well formed.
 */
import { z } from 'zod'
import { ms } from '../base/units.ts'
import { isFiction } from '../contacts/phoneNumber.ts'
import { sourceKinds } from '../contacts/source.ts'
import { isAbroad, zoneNamed } from './abroad.ts'
import { countries } from './country.ts'
import { electionSchema } from './electionSchema.ts'
import {
  calendarDay,
  channel,
  clock,
  duration,
  insee,
  instant,
  listMax,
  number,
  text,
  textMax,
  weeklyHours,
} from './factFields.ts'
import type { CallFacts } from './facts.ts'
import { votingTerritories } from './territory.ts'

const slotsMax = 200
const defaultRingTimeoutMs = 25_000
const defaultMaxTalkMs = 120_000
/** More than any campaign account may hold; above it a number of cents is a slip of the unit. */
const centsMax = 1e11

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
    .enum(votingTerritories)
    .exactOptional()
    .meta({
      description:
        'Territory when the commune is not known: FR is the metropole. Who lives abroad: ' +
        'ABROAD_AMERICAS where the vote of the American continent is, ABROAD elsewhere.',
      examples: ['GP'],
    }),
  zone: z
    .string()
    .max(textMax)
    .refine((written) => zoneNamed(written) !== undefined, {
      error: 'write a zone of the IANA data base, such as America/New_York',
    })
    .exactOptional()
    .meta({
      description:
        'For who lives abroad, and under the law of another country: the IANA zone of the clock ' +
        'there; unknown refuses.',
      examples: ['America/New_York'],
    }),
  line: z
    .enum(['mobile', 'fixed', 'voip'])
    .exactOptional()
    .meta({
      description: 'Under the law of another country, whose numbers do not tell.',
      examples: ['mobile'],
    }),
})

const cents = z.number().min(0).max(centsMax)
const budget = z.strictObject({
  spentCents: cents.meta({
    description: 'Spent so far, calls in progress included.',
    examples: [59_999],
  }),
  capCents: cents.meta({ description: 'The cap of the campaign.', examples: [60_000] }),
  ceilingCents: cents.exactOptional().meta({
    description: 'The ceiling of election spending (L. 52-11): the lower of both caps counts.',
    examples: [1_685_100_000],
  }),
  nextCallCents: cents.exactOptional().meta({
    description: 'What this call may cost at most; absent: something, however little.',
    examples: [4],
  }),
})

const source = z.strictObject({
  kind: z.enum(sourceKinds).meta({ examples: ['directory'] }),
  holderObjected: z
    .boolean()
    .exactOptional()
    .meta({
      description: 'For a directory: the entry is marked as opposed to prospecting.',
      examples: [false],
    }),
})

const bloctel = z.strictObject({
  listed: z.boolean().meta({ examples: [false] }),
  checkedAt: instant.meta({
    description: 'When the file was last checked against the list.',
    examples: ['2026-07-28T09:00:00+02:00'],
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
    country: z
      .enum(countries)
      .exactOptional()
      .meta({
        description:
          'Whose law judges the call: fr (default), uk, us or ca. Numbers of the three others are ' +
          'written in E.164.',
        examples: ['fr'],
      }),
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
    standIn: number.exactOptional().meta({
      description:
        'A rehearsal: the practice carrier rings this number of fiction instead of the callee’s.',
      examples: ['06 39 98 00 01'],
    }),
    startsAt: instant.exactOptional().meta({
      description: 'The campaign calls nobody before this instant.',
      examples: ['2026-11-24T10:00:00+01:00'],
    }),
    hours: z
      .array(weeklyHours)
      .max(slotsMax)
      .exactOptional()
      .meta({
        description: 'Hours of the week the campaign chose, within those of the law.',
        examples: [[{ days: [2, 4], from: '10:00', to: '13:00' }]],
      }),
    lawOf: calendarDay.exactOptional().meta({
      description:
        'Judge under the law of this day instead of that of `now`: its rules and their parameters. ' +
        'Clocks, polling days and earlier attempts stay those of the call.',
      examples: ['2017-04-18'],
    }),
    killed: z
      .boolean()
      .exactOptional()
      .meta({ description: 'The kill switch of the message is on.', examples: [false] }),
    budget: budget.exactOptional().meta({ description: 'Absent: no cap was set.' }),
    source: source.exactOptional().meta({ description: 'The file or form this number came from.' }),
    bloctel: bloctel
      .exactOptional()
      .meta({ description: 'For purpose other, before 11 August 2026: the list of opposition.' }),
    runningContract: z
      .boolean()
      .exactOptional()
      .meta({
        description: 'For purpose other: the call is about a contract of this person in progress.',
        examples: [true],
      }),
  })
  .refine(
    ({ country = 'fr', callee: { zone, territory = '' } }) => {
      return country !== 'fr' || zone === undefined || isAbroad(territory)
    },
    {
      path: ['callee', 'zone'],
      error: 'a zone is for who lives abroad: say territory ABROAD or ABROAD_AMERICAS with it',
    },
  )
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

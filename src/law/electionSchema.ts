/** An election as a person writes it in JSON: in the facts of a call, or in `--election-file`. */
import { z } from 'zod'
import { calendarDate, inseePrefix, listMax, text } from './factFields.ts'
import { votingTerritories } from './territory.ts'

const territoryNames = z
  .array(z.enum(votingTerritories))
  .min(1)
  .max(votingTerritories.length)
  .exactOptional()
  .meta({
    description:
      'Where the vote takes place, by territory: FR is the metropole; ABROAD and ABROAD_AMERICAS ' +
      'are the polling stations abroad, the second those of the American continent.',
    examples: [['PF']],
  })
const inseePrefixes = z
  .array(inseePrefix)
  .min(1)
  .max(listMax)
  .exactOptional()
  .meta({
    description: 'Where the vote takes place, by beginnings of INSEE codes.',
    examples: [['97209']],
  })
/** By-elections of one day in as many places: each place is looked up among them. */
const scopesMax = 200

const scope = z
  .strictObject({
    inseePrefixes,
    territories: territoryNames,
    pollDate: calendarDate.meta({ examples: ['2027-06-05'] }),
  })
  .refine((written) => written.inseePrefixes || written.territories, {
    error: 'say where this day holds: inseePrefixes, territories or both',
  })

const round = z.strictObject({
  pollDate: calendarDate.meta({
    description: 'Polling day where neither `scopes` nor `saturday` says another.',
    examples: ['2027-04-18'],
  }),
  saturday: z
    .strictObject({
      pollDate: calendarDate.meta({ examples: ['2027-04-17'] }),
      territories: z
        .array(z.enum(votingTerritories))
        .max(votingTerritories.length)
        .meta({ examples: [['GP', 'MQ', 'GF', 'BL', 'MF', 'PM', 'PF', 'ABROAD_AMERICAS']] }),
    })
    .exactOptional()
    .meta({
      description: 'Territories that vote on another day in this election (the Saturday before).',
    }),
  scopes: z
    .array(scope)
    .max(scopesMax)
    .exactOptional()
    .meta({
      description:
        'Who votes in this round on a day of their own: abroad, Polynésie, by-elections. Comes ' +
        'before `saturday`.',
    }),
})

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
  inseePrefixes,
  territories: territoryNames,
  nationalFreeze: z
    .boolean()
    .exactOptional()
    .meta({
      description:
        'Beside the local silences keep one for the whole country: from 00:00 in Paris two days ' +
        'before the general polling day (a Friday) to 20:00 in Paris on it.',
      examples: [true],
    }),
  status: z
    .enum(['announced', 'decreed'])
    .default('announced')
    .meta({ examples: ['announced'] }),
})

/** The papers of a campaign, declared one by one by a named person; and the elections it may be about. */
import { z } from 'zod'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import { type EpochMs, epochMs } from '../../base/units.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { pollDatesOf } from '../../campaign/election.ts'
import { type Declaration, legalParts } from '../../campaign/legalFile.ts'
import { electionSchema } from '../../law/electionSchema.ts'
import { knownElections, undatedElections } from '../../law/fr/elections.ts'
import { readNumber } from '../../law/numberText.ts'
import { postgresLaunchStore } from '../../store/postgres/launch.ts'
import { nameOf } from './callerName.ts'
import { ofCampaign, ofOrganisation } from './campaignShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { sentDocument } from './sentDocument.ts'
import { instant, isoOf } from './times.ts'

const tag = 'Campaigns'
const papers = '/organisations/:organisation/campaigns/:campaign/papers'

const words = z.string().trim().min(1).max(300)
const document = {
  reference: words.optional().describe('Where the paper is: a file name or a reference.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits')
    .optional(),
  upload: z
    .uuid()
    .optional()
    .describe('The paper itself, that has arrived: its name and hash are kept, the file is not.'),
}
const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'write a country as two letters, such as FR')
  .transform((letters) => letters.toUpperCase())
const number = z.string().transform((text, context): string => {
  const read = readNumber(text)
  if (read === undefined) context.addIssue('this is no telephone number: write 01 63 00 12 34')
  return read ?? ''
})
const webAddress = z.string().transform((text, context): string => {
  const address = URL.parse(text.trim())
  const isWeb = address !== null && ['http:', 'https:'].includes(address.protocol)
  if (isWeb && address.hostname.includes('.')) return address.href
  context.addIssue('write a whole address, such as https://example.org/avis')
  return ''
})
const part = <Name extends (typeof legalParts)[number]>(name: Name) => z.literal(name)

const paperBody = z.discriminatedUnion('part', [
  z.object({ part: part('financialAgent'), name: words }),
  z.object({ part: part('payer'), name: words }),
  z.object({
    part: part('sponsor'),
    name: words,
    kind: z.enum(['candidate', 'party', 'person', 'company', 'publicBody']),
    establishedIn: country,
    controlledBy: words.optional(),
    controllerEstablishedIn: country.optional(),
    funding: z.string().trim().min(1).max(2000).describe('Where the money comes from.'),
    ...document,
  }),
  z.object({ part: part('processorContract'), ...document }),
  z.object({ part: part('impactAssessment'), ...document }),
  z.object({ part: part('numberMandate'), ...document }).describe('For the number shown now.'),
  z.object({ part: part('reattestation') }).describe('For the recording as it is now.'),
  z.object({ part: part('voiceCloning'), ...document }),
  z.object({ part: part('callbackNumber'), number }),
  z.object({ part: part('spokenNumbers'), numbers: z.array(number).max(20) }),
  z.object({
    part: part('rebate'),
    percent: z.number().min(0).max(100),
    publicRule: words.optional(),
  }),
  z.object({ part: part('noticeUrl'), url: webAddress }),
  z.object({ part: part('dataProtectionContact'), contact: words }),
])
type Paper = z.output<typeof paperBody>

const declared = z
  .object({
    part: z.enum(legalParts),
    by: z.string().nullable(),
    at: instant.nullable(),
    value: z.unknown().describe('As it was declared.'),
  })
  .meta({ id: 'Paper' })
const legalFile = z.object({ items: z.array(declared) })

const read = route({
  ...{ name: 'listPapers', method: 'GET', path: papers, tag, access: 'campaign.read' },
  summary: 'What the campaign has declared on paper: the newest of each part.',
  params: ofCampaign,
  reply: legalFile,
  async handle({ database, store, params }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    return paperList(await postgresLaunchStore(database).legalFile(id))
  },
})

const declare = route({
  ...{ name: 'declarePaper', method: 'POST', path: papers, tag, access: 'campaign.write' },
  summary: 'Declares one part, by whoever asks; the newest counts, nothing is overwritten.',
  params: ofCampaign,
  body: paperBody,
  reply: legalFile,
  async handle(call) {
    const { database, store, params, body, now, services, organisation } = call
    const campaign = await store.campaign(params.campaign as CampaignId)
    const launch = postgresLaunchStore(database)
    const by = nameOf(call)
    const { paper, upload } = withoutUpload(body)
    const sent = upload === undefined ? {} : await sentDocument(services.uploads, database, upload)
    const value = paperOf({ ...paper, ...sent }, campaign, { by, at: now })
    await launch.declare(campaign.id, body.part, value, by, now)
    services.events.publish(organisation, {
      kind: 'changed',
      what: 'papers',
      campaign: campaign.id,
    })
    return paperList(await launch.legalFile(campaign.id))
  },
})

const takeBack = route({
  ...{ name: 'takeBackPaper', method: 'DELETE', path: `${papers}/:part`, tag },
  access: 'campaign.write',
  summary: 'Takes back what was declared of a part; the log keeps both.',
  params: ofCampaign.extend({ part: z.enum(legalParts) }),
  reply: legalFile,
  async handle(call) {
    const { database, store, params, now } = call
    const { id } = await store.campaign(params.campaign as CampaignId)
    const launch = postgresLaunchStore(database)
    await launch.declare(id, params.part, null, nameOf(call), now)
    return paperList(await launch.legalFile(id))
  },
})

function withoutUpload(body: Paper): { readonly paper: Paper; readonly upload?: string } {
  if (!('upload' in body) || body.upload === undefined) return { paper: body }
  const { upload, ...paper } = body
  return { paper: paper as Paper, upload }
}

function paperList(file: object): z.input<typeof legalFile> {
  const items = Object.entries(file).map(([name, value]) => {
    const { by = null, at = null } = isDeclared(value) ? value : {}
    return {
      part: name as (typeof legalParts)[number],
      ...{ by, at: at === null ? null : isoOf(epochMs(at)), value },
    }
  })
  return { items }
}

const isDeclared = (value: unknown): value is { readonly by?: string; readonly at?: number } =>
  typeof value === 'object' && value !== null && 'by' in value

function paperOf(
  paper: Paper,
  campaign: Campaign,
  author: { readonly by: string; readonly at: EpochMs },
): Declaration['value'] {
  const { part: name, ...rest } = paper
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  switch (paper.part) {
    case 'callbackNumber':
      return paper.number as Declaration['value']
    case 'spokenNumbers':
      return paper.numbers as Declaration['value']
    case 'noticeUrl':
      return paper.url as Declaration['value']
    case 'dataProtectionContact':
      return paper.contact as Declaration['value']
    case 'numberMandate':
      return { ...author, ...given, number: campaign.callerId } as Declaration['value']
    case 'reattestation':
      return { ...author, messageHash: hashOf(campaign) } as Declaration['value']
    default:
      return { ...author, ...given } as Declaration<typeof name>['value']
  }
}

function hashOf({ message }: Campaign): string {
  if (message) return message.hash
  throw new Failure('wrongState', 'There is no recording to attest yet: add one first.', {
    fr: 'Il n’y a pas encore d’enregistrement à attester : ajoutez-en un d’abord.',
  })
}

const knownShape = z
  .object({
    key: z.string(),
    election: electionSchema,
    firstPollDate: z.string(),
    lastPollDate: z.string(),
    past: z.boolean(),
    source: z.string().describe('Where its dates were read.'),
  })
  .meta({ id: 'KnownElection' })

const elections = route({
  ...{ name: 'listElections', method: 'GET', path: '/organisations/:organisation/elections', tag },
  access: 'campaign.read',
  summary: 'Elections a campaign may be about, with their dates and whether these are decreed.',
  params: ofOrganisation,
  reply: z.object({
    items: z.array(knownShape),
    undated: z
      .array(z.object({ name: z.string(), when: z.string() }))
      .describe('To come; no campaign can name them as long as their days are not known.'),
  }),
  async handle({ now }) {
    const today = isoOf(now).slice(0, 10)
    const items = knownElections.map(({ key, election, source }) => {
      const dates = election.rounds.flatMap(pollDatesOf).sort()
      const [firstPollDate = ''] = dates
      const lastPollDate = dates.at(-1) ?? ''
      return {
        ...{ key, firstPollDate, lastPollDate, past: lastPollDate < today, source },
        election: election as z.input<typeof electionSchema>,
      }
    })
    return { items, undated: [...undatedElections] }
  },
})

export const paperRoutes: readonly AnyRoute[] = [elections, read, declare, takeBack]

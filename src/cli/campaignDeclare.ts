/** `campaign declare`: what a campaign declares on paper, each entry with who and when, files by hash. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { EpochMs } from '../base/units.ts'
import type { Campaign } from '../campaign/campaign.ts'
import {
  type Declaration,
  type Declared,
  type LegalFile,
  type LegalPart,
  legalParts,
} from '../campaign/legalFile.ts'
import { findCampaign } from '../engine/campaigns.ts'
import { readNumber } from '../law/numberText.ts'
import { postgresLaunchStore } from '../store/postgres/launch.ts'
import type { Invocation } from './command.ts'
import { withSession } from './session.ts'

export interface DeclareOptions {
  readonly by: string
  readonly financialAgent?: string
  readonly payer?: string
  readonly sponsor?: string
  readonly processorContract?: string
  readonly impactAssessment?: string
  readonly numberMandate?: string
  readonly reattest?: boolean
  readonly voiceCloningConsent?: string
  readonly callback?: string
  readonly spokenNumber?: readonly string[]
  readonly noticeUrl?: string
  readonly dataProtectionContact?: string
  readonly rebate?: string
  readonly rebateRule?: string
  readonly takeBack?: readonly string[]
}

export async function declareCommand(
  invocation: Invocation,
  id: string,
  options: DeclareOptions,
): Promise<void> {
  const by = words('--by', options.by)
  await withSession(invocation, async ({ database, store }) => {
    const campaign = await findCampaign(store, id)
    const now = realClock.epoch()
    const declarations = await declarationsOf(options, campaign, { by, at: now })
    if (declarations.length === 0) {
      throw new Failure('usage', 'Nothing is declared: name at least one part, see --help.')
    }
    const launch = postgresLaunchStore(database)
    for (const { part, value } of declarations) {
      await launch.declare(campaign.id, part, value, by, now)
      invocation.output.say(
        `${part}: ${value === null ? 'taken back' : 'declared'} by ${by}${hashNote(value)}.`,
      )
    }
    invocation.output.say(`See: portevoix campaign check ${campaign.id}`)
    const legalFile = await launch.legalFile(campaign.id)
    invocation.output.result({ campaign: campaign.id, legalFile })
  })
}

function hashNote(value: Declaration['value']): string {
  const isPaper = typeof value === 'object' && value !== null && 'sha256' in value
  return isPaper ? ` (SHA-256 ${value.sha256?.slice(0, 12)}…)` : ''
}

interface Author {
  readonly by: string
  readonly at: EpochMs
}

/** Everything that can be wrong in the options is found before anything is written. */
async function declarationsOf(
  options: DeclareOptions,
  campaign: Campaign,
  author: Author,
): Promise<readonly Declaration[]> {
  const paper = (file: string): Promise<Declared> => hashedPaper(file, author)
  const { financialAgent, payer, sponsor, callback, spokenNumber, noticeUrl } = options
  const declared: LegalFile = {
    ...(financialAgent !== undefined && {
      financialAgent: { ...author, name: words('--financial-agent', financialAgent) },
    }),
    ...(payer !== undefined && { payer: { ...author, name: words('--payer', payer) } }),
    ...(sponsor && { sponsor: { ...(await readSponsor(sponsor)), ...(await paper(sponsor)) } }),
    ...(options.processorContract && {
      processorContract: await paper(options.processorContract),
    }),
    ...(options.impactAssessment && { impactAssessment: await paper(options.impactAssessment) }),
    ...(options.numberMandate && {
      numberMandate: { ...(await paper(options.numberMandate)), number: campaign.callerId },
    }),
    ...(options.reattest && { reattestation: { ...author, messageHash: hashOf(campaign) } }),
    ...(options.voiceCloningConsent && { voiceCloning: await paper(options.voiceCloningConsent) }),
    ...(callback !== undefined && { callbackNumber: numberOf('--callback', callback) }),
    ...(spokenNumber && {
      spokenNumbers: spokenNumber.map((each) => numberOf('--spoken-number', each)),
    }),
    ...(noticeUrl !== undefined && { noticeUrl: addressOf('--notice-url', noticeUrl) }),
    ...(options.dataProtectionContact !== undefined && {
      dataProtectionContact: words('--data-protection-contact', options.dataProtectionContact),
    }),
    ...rebateOf(options, author),
  }
  const added = Object.entries(declared).map(([part, value]) => ({
    part: part as LegalPart,
    value,
  }))
  const back = (options.takeBack ?? []).map((part) => ({ part: partOf(part), value: null }))
  return [...back, ...added]
}

function rebateOf({ rebate, rebateRule }: DeclareOptions, author: Author): LegalFile {
  if (rebate === undefined) {
    if (rebateRule === undefined) return {}
    throw new Failure('usage', '--rebate-rule goes with --rebate PERCENT.')
  }
  const percent = Number(rebate)
  if (rebate.trim() === '' || !(percent >= 0 && percent <= 100)) {
    throw new Failure('usage', `--rebate must be from 0 to 100 percent, not "${rebate}".`)
  }
  const publicRule =
    rebateRule === undefined ? {} : { publicRule: words('--rebate-rule', rebateRule) }
  return { rebate: { ...author, percent, ...publicRule } }
}

function hashOf({ message }: Campaign): string {
  if (message) return message.hash
  throw new Failure('wrongState', 'There is no recording to attest yet: add one first.')
}

/** A name or a text as people write them; longer is no name. */
const wordsMax = 300

function words(option: string, text: string): string {
  const said = text.trim()
  if (said !== '' && said.length <= wordsMax) return said
  throw new Failure('usage', `${option} must be a text of 1 to ${wordsMax} characters.`, {
    measured: `${said.length} characters`,
    limit: `1 to ${wordsMax}`,
  })
}

/** Any number that can be written, free and premium ones too: the gates say what is wrong with it. */
function numberOf(option: string, text: string): string {
  const number = readNumber(text)
  if (number) return number
  throw new Failure(
    'usage',
    `${option}: "${text}" is not a telephone number: write 01 63 00 12 34.`,
  )
}

function addressOf(option: string, text: string): string {
  const address = URL.parse(text.trim())
  if (address && ['http:', 'https:'].includes(address.protocol) && address.hostname.includes('.')) {
    return address.href
  }
  throw new Failure(
    'usage',
    `${option}: "${text}" is not an address on the web: write it whole, such as https://example.org/avis.`,
  )
}

function partOf(text: string): LegalPart {
  const part = legalParts.find((known) => known === text)
  if (part) return part
  throw new Failure('usage', `--take-back: "${text}" is not one of: ${legalParts.join(', ')}.`)
}

/** A paper is a file of this size at most; scans are smaller. */
const paperBytesMax = 64 * 1024 * 1024

async function hashedPaper(file: string, author: Author): Promise<Declared> {
  const bytes = await readPaper(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { ...author, reference: path.basename(file), sha256 }
}

async function readPaper(file: string): Promise<Buffer> {
  const name = path.basename(file)
  const cannot = (error: NodeJS.ErrnoException): never => {
    throw new Failure('badInput', `The document ${file} cannot be read (${error.code}).`)
  }
  const about = await stat(file).catch(cannot)
  // A pipe would be waited for, and a folder is no document.
  if (!about.isFile()) throw new Failure('badInput', `${name} is not a file: name the document.`)
  if (about.size === 0) {
    throw new Failure('badInput', `${name} is empty: give the document itself.`)
  }
  if (about.size > paperBytesMax) {
    throw new Failure('badInput', `${name} is too large for a document: export it smaller.`, {
      measured: `${about.size} bytes`,
      limit: `${paperBytesMax} bytes`,
    })
  }
  return readFile(file).catch(cannot)
}

const shortText = z.string().trim().min(1).max(wordsMax)
const country = z
  .string()
  .regex(/^[A-Za-z]{2}$/, 'write a country as two letters, such as FR')
  .transform((letters) => letters.toUpperCase())
const sponsorSchema = z.strictObject({
  name: shortText,
  kind: z.enum(['candidate', 'party', 'person', 'company', 'publicBody']),
  establishedIn: country,
  controlledBy: shortText.optional(),
  controllerEstablishedIn: country.optional(),
  funding: z.string().trim().min(1).max(2000),
})

type Sponsor = Omit<NonNullable<LegalFile['sponsor']>, keyof Declared>

async function readSponsor(file: string): Promise<Sponsor> {
  const text = (await readPaper(file)).toString('utf8')
  let declared: unknown
  try {
    declared = JSON.parse(text)
  } catch {
    throw new Failure('badInput', `${path.basename(file)} is not JSON; see examples/sponsor.json.`)
  }
  const parsed = sponsorSchema.safeParse(declared)
  if (parsed.success) return parsed.data as Sponsor
  const [first] = parsed.error.issues
  const where = first?.path.join('.') || 'the declaration'
  throw new Failure('badInput', `${path.basename(file)}, ${where}: ${first?.message}.`)
}

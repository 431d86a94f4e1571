/**
 * The evidence of one campaign as files (the controller's proof, RGPD art. 5 § 2): in one order, without
 * the hour of the export, so that the same state gives the same bytes.
 */
import { wavOfALaw } from '../audio/wavFile.ts'
import { assert } from '../base/assert.ts'
import type { CampaignId } from '../base/ids.ts'
import { audienceSentences, everybody, type Selection } from '../campaign/audience.ts'
import type { Campaign } from '../campaign/campaign.ts'
import {
  partRoles,
  type Recorded,
  type Recording,
  spokenVersions,
} from '../campaign/voiceMessage.ts'
import { isoDate } from '../law/civilDate.ts'
import type { LaunchVerdict } from '../law/launch.ts'
import type { LegalRule } from '../law/rule.ts'
import { france, rulesOf } from '../law/ruleSets.ts'
import { sayWhenInParis } from '../rights/letterWords.ts'
import { noticeOf } from '../rights/notice.ts'
import { retentionTimes } from '../rights/retention.ts'
import type { Database } from '../store/database.ts'
import {
  type EvidenceFacts,
  evidenceCalls,
  evidenceFacts,
  evidenceLedger,
  evidenceRefused,
  evidenceRingBacks,
} from '../store/postgres/evidence.ts'
import { postgresLaunchStore } from '../store/postgres/launch.ts'
import { verifyLedger } from '../store/postgres/ledgerVerify.ts'
import {
  calledPeriod,
  nameOfOrganisation,
  type StoredVersion,
  voiceMessageVersions,
} from '../store/postgres/notices.ts'
import type { Store } from '../store/store.ts'
import { type CallCounts, callCounts, refusalLine } from './callCounts.ts'
import { json, lines, type PackFile } from './packFile.ts'
import { readmeOf } from './readme.ts'
import { registerOf } from './register.ts'

export interface PackRequest {
  readonly database: Database
  readonly store: Store
  readonly campaign: CampaignId
  /** Every gate's answer, at the instant at which calls first started. */
  readonly launch: LaunchVerdict
}

/** In the order in which they are written; lines are read from the database as they are written. */
export async function* packFiles({
  database,
  store,
  campaign: id,
  launch,
}: PackRequest): AsyncGenerator<PackFile> {
  const campaign = await store.campaign(id)
  const organisation = Number(campaign.organisation)
  const practice = campaign.practiceStart !== null
  const facts = await evidenceFacts(database, id, organisation, practice)
  const versions = await voiceMessageVersions(database, id)
  const legalFile = await postgresLaunchStore(database).legalFile(id)
  const counts = callCounts()
  yield { path: 'README.en.md', content: readmeOf(campaign, 'en') }
  yield { path: 'README.fr.md', content: readmeOf(campaign, 'fr') }
  const { message: _, ...own } = campaign
  yield json('campaign.json', own)
  const name = await nameOfOrganisation(database, organisation)
  const times = retentionTimes(france, campaign.deadline)
  yield json('register.json', registerOf(campaign, legalFile, name, times))
  yield json('sources.json', { sources: facts.sources, wordings: facts.wordings })
  yield* recordings(store, versions, facts)
  yield json('legal-file.json', { now: legalFile, declared: facts.declarations })
  yield json('launch.json', launch)
  yield json('audience.json', audienceOf(facts))
  yield await notices(database, campaign, versions, facts, legalFile)
  yield json('rules.json', { version: france.version, rules: rulesOf(france).map(ruleValue) })
  yield lines('calls.ndjson', () => noted(database, id, counts))
  // From here on the calls have passed.
  yield* lateJson('verdicts.json', () => ({ ruleLists: counts.ruleLists() }))
  yield {
    path: 'counts.csv',
    content: async function* () {
      yield counts.csv()
    },
  }
  yield* lateJson('account.json', () => accountOf(campaign, counts, facts))
  yield lines('refused.ndjson', () => mapped(evidenceRefused(database, id), refusalLine))
  yield json('refusals.json', facts.refusals)
  yield lines('ring-backs.ndjson', () => mapped(evidenceRingBacks(database, id), withoutId))
  yield json('objections.json', objectionsOf(facts))
  yield json('rights.json', rightsOf(facts))
  yield json('events.json', facts.events)
  yield lines('ledger.ndjson', () => mapped(evidenceLedger(database, organisation), withSeq))
  yield json('verification.json', await verification(database, organisation))
}

/** What is known only once the calls have been written. */
function* lateJson(path: string, value: () => unknown): Generator<PackFile> {
  yield {
    path,
    content: async function* () {
      yield `${JSON.stringify(value(), null, 2)}\n`
    },
  }
}

const withoutId = ({ id: _, ...rest }: { readonly id: number }): object => rest

async function* mapped<Row, Value extends object>(
  rows: AsyncIterable<Row>,
  of: (row: Row) => Value,
): AsyncGenerator<Value> {
  for await (const row of rows) yield of(row)
}

const noted = (database: Database, id: CampaignId, counts: CallCounts): AsyncGenerator<object> =>
  mapped(evidenceCalls(database, id), (call) => counts.note(call))

const withSeq = ({ id, ...entry }: { readonly id: number }): object => ({ seq: id, ...entry })

async function* recordings(
  store: Store,
  versions: readonly StoredVersion[],
  { approvals }: EvidenceFacts,
): AsyncGenerator<PackFile> {
  yield json('recordings/versions.json', {
    versions: versions.map(({ message, addedAt, approved }) => ({
      ...message,
      addedAt,
      approved,
      spoken: spokenVersions(message),
    })),
    approvals,
  })
  for (const { message } of versions) {
    yield {
      path: `recordings/version-${message.version}/transcript.txt`,
      content: transcriptOf(message),
    }
    for (const [name, { clip }] of recordingsOf(message)) {
      const { pcma } = await store.clip(clip)
      yield { path: `recordings/version-${message.version}/${name}.wav`, content: wavOfALaw(pcma) }
    }
  }
}

function recordingsOf({
  parts,
  voicemail,
  callback,
}: Recorded): readonly (readonly [string, Recording])[] {
  return [
    ...partRoles.map((role) => [role, parts[role]] as const),
    ...(voicemail ? [['voicemail', voicemail] as const] : []),
    ...(callback ? [['callbackGate', callback.gate] as const] : []),
    ...(callback ? [['callbackContent', callback.content] as const] : []),
  ]
}

/** What is said, with its seconds, in each version a person can hear; nothing where nothing was declared. */
function transcriptOf(message: Recorded): string {
  return Object.entries(spokenVersions(message))
    .flatMap(([version, segments]) => [
      `${version}:`,
      ...segments.map(({ role, text, startsAtMs, endsAtMs }) => {
        const [from, to] = [startsAtMs / 1000, endsAtMs / 1000]
        return `  ${from.toFixed(1)}–${to.toFixed(1)} s  ${role}: ${text}`
      }),
    ])
    .map((line) => `${line}\n`)
    .join('')
}

function audienceOf({ audiences }: EvidenceFacts): object {
  return {
    criteria: audienceSentences(newestSelection(audiences)),
    versions: audiences,
  }
}

const newestSelection = (audiences: EvidenceFacts['audiences']): Selection =>
  (audiences.at(-1)?.selection as Selection | undefined) ?? everybody

async function notices(
  database: Database,
  campaign: Campaign,
  versions: readonly StoredVersion[],
  { audiences }: EvidenceFacts,
  legalFile: Parameters<typeof noticeOf>[0]['legalFile'],
): Promise<PackFile> {
  const published = versions.filter(({ approved }) => approved)
  const about = {
    campaign,
    versions: published.map(({ message, addedAt }) => ({ version: message.version, addedAt })),
    legalFile,
    audience: audienceSentences(newestSelection(audiences)),
    called: await calledPeriod(database, campaign.id),
    amount: null,
    practice: campaign.practiceStart !== null,
  }
  return json(
    'notice.json',
    published.map(({ message, addedAt }) =>
      noticeOf({ ...about, message, addedAt }, sayWhenInParis),
    ),
  )
}

/** Days as dates; the predicates themselves are the program. */
function ruleValue(rule: LegalRule): object {
  const { id, title, level, phase, text, quote, does, inForce, parameters = {} } = rule
  const to = inForce.to === undefined ? {} : { to: isoDate(inForce.to) }
  const dated = Object.entries(parameters).map(([name, values]) => [
    name,
    values.map(({ from, ...rest }) => ({ from: isoDate(from), ...rest })),
  ])
  return {
    ...{ id, title, level, phase, text, quote, does },
    inForce: { from: isoDate(inForce.from), ...to },
    parameters: Object.fromEntries(dated),
  }
}

/**
 * Lines as the account asks for them, as far as a dialler knows them: what was carried, when, for how
 * long. The price is on the operator's invoice.
 */
function accountOf(
  campaign: Campaign,
  counts: CallCounts,
  { declarations }: EvidenceFacts,
): object {
  const { first, last, placed, answered, ringMs, talkMs } = counts.totals()
  const declared = (part: string): unknown =>
    declarations.findLast((declaration) => declaration.part === part)?.value ?? null
  return {
    heading: 'Téléphone et télécommunications',
    object: `Appels enregistrés, campagne « ${campaign.name} » (${campaign.id})`,
    text: 'Code électoral, art. L52-12',
    servedFrom: first,
    servedTo: last,
    callsPlaced: placed,
    callsAnswered: answered,
    ringSeconds: Math.round(ringMs / 1000),
    talkSeconds: Math.round(talkMs / 1000),
    financialAgent: declared('financialAgent'),
    payer: declared('payer'),
    practice: campaign.practiceStart !== null,
    price: null,
  }
}

function objectionsOf({ objections }: EvidenceFacts): object {
  const most = (of: (objection: EvidenceFacts['objections'][number]) => number): number =>
    objections.reduce((max, objection) => Math.max(max, of(objection)), 0)
  return {
    text: 'RGPD, art. 21',
    objections: objections.length,
    /** Calls that left after an objection was written: none, or something is to be explained. */
    placedAfter: objections.reduce((sum, { placedAfter }) => sum + placedAfter, 0),
    /** The longest a call that was up when they objected went on: they hear it confirmed. */
    longestUpMs: most(({ upForMs }) => upForMs),
    each: objections,
  }
}

function rightsOf({ requests, purges }: EvidenceFacts): object {
  const late = requests.filter(({ answeredAt, dueAt }) => answeredAt !== null && answeredAt > dueAt)
  return {
    text: 'RGPD, art. 12 § 3',
    requests: requests.length,
    answeredLate: late.length,
    open: requests.filter(({ state }) => state === 'open').length,
    each: requests,
    purged: purges,
  }
}

async function verification({ pool }: Database, organisation: number): Promise<object> {
  const { chains } = await verifyLedger(pool)
  const chain = chains.find((found) => found.organisation === organisation)
  assert(chain, 'every organisation has a chain, be it empty')
  const { entries, erased, head, breaks } = chain
  return { text: 'RGPD, art. 5 § 2', intact: breaks.length === 0, entries, erased, head, breaks }
}

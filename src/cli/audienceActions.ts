/** What `audience set` and `audience show` do: options → selection, counted and stored; and its words. */
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import {
  type Area,
  audienceSentences,
  criteriaMax,
  everybody,
  isEverybody,
  type PlaceCondition,
  type Selection,
  withArrondissements,
} from '../campaign/audience.ts'
import { parseLanguage } from '../contacts/language.ts'
import { normalDistrict } from '../contacts/pollingDistrict.ts'
import { findCampaign } from '../engine/campaigns.ts'
import { readCommune, readDepartement, readTerritory, splitList } from '../intake/areas.ts'
import { type Gazetteer, readGazetteer } from '../intake/gazetteer.ts'
import { parseWhere } from '../intake/placeFigures.ts'
import type { Database } from '../store/database.ts'
import { type Audience, latestAudience, setAudience } from '../store/postgres/audience.ts'
import { communesMeeting, placeTables, type StoredEdition } from '../store/postgres/places.ts'
import type { Invocation } from './command.ts'
import { withSession } from './session.ts'

interface AudienceOptions {
  readonly territory?: readonly string[]
  readonly departement?: readonly string[]
  readonly commune?: readonly string[]
  readonly pollingDistrict?: readonly string[]
  readonly language?: readonly string[]
  readonly places?: string
  readonly where?: readonly string[]
  readonly everybody?: boolean
  readonly by: string
}

export async function setAudienceCommand(
  invocation: Invocation,
  id: string,
  options: AudienceOptions,
): Promise<void> {
  const { output } = invocation
  // What may not be asked is refused before anything is opened.
  const wheres = (options.where ?? []).map(parseWhere)
  const areas = areasOf(options, readGazetteer())
  await withSession(invocation, async ({ database, store }) => {
    const campaign = await findCampaign(store, id)
    const edition = await editionOf(database, options.places, wheres)
    const conditions = edition ? wheres.map((where) => conditionOf(edition, where)) : []
    const selection: Selection = {
      areas,
      conditions,
      pollingDistricts: splitList(options.pollingDistrict ?? []).map(normalDistrict),
      languages: splitList(options.language ?? []).map(readLanguage),
    }
    refuseTooMany(selection)
    if (isEverybody(selection) && !options.everybody) throw nothingChosen()
    const insee = edition ? await communesOf(database, edition, conditions) : null
    const audience = await setAudience(database, {
      ...{ campaign: campaign.id, selection, insee },
      by: options.by.trim(),
      now: realClock.epoch(),
    })
    say(invocation, audience)
    output.result(jsonOf(campaign.id, audience))
  })
}

export async function showAudienceCommand(invocation: Invocation, id: string): Promise<void> {
  await withSession(invocation, async ({ database, store }) => {
    const campaign = await findCampaign(store, id)
    const audience = await latestAudience(database, campaign.id)
    if (audience) say(invocation, audience)
    else for (const sentence of sentencesOf(invocation, everybody)) invocation.output.say(sentence)
    invocation.output.result(jsonOf(campaign.id, audience))
  })
}

function areasOf(options: AudienceOptions, gazetteer: Gazetteer): readonly Area[] {
  const read = (
    written: readonly string[] | undefined,
    reader: (text: string, gazetteer: Gazetteer) => Area,
  ): readonly Area[] => splitList(written ?? []).map((text) => reader(text, gazetteer))
  const areas = [
    ...read(options.territory, readTerritory),
    ...read(options.departement, readDepartement),
    ...read(options.commune, readCommune),
  ]
  return [...new Map(areas.map((area) => [`${area.is}${area.code}`, area])).values()]
}

async function editionOf(
  database: Database,
  name: string | undefined,
  wheres: readonly unknown[],
): Promise<StoredEdition | null> {
  if (name === undefined && wheres.length === 0) return null
  if (name === undefined || wheres.length === 0) {
    throw new Failure('usage', "Give both --places TABLE and --where 'FIGURE <= NUMBER'.")
  }
  const editions = await placeTables(database)
  const found = editions.find((edition) => edition.name === name)
  if (found) return found
  const known = editions.map((edition) => edition.name).join(', ') || 'none yet'
  throw new Failure(
    'notFound',
    `There is no table "${name}" (${known}): \`portevoix places import\` brings one.`,
  )
}

function conditionOf(
  { name, holder, dated, figures }: StoredEdition,
  where: ReturnType<typeof parseWhere>,
): PlaceCondition {
  const figure = figures.find((each) => each.toLowerCase() === where.figure.toLowerCase())
  if (figure === undefined) {
    throw new Failure(
      'badInput',
      `The table ${name} has no figure "${where.figure}": it has ${figures.join(', ')}.`,
    )
  }
  return { table: name, holder, dated, ...where, figure }
}

async function communesOf(
  database: Database,
  edition: StoredEdition,
  conditions: readonly PlaceCondition[],
): Promise<readonly string[]> {
  const lists = await Promise.all(
    conditions.map((condition) => communesMeeting(database, edition, condition)),
  )
  const [first = [], ...others] = lists.map((list) => list.flatMap(withArrondissements))
  return first.filter((insee) => others.every((list) => list.includes(insee)))
}

function refuseTooMany({ areas, pollingDistricts, languages }: Selection): void {
  const count = areas.length + pollingDistricts.length + languages.length
  if (count <= criteriaMax) return
  throw new Failure('usage', 'So many places are a table: import it with `places import`.', {
    measured: `${count} criteria`,
    limit: String(criteriaMax),
  })
}

function readLanguage(text: string): string {
  const tag = parseLanguage(text)
  if (tag !== undefined) return tag
  throw new Failure('badInput', `"${text}" is no language: write a tag such as fr, en, br.`)
}

const nothingChosen = (): Failure =>
  new Failure('usage', 'Nothing is chosen: give a criterion, or --everybody.')

const sentencesOf = ({ config }: Invocation, selection: Selection): readonly string[] =>
  audienceSentences(selection).map((said) => said[config().language])

const words: Readonly<Record<string, { readonly en: string; readonly fr: string }>> = {
  areas: { en: 'live elsewhere', fr: 'habitent ailleurs' },
  conditions: {
    en: 'live in a commune whose figure does not meet it',
    fr: 'habitent une commune dont le chiffre n’y répond pas',
  },
  pollingDistricts: { en: 'vote in another polling district', fr: 'votent dans un autre bureau' },
  languages: { en: 'asked for another language', fr: 'ont demandé une autre langue' },
}

function say(invocation: Invocation, { version, selection, insee, counts }: Audience): void {
  const { output, config } = invocation
  const { language } = config()
  const count = (people: number): string => people.toLocaleString(language)
  const fr = language === 'fr'
  for (const sentence of sentencesOf(invocation, selection)) output.say(sentence)
  output.say(
    fr
      ? `Version ${version}\u202f: ${count(counts.chosen)} numéros retenus sur ${count(counts.contacts)}.`
      : `Version ${version}: ${count(counts.chosen)} numbers of ${count(counts.contacts)} are in.`,
  )
  if (insee)
    output.say(
      `  ${count(insee.length)} communes ${fr ? 'répondent au chiffre' : 'meet the figure'}`,
    )
  for (const [criterion, { people, unknown }] of Object.entries(counts.leftOut)) {
    const why = words[criterion]?.[language] ?? criterion
    const known = count(people - unknown)
    output.say(
      fr
        ? `  laissés de côté\u202f: ${known} ${why}, et ${count(unknown)} dont on ne le sait pas`
        : `  left out: ${known} ${why}, and ${count(unknown)} of whom we do not know it`,
    )
  }
}

function jsonOf(campaign: string, audience: Audience | null): object {
  const selection = audience?.selection ?? everybody
  return {
    campaign,
    version: audience?.version ?? 0,
    selection,
    communes: audience?.insee?.length ?? null,
    counts: audience?.counts ?? null,
    sentences: audienceSentences(selection),
  }
}

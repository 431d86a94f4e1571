/** Whom a campaign chooses: by place, by what people gave of themselves, by public figures of communes. */
import { z } from 'zod'
import { actorName } from '../../access/actor.ts'
import { Failure } from '../../base/failure.ts'
import type { CampaignId } from '../../base/ids.ts'
import {
  audienceSentences,
  comparisons,
  criteriaMax,
  everybody,
  type PlaceCondition,
  reachOf,
  type Selection,
  withArrondissements,
} from '../../campaign/audience.ts'
import { normalised } from '../../contacts/headerWords.ts'
import { parseLanguage } from '../../contacts/language.ts'
import { normalDistrict } from '../../contacts/pollingDistrict.ts'
import { readCommune, readDepartement, readTerritory } from '../../intake/areas.ts'
import { readGazetteer } from '../../intake/gazetteer.ts'
import { refuseForbiddenFigure } from '../../intake/placeFigures.ts'
import { readPlacesTable } from '../../intake/placesTable.ts'
import type { Database } from '../../store/database.ts'
import {
  type Audience,
  countAudience,
  latestAudience,
  setAudience,
} from '../../store/postgres/audience.ts'
import {
  addPlaceTable,
  communesMeeting,
  placeTables,
  type StoredEdition,
} from '../../store/postgres/places.ts'
import { said } from './contactShapes.ts'
import { ofOrganisation } from './peopleShapes.ts'
import { type AnyRoute, route } from './route.ts'
import { instant, isoOf } from './times.ts'

const tag = 'Audience'
const base = '/organisations/:organisation'

const areaShape = z.object({
  is: z.enum(['departement', 'commune', 'territory', 'postcode']),
  code: z.string().max(10),
  name: z.string().max(200),
})
const selectionBody = z
  .object({
    areas: z
      .array(areaShape)
      .max(criteriaMax)
      .default([])
      .describe('Any of these; none: anywhere.'),
    conditions: z
      .array(
        z.object({
          table: z.string().max(100),
          figure: z.string().max(200),
          comparison: z.enum(comparisons),
          value: z.number(),
        }),
      )
      .max(10)
      .default([])
      .describe('Communes by a figure of an imported public table; every one of these.'),
    pollingDistricts: z.array(z.string().max(100)).max(criteriaMax).default([]),
    languages: z.array(z.string().max(50)).max(100).default([]),
  })
  .meta({ id: 'Selection' })

const countsShape = z.object({
  contacts: z.int().describe('Numbers there are.'),
  chosen: z.int(),
  communes: z.int().nullable().describe('That meet the figures; null: no figure was asked.'),
  leftOut: z.record(z.string(), z.object({ people: z.int(), unknown: z.int() })),
  sentences: z.array(said).describe('As the transparency notice will tell it.'),
})

const audienceShape = countsShape
  .extend({
    version: z.int().describe('0: nothing was chosen, which means everybody.'),
    selection: selectionBody.omit({ conditions: true }).extend({
      conditions: z.array(selectionBody.shape.conditions.unwrap().element.loose()),
    }),
    chosenBy: z.string().nullable(),
    chosenAt: instant.nullable(),
  })
  .meta({ id: 'Audience' })

const ofCampaign = ofOrganisation.extend({ campaign: z.string().max(100) })

const show = route({
  ...{ name: 'getAudience', method: 'GET', path: `${base}/campaigns/:campaign/audience`, tag },
  summary: 'Whom the campaign chooses, and how many that is.',
  access: 'campaign.read',
  params: ofCampaign,
  reply: audienceShape,
  async handle({ database, store, organisation, params }) {
    const { id } = await store.campaign(params.campaign as CampaignId)
    const audience = await latestAudience(database, id)
    if (audience) return shown(audience)
    const counts = await countAudience(database.pool, organisation, reachOf(everybody, null))
    return {
      ...{ ...counts, communes: null, version: 0, chosenBy: null, chosenAt: null },
      ...{ selection: forReply(everybody), sentences: [...audienceSentences(everybody)] },
    }
  },
})

const forReply = (selection: Selection) => ({
  areas: [...selection.areas],
  conditions: selection.conditions.map((condition) => ({ ...condition })),
  pollingDistricts: [...selection.pollingDistricts],
  languages: [...selection.languages],
})

const shown = ({ version, selection, insee, counts, chosenBy, chosenAt }: Audience) => ({
  ...{ ...counts, version, chosenBy, chosenAt: isoOf(chosenAt) },
  communes: insee?.length ?? null,
  selection: forReply(selection),
  sentences: [...audienceSentences(selection)],
})

const count = route({
  ...{ name: 'countAudience', method: 'POST', path: `${base}/audience/count`, tag },
  summary: 'How many people a selection comes to, before it is chosen.',
  access: 'campaign.read',
  params: ofOrganisation,
  body: selectionBody,
  reply: countsShape.meta({ id: 'AudienceCounts' }),
  async handle({ database, organisation, body }) {
    const { selection, insee } = await selectionOf(database, body)
    const counts = await countAudience(database.pool, organisation, reachOf(selection, insee))
    return {
      ...counts,
      communes: insee?.length ?? null,
      sentences: [...audienceSentences(selection)],
    }
  },
})

const choose = route({
  ...{ name: 'setAudience', method: 'PUT', path: `${base}/campaigns/:campaign/audience`, tag },
  summary: 'Chooses whom the campaign calls; the notice tells how. Not once it has called.',
  access: 'campaign.write',
  params: ofCampaign,
  body: selectionBody,
  reply: audienceShape,
  async handle({ database, organisation, params, body, actor, services, now }) {
    const chosen = await selectionOf(database, body)
    const campaign = params.campaign as CampaignId
    const audience = await setAudience(database, { campaign, ...chosen, by: actorName(actor), now })
    services.events.publish(organisation, { kind: 'changed', what: 'audience', campaign })
    return shown(audience)
  },
})

type Body = z.output<typeof selectionBody>

/** Names and codes are read again: what a browser sends is believed nowhere. */
async function selectionOf(
  database: Database,
  body: Body,
): Promise<{ selection: Selection; insee: readonly string[] | null }> {
  const gazetteer = readGazetteer()
  const editions = body.conditions.length > 0 ? await placeTables(database) : []
  const conditions = body.conditions.map((condition) => conditionOf(editions, condition))
  const selection: Selection = {
    areas: body.areas.map(({ is, code }) => {
      if (is === 'commune') return readCommune(`insee:${code}`, gazetteer)
      if (is === 'postcode') return readCommune(`postcode:${code}`, gazetteer)
      return is === 'territory' ? readTerritory(code, gazetteer) : readDepartement(code, gazetteer)
    }),
    conditions: conditions.map(({ condition }) => condition),
    pollingDistricts: body.pollingDistricts.map(normalDistrict),
    languages: body.languages.map(languageOf),
  }
  if (conditions.length === 0) return { selection, insee: null }
  const lists = await Promise.all(
    conditions.map(({ edition, condition }) => communesMeeting(database, edition, condition)),
  )
  const [first = [], ...others] = lists.map((list) => new Set(list.flatMap(withArrondissements)))
  return { selection, insee: [...first].filter((code) => others.every((each) => each.has(code))) }
}

function conditionOf(
  editions: readonly StoredEdition[],
  { table, figure, comparison, value }: Body['conditions'][number],
): { readonly edition: StoredEdition; readonly condition: PlaceCondition } {
  refuseForbiddenFigure(figure)
  const edition = editions.find(({ name }) => name === table)
  if (!edition)
    throw new Failure('notFound', `There is no table "${table}": import it first.`, {
      fr: `Il n’y a pas de table « ${table} » : importez-la d’abord.`,
    })
  if (!edition.figures.includes(figure)) {
    throw new Failure('badInput', `The table ${table} has: ${edition.figures.join(', ')}.`, {
      fr: `La table ${table} contient : ${edition.figures.join(', ')}.`,
    })
  }
  const { holder, dated } = edition
  return { edition, condition: { table, holder, dated, figure, comparison, value } }
}

function languageOf(text: string): string {
  const tag = parseLanguage(text)
  if (tag !== undefined) return tag
  throw new Failure('badInput', `"${text.slice(0, 40)}" is no language: write fr, en, br, …`, {
    fr: `« ${text.slice(0, 40)} » n’est pas une langue : écrivez fr, en, br…`,
  })
}

const placesFoundMax = 12

const places = route({
  ...{ name: 'findPlaces', method: 'GET', path: `${base}/places`, tag },
  summary: 'Communes, départements and territories whose name or code begins so.',
  access: 'campaign.read',
  params: ofOrganisation,
  query: z.object({ text: z.string().trim().min(1).max(100) }),
  reply: z.object({ items: z.array(areaShape) }),
  async handle({ query }) {
    const gazetteer = readGazetteer()
    const wanted = normalised(query.text)
    const code = query.text.toUpperCase()
    const begins = (place: { readonly code: string; readonly name: string }): boolean =>
      normalised(place.name).startsWith(wanted) || place.code.startsWith(code)
    const departements = [...gazetteer.departement.values()].filter(begins)
    const communes = [...gazetteer.commune.values()]
      .filter(begins)
      .sort((a, b) => (b.inhabitants ?? 0) - (a.inhabitants ?? 0))
    return {
      items: [
        ...departements.map((each) => ({ ...named(each), is: 'departement' as const })),
        ...communes.map((each) => ({ ...named(each), is: 'commune' as const })),
      ].slice(0, placesFoundMax),
    }
  },
})

const named = ({ code, name }: { readonly code: string; readonly name: string }) => ({ code, name })

const tableShape = z
  .object({
    name: z.string(),
    holder: z.string(),
    dated: z.string(),
    figures: z.array(z.string()),
    rows: z.int(),
    importedAt: instant,
  })
  .meta({ id: 'PlaceTable' })

const tables = route({
  ...{ name: 'listPlaceTables', method: 'GET', path: `${base}/place-tables`, tag },
  summary: 'Public tables of figures by commune.',
  access: 'campaign.read',
  params: ofOrganisation,
  reply: z.object({ items: z.array(tableShape) }),
  async handle({ database }) {
    const items = (await placeTables(database)).map(({ importedAt, figures, ...rest }) => ({
      ...{ ...rest, figures: [...figures], importedAt: new Date(importedAt).toISOString() },
    }))
    return { items }
  },
})

const addTable = route({
  ...{ name: 'addPlaceTable', method: 'POST', path: `${base}/place-tables`, tag },
  summary: 'Imports a public table with one row a commune, such as the turnout of an election.',
  access: 'campaign.write',
  params: ofOrganisation,
  body: z.object({
    upload: z.uuid(),
    name: z
      .string()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u, 'a short name without spaces: turnout-2022'),
    holder: z.string().trim().min(1).max(300).describe('Who publishes it.'),
    dated: z.iso.date().describe('Of which day it is.'),
  }),
  reply: z.object({
    added: z.boolean().describe('false: this very file is there already.'),
    communes: z.int(),
    figures: z.array(z.string()),
    tooSmall: z.int().describe('Communes of so few people that the figure is nearly theirs.'),
    unknown: z.int().describe('Codes of no commune of today.'),
    ignored: z.array(z.string()).describe('Columns without figures.'),
  }),
  status: 201,
  async handle({ database, body, services, now }) {
    const file = await services.uploads.arrived(database, body.upload)
    if (file.bytes > tableBytesMax) throw tooLarge(file.bytes)
    const table = await readPlacesTable(file.path, readGazetteer())
    const { figures, rows, sha256, tooSmall, unknown, ignored } = table
    const { name, holder, dated } = body
    const edition = { name, holder, dated, figures, fileName: file.name, sha256 }
    const added = await addPlaceTable(database, edition, rows, now)
    await services.uploads.forget(body.upload)
    return {
      ...{ added, communes: rows.length, figures: [...figures], tooSmall, unknown },
      ignored: [...ignored],
    }
  },
})

/** 35,000 communes with sixty figures each. */
const tableBytesMax = 30e6
const tooLarge = (bytes: number): Failure =>
  new Failure(
    'tooLarge',
    'This is larger than a table of all communes: keep the columns you need.',
    {
      fr: 'C’est plus gros qu’une table de toutes les communes : gardez les colonnes utiles.',
      ...{ measured: String(bytes), limit: String(tableBytesMax) },
    },
  )

export const audienceRoutes: readonly AnyRoute[] = [show, count, choose, places, tables, addTable]

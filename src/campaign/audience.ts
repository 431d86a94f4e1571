/**
 * Whom a campaign chooses, and how it says so. Only places, and what the person themselves gave: their
 * polling district, the language they asked to be spoken to in. A public figure of a whole commune may
 * choose the commune, never a person: no opinion, score or inferred trait is a criterion (RGPD art. 9;
 * Regulation (EU) 2024/900 art. 18). The sentences go into the transparency notice (art. 12).
 */

export type AreaKind = 'departement' | 'commune' | 'territory' | 'postcode'

/** A place where people live, by its code and the name people know it by. */
export interface Area {
  readonly is: AreaKind
  /** INSEE code of a département or commune, code of a territory (MQ), or a postcode. */
  readonly code: string
  readonly name: string
}

export const comparisons = ['<=', '<', '>=', '>', '='] as const
export type Comparison = (typeof comparisons)[number]

/** Communes by a figure of a public table the team imported. */
export interface PlaceCondition {
  readonly table: string
  /** Who publishes it, and of which day it is. */
  readonly holder: string
  readonly dated: string
  readonly figure: string
  readonly comparison: Comparison
  readonly value: number
}

export interface Selection {
  /** Any of these; empty: everywhere. */
  readonly areas: readonly Area[]
  /** Every one of these. */
  readonly conditions: readonly PlaceCondition[]
  /** Any of these, as the person gave it (contacts/pollingDistrict.ts); empty: all. */
  readonly pollingDistricts: readonly string[]
  /** BCP 47, as the person gave it; empty: all. */
  readonly languages: readonly string[]
}

export const everybody: Selection = {
  areas: [],
  conditions: [],
  pollingDistricts: [],
  languages: [],
}

/** More areas or districts are a table to import, not a selection to write. */
export const criteriaMax = 1000

export interface Sentence {
  readonly en: string
  readonly fr: string
}

export const isEverybody = (selection: Selection): boolean =>
  Object.values(selection).every((criteria) => criteria.length === 0)

/** What the notice tells: each criterion in a sentence, and what is never one. */
export function audienceSentences(selection: Selection): readonly Sentence[] {
  const { areas, conditions, pollingDistricts, languages } = selection
  return [
    ...(isEverybody(selection) ? [allOfThem] : []),
    ...(areas.length > 0 ? [livingIn(areas)] : []),
    ...conditions.map(chosenByFigure),
    ...(pollingDistricts.length > 0 ? [votingAt(pollingDistricts)] : []),
    ...(languages.length > 0 ? [spokenTo(languages)] : []),
    neverUsed,
  ]
}

const allOfThem: Sentence = {
  en: 'Everybody who agreed to be called is chosen: no criterion narrows it.',
  fr: 'Toutes les personnes qui ont accepté d’être appelées sont retenues\u202f: aucun critère ne restreint.',
}

const neverUsed: Sentence = {
  en:
    'Nobody is chosen by their opinions, their own turnout, a score or a trait supposed of them ' +
    '(GDPR art. 9; Regulation (EU) 2024/900 art. 18).',
  fr:
    'Personne n’est choisi d’après ses opinions, sa propre participation, une note ou un trait ' +
    'qu’on lui suppose (RGPD art. 9\u202f; règlement (UE) 2024/900 art. 18).',
}

/** Names shown at most in one sentence; the others are counted. */
const namesMax = 12

function livingIn(areas: readonly Area[]): Sentence {
  const names = areas.map(({ is, code, name }) => (is === 'postcode' ? code : `${name} (${code})`))
  return {
    en: `People who live in ${listed(names, 'or', 'others')}, as they or the form they filled in said.`,
    fr: `Personnes habitant ${listed(names, 'ou', 'autres')}, d’après ce qu’elles-mêmes ou leur formulaire ont dit.`,
  }
}

const wordsOf: Readonly<Record<Comparison, Sentence>> = {
  '<=': { en: 'at most', fr: 'au plus' },
  '<': { en: 'less than', fr: 'moins de' },
  '>=': { en: 'at least', fr: 'au moins' },
  '>': { en: 'more than', fr: 'plus de' },
  '=': { en: 'exactly', fr: 'exactement' },
}

function chosenByFigure(condition: PlaceCondition): Sentence {
  const { table, holder, dated, figure, comparison, value } = condition
  const { en, fr } = wordsOf[comparison]
  return {
    en:
      `Communes where the public figure “${figure}” is ${en} ${value} (table ${table}, ${holder}, ` +
      `${dated}): a figure of the whole commune, the same for all who live there.`,
    fr:
      `Communes où le chiffre public «\u202f${figure}\u202f» est ${fr} ${value} (table ${table}, ` +
      `${holder}, ${dated})\u202f: un chiffre de toute la commune, le même pour tous ses habitants.`,
  }
}

const votingAt = (districts: readonly string[]): Sentence => ({
  en: `People who gave us their polling district: ${listed(districts, 'or', 'others')}.`,
  fr: `Personnes qui nous ont donné leur bureau de vote\u202f: ${listed(districts, 'ou', 'autres')}.`,
})

const spokenTo = (languages: readonly string[]): Sentence => ({
  en: `People who asked to be spoken to in ${listed(languages, 'or', 'others')}.`,
  fr: `Personnes qui ont demandé qu’on leur parle en ${listed(languages, 'ou', 'autres')}.`,
})

function listed(names: readonly string[], or: string, others: string): string {
  const shown = names.slice(0, namesMax)
  const left = names.length - shown.length
  const parts = left > 0 ? [...shown, `${left} ${others}`] : shown
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${or} ${last}`
}

/** A selection as the database compares it: null where nothing narrows. */
export interface Reach {
  /** Beginnings of INSEE codes. */
  readonly inseePrefixes: readonly string[] | null
  /** Territories, of people whose commune is not known. */
  readonly territories: readonly string[] | null
  readonly postcodes: readonly string[] | null
  /** Communes the figures come to. */
  readonly among: readonly string[] | null
  readonly pollingDistricts: readonly string[] | null
  readonly languages: readonly string[] | null
}

/** `among`: the communes that meet the selection's conditions; null when it has none. */
export function reachOf(selection: Selection, among: readonly string[] | null): Reach {
  const { areas, pollingDistricts, languages } = selection
  const codes = (...kinds: readonly AreaKind[]): readonly string[] =>
    areas.filter(({ is }) => kinds.includes(is)).map(({ code }) => code)
  const nullIfNone = (list: readonly string[]): readonly string[] | null =>
    list.length === 0 ? null : list
  return {
    inseePrefixes:
      areas.length === 0 ? null : codes('departement', 'commune').flatMap(withArrondissements),
    territories:
      areas.length === 0 ? null : [...codes('territory'), ...overseas(codes('departement'))],
    postcodes: areas.length === 0 ? null : codes('postcode'),
    among,
    pollingDistricts: nullIfNone(pollingDistricts),
    languages: nullIfNone(languages),
  }
}

/** Overseas a département is a territory, which a postcode tells too. */
const territoryOf: Readonly<Record<string, string>> = {
  ...{ '971': 'GP', '972': 'MQ', '973': 'GF', '974': 'RE', '975': 'PM', '976': 'YT' },
  ...{ '977': 'BL', '978': 'MF', '986': 'WF', '987': 'PF', '988': 'NC' },
}
const overseas = (departements: readonly string[]): readonly string[] =>
  departements.flatMap((code) => territoryOf[code] ?? [])

/** Paris, Lyon and Marseille have a code for the city and others for their arrondissements. */
const cities: Readonly<Record<string, readonly [first: number, last: number]>> = {
  '75056': [75_101, 75_120],
  '69123': [69_381, 69_389],
  '13055': [13_201, 13_216],
}

/** A city's figure or name holds for its arrondissements, not the other way round. */
export function withArrondissements(code: string): readonly string[] {
  const [first, last] = cities[code] ?? [0, -1]
  const parts = Array.from({ length: last - first + 1 }, (_, n) => String(first + n))
  return [code, ...parts]
}

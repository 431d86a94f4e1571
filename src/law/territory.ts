/**
 * Where people live, as law needs it: territory, clock and holidays of a place, from the INSEE code
 * of its commune (never from a postcode: 98714 is Papeete's postcode and Bora-Bora's INSEE code).
 */
import { type TerritoryCode, territoryCodes } from '../contacts/numberPlan.ts'
import { type Zone, zoneOf } from './calendar.ts'
import type { HolidayCalendar } from './holidays.ts'
import type { Said } from './verdict.ts'

/** Where a person may vote: polling stations abroad too, those of the American continent apart. */
export const votingTerritories = [...territoryCodes, 'ABROAD', 'ABROAD_AMERICAS'] as const
export type VotingTerritory = (typeof votingTerritories)[number]

export interface Place {
  readonly territory: VotingTerritory
  readonly zone: Zone
  readonly holidays: HolidayCalendar
  /** After "it is 13:12 …": the clock of that place. */
  readonly clock: Said
  /** After "the vote …", "a holiday …". */
  readonly where: Said
}

const place = (
  territory: TerritoryCode,
  zone: string,
  [fr, en]: readonly [fr: string, en: string],
  about: { readonly holidays?: HolidayCalendar; readonly clock?: Said } = {},
): Place => ({
  territory,
  zone: zoneOf(zone),
  holidays: about.holidays ?? territory,
  clock: about.clock ?? { en, fr },
  where: { en, fr },
})

const paris: Said = { en: 'in Paris', fr: 'à Paris' }
const metropole = place('FR', 'Europe/Paris', ['en métropole', 'in metropolitan France'], {
  clock: paris,
})
const alsaceMoselle = place('FR', 'Europe/Paris', ['en Alsace-Moselle', 'in Alsace-Moselle'], {
  holidays: 'alsaceMoselle',
  clock: paris,
})
/** The commune is not known: it may be one of Alsace-Moselle, so its holidays are kept too. */
const somewhereInMetropole = place(
  'FR',
  'Europe/Paris',
  ['en métropole (commune inconnue)', 'in metropolitan France (commune unknown)'],
  { holidays: 'alsaceMoselle', clock: paris },
)
const tahiti = place('PF', 'Pacific/Tahiti', ['à Tahiti', 'in Tahiti'])
const marquesas = place('PF', 'Pacific/Marquesas', ['aux Marquises', 'in the Marquesas'])
const gambier = place('PF', 'Pacific/Gambier', ['aux Gambier', 'in the Gambier Islands'])

/** Every place a person of that territory can be in when the commune is not known. */
export const placesIn: Readonly<Record<TerritoryCode, readonly Place[]>> = {
  FR: [somewhereInMetropole],
  GP: [place('GP', 'America/Guadeloupe', ['en Guadeloupe', 'in Guadeloupe'])],
  MQ: [place('MQ', 'America/Martinique', ['en Martinique', 'in Martinique'])],
  GF: [place('GF', 'America/Cayenne', ['en Guyane', 'in French Guiana'])],
  RE: [place('RE', 'Indian/Reunion', ['à La Réunion', 'in Réunion'])],
  YT: [place('YT', 'Indian/Mayotte', ['à Mayotte', 'in Mayotte'])],
  PM: [
    place('PM', 'America/Miquelon', ['à Saint-Pierre-et-Miquelon', 'in Saint-Pierre-et-Miquelon']),
  ],
  BL: [place('BL', 'America/St_Barthelemy', ['à Saint-Barthélemy', 'in Saint-Barthélemy'])],
  MF: [place('MF', 'America/Marigot', ['à Saint-Martin', 'in Saint-Martin'])],
  NC: [place('NC', 'Pacific/Noumea', ['en Nouvelle-Calédonie', 'in New Caledonia'])],
  PF: [tahiti, marquesas, gambier],
  WF: [place('WF', 'Pacific/Wallis', ['à Wallis-et-Futuna', 'in Wallis and Futuna'])],
}

/** INSEE prefixes of the overseas territories. */
const overseasPrefixes: readonly (readonly [prefix: string, territory: TerritoryCode])[] = [
  ['971', 'GP'],
  ['972', 'MQ'],
  ['973', 'GF'],
  ['974', 'RE'],
  ['975', 'PM'],
  ['976', 'YT'],
  ['977', 'BL'],
  ['978', 'MF'],
  ['986', 'WF'],
  ['987', 'PF'],
  ['988', 'NC'],
]
const territoryOfPrefix = new Map(overseasPrefixes)

/** Communes of French Polynesia with another clock than Tahiti's. */
const communes: ReadonlyMap<string, readonly Place[]> = new Map([
  // Fatu-Hiva, Hiva-Oa, Nuku-Hiva, Tahuata, Ua-Huka, Ua-Pou: half an hour ahead of Tahiti.
  ...['98718', '98723', '98731', '98746', '98756', '98757'].map(
    (insee) => [insee, [marquesas]] as const,
  ),
  ['98719', [gambier]],
])

/** Codes of Guadeloupe that two communes had before they left it (loi organique 2007-223). */
const formerCodes: ReadonlyMap<string, string> = new Map([
  ['97123', '97701'],
  ['97127', '97801'],
])

/** The code a commune has today. */
export const currentInsee = (insee: string): string => formerCodes.get(insee) ?? insee

/** The place an INSEE code names; undefined when it names none we know. */
export function placesOfInsee(insee: string): readonly Place[] | undefined {
  const special = communes.get(insee)
  if (special) return special
  const territory = territoryOfPrefix.get(insee.slice(0, 3))
  if (territory === 'PF') return [tahiti]
  if (territory) return placesIn[territory]
  const departement = insee.slice(0, 2)
  if (!metropolitan.test(departement)) return undefined
  return [['57', '67', '68'].includes(departement) ? alsaceMoselle : metropole]
}

/** 01 to 95 and the two of Corsica; 20 is no département any more. */
const metropolitan = /^(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])$/

/** Can an INSEE prefix (one to five characters) name a commune of this territory? Abroad are none. */
export function prefixMeets(prefix: string, territory: VotingTerritory): boolean {
  if (territory === 'FR') return !/^9[789]/.test(prefix)
  return overseasPrefixes.some(
    ([own, code]) => code === territory && (prefix.startsWith(own) || own.startsWith(prefix)),
  )
}

/** Does an INSEE prefix name every commune of this territory? */
export const prefixCovers = (prefix: string, territory: VotingTerritory): boolean =>
  overseasPrefixes.some(([own, code]) => code === territory && own.startsWith(prefix))

/** Paris, Lyon and Marseille have one code for the city and one for each arrondissement. */
export function cityOfArrondissement(insee: string): string | undefined {
  if (/^751(?:0[1-9]|1\d|20)$/.test(insee)) return '75056'
  if (/^6938[1-9]$/.test(insee)) return '69123'
  if (/^132(?:0[1-9]|1[0-6])$/.test(insee)) return '13055'
  return undefined
}

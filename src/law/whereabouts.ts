/**
 * Every place the callee may be in: where they said they live, and what the number's prefix can mean.
 * The prefix alone never decides; when it disagrees with the residence, both are kept and every rule
 * of time must hold in all places at once.
 */
import type { E164 } from '../base/units.ts'
import type { ElectionScope } from '../campaign/election.ts'
import type { TerritoryCode } from '../contacts/numberPlan.ts'
import { classOf, territoriesOf } from '../contacts/phoneNumber.ts'
import { isAbroad, placesAbroad } from './abroad.ts'
import type { CallFacts } from './facts.ts'
import {
  cityOfArrondissement,
  currentInsee,
  type Place,
  placesIn,
  placesOfInsee,
  prefixCovers,
  prefixMeets,
} from './territory.ts'

export interface Whereabouts {
  /** Never empty unless neither residence nor prefix says anything. */
  readonly places: readonly Place[]
  /** Was a residence given, and do we know it? */
  readonly residence: 'known' | 'unknown'
  /** They live abroad, but nobody said by which clock. */
  readonly lacksZone?: true
  /** The commune, when it is known, and the places it accounts for. */
  readonly commune?: { readonly insee: string; readonly places: readonly Place[] }
}

/** Equal facts give the identical object, so that answers about places can be remembered by them. */
export function whereaboutsOf({ callee }: Pick<CallFacts, 'callee'>): Whereabouts {
  const prefix = territoriesMeant(callee.number)
  let known = remembered.get(prefix)
  if (!known) {
    known = new Map()
    remembered.set(prefix, known)
  }
  const key = keyOf(callee)
  const found = known.get(key)
  if (found) return found
  if (known.size >= communesRemembered) known.clear()
  const whereabouts = locate(callee, prefix)
  known.set(key, whereabouts)
  return whereabouts
}

function keyOf({ insee = '', territory, zone }: CallFacts['callee']): string {
  if (territory === undefined && zone === undefined) return insee
  return `${insee}/${territory ?? ''}/${zone ?? ''}`
}

/** A number of fiction says nothing about where its person lives. */
function territoriesMeant(number: E164): readonly TerritoryCode[] {
  const territories = territoriesOf(number)
  return territories.length === 0 || classOf(number) === 'fiction' ? nowhere : territories
}

const nowhere: readonly TerritoryCode[] = []
/** Communes of France: about 35,000. */
const communesRemembered = 50_000
/** By the territories of a prefix: one list a row of the numbering plan, so the map stays small. */
const remembered = new Map<readonly TerritoryCode[], Map<string, Whereabouts>>()

function locate(callee: CallFacts['callee'], prefix: readonly TerritoryCode[]): Whereabouts {
  const { territory } = callee
  const insee = callee.insee === undefined ? undefined : currentInsee(callee.insee)
  const ofCommune = insee === undefined ? undefined : placesOfInsee(insee)
  const ofTerritory = territory === undefined ? undefined : placesOfTerritory(callee)
  const unreadable =
    (insee !== undefined && !ofCommune) || (territory !== undefined && !ofTerritory)
  const residence = merge(ofCommune ?? [], ofTerritory ?? [])
  const byPrefix = prefix.flatMap((code) => placesIn[code])
  // The prefix adds nothing when the residence is one of the territories it can mean.
  const agrees = residence.some((place) => prefix.some((code) => code === place.territory))
  const lacksZone = territory !== undefined && isAbroad(territory) && !ofTerritory
  return {
    places: agrees ? residence : [...residence, ...byPrefix],
    residence: residence.length > 0 && !unreadable ? 'known' : 'unknown',
    ...(lacksZone ? { lacksZone } : {}),
    ...(insee !== undefined && ofCommune ? { commune: { insee, places: ofCommune } } : {}),
  }
}

function placesOfTerritory({
  territory = '',
  zone,
}: CallFacts['callee']): readonly Place[] | undefined {
  if (isAbroad(territory)) return placesAbroad(territory, zone)
  return territory in placesIn ? placesIn[territory as TerritoryCode] : undefined
}

/** The commune's place stands for its own territory; a territory beside it that differs adds its own. */
function merge(ofCommune: readonly Place[], ofTerritory: readonly Place[]): readonly Place[] {
  const told = new Set(ofCommune.map((place) => place.territory))
  return [...ofCommune, ...ofTerritory.filter((place) => !told.has(place.territory))]
}

/** May a person at this one of their places be meant by this scope? `surely`: whatever their commune is. */
export function isMeant(
  { inseePrefixes, territories }: ElectionScope,
  place: Place,
  commune?: Whereabouts['commune'],
): 'surely' | 'maybe' | 'no' {
  if (territories?.includes(place.territory)) return 'surely'
  if (!inseePrefixes) return territories ? 'no' : 'surely'
  if (commune?.places.includes(place)) {
    return strongest(inseePrefixes.map((prefix) => votesUnder(commune.insee, prefix)))
  }
  const { territory } = place
  if (inseePrefixes.some((prefix) => prefixCovers(prefix, territory))) return 'surely'
  return inseePrefixes.some((prefix) => prefixMeets(prefix, territory)) ? 'maybe' : 'no'
}

function strongest(answers: readonly ('surely' | 'maybe' | 'no')[]): 'surely' | 'maybe' | 'no' {
  if (answers.includes('surely')) return 'surely'
  return answers.includes('maybe') ? 'maybe' : 'no'
}

/** Does an election under this prefix concern a person of this commune (or arrondissement)? */
function votesUnder(insee: string, prefix: string): 'surely' | 'maybe' | 'no' {
  if (insee.startsWith(prefix)) return 'surely'
  if (cityOfArrondissement(insee)?.startsWith(prefix)) return 'surely'
  // The city is known but not the arrondissement: it may be the one that votes.
  return cityOfArrondissement(prefix) === insee ? 'maybe' : 'no'
}

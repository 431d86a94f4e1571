/**
 * Voters abroad: the clock is the one they named, the polling day that of the American continent or
 * of the rest of the world. A zone that may be either counts as both.
 */
import { zoneOf } from './calendar.ts'
import type { Place, VotingTerritory } from './territory.ts'

type Abroad = Extract<VotingTerritory, 'ABROAD' | 'ABROAD_AMERICAS'>

export const isAbroad = (territory: string): territory is Abroad =>
  territory === 'ABROAD' || territory === 'ABROAD_AMERICAS'

/** Zones known by name to the runtime, some 600 with their former names. */
const zonesNamed = new Map<string, string | null>()
const zonesNamedMax = 1000

/** `US/Eastern` → `America/New_York`; undefined when there is no such zone. */
export function zoneNamed(written: string): string | undefined {
  const known = zonesNamed.get(written)
  if (known !== undefined) return known ?? undefined
  const canonical = canonicalOf(written)
  if (zonesNamed.size >= zonesNamedMax) zonesNamed.clear()
  zonesNamed.set(written, canonical ?? null)
  return canonical
}

/** An offset such as +02:00 is no zone: it does not know summer. */
function canonicalOf(written: string): string | undefined {
  if (!/^[A-Za-z][\w+\-/]*$/.test(written)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

/** Where somebody of this territory and zone may vote; undefined when the zone is not known. */
export function placesAbroad(
  territory: Abroad,
  zone: string | undefined,
): readonly Place[] | undefined {
  const name = zone === undefined ? undefined : zoneNamed(zone)
  if (name === undefined) return undefined
  return continentsOf(territory, name).map((each) => ({
    territory: each,
    zone: zoneOf(name),
    // Code du travail L. 3133-1, as D223-9 refers to it: holidays of their own country are not known.
    holidays: 'FR',
    clock: { en: `in the zone ${name}`, fr: `dans le fuseau ${name}` },
    where:
      each === 'ABROAD'
        ? { en: 'abroad', fr: 'à l’étranger' }
        : {
            en: 'abroad, on the American continent',
            fr: 'à l’étranger, sur le continent américain',
          },
  }))
}

function continentsOf(territory: Abroad, zone: string): readonly Abroad[] {
  if (territory === 'ABROAD_AMERICAS') return ['ABROAD_AMERICAS']
  if (zone.startsWith('America/')) return ['ABROAD_AMERICAS']
  if (betweenWorlds.test(zone)) return ['ABROAD_AMERICAS', 'ABROAD']
  return ['ABROAD']
}

/** Islands of American states, and clocks that name no place: the text speaks of the continent. */
const betweenWorlds =
  /^(?:Pacific\/(?:Honolulu|Johnston|Easter|Galapagos)|Atlantic\/(?:Bermuda|Stanley|South_Georgia)|Etc\/.*|[^/]+)$/

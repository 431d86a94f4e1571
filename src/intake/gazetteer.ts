/**
 * The communes and départements of France by code and by name: Code officiel géographique 2026, as
 * @etalab/decoupage-administratif ships it (Licence Ouverte).
 */
import { readFileSync } from 'node:fs'
import { normalised } from '../contacts/headerWords.ts'

export interface NamedPlace {
  /** INSEE. */
  readonly code: string
  readonly name: string
}

export interface Commune extends NamedPlace {
  readonly departement: string
  readonly postcodes: readonly string[]
  readonly inhabitants: number | null
}

export interface Gazetteer {
  readonly commune: ReadonlyMap<string, Commune>
  readonly departement: ReadonlyMap<string, NamedPlace>
  /** By name without accents, case or hyphens: there are eleven Saint-Denis. */
  communesNamed(name: string): readonly Commune[]
  departementsNamed(name: string): readonly NamedPlace[]
  communesOfPostcode(postcode: string): readonly Commune[]
}

interface CommuneRecord {
  readonly code: string
  readonly nom: string
  readonly type: string
  readonly departement?: string
  readonly codesPostaux?: readonly string[]
  readonly population?: number
}

let known: Gazetteer | undefined

/** Read once. Communes of today and the arrondissements of Paris, Lyon and Marseille. */
export function readGazetteer(): Gazetteer {
  known ??= gazetteerOf(
    recordsAt<CommuneRecord>(
      import.meta.resolve('@etalab/decoupage-administratif/data/communes.json'),
    ),
    recordsAt(import.meta.resolve('@etalab/decoupage-administratif/data/departements.json')),
  )
  return known
}

const ofToday: readonly string[] = ['commune-actuelle', 'arrondissement-municipal']

const recordsAt = <Record>(url: string): readonly Record[] =>
  JSON.parse(readFileSync(new URL(url), 'utf8'))

function gazetteerOf(
  records: readonly CommuneRecord[],
  departements: readonly { readonly code: string; readonly nom: string }[],
): Gazetteer {
  const communes = records
    .filter(({ type }) => ofToday.includes(type))
    .map(({ code, nom, departement = '', codesPostaux = [], population }) => ({
      code,
      name: nom,
      departement,
      postcodes: codesPostaux,
      inhabitants: population ?? null,
    }))
  const named = departements.map(({ code, nom }) => ({ code, name: nom }))
  const byName = Map.groupBy(communes, ({ name }) => normalised(name))
  const byPostcode = new Map<string, Commune[]>()
  for (const commune of communes) {
    for (const postcode of commune.postcodes) {
      byPostcode.set(postcode, [...(byPostcode.get(postcode) ?? []), commune])
    }
  }
  return {
    commune: new Map(communes.map((commune) => [commune.code, commune])),
    departement: new Map(named.map((departement) => [departement.code, departement])),
    communesNamed: (name) => byName.get(normalised(name)) ?? [],
    departementsNamed: (name) => named.filter((each) => normalised(each.name) === normalised(name)),
    communesOfPostcode: (postcode) => byPostcode.get(postcode) ?? [],
  }
}

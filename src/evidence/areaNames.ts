/** Names of départements and territories for what is read on paper (INSEE, by @etalab/decoupage-administratif). */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Departement {
  readonly code: string
  readonly nom: string
}

/** Where only the territory is known. */
const territories: Readonly<Record<string, string>> = {
  ...{ FR: 'Métropole', GP: 'Guadeloupe', MQ: 'Martinique', GF: 'Guyane', RE: 'La Réunion' },
  ...{ YT: 'Mayotte', PM: 'Saint-Pierre-et-Miquelon', BL: 'Saint-Barthélemy' },
  ...{ MF: 'Saint-Martin', NC: 'Nouvelle-Calédonie', PF: 'Polynésie française' },
  ...{ WF: 'Wallis-et-Futuna', 975: 'Saint-Pierre-et-Miquelon', 977: 'Saint-Barthélemy' },
  ...{ 978: 'Saint-Martin', 986: 'Wallis-et-Futuna', 987: 'Polynésie française' },
  988: 'Nouvelle-Calédonie',
}

let known: ReadonlyMap<string, string> | undefined

/** `75` → `75 Paris`; a code nobody knows stays as it is. */
export function areaName(code: string): string {
  known ??= new Map([...Object.entries(territories), ...departements()])
  const name = known.get(code)
  return name === undefined ? code : `${code} ${name}`
}

function departements(): readonly (readonly [string, string])[] {
  const file = import.meta.resolve('@etalab/decoupage-administratif/data/departements.json')
  const rows = JSON.parse(readFileSync(fileURLToPath(file), 'utf8')) as readonly Departement[]
  return rows.map(({ code, nom }) => [code, nom])
}

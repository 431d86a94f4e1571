/**
 * Places as a person writes them → areas of a selection. Nothing is guessed: a name that several
 * communes have, and a code that is both an INSEE code and another commune's postcode (98714 is
 * Bora-Bora for INSEE and Papeete for the post), are given back with what to write instead.
 */
import { Failure } from '../base/failure.ts'
import type { Area } from '../campaign/audience.ts'
import { territoryCodes } from '../contacts/numberPlan.ts'
import type { Commune, Gazetteer } from './gazetteer.ts'

/** `972,75` → as written, spaces and empty parts gone. */
export const splitList = (written: readonly string[]): readonly string[] =>
  written
    .flatMap((text) => text.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** A territory (MQ), or a département by code or name. */
export function readTerritory(text: string, gazetteer: Gazetteer): Area {
  const code = text.toUpperCase()
  const territory = territoryCodes.find((each) => each === code)
  if (territory !== undefined) return { is: 'territory', code, name: territoryNames[territory] }
  if (/^\d{5}$/.test(text)) throw fiveDigits(text)
  return readDepartement(text, gazetteer)
}

export function readDepartement(text: string, gazetteer: Gazetteer): Area {
  const code = text.toUpperCase().replace(/^\d$/, '0$&')
  const byCode = gazetteer.departement.get(code)
  const found = byCode ? [byCode] : gazetteer.departementsNamed(text)
  const [only] = found
  if (only) return { is: 'departement', code: only.code, name: only.name }
  throw new Failure(
    'badInput',
    `"${text}" is no département: write its code (59, 2A, 972) or its name (Nord).`,
    {
      fr: `« ${text} » n’est pas un département : écrivez son code (59, 2A, 972) ou son nom (Nord).`,
    },
  )
}

/** INSEE code, `insee:98714`, `postcode:98714`, or a name that only one commune has. */
export function readCommune(text: string, gazetteer: Gazetteer): Area {
  const said = /^(insee|postcode|cp)\s*:\s*(\w{5})$/i.exec(text)
  const code = (said?.[2] ?? text).toUpperCase()
  const kind = said?.[1]?.toLowerCase()
  if (kind === 'postcode' || kind === 'cp') return postcodeArea(code, gazetteer)
  const commune = gazetteer.commune.get(code)
  const post = gazetteer.communesOfPostcode(code)
  if (kind === 'insee' || (commune && post.every((each) => each.code === commune.code))) {
    if (commune) return areaOf(commune)
    throw new Failure('badInput', `${code} is no INSEE code of a commune of today.`, {
      fr: `${code} n’est le code Insee d’aucune commune d’aujourd’hui.`,
    })
  }
  if (commune) throw ambiguous(code, commune, post)
  if (/^\d[\dAB]\d{3}$/.test(code)) throw noSuchCommune(code, post)
  return communeNamed(text, gazetteer)
}

const areaOf = ({ code, name }: Commune): Area => ({ is: 'commune', code, name })

function postcodeArea(code: string, gazetteer: Gazetteer): Area {
  const communes = gazetteer.communesOfPostcode(code)
  if (communes.length === 0)
    throw new Failure('badInput', `${code} is the postcode of no commune.`, {
      fr: `${code} n’est le code postal d’aucune commune.`,
    })
  return { is: 'postcode', code, name: communes.map(({ name }) => name).join(', ') }
}

const ambiguous = (code: string, commune: Commune, post: readonly Commune[]): Failure =>
  new Failure(
    'badInput',
    `${code} is the INSEE code of ${commune.name} and the postcode of ${namesOf(post)}: write ` +
      `insee:${code} or postcode:${code}.`,
    {
      fr:
        `${code} est le code Insee de ${commune.name} et le code postal de ${namesOf(post)} : ` +
        `écrivez insee:${code} ou postcode:${code}.`,
      measured: `${code}, two meanings`,
      limit: 'one meaning',
    },
  )

function noSuchCommune(code: string, post: readonly Commune[]): Failure {
  const meant =
    post.length > 0
      ? ` It is the postcode of ${namesOf(post)}: write ${post.length === 1 ? `insee:${post[0]?.code} or ` : ''}postcode:${code}.`
      : ' Write the INSEE code of a commune, or its name.'
  return new Failure('badInput', `${code} is no INSEE code of a commune of today.${meant}`, {
    fr: `${code} n’est le code Insee d’aucune commune d’aujourd’hui.`,
  })
}

function communeNamed(text: string, gazetteer: Gazetteer): Area {
  const found = gazetteer.communesNamed(text)
  const [only] = found
  if (only && found.length === 1) return areaOf(only)
  if (!only) {
    throw new Failure('badInput', `No commune is named "${text}": write its INSEE code (75056).`, {
      fr: `Aucune commune ne s’appelle « ${text} » : écrivez son code Insee (75056).`,
    })
  }
  throw new Failure(
    'badInput',
    `${found.length} communes are named "${text}": write the INSEE code of the one you mean: ` +
      `${namesOf(found)}.`,
    {
      fr:
        `${found.length} communes s’appellent « ${text} » : écrivez le code Insee de la vôtre : ` +
        `${namesOf(found)}.`,
      measured: `${found.length} communes`,
      limit: '1',
    },
  )
}

/** Shown at most. */
const namesMax = 12
function namesOf(communes: readonly Commune[]): string {
  const shown = communes.slice(0, namesMax).map(({ name, code }) => `${name} (${code})`)
  return shown.join(', ') + (communes.length > namesMax ? ', …' : '')
}

const fiveDigits = (code: string): Failure =>
  new Failure(
    'badInput',
    `${code} has five digits: an INSEE code or a postcode, which are not the same. Write --commune ` +
      `insee:${code} or --commune postcode:${code}.`,
    {
      fr:
        `${code} a cinq chiffres : code Insee ou code postal, ce n’est pas la même chose. ` +
        `Écrivez insee:${code} ou postcode:${code}.`,
    },
  )

const territoryNames: Readonly<Record<(typeof territoryCodes)[number], string>> = {
  FR: 'Métropole',
  GP: 'Guadeloupe',
  MQ: 'Martinique',
  GF: 'Guyane',
  RE: 'La Réunion',
  YT: 'Mayotte',
  PM: 'Saint-Pierre-et-Miquelon',
  BL: 'Saint-Barthélemy',
  MF: 'Saint-Martin',
  NC: 'Nouvelle-Calédonie',
  PF: 'Polynésie française',
  WF: 'Wallis-et-Futuna',
}

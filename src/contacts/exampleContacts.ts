/**
 * Example people as a CSV file that campaign teams really have: numbers written every way, people with
 * two numbers, no consent, another slot, no commune, and lines that cannot be used. Pure and repeatable
 * from a seed; every number that could be dialled is one the ARCEP reserves for fiction.
 */
import { assert } from '../base/assert.ts'
import { type Random, randomFrom, seedOf } from '../base/random.ts'
import { examplePlaces, firstNames, lastNames, streets } from './examplePlaces.ts'

/** 10,000 mobile and 50,000 fixed fiction numbers exist; some people have two. */
export const exampleRowsMax = 50_000

const columns = [
  ...([
    'Nom',
    'Prénom',
    'Portable',
    'Fixe',
    'Adresse',
    'Code postal',
    'Commune',
    'Code INSEE',
  ] as const),
  ...(['Consentement', 'Date de consentement', 'Créneau accepté', 'Version du texte'] as const),
  ...(['Commune déclarée par', 'Commune déclarée le'] as const),
] as const
type Row = Record<(typeof columns)[number], string>

/** UTF-8 with BOM, semicolons, CRLF: what Excel writes in France. */
export function exampleCsv(rows: number, seed: number): string {
  assert(rows >= 1 && rows <= exampleRowsMax, `1 to ${exampleRowsMax} rows`)
  const lines = exampleRows(rows, seed).map((row) =>
    columns.map((column) => cell(row[column])).join(';'),
  )
  return `\ufeff${[columns.join(';'), ...lines].join('\r\n')}\r\n`
}

function exampleRows(rows: number, seed: number): readonly Row[] {
  const random = randomFrom(seedOf(seed, 'example contacts'))
  const numbers = fictionNumbers(random)
  const made: Row[] = []
  while (made.length < rows) {
    const before = made[made.length - 1 - random.below(Math.min(made.length, 50) || 1)]
    const fault = random.next() < 0.04 ? random.pick(faults) : undefined
    if (before && random.next() < 0.01) made.push({ ...before })
    else if (fault) made.push(fault(person(random, numbers), random))
    else made.push(person(random, numbers))
  }
  return made
}

interface Numbers {
  /** Nine significant digits each; undefined when the range is used up. */
  mobile(): string | undefined
  fixed(): string
}

/** Every number once, in an order of the seed: 7,919 and 29,989 have no factor in common with the counts. */
function fictionNumbers(random: Random): Numbers {
  const fixedRanges = ['19900', '26191', '35301', '46571', '53649']
  const starts = { mobile: random.below(10_000), fixed: random.below(50_000) }
  let mobiles = 0
  let fixed = 0
  return {
    mobile: () => {
      if (mobiles === 10_000) return undefined
      const last = (starts.mobile + mobiles * 7919) % 10_000
      mobiles += 1
      return `63998${String(last).padStart(4, '0')}`
    },
    fixed: () => {
      assert(fixed < 50_000, 'there are 50,000 fixed fiction numbers')
      const at = (starts.fixed + fixed * 29_989) % 50_000
      fixed += 1
      return `${fixedRanges[Math.floor(at / 10_000)]}${String(at % 10_000).padStart(4, '0')}`
    },
  }
}

function person(random: Random, numbers: Numbers): Row {
  const place = weighted(random)
  const agreed = random.next() < 0.96
  const date = `${two(1 + random.below(28))}/${two(1 + random.below(9))}/2026`
  const kind = random.next()
  const mobile = kind < 0.75 ? numbers.mobile() : undefined
  const fixed = kind > 0.65 || mobile === undefined ? numbers.fixed() : undefined
  const placed = random.next() < 0.97
  return {
    Nom: random.pick(lastNames),
    Prénom: random.pick(firstNames),
    Portable: mobile ? written(mobile, random) : '',
    Fixe: fixed ? written(fixed, random) : '',
    Adresse: `${1 + random.below(120)} ${random.pick(streets)}`,
    'Code postal': placed ? place.postcode : '',
    Commune: placed ? place.commune : '',
    'Code INSEE': placed ? place.insee : '',
    Consentement: agreed ? 'oui' : 'non',
    'Date de consentement': agreed ? date : '',
    'Créneau accepté': agreed ? slot(random) : '',
    'Version du texte': agreed ? '2026-02' : '',
    'Commune déclarée par': placed ? 'la personne' : '',
    'Commune déclarée le': placed ? date : '',
  }
}

/** Most agreed to Tuesday mornings, when the practice clock starts; some to other times. */
function slot(random: Random): string {
  const draw = random.next()
  if (draw < 0.5) return 'lun-ven 10h-13h'
  if (draw < 0.75) return 'mardi 10:00-13:00'
  if (draw < 0.9) return 'lun-ven 10h-13h; lun-ven 14h-20h'
  if (draw < 0.96) return 'tous les jours 10h-13h'
  return random.pick(['jeudi 18h-20h', 'samedi 10h-12h', 'lundi 14h-18h'])
}

/** The ways people write a number. Nine digits without the 0 come from spreadsheets. */
function written(digits: string, random: Random): string {
  const pairs = `0${digits}`.replace(/(\d\d)(?=\d)/g, '$1 ')
  const draw = random.next()
  if (draw < 0.45) return pairs
  if (draw < 0.6) return `0${digits}`
  if (draw < 0.7) return pairs.replaceAll(' ', '.')
  if (draw < 0.78) return `+33 ${pairs.slice(1)}`
  if (draw < 0.84) return `+33 (0)${pairs.slice(1)}`
  if (draw < 0.9) return `0033${digits}`
  if (draw < 0.96) return digits
  return `${digits[0]},${digits.slice(1)}E+08`
}

/** One way each in which a line cannot be used; numbers named here are nobody's telephone. */
const faults: readonly ((row: Row, random: Random) => Row)[] = [
  (row) => ({ ...row, Portable: '', Fixe: '' }),
  (row) => ({ ...row, Portable: '06 39 98 1', Fixe: '' }),
  (row) => ({ ...row, Portable: '6,4E+08', Fixe: '' }),
  (row) => ({ ...row, Portable: '08 99 00 00 00', Fixe: '' }),
  (row) => ({ ...row, Portable: '112', Fixe: '' }),
  (row) => ({ ...row, Portable: '', Fixe: '01 62 00 00 00' }),
  (row) => ({ ...row, Portable: 'voir avec sa fille', Fixe: '' }),
  (row) => ({ ...row, Consentement: 'oui', 'Date de consentement': '' }),
  (row) => ({ ...row, Consentement: 'oui', 'Date de consentement': '31/02/2026' }),
  (row) => ({ ...row, Consentement: 'oui', 'Date de consentement': '12/03/2019' }),
  (row) => ({ ...row, Consentement: 'oui', 'Créneau accepté': 'quand vous voulez' }),
  (row) => ({ ...row, 'Code INSEE': '7505' }),
]

function weighted(random: Random): (typeof examplePlaces)[number] {
  const total = examplePlaces.reduce((sum, { weight }) => sum + weight, 0)
  let left = random.next() * total
  for (const place of examplePlaces) {
    left -= place.weight
    if (left < 0) return place
  }
  return examplePlaces[0] as (typeof examplePlaces)[number]
}

const two = (value: number): string => String(value).padStart(2, '0')
const cell = (text: string): string =>
  /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

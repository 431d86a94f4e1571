/**
 * A French list of people as campaigns really have them, invented from a seed: numbers of fiction
 * only, written in every way people write them, with the mistakes such lists hold. The demo, the
 * tests and examples/contacts.csv are made of it.
 */
import { type Random, randomFrom } from '../base/random.ts'
import {
  type ExampleCommune,
  easternCommunes,
  firstNames,
  lastNames,
  metropolitanCommunes,
  overseasCommunes,
  streets,
} from './exampleNames.ts'

/** Six ranges of ten thousand numbers exist; some people have two. */
export const exampleRowsMax = 50_000

export const exampleHeader: readonly string[] = [
  ...['Nom', 'Prénom', 'Portable', 'Fixe', 'Adresse', 'Commune', 'Code INSEE', 'Code postal'],
  ...['Date de consentement', 'Créneau accepté', 'Version du texte'],
  ...['Commune déclarée par', 'Commune déclarée le'],
]

/** UTF-8 with a byte order mark, semicolons, CR LF: what a French spreadsheet saves. */
export function exampleCsv(rows: number, seed: number): string {
  const lines = [exampleHeader, ...exampleRows(rows, seed)].map((cells) => cells.join(';'))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

export function exampleRows(rows: number, seed: number): readonly (readonly string[])[] {
  const random = randomFrom(seed)
  const numbers = numbersOfFiction(random)
  const people: Person[] = []
  return Array.from({ length: Math.min(rows, exampleRowsMax) }, () => {
    const chance = random.next()
    const before = people.length > 0 ? random.pick(people) : undefined
    if (before && chance < share.repeated) {
      const fixed = before.mobile === undefined ? before.fixed : undefined
      return cellsOf(random, { ...before, address: '', fixed })
    }
    const person = newPerson(random, numbers, people.at(-1))
    people.push(person)
    if (chance < share.repeated + share.broken) {
      return random.pick(mistakes)(cellsOf(random, person), random)
    }
    return cellsOf(random, person)
  })
}

/** Shares of the rows, or of the people. */
const share = {
  repeated: 0.02,
  broken: 0.04,
  sameHomeAsBefore: 0.04,
  mobile: 0.75,
  mobileAndFixed: 0.12,
  withoutConsent: 0.04,
  anotherDay: 0.06,
  withoutSlot: 0.01,
  withoutCommune: 0.02,
  overseas: 0.015,
  east: 0.05,
  communeSaid: 0.6,
  earlierWording: 0.15,
}

interface Person {
  readonly lastName: string
  readonly firstName: string
  /** Nine digits, the leading 0 left out. */
  readonly mobile: string | undefined
  readonly fixed: string | undefined
  readonly address: string
  readonly commune: ExampleCommune | undefined
  /** null: no consent. */
  readonly consent: { readonly day: string; readonly slot: string; readonly version: string } | null
  readonly communeSaid: { readonly by: string; readonly day: string } | undefined
}

interface Numbers {
  mobile(): string | undefined
  fixed(): string | undefined
}

/** Each number once, in an order of the seed; undefined when a kind is used up. */
function numbersOfFiction(random: Random): Numbers {
  const blocks = ['19900', '26191', '35301', '46571', '53649']
  const perBlock = 10_000
  const shuffled = (count: number): ((i: number) => number) => {
    // A step without a factor in common with the count (2 and 5 only) visits every number once.
    const step = 10 * random.below(count / 10) + random.pick([1, 3, 7, 9])
    const first = random.below(count)
    return (i) => (first + i * step) % count
  }
  const [mobileAt, fixedAt] = [shuffled(perBlock), shuffled(perBlock * blocks.length)]
  let [mobiles, fixed] = [0, 0]
  const fourDigits = (value: number): string => String(value).padStart(4, '0')
  return {
    mobile() {
      if (mobiles === perBlock) return undefined
      mobiles += 1
      return `63998${fourDigits(mobileAt(mobiles))}`
    },
    fixed() {
      if (fixed === perBlock * blocks.length) return undefined
      fixed += 1
      const at = fixedAt(fixed)
      return `${blocks[Math.floor(at / perBlock)]}${fourDigits(at % perBlock)}`
    },
  }
}

function newPerson(random: Random, numbers: Numbers, before: Person | undefined): Person {
  const home = before?.address && random.next() < share.sameHomeAsBefore ? before : undefined
  const kind = random.next()
  const mobile = kind < share.mobile ? numbers.mobile() : undefined
  const both = random.next() < share.mobileAndFixed && mobile !== undefined
  return {
    lastName: home?.lastName ?? random.pick(lastNames),
    firstName: random.pick(firstNames),
    mobile,
    fixed: mobile === undefined || both ? numbers.fixed() : undefined,
    address: home?.address ?? `${1 + random.below(120)} ${random.pick(streets)}`,
    commune: home ? home.commune : communeOf(random),
    consent: consentOf(random),
    communeSaid:
      random.next() < share.communeSaid
        ? { by: random.pick(['la personne', 'formulaire', 'adhésion']), day: dayOf(random) }
        : undefined,
  }
}

function communeOf(random: Random): ExampleCommune | undefined {
  const where = random.next()
  if (where < share.withoutCommune) return undefined
  if (where < share.withoutCommune + share.overseas) return random.pick(overseasCommunes)
  if (where < share.withoutCommune + share.overseas + share.east)
    return random.pick(easternCommunes)
  return random.pick(metropolitanCommunes)
}

/** Tuesday morning is when the demo calls: most people said yes to it. */
const usualSlots: readonly string[] = [
  ...['mardi 10h-13h', 'mardi 10h-13h', 'lun-ven 10h-13h', 'lundi au vendredi de 10h à 13h'],
  ...['mardi et jeudi 10:00-13:00', 'Mardi : 10 h - 13 h', 'tous les jours 10h-13h'],
  ...['lun-ven 10h-13h et 14h-20h', 'mardi 10h-13h, mercredi 14h-18h', 'Tue 10:00-13:00'],
]
const otherSlots: readonly string[] = ['jeudi 18h-20h', 'samedi 10h-12h', 'mercredi 14h-18h']

function consentOf(random: Random): Person['consent'] {
  const said = random.next()
  if (said < share.withoutConsent) return null
  const other = said < share.withoutConsent + share.anotherDay
  const none = said > 1 - share.withoutSlot
  const slot = none ? '' : random.pick(other ? otherSlots : usualSlots)
  return { day: dayOf(random), slot, version: random.next() < share.earlierWording ? 'v1' : 'v2' }
}

/** Within the collection declared in examples/source.json. */
function dayOf(random: Random): string {
  const [year, month] = random.pick([
    ...([
      [2024, 10],
      [2024, 11],
      [2024, 12],
      [2025, 1],
      [2025, 2],
      [2025, 3],
    ] as const),
  ])
  const day = 1 + random.below(28)
  const two = (value: number): string => String(value).padStart(2, '0')
  const style = random.next()
  if (style < 0.1) return `${year}-${two(month)}-${two(day)}`
  if (style < 0.2)
    return `${two(day)}/${two(month)}/${year} ${two(9 + random.below(10))}:${two(random.below(60))}`
  return `${two(day)}/${two(month)}/${year}`
}

/** The order of exampleHeader. */
function cellsOf(random: Random, person: Person): string[] {
  const { commune, consent, communeSaid } = person
  return [
    person.lastName,
    person.firstName,
    person.mobile === undefined ? '' : written(random, person.mobile),
    person.fixed === undefined ? '' : written(random, person.fixed),
    person.address,
    commune?.name ?? '',
    commune?.insee ?? '',
    commune?.postcode ?? '',
    consent?.day ?? '',
    consent?.slot ?? '',
    consent?.version ?? '',
    commune && communeSaid ? communeSaid.by : '',
    commune && communeSaid ? communeSaid.day : '',
  ]
}

const pairs = (significant: string, between: string): string =>
  [significant[0], ...(significant.slice(1).match(/../g) ?? [])].join(between)

const ways: readonly ((significant: string) => string)[] = [
  ...[' ', ' ', ' ', '.', '-', '', '\u00a0'].map(
    (between) => (significant: string) => `0${pairs(significant, between)}`,
  ),
  (significant) => `+33 ${pairs(significant, ' ')}`,
  (significant) => `+33${significant}`,
  (significant) => `+33 (0)${pairs(significant, ' ')}`,
  (significant) => `0033 ${pairs(significant, ' ')}`,
  // What a spreadsheet makes of a number it takes for a quantity.
  (significant) => significant,
  (significant) =>
    significant.endsWith('0') ? `0${significant}` : `${significant[0]},${significant.slice(1)}E+08`,
]

const written = (random: Random, significant: string): string => random.pick(ways)(significant)

type Mistake = (cells: string[], random: Random) => readonly string[]

const column = (name: string): number => exampleHeader.indexOf(name)

function put(values: Readonly<Record<string, string>>): Mistake {
  return (cells) => {
    for (const [name, value] of Object.entries(values)) cells[column(name)] = value
    return cells
  }
}

const number = (text: string): Mistake => put({ Portable: text, Fixe: '' })

/** None of these numbers can be dialled: they are no person's. */
const mistakes: readonly Mistake[] = [
  ...['08 99 12 34 56', '0800 123 456', '112', '15', '3639', '118 218', '0700 12 34 56'].map(
    number,
  ),
  ...['01 62 00 12 34', '07 31 23 45 67', '06 39 98 12', '6,4E+08', 'O6 39 98 12 34'].map(number),
  ...['', 'liste rouge', '0937 12 34 56', '06 39 98 12 34 poste 12'].map(number),
  put({ 'Date de consentement': '', 'Créneau accepté': 'mardi 10h-13h' }),
  put({ 'Date de consentement': 'cet hiver' }),
  put({ 'Date de consentement': '45612' }),
  put({ 'Date de consentement': '12/03/2099' }),
  put({ 'Date de consentement': '12/03/2019' }),
  put({ 'Date de consentement': '12/02/2025', 'Créneau accepté': 'quand vous voulez' }),
  put({ 'Date de consentement': '12/02/2025', 'Créneau accepté': 'mardi' }),
  put({ 'Date de consentement': '12/02/2025', 'Version du texte': 'v9' }),
  put({ 'Code INSEE': '75' }),
  put({ 'Code INSEE': '75056', 'Code postal': '97200' }),
  put({ 'Code postal': '7501A' }),
  (cells) => [...cells, 'rappeler'],
]

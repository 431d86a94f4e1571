/**
 * Telephone numbers in what is said: figures, and French words as numbers are read aloud, « zéro huit
 * cent, douze, trente-quatre… ». Words can be read in several ways (« cent dix » is 110 or 100 10): every
 * way is looked at, for doubt refuses.
 */
import { plain } from './plainText.ts'

/** Of one text; what goes on longer is no number. */
const wordsMax = 24
const readingsMax = 512

/** One run of figures and number words, in each way it can be read: groups of digits. */
export interface SpokenDigits {
  /** As it stands in the text. */
  readonly words: string
  readonly readings: readonly (readonly string[])[]
  /** Words just before it: « appelez le », « composez ». */
  readonly before: string
}

const units: readonly string[] = [
  ...['zero', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  ...['onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize'],
]
const tens: Readonly<Record<string, number>> = {
  vingt: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  nonante: 90,
}
const hundred = ['cent', 'cents']
const thousand = 'mille'

export function spokenDigitsIn(text: string): readonly SpokenDigits[] {
  const words = wordsOf(text)
  const found: SpokenDigits[] = []
  for (let at = 0; at < words.length; ) {
    let end = at
    while (end < words.length && end - at < wordsMax && isOfNumber(words, end)) end += 1
    if (end === at) {
      at += 1
      continue
    }
    const run = words.slice(at, end)
    const before = announcement(words, at)
    found.push({ words: run.join(' '), readings: readingsOf(run), before })
    at = end
  }
  return found
}

/** A comma is said too: « huit cent, dix » is never 810. A full stop also ends what announces a number. */
const pause = ','
const stop = '.'

const wordsOf = (text: string): readonly string[] =>
  text
    .split(/([,;:.!?])(?=\s|$)/)
    .map((part) => {
      if (/^[.!?]$/.test(part)) return stop
      return /^[,;:]$/.test(part) ? pause : plain(part)
    })
    .join(' ')
    .split(' ')
    .filter((word) => word !== '')

const isPause = (word: string | undefined): boolean => word === pause || word === stop

function isOfNumber(words: readonly string[], at: number): boolean {
  const word = words[at] ?? ''
  if (isNumeral(word)) return true
  if (isPause(word)) return followsNumeral(words, at) && leadsToNumeral(words, at)
  // « vingt et un », and « plus trente-trois ».
  const next = words[at + 1] ?? ''
  return word === 'et' && isNumeral(words[at - 1] ?? '') && /^(un|onze)$/.test(next)
}

/** Pauses may follow each other: the end of a sentence, then that of its segment. */
function followsNumeral(words: readonly string[], at: number): boolean {
  let before = at - 1
  while (isPause(words[before])) before -= 1
  return isNumeral(words[before] ?? '')
}

function leadsToNumeral(words: readonly string[], at: number): boolean {
  let next = at + 1
  while (isPause(words[next])) next += 1
  return isNumeral(words[next] ?? '')
}

/** Words of the sentence just before a number. */
const announcingWordsMax = 8

function announcement(words: readonly string[], at: number): string {
  const before = words.slice(Math.max(0, at - announcingWordsMax), at)
  return before
    .slice(before.lastIndexOf(stop) + 1)
    .filter((word) => word !== pause)
    .join(' ')
}

const isNumeral = (word: string): boolean =>
  /^\d+$/.test(word) ||
  units.includes(word) ||
  word === 'une' ||
  word in tens ||
  word === 'vingts' ||
  hundred.includes(word) ||
  word === thousand

/** Every way to cut the run into numerals; each numeral becomes its digits. */
function readingsOf(run: readonly string[]): readonly (readonly string[])[] {
  const readings: (readonly string[])[] = []
  const read = (at: number, groups: readonly string[]): void => {
    if (readings.length >= readingsMax) return
    if (at === run.length) {
      readings.push(groups)
      return
    }
    for (const [digits, next] of numeralsAt(run, at)) read(next, [...groups, digits])
  }
  read(0, [])
  return readings
}

const isMultiplier = (word = ''): boolean => hundred.includes(word) || word === thousand

type Numeral = readonly [digits: string, next: number]

/** The longest numeral first. */
function numeralsAt(run: readonly string[], at: number): readonly Numeral[] {
  const word = run[at] ?? ''
  if (/^\d+$/.test(word)) return [[word, at + 1]]
  if (isPause(word)) return [['', at + 1]]
  const small = below100(run, at)
  const larger = hundreds(run, at, small)
  // « huit » of « huit cent » is not said alone.
  const isPartOfMore = larger.length > 0 && isMultiplier(run[small[0]?.[1] ?? at])
  const found = isPartOfMore ? larger : [...small, ...larger]
  return [...found].sort((a, b) => b[1] - a[1]).map(([value, next]) => [String(value), next])
}

type Value = readonly [value: number, next: number]

function below100(run: readonly string[], at: number): readonly Value[] {
  const word = run[at] ?? ''
  const next = run[at + 1] ?? ''
  const unit = unitOf(word)
  if (unit === 4 && /^vingts?$/.test(next)) {
    return [[80, at + 2], ...added(80, run, at + 2, 19)]
  }
  if (unit !== undefined) {
    const small = unitOf(next) ?? 0
    // « dix-sept », « dix-huit », « dix-neuf ».
    const teens: readonly Value[] =
      unit === 10 && small >= 7 && small <= 9 ? [[10 + small, at + 2]] : []
    return [...teens, [unit, at + 1]]
  }
  const ten = word === 'vingts' ? undefined : tens[word]
  if (ten === undefined) return []
  const most = ten === 60 || ten === 80 ? 19 : 9
  return [[ten, at + 1], ...added(ten, run, at + 1, most)]
}

/** « soixante et onze », « quatre-vingt-dix-neuf ». */
function added(ten: number, run: readonly string[], at: number, most: number): readonly Value[] {
  const from = run[at] === 'et' ? at + 1 : at
  if (unitOf(run[from] ?? '') === undefined) return []
  return below100(run, from)
    .filter(([value]) => value > 0 && value <= most)
    .map(([value, next]) => [ten + value, next])
}

function hundreds(run: readonly string[], at: number, small: readonly Value[]): readonly Value[] {
  const word = run[at] ?? ''
  const starts: readonly Value[] = [
    ...(hundred.includes(word) ? [[100, at + 1] as const] : []),
    ...small.flatMap(([value, next]): readonly Value[] =>
      value >= 2 && hundred.includes(run[next] ?? '') ? [[value * 100, next + 1]] : [],
    ),
  ]
  const whole = starts.flatMap(([value, next]): readonly Value[] => [
    [value, next],
    ...below100(run, next)
      .filter(([more]) => more > 0)
      .map(([more, end]) => [value + more, end] as const),
  ])
  return [...whole, ...thousands(run, at, small)]
}

/** « trois mille neuf cent dix-neuf »: how a short number may be read. */
function thousands(run: readonly string[], at: number, small: readonly Value[]): readonly Value[] {
  const starts: readonly Value[] = [
    ...(run[at] === thousand ? [[1000, at + 1] as const] : []),
    ...small.flatMap(([value, next]): readonly Value[] =>
      value >= 2 && run[next] === thousand ? [[value * 1000, next + 1]] : [],
    ),
  ]
  return starts.flatMap(([value, next]): readonly Value[] => {
    const rest = below100(run, next)
    const more = [...rest, ...hundreds(run, next, rest)].filter(([each]) => each > 0 && each < 1000)
    return [[value, next], ...more.map(([each, end]) => [value + each, end] as const)]
  })
}

function unitOf(word: string): number | undefined {
  const found = word === 'une' ? 1 : units.indexOf(word)
  return found === -1 ? undefined : found
}

/**
 * The hours a person accepted, as forms write them (`mardi 18h-20h`, `lun-ven 10:00-13:00`,
 * `Tue 18:00-20:00; Thu 18:00-19:30`) → Slots. A text with any word not understood is no slot at all:
 * a consent is never stretched (CNIL: the precise time slot).
 */
import type { Slot } from './consent.ts'

/** Three slots on each of seven days: more is no answer to a form. */
export const slotsMax = 21
export const slotTextMax = 300

type Token =
  | { readonly is: 'days'; readonly days: readonly number[]; readonly single: boolean }
  | { readonly is: 'time'; readonly minutes: number }
  | { readonly is: 'range' | 'and' | 'break' | 'filler' }

const dayNames: readonly string[] = [
  'lundis?|lun|mondays?|mon',
  'mardis?|mar|tuesdays?|tues?',
  'mercredis?|mer|wednesdays?|wed',
  'jeudis?|jeu|thursdays?|thurs?|thu',
  'vendredis?|ven|fridays?|fri',
  'samedis?|sam|saturdays?|sat',
  'dimanches?|dim|sundays?|sun',
]

const groups: readonly (readonly [string, readonly number[]])[] = [
  ['tous les jours|chaque jour|every ?day|daily|7 ?j ?/ ?7', [1, 2, 3, 4, 5, 6, 7]],
  ['en semaine|la semaine|semaine|weekdays?|jours ouvres', [1, 2, 3, 4, 5]],
  ['le week ?-?end|week ?-?ends?', [6, 7]],
]

const shapes: readonly (readonly [RegExp, (match: RegExpExecArray) => Token])[] = [
  ...groups.map(
    ([words, days]) => [word(words), (): Token => ({ is: 'days', days, single: false })] as const,
  ),
  ...dayNames.map(
    (words, i) =>
      [word(words, '\\.?'), (): Token => ({ is: 'days', days: [i + 1], single: true })] as const,
  ),
  [/^(\d{1,2}) ?(?:h|:) ?(\d{2})(?!\d)(?: ?(am|pm)\b)?/, timeOf],
  [/^(\d{1,2})() ?(am|pm)\b/, timeOf],
  [/^(\d{1,2})(?: ?(?:h(?:eures?)?\b))?()(?![\d:])/, timeOf],
  [/^(?:-|a\b|au\b|to\b|until\b|jusqu'?a\b)/, (): Token => ({ is: 'range' })],
  [/^(?:,|\/|&|\+|et\b|and\b|ou\b|or\b)/, (): Token => ({ is: 'and' })],
  [/^[;|\n]/, (): Token => ({ is: 'break' })],
  [/^(?:de\b|du\b|le\b|les\b|from\b|entre\b|between\b|on\b|:)/, (): Token => ({ is: 'filler' })],
]

/** undefined: not readable with certainty. */
export function parseSlots(text: string): readonly Slot[] | undefined {
  if (text.length > slotTextMax) return undefined
  const tokens = tokensOf(plain(text))
  if (tokens === undefined) return undefined
  const slots: Slot[] = []
  let days: readonly number[] = []
  let times: number[] = []
  let link: 'range' | 'and' | 'none' = 'none'
  let timesFollowDays = false
  for (const token of tokens) {
    switch (token.is) {
      case 'days': {
        if (times.length > 0) return undefined
        const joined = timesFollowDays ? token.days : joinDays(days, token, link)
        if (joined === undefined) return undefined
        days = joined
        timesFollowDays = false
        link = 'none'
        break
      }
      case 'time':
        if (days.length === 0 || (times.length === 1 && link !== 'range')) return undefined
        times = [...times, token.minutes]
        link = 'none'
        if (times.length < 2) break
        {
          const slot = slotOf(days, times)
          if (slot === undefined || slots.length === slotsMax) return undefined
          slots.push(slot)
        }
        times = []
        timesFollowDays = true
        break
      case 'range':
      case 'and':
        link = token.is
        break
      case 'break':
        if (!timesFollowDays) return undefined
        link = 'none'
        break
      case 'filler':
        break
    }
  }
  return timesFollowDays && link === 'none' ? slots : undefined
}

function joinDays(
  days: readonly number[],
  token: { readonly days: readonly number[]; readonly single: boolean },
  link: 'range' | 'and' | 'none',
): readonly number[] | undefined {
  if (days.length === 0) return link === 'none' ? token.days : undefined
  const last = days.at(-1) ?? 0
  const first = token.days[0] ?? 0
  if (link === 'and') return [...new Set([...days, ...token.days])].sort()
  if (link !== 'range' || !token.single || first <= last) return undefined
  return [...days, ...Array.from({ length: first - last }, (_, i) => last + 1 + i)]
}

function slotOf(days: readonly number[], [from = 0, to = 0]: readonly number[]): Slot | undefined {
  if (from >= to || to > 24 * 60) return undefined
  return { days, from: clockText(from), to: clockText(to) }
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function timeOf([, hourText = '', minuteText = '', half]: RegExpExecArray): Token {
  const hour = Number(hourText)
  const minute = Number(minuteText === '' ? 0 : minuteText)
  const afternoon = half === 'pm' && hour < 12 ? 12 : 0
  const midnight = half === 'am' && hour === 12 ? -12 : 0
  const valid = minute < 60 && hour <= (half ? 12 : 24)
  return { is: 'time', minutes: valid ? (hour + afternoon + midnight) * 60 + minute : Number.NaN }
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = []
  let rest = text.trimStart()
  while (rest !== '') {
    const found = firstToken(rest)
    if (found === undefined) return undefined
    const [token, length] = found
    if (token.is === 'time' && Number.isNaN(token.minutes)) return undefined
    tokens.push(token)
    rest = rest.slice(length).replace(/^ +/, '')
  }
  return tokens
}

function firstToken(text: string): readonly [Token, number] | undefined {
  for (const [shape, tokenOf] of shapes) {
    const match = shape.exec(text)
    if (match) return [tokenOf(match), match[0].length]
  }
  return undefined
}

function word(words: string, ending = ''): RegExp {
  return new RegExp(`^(?:${words})${ending}(?![a-z])`)
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[^\S\n]+/g, ' ')
}

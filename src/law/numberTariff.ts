/**
 * What ringing a number costs, by its first digits, and the numbers that a message makes public: shown,
 * to ring back, declared as spoken, and found in the words themselves.
 */

import type { LaunchFacts } from './launchFacts.ts'
import { readNumber } from './numberText.ts'
import { spokenDigitsIn } from './numberWords.ts'

/** `0800-0805` or `116000-116999`: first and last number beginning, of one length. */
export type NumberRange = string

export interface PublicNumber {
  /** Where it is made public: a path of the facts, or the version whose words hold it. */
  readonly where: string
  /** As it is dialled in France: `0800123456`, `3010`. */
  readonly national: string
}

export function isInRanges(national: string, ranges: readonly NumberRange[]): boolean {
  return ranges.some((range) => {
    const [from = '', to = from] = range.split('-')
    const beginning = national.slice(0, from.length)
    // Short numbers are whole; a long one may begin like a short one.
    const isShort = !from.startsWith('0')
    if (isShort && national.length !== Math.max(from.length, shortLength(from))) return false
    return beginning.length === from.length && beginning >= from && beginning <= to
  })
}

const shortLength = (range: string): number => (range.startsWith('11') ? 6 : 4)

/** Every number this launch would make public. */
export function publicNumbers(facts: LaunchFacts): readonly PublicNumber[] {
  const { callbackNumber, spokenNumbers = [] } = facts.legalFile
  const declared: readonly (readonly [string, string])[] = [
    ['callerId', facts.callerId],
    ...spokenNumbers.map((number) => ['legalFile.spokenNumbers', number] as const),
    ...(callbackNumber === undefined
      ? []
      : [['legalFile.callbackNumber', callbackNumber] as const]),
  ]
  // In one text: a number may begin in one segment and end in the next.
  const spoken = Object.entries(facts.heard).flatMap(([version, segments = []]) =>
    numbersIn(segments.map(({ text }) => text).join(' , ')).map((national) => ({
      where: `heard.${version}`,
      national,
    })),
  )
  return [
    ...declared.map(([where, number]) => ({ where, national: nationalOf(number) })),
    ...spoken,
  ]
}

/** Overseas numbers are dialled with a 0 too: +590 800… is 0800…. */
const countryCode = /^\+(?:33|262|59[046])/

/** As it is dialled in France; what is no number stays as it is. */
export function nationalOf(written: string): string {
  const number = readNumber(written)
  if (!number) return written.replace(/[\s.-]/g, '')
  const significant = number.replace(countryCode, '')
  if (significant === number) return number
  return significant.length <= 6 ? significant : `0${significant}`
}

const longDigits = 10
/** Words that announce a number to ring: a short one is only looked for after them. */
const announced = /\b(?:appel|compos|numero|joign|joind|contact|telephon|sonn)|\b(?:le|au)$/

/** Telephone numbers said in a text: ten digits from 0, or a short number that is announced as one. */
export function numbersIn(text: string): readonly string[] {
  const found = new Set<string>()
  for (const { readings, before } of spokenDigitsIn(text)) {
    for (const groups of readings) {
      for (const number of longNumbers(groups)) found.add(number)
      const whole = groups.join('')
      if (/^(?:3\d{3}|11[68]\d{3}|10\d{2})$/.test(whole) && announced.test(before)) found.add(whole)
    }
  }
  return [...found]
}

/** Ten digits that begin and end with a group: other numbers may be said just before or after. */
function longNumbers(groups: readonly string[]): readonly string[] {
  const found: string[] = []
  for (let from = 0; from < groups.length; from += 1) {
    let digits = ''
    for (let to = from; to < groups.length && digits.length < 13; to += 1) {
      digits += groups[to]
      if (digits.length === longDigits && digits.startsWith('0')) found.push(digits)
      const abroad = /^(?:00)?(33|262|59[046])(\d{9})$/.exec(digits)
      if (abroad) found.push(`0${abroad[2]}`)
    }
  }
  return found
}

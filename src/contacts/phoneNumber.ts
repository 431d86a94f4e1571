/**
 * The only maker of E164: what people write → a number or why not (step 2 of the path), and what a
 * number is. Our own table (numberPlan.ts) speaks first; libphonenumber-js/max is the judge of what
 * is left: it knows which blocks are in service, but not fiction, automated-system numbers, nor
 * overseas numbers written the national way. Nothing is guessed: a text has one reading or none.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { maskNumber } from '../base/redact.ts'
import type { E164 } from '../base/units.ts'
import {
  countryCodes,
  emergencyNumbers,
  metropolitanExceptions,
  type NumberClass,
  overseasCountryCodes,
  type PlanRow,
  planRows,
  shortNumber,
  type TerritoryCode,
} from './numberPlan.ts'
import { type RejectionReason, rejections } from './rejection.ts'

/** Longer text is no telephone number, and is not looked at. In characters. */
export const phoneTextMax = 120

/** A person may have these: everything else is refused at import and refused by law. */
export const callableClasses: readonly NumberClass[] = ['fixed', 'mobile', 'voip', 'fiction']

/** `+` and digits as ITU-T E.164 writes them, whatever the class; undefined for anything else. */
export function e164Of(text: string): E164 | undefined {
  return /^\+[1-9]\d{1,14}$/.test(text) ? (text as E164) : undefined
}

/** National significant number (no leading 0), nine digits → E.164 under the right country code. */
export function e164OfNational(significant: string): E164 {
  const countryCode = countryCodeOf(significant)
  // 0508 41 12 34 is +508 41 12 34: there the national prefix repeats the country code.
  const local = countryCode === '508' && significant.startsWith('508') ? 3 : 0
  return `+${countryCode}${significant.slice(local)}` as E164
}

/** What the plan keeps such numbers for; whether this one is in service is not asked. */
export function classOf(number: E164): NumberClass {
  return blockOf(number).class
}

/** Every territory a number with this prefix can belong to; empty when none of ours. */
export function territoriesOf(number: E164): readonly TerritoryCode[] {
  return blockOf(number).territories
}

export function isFiction(number: E164): boolean {
  return classOf(number) === 'fiction'
}

/** A line a whole home answers: fixed or VoIP. A mobile telephone belongs to one person. */
export function isSharedLine(number: E164): boolean {
  const kind = classOf(number)
  return kind === 'fiction' ? !number.startsWith('+336') : kind !== 'mobile'
}

interface Block extends Pick<PlanRow, 'class' | 'territories'> {
  /** For classes people have: does the library know the block as assigned? Asked at import only. */
  readonly inService: boolean
}
const foreign: Block = { class: 'foreign', territories: [], inService: false }

const rowOfPrefix = new Map(planRows.map((row) => [row.prefix, row]))
const longestPrefix = Math.max(...planRows.map((row) => row.prefix.length))
const overseas = new Map(
  overseasCountryCodes.flatMap(([code, prefixes]) => prefixes.split(' ').map((p) => [p, code])),
)
const longestOverseasPrefix = 5
/** First two digits of those prefixes: most numbers have others and need no look. */
const overseasStarts = new Set([...overseas.keys()].map((prefix) => prefix.slice(0, 2)))

function countryCodeOf(significant: string): string {
  if (!overseasStarts.has(significant.slice(0, 2))) return '33'
  if (metropolitanExceptions.some((prefix) => significant.startsWith(prefix))) return '33'
  for (let length = longestOverseasPrefix; length > 2; length -= 1) {
    const code = overseas.get(significant.slice(0, length))
    if (code !== undefined) return code
  }
  return '33'
}

/** Numbers are assigned by blocks of ten thousand: the last four digits never change the answer. */
const digitsInsideBlock = 4
const shortestNamed = 4
/** Blocks remembered at most: every block of +33 (90,000) and of the eight other plans. */
const blocksMax = 200_000
const knownBlocks = new Map<number, Block>()

function blockOf(number: E164): Block {
  const digits = number.slice(1)
  const countryCode = countryCodeIn(digits)
  if (countryCode === undefined) return foreign
  const local = digits.slice(countryCode.length)
  if (!countryCodes[countryCode]?.includes(local.length)) return odd(countryCode, local)
  // The length is part of the key: +508 has numbers of six and of nine digits.
  const key = Number(digits.slice(0, -digitsInsideBlock)) * 16 + digits.length
  const known = knownBlocks.get(key)
  if (known) return known
  const block = judge(number)
  if (knownBlocks.size < blocksMax) knownBlocks.set(key, block)
  return block
}

/** Without the memory of blocks: our table, then the library. Exported to prove both equal. */
export function judge(number: E164): Block {
  const row = rowOf(number.slice(1))
  if (!row) return foreign
  const { territories } = row
  if (row.class !== 'fixed' && row.class !== 'mobile' && row.class !== 'voip') {
    return { class: row.class, territories, inService: false }
  }
  // +508: six digits for fixed lines, nine for the mobiles written 0708 56 at home.
  const nine = number.length > '+508'.length + fixedDigitsOf508
  if (number.startsWith('+508') && nine !== (row.class === 'mobile')) {
    return { class: 'unallocated', territories, inService: false }
  }
  const inService = parsePhoneNumberFromString(number)?.isValid() ?? false
  return { class: row.class, territories, inService }
}

const fixedDigitsOf508 = 6

/** Lengths no telephone has: emergency and short numbers, M2M of 13 digits, or nothing at all. */
function odd(countryCode: string, local: string): Block {
  const territories = rowOf(countryCode + local)?.territories ?? []
  if (emergencyNumbers.includes(local)) return { class: 'emergency', territories, inService: false }
  if (shortNumber.test(local)) return { class: 'short', territories, inService: false }
  if (local.startsWith('700')) return { class: 'm2m', territories, inService: false }
  return { class: 'unallocated', territories, inService: false }
}

function rowOf(digits: string): PlanRow | undefined {
  // +508 has numbers of six and of nine digits: only the part that names the block may match.
  const named = Math.max(shortestNamed, digits.length - digitsInsideBlock)
  for (let length = Math.min(longestPrefix, named); length > 2; length -= 1) {
    const row = rowOfPrefix.get(digits.slice(0, length))
    if (row) return row
  }
  return undefined
}

function countryCodeIn(digits: string): string | undefined {
  if (digits.startsWith('33')) return '33'
  const three = digits.slice(0, 3)
  return three in countryCodes ? three : undefined
}

export type ParsedPhone = { readonly is: 'number'; readonly number: E164 } | PhoneRejection

export interface PhoneRejection {
  readonly is: 'rejected'
  readonly code: RejectionReason
  /** What was read, masked. */
  readonly measured: string
  readonly reason: string
  readonly howToFix: string
}

/** The number of a person who may be called. */
export function parsePhoneNumber(written: string): ParsedPhone {
  const parsed = parseAnyNumber(written)
  if (parsed.is === 'rejected') return parsed
  return callableOnly(parsed.number, written)
}

/** A number to show: of any class but emergency and short; law judges which may be shown. */
export function parseCallerId(written: string): ParsedPhone {
  return parseAnyNumber(written)
}

function callableOnly(number: E164, written: string): ParsedPhone {
  const { class: kind, inService } = blockOf(number)
  if (kind === 'fiction' || (callableClasses.includes(kind) && inService)) {
    return { is: 'number', number }
  }
  return rejected(reasonOfClass[kind] ?? 'unallocated', written)
}

function parseAnyNumber(written: string): ParsedPhone {
  if (/^0[1-9](?:[ .-]?\d\d){4}$/.test(written)) {
    const digits = written.length === 10 ? written : written.replace(/\D/g, '')
    return { is: 'number', number: e164OfNational(digits.slice(1)) }
  }
  if (written.length > phoneTextMax) return rejected('notANumber', written)
  const text = tidyPhoneText(written)
  const scientific = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i.exec(text)
  if (scientific) {
    const mantissa = `${scientific[1]}${scientific[2] ?? ''}`
    // 6,39981234E+08 still has its nine digits; 6,4E+08 has lost seven, and no one can bring them back.
    if (mantissa.length !== Number(scientific[3]) + 1) return rejected('digitsLost', text)
    return ofDigits(mantissa, text)
  }
  const bare = withoutLabels(text)
  if (bare === undefined) return rejected(/\d/.test(text) ? 'letters' : 'notANumber', text)
  if (/(?:poste|ext\.?|extension|x|#)\s*\d{1,6}$/i.test(text)) return rejected('extension', text)
  if (!/^[\d\s.,/()+_:\-–]*$/.test(bare)) return rejected('letters', text)
  // 639981234.0: a table of numbers with decimals.
  const plain = bare.replace(/^(\+?\d{9,15})[.,]0+$/, '$1')
  const plus = /^\(?\+/.test(plain)
  if (plus ? /\+/.test(plain.replace(/^\(?\+/, '')) : plain.includes('+')) {
    return rejected('notANumber', text)
  }
  return ofDigits(digitsOf(plain, plus), text)
}

/** `+33 (0)6…` → the zero between parentheses is said, not dialled. International numbers keep a +. */
function digitsOf(text: string, plus: boolean): string {
  const international = plus || /^\(?00/.test(text)
  const unzeroed = international ? text.replace(/\(\s*0\s*\)/, '') : text
  const digits = unzeroed.replace(/\D/g, '')
  if (!international) return digits
  return `+${plus ? digits : digits.slice(2)}`
}

function ofDigits(digits: string, written: string): ParsedPhone {
  if (digits.startsWith('+')) return ofInternational(digits.slice(1), written)
  if (emergencyNumbers.includes(digits)) return rejected('emergency', written)
  if (shortNumber.test(digits)) return rejected('short', written)
  if (digits.startsWith('0')) return ofNational(digits.slice(1), written)
  // A spreadsheet dropped the leading 0, or the + of an international number.
  if (digits.length === 9) return ofNational(digits, written)
  if (digits.length > 9 && countryCodeIn(digits)) return ofInternational(digits, written)
  if (digits === '') return rejected('notANumber', written)
  return rejected(digits.length < 9 ? 'tooShort' : 'tooLong', written)
}

function ofNational(significant: string, written: string): ParsedPhone {
  // Numbers of machines have up to fourteen digits (Arcep, 0700).
  if (significant.startsWith('700')) return rejected('m2m', written)
  if (significant.length < 9) return rejected('tooShort', written)
  if (significant.length > 9) return rejected('tooLong', written)
  if (significant.startsWith('0')) return rejected('unallocated', written)
  return { is: 'number', number: e164OfNational(significant) }
}

function ofInternational(digits: string, written: string): ParsedPhone {
  const countryCode = countryCodeIn(digits)
  if (countryCode === undefined) {
    return rejected(e164Of(`+${digits}`) ? 'foreign' : 'notANumber', written)
  }
  const local = digits.slice(countryCode.length)
  // +33 06 39 …: the national zero left in place, with all its digits after it.
  const trunk = local.startsWith('0') && local.length === 10 ? local.slice(1) : local
  if (countryCode === '33') {
    if (emergencyNumbers.includes(local)) return rejected('emergency', written)
    if (shortNumber.test(local)) return rejected('short', written)
    return ofNational(trunk, written)
  }
  const lengths = countryCodes[countryCode] ?? []
  const shortest = Math.min(...lengths)
  if (!lengths.includes(trunk.length)) {
    return rejected(trunk.length < shortest ? 'tooShort' : 'tooLong', written)
  }
  const number = e164Of(`+${countryCode}${trunk}`)
  return number ? { is: 'number', number } : rejected('notANumber', written)
}

const reasonOfClass: Readonly<Partial<Record<NumberClass, RejectionReason>>> = {
  emergency: 'emergency',
  short: 'short',
  special: 'special',
  m2m: 'm2m',
  npv: 'npv',
  platform: 'platform',
  foreign: 'foreign',
}

export function rejected(code: RejectionReason, written: string): PhoneRejection {
  const { why, howToFix } = rejections[code]
  const measured = maskText(written)
  return { is: 'rejected', code, measured, reason: why.en, howToFix: howToFix.en }
}

/** At most six digits are shown whole (15, 3639): longer ones as logs show a number. */
export function maskText(text: string): string {
  const digits = text.replace(/[^\d+]/g, '')
  if (digits.length > 6) return maskNumber(digits)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

/** Unicode spaces, dashes and digits as ASCII; invisible marks, quotes and `tel:` gone. */
export function tidyPhoneText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0x0f))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[^\S\n]/g, ' ')
    .replace(/^=?["'’‘`\s]+|["'’\s]+$/g, '')
    .replace(/^tel:/i, '')
    .trim()
}

/** Words before or after the number, when no digit is among them; undefined when letters are inside it. */
function withoutLabels(text: string): string | undefined {
  const first = text.search(/[+(]*\d/)
  if (first < 0) return undefined
  const last = text.search(/\d\D*$/)
  const before = text.slice(0, first)
  const after = text.slice(last + 1)
  const digits = text.slice(first, last + 1)
  if (/\p{L}$/u.test(before) || /^\p{L}/u.test(after)) return undefined
  if (/\p{L}/u.test(digits) && !/(?:poste|ext|x)\s*\.?\s*\d{1,6}$/i.test(digits)) return undefined
  return digits
}

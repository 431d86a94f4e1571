/**
 * The only maker of E164, and what such a number is. Our own table (numberPlan.ts) speaks first;
 * libphonenumber-js/max is the judge of what is left: it knows which blocks are in service, but not
 * fiction, automated-system numbers, nor overseas numbers written the national way.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
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

type Block = Pick<PlanRow, 'class' | 'territories'>
const foreign: Block = { class: 'foreign', territories: [] }

const rowOfPrefix = new Map(planRows.map((row) => [row.prefix, row]))
const longestPrefix = Math.max(...planRows.map((row) => row.prefix.length))
const overseas = new Map(
  overseasCountryCodes.flatMap(([code, prefixes]) => prefixes.split(' ').map((p) => [p, code])),
)
const longestOverseasPrefix = 5

function countryCodeOf(significant: string): string {
  if (metropolitanExceptions.some((prefix) => significant.startsWith(prefix))) return '33'
  for (let length = longestOverseasPrefix; length > 2; length -= 1) {
    const code = overseas.get(significant.slice(0, length))
    if (code !== undefined) return code
  }
  return '33'
}

/** Numbers are assigned by blocks of ten thousand: the last four digits never change the answer. */
const digitsInsideBlock = 4
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
  if (row.class !== 'fixed' && row.class !== 'mobile' && row.class !== 'voip') return row
  if (parsePhoneNumberFromString(number)?.isValid()) return row
  return { class: 'unallocated', territories: row.territories }
}

/** Lengths no telephone has: emergency and short numbers, M2M of 13 digits, or nothing at all. */
function odd(countryCode: string, local: string): Block {
  const territories = rowOf(countryCode + local)?.territories ?? []
  if (emergencyNumbers.includes(local)) return { class: 'emergency', territories }
  if (shortNumber.test(local)) return { class: 'short', territories }
  if (local.startsWith('700')) return { class: 'm2m', territories }
  return { class: 'unallocated', territories }
}

function rowOf(digits: string): PlanRow | undefined {
  for (let length = Math.min(longestPrefix, digits.length); length > 2; length -= 1) {
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

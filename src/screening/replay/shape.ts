/**
 * An operation of the past as a shape: who was called, when, with which number shown. People are
 * synthetic, made from a seed minute by minute, so that any minute can be made alone. Nothing below
 * src/screening can place a call: there is no trunk, and test/tidy.test.ts forbids importing one.
 */
import type { Random } from '../../base/random.ts'
import { randomFrom, seedOf } from '../../base/random.ts'
import { type E164, type EpochMs, epochMs } from '../../base/units.ts'
import { instantsOf, zoneOf } from '../../law/calendar.ts'
import { type CivilDay, day, minuteMs } from '../../law/civilDate.ts'
import type { Said } from '../../law/verdict.ts'
import type { CampaignFacts, PersonFacts } from '../sameFacts.ts'

export interface SyntheticPerson {
  readonly facts: PersonFacts
  /** What is true of them beside what law asks: they moved, are ex-directory, had objected. */
  readonly marks: readonly string[]
}

export interface Shape {
  readonly key: string
  readonly title: Said
  /** What is known of it, and what is supposed here. */
  readonly story: readonly Said[]
  readonly contacts: number
  /** Calls left evenly over these days, from the first hour to the last, hour of Paris. */
  readonly days: readonly string[]
  readonly fromHour: number
  readonly toHour: number
  readonly campaign: Omit<CampaignFacts, 'now' | 'lawOf'>
  readonly marks: Readonly<Record<string, Said>>
  readonly personOf: (random: Random) => SyntheticPerson
}

/** The people called in one minute. */
export interface ShapeMinute {
  readonly at: EpochMs
  readonly people: readonly SyntheticPerson[]
}

/** As many people as have ever had a telephone in France; a typing slip asks for more. */
export const replayContactsMax = 50_000_000

const paris = zoneOf('Europe/Paris')

export function minutesOf(shape: Shape): number {
  return shape.days.length * (shape.toHour - shape.fromHour) * 60
}

export interface MinuteAsked {
  readonly minute: number
  readonly contacts: number
  readonly seed: number
}

/** The same for the same seed, whichever thread makes it. */
export function minuteOf(shape: Shape, { minute, contacts, seed }: MinuteAsked): ShapeMinute {
  const minutes = minutesOf(shape)
  const first = Math.floor((contacts * minute) / minutes)
  const end = Math.floor((contacts * (minute + 1)) / minutes)
  const random = randomFrom(seedOf(seed, shape.key, String(minute)))
  const people = Array.from({ length: end - first }, () => shape.personOf(random))
  return { at: instantOf(shape, minute), people }
}

function instantOf({ days, fromHour, toHour }: Shape, minute: number): EpochMs {
  const aDay = (toHour - fromHour) * 60
  const date = days[Math.floor(minute / aDay)] ?? ''
  const msOfDay = (fromHour * 60 + (minute % aDay)) * minuteMs
  return epochMs(instantsOf(paris, day(date), msOfDay).first)
}

/** The day in force when the first call left. */
export const dayOfLaw = ({ days }: Shape): CivilDay => day(days[0] ?? '')

/** A number of one of these prefixes (E.164 without its last digits). */
export function numberOf(random: Random, prefixes: readonly string[], digits: number): E164 {
  const prefix = random.pick(prefixes)
  const rest = String(random.below(10 ** (digits - prefix.length))).padStart(
    digits - prefix.length,
    '0',
  )
  return `+${prefix}${rest}` as E164
}

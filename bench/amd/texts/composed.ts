/**
 * Words by the hundred for the fit of the ear, put together from what people and mailboxes say: whoever learns from
 * twenty sentences learns those by heart. Same seed, same sentences. None of them stands in the evaluation split.
 */
import { type Random, randomFrom } from '../../../src/base/random.ts'
import { fittingTexts } from './fitting.ts'
import {
  absences,
  callers,
  closings,
  companies,
  filters,
  full,
  hellos,
  owners,
  people,
  requests,
  shops,
  unreachable,
} from './phrases.ts'
import type { SpokenKind, Texts } from './texts.ts'

/** Sentences of each kind beside those of `fittingTexts`. */
const PER_KIND = 500
/** Some kinds have few to say: tried so often for a new one. */
const TRIES = 20

type Compose = (from: Parts) => string

interface Parts {
  readonly random: Random
  /** One of these. */
  one(of: readonly string[]): string
  /** Often nothing. */
  maybe(of: readonly string[]): string
}

export function composedTexts(seed: number): Texts {
  const random = randomFrom(seed)
  const one = (of: readonly string[]): string => random.pick(of)
  const parts: Parts = { random, one, maybe: (of) => (random.next() < 0.5 ? one(of) : '') }
  const made = Object.entries(kinds).map(([kind, compose]) => {
    const texts = new Set(fittingTexts[kind as SpokenKind])
    for (let n = 0; n < PER_KIND; n += 1) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const text = tidied(compose(parts))
        if (texts.has(text)) continue
        texts.add(text)
        break
      }
    }
    return [kind, [...texts]] as const
  })
  return { ...fittingTexts, ...Object.fromEntries(made) }
}

/** Sentences by themselves or in one breath; what is absent leaves no comma. */
function said({ random }: Parts, ...pieces: readonly string[]): string {
  const there = pieces.filter((piece) => piece !== '')
  return there.reduce((text, piece) =>
    random.next() < 0.55 && !/[?!]$/.test(text)
      ? `${text}, ${piece}`
      : `${text}${/[?!]$/.test(text) ? '' : '.'} ${capital(piece)}`,
  )
}

/** What is said with a breath between, as long as a person's who waits. */
function halting({ random }: Parts, ...pieces: readonly string[]): string {
  const there = pieces.filter((piece) => piece !== '').map(capital)
  const breath = `[${800 + 50 * random.below(11)}]`
  return there.map((piece) => (/[?!]$/.test(piece) ? piece : `${piece}.`)).join(` ${breath} `)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function tidied(text: string): string {
  const whole = capital(text.replaceAll(/\s+/g, ' ').trim())
  return /[.?!]$/.test(whole) ? whole : `${whole}.`
}

const greetingOf = (from: Parts): readonly string[] => [
  from.maybe(hellos),
  from.one(owners),
  from.maybe(absences),
  from.one(requests),
  from.maybe(closings),
]

const kinds: Partial<Record<SpokenKind, Compose>> = {
  oui: (from) =>
    `${from.one(people.yes)}${from.one(['', ' ?', ' !', ', allô ?', ', bonjour, j’écoute'])}`,
  name: (from) =>
    said(from, from.maybe(people.first), from.one(people.names), from.maybe(people.polite)),
  longAnswer: (from) =>
    said(
      from,
      from.one(people.first),
      from.maybe(people.polite),
      from.one(people.asks),
      from.maybe(people.circumstances),
    ),
  shop: (from) => said(from, from.maybe(hellos), from.one(shops.names), from.one(shops.offers)),
  child: (from) => said(from, from.one(people.first), from.one(people.children)),
  later: (from) => from.one([...people.asks, ...people.circumstances]),
  talksOver: (from) =>
    `${halting(from, from.one(people.first), from.one(people.asks), from.one(people.circumstances))}`,
  television: (from) =>
    said(
      from,
      from.one(people.programmes),
      from.one(people.programmes),
      from.one(people.programmes),
    ),
  beside: (from) => from.one(people.beside),
  operator: (from) =>
    said(from, from.maybe(hellos), from.one(unreachable), from.one(requests), from.maybe(closings)),
  operatorNumber: (from) =>
    said(
      from,
      from.maybe(hellos),
      from.one(owners.filter((o) => o.includes('{numero}'))),
      from.one(requests),
    ),
  privateLong: (from) => said(from, ...greetingOf(from), from.maybe(closings)),
  privateShort: (from) =>
    from.random.next() < 0.5
      ? said(from, from.one(owners), from.one(requests))
      : said(from, from.maybe(hellos), from.one([...requests, ...absences]), from.maybe(closings)),
  family: (from) =>
    said(from, from.one(hellos), from.one(owners), from.one(absences), from.one(requests)),
  childGreeting: (from) =>
    said(from, from.one(hellos), from.one(owners), from.maybe(absences), from.one(requests)),
  company: (from) =>
    said(
      from,
      from.maybe(hellos),
      from.one(companies.names),
      from.one(companies.says),
      from.maybe(companies.says),
    ),
  pauses: (from) => halting(from, ...greetingOf(from)),
  prank: (from) =>
    halting(
      from,
      from.one(people.first),
      from.maybe(people.asks),
      from.one(callers),
      from.one(requests),
    ),
  fullMailbox: (from) => said(from, from.maybe(hellos), from.one(full), from.maybe(closings)),
  screening: (from) =>
    said(
      from,
      from.maybe(hellos),
      from.one(filters.says),
      from.one(filters.asks),
      from.maybe(filters.ends),
    ),
  announcement: (from) =>
    said(from, from.maybe(hellos), from.one(unreachable), from.maybe(closings)),
}

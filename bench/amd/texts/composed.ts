/**
 * Words by the hundred for the fit of the ear: sentences of people, mailboxes, networks, companies and assistants, and
 * others put together from parts of such, because whoever learns from twenty sentences learns those by heart. Same
 * seed, same sentences. None of them stands in the evaluation split.
 */
import { type Random, randomFrom } from '../../../src/base/random.ts'
import { fittingTexts } from './fitting.ts'
import { morePhrases } from './morePhrases.ts'
import { names } from './names.ts'
import { phrases } from './phrases.ts'
import { sentences } from './sentences.ts'
import type { SpokenKind, Texts } from './texts.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Sentences of each kind beside those of `fittingTexts`. */
const PER_KIND = 1200
/** So many of them are whole sentences, or have one in them; the others are put together. */
const WHOLE_SHARE = 3 / 4
/** Some kinds have few to say: tried so often for a new one. */
const TRIES = 20

type Compose = (from: Parts) => string

interface Parts {
  readonly random: Random
  /** One of these. */
  one(of: readonly string[]): string
  /** Often nothing. */
  maybe(of: readonly string[]): string
  readonly words: Vocabulary
}

export function composedTexts(seed: number): Texts {
  const random = randomFrom(seed)
  const one = (of: readonly string[]): string => random.pick(of)
  const maybe = (of: readonly string[]): string => (random.next() < 0.5 ? one(of) : '')
  const parts: Parts = { words: allPhrases, random, one, maybe }
  const made = Object.entries(kinds).map(([kind, compose]) => {
    const texts = new Set(fittingTexts[kind as SpokenKind])
    const whole = sentences[kind as SpokenKind]
    for (let n = 0; n < PER_KIND; n += 1) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const text = tidied(
          whole && random.next() < WHOLE_SHARE
            ? withMore(kind as SpokenKind, one(whole), parts)
            : compose(parts),
        )
        if (texts.has(text)) continue
        texts.add(text)
        break
      }
    }
    return [kind, [...texts]] as const
  })
  return { ...fittingTexts, ...names, ...Object.fromEntries(made) }
}

/** A whole sentence is said alone, or with another before or after it. */
function withMore(kind: SpokenKind, sentence: string, from: Parts): string {
  const { random, words } = from
  if (random.next() < ALONE_SHARE) return sentence
  if (kind === 'longAnswer') {
    return random.next() < 0.5
      ? said(from, from.one(words.people.first), sentence)
      : said(from, sentence, from.one([...words.people.asks, ...words.people.circumstances]))
  }
  if (closed.has(kind)) return said(from, sentence, from.one(words.closings))
  return sentence
}

const ALONE_SHARE = 0.6
/** Kinds that may end with what ends a greeting. */
const closed: ReadonlySet<SpokenKind> = new Set([
  ...(['privateLong', 'privateShort', 'family', 'operator', 'operatorNumber'] as const),
  ...(['company', 'fullMailbox'] as const),
])

/** Sentences by themselves or in one breath; what is absent leaves no comma. */
function said({ random }: Parts, ...pieces: readonly string[]): string {
  const there = pieces.filter((piece) => piece !== '')
  return there.reduce((text, piece) =>
    random.next() < 0.55 && !/[.?!]$/.test(text)
      ? `${text}, ${piece}`
      : `${text}${/[.?!]$/.test(text) ? '' : '.'} ${capital(piece)}`,
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

/** Both vocabularies together: a sentence may have of each. */
const allPhrases: Vocabulary = together(phrases, morePhrases)

function together<Words>(some: Words, more: Words): Words {
  if (Array.isArray(some)) return [...some, ...(more as typeof some)] as Words
  const merged = Object.entries(some as object).map(([name, words]) => [
    name,
    together(words, (more as Record<string, unknown>)[name]),
  ])
  return Object.fromEntries(merged)
}

const greetingOf = (from: Parts): readonly string[] => [
  from.maybe(from.words.hellos),
  from.one(from.words.owners),
  from.maybe(from.words.absences),
  from.one(from.words.requests),
  from.maybe(from.words.closings),
]

const kinds: Partial<Record<SpokenKind, Compose>> = {
  oui: (from) =>
    `${from.one(from.words.people.yes)}${from.one(['', ' ?', ' !', ', allô ?', ', bonjour, j’écoute'])}`,
  name: (from) =>
    said(
      from,
      from.maybe(from.words.people.first),
      from.one(from.words.people.names),
      from.maybe(from.words.people.polite),
    ),
  longAnswer: (from) =>
    said(
      from,
      from.one(from.words.people.first),
      from.maybe(from.words.people.polite),
      from.one(from.words.people.asks),
      from.maybe(from.words.people.circumstances),
    ),
  shop: (from) =>
    said(
      from,
      from.maybe(from.words.hellos),
      from.one(from.words.shops.names),
      from.one(from.words.shops.offers),
    ),
  child: (from) =>
    said(from, from.one(from.words.people.first), from.one(from.words.people.children)),
  later: (from) => from.one([...from.words.people.asks, ...from.words.people.circumstances]),
  talksOver: (from) =>
    `${halting(from, from.one(from.words.people.first), from.one(from.words.people.asks), from.one(from.words.people.circumstances))}`,
  television: (from) =>
    said(
      from,
      from.one(from.words.people.programmes),
      from.one(from.words.people.programmes),
      from.one(from.words.people.programmes),
    ),
  beside: (from) => from.one(from.words.people.beside),
  operator: (from) =>
    said(
      from,
      from.maybe(from.words.hellos),
      from.one(from.words.unreachable),
      from.one(from.words.requests),
      from.maybe(from.words.closings),
    ),
  operatorNumber: (from) =>
    said(
      from,
      from.maybe(from.words.hellos),
      from.one(from.words.owners.filter((o) => o.includes('{numero}'))),
      from.one(from.words.requests),
    ),
  privateLong: (from) => said(from, ...greetingOf(from), from.maybe(from.words.closings)),
  privateShort: (from) =>
    from.random.next() < 0.5
      ? said(from, from.one(from.words.owners), from.one(from.words.requests))
      : said(
          from,
          from.maybe(from.words.hellos),
          from.one([...from.words.requests, ...from.words.absences]),
          from.maybe(from.words.closings),
        ),
  family: (from) =>
    said(
      from,
      from.one(from.words.hellos),
      from.one(from.words.owners),
      from.one(from.words.absences),
      from.one(from.words.requests),
    ),
  childGreeting: (from) =>
    said(
      from,
      from.one(from.words.hellos),
      from.one(from.words.owners),
      from.maybe(from.words.absences),
      from.one(from.words.requests),
    ),
  company: (from) =>
    said(
      from,
      from.maybe(from.words.hellos),
      from.one(from.words.companies.names),
      from.one(from.words.companies.says),
      from.maybe(from.words.companies.says),
    ),
  pauses: (from) => halting(from, ...greetingOf(from)),
  prank: (from) =>
    halting(
      from,
      from.one(from.words.people.first),
      from.maybe(from.words.people.asks),
      from.one(from.words.callers),
      from.one(from.words.requests),
    ),
  fullMailbox: (from) =>
    said(
      from,
      from.maybe(from.words.hellos),
      from.one(from.words.full),
      from.maybe(from.words.closings),
    ),
  screening: (from) =>
    said(
      from,
      from.maybe(from.words.hellos),
      from.one(from.words.filters.says),
      from.one(from.words.filters.asks),
      from.maybe(from.words.filters.ends),
    ),
  announcement: (from) =>
    said(
      from,
      from.maybe(from.words.hellos),
      from.one(from.words.unreachable),
      from.maybe(from.words.closings),
    ),
}

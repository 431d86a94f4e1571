/**
 * People whose facts law cannot tell apart share one verdict: of a number its country, class and
 * territories, of a place its clock,
 * holidays and the silences of its votes, of the ledger the entry that stands.
 * The rest of a key is the facts themselves. Every so often a shared verdict is judged anew, and must
 * be the same: a rule that looks at something new stops the screening instead of miscounting.
 */
import { assert } from '../base/assert.ts'
import type { E164 } from '../base/units.ts'
import type { ConsentEntry } from '../contacts/consent.ts'
import { classOf, territoriesOf } from '../contacts/phoneNumber.ts'
import { decide } from '../law/decide.ts'
import { freezesFor, isDated } from '../law/electionFreeze.ts'
import type { CallFacts } from '../law/facts.ts'
import type { RuleSet } from '../law/ruleSets.ts'
import { sameName } from '../law/standingConsent.ts'
import { type Whereabouts, whereaboutsOf } from '../law/whereabouts.ts'
import { type Finding, findingOf } from './finding.ts'
import { elsewhere } from './tally.ts'

/** What differs from one person to the next. */
export type PersonFacts = Pick<
  CallFacts,
  'callee' | 'standIn' | 'consents' | 'suppressions' | 'attempts' | 'source'
>
/** What is the same for everybody the campaign calls. */
export type CampaignFacts = Omit<CallFacts, keyof PersonFacts>

/** Different keys kept at most; then the memory starts afresh. */
export const findingsRememberedMax = 200_000
/** One shared verdict in so many is judged anew. */
export const judgedAnewEvery = 1009

export interface Shared {
  readonly finding: Finding
  readonly territory: string
  /** The facts it was judged on: the first person who had them. */
  readonly facts: CallFacts
  people: number
}

export interface SharedVerdicts {
  /** The same object for the same facts in the eyes of the law. */
  of(person: PersonFacts): Shared
  /** Those made or met since the last call of `take`, each with how many people. */
  take(): readonly Shared[]
}

export function sharedVerdicts(
  campaign: CampaignFacts,
  lastStart: number,
  rules?: RuleSet,
): SharedVerdicts {
  const known = new Map<string, Shared>()
  const met = new Set<Shared>()
  const keyOf = keyMaker(campaign)
  let hits = 0
  const judge = (facts: CallFacts): Finding =>
    findingOf((rules ? decide(facts, rules) : decide(facts)).verdict, lastStart)
  return {
    of(person) {
      const key = keyOf(person)
      let shared = known.get(key)
      if (shared) {
        hits += 1
        if (hits % judgedAnewEvery === 0) {
          const anew = judge({ ...campaign, ...person })
          assert(isSame(anew, shared.finding), 'people with the same facts have the same verdict')
        }
      } else {
        if (known.size >= findingsRememberedMax) known.clear()
        const facts = { ...campaign, ...person }
        const territory = whereaboutsOf(facts).places[0]?.territory ?? elsewhere
        shared = { finding: judge(facts), territory, facts, people: 0 }
        known.set(key, shared)
      }
      shared.people += 1
      met.add(shared)
      return shared
    },
    take() {
      const taken = [...met].map((shared) => ({ ...shared }))
      for (const shared of met) shared.people = 0
      met.clear()
      return taken
    },
  }
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.is === b.is &&
    a.at === b.at &&
    a.refusedBy.join() === b.refusedBy.join() &&
    a.unknownBy.join() === b.unknownBy.join()
  )
}

function keyMaker(campaign: CampaignFacts): (person: PersonFacts) => string {
  const ids = new Map<unknown, number>()
  const idOf = (thing: unknown): number => {
    const id = ids.get(thing) ?? ids.size
    if (id === ids.size) ids.set(thing, id)
    return id
  }
  const whereabouts = new Map<Whereabouts, string>()
  const whereKey = (where: Whereabouts): string => {
    const found = whereabouts.get(where)
    if (found !== undefined) return found
    if (whereabouts.size >= findingsRememberedMax) whereabouts.clear()
    const { election } = campaign
    const freezes = election && isDated(election) ? freezesFor(election, where) : []
    const silences = freezes.map((each) => `${idOf(each.place)}:${each.startsAt}-${each.endsAt}`)
    const places = where.places.map(idOf).join('.')
    const sure = `${where.residence}${where.lacksZone ?? ''}${where.commune ? 'c' : ''}`
    const key = `${places}/${sure}/${silences.join()}`
    whereabouts.set(where, key)
    return key
  }
  const numbers = new Map<string, string>()
  const slotTexts = new Map<object, string>()
  const slotKey = (slots: ConsentEntry['slots']): string => {
    if (!slots) return 'none'
    const found = slotTexts.get(slots)
    if (found !== undefined) return found
    if (slotTexts.size >= findingsRememberedMax) slotTexts.clear()
    const text = JSON.stringify(slots)
    slotTexts.set(slots, text)
    return text
  }
  const facts = (callee: CallFacts['callee']): CallFacts => ({ ...campaign, callee })
  return ({ callee, standIn, consents, suppressions, attempts, source }) => {
    const where = whereKey(whereaboutsOf(facts(callee)))
    const number = numberKey(callee.number, numbers)
    const agreed = consentKey(consents, campaign, slotKey)
    const barred = suppressions?.some(
      ({ scope, controller }) => scope !== 'controller' || reachesUs(controller, campaign),
    )
    const tried = attempts?.length
      ? attempts.map(({ at, thisCampaign }) => `${at}${thisCampaign}`).join()
      : attempts?.length
    const from = source ? JSON.stringify(source) : ''
    const rung = standIn ? classOf(standIn) : ''
    return `${number}|${where}|${agreed}|${barred}|${tried}|${from}|${rung}`
  }
}

const reachesUs = (name: string | undefined, { controller }: CampaignFacts): boolean =>
  name === undefined || sameName(name, controller)

/** Numbers are assigned by blocks of ten thousand (contacts/phoneNumber.ts). */
const digitsInsideBlock = 4
const blocksMax = 200_000

function numberKey(number: E164, known: Map<string, string>): string {
  const block = `${number.slice(0, -digitsInsideBlock)}${number.length}`
  const found = known.get(block)
  if (found !== undefined) return found
  if (known.size >= blocksMax) known.clear()
  const key = `${number.slice(0, 4)}${classOf(number)}${territoriesOf(number).join('.')}`
  known.set(block, key)
  return key
}

/** The entry that stands, unless a later instant could see another one: then all that concern us. */
function consentKey(
  ledger: readonly ConsentEntry[] | undefined,
  { controller, channel, now }: CampaignFacts,
  slotKey: (slots: ConsentEntry['slots']) => string,
): string {
  if (!ledger) return 'unknown'
  let latest: ConsentEntry | undefined
  for (const entry of ledger) {
    if (entry.channel !== channel || !concerns(entry, controller)) continue
    if (entry.kind === 'given' && entry.at > now) return JSON.stringify(ledger)
    const tie = latest?.at === entry.at && !(latest.kind === 'withdrawn' && entry.kind === 'given')
    if (!latest || entry.at > latest.at || tie) latest = entry
  }
  if (!latest) return 'none'
  if (latest.kind === 'withdrawn') return 'withdrawn'
  return `${slotKey(latest.slots)}${latest.wordingExpiredAt ?? ''}`
}

/** A consent names its controller to the letter, a withdrawal as people type (law/standingConsent.ts). */
const concerns = (entry: ConsentEntry, controller: string): boolean =>
  entry.kind === 'given' ? entry.controller === controller : sameName(entry.controller, controller)

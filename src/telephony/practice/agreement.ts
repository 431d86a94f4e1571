/**
 * Do our attempts agree with what the fictional people lived (step 12 of the path)? Person by person:
 * who was rung, what each call must have come to given what they did and heard, who objected, who
 * heard the message to its end. Reads nothing but outcomes on our side and PersonRecords on theirs.
 */
import type { DtmfKey } from '../../base/dtmf.ts'
import { maskNumber } from '../../base/redact.ts'
import { type E164, ms } from '../../base/units.ts'
import type { Outcome } from '../../call/outcome.ts'
import { isMachine } from './machineLines.ts'
import { outcomesOfMachine } from './machineOutcomes.ts'
import type { PersonRecord } from './personCall.ts'
import type { Mix } from './population.ts'

/** One CallAttempt as the store remembers it. */
export interface OurAttempt {
  readonly number: E164
  readonly outcome: Outcome
  readonly keys: readonly DtmfKey[]
}

export interface BothSides {
  /** Ended attempts; those to one number in the order they were armed. */
  readonly attempts: readonly OurAttempt[]
  /** Numbers on which an objection by key was stored, without the person's other numbers. */
  readonly objected: ReadonlySet<E164>
  /** In the order the calls came. */
  readonly records: readonly PersonRecord[]
  readonly menu: Mix['menu']
}

export interface Agreement {
  readonly agrees: boolean
  readonly people: number
  /** How many; `disagreements` holds the first DISAGREEMENTS_MAX of them. */
  readonly count: number
  /** One sentence each, with the number masked. */
  readonly disagreements: readonly string[]
}

export const DISAGREEMENTS_MAX = 100
/** A key pressed this shortly before we hung up may have reached a line that was already gone. */
export const LATE_KEY_MS = ms(200)

export function agreement({ attempts, objected, records, menu }: BothSides): Agreement {
  const ours = Map.groupBy(attempts, ({ number }) => number)
  const theirs = Map.groupBy(records, ({ number }) => number)
  const numbers = new Set([...ours.keys(), ...theirs.keys(), ...objected])
  const found: string[] = []
  for (const number of numbers) {
    const person = {
      attempts: ours.get(number) ?? [],
      records: theirs.get(number) ?? [],
      isSuppressed: objected.has(number),
      menu,
    }
    for (const sentence of disagreementsAbout(person)) {
      found.push(`${maskNumber(number)}: ${sentence}`)
    }
  }
  return {
    agrees: found.length === 0,
    people: numbers.size,
    count: found.length,
    disagreements: found.slice(0, DISAGREEMENTS_MAX),
  }
}

interface Person {
  readonly attempts: readonly OurAttempt[]
  readonly records: readonly PersonRecord[]
  readonly isSuppressed: boolean
  readonly menu: Mix['menu']
}

function disagreementsAbout(person: Person): string[] {
  const { records, isSuppressed, menu } = person
  const found: string[] = []
  const placed = person.attempts.filter(({ outcome }) => outcome !== 'notPlaced')
  if (records.length > placed.length) {
    found.push(`was called ${records.length} times for ${placed.length} attempts`)
  }
  const unrung = placed.length - records.length
  const certain = placed.filter(({ outcome }) => outcome !== 'unknown').length
  if (records.length < certain) {
    found.push(`was called ${records.length} times, we say ${certain} times`)
  }
  const matched = withoutUnrung(placed, Math.max(0, unrung))
  for (const [index, record] of records.entries()) {
    const attempt = matched[index]
    if (attempt) found.push(...disagreementsOn(attempt, record, menu))
  }
  const confirmed = records.some(({ confirmationHeard }) => confirmationHeard)
  if (confirmed && !isSuppressed) found.push('heard the objection confirmed, and is not suppressed')
  const saidObjected = placed.some(({ outcome }) => outcome === 'objected')
  if (saidObjected && !isSuppressed) found.push('objected as we say, and is not suppressed')
  const pressed = records.some((record) => keysOf(record).includes(menu.objection))
  if (isSuppressed && !pressed) found.push(`is suppressed and never pressed ${menu.objection}`)
  return found
}

/** An attempt that is `unknown` (we died while it was armed) may have rung nobody: the last ones first. */
function withoutUnrung(placed: readonly OurAttempt[], unrung: number): readonly OurAttempt[] {
  let left = unrung
  return placed
    .toReversed()
    .filter(({ outcome }) => {
      if (outcome !== 'unknown' || left === 0) return true
      left -= 1
      return false
    })
    .toReversed()
}

function disagreementsOn(attempt: OurAttempt, record: PersonRecord, menu: Mix['menu']): string[] {
  if (attempt.outcome === 'unknown') return []
  const found: string[] = []
  const lived = outcomesLived(record, menu)
  if (!lived.includes(attempt.outcome)) {
    found.push(`we say ${attempt.outcome}; what was lived makes it ${lived.join(' or ')}`)
  }
  const heardAll = record.heard.some(({ role, complete }) => role === 'content' && complete)
  if (attempt.outcome === 'heardToEnd' && !heardAll) {
    found.push('we say heardToEnd; the phone did not receive the whole message')
  }
  const pressed = keysOf(record).join('')
  const certain = keysOf(record, certainlyHeard).join('')
  const noted = attempt.keys.join('')
  if (!pressed.startsWith(noted) || noted.length < certain.length) {
    found.push(`pressed "${pressed}"; we noted "${noted}"`)
  }
  return found
}

/** What a call may have come to, from what the person's phone lived alone. */
export function outcomesLived(record: PersonRecord, menu: Mix['menu']): readonly Outcome[] {
  const byUs = record.hungUpBy === 'farEnd'
  if (record.cancelled) return ['noAnswer', 'stopped']
  if (!record.answered) return outcomesOfStatus(record.sipStatus)
  const { behaviour } = record
  // Whoever picked up, or pressed a key, is a person again.
  const asMachine = behaviour !== undefined && isMachine(behaviour) && record.keys.length === 0
  if (asMachine) return outcomesOfMachine(behaviour, record)
  const outcomes = new Set<Outcome>()
  const keyLists = [keysOf(record), keysOf(record, certainlyHeard)]
  for (const keys of keyLists) {
    if (keys.includes(menu.objection)) outcomes.add('objected')
    else if (record.heard.some((part) => part.role === 'content' && part.complete)) {
      outcomes.add('heardToEnd')
    } else if (keys.includes(menu.listen)) {
      outcomes.add('heardPart')
      if (byUs) outcomes.add('stopped')
    } else if (byUs) {
      outcomes.add('notListened').add('stopped')
    } else outcomes.add('hungUpAtGate')
  }
  return [...outcomes]
}

/** Said a second time on purpose, apart from the table the telephony itself uses. */
function outcomesOfStatus(sipStatus: number | undefined): readonly Outcome[] {
  switch (sipStatus) {
    case undefined:
      return ['carrierFault', 'noAnswer', 'stopped']
    case 403:
      return ['rejectedByCarrier']
    case 404:
      return ['unallocated']
    case 480:
      return ['unreachable']
    case 486:
      return ['busy']
    case 503:
      return ['congestion']
    case 603:
      return ['declined']
    default:
      return ['carrierFault']
  }
}

type Pressed = PersonRecord['keys'][number]

const keysOf = (
  record: PersonRecord,
  keep: (record: PersonRecord, pressed: Pressed) => boolean = () => true,
): DtmfKey[] => record.keys.filter((pressed) => keep(record, pressed)).map(({ key }) => key)

function certainlyHeard({ hungUpBy, endedAt, ackAt }: PersonRecord, { atMs }: Pressed): boolean {
  if (hungUpBy !== 'farEnd' || endedAt === undefined || ackAt === undefined) return true
  return endedAt - ackAt - atMs > LATE_KEY_MS
}

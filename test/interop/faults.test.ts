/**
 * Calls over a bad link. What must survive does: one attempt is one call at the far end, a key pressed once is
 * told once, each call ends exactly once. What cannot survive ends as the design says, and blames the right party.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Ms, ms, seconds } from '../../src/base/units.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import type { LivedCall } from '../support/practiceCalls.ts'
import { wordsOf } from '../support/practiceCalls.ts'
import type { Faults } from './support/faults.ts'
import {
  aCarrier,
  type Kind,
  type LinkedWorld,
  linkedWorld,
  longPlan,
  numbersOf,
  people,
  plan,
} from './support/faultyCalls.ts'

const callsOfAKind = 2

// biome-ignore format: one fault a row
const links: readonly (readonly [name: string, faults: Faults])[] = [
  ['no fault', {}],
  ['5 % loss', { lossShare: 0.05 }],
  ['200 ms delay', { delayMs: 200 }],
  ['40 ms jitter', { delayMs: 40, jitterMs: 40 }],
  ['reordering', { reorderShare: 0.1 }],
  ['duplication', { duplicateShare: 0.2 }],
  ['all of these', { lossShare: 0.05, delayMs: 200, jitterMs: 40, reorderShare: 0.05, duplicateShare: 0.05 }],
]

/** What each call is for us, and who ended it at the phone. */
// biome-ignore format: a table
const lives: Readonly<Record<Kind, readonly [ours: RegExp, outcome: string, keys: number, theirs: string]>> = {
  listens: [/answered.* playEnded.* ended:us/, 'heardToEnd', 1, 'farEnd'],
  hangsUpMidMessage: [/answered.* ended:callee/, 'heardPart', 1, 'person'],
  ringsOut: [/^placed ringing ended:us:487$/, 'noAnswer', 0, 'farEnd'],
}

const count = (call: LivedCall, is: string): number =>
  call.events.filter((event) => event.is === is).length

/** Why this call was not lived as it should; nothing: it was. */
function wrongWith(kind: Kind, call: LivedCall, theirs: readonly (string | undefined)[]): string {
  const [events, outcome, keys, by] = lives[kind]
  const words = wordsOf(call.events)
  const isSo =
    events.test(words) &&
    call.outcome === outcome &&
    count(call, 'key') === keys &&
    count(call, 'ended') === 1 &&
    call.events.at(-1)?.is === 'ended' &&
    theirs.length === 1 &&
    theirs[0] === by
  return isSo ? '' : `${kind}: ${words} → ${call.outcome}; the phone: ${theirs.join(', ')}`
}

function summary(
  name: string,
  calls: number,
  wrong: number,
  { fates }: LinkedWorld['link'],
): string {
  const { lost, held, doubled, passed, cut } = fates
  const all = lost + held + doubled + passed + cut
  const bad = `${lost} lost, ${held} held back, ${doubled} doubled, ${cut} cut off`
  return `${name.padEnd(14)} | ${calls - wrong} of ${calls} calls survived | ${all} datagrams: ${bad}`
}

async function survives(
  t: TestContext,
  [name, faults]: (typeof links)[number],
  world: LinkedWorld,
  place: number,
): Promise<void> {
  const kinds = people.flatMap((kind) =>
    numbersOf(kind, callsOfAKind, place).map((number) => ({ kind, number })),
  )
  for (const { number } of kinds) world.calls.call(number)
  const records = await world.finished(seconds(30))
  const lived = world.calls.lived()
  const wrong = kinds.flatMap(({ kind, number }) => {
    const call = lived.find((one) => one.number === number)
    const theirs = records.filter((one) => one.number === number).map(({ hungUpBy }) => hungUpBy)
    return call ? wrongWith(kind, call, theirs) || [] : `${kind}: never ended`
  })
  t.diagnostic(summary(name, kinds.length, wrong.length, world.link))
  assert.deepEqual(wrong, [], JSON.stringify(faults))
  await world.forgotten()
}

interface CutCase {
  readonly name: string
  readonly kind: Kind
  /** At which word of ours it begins; absent: before the call. */
  readonly at?: CallEvent['is']
  /** How long we wait for sound. */
  readonly patienceMs: Ms
  /** How our events end, and the call with them. */
  readonly ends: RegExp
  readonly outcome: string
  /** How the phone's call ended; nothing: it never rang. */
  readonly theirs: readonly string[]
}

const cutMs = 10_000

const cuts: readonly CutCase[] = [
  // RFC 3261 §17.1.1.2: timer B is over before the cut is. Nobody rang, and it is the carrier's fault.
  {
    ...{ name: 'before the INVITE', kind: 'listens', patienceMs: seconds(15), theirs: [] },
    ...{ ends: /^placed ended:refused:408:carrierFault$/, outcome: 'carrierFault' },
  },
  // §9.1, §17.1.2.2: the CANCEL is sent again until it is through.
  {
    ...{ name: 'while it rings', kind: 'ringsOut', at: 'ringing', patienceMs: seconds(15) },
    ...{ ends: /^placed ringing ended:us:487$/, outcome: 'noAnswer', theirs: ['farEnd'] },
  },
  {
    ...{
      name: 'while it talks to the patient',
      kind: 'listens',
      at: 'key',
      patienceMs: seconds(25),
    },
    ...{ ends: /key:1 .*ended:us$/, outcome: 'heardToEnd', theirs: ['farEnd'] },
  },
  // No sound for 5 s: the carrier's fault (call/outcome.ts); the BYE is sent again until it is through.
  {
    ...{ name: 'while it talks to the hasty', kind: 'listens', at: 'key', patienceMs: seconds(5) },
    ...{ ends: /key:1 .*ended:mediaTimeout$/, outcome: 'mediaLost', theirs: ['farEnd'] },
  },
]

async function livesThrough(t: TestContext, row: CutCase, world: LinkedWorld, place: number) {
  const [number] = numbersOf(row.kind, 1, 40 + place)
  assert.ok(number)
  if (row.at === undefined) world.link.cut(cutMs)
  world.telephony.onEvent(({ is }) => {
    if (is === row.at) world.link.cut(cutMs)
  })
  world.calls.call(number)
  const records = await world.finished(seconds(30))
  const [call] = world.calls.lived()
  assert.ok(call)
  t.diagnostic(
    `10 s cut ${row.name}: ${wordsOf(call.events)}, ${call.outcome}; ${world.link.fates.cut} cut off`,
  )
  assert.match(wordsOf(call.events), row.ends)
  assert.equal(call.outcome, row.outcome)
  assert.equal(count(call, 'ended'), 1)
  assert.deepEqual(
    records.map(({ hungUpBy }) => hungUpBy),
    row.theirs,
  )
  await world.forgotten()
}

test('calls over a bad link: set up, heard to the end, key 1, hung up by each side, CANCEL', {
  concurrency: true,
}, async (t) => {
  const [carrier, longCarrier] = [await aCarrier(t, plan), await aCarrier(t, longPlan)]
  const survivals = links.map((row, place) =>
    t.test(`calls survive ${row[0]}`, async (inner) => {
      const [, faults] = row
      const world = await linkedWorld(inner, { carrier, faults, plan, t1: ms(100) })
      await survives(t, row, world, place)
    }),
  )
  const ends = cuts.map((row, place) =>
    t.test(`a link cut for 10 s ${row.name}: ${row.outcome}`, async (inner) => {
      const patient = { ...longPlan, mediaTimeoutMs: row.patienceMs }
      const options = { carrier: longCarrier, faults: {}, plan: patient, t1: ms(100) }
      await livesThrough(t, row, await linkedWorld(inner, options), place)
    }),
  )
  await Promise.all([...survivals, ...ends])
})

/** The link to the carrier is cut for 10 s, in each phase of a call: nothing leaks, and each call ends once. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type Ms, ms, seconds } from '../../src/base/units.ts'
import { wordsOf } from '../support/practiceCalls.ts'
import {
  aCarrier,
  type Kind,
  type LinkedWorld,
  linkedWorld,
  longPlan,
  numbersOf,
} from './support/faultyCalls.ts'

interface CutCase {
  readonly name: string
  /** With which word of ours it begins. */
  readonly at: 'start' | 'ringing' | 'content'
  readonly kind: Kind
  readonly mediaTimeoutMs: Ms
  readonly t1: Ms
  readonly ends: RegExp
  readonly outcome: string
  /** How the phone's call ended; nothing: it never rang. */
  readonly theirs: readonly string[]
}

const cutMs = 10_000

// biome-ignore format: one cut a row
const cuts: readonly CutCase[] = [
  // RFC 3261 §17.1.1.2: timer B is over before the cut is. Nobody rang, and it is the carrier's fault.
  { name: 'before the INVITE', at: 'start', kind: 'listens', mediaTimeoutMs: seconds(15), t1: ms(100), ends: /^placed ended:refused:408:carrierFault$/, outcome: 'carrierFault', theirs: [] },
  // §9.1, §17.1.2.2: the CANCEL is sent again until it is through.
  { name: 'while it rings', at: 'ringing', kind: 'ringsOut', mediaTimeoutMs: seconds(15), t1: ms(100), ends: /^placed ringing ended:us/, outcome: 'noAnswer', theirs: ['farEnd'] },
  { name: 'while it talks, for a patient one', at: 'content', kind: 'listens', mediaTimeoutMs: seconds(25), t1: ms(100), ends: /key:1 .*ended:us$/, outcome: 'heardToEnd', theirs: ['farEnd'] },
  // No sound for 5 s: the carrier's fault (call/outcome.ts); the BYE is sent again until it is through.
  { name: 'while it talks, for one who waits 5 s', at: 'content', kind: 'listens', mediaTimeoutMs: seconds(5), t1: ms(150), ends: /key:1 .*ended:mediaTimeout$/, outcome: 'mediaLost', theirs: ['farEnd'] },
]

async function livesThrough(t: TestContext, row: CutCase, world: LinkedWorld, place: number) {
  const [number] = numbersOf(row.kind, 1, 40 + place)
  assert.ok(number)
  const said = new Promise<void>((resolve) => {
    world.telephony.onEvent(({ is }) => {
      if (is === (row.at === 'content' ? 'key' : row.at)) resolve()
    })
  })
  if (row.at === 'start') world.link.cut(cutMs)
  world.calls.call(number)
  if (row.at !== 'start') {
    await said
    world.link.cut(cutMs)
  }
  const records = await world.finished(seconds(30))
  const [call] = world.calls.lived()
  assert.ok(call)
  t.diagnostic(
    `10 s cut ${row.name}: ${wordsOf(call.events)}, ${call.outcome}; ${world.link.fates.cut} cut off`,
  )
  assert.match(wordsOf(call.events), row.ends)
  assert.equal(call.outcome, row.outcome)
  assert.equal(call.events.filter(({ is }) => is === 'ended').length, 1)
  assert.deepEqual(
    records.map(({ hungUpBy }) => hungUpBy),
    row.theirs,
  )
  await world.forgotten()
}

test('a link cut for 10 s: what outlasts it survives, what cannot ends as the design says', {
  concurrency: true,
}, async (t) => {
  const carrier = await aCarrier(t, longPlan)
  await Promise.all(
    cuts.map((row, place) =>
      t.test(`a link cut for 10 s ${row.name}: ${row.outcome}`, async (inner) => {
        const { mediaTimeoutMs, t1 } = row
        const patient = { ...longPlan, mediaTimeoutMs }
        const world = await linkedWorld(inner, { carrier, faults: {}, plan: patient, t1 })
        await livesThrough(t, row, world, place)
      }),
    ),
  )
})

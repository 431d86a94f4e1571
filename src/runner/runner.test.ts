/** The small parts of the runner; whole runs are in test/simulation. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCampaign, practiceTrunk, tuesdayTen } from '../../test/support/aCampaign.ts'
import { VirtualTime } from '../../test/support/virtualTime.ts'
import { practiceClock, realClock } from '../base/clock.ts'
import type { AttemptId, TargetId } from '../base/ids.ts'
import { type E164, hours, monoMs, seconds } from '../base/units.ts'
import type { Trunk } from '../call/trunk.ts'
import { decide } from '../law/decide.ts'
import type { AttemptEnd, LeasedTarget } from '../store/store.ts'
import { factsOf } from './factsOf.ts'
import { failuresBeforeTrouble, keepTrying, storePatienceMs } from './keepTrying.ts'
import { openMeter } from './meter.ts'
import { batchEndsMax, openOutcomeBook } from './outcomeBook.ts'
import { clockOf, type Line } from './run.ts'
import { realTimer } from './timer.ts'

const real: Trunk & { readonly kind: 'real' } = { ...practiceTrunk, kind: 'real' }

test('a line: a real trunk has the clock of the machine and no place for another', () => {
  const clock = practiceClock(tuesdayTen)
  assert.equal(clockOf({ kind: 'practice', trunk: practiceTrunk, clock }), clock)
  assert.equal(clockOf({ kind: 'real', trunk: real }), realClock)
  // @ts-expect-error a practice clock on a real trunk does not compile
  const wrong: Line = { kind: 'real', trunk: real, clock }
  // Nor does it do anything where nobody compiled.
  assert.equal(clockOf(wrong), realClock)
  // @ts-expect-error a practice line takes no real trunk
  const wrongTrunk: Line = { kind: 'practice', trunk: real, clock }
  assert.equal(wrongTrunk.trunk.kind, 'real')
})

for (const failures of [
  failuresBeforeTrouble - 1,
  failuresBeforeTrouble,
  failuresBeforeTrouble + 1,
]) {
  const told = failures >= failuresBeforeTrouble ? 1 : 0
  test(`keep trying: after ${failures} failures somebody was told ${told} times`, async () => {
    const time = new VirtualTime()
    let [tries, trouble] = [0, 0]
    const work = (): Promise<void> => {
      tries += 1
      return tries > failures ? Promise.resolve() : Promise.reject(new Error('away'))
    }
    const stored = keepTrying(time.timer, work, () => {
      trouble += 1
    })
    assert.equal(await time.until(stored, hours(1)), true)
    assert.deepEqual([tries, trouble], [failures + 1, told])
  })
}

test('keep trying: patience ends, and says that nothing was stored', async () => {
  const time = new VirtualTime()
  const stored = keepTrying(
    time.timer,
    () => Promise.reject(new Error('away')),
    () => {},
  )
  assert.equal(await time.until(stored, hours(1)), false)
  const lasted = time.timer.mono() - 1000
  assert.ok(lasted >= storePatienceMs && lasted < storePatienceMs + 5001, String(lasted))
})

const anEnd = (index: number): AttemptEnd => ({
  attempt: `a${index}` as AttemptId,
  outcome: 'busy',
  endedAt: tuesdayTen,
  keys: [],
})

for (const count of [batchEndsMax - 1, batchEndsMax, batchEndsMax + 1]) {
  test(`outcomes: ${count} at once are stored in batches of at most ${batchEndsMax}, in order`, async () => {
    const time = new VirtualTime()
    const batches: AttemptEnd[][] = []
    const store = {
      endAttempts: (ends: readonly AttemptEnd[]): Promise<void> => {
        batches.push([...ends])
        return Promise.resolve()
      },
    }
    const book = openOutcomeBook({ store, timer: time.timer }, () => {})
    const all = Array.from({ length: count }, (_, index) => anEnd(index))
    const settled = Promise.all(
      all.map((end) => new Promise<void>((resolve) => book.add(end, resolve))),
    )
    await time.until(settled, seconds(10))
    assert.deepEqual(batches.flat(), all)
    assert.equal(batches.length, Math.ceil(count / batchEndsMax))
    assert.ok(batches.every((batch) => batch.length <= batchEndsMax))
  })
}

test('outcomes: a database that is away loses none, and keeps their order', async () => {
  const time = new VirtualTime()
  const stored: AttemptEnd[] = []
  let tries = 0
  const store = {
    endAttempts: (ends: readonly AttemptEnd[]): Promise<void> => {
      tries += 1
      if (tries < 5) return Promise.reject(new Error('away'))
      stored.push(...ends)
      return Promise.resolve()
    },
  }
  const book = openOutcomeBook({ store, timer: time.timer }, () => {})
  const first = new Promise<void>((resolve) => book.add(anEnd(1), resolve))
  time.at(monoMs(1500), () => book.add(anEnd(2), () => {}))
  const second = new Promise<void>((resolve) => {
    time.at(monoMs(1600), () => book.add(anEnd(3), resolve))
  })
  await time.until(Promise.all([first, second]), hours(1))
  assert.deepEqual(stored, [anEnd(1), anEnd(2), anEnd(3)])
  assert.equal(book.lost(), 0)
})

test('meter: a start one second ago is not in this second; the peak is the most of any second', () => {
  const meter = openMeter()
  for (const at of [0, 400, 999, 1000, 1399]) meter.started(monoMs(at))
  assert.equal(meter.startsWithin(seconds(1), monoMs(1399)), 4)
  assert.equal(meter.startsWithin(seconds(1), monoMs(1998)), 3)
  assert.equal(meter.startsWithin(seconds(1), monoMs(1999)), 2)
  assert.equal(meter.peaks().callsPerSecond, 4)
  meter.up(3)
  meter.up(2)
  assert.equal(meter.peaks().concurrentCalls, 3)
})

test('meter: percentiles are values that were measured', () => {
  const meter = openMeter()
  assert.equal(meter.firstAudioMs(), null)
  for (let value = 1; value <= 100; value += 1) {
    meter.ended({ outcome: 'heardPart', keys: [], firstAudioMs: seconds(value / 1000) })
  }
  meter.ended({ outcome: 'busy', keys: [] })
  assert.deepEqual(meter.firstAudioMs(), { p50: 50, p99: 99, max: 100 })
  assert.deepEqual(meter.outcomes(), { heardPart: 100, busy: 1 })
})

const leased: LeasedTarget = {
  target: 't1' as TargetId,
  campaign: aCampaign().id,
  leaseToken: '1',
  contact: '1',
  number: '+33639981234' as E164,
  person: '1',
  household: '1',
  insee: '75056',
  consents: [
    {
      kind: 'given',
      controller: aCampaign().controller,
      channel: 'automate',
      at: tuesdayTen,
      slots: [{ days: [2], from: '10:00', to: '12:00' }],
    },
  ],
  suppressions: [],
  attempts: [],
  attemptNumber: 1,
}

test('facts of a call: what the store knows reaches the law, and the campaign’s cap with it', () => {
  const facts = factsOf(leased, aCampaign(), practiceTrunk, tuesdayTen)
  assert.equal(decide(facts).verdict.allowed, true)
  assert.equal(facts.maxAttempts, 2)
  const asked = { scope: 'organisation', at: tuesdayTen, reason: 'asked' } as const
  const suppressed = factsOf(
    { ...leased, suppressions: [asked] },
    aCampaign(),
    practiceTrunk,
    tuesdayTen,
  )
  assert.equal(decide(suppressed).verdict.allowed, false)
  const onReal = factsOf(leased, aCampaign(), real, tuesdayTen)
  assert.equal(decide(onReal).verdict.allowed, false)
})

test('timer: a wake-up is never early, and one called off does not come', async () => {
  const at = monoMs(realTimer.mono() + 15)
  let calledOff = false
  const callOff = realTimer.wakeAt(at, () => {
    calledOff = true
  })
  callOff()
  const wokenAt = await new Promise<number>((resolve) => {
    realTimer.wakeAt(at, () => resolve(realTimer.mono()))
  })
  assert.ok(wokenAt >= at)
  assert.equal(calledOff, false)
})

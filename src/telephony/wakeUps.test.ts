import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { virtualAlarms } from '../../test/support/virtualAlarms.ts'
import { type MonoMs, monoMs } from '../base/units.ts'
import { openWakeUps, type Sleeper } from './wakeUps.ts'

test('wake-ups: sleepers are woken in order of time, each once, at its newest deadline', () => {
  const time = virtualAlarms(monoMs(0))
  const wakeUps = openWakeUps(time.now, time.alarm)
  const log: string[] = []
  const sleeper = (name: string): Sleeper => ({ wake: (now) => log.push(`${now} ${name}`) })
  const [a, b, c] = [sleeper('a'), sleeper('b'), sleeper('c')]
  wakeUps.set(a, monoMs(30))
  wakeUps.set(b, monoMs(10))
  wakeUps.set(c, monoMs(20))
  wakeUps.set(a, monoMs(5))
  wakeUps.set(c, undefined)
  time.run(monoMs(100))
  assert.deepEqual(log, ['5 a', '10 b'])
  wakeUps.close()
})

test('wake-ups: a sleeper may set itself or others again while being woken', () => {
  const time = virtualAlarms(monoMs(0))
  const wakeUps = openWakeUps(time.now, time.alarm)
  const at: number[] = []
  const again: Sleeper = {
    wake(now) {
      at.push(now)
      if (at.length < 4) wakeUps.set(again, monoMs(now + 10))
    },
  }
  wakeUps.set(again, monoMs(10))
  time.run(monoMs(1000))
  assert.deepEqual(at, [10, 20, 30, 40])
})

test('wake-ups: whoever sleeps for good is held by nobody, however far away the last deadline was', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const wakeUps = openWakeUps(() => monoMs(0), virtualAlarms(monoMs(0)).alarm)
  const some = (count: number): readonly WeakRef<Sleeper>[] =>
    Array.from({ length: count }, (_, n) => {
      const sleeper: Sleeper = { wake: () => assert.fail(`woken: ${n}`) }
      wakeUps.set(sleeper, monoMs(1_800_000 + n))
      wakeUps.set(sleeper, monoMs(900_000 - n))
      wakeUps.set(sleeper, undefined)
      return new WeakRef(sleeper)
    })
  wakeUps.set({ wake: () => undefined }, monoMs(1000))
  const gone = some(1000)
  // A WeakRef keeps what it refers to until the turn of the loop in which it was made is over.
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  assert.equal(gone.filter((each) => each.deref() !== undefined).length, 0)
  wakeUps.close()
})

test('property: whatever is set and unset, exactly the last deadlines ring, in order', () => {
  const change = fc.tuple(
    fc.nat(20),
    fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
  )
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const time = virtualAlarms(monoMs(0))
      const wakeUps = openWakeUps(time.now, time.alarm)
      const rung: [number, number][] = []
      const sleepers = Array.from({ length: 21 }, (_, id): Sleeper => {
        return { wake: (now) => rung.push([now, id]) }
      })
      const wanted = new Map<number, number>()
      for (const [id, at] of changes) {
        wakeUps.set(sleepers[id] as Sleeper, at as MonoMs | undefined)
        if (at === undefined) wanted.delete(id)
        else wanted.set(id, at)
      }
      time.run(monoMs(1000))
      const byTime = (one: readonly number[], other: readonly number[]): number =>
        (one[0] as number) - (other[0] as number) || (one[1] as number) - (other[1] as number)
      const expected = [...wanted].map(([id, at]) => [at, id])
      assert.deepEqual(rung.toSorted(byTime), expected.toSorted(byTime))
      assert.deepEqual(
        rung.map(([at]) => at),
        rung.map(([at]) => at).toSorted((one, other) => one - other),
      )
    }),
    { numRuns: 200 },
  )
})

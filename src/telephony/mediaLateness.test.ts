import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs, ms } from '../base/units.ts'
import { Lateness, RECENT_SECONDS, RecentLateness, SPARED_SECONDS } from './mediaLateness.ts'

test('lateness: of a thousand packets, those that half and 99 % did not exceed', () => {
  const lateness = new Lateness()
  lateness.add(ms(0.2), 500)
  lateness.add(ms(3), 490)
  lateness.add(ms(40), 10)
  assert.deepEqual(
    [lateness.quantile(0.5), lateness.quantile(0.99), lateness.max, lateness.packets],
    [0.25, 3.05, 40, 1000],
  )
})

for (const [bad, counts] of [
  [SPARED_SECONDS - 1, false],
  [SPARED_SECONDS, false],
  [SPARED_SECONDS + 1, true],
] as const) {
  test(`recent lateness: of ten seconds ${bad} bad ones ${counts ? 'count' : 'are a stop, no overload'}`, () => {
    const recent = new RecentLateness()
    for (let second = 6; second < 16; second += 1) {
      const late = second - 6 < bad ? ms(30) : ms(1)
      recent.add(late, 100, monoMs(second * 1000))
    }
    const { p99, max } = recent.of(monoMs(15_500))
    assert.deepEqual([p99, max], [counts ? 30 : 1, 30])
  })
}

test('recent lateness: bad seconds count for ten, and no longer', () => {
  const recent = new RecentLateness()
  for (const second of [3, 4, 5]) recent.add(ms(30), 100, monoMs(second * 1000))
  for (let second = 6; second < 40; second += 1) {
    const now = monoMs(second * 1000)
    recent.add(ms(1), 100, now)
    assert.equal(recent.of(now).max, second - 5 < RECENT_SECONDS ? 30 : 1, `second ${second}`)
    // The third of them leaves the ten seconds first.
    assert.equal(recent.of(now).p99, second - 3 < RECENT_SECONDS ? 30 : 1, `second ${second}`)
  }
  assert.deepEqual(recent.of(monoMs(100_000)), { p50: 0, p99: 0, max: 0 })
})

test('recent lateness: the first second of a run counts, there is no other', () => {
  const recent = new RecentLateness()
  recent.add(ms(30), 100, monoMs(5000))
  assert.equal(recent.of(monoMs(5100)).p99, 30)
})

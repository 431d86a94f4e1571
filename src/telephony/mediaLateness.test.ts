import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs, ms } from '../base/units.ts'
import { Lateness, RECENT_SECONDS, RecentLateness } from './mediaLateness.ts'

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

test('recent lateness: a bad second counts for ten, and no longer', () => {
  const recent = new RecentLateness()
  recent.add(ms(30), 100, monoMs(5500))
  for (let second = 6; second < 40; second += 1) {
    const now = monoMs(second * 1000)
    recent.add(ms(1), 100, now)
    const isBad = second - 5 < RECENT_SECONDS
    assert.equal(recent.of(now).max, isBad ? 30 : 1, `second ${second}`)
    assert.equal(recent.of(now).p99, isBad ? 30 : 1, `second ${second}`)
  }
  assert.deepEqual(recent.of(monoMs(100_000)), { p50: 0, p99: 0, max: 0 })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practiceClock, realClock } from './clock.ts'
import { after, between, earliest, epochMs, type MonoMs, monoMs, ms, seconds } from './units.ts'

test('units: an instant and a duration on one clock', () => {
  assert.equal(after(epochMs(1000), seconds(2)), 3000)
  assert.equal(between(epochMs(1000), epochMs(3000)), 2000)
  assert.equal(between(epochMs(3000), epochMs(1000)), -2000)
})

test('units: the earliest deadline keeps its reason; none awaited is undefined', () => {
  const late = { at: monoMs(20), why: 'late' }
  const soon = { at: monoMs(10), why: 'soon' }
  assert.equal(earliest([late, undefined, soon]), soon)
  assert.equal(earliest([undefined]), undefined)
})

test('clock: the practice clock runs like real time, jumps forward, never back', () => {
  let mono = monoMs(500)
  const clock = practiceClock(epochMs(1_000_000), () => mono)
  assert.equal(clock.epoch(), 1_000_000)
  mono = (mono + 250) as MonoMs
  assert.equal(clock.epoch(), 1_000_250)
  clock.jump(seconds(60))
  assert.equal(clock.epoch(), 1_060_250)
  clock.jump(ms(-5000))
  assert.equal(clock.epoch(), 1_060_250)
  assert.equal(clock.mono(), mono)
})

test('clock: the steady clock of the machine never goes back', () => {
  let before = realClock.mono()
  for (let i = 0; i < 1000; i += 1) {
    const now = realClock.mono()
    assert.ok(now >= before)
    before = now
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inSequence, silence, tone } from '../../test/support/sounds.ts'
import { ms } from '../base/units.ts'
import { nearestPause, pausesIn, SHORTEST_PAUSE } from './pauses.ts'

const speech = (seconds: number) => tone({ hz: 440, seconds })
const spans = (sound: Parameters<typeof pausesIn>[0]) =>
  pausesIn(sound).map(({ fromMs, toMs }) => [fromMs, toMs])

test('pauses: silences long enough, and the end of the sound', () => {
  const sound = inSequence(speech(1), silence(0.2), speech(0.5), silence(0.3))
  assert.deepEqual(spans(sound), [
    [1000, 1200],
    [1700, 2000],
  ])
  assert.deepEqual(spans(speech(1)), [[1000, 1000]])
  assert.deepEqual(spans(inSequence(silence(0.1), speech(1))), [
    [0, 100],
    [1100, 1100],
  ])
})

test('pauses: one window less than the shortest is no pause', () => {
  const between = (pauseMs: number) =>
    spans(inSequence(speech(0.5), silence(pauseMs / 1000), speech(0.5))).length
  assert.equal(between(SHORTEST_PAUSE - 10), 1)
  assert.equal(between(SHORTEST_PAUSE), 2)
  assert.equal(between(SHORTEST_PAUSE + 10), 2)
})

test('pauses: the nearest one, and how far away it is', () => {
  const pauses = pausesIn(inSequence(speech(1), silence(0.2), speech(1), silence(0.2)))
  const away = (mark: number) => {
    const found = nearestPause(pauses, ms(mark))
    return [found?.pause.fromMs, found?.awayMs]
  }
  assert.deepEqual(away(1100), [1000, 0])
  assert.deepEqual(away(900), [1000, 100])
  assert.deepEqual(away(1350), [1000, 150])
  assert.deepEqual(away(2100), [2200, 100])
  assert.equal(nearestPause([], ms(1)), undefined)
})

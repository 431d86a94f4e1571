import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practiceClock } from '../base/clock.ts'
import type { TrunkId } from '../base/ids.ts'
import { epochMs, monoMs } from '../base/units.ts'
import { plainTrunk } from '../call/trunk.ts'
import type { Line } from '../runner/run.ts'
import { clockText } from './clockText.ts'
import { History, historyEveryMs, historyPointsMax } from './history.ts'
import { heardAtLeast, placesOfArea } from './liveSnapshot.ts'
import { limitedLine } from './quotas.ts'

test('listening curve: whoever heard a second heard those before it', () => {
  assert.deepEqual(heardAtLeast([]), [])
  assert.deepEqual(heardAtLeast([{ second: 0, calls: 2 }]), [2])
  assert.deepEqual(
    heardAtLeast([
      { second: 1, calls: 3 },
      { second: 3, calls: 2 },
    ]),
    [5, 5, 2, 2],
  )
})

test('areas: a département, a territory and nowhere have a clock', () => {
  const zones = ['75', '2A', '972', 'MQ', '987', ''].map((area) => placesOfArea(area)[0]?.zone.name)
  assert.deepEqual(zones, [
    ...['Europe/Paris', 'Europe/Paris', 'America/Martinique', 'America/Martinique'],
    ...['Pacific/Tahiti', 'Europe/Paris'],
  ])
})

test('history: a point every five seconds, the last ten minutes and no more', () => {
  const history = new History()
  const rate = { callsPerSecond: 1, callsUp: 2 }
  const kept = (points: number): number => {
    history.add(epochMs(points * historyEveryMs), rate)
    history.add(epochMs(points * historyEveryMs + 1), rate)
    return history.points().length
  }
  for (let point = 1; point < historyPointsMax - 1; point += 1) kept(point)
  assert.equal(kept(historyPointsMax - 1), historyPointsMax - 1)
  assert.equal(kept(historyPointsMax), historyPointsMax)
  assert.equal(kept(historyPointsMax + 1), historyPointsMax)
  assert.equal(history.points()[0]?.at, new Date(2 * historyEveryMs).toISOString())
})

test('clock text: as each language writes an hour, on the clock of Paris', () => {
  const at = epochMs(Date.UTC(2027, 3, 13, 8, 5))
  assert.equal(clockText(at, 'fr'), 'mar. 13 avr., 10\u202fh\u202f05')
  assert.equal(clockText(epochMs(at - 300_000), 'fr'), 'mar. 13 avr., 10\u202fh')
  assert.equal(clockText(at, 'en'), 'Tue 13 Apr, 10:05 (Paris)')
})

test('quotas: the lower of the limits of the trunk and of the organisation holds', () => {
  const line: Line = {
    kind: 'practice',
    clock: practiceClock(epochMs(0), () => monoMs(0)),
    trunk: {
      ...{ id: 'practice' as TrunkId, kind: 'practice', host: '127.0.0.1', port: 0 },
      ...{ callsPerSecond: 20, concurrentCalls: 100, callerIds: [] },
      ...plainTrunk,
    },
  }
  const limits = (callsPerSecondMax: number) => limitedLine(line, { callsPerSecondMax }).trunk
  assert.equal(limits(19).callsPerSecond, 19)
  assert.equal(limits(20).callsPerSecond, 20)
  assert.equal(limits(21).callsPerSecond, 20)
  assert.equal(limitedLine(line, { concurrentCallsMax: 99 }).trunk.concurrentCalls, 99)
  assert.deepEqual(limitedLine(line, {}), line)
})

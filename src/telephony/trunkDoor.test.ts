import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { monoMs } from '../base/units.ts'
import { doorSecondMs, TrunkDoor } from './trunkDoor.ts'

test('trunk door: at the limit and below it nobody waits, one above waits for the second to pass', () => {
  const door = new TrunkDoor(3)
  const waits = [0, 1, 2, 3].map((at) => door.reserve(monoMs(at)).waitMs)
  assert.deepEqual(waits, [0, 0, 0, doorSecondMs - 3])
  assert.equal(door.reserve(monoMs(doorSecondMs + 1)).waitMs, 0)
})

test('trunk door: who left later than reserved keeps the next one waiting longer', () => {
  const door = new TrunkDoor(1)
  door.reserve(monoMs(0)).passage.at = monoMs(30)
  assert.equal(door.reserve(monoMs(500)).waitMs, 30 + doorSecondMs - 500)
})

test('trunk door: whatever comes, no second holds more than callsPerSecond', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), gaps, (callsPerSecond, between) => {
      const door = new TrunkDoor(callsPerSecond)
      let now = 0
      const left = between.map((gap) => {
        now += gap
        return door.reserve(monoMs(now)).passage.at
      })
      for (let i = callsPerSecond; i < left.length; i += 1) {
        assert.ok((left[i] ?? 0) - (left[i - callsPerSecond] ?? 0) >= 1000)
      }
    }),
  )
})

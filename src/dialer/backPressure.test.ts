import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from '../base/random.ts'
import { type MonoMs, type Ms, monoMs, ms } from '../base/units.ts'
import {
  backPressure,
  noPressure,
  type Pressure,
  type PressureOf,
  pressureCut,
  pressureLimits,
  pressureShareMin,
  settleMs,
} from './backPressure.ts'

const second = 1000
const at = (seconds: number): MonoMs => monoMs(seconds * second)

for (const what of Object.keys(pressureLimits) as PressureOf[]) {
  const { lateMs } = pressureLimits[what]
  for (const measured of [lateMs - 1, lateMs, lateMs + 1]) {
    const slows = measured > lateMs
    test(`back-pressure: ${what} ${measured} ms late ${slows ? 'slows down and says why' : 'is left alone'}`, () => {
      const after = backPressure(noPressure, { [what]: ms(measured) }, at(1))
      assert.equal(after.share, slows ? pressureCut : 1)
      const why = { what, measuredMs: measured, limitMs: lateMs }
      assert.deepEqual(after.why, slows ? why : null)
    })
  }
}

test('back-pressure: the worst of several is named', () => {
  const after = backPressure(noPressure, { sound: ms(14), store: ms(2000), program: ms(10) }, at(1))
  assert.equal(after.why?.what, 'store')
})

for (const wait of [settleMs - 1, settleMs, settleMs + 1]) {
  const cuts = wait >= settleMs
  test(`back-pressure: still late ${wait} ms after a cut: ${cuts ? 'cut again' : 'the cut is given time'}`, () => {
    const once = backPressure(noPressure, { sound: ms(20) }, at(1))
    const again = backPressure(once, { sound: ms(20) }, monoMs(second + wait))
    assert.ok(Math.abs(again.share - (cuts ? pressureCut ** 2 : pressureCut)) < 1e-9)
  })
}

test('back-pressure: late for ever, it goes down to a sixteenth and no further', () => {
  let pressure = noPressure
  for (let now = 1; now < 600; now += 1)
    pressure = backPressure(pressure, { store: ms(3000) }, at(now))
  assert.equal(pressure.share, pressureShareMin)
})

test('back-pressure: between late and fine nothing moves; when it is over, all of the pace comes back', () => {
  let pressure = backPressure(noPressure, { store: ms(900) }, at(1))
  for (let now = 2; now < 120; now += 1)
    pressure = backPressure(pressure, { store: ms(400) }, at(now))
  assert.equal(pressure.share, pressureCut)
  let back = 0
  for (let now = 120; now < 400 && back === 0; now += 1) {
    pressure = backPressure(pressure, { store: ms(20) }, at(now))
    if (pressure.share === 1) back = now
  }
  assert.ok(back > 0 && back < 220, `whole again after ${back - 120} s`)
  assert.equal(pressure.why, null)
})

interface Plant {
  readonly name: string
  /** What is measured when this share of the pace has been asked for, given what was up a second ago. */
  readonly measure: (up: number) => Partial<Record<PressureOf, Ms>>
  /** How long a call stays up; 0: the pace itself is the load. */
  readonly holdS: number
  /** The share of the load at which it becomes late. */
  readonly knee: number
}

const plants: readonly Plant[] = [
  {
    name: 'a database that is slow beyond half of the pace',
    holdS: 0,
    knee: 0.5,
    measure: (load) => ({ store: ms(load <= 0.5 ? 60 : 60 + (load - 0.5) * 6000) }),
  },
  {
    name: 'sound that is late beyond 60 % of the calls, which stay up for 40 s',
    holdS: 40,
    knee: 0.6,
    measure: (load) => ({ sound: ms(load <= 0.6 ? 1 + 3 * load : 12 + (load - 0.6) * 200) }),
  },
  {
    name: 'a program that is late beyond 80 % of the calls, which stay up for 90 s',
    holdS: 90,
    knee: 0.8,
    measure: (load) => ({ program: ms(10 + 120 * (load / 0.8) ** 6) }),
  },
]

/** Ten minutes from a cold start, with a tenth of noise. */
function live(plant: Plant, seed: number) {
  const random = randomFrom(seed)
  let pressure: Pressure = noPressure
  let up = 0
  const shares: number[] = []
  const loads: number[] = []
  for (let now = 1; now <= 900; now += 1) {
    up = plant.holdS === 0 ? pressure.share : up + (pressure.share - up) / plant.holdS
    const noisy = Object.entries(plant.measure(up)).map(([what, value]) => [
      what,
      ms(value * (0.95 + random.next() * 0.1)),
    ])
    pressure = backPressure(pressure, Object.fromEntries(noisy), at(now))
    shares.push(pressure.share)
    loads.push(up)
  }
  return { shares, loads }
}

/** Down after up, or up after down. */
function reversals(shares: readonly number[]): number {
  let direction = 0
  let turned = 0
  shares.forEach((share, index) => {
    const before = shares[index - 1]
    if (before === undefined || share === before) return
    const now = Math.sign(share - before)
    if (direction !== 0 && now !== direction) turned += 1
    direction = now
  })
  return turned
}

/** Named here because both are promised: how soon it settles, and how calm it is then. */
const settlesWithinS = 300
const reversalsMax = 14

for (const [index, plant] of plants.entries()) {
  const seed = 91 + index
  test(`back-pressure, seed ${seed}: ${plant.name}: settles within ${settlesWithinS} s, at most ${reversalsMax} turns in ten minutes`, () => {
    const { shares, loads } = live(plant, seed)
    assert.ok(shares.every((share) => share <= 1 && share >= pressureShareMin))
    const settled = loads.slice(settlesWithinS)
    const mean = settled.reduce((sum, load) => sum + load, 0) / settled.length
    const turned = reversals(shares.slice(settlesWithinS))
    const told = `mean load ${mean.toFixed(3)}, most ${Math.max(...settled).toFixed(3)}, ${turned} turns`
    assert.ok(mean > 0.7 * plant.knee && mean < 1.1 * plant.knee, told)
    assert.ok(Math.max(...settled) < 1.25 * plant.knee, told)
    assert.ok(turned <= reversalsMax, told)
  })
}

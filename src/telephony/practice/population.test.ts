import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { E164 } from '../../base/units.ts'
import { behaviourNames, behaviours } from './behaviour.ts'
import { behaviourOf, conductOf, demoMix, only, quickMix } from './population.ts'

const numberOf = (i: number): E164 => `+3319900${String(i).padStart(4, '0')}` as E164
const people = Array.from({ length: 10_000 }, (_, i) => numberOf(i))

test('population: each behaviour comes within two points of its share of 10,000 people', () => {
  const counts = new Map<string, number>()
  for (const number of people) {
    const name = behaviourOf(42, number, 0, quickMix)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const total = behaviourNames.reduce((sum, name) => sum + behaviours[name].share, 0)
  for (const name of behaviourNames) {
    const wanted = behaviours[name].share / total
    const found = (counts.get(name) ?? 0) / people.length
    assert.ok(Math.abs(found - wanted) < 0.02, `${name}: ${found}, wanted ${wanted}`)
  }
})

test('population: in the demo nobody outlasts the others by a time-out or a replay', () => {
  const names = new Set(people.map((number) => behaviourOf(42, number, 0, demoMix)))
  assert.ok(!names.has('noReply') && !names.has('replays'))
  assert.equal(names.size, behaviourNames.length - 3)
})

test('population: the same seed gives the same conduct, another seed another population', () => {
  const all = (seed: number) => people.slice(0, 500).map((n) => conductOf(seed, n, 0, demoMix))
  assert.deepEqual(all(1), all(1))
  assert.notDeepEqual(all(1), all(2))
})

test('population: what is lasting stays at every attempt; who was away may answer the next time', () => {
  const changed = new Set<string>()
  for (const number of people.slice(0, 2000)) {
    const first = behaviourOf(7, number, 0, demoMix)
    const second = behaviourOf(7, number, 1, demoMix)
    if (behaviours[first].lasting) assert.equal(second, first)
    else if (second !== first) changed.add(first)
    assert.ok(first === second || (second !== 'unallocated' && second !== 'declined'))
  }
  for (const name of ['busy', 'ringsOut', 'unreachable', 'voicemail']) assert.ok(changed.has(name))
})

test('population: a mix of one behaviour gives nothing else, whatever the seed and the attempt', () => {
  const seed = fc.integer({ min: 0, max: 2 ** 31 })
  fc.assert(
    fc.property(fc.constantFrom(...behaviourNames), seed, fc.nat(4), (name, s, attempt) => {
      assert.equal(behaviourOf(s, numberOf(s % 10_000), attempt, only(name)), name)
    }),
  )
})

test('population: every number drawn lies within its span', () => {
  for (const mix of [demoMix, quickMix]) {
    const [least, most] = mix.manners.ringMs
    for (const number of people.slice(0, 300)) {
      const { setup } = conductOf(3, number, 0, { ...mix, weights: { listens: 1 } })
      assert.ok(setup.is === 'rings' && setup.ringMs !== undefined)
      assert.ok(setup.ringMs >= least && setup.ringMs <= most, String(setup.ringMs))
    }
  }
})

test('population: a wrong key is never one that the menu offers', () => {
  const offered: readonly string[] = Object.values(demoMix.menu)
  for (const number of people.slice(0, 300)) {
    const { lines } = conductOf(3, number, 0, only('listensAfterWrongKey'))
    const [wrong, right] = lines.flatMap(({ act }) => (act.is === 'press' ? [act.key] : []))
    assert.ok(wrong && !offered.includes(wrong), wrong)
    assert.equal(right, demoMix.menu.listen)
  }
})

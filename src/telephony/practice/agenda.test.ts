import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type MonoMs, monoMs } from '../../base/units.ts'
import { openAgenda } from './agenda.ts'

test('agenda: gives everything back in the order of instants, equal ones as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 200 }), (instants) => {
      const agenda = openAgenda<number>()
      for (const [order, at] of instants.entries()) agenda.add(monoMs(at), order)
      const out: number[] = []
      for (let due = agenda.takeDue(monoMs(20)); due; due = agenda.takeDue(monoMs(20))) {
        out.push(due.item)
      }
      const at = (order: number): number => instants[order] as number
      const sorted = [...instants.keys()].sort((a, b) => at(a) - at(b) || a - b)
      assert.deepEqual(out, sorted)
      assert.equal(agenda.nextAt(), undefined)
    }),
  )
})

test('agenda: nothing is taken before its instant', () => {
  const agenda = openAgenda<string>()
  agenda.add(monoMs(10), 'call')
  assert.equal(agenda.takeDue(monoMs(9)), undefined)
  assert.equal(agenda.nextAt(), 10 as MonoMs)
  assert.equal(agenda.takeDue(monoMs(10))?.item, 'call')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldOf, instantIn, shiftDay } from './parisTime.ts'

test('schedule fields: an instant is shown in Paris and comes back the same, winter and summer', () => {
  for (const [iso, field] of [
    ['2027-01-12T09:00:00.000Z', '2027-01-12T10:00'],
    ['2027-07-14T18:30:00.000Z', '2027-07-14T20:30'],
    ['2027-03-28T00:59:00.000Z', '2027-03-28T01:59'],
    ['2027-03-28T01:00:00.000Z', '2027-03-28T03:00'],
    ['2027-10-31T02:30:00.000Z', '2027-10-31T03:30'],
  ] as const) {
    assert.equal(fieldOf(iso), field)
    assert.equal(instantIn(field), iso)
  }
})

test('schedule fields: what is no date and time is nothing', () => {
  for (const field of ['', '2027-13-40T10:00', '2027-01-12', 'demain']) {
    assert.equal(instantIn(field), undefined)
  }
})

test('schedule fields: a week later is the same weekday, over a change of time too', () => {
  assert.equal(shiftDay('2027-03-25', 7), '2027-04-01')
  assert.equal(shiftDay('2027-01-01', -1), '2026-12-31')
})

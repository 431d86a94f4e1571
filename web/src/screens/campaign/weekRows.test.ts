import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Band, rowsOf, withStretch } from './weekRows.ts'

const band = (from: string, to: string, is: Band['is']): Band => ({
  ...{ from, to, is, article: null, reason: null, people: 0 },
})
const working = [
  band('00:00', '10:00', 'closed'),
  band('10:00', '13:00', 'open'),
  band('13:00', '14:00', 'closed'),
  band('14:00', '20:00', 'open'),
  band('20:00', '24:00', 'closed'),
]
const frozen = [band('00:00', '24:00', 'frozen')]

test('calendar rows: cut where some day changes, without the night', () => {
  const days = [
    { day: '2027-04-16', bands: working },
    { day: '2027-04-17', bands: frozen },
  ]
  const rows = rowsOf({ territories: ['FR'], people: 1, days })
  assert.deepEqual(
    rows.map(({ from, to, cells }) => `${from}-${to} ${cells.map(({ is }) => is).join(' ')}`),
    ['10:00-13:00 open frozen', '13:00-14:00 closed frozen', '14:00-20:00 open frozen'],
  )
})

test('calendar rows: a week in which nothing is open is one row that says so', () => {
  const rows = rowsOf({
    territories: ['MQ'],
    people: 1,
    days: [{ day: '2027-04-17', bands: frozen }],
  })
  assert.deepEqual(
    rows.map(({ from, to, cells }) => [from, to, cells[0]?.is]),
    [['08:00', '21:00', 'frozen']],
  )
})

test('chosen hours: one stretch of one day is left out, then called again', () => {
  const lunch = { from: '10:00', to: '13:00' }
  const without = withStretch(null, 2, lunch, false)
  assert.deepEqual(without, [
    { days: [1, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
    { days: [2], from: '00:00', to: '10:00' },
    { days: [2], from: '13:00', to: '24:00' },
  ])
  assert.deepEqual(withStretch(without, 2, lunch, true), [
    { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' },
  ])
})

test('chosen hours: what touches a stretch stays, what lies inside it goes', () => {
  const hours = [{ days: [1], from: '10:00', to: '12:00' }]
  assert.deepEqual(withStretch(hours, 1, { from: '12:00', to: '14:00' }, false), hours)
  assert.deepEqual(withStretch(hours, 1, { from: '09:00', to: '14:00' }, false), [])
  assert.deepEqual(withStretch(hours, 1, { from: '11:00', to: '14:00' }, false), [
    { days: [1], from: '10:00', to: '11:00' },
  ])
})

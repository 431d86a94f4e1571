import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../../base/units.ts'
import { placesIn } from '../territory.ts'
import { usualOpening } from './consommationD223_9.ts'

/** Friday 8 May 2026 is a public holiday; Thursday 7 May, 19:00 in Paris. */
const thursdayEvening = epochMs(Date.UTC(2026, 4, 7, 17))
const at = (utc: string) => epochMs(Date.parse(utc))

test('D223-9: the usual hours open again after a holiday and a weekend, on the clock of the place', () => {
  assert.equal(usualOpening(placesIn.FR, thursdayEvening), thursdayEvening)
  assert.equal(usualOpening(placesIn.FR, at('2026-05-07T18:00:00Z')), at('2026-05-11T08:00:00Z'))
  assert.equal(usualOpening(placesIn.MQ, at('2026-05-07T12:00:00Z')), at('2026-05-07T14:00:00Z'))
})

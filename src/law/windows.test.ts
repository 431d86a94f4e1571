import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instant, iso } from '../../test/support/callFacts.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import { localDay } from './calendar.ts'
import { addDays, day, dayMs } from './civilDate.ts'
import { parseTimeOfDay } from './slotWindows.ts'
import { type Place, placesIn } from './territory.ts'
import { closesAt, openingSearchDays, opensAt, type Windows } from './windows.ts'

const paris = placesIn.FR[0] as Place
const reunion = placesIn.RE[0] as Place
const tahiti = placesIn.PF[0] as Place
const at = (time: string): number => parseTimeOfDay(time) as number
const everyDay = (from: string, to: string): Windows => {
  const open = [{ from: at(from), to: at(to) }]
  return () => open
}
const opens = (windows: Windows, now: string, ...places: Place[]): string =>
  iso(opensAt(windows, places, instant(now)))

test('windows: what is open now opens now; else the next opening, tomorrow if need be', () => {
  const windows = everyDay('10:00', '13:00')
  assert.equal(opens(windows, '2026-11-24T10:00:00Z', paris), '2026-11-24T10:00:00.000Z')
  assert.equal(opens(windows, '2026-11-24T08:00:00Z', paris), '2026-11-24T09:00:00.000Z')
  assert.equal(opens(windows, '2026-11-24T12:00:00Z', paris), '2026-11-25T09:00:00.000Z')
})

test('windows: an hour lived twice opens twice, at its first and at its last instant', () => {
  const windows = everyDay('02:00', '02:30')
  assert.equal(opens(windows, '2027-10-30T23:00:00Z', paris), '2027-10-31T00:00:00.000Z')
  assert.equal(opens(windows, '2027-10-31T00:40:00Z', paris), '2027-10-31T01:00:00.000Z')
})

test('windows: the clock set back into a window opens it again at the change', () => {
  const windows = everyDay('01:30', '02:30')
  assert.equal(opens(windows, '2027-10-31T00:40:00Z', paris), '2027-10-31T01:00:00.000Z')
})

test('windows: a skipped hour opens nothing, unless the clock lands inside the window', () => {
  assert.equal(
    opens(everyDay('02:15', '02:45'), '2027-03-28T00:00:00Z', paris),
    '2027-03-29T00:15:00.000Z',
  )
  assert.equal(
    opens(everyDay('02:30', '03:30'), '2027-03-28T00:00:00Z', paris),
    '2027-03-28T01:00:00.000Z',
  )
})

test('windows: open in several places means open in each of them', () => {
  const windows = everyDay('10:00', '13:00')
  // 10–13 in Paris is 9–12 UTC in winter, in Réunion 6–9 UTC: they only touch. In summer, 8–11.
  assert.equal(opens(windows, '2026-11-24T05:00:00Z', paris, reunion), '2027-03-28T08:00:00.000Z')
  assert.equal(
    opens(everyDay('10:00', '14:00'), '2026-11-24T05:00:00Z', paris, reunion),
    '2026-11-24T09:00:00.000Z',
  )
  assert.equal(opens(windows, '2026-11-24T05:00:00Z', paris, tahiti), 'never')
})

test('windows: an opening is looked for up to a year ahead and no further', () => {
  const now = instant('2026-11-24T12:00:00+01:00')
  const last = addDays(localDay(paris.zone, now), openingSearchDays)
  const onLastDay =
    (from: number): Windows =>
    (_place, when) =>
      when === last ? [{ from, to: dayMs }] : []
  const noon = at('12:00')
  const found = [noon - 1, noon, noon + 1].map((from) => opensAt(onLastDay(from), [paris], now))
  const limit = now + openingSearchDays * dayMs
  assert.deepEqual(found, [limit - 1, limit, undefined])
  assert.equal(
    opensAt(() => [], [paris], now),
    undefined,
  )
})

test('windows: what is open closes at its end, or at a change of time before that', () => {
  const closes = (windows: Windows, now: string, ...places: Place[]): string =>
    iso(closesAt(windows, places, instant(now)))
  const windows = everyDay('10:00', '20:00')
  assert.equal(closes(windows, '2026-11-24T12:00:00Z', paris), '2026-11-24T19:00:00.000Z')
  assert.equal(closes(windows, '2026-11-24T12:00:00Z', paris, reunion), '2026-11-24T16:00:00.000Z')
  assert.equal(
    closes(everyDay('00:00', '24:00'), '2027-10-30T23:00:00Z', paris),
    '2027-10-31T01:00:00.000Z',
  )
})

test('windows: midnight of the poll in Tahiti is not the one of Paris', () => {
  const onlyOn: Windows = (_place, when) =>
    when === day('2027-04-17') ? [{ from: 0, to: dayMs }] : []
  const from: EpochMs = epochMs(Date.UTC(2027, 3, 10))
  assert.equal(iso(opensAt(onlyOn, [tahiti], from)), '2027-04-17T10:00:00.000Z')
  assert.equal(iso(opensAt(onlyOn, [paris], from)), '2027-04-16T22:00:00.000Z')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDate } from './dateText.ts'

const shown = (text: string): string => {
  const date = parseDate(text)
  return date.is === 'date'
    ? `${date.day} ${new Date(date.at).toISOString().slice(0, 16)}`
    : date.is
}

// biome-ignore format: what is written → calendar day, instant in UTC, as a table
const dates: readonly (readonly [string, string])[] = [
  ['12/03/2026', '2026-03-12 2026-03-11T23:00'], ['2026-03-12', '2026-03-12 2026-03-11T23:00'], ['12 mars 2026', '2026-03-12 2026-03-11T23:00'],
  ['12-03-2026', '2026-03-12 2026-03-11T23:00'], ['12.03.2026', '2026-03-12 2026-03-11T23:00'], ['1er août 2025', '2025-08-01 2025-07-31T22:00'],
  ['12 Février 2026', '2026-02-12 2026-02-11T23:00'], ['March 12, 2026', '2026-03-12 2026-03-11T23:00'], ['12 March 2026', '2026-03-12 2026-03-11T23:00'],
  ['12/03/2026 10:02', '2026-03-12 2026-03-12T09:02'], ['12/03/2026 à 10h02', '2026-03-12 2026-03-12T09:02'], ['2026-07-12 10:02:33.1', '2026-07-12 2026-07-12T08:02'],
  ['2026-03-12T10:02:00Z', '2026-03-12 2026-03-12T10:02'], ['2026-03-12T10:02+02:00', '2026-03-12 2026-03-12T08:02'],
  ['29/02/2024', '2024-02-29 2024-02-28T23:00'], ['29/03/2026 03:00', '2026-03-29 2026-03-29T01:00'], ['25/10/2026 03:00', '2026-10-25 2026-10-25T02:00'],
  ['29/02/2026', 'unreadable'], ['31/04/2026', 'unreadable'], ['03/25/2026', 'unreadable'], ['12/03/26', 'unreadable'], ['2026-13-01', 'unreadable'],
  ['12/03/2026 25:00', 'unreadable'], ['hier', 'unreadable'], ['', 'unreadable'], ['12 brumaire 2026', 'unreadable'],
  ['46093', 'serial'], ['46093,5', 'serial'], ['46093.25', 'serial'],
]

test('dates: day first, local to Paris, each in its own winter or summer time', () => {
  for (const [text, expected] of dates) assert.equal(shown(text), expected, text)
  // Read twice: what is remembered is what was read.
  for (const [text, expected] of dates) assert.equal(shown(text), expected, text)
})

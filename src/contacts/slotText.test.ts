import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseSlots, slotsMax, slotTextMax } from './slotText.ts'

const shown = (text: string): string =>
  parseSlots(text)
    ?.map(({ days, from, to }) => `${days.join('')} ${from}-${to}`)
    .join(', ') ?? 'unreadable'

// biome-ignore format: what forms hold → days (1 Monday) and hours, as a table
const slots: readonly (readonly [string, string])[] = [
  ['mardi 18h-20h', '2 18:00-20:00'], ['Mardi : 10 h - 13 h', '2 10:00-13:00'], ['mar. 18h à 20h30', '2 18:00-20:30'],
  ['lun-ven 10:00-13:00', '12345 10:00-13:00'], ['lundi au vendredi de 10h à 13h', '12345 10:00-13:00'],
  ['Tue 18:00-20:00; Thu 18:00-19:30', '2 18:00-20:00, 4 18:00-19:30'], ['tous les jours 10h-13h', '1234567 10:00-13:00'],
  ['mardi et jeudi 18h30–20h', '24 18:30-20:00'], ['lun, mar, mer 10h-12h', '123 10:00-12:00'],
  ['lun-ven 10h-13h et 14h-18h', '12345 10:00-13:00, 12345 14:00-18:00'], ['mardi 18h-20h, jeudi 10h-11h', '2 18:00-20:00, 4 10:00-11:00'],
  ['mardis 10:00-13:00 / jeudis 14:00-20:00', '2 10:00-13:00, 4 14:00-20:00'], ['Mon-Fri 10am-1pm', '12345 10:00-13:00'],
  ['week-end 10h-12h', '67 10:00-12:00'], ['weekdays 9:30-17:00', '12345 09:30-17:00'], ['mardi 18-20', '2 18:00-20:00'],
  ['dimanche 0h-24h', '7 00:00-24:00'], ['every day from 12pm to 2pm', '1234567 12:00-14:00'], ['MARDI 18H-20H', '2 18:00-20:00'],
  ['mardi', 'unreadable'], ['18h-20h', 'unreadable'], ['mardi matin', 'unreadable'], ['mardi 20h-18h', 'unreadable'],
  ['mardi 18h-18h', 'unreadable'], ['mardi 18h-24h30', 'unreadable'], ['mardi 25h-26h', 'unreadable'], ['mardi 10h', 'unreadable'],
  ['mardi 10h-13h sauf fériés', 'unreadable'], ['ven-lun 10h-12h', 'unreadable'], ['quand vous voulez', 'unreadable'],
  ['', 'unreadable'], ['mardi 10h-13h et', 'unreadable'], ['mardi 10:75-13:00', 'unreadable'], ['pas le mardi 10h-13h', 'unreadable'],
]

test('CNIL 2017: a slot is read in every usual form, and never when one word is not understood', () => {
  for (const [text, expected] of slots) assert.equal(shown(text), expected, text)
})

test('slots: the largest number of slots and the longest text pass, one more does not', () => {
  const many = (count: number): string => Array.from({ length: count }, () => 'lun 1h-2h').join(';')
  for (const count of [slotsMax - 1, slotsMax]) assert.equal(parseSlots(many(count))?.length, count)
  assert.equal(parseSlots(many(slotsMax + 1)), undefined)
  const long = (length: number): string => 'mardi 18h-20h'.padStart(length)
  assert.equal(shown(long(slotTextMax)), '2 18:00-20:00')
  assert.equal(shown(long(slotTextMax + 1)), 'unreadable')
})

test('slots: what is read names days 1 to 7 in order and ends after it begins, for any text', () => {
  const words = fc.constantFrom(
    'mardi',
    'jeu.',
    'lun-ven',
    '18h',
    '20h30',
    '-',
    'et',
    'à',
    ';',
    ',',
    '10:00',
    'de',
    'x',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
      for (const { days, from, to } of parseSlots(parts.join(' ')) ?? []) {
        assert.ok(from < to && days.length > 0)
        assert.deepEqual(days, [...new Set(days)].sort())
      }
    }),
    { numRuns: 3_000 },
  )
})

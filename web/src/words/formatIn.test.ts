import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatIn } from './formatIn.ts'

const fr = formatIn('fr')
const en = formatIn('en')
/** 28 November 2026, 10:05:07 in Paris. */
const at = '2026-11-28T09:05:07.000Z'
/** Spaces that do not break, as plain ones: how they look is not what is tested here. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

const cases: readonly (readonly [what: string, got: string, expected: string])[] = [
  ['an hour in French', fr.time(at), '10 h 05'],
  ['an hour in English', en.time(at), '10:05'],
  ['an hour in Martinique', fr.time(at, 'America/Martinique'), '5 h 05'],
  ['midnight', fr.time('2026-11-27T23:00:00.000Z'), '0 h 00'],
  ['an hour to the second', fr.timeToSecond(at), '10 h 05 min 07 s'],
  ['the first of a month', fr.date('2026-12-01T09:00:00.000Z'), '1er décembre 2026'],
  ['the first in a week', fr.day('2026-12-01T09:00:00.000Z'), 'mardi 1er décembre 2026'],
  ['the eleventh', fr.date('2026-12-11T09:00:00.000Z'), '11 décembre 2026'],
  ['the first in English', en.date('2026-12-01T09:00:00.000Z'), '1 December 2026'],
  ['a date', fr.date(at), '28 novembre 2026'],
  ['a day', fr.day(at), 'samedi 28 novembre 2026'],
  ['an instant', fr.instant(at), '28 nov. 2026, 10 h 05'],
  ['a number', fr.number(451_892), '451 892'],
  ['a share', fr.percent(0.009, 1), '0,9 %'],
  ['a share in English', en.percent(0.31), '31%'],
  ['nothing at all', fr.duration(0), '0 s'],
  ['a second but a little', fr.duration(999), '1 s'],
  ['59 seconds', fr.duration(59_000), '59 s'],
  ['a minute', fr.duration(60_000), '1 min'],
  ['two units at most', fr.duration(3_723_000), '1 h 2 min'],
  ['days', fr.duration(90_000_000), '1 j 1 h'],
  ['days in English', en.duration(90_000_000), '1 d 1 h'],
  ['cents below 1,000 euros', fr.euros(3_184_020), '3,18 €'],
  ['no cents from 1,000 euros on', fr.euros(3_184_020_000), '3 184 €'],
  ['whole euros', fr.euros(42_000_000), '42 €'],
  ['a list', fr.list(['un', 'deux', 'trois']), 'un, deux et trois'],
  ['none is singular in French', fr.plural(0, 'ligne', 'lignes'), 'ligne'],
  ['none is plural in English', en.plural(0, 'line', 'lines'), 'lines'],
  ['a while ago', fr.ago(180_000), 'il y a 3 min'],
]

for (const [what, got, expected] of cases) {
  test(`format: ${what}`, () => assert.equal(plain(got), expected))
}

test('format: numbers of French are grouped by spaces that do not break', () => {
  assert.equal(fr.number(1234), '1\u202f234')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskNumber, maskNumbersIn } from './redact.ts'

test('redact: a number keeps its beginning and its last two digits', () => {
  const table: readonly (readonly [number: string, shown: string])[] = [
    ['+33639981234', '+336••••••34'],
    ['0639981234', '06••••••34'],
    ['+33', '•••'],
    ['15', '••'],
    ['063998', '06••98'],
    ['06399', '•••••'],
  ]
  for (const [number, shown] of table) assert.equal(maskNumber(number), shown)
})

test('redact: numbers in free text are masked however they are written', () => {
  const table: readonly (readonly [text: string, shown: string])[] = [
    ['call 06 39 98 12 34 now', 'call 06••••••34 now'],
    ['+33 (0)6 39 98 12 34', '+330•••••••34'],
    ['sip:0639981234@127.0.0.1:5070', 'sip:06••••••34@127.0.0.1:5070'],
    ['06.39.98.12.34, 01-99-00-12-34', '06••••••34, 01••••••34'],
    ['639981234', '63•••••34'],
  ]
  for (const [text, shown] of table) assert.equal(maskNumbersIn(text), shown)
})

test('redact: dates, UUIDs, hashes and counts are not telephone numbers', () => {
  const table: readonly string[] = [
    '2026-11-24 18:05',
    'from 2026-01-10 to 2026-11-24',
    'campaign 43e080ab-9479-4282-886a-607f3a658e4b',
    'bf747f20124476841911e052bc4a1cb1dc1896f7ffda4c0c6b3ec5150ae68051',
    '12345678 rows',
    '127.0.0.1:5070',
  ]
  for (const text of table) assert.equal(maskNumbersIn(text), text)
})

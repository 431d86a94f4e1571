import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ms } from '../base/units.ts'
import { charactersPerSecondMax, charactersPerSecondMin, paceOf, spokenLength } from './speech.ts'

test('speech: signs are not said, a figure is a word', () => {
  for (const [text, length] of [
    ['', 0],
    ['Bonjour.', 7],
    ['À l’été !', 6],
    ['tapez 9', 10],
    ['…', 0],
  ] as const) {
    assert.equal(spokenLength(text), length, text)
  }
})

test('speech: words that nobody says so fast, or draws out so long, are not those heard', () => {
  const hundred = 'a'.repeat(100)
  const fastest = (100 / charactersPerSecondMax) * 1000
  const slowest = (100 / charactersPerSecondMin) * 1000
  for (const [lasts, is] of [
    [0, 'tooFast'],
    [fastest - 1, 'tooFast'],
    [fastest, 'sayable'],
    [fastest + 1, 'sayable'],
    [slowest - 1, 'sayable'],
    [slowest, 'sayable'],
    [slowest + 1, 'tooSlow'],
  ] as const) {
    assert.equal(paceOf(hundred, ms(lasts)).is, is, `${lasts} ms`)
  }
  assert.deepEqual(paceOf(hundred, ms(fastest - 1)), {
    is: 'tooFast',
    measured: '100 characters in 4.00 s',
    limit: '25 characters a second',
  })
})

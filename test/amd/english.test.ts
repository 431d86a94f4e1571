import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishClauses, forEspeak } from '../../bench/amd/english.ts'
import { festivalScript } from '../../bench/amd/festival.ts'
import { someVoice } from '../../bench/amd/voices.ts'
import { randomFrom } from '../../src/base/random.ts'

const reading = 'pau b ax n zh uh r pau v aw uw s iy t pau'

test('French as English: what flite prints is said clause by clause, without its silences', () => {
  const clauses = englishClauses(reading, randomFrom(1))
  assert.deepEqual(
    clauses.map((clause) => clause.flatMap(({ parts }) => parts).join(' ')),
    ['b ax n zh uh r', 'v aw uw s iy t'],
  )
})

test('French as English: espeak-ng is told sounds, a pause between two clauses', () => {
  const told = forEspeak(englishClauses(reading, randomFrom(1)))
  assert.equal(told.replaceAll("'", ''), '[[b@nZUr]], [[vaUu:si:t]].')
})

test('French as English: now and then a long vowel is stressed, never a short one or a consonant', () => {
  const said = [...Array(50).keys()].flatMap((seed) => englishClauses(reading, randomFrom(seed)))
  const stressed = new Set(said.flat().flatMap(({ parts, stressed }) => (stressed ? parts : [])))
  assert.deepEqual([...stressed].sort(), ['aw', 'iy', 'uh', 'uw'])
})

test("French as English: Festival's English speaker says those very sounds", () => {
  const clauses = englishClauses(reading, randomFrom(1))
  const how = { name: 'ked_diphone', wordsPerMinute: 165, pitch: 50 }
  const script = festivalScript(clauses, how, randomFrom(1), 'said.wav')
  const said = [...script.matchAll(/\((\w+) \d\.\d{3}/g)].map(([, name]) => name)
  assert.equal(said.join(' '), 'pau b ax n zh uh r pau v aw uw s iy t pau')
})

test('French as English: only where the ear learns, one voice in ten; no split has it', () => {
  const voices = (made: readonly string[]) => {
    const random = randomFrom(3)
    return Array.from({ length: 2000 }, () =>
      someVoice('evaluation', random, { flite: true, made }),
    )
  }
  const share = voices(['made-1']).filter(({ asEnglish }) => asEnglish).length / 2000
  assert.ok(share > 0.08 && share < 0.12, `${share}`)
  assert.ok(voices([]).every(({ asEnglish }) => !asEnglish))
})

test('French as English: nobody reads so where flite, which tells how, is not installed', () => {
  const random = randomFrom(3)
  for (let each = 0; each < 500; each += 1) {
    assert.ok(!someVoice('development', random, { flite: false, made: ['made-1'] }).asEnglish)
  }
})

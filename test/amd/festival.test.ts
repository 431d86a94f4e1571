import assert from 'node:assert/strict'
import { test } from 'node:test'
import { festivalScript, festivalVoices, frenchClauses } from '../../bench/amd/festival.ts'
import { festivalReaders, isReader, readerScript } from '../../bench/amd/festivalReaders.ts'
import { phones } from '../../bench/amd/phones.ts'
import { randomFrom } from '../../src/base/random.ts'

const how = { wordsPerMinute: 165, pitch: 50 }
const segments = /\(([^\s(]+) (\d\.\d{3})( \(\d\.\d{3} \d+\))?\)/g

for (const name of festivalVoices.filter((name) => !isReader(name))) {
  const script = (reading: string, seed = 1): string =>
    festivalScript(frenchClauses(reading, name), { ...how, name }, randomFrom(seed), 'said.wav')

  test(`festival: ${name} has a sound for each of French, and every clause ends in silence`, () => {
    const said = [...script(`${phones.join('_')}\n${phones.join(' ')}\n`).matchAll(segments)]
    const [first, ...others] = said.map(([, sound]) => sound)
    const silences = others.flatMap((sound, at) => (sound === first ? [at] : []))
    assert.equal(silences.length, 2)
    assert.equal(silences[1], others.length - 1)
    assert.ok((silences[0] as number) >= phones.length)
  })

  test(`festival: ${name} is given a height where nothing is said, or Festival crashes (seen)`, () => {
    assert.match(script(''), /\(0\.010 \d+\)/)
  })

  test(`festival: ${name} says a stressed, long, bound sound as the sound it is`, () => {
    const sounds = (reading: string): readonly (string | undefined)[] =>
      [...script(reading).matchAll(segments)].map(([, sound]) => sound)
    assert.deepEqual(sounds("a_l_'o: z2_a"), sounds('a_l_o_z_a'))
  })
}

for (const name of festivalReaders) {
  const read = (reading: string): string =>
    /\(Utterance Text "([^"]*)"/.exec(readerScript(reading, name, 'said.wav'))?.[1] ?? ''

  test(`festival: ${name} has letters for each sound of French, words and clauses apart`, () => {
    for (const sound of phones) assert.ok(read(`${sound}_a`).length > read('a').length, sound)
    assert.match(read("_b_'o: l_a2\n m_a\n"), /^\p{L}{2} \p{L}{2}, \p{L}{2}\.$/u)
  })

  test(`festival: ${name} says a sound at least, or Festival crashes`, () => {
    assert.match(read('\n'), /^\p{L}\.$/u)
  })
}

test('festival: the same from the same seed, another from another', () => {
  const script = (seed: number): string =>
    festivalScript(
      frenchClauses("b_O~_Z_'u_r", 'pc_diphone'),
      { ...how, name: 'pc_diphone' },
      randomFrom(seed),
      'said.wav',
    )
  assert.equal(script(1), script(1))
  assert.notEqual(script(1), script(2))
})

/** SVOX Pico's people: what the synthesiser is told, so that six of them say French. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phones } from '../../bench/amd/phones.ts'
import { picoCommand, picoVoices, readsSpelt } from '../../bench/amd/pico.ts'

const told = (name: string, reading: string, how = { wordsPerMinute: 165, pitch: 50 }): string =>
  picoCommand(reading, { ...how, name }, 'said.wav').at(-1) as string
const text = (name: string, reading: string): string =>
  told(name, reading).replaceAll(/<[^>]*>/g, '')

for (const name of picoVoices.filter(readsSpelt)) {
  test(`pico: ${name} has letters for each sound of French, words and clauses apart`, () => {
    for (const sound of phones) {
      assert.ok(text(name, `${sound}_a`).length > text(name, 'a').length, sound)
    }
    assert.match(text(name, "_b_'o: l_a2\n m_a\n"), /^\p{L}{2} \p{L}{2}, \p{L}{2}\.$/u)
  })
}

test('pico: who speaks French reads the text as it stands, who speaks English without accents', () => {
  assert.equal(text('fr-FR', 'C’est l’été.'), 'C’est l’été.')
  assert.equal(text('en-GB', 'C’est l’été.'), "C'est l'ete.")
})

test('pico: its pace and height are told in hundredths of its own', () => {
  const quickAndHigh = told('fr-FR', 'Oui', { wordsPerMinute: 198, pitch: 80 })
  assert.equal(quickAndHigh, "<speed level='120'><pitch level='123'>Oui</pitch></speed>")
})

test('pico: a text has no marks of its own', () => {
  assert.equal(text('fr-FR', 'Dupont & <Fils>'), 'Dupont    Fils ')
})

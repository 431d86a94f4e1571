import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  parseInsee,
  parsePostcode,
  placesDisagree,
  territoryOfInsee,
  territoryOfPostcode,
} from './place.ts'

// biome-ignore format: code → territory, as a table
const insee: readonly (readonly [string, string | undefined])[] = [
  ['75056', 'FR'], ['2A004', 'FR'], ['2b033', 'FR'], ['1053', 'FR'], ['97105', 'GP'], ['97209', 'MQ'], ['97302', 'GF'], ['97411', 'RE'],
  ['97502', 'PM'], ['97608', 'YT'], ['97701', 'BL'], ['97801', 'MF'], ['97123', 'BL'], ['97127', 'MF'], ['98613', 'WF'], ['98735', 'PF'],
  ['98714', 'PF'], ['98818', 'NC'], ['98411', undefined],
]

test('INSEE: the code of a commune names its territory, islands once of Guadeloupe too', () => {
  for (const [text, territory] of insee) {
    const code = parseInsee(text)
    assert.ok(code, text)
    assert.equal(territoryOfInsee(code), territory, text)
  }
  for (const text of ['', '75', '00123', '96001', '99100', '750567', 'Paris', '2C001', '20004'])
    assert.equal(parseInsee(text), undefined, text)
})

test('La Poste: a postcode names its territory, and contradicts an INSEE code of another one', () => {
  assert.equal(parsePostcode('1000'), '01000')
  assert.equal(parsePostcode('F-75011'), '75011')
  assert.equal(parsePostcode('75 011'), '75011')
  for (const text of ['', '75', '00100', '7501A', '2A004', '123456'])
    assert.equal(parsePostcode(text), undefined, text)
  assert.equal(territoryOfPostcode('97133'), 'BL')
  assert.equal(territoryOfPostcode('97150'), 'MF')
  assert.equal(territoryOfPostcode('98714'), 'PF')
  assert.equal(territoryOfPostcode('98000'), undefined)
  assert.equal(placesDisagree('FR', 'MQ'), true)
  assert.equal(placesDisagree('BL', 'GP'), false)
})

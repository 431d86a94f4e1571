/** Places as people write them: read, or given back with what to write instead. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { readCommune, readDepartement, readTerritory, splitList } from './areas.ts'
import { readGazetteer } from './gazetteer.ts'

const gazetteer = readGazetteer()

const read: readonly (readonly [string, (text: string) => string, string])[] = [
  ['972', (text) => readTerritory(text, gazetteer).name, 'Martinique'],
  ['75', (text) => readTerritory(text, gazetteer).name, 'Paris'],
  ['mq', (text) => readTerritory(text, gazetteer).is, 'territory'],
  ['2a', (text) => readDepartement(text, gazetteer).name, 'Corse-du-Sud'],
  ['1', (text) => readDepartement(text, gazetteer).name, 'Ain'],
  ['nord', (text) => readDepartement(text, gazetteer).code, '59'],
  ['75056', (text) => readCommune(text, gazetteer).name, 'Paris'],
  ['2A004', (text) => readCommune(text, gazetteer).name, 'Ajaccio'],
  ['fort de france', (text) => readCommune(text, gazetteer).code, '97209'],
  ['insee:98714', (text) => readCommune(text, gazetteer).name, 'Bora-Bora'],
  ['postcode:98714', (text) => readCommune(text, gazetteer).name, 'Papeete'],
  ['cp:98714', (text) => readCommune(text, gazetteer).is, 'postcode'],
]
for (const [written, reader, expected] of read) {
  test(`audience: “${written}” names ${expected}`, () => {
    assert.equal(reader(written), expected)
  })
}

const refused: readonly (readonly [string, typeof readCommune, RegExp])[] = [
  ['98714', readCommune, /INSEE code of Bora-Bora and the postcode of Papeete.*insee:98714/],
  ['59350', readCommune, /INSEE code of Lille and the postcode of/],
  ['75001', readCommune, /no INSEE code .*postcode of Paris/],
  ['Saint-Denis', readCommune, /4 communes are named/],
  ['Nulleparlà', readCommune, /No commune is named/],
  ['insee:99999', readCommune, /no INSEE code/],
  ['postcode:99999', readCommune, /postcode of no commune/],
  ['98714', readTerritory, /five digits/],
  ['96', readDepartement, /no département/],
  ['', readDepartement, /no département/],
]
for (const [written, reader, sentence] of refused) {
  test(`audience: “${written}” is not guessed by ${reader.name}`, () => {
    assert.throws(
      () => reader(written, gazetteer),
      (error) =>
        error instanceof Failure && error.code === 'badInput' && sentence.test(error.message),
    )
  })
}

test('audience: a list is written with commas, spaces or both', () => {
  assert.deepEqual(splitList(['972, 75', '2A,']), ['972', '75', '2A'])
})

/** The criteria of an audience, in words and as the database compares them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  audienceSentences,
  everybody,
  isEverybody,
  type PlaceCondition,
  reachOf,
  type Selection,
  withArrondissements,
} from './audience.ts'

const martinique = { is: 'departement', code: '972', name: 'Martinique' } as const
const paris = { is: 'commune', code: '75056', name: 'Paris' } as const
const papeete = { is: 'postcode', code: '98714', name: 'Papeete' } as const
const turnout: PlaceCondition = {
  ...{ table: 'turnout-2022', holder: 'Ministère', dated: '2022-06-19', figure: 'turnout' },
  ...{ comparison: '<=', value: 0.45 },
}
const selection = (change: Partial<Selection>): Selection => ({ ...everybody, ...change })

test('audience: every criterion has its sentence in both languages, and what is never one is said', () => {
  const sentences = audienceSentences({
    areas: [martinique, paris, papeete],
    conditions: [turnout],
    pollingDistricts: ['7'],
    languages: ['fr', 'br'],
  })
  assert.equal(sentences.length, 5)
  const [areas, figure, districts, languages, never] = sentences
  assert.match(areas?.en ?? '', /Martinique \(972\), Paris \(75056\) or 98714/)
  assert.match(areas?.fr ?? '', /Martinique \(972\), Paris \(75056\) ou 98714/)
  assert.match(
    figure?.en ?? '',
    /“turnout” is at most 0.45 \(table turnout-2022, Ministère, 2022-06-19\)/,
  )
  assert.match(figure?.fr ?? '', /au plus 0.45/)
  assert.match(districts?.fr ?? '', /bureau de vote/)
  assert.match(languages?.en ?? '', /fr or br/)
  assert.match(never?.en ?? '', /GDPR art\. 9; Regulation \(EU\) 2024\/900 art\. 18/)
})

test('audience: no criterion is said as such, and leaves the database nothing to compare', () => {
  assert.ok(isEverybody(everybody))
  assert.match(audienceSentences(everybody)[0]?.en ?? '', /no criterion narrows it/)
  const reach = reachOf(everybody, null)
  assert.ok(Object.values(reach).every((list) => list === null))
})

test('audience: more places than a sentence can name are counted', () => {
  const areas = Array.from({ length: 14 }, (_, n) => ({ ...paris, code: String(n), name: 'X' }))
  assert.match(audienceSentences(selection({ areas }))[0]?.en ?? '', /, X \(11\) or 2 others, as/)
})

test('audience: a city is its arrondissements too, an arrondissement is not the city', () => {
  assert.deepEqual(withArrondissements('75056').slice(0, 2), ['75056', '75101'])
  assert.equal(withArrondissements('75056').at(-1), '75120')
  assert.equal(withArrondissements('69123').length, 10)
  assert.equal(withArrondissements('13055').at(-1), '13216')
  assert.deepEqual(withArrondissements('75101'), ['75101'])
  assert.deepEqual(withArrondissements('59350'), ['59350'])
})

test('audience: an overseas département is its territory too, for who gave a postcode only', () => {
  const reach = reachOf(selection({ areas: [martinique, papeete] }), ['97209'])
  assert.deepEqual(reach.inseePrefixes, ['972'])
  assert.deepEqual(reach.territories, ['MQ'])
  assert.deepEqual(reach.postcodes, ['98714'])
  assert.deepEqual(reach.among, ['97209'])
  assert.equal(reach.languages, null)
})

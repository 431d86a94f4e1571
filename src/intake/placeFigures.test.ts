/** RGPD art. 9; Regulation (EU) 2024/900 art. 18: which figures may choose a place, and which may not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { parseFigure, parseWhere } from './placeFigures.ts'

const read: readonly (readonly [string, string, string, number])[] = [
  ['turnout <= 0.45', 'turnout', '<=', 0.45],
  ['Abstention > 55 %', 'Abstention', '>', 0.55],
  ['taux de participation ≤ 0,4', 'taux de participation', '<=', 0.4],
  ['voter turnout >= 1', 'voter turnout', '>=', 1],
  ['inscrits<1 000', 'inscrits', '<', 1000],
  ['turnout = -1', 'turnout', '=', -1],
]
for (const [written, figure, comparison, value] of read) {
  test(`places: --where “${written}” is read`, () => {
    assert.deepEqual(parseWhere(written), { figure, comparison, value })
  })
}

const refused = [
  ...[
    'opinion = 3',
    'score_gauche > 0.3',
    'vote > 0.2',
    'voting intention > 0.5',
    'votes parti >= 0.3',
  ],
  ...[
    'revenu médian < 15000',
    'religion = 1',
    'taux handicap > 0.1',
    'origine > 0.1',
    'union member > 1',
  ],
  ...[
    'turnout by religion > 1',
    'abstention score > 3',
    'has_voted = 1',
    'political party > 1',
    'opinion',
  ],
]
for (const written of refused) {
  test(`places: --where “${written}” is refused with the article`, () => {
    assert.throws(
      () => parseWhere(written),
      (error) =>
        error instanceof Failure &&
        error.code === 'refused' &&
        /RGPD art\. 9; Regulation \(EU\) 2024\/900 art\. 18/.test(error.message),
    )
  })
}

for (const written of [
  'turnout',
  'turnout <=',
  '<= 3',
  'turnout <= abc',
  'turnout <= 1 and x > 2',
]) {
  test(`places: --where “${written}” is not understood`, () => {
    assert.throws(
      () => parseWhere(written),
      (error) => error instanceof Failure && error.code === 'usage',
    )
  })
}

test('places: figures as tables write them', () => {
  assert.equal(parseFigure('0,45'), 0.45)
  assert.equal(parseFigure('45,5 %'), 0.455)
  assert.equal(parseFigure('1\u202f234.5'), 1234.5)
  assert.equal(parseFigure(' '), null)
  for (const text of ['1e9', 'Infinity', '0x10', 'NaN', '1,2,3', '--1']) {
    assert.equal(parseFigure(text), undefined, text)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eurosText, microEuroIn } from './euros.ts'

const cases: readonly (readonly [text: string, microEuro: number | null | undefined])[] = [
  ['1 500,50', 1_500_500_000],
  ['1\u202f500 €', 1_500_000_000],
  ['0.009', 9_000],
  ['0,009 € HT', 9_000],
  ['0', 0],
  ['  ', null],
  ['gratuit', undefined],
  ['-1', undefined],
  ['1999,999999', 1_999_999_999],
  ['2000', 2_000_000_000],
  ['2000,000001', undefined],
]
for (const [text, microEuro] of cases) {
  test(`euros: « ${text} »`, () => assert.equal(microEuroIn(text, 2_000_000_000), microEuro))
}

test('euros: what is shown is read again', () => {
  for (const amount of [0, 9_000, 1_500_500_000]) {
    assert.equal(microEuroIn(eurosText(amount), 1e15), amount)
  }
})

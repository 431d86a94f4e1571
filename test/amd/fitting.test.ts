import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composedTexts } from '../../bench/amd/texts/composed.ts'
import { developmentTexts } from '../../bench/amd/texts/development.ts'
import { evaluationTexts } from '../../bench/amd/texts/evaluation.ts'
import { fittingTexts } from '../../bench/amd/texts/fitting.ts'
import { sentences } from '../../bench/amd/texts/sentences.ts'
import { spokenKinds, type Texts } from '../../bench/amd/texts/texts.ts'

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\[\d+\]|[^\p{L}{}]+/gu, ' ')
    .trim()

/** But "Allô ?", which everybody says. */
const inBoth = (texts: readonly string[] = [], there: ReadonlySet<string>): readonly string[] =>
  texts.map(plain).filter((text) => there.has(text) && !/^all[ôo]+$/.test(text))

const sets: readonly (readonly [string, Partial<Texts>])[] = [
  ['whole sentences', sentences],
  ['those of one text each', fittingTexts],
  ...[1, 404, 505, 909, 1010, 1111, 1212, 1313, 1414].map(
    (seed) => [`composed, seed ${seed}`, composedTexts(seed)] as const,
  ),
]
for (const [name, texts] of sets) {
  test(`fit of the ear, ${name}: none of its words stands in the evaluation split, but "Allô ?", which everybody says`, () => {
    const there = new Set(spokenKinds.flatMap((kind) => evaluationTexts[kind].map(plain)))
    for (const kind of spokenKinds) {
      assert.deepEqual(inBoth(texts[kind], there), [], kind)
    }
  })
}

test('fit of the ear, whole sentences: none stands in the development split either, which tells how new ones are heard', () => {
  const there = new Set(spokenKinds.flatMap((kind) => developmentTexts[kind].map(plain)))
  for (const kind of spokenKinds) {
    assert.deepEqual(inBoth(sentences[kind], there), [], kind)
  }
})

test('fit of the ear: the same seed composes the same sentences, another seed others', () => {
  assert.deepEqual(composedTexts(3), composedTexts(3))
  assert.notDeepEqual(composedTexts(3).privateLong, composedTexts(4).privateLong)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluationTexts } from '../../bench/amd/texts/evaluation.ts'
import { fittingTexts } from '../../bench/amd/texts/fitting.ts'
import { spokenKinds } from '../../bench/amd/texts/texts.ts'

test('fit of the ear: none of its words stands in the evaluation split, but "Allô ?", which everybody says', () => {
  for (const kind of spokenKinds) {
    const both = fittingTexts[kind].filter((text) => evaluationTexts[kind].includes(text))
    assert.deepEqual(
      both.filter((text) => !/^All[ôo] ?[?!.]?$/.test(text)),
      [],
      kind,
    )
  }
})

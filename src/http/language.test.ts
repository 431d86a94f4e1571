import assert from 'node:assert/strict'
import { test } from 'node:test'
import { preferredLanguage } from './language.ts'

// biome-ignore format: one row a case
const cases: readonly [string | undefined, 'fr' | 'en'][] = [
  [undefined, 'fr'],
  ['', 'fr'],
  ['fr', 'fr'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
  ['de,fr;q=0.5,en;q=0.7', 'en'],
  ['de-DE', 'fr'],
  ['en;q=0, fr;q=0.1', 'fr'],
  ['fr-CA;q=0.9, en;q=0.9', 'fr'],
  ['EN', 'en'],
  [';;;,,q=1', 'fr'],
  [`${'x,'.repeat(5000)}en`, 'fr'],
]
for (const [header, language] of cases) {
  const shown = (header ?? 'nothing').slice(0, 40)
  test(`Accept-Language (RFC 9110 §12.5.4) “${shown}” gives ${language}`, () => {
    assert.equal(preferredLanguage(header), language)
  })
}

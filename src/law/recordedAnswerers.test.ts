import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { countries } from './country.ts'
import { recordedAnswerers } from './recordedAnswerers.ts'
import { ruleSetOf } from './ruleSets.ts'

const names = {
  ...{ fr: 'fr.answerers-not-recorded', uk: 'uk.answerers-not-recorded' },
  ...{ us: 'us.answerers-not-recorded', ca: 'ca.answerers-not-recorded' },
} as const

for (const country of countries) {
  test(`${country}: no sound of who answers is kept, and the pack says by which text`, () => {
    const { kept, recordsAnswerers } = ruleSetOf(country)
    const rule = kept.find(({ id }) => id === names[country])
    assert.equal(recordsAnswerers, false)
    assert.equal(rule, recordedAnswerers[country])
  })
}

test('answerers: their tables hold figures and words; none of their columns could hold sound', () => {
  const folder = path.join(import.meta.dirname, '..', '..', 'migrations')
  const sql = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'))
  const tables = sql
    .join('\n')
    .matchAll(/(?:create|alter) table (?:if exists )?answerer\w*\b[^;]*;/g)
  const found = Array.from(tables, ([text]) => text)
  assert.ok(found.length >= 4)
  for (const text of found) assert.doesNotMatch(text, /\bbytea\b/)
})

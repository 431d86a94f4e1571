import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holidayCalendars } from './holidays.ts'
import { lawPage } from './lawPage.ts'
import { france } from './ruleSets.ts'
import { placesIn } from './territory.ts'

test('docs/law.md: every rule with its quote, article, mark, source and parameters', () => {
  const page = lawPage()
  for (const { id, quote, text, does, parameters } of france.dial) {
    const section = page.split(`\n## ${id}\n`)[1]?.split('\n## ')[0] ?? ''
    for (const words of [quote.words, text.article, text.source, does.en, does.fr]) {
      assert.ok(section.includes(words), `${id}: ${words}`)
    }
    assert.ok(section.includes(`Confidence **${text.confidence}**`), id)
    assert.equal(section.includes('*(paraphrase)*'), !quote.exact, id)
    for (const name of Object.keys(parameters ?? {})) assert.ok(section.includes(name), id)
  }
})

test('docs/law.md: territories with their clocks, holidays of every calendar', () => {
  const page = lawPage()
  for (const { zone } of Object.values(placesIn).flat()) assert.ok(page.includes(zone.name))
  for (const calendar of holidayCalendars) assert.ok(page.includes(`| ${calendar} |`), calendar)
})

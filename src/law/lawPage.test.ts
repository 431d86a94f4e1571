import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countries } from './country.ts'
import { knownElections } from './fr/elections.ts'
import { holidayCalendars } from './holidays.ts'
import { lawPage } from './lawPage.ts'
import { remarkIn } from './lawPageRemarks.ts'
import type { RuleHolders } from './lawPageRule.ts'
import { checkBeforeRelease, type Language } from './lawPageWords.ts'
import { ruleSetOf, rulesOf } from './ruleSets.ts'
import { placesIn } from './territory.ts'

const holders: RuleHolders = {
  fileOf: (rule) => `src/law/of-${rule}.ts`,
  testsOf: ({ id }) => [{ file: `test/of-${id}.test.ts`, title: 'it holds' }],
}
const pages: Readonly<Record<Language, string>> = {
  en: lawPage('en', holders),
  fr: lawPage('fr', holders),
}
const languages: readonly Language[] = ['en', 'fr']
const packs = countries.map(ruleSetOf)

const sectionOf = (page: string, id: string): string =>
  page.split(`\n#### ${id}\n`)[1]?.split(/\n#{2,4} /)[0] ?? ''

test('docs/law.md: every rule of every country with its quote, article, mark, source, dates, tests', () => {
  for (const language of languages) {
    for (const { id, title, quote, text, does, parameters } of packs.flatMap(rulesOf)) {
      const section = sectionOf(pages[language], id)
      const remarks = [text.article, text.source].map((remark) => remarkIn(remark, language))
      const parts = [title[language], quote.words, text.from, ...remarks]
      for (const words of [...parts, does[language], `test/of-${id}.test.ts\` (“it holds…”)`]) {
        assert.ok(section.includes(words), `${language} ${id}: ${words}`)
      }
      assert.ok(section.includes(` **${text.confidence}** (`), id)
      assert.equal(section.includes('*(paraphrase)*'), !quote.exact, id)
      for (const name of Object.keys(parameters ?? {})) assert.ok(section.includes(name), id)
    }
  }
})

test('docs/law.md: a rule marked K or V2 says that it is to be confirmed, one marked V or D does not', () => {
  for (const { id, text } of packs.flatMap(rulesOf)) {
    const doubtful = text.confidence === 'K' || text.confidence === 'V2'
    assert.equal(sectionOf(pages.en, id).includes('**TO BE CONFIRMED.**'), doubtful, id)
    assert.equal(sectionOf(pages.fr, id).includes('**À CONFIRMER.**'), doubtful, id)
    const listed = new RegExp(`^Rules to be confirmed:.*\\[${id.replaceAll('.', '\\.')}\\]`, 'm')
    assert.equal(listed.test(pages.en), doubtful, id)
  }
})

test('docs/law.md: the lawyer’s table counts the rules of each country by mark, and names what to check', () => {
  for (const { version, ...pack } of packs) {
    const rules = rulesOf({ version, ...pack })
    const count = (mark: string) => rules.filter(({ text }) => text.confidence === mark).length
    const counts = ['V', 'V2', 'K', 'D'].map(count)
    const row = `| \`${version}\` | ${counts.join(' | ')} | ${rules.length} |`
    for (const language of languages) assert.ok(pages[language].includes(row), row)
  }
  for (const language of languages) {
    for (const said of checkBeforeRelease) assert.ok(pages[language].includes(said[language]))
  }
})

test('docs/law.md: territories with their clocks, holidays of every calendar, known elections', () => {
  for (const language of languages) {
    const page = pages[language]
    for (const { zone } of Object.values(placesIn).flat()) assert.ok(page.includes(zone.name))
    for (const calendar of holidayCalendars) assert.ok(page.includes(`| ${calendar} |`), calendar)
    for (const { key } of knownElections) assert.ok(page.includes(`\`${key}\``), key)
  }
})

test('docs/law.fr.md: remarks on sources and parameters are in French', () => {
  const english = /\b(the|our|known|not verified|to be|quoted|which|read in)\b/
  const remarks = rulesOf(ruleSetOf('fr')).flatMap(({ text, parameters = {} }) => [
    ...[text.article, text.source],
    ...Object.values(parameters).flatMap((dated) => dated.map((entry) => entry.text)),
  ])
  const left = remarks.filter((remark) => english.test(remarkIn(remark, 'fr')))
  // A remark added since is shown in English until somebody translates it (law/lawPageRemarks.ts).
  assert.ok(left.length <= 10, left.join('\n'))
  for (const remark of remarks) assert.equal(remarkIn(remark, 'en'), remark)
})

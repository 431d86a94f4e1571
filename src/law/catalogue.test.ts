import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { usualLimits } from '../campaign/afterCall.ts'
import { forbiddenSubjectOf } from '../contacts/forbiddenColumns.ts'
import { kindsWithoutConsent, parseSource, sourceKinds } from '../contacts/source.ts'
import { answerWithinMs } from '../rights/request.ts'
import { countries } from './country.ts'
import type { KeptRule, LegalRule } from './rule.ts'
import { ruleSetOf, rulesOf } from './ruleSets.ts'
import { rulesWithTests, testsOfRule } from './ruleTests.ts'

const root = path.join(import.meta.dirname, '..', '..')
const packs = countries.map(ruleSetOf)
const everyRule = packs.flatMap(rulesOf)
const ruleOf = (id: string): LegalRule => {
  const rule = everyRule.find((each) => each.id === id)
  assert.ok(rule, `${id} is a rule`)
  return rule
}

/** Every text that binds or concerns such calls, by its name, and the rules that hold it: none may be lost. */
// biome-ignore format: read as a table
const rows: readonly (readonly [row: string, ...rules: string[]])[] = [
  // Code électoral: when, what, and at what price
  ['L49 3°, the eve', 'fr.L49-3'], ['L49, its end', 'fr.L49-end'],
  ['L49, Saturday territories', 'fr.L49-Saturday'], ['L49, scope of an election', 'fr.L49-scope'],
  ['L48-2, new polemic element', 'fr.L48-2'], ['L48-1, electronic propaganda', 'fr.L48-1'],
  ['L50-1, no free number', 'fr.L50-1', 'fr.L50-1-abroad'], ['L52-1, advertising', 'fr.L52-1'],
  ['L52-1 al. 2, public bodies', 'fr.L52-1-2'], ['R26, official campaign', 'fr.R26'],
  ['loi 77-808, polls', 'fr.loi77-808', 'fr.loi77-808-keys'], ['L52-2, results', 'fr.L52-2'],
  ['L165, official papers', 'fr.L165'], ['L48, press law: approver', 'fr.L48'],
  ['L163-2, false allegations', 'fr.L163-2', 'fr.kill-switch'], ['L89, fine', 'fr.L89'],
  ['L90-1, fine', 'fr.L90-1'], ['L113-1, finance', 'fr.L113-1'],
  ['mentions of a recording', 'fr.CNIL-identity', 'fr.CNIL-objection', 'fr.RGPD-13-14'],
  // Campaign account
  ['L52-4, financial agent', 'fr.L52-4'], ['L52-8, companies', 'fr.L52-8', 'fr.L52-8-rebate'],
  ['L52-8, free software', 'fr.L52-8-software'], ['L52-12, deposit', 'fr.L52-12'],
  ['CNCCFP headings', 'fr.CNCCFP-headings'], ['L52-11, ceilings', 'fr.L52-11-budget'],
  ['cost in 2017', 'fr.cost-2017'],
  // Personal data
  ['CNIL 2017, consent and slot', 'fr.CNIL-automate', 'fr.CNIL-slot'],
  ['CNIL 2017, from the start', 'fr.CNIL-identity', 'fr.CNIL-objection', 'fr.objection-key'],
  ['CPCE L34-5', 'fr.CPCE-L34-5', 'fr.CPCE-L34-5-premium'],
  ['CPCE R10', 'fr.CPCE-R10', 'fr.CPCE-R10-directory', 'fr.CPCE-R10-sources'],
  ['Code pénal 226-18-1', 'fr.CP-226-18-1', 'fr.RGPD-21'], ['NS-34, contacts', 'fr.NS34-contacts'],
  ['NS-34, retention', 'fr.NS34-retention'],
  ['CNIL, retention of objections', 'fr.CNIL-suppression-retention'],
  ['RGPD 5 and 7', 'fr.RGPD-7', 'fr.RGPD-7-3'], ['RGPD 9', 'fr.RGPD-9'],
  ['RGPD 13 and 14', 'fr.RGPD-13-14', 'fr.RGPD-14'], ['RGPD 12, 15, 17, 21', 'fr.RGPD-12', 'fr.RGPD-21'],
  ['RGPD 28, 30, 32, 35', 'fr.RGPD-28', 'fr.RGPD-30', 'fr.RGPD-32', 'fr.RGPD-35'], ['mixed purposes', 'fr.RGPD-5-1-b'],
  ['CNIL sheets of 2025', 'fr.CNIL-2025'], ['CNIL observatory', 'fr.CNIL-observatory'],
  ['AI Act 50', 'fr.AIA-50-voice', 'fr.AIA-50-consent'],
  // Regulation (EU) 2024/900
  ['RPP, scope', 'fr.RPP-3'], ['RPP 7, sponsor', 'fr.RPP-7'], ['RPP 11, label', 'fr.RPP-11'],
  ['RPP 12, notice', 'fr.RPP-12', 'fr.RPP-12-address'], ['RPP 9, seven years', 'fr.RPP-9'],
  ['RPP 5, foreign sponsors', 'fr.RPP-5'], ['RPP 18, targeting', 'fr.RPP-18'],
  ['RPP, authorities', 'fr.RPP-authorities'],
  // Code de la consommation, as conduct
  ['L223-1', 'fr.L223-1-consent', 'fr.L223-1-list'], ['Bloctel', 'fr.Bloctel'],
  ['D223-9, hours', 'fr.D223-9-hours'], ['D223-9, frequency', 'fr.D223-9-attempts', 'fr.attempts-campaign'],
  ['L221-16 and L221-17', 'fr.L221-16', 'fr.L221-17'], ['ringing', 'fr.ring', 'fr.no-silent-call'],
  // Arcep, the number shown
  ['automated systems', 'fr.ARCEP-NPV', 'fr.ARCEP-caller-ID'], ['NPV roots', 'fr.ARCEP-NPV'],
  ['06 and 07', 'fr.ARCEP-mobile-ID'], ['platforms', 'fr.ARCEP-platform-ID'],
  ['08 and short numbers', 'fr.ARCEP-special-ID'], ['MAN', 'fr.MAN'],
  ['decision 2025-2215', 'fr.ARCEP-operator-list'], ['origin of calls', 'fr.ARCEP-origin'],
  ['72 hours', 'fr.ARCEP-72h', 'fr.ARCEP-stable-ID'],
  // Numbers that may be dialled
  ['metropole', 'fr.ARCEP-callee', 'fr.ARCEP-territories'],
  ['overseas under +262, +590, +594, +596, +508', 'fr.ARCEP-territories'],
  ['the Pacific', 'fr.ARCEP-Pacific'], ['emergency, short, special, M2M, NPV, platform', 'fr.ARCEP-callee'],
  ['fiction', 'fr.ARCEP-fiction'],
  ['the line that is rung back', 'fr.L49-ring-back', 'fr.ring-back-hours', 'fr.ring-back-ended'],
  ['who rings back', 'fr.ring-back-stranger', 'fr.ring-back-objection'],
  // Clocks, holidays, elections
  ['clocks', 'fr.clocks'], ['L3133-1', 'fr.L3133-1'], ['L3134-13', 'fr.L3134-13'],
  ['L3422-2', 'fr.L3422-2'], ['elections', 'fr.elections'],
  // Other countries
  ['TCPA, mobiles', 'us.64.1200-a-1-consent', 'us.64.1200-a-1-lines'], ['TCPA, identity', 'us.64.1200-b-1', 'us.64.1200-b-2'],
  ['TCPA, opt-out', 'us.64.1200-b-3', 'us.64.1200-b-3-voicemail'], ['TCPA, cap', 'us.64.1200-a-3-cap'],
  ['US abandoned calls', 'us.abandoned'], ['US registry', 'us.DNC', 'us.own-opt-outs', 'us.64.1200-c-1-hours'],
  ['US artificial voice', 'us.AI-voice'], ['PECR 19 and 24', 'uk.PECR-19', 'uk.PECR-24', 'uk.PECR-19-shown'],
  ['Ofcom', 'uk.Ofcom-abandoned'], ['ADAD', 'ca.ADAD-hours', 'ca.ADAD-identity'],
  ['Voter Contact Registry', 'ca.VCR', 'ca.VCR-penalties', 'ca.VCR-archive'], ['silence elsewhere', 'ca.silence'],
]

test('catalogue: every text that binds such calls is held by a rule', () => {
  for (const [row, ...ids] of rows) {
    assert.ok(ids.length > 0, row)
    for (const id of ids)
      assert.ok(
        everyRule.some((rule) => rule.id === id),
        `${row}: ${id}`,
      )
  }
})

test('catalogue: each id is unique and says its country', () => {
  const ids = everyRule.map(({ id }) => id)
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  )
  for (const pack of packs) {
    for (const { id } of rulesOf(pack)) assert.ok(id.startsWith(`${pack.country}.`), id)
  }
})

test('catalogue: every rule has words in two languages, a date, a source; paraphrase or quotation', () => {
  for (const { id, title, does, text, quote, inForce } of everyRule) {
    for (const words of [
      title.en,
      title.fr,
      does.en,
      does.fr,
      text.article,
      text.source,
      quote.words,
    ]) {
      assert.ok(words.trim().length > 2, id)
    }
    assert.match(text.from, /^\d{4}-\d\d-\d\d$/, id)
    assert.ok(['V', 'V2', 'K', 'D'].includes(text.confidence), id)
    assert.ok(inForce.to === undefined || inForce.from < inForce.to, id)
    // A figure of speech known by heart is no quotation.
    if (quote.exact) assert.notEqual(text.confidence, 'K', `${id} quotes what nobody read`)
  }
})

test('catalogue: dated parameters are in order, and in force before the rule ends', () => {
  for (const { id, inForce, parameters = {} } of everyRule) {
    for (const [name, dated] of Object.entries(parameters)) {
      assert.ok(dated.length > 0, `${id} ${name}`)
      dated.forEach(({ from, text }, index) => {
        const before = dated[index - 1]
        assert.ok(
          before === undefined || before.from < from || id === 'fr.elections',
          `${id} ${name}`,
        )
        assert.ok(inForce.to === undefined || from < inForce.to, `${id} ${name}`)
        assert.ok(text.length > 0, `${id} ${name}`)
      })
    }
  }
})

test('catalogue: the file that keeps a rule exists', () => {
  const kept = packs.flatMap(({ kept: rules }): readonly KeptRule[] => rules)
  for (const { id, keptBy, level } of kept) {
    if (keptBy === null) {
      assert.notEqual(level, 'hard', `${id} is hard and nobody keeps it`)
      continue
    }
    assert.ok(existsSync(path.join(root, keptBy)), `${id}: ${keptBy}`)
    assert.ok(keptBy.startsWith('src/') && !keptBy.endsWith('.test.ts'), `${id}: ${keptBy}`)
  }
})

test('catalogue: each rule that judges has a test; each test named exists and speaks of the rule', () => {
  for (const id of rulesWithTests) ruleOf(id)
  for (const rule of packs.flatMap(({ dial, launch }) => [...dial, ...launch])) {
    assert.ok(testsOfRule(rule).length > 0, `${rule.id}: name its tests in src/law/ruleTests.ts`)
  }
  for (const rule of everyRule) {
    for (const { file, title } of testsOfRule(rule)) {
      assert.ok(existsSync(path.join(root, file)), `${rule.id}: ${file}`)
      const text = readFileSync(path.join(root, file), 'utf8')
      const names = title === undefined ? namesOf(rule) : [`('${title}`, `(\`${title}`]
      const speaks = names.some((name) => text.includes(name))
      assert.ok(speaks, `${rule.id}: none of ${names.join(', ')} in ${file}`)
    }
  }
})

/** Its id, with and without the country, and its articles as a title writes them. */
function namesOf({ id, text }: LegalRule): readonly string[] {
  const articles = text.article.match(/[LRD]\.? ?\d[\d-]*|art\. \d+|\d{4}-\d{3,4}/g) ?? []
  return [id, id.replace(/^\w+\./, ''), ...articles]
}

test('RGPD art. 9: the import refuses a column on each subject the rule names', () => {
  const headers: Readonly<Record<string, string>> = {
    'political opinion': 'Intention de vote',
    income: 'Revenu fiscal',
    religion: 'Religion',
    'ethnic origin': 'Origine ethnique',
    health: 'Handicap',
    'union membership': 'Syndicat',
    'sex life': 'Vie sexuelle',
    'criminal record': 'Casier judiciaire',
  }
  const subjects = listOf('fr.RGPD-9', 'forbiddenSubjects')
  assert.deepEqual([...subjects].sort(), Object.keys(headers).sort())
  for (const [subject, header] of Object.entries(headers)) {
    assert.equal(forbiddenSubjectOf(header), subject)
  }
})

test('RGPD art. 5 § 1 b: the import refuses each source the rule names, and only names kinds it refuses', () => {
  for (const kind of listOf('fr.RGPD-5-1-b', 'forbiddenSources')) {
    const declared = { kind, holder: 'X', collectedFrom: '2026-01-01', collectedTo: '2026-01-02' }
    assert.throws(() => parseSource(declared), { code: 'refused' }, kind)
    assert.ok(!sourceKinds.some((known) => known === kind), kind)
  }
})

test('catalogue: the figures shown for rules kept elsewhere are those their keepers use', () => {
  const figures: readonly (readonly [rule: string, name: string, kept: unknown])[] = [
    ['fr.RGPD-12', 'answerWithinDays', answerWithinMs / 86_400_000],
    ['fr.CNIL-observatory', 'pauseAboveObjectionPercent', 100 * usualLimits.objectionShareMax],
    ['fr.CNIL-observatory', 'pauseAboveComplaintPercent', 100 * usualLimits.complaintShareMax],
    ['fr.CPCE-R10', 'sourcesWithoutConsent', kindsWithoutConsent],
  ]
  for (const [rule, name, kept] of figures) {
    assert.deepEqual(ruleOf(rule).parameters?.[name]?.at(-1)?.value, kept, `${rule} ${name}`)
  }
})

/** A parameter that is a list, as it stands today. */
function listOf(id: string, name: string): readonly string[] {
  const value = ruleOf(id).parameters?.[name]?.at(-1)?.value
  assert.ok(Array.isArray(value), `${id} ${name}`)
  return value
}

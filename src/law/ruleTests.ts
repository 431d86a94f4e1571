/**
 * Which test files hold each rule, for the lawyer who reads docs/law.md. Files and not titles, so that
 * a new test does not make the page stale; a test checks that each file exists and speaks of the rule.
 */
import type { RuleId } from './verdict.ts'

const fr = (name: string): string => `src/law/fr/${name}.test.ts`
const decideProperties = 'src/law/decide.property.test.ts'
const presidential = 'src/law/presidential2027.test.ts'
const elsewhere = 'src/law/otherCountries.test.ts'
const attempt = 'src/call/attempt.test.ts'
const freeze = fr('codeElectoralL49')
const arcep = fr('arcep')

const tests: Readonly<Record<RuleId, readonly string[]>> = {
  'fr.ARCEP-callee': [arcep],
  'fr.ARCEP-Pacific': [arcep],
  'fr.ARCEP-fiction': [arcep],
  'fr.RGPD-21': [fr('objection'), decideProperties],
  'fr.RGPD-7-3': [fr('objection'), decideProperties],
  'fr.CNIL-automate': [fr('cnilAutomate')],
  'fr.CNIL-slot': [fr('cnilAutomate')],
  'fr.L49-3': [freeze, presidential],
  'fr.D223-9-hours': [fr('consommationD223_9')],
  'fr.D223-9-attempts': [fr('consommationD223_9Attempts')],
  'fr.attempts-campaign': [fr('consommationD223_9Attempts')],
  'fr.L221-17': [arcep],
  'fr.ARCEP-NPV': [arcep],
  'fr.ARCEP-caller-ID': [arcep],
  'fr.ARCEP-operator-list': [arcep],
  'fr.L50-1-abroad': [elsewhere],
  'fr.L49-end': [freeze],
  'fr.L49-Saturday': [freeze, presidential],
  'fr.L49-scope': [freeze],
  'fr.L52-12': [fr('electionWindows')],
  'fr.RGPD-9': ['src/contacts/columns.test.ts', 'src/law/catalogue.test.ts'],
  'fr.RGPD-5-1-b': ['src/contacts/source.test.ts'],
  'fr.CPCE-L34-5': [fr('cnilAutomate')],
  'fr.CP-226-18-1': [fr('objection')],
  'fr.objection-key': [attempt],
  'fr.no-silent-call': [attempt],
  'fr.L3133-1': ['src/law/holidays.test.ts'],
  'fr.L3134-13': ['src/law/holidays.test.ts'],
  'fr.L3422-2': ['src/law/holidays.test.ts'],
  'fr.clocks': ['src/law/calendar.test.ts', 'src/law/whereabouts.test.ts'],
  'fr.ARCEP-territories': ['src/law/whereabouts.test.ts'],
  'fr.ARCEP-mobile-ID': [arcep],
  'fr.ARCEP-platform-ID': [arcep],
  'fr.ARCEP-special-ID': [arcep],
  'fr.elections': [fr('electionWindows')],
}

/** Rules of the other countries are all held by one file of tables. */
export function testsOfRule(rule: RuleId): readonly string[] {
  return tests[rule] ?? (/^(?:uk|us|ca)\./.test(rule) ? [elsewhere] : [])
}

/** Every rule this table speaks of. */
export const rulesWithTests: readonly RuleId[] = Object.keys(tests)

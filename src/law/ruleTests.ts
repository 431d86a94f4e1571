/**
 * Which tests hold each rule, for the lawyer who reads docs/law.md: a file that speaks of the rule by its
 * name, or one test by the beginning of its title. A new test makes no page stale; a test checks that
 * every file exists and says so.
 */
import type { KeptRule, LegalRule } from './rule.ts'
import type { RuleId } from './verdict.ts'

export interface RuleTest {
  readonly file: string
  /** Beginning of the title of the test that holds the rule; absent: the file names the rule. */
  readonly title?: string
}

const fr = (name: string): string => `src/law/fr/${name}.test.ts`
const decideProperties = 'src/law/decide.property.test.ts'
const presidential = 'src/law/presidential2027.test.ts'
const elsewhere = 'src/law/otherCountries.test.ts'
const gatesElsewhere = 'src/law/otherGates.test.ts'
const attempt = 'src/call/attempt.test.ts'
const freeze = fr('codeElectoralL49')
const arcep = fr('arcep')

const launch = 'src/law/launch.test.ts'

type Titled = readonly [file: string, title: string]
const abroad = 'src/law/electionFreeze.test.ts'
const whereabouts = 'src/law/whereabouts.test.ts'
const dates = 'src/law/electionDates.test.ts'
const catalogue = 'src/law/catalogue.test.ts'
const answerers = 'src/law/recordedAnswerers.test.ts'

const tests: Readonly<Record<RuleId, readonly (string | Titled)[]>> = {
  'fr.ARCEP-callee': [arcep],
  'fr.ARCEP-Pacific': [arcep],
  'fr.ARCEP-fiction': [arcep],
  'fr.RGPD-21': [fr('objection'), [decideProperties, 'property: a suppression or a withdrawal']],
  'fr.RGPD-7-3': [fr('objection'), [decideProperties, 'property: a suppression or a withdrawal']],
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
  'fr.campaign-start': [fr('campaignSchedule')],
  'fr.campaign-hours': [fr('campaignSchedule')],
  'fr.kill-switch': [fr('killSwitch')],
  'fr.L52-11-budget': [fr('killSwitch')],
  'fr.CPCE-R10-directory': [fr('killSwitch')],
  'fr.L223-1-consent': [fr('consommationL223')],
  'fr.L223-1-list': [fr('consommationL223')],
  'fr.CNIL-identity': [launch],
  'fr.CNIL-objection': [launch],
  'fr.RGPD-13-14': [launch],
  'fr.RPP-11': [launch],
  'fr.AIA-50-voice': [launch],
  'fr.loi77-808-keys': [launch],
  'fr.L50-1': [launch, [fr('electionWindows'), 'Code électoral L50-1: the six months']],
  'fr.CPCE-L34-5-premium': [launch],
  'fr.ARCEP-stable-ID': [launch],
  'fr.CPCE-R10-sources': [launch],
  'fr.L48': [launch],
  'fr.L48-2': [launch],
  'fr.AIA-50-consent': [launch],
  'fr.MAN': [launch],
  'fr.L52-4': [launch],
  'fr.RPP-7': [launch],
  'fr.L52-8': [launch],
  'fr.L52-1-2': [launch],
  'fr.L52-8-rebate': [launch],
  'fr.RPP-5': [launch],
  'fr.RPP-12-address': [launch],
  'fr.RGPD-28': [launch],
  'fr.RGPD-35': [launch],
  'fr.L50-1-abroad': [gatesElsewhere],
  'fr.ring': [gatesElsewhere],
  'fr.RGPD-32': [['src/base/redact.test.ts', 'redact: numbers in free text are masked']],
  'fr.L49-end': [[freeze, 'L49 3°, presidential 2027: the last refused and first allowed']],
  'fr.L49-Saturday': [
    [presidential, 'presidential 2027: the silence of every place'],
    [abroad, 'L49 3° abroad: the American continent'],
  ],
  'fr.L49-scope': [
    [freeze, 'L49 3°: a by-election freezes only'],
    [abroad, 'L49 3° scopes: Polynésie votes'],
  ],
  'fr.L52-12': [
    [fr('electionWindows'), 'Code électoral L52-12'],
    [dates, 'Code électoral L52-12'],
  ],
  'fr.RGPD-9': [
    ['src/contacts/columns.test.ts', 'GDPR art. 9: a column of opinion'],
    [catalogue, 'RGPD art. 9: '],
  ],
  'fr.RGPD-5-1-b': [
    ['src/contacts/source.test.ts', 'GDPR art. 5 §1 b: '],
    [catalogue, 'RGPD art. 5 § 1 b: '],
  ],
  'fr.CPCE-L34-5': [[fr('cnilAutomate'), 'CNIL: an automated call needs a consent']],
  'fr.CP-226-18-1': [[fr('objection'), 'RGPD art. 21: no entry is allowed']],
  'fr.objection-key': [[attempt, 'attempt: whatever comes in whatever order, it ends once']],
  'fr.no-silent-call': [[attempt, 'attempt: the first sound is asked for in the very step']],
  'fr.L3133-1': ['src/law/holidays.test.ts'],
  'fr.L3134-13': ['src/law/holidays.test.ts'],
  'fr.L3422-2': ['src/law/holidays.test.ts'],
  'fr.clocks': [
    ['src/law/calendar.test.ts', 'calendar: midnights of 2027'],
    [whereabouts, 'INSEE codes: territory, clock'],
  ],
  'fr.ARCEP-territories': [
    [presidential, 'Arcep: every family of numbers'],
    [whereabouts, 'prefix: it adds its places'],
  ],
  'fr.ARCEP-mobile-ID': [
    [arcep, 'Arcep 2022-1583: an automate shows no number of any other family'],
    [arcep, 'Arcep: a volunteer shows a geographic'],
  ],
  'fr.ARCEP-platform-ID': [
    [arcep, 'Arcep 2022-1583: an automate shows no number of any other family'],
  ],
  'fr.ARCEP-special-ID': [
    [arcep, 'Arcep 2022-1583: an automate shows no number of any other family'],
  ],
  'fr.elections': [
    [fr('electionWindows'), 'elections: every known round'],
    [dates, 'elections: each known one'],
  ],
  'fr.CNIL-observatory': [['src/campaign/afterCall.test.ts', 'after the call: ']],
  'fr.CPCE-R10': [['src/contacts/intake.test.ts', 'CNIL: a directory, and a source']],
  'fr.L49-ring-back': [fr('ringBack')],
  'fr.ring-back-hours': [[fr('ringBack'), 'ringing back: every hour of a week']],
  'fr.ring-back-ended': [fr('ringBack')],
  'fr.ring-back-stranger': [
    [fr('ringBack'), 'ringing back: who is not known'],
    ['src/call/ringBack.test.ts', 'ring-back: what is typed as a number stands in no record'],
  ],
  'fr.ring-back-objection': [
    ['src/call/ringBack.test.ts', 'property: whatever is pressed, the call ends once'],
  ],
  'fr.answerers-not-recorded': [answerers],
  'uk.answerers-not-recorded': [answerers],
  'us.answerers-not-recorded': [answerers],
  'ca.answerers-not-recorded': [answerers],
  'us.AI-voice': [[elsewhere, 'TCPA 64.1200(a)(1): a recorded call']],
}

/** Rules that judge in the other countries are all held by one file of tables. */
export function testsOfRule(rule: LegalRule): readonly RuleTest[] {
  const foreign = rule.phase === 'dial' ? elsewhere : gatesElsewhere
  const held = tests[rule.id] ?? (isForeign(rule.id) && !isKept(rule) ? [foreign] : [])
  return held.map((each) => {
    return typeof each === 'string' ? { file: each } : { file: each[0], title: each[1] }
  })
}

const isForeign = (id: RuleId): boolean => !id.startsWith('fr.')
const isKept = (rule: LegalRule): rule is KeptRule => 'keptBy' in rule

/** Every rule this table speaks of. */
export const rulesWithTests: readonly RuleId[] = Object.keys(tests)

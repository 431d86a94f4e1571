/** What `law rules` and `law show` print: the rules as the code holds them. */
import { Failure } from '../base/failure.ts'
import { isoDate } from '../law/civilDate.ts'
import { type Country, countries } from '../law/country.ts'
import { remarkIn } from '../law/lawPageRemarks.ts'
import { confidences, type Language, levels, phases } from '../law/lawPageWords.ts'
import type { KeptRule, LegalRule, Phase } from '../law/rule.ts'
import { ruleSetOf, rulesOf } from '../law/ruleSets.ts'
import { type RuleTest, testsOfRule } from '../law/ruleTests.ts'
import type { Invocation } from './command.ts'

/** A rule as `--json` prints it. */
interface RuleAsJson {
  readonly id: string
  readonly country: Country
  readonly phase: Phase
  readonly level: string
  readonly confidence: string
  readonly title: LegalRule['title']
  readonly text: LegalRule['text']
  readonly quote: LegalRule['quote']
  readonly does: LegalRule['does']
  readonly inForce: { readonly from: string; readonly to?: string }
  readonly parameters: Readonly<
    Record<
      string,
      readonly { readonly from: string; readonly value: unknown; readonly text: string }[]
    >
  >
  /** Absent: it judges calls or launches itself. null: only shown. */
  readonly keptBy?: string | null
  readonly tests: readonly RuleTest[]
}

export async function rulesCommand(
  { output, config }: Invocation,
  { country, phase }: { readonly country: Country; readonly phase?: Phase },
): Promise<void> {
  const pack = ruleSetOf(country)
  const rules = rulesOf(pack).filter((rule) => phase === undefined || rule.phase === phase)
  output.result({
    country,
    version: pack.version,
    rules: rules.map((rule) => asJson(rule, country)),
  })
  if (output.json) return
  const { language } = config()
  for (const { id, phase: when, level, title, text } of rules) {
    output.say(`${id}  [${when}, ${level}, ${text.confidence}]  ${title[language]}`)
  }
  output.say(
    `${rules.length} rules, ${pack.version}. One of them: portevoix law show ${rules[0]?.id ?? 'RULE'}`,
  )
}

export async function showCommand({ output, config }: Invocation, wanted: string): Promise<void> {
  const [rule, country] = ruleNamed(wanted)
  output.result(asJson(rule, country))
  if (output.json) return
  for (const line of linesOf(rule, config().language)) output.say(line)
}

/** By its id, in any case. */
function ruleNamed(wanted: string): readonly [LegalRule, Country] {
  const id = wanted.trim().toLowerCase()
  for (const country of countries) {
    const rule = rulesOf(ruleSetOf(country)).find((each) => each.id.toLowerCase() === id)
    if (rule) return [rule, country]
  }
  throw new Failure(
    'notFound',
    `There is no rule "${wanted}": \`portevoix law rules\` lists them (fr.L49-3, for instance).`,
  )
}

function asJson(rule: LegalRule, country: Country): RuleAsJson {
  const { id, phase, level, title, text, quote, does, inForce, parameters = {} } = rule
  return {
    id,
    country,
    phase,
    level,
    confidence: text.confidence,
    title,
    text,
    quote,
    does,
    inForce: {
      from: isoDate(inForce.from),
      ...(inForce.to === undefined ? {} : { to: isoDate(inForce.to) }),
    },
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, dated]) => [
        name,
        dated.map((entry) => ({ ...entry, from: isoDate(entry.from) })),
      ]),
    ),
    ...(isKept(rule) ? { keptBy: rule.keptBy } : {}),
    tests: testsOfRule(rule),
  }
}

const isKept = (rule: LegalRule): rule is KeptRule => 'keptBy' in rule

function linesOf(rule: LegalRule, language: Language): readonly string[] {
  const { id, title, text, quote, does, inForce, parameters = {} } = rule
  const fr = language === 'fr'
  const remark = (written: string): string => remarkIn(written, language)
  const paraphrase = quote.exact ? '' : ' (paraphrase)'
  const tests = testsOfRule(rule)
  const keeper = isKept(rule)
    ? (rule.keptBy ?? (fr ? 'seulement affichée' : 'only shown'))
    : fr
      ? 'elle juge elle-même'
      : 'judges by itself'
  return [
    `${id}  ${title[language]}`,
    `  « ${quote.words} »${paraphrase}`,
    `  ${text.code}, ${remark(text.article)} (${text.from}); ${remark(text.source)}`,
    `  ${fr ? 'Confiance : ' : 'Confidence: '}${text.confidence}, ${confidences[text.confidence][language]}`,
    `  ${phases[rule.phase][language]}; ${levels[rule.level][language]}`,
    `  ${does[language]}`,
    `  ${fr ? 'En vigueur ici depuis' : 'In force here from'} ${isoDate(inForce.from)}` +
      (inForce.to === undefined ? '' : ` ${fr ? 'jusqu’au' : 'until'} ${isoDate(inForce.to)}`),
    ...Object.entries(parameters).flatMap(([name, dated]) =>
      dated.map(({ from, value, text: origin }) => {
        const shown = Array.isArray(value) ? value.join(', ') : String(value)
        return `  ${name} ${isoDate(from)}: ${shown} (${remark(origin)})`
      }),
    ),
    `  ${fr ? 'Tenue par : ' : 'Kept by: '}${keeper}`,
    ...(tests.length === 0
      ? []
      : [
          `  Tests: ${tests.map(({ file, title }) => file + (title ? ` (${title.trim()}…)` : '')).join(', ')}`,
        ]),
  ]
}

/** docs/law.md: every rule as the code holds it, for a lawyer to read. A test compares page and code. */
import { isoDate } from './civilDate.ts'
import { holidayCalendars, holidaysOf } from './holidays.ts'
import type { Confidence, DialRule } from './rule.ts'
import { france, type RuleSet } from './ruleSets.ts'
import { placesIn } from './territory.ts'

export function lawPage(rules: RuleSet = france): string {
  return [
    introduction(rules),
    summary(rules.dial),
    ...rules.dial.map(section),
    territories(),
    holidays(),
  ].join('\n\n')
}

const confidences: Readonly<Record<Confidence, string>> = {
  V: 'official text read',
  V2: 'read in a secondary source: to be confirmed',
  K: 'known, not verified: to be confirmed',
  D: 'our own design choice',
}

/** The year whose movable feasts the page shows as an example. */
const exampleYear = 2027

function introduction({ version }: RuleSet): string {
  return `# The law as the program applies it

Written by \`npm run docs\` from \`src/law/\`; version of the rules: \`${version}\`. Engineering, **not legal
advice**: a French election and data-protection lawyer signs this page before the first real call.

Every rule below runs on every call. A refusal wins over everything, windows of time intersect, of
several caps the smallest counts, and a fact that is not known refuses and is named. The verdict, with
what was measured and the limit, is stored with every attempt and every refusal.

Confidence: ${Object.entries(confidences)
    .map(([mark, meaning]) => `**${mark}** ${meaning}`)
    .join('; ')}.

Ask a question: \`portevoix law decide --facts FILE --json\` (exit code 0 allowed, 5 refused, 4 facts not
usable); \`portevoix law facts-schema\` says what the facts are, with an example of each.`
}

function summary(rules: readonly DialRule[]): string {
  const rows = rules.map(
    ({ id, title, text, level }) =>
      `| [\`${id}\`](#${anchor(id)}) | ${title.en} | ${text.code}, ${text.article} | ` +
      `${level} | ${text.confidence} |`,
  )
  return ['| rule | what | text | level | confidence |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  )
}

function section({
  id,
  title,
  text,
  quote,
  does,
  inForce,
  parameters,
  level,
  phase,
}: DialRule): string {
  const until = inForce.to === undefined ? '' : ` to ${isoDate(inForce.to)}`
  const kind = quote.exact ? '' : ' *(paraphrase)*'
  return [
    `## ${id}`,
    `**${title.en}** / ${title.fr}`,
    `> ${quote.words}${kind}`,
    `*${text.code}, ${text.article}*, in this wording since ${text.from}. Confidence ` +
      `**${text.confidence}** (${confidences[text.confidence]}): ${text.source}.`,
    `- **Does:** ${does.en}\n- **Fait :** ${does.fr}\n- Level ${level}, at phase ${phase}; ` +
      `calls are judged by it from ${isoDate(inForce.from)}${until}.`,
    ...Object.entries(parameters ?? {}).map(([name, dated]) => parameterTable(name, dated)),
  ].join('\n\n')
}

function parameterTable(name: string, dated: NonNullable<DialRule['parameters']>[string]): string {
  const rows = dated.map(({ from, value, text }) => {
    const shown = Array.isArray(value) ? value.join(', ') : String(value)
    return `| ${isoDate(from)} | ${shown} | ${text} |`
  })
  return [`| ${name} from | value | text |`, '|---|---|---|', ...rows].join('\n')
}

function territories(): string {
  const rows = Object.entries(placesIn).map(
    ([code, places]) =>
      `| ${code} | ${places.map(({ zone, where }) => `${zone.name} (${where.fr})`).join(', ')} |`,
  )
  const head = '## Territories and their clocks'
  return [head, '', '| territory | zones |', '|---|---|', ...rows].join('\n')
}

function holidays(): string {
  const national = holidaysOf('FR', exampleYear)
  const rows = holidayCalendars.map((calendar) => {
    const days = [...holidaysOf(calendar, exampleYear)]
      .filter(([when]) => calendar === 'FR' || !national.has(when))
      .sort(([a], [b]) => a - b)
      .map(([when, { fr, text }]) => `${isoDate(when)} ${fr} (${text})`)
    return `| ${calendar} | ${days.join('; ') || 'the national ones only'} |`
  })
  return [
    `## Public holidays kept, as they fall in ${exampleYear}`,
    '',
    'Every territory keeps the national ones (row FR) beside its own. Computed from the ' +
      'statutes for any year.',
    '',
    '| calendar | days |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** The heading's anchor as Markdown renderers make it. */
const anchor = (id: string): string => id.toLowerCase().replace(/[^a-z0-9 -]/g, '')

/** One rule on docs/law.md: its words, its dates, what the program does, which file keeps it, which tests hold it. */
import { isoDate } from './civilDate.ts'
import { remarkIn } from './lawPageRemarks.ts'
import { confidences, type Language, levels, toBeConfirmed } from './lawPageWords.ts'
import type { KeptRule, LegalRule } from './rule.ts'
import type { RuleTest } from './ruleTests.ts'
import { both } from './say.ts'
import type { RuleId } from './verdict.ts'

/** Where things are in the repository, which the law itself does not know. */
export interface RuleHolders {
  /** The file of a rule that judges calls or launches. */
  fileOf(rule: RuleId): string | undefined
  testsOf(rule: LegalRule): readonly RuleTest[]
}

const words = {
  paraphrase: both('paraphrase', 'paraphrase'),
  since: both('in this wording since', 'dans cette rédaction depuis'),
  from: both('In force here from', 'En vigueur ici depuis le'),
  to: both('until', 'jusqu’au'),
  does: both('What the program does', 'Ce que fait le programme'),
  level: both('Level', 'Niveau'),
  keptBy: both('Kept by', 'Tenue par'),
  onlyShown: both('only shown', 'seulement affichée'),
  heldBy: both('Tests', 'Tests'),
  confidence: both('Confidence', 'Confiance'),
  parameter: both('parameter, from', 'paramètre, depuis le'),
  value: both('value', 'valeur'),
  text: both('text', 'texte'),
  readIn: both('read in', 'lu dans'),
  confirm: both('TO BE CONFIRMED', 'À CONFIRMER'),
}

export function ruleSection(rule: LegalRule, language: Language, holders: RuleHolders): string {
  const say = (said: keyof typeof words): string => words[said][language]
  const { text, quote, inForce, parameters = {} } = rule
  const colon = language === 'fr' ? ' : ' : ': '
  const until = inForce.to === undefined ? '' : ` ${say('to')} ${isoDate(inForce.to)}`
  const doubt = toBeConfirmed.includes(text.confidence) ? ` **${say('confirm')}.**` : ''
  const tests = holders.testsOf(rule)
  return [
    `#### ${rule.id}`,
    `**${rule.title[language]}**${doubt}`,
    `> ${quote.words}${quote.exact ? '' : ` *(${say('paraphrase')})*`}`,
    `*${text.code}, ${remarkIn(text.article, language)}*, ${say('since')} ${text.from}. ${say('confidence')} ` +
      `**${text.confidence}** (${confidences[text.confidence][language]}); ${say('readIn')} ${remarkIn(text.source, language)}.`,
    [
      `- ${say('does')}${colon}${rule.does[language]}`,
      `- ${say('level')}${colon}${levels[rule.level][language]}. ${say('from')} ${isoDate(inForce.from)}${until}.`,
      `- ${say('keptBy')}${colon}${keeperOf(rule, holders) ?? say('onlyShown')}`,
      ...(tests.length === 0
        ? []
        : [`- ${say('heldBy')}${colon}${tests.map(testText).join(', ')}`]),
    ].join('\n'),
    ...Object.entries(parameters).map(([name, dated]) =>
      [
        `| ${name}${colon}${say('parameter')} | ${say('value')} | ${say('text')} |`,
        '|---|---|---|',
        ...dated.map(({ from, value, text: origin }) => {
          const shown = Array.isArray(value) ? value.join(', ') : String(value)
          return `| ${isoDate(from)} | ${shown} | ${remarkIn(origin, language)} |`
        }),
      ].join('\n'),
    ),
  ].join('\n\n')
}

/** Its own file for a rule that judges; the one it names for a rule kept elsewhere. */
function keeperOf(rule: LegalRule, holders: RuleHolders): string | undefined {
  const file = isKept(rule) ? rule.keptBy : holders.fileOf(rule.id)
  return file ? code(file) : undefined
}

/** The file, and which of its tests when one is meant. */
export const testText = ({ file, title }: RuleTest): string =>
  title === undefined ? `\`${file}\`` : `\`${file}\` (“${title.trim()}…”)`

const isKept = (rule: LegalRule): rule is KeptRule => 'keptBy' in rule
const code = (path: string): string => `\`${path}\``

/** The heading's anchor as Markdown renderers make it. */
export const anchorOf = (id: string): string => id.toLowerCase().replace(/[^a-z0-9 -]/g, '')

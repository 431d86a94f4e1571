/** docs/law.md and docs/law.fr.md: every rule as the code holds it, for a lawyer to read. A test compares. */
import { countries } from './country.ts'
import { remarkIn } from './lawPageRemarks.ts'
import { anchorOf, type RuleHolders, ruleSection } from './lawPageRule.ts'
import { frenchTables } from './lawPageTables.ts'
import {
  checkBeforeRelease,
  confidences,
  countryNames,
  type Language,
  phases,
  toBeConfirmed,
} from './lawPageWords.ts'
import { type Confidence, type LegalRule, phaseNames } from './rule.ts'
import { type RuleSet, ruleSetOf, rulesOf } from './ruleSets.ts'

const marks = Object.keys(confidences) as readonly Confidence[]

export function lawPage(language: Language, holders: RuleHolders): string {
  const packs = countries.map(ruleSetOf)
  return [
    introduction[language],
    lawyerSummary(packs, language),
    ...packs.map((pack) => packPages(pack, language, holders)),
    '',
  ].join('\n\n')
}

const introduction: Readonly<Record<Language, string>> = {
  en: `# The law as the program applies it

Written by \`npm run docs\` from \`src/law/\`; the same page in French: [law.fr.md](law.fr.md). Engineering, **not
legal advice**: a lawyer of elections and data protection signs this page before the first real call.

Every rule that judges calls runs on every call. A refusal wins over everything, windows of time intersect, of
several caps the smallest counts, and a fact that is not known refuses and is named. The verdict, with what was
measured and the limit, is stored with every attempt and every refusal; rules and parameters carry the days from
which they hold, so that a campaign is judged under the law of its day.

Ask a question: \`portevoix law decide --facts FILE --json\` (exit code 0 allowed, 5 refused, 4 facts not usable);
\`portevoix law facts-schema\` says what the facts are. \`portevoix law rules\` and \`portevoix law show RULE\` print
what stands here.`,
  fr: `# Le droit tel que le programme l’applique

Écrit par \`npm run docs\` d’après \`src/law/\` ; la même page en anglais : [law.md](law.md). Travail d’ingénieur, **pas
un avis juridique** : un avocat en droit électoral et des données signe cette page avant le premier appel réel.

Toute règle qui juge les appels court à chaque appel. Un refus l’emporte sur tout, les plages horaires se croisent, le
plafond le plus bas compte, et un fait inconnu refuse et se nomme. Le verdict, avec ce qui a été mesuré et la limite,
est gardé avec chaque tentative et chaque refus ; règles et paramètres portent le jour depuis lequel ils valent, pour
qu’une campagne soit jugée sous le droit de son jour.

Poser une question : \`portevoix law decide --facts FICHIER --json\` (code 0 permis, 5 refusé, 4 faits inutilisables) ;
\`portevoix law facts-schema\` dit ce que sont les faits. \`portevoix law rules\` et \`portevoix law show RÈGLE\`
impriment ce qui est écrit ici.`,
}

function lawyerSummary(packs: readonly RuleSet[], language: Language): string {
  const fr = language === 'fr'
  const rows = packs.map((pack) => {
    const rules = rulesOf(pack)
    const counts = marks.map((mark) => rules.filter((rule) => rule.text.confidence === mark).length)
    return `| ${countryNames[pack.country][language]} | \`${pack.version}\` | ${counts.join(' | ')} | ${rules.length} |`
  })
  const doubtful = packs
    .flatMap(rulesOf)
    .filter(({ text }) => toBeConfirmed.includes(text.confidence))
    .map(({ id, text }) => `[${id}](#${anchorOf(id)}) (${text.confidence})`)
  return [
    fr
      ? '## Pour l’avocat : ce qui reste à confirmer'
      : '## For the lawyer: what is still to be confirmed',
    marks.map((mark) => `**${mark}** ${confidences[mark][language]}`).join('; '),
    [
      `| ${fr ? 'pays' : 'country'} | version | ${marks.join(' | ')} | total |`,
      `|---|---|${marks.map(() => '---').join('|')}|---|`,
      ...rows,
    ].join('\n'),
    fr
      ? 'À lire ou à retrouver avant le premier appel réel :'
      : 'To be read or found before the first real call:',
    checkBeforeRelease.map((said) => `- ${said[language]}`).join('\n'),
    `${fr ? 'Règles à confirmer : ' : 'Rules to be confirmed: '}${doubtful.join(', ')}.`,
  ].join('\n\n')
}

function packPages(pack: RuleSet, language: Language, holders: RuleHolders): string {
  const rules = rulesOf(pack)
  return [
    `## ${countryNames[pack.country][language]}`,
    summaryOf(rules, language),
    ...phaseNames.flatMap((phase) => {
      const ofPhase = rules.filter((rule) => rule.phase === phase)
      if (ofPhase.length === 0) return []
      return [
        `### ${countryNames[pack.country][language]}${language === 'fr' ? ' : ' : ': '}${phases[phase][language]}`,
        ...ofPhase.map((rule) => ruleSection(rule, language, holders)),
      ]
    }),
    ...(pack.country === 'fr' ? [frenchTables(language)] : []),
  ].join('\n\n')
}

function summaryOf(rules: readonly LegalRule[], language: Language): string {
  const rows = phaseNames.flatMap((phase) =>
    rules
      .filter((rule) => rule.phase === phase)
      .map(
        ({ id, title, text, level }) =>
          `| [\`${id}\`](#${anchorOf(id)}) | ${phase} | ${title[language]} | ` +
          `${text.code}, ${remarkIn(text.article, language)} | ${level} | ${text.confidence} |`,
      ),
  )
  const head =
    language === 'fr'
      ? '| règle | phase | objet | texte | niveau | confiance |'
      : '| rule | phase | what | text | level | confidence |'
  return [head, '|---|---|---|---|---|---|', ...rows].join('\n')
}

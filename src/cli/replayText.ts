/** A replay in words: both laws side by side, rule by rule, and what would have had to be done. */
import { type CivilDay, isoDate } from '../law/civilDate.ts'
import type { DialRule } from '../law/rule.ts'
import { france } from '../law/ruleSets.ts'
import { both } from '../law/say.ts'
import type { Said } from '../law/verdict.ts'
import type { JudgedUnder, Replay } from '../screening/replay/replay.ts'
import type { Shape } from '../screening/replay/shape.ts'

type Language = 'fr' | 'en'

export interface ReplayRow {
  readonly rule: string
  readonly article: string
  readonly title: Said
  readonly inForceFrom: string | null
  /** Day of the wording quoted, which may be younger than the rule. */
  readonly textOf: string | null
  /** null: the rule was not in force on that day. */
  readonly itsDay: number | null
  readonly today: number | null
  readonly example: Said | null
}

/** Rules that refuse or lack a fact under either law, those that refuse most first. */
export function rowsOf({ itsDay, today }: Replay): readonly ReplayRow[] {
  const rules = new Set([...Object.keys(itsDay.tally.rules), ...Object.keys(today.tally.rules)])
  const count = ({ law, tally }: JudgedUnder, id: string, rule?: DialRule): number | null => {
    const { refused = 0, unknown = 0 } = tally.rules[id] ?? {}
    return refused + unknown === 0 && rule && !inForceOn(rule, law) ? null : refused + unknown
  }
  return [...rules]
    .map((id): ReplayRow => {
      const rule = france.dial.find((each) => each.id === id)
      return {
        rule: id,
        article: rule ? `${rule.text.code}, ${rule.text.article}` : id,
        title: rule?.title ?? both(id, id),
        inForceFrom: rule ? isoDate(rule.inForce.from) : null,
        textOf: rule?.text.from ?? null,
        itsDay: count(itsDay, id, rule),
        today: count(today, id, rule),
        example: itsDay.examples[id] ?? today.examples[id] ?? null,
      }
    })
    .sort((a, b) => (b.itsDay ?? -1) - (a.itsDay ?? -1) || (b.today ?? -1) - (a.today ?? -1))
}

const inForceOn = ({ inForce }: DialRule, law: CivilDay): boolean =>
  inForce.from <= law && (inForce.to === undefined || law < inForce.to)

/** What lifts each refusal; a rule without a line here is its own remedy. */
const remedies: Readonly<Record<string, Said>> = {
  'fr.CNIL-automate': both(
    'Ask each person beforehand for a consent to automated calls of this very candidate, and keep its proof.',
    'Demander avant tout à chaque personne son accord aux appels automatiques de ce candidat-là, et en garder la preuve.',
  ),
  'fr.CNIL-slot': both(
    'Have them name the time slots in which they accept calls, and keep to those.',
    'Lui faire nommer les plages horaires où elle accepte d’être appelée, et s’y tenir.',
  ),
  'fr.CPCE-R10-directory': both(
    'Leave the directory alone: collect numbers with a form of one’s own.',
    'Laisser l’annuaire de côté\u202f: recueillir les numéros par son propre formulaire.',
  ),
  'fr.RGPD-21': both(
    'Compare with the objection lists before each call, and take those people out for good.',
    'Comparer avec les listes d’opposition avant chaque appel, et retirer ces personnes pour toujours.',
  ),
  'fr.ARCEP-NPV': both(
    'Show a verified number kept for automated systems (0162, 0163, 0270 …), not an ordinary one.',
    'Afficher un numéro polyvalent vérifié (0162, 0163, 0270 …), pas un numéro ordinaire.',
  ),
  'fr.D223-9-hours': both(
    'Call from Monday to Friday, 10:00–13:00 and 14:00–20:00 by the clock of the person called.',
    'Appeler du lundi au vendredi, 10 h–13 h et 14 h–20 h, à l’heure de la personne appelée.',
  ),
  'fr.L49-3': both(
    'Be silent from 00:00 of the eve of the vote, territory by territory: Friday where people vote on Saturday.',
    'Se taire dès 0 h la veille du scrutin, territoire par territoire\u202f: le vendredi là où l’on vote le samedi.',
  ),
}
/** What would have spared people who were so. */
const remediesOfMarks: Readonly<Record<string, Said>> = {
  moved: both(
    'Choose people by the commune they themselves gave, with its date: who has left the city is not called.',
    'Choisir les personnes par la commune qu’elles ont elles-mêmes donnée, avec sa date : qui a quitté la ville n’est pas appelé.',
  ),
  exDirectory: both(
    'Take no number whose holder keeps it out of directories unless that very person gave it.',
    'Ne prendre aucun numéro en liste rouge que la personne n’ait donné elle-même.',
  ),
}
const always: readonly Said[] = [
  both(
    'Say who calls within 5 seconds and how to object within 12, on voicemail too (CNIL: from the start).',
    'Dire qui appelle dans les 5 premières secondes et comment s’opposer dans les 12, messagerie comprise (CNIL\u202f: dès le début).',
  ),
  both(
    'Answer "who gave you my number?": a source for each number and each commune (RGPD art. 14).',
    'Répondre à « qui vous a donné mon numéro\u202f? »\u202f: une source pour chaque numéro et chaque commune (RGPD art. 14).',
  ),
]

export function remediesOf(replayed: Replay): readonly Said[] {
  const refusing = rowsOf(replayed).map(({ rule }) => remedies[rule])
  const marked = Object.keys(replayed.marks).map((mark) => remediesOfMarks[mark])
  return [...[...refusing, ...marked].filter((remedy) => remedy !== undefined), ...always]
}

export function replayLines(shape: Shape, replayed: Replay, language: Language): readonly string[] {
  const words = wordsIn[language]
  const { people, marks, itsDay, today } = replayed
  const share = (count: number): string =>
    `${count.toLocaleString(language)} (${((100 * count) / Math.max(1, people)).toLocaleString(language, { maximumFractionDigits: 1 })} %)`
  const side = ({ law, tally }: JudgedUnder): string => {
    const { now, later, never, unknown } = tally.kinds
    return `  ${words.lawOf} ${isoDate(law)}: ${words.callable} ${share(now)} · ${words.later} ${share(later)} · ${words.never} ${share(never)} · ${words.unknown} ${share(unknown)}`
  }
  const cell = (count: number | null): string => (count === null ? words.notYet : share(count))
  return [
    shape.title[language],
    ...shape.story.map((said) => `  ${said[language]}`),
    '',
    `${people.toLocaleString(language)} ${words.people}`,
    ...Object.entries(marks).map(
      ([mark, count]) => `  ${share(count)} ${shape.marks[mark]?.[language] ?? mark}`,
    ),
    '',
    side(itsDay),
    side(today),
    '',
    ...rowsOf(replayed).flatMap((row) => [
      `${row.rule} · ${row.title[language]} · ${row.article} (${words.since} ${row.inForceFrom ?? '?'}; ${words.textOf} ${row.textOf ?? '?'})`,
      `  ${isoDate(itsDay.law)}: ${cell(row.itsDay)}   ${isoDate(today.law)}: ${cell(row.today)}`,
      ...(row.example ? [`  “${row.example[language]}”`] : []),
    ]),
    '',
    words.hadToDo,
    ...remediesOf(replayed).map((remedy) => `  - ${remedy[language]}`),
  ]
}

const wordsIn = {
  en: {
    lawOf: 'Law of',
    callable: 'callable at that minute',
    later: 'later',
    never: 'never',
    unknown: 'unknown',
    people: 'synthetic people judged; no call was placed.',
    notYet: 'not in force',
    since: 'since',
    textOf: 'text of',
    hadToDo: 'What the campaign would have had to do:',
  },
  fr: {
    lawOf: 'Droit du',
    callable: 'appelables à cette minute',
    later: 'plus tard',
    never: 'jamais',
    unknown: 'inconnu',
    people: 'personnes synthétiques jugées\u202f; aucun appel n’a été passé.',
    notYet: 'pas en vigueur',
    since: 'depuis',
    textOf: 'texte du',
    hadToDo: 'Ce que la campagne aurait dû faire\u202f:',
  },
} as const satisfies Record<Language, Record<string, string>>

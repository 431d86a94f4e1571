/**
 * Which figures may choose communes: public ones of the whole commune, such as turnout. Never what
 * would choose people by an opinion, an origin, a belief, health or income, not even by the commune they
 * live in (RGPD art. 9; Regulation (EU) 2024/900 art. 18; CNIL, 18 December 2025: "even supposed").
 */
import { Failure } from '../base/failure.ts'
import { comparisons, type PlaceCondition } from '../campaign/audience.ts'
import { forbiddenSubjectOf } from '../contacts/forbiddenColumns.ts'
import { wordsOf } from '../contacts/headerWords.ts'

/** A commune's turnout says how many vote, not what anybody thinks. */
const turnoutWords: readonly RegExp[] = [
  /^turnout$/,
  /^abstention(s|niste|nistes)?$/,
  /^participation$/,
  /^votants?$/,
  /^(vote|voter|voters|voting)$/,
]
const isAboutTurnout = (words: readonly string[]): boolean =>
  words.some((word) => turnoutWords.slice(0, 4).some((pattern) => pattern.test(word)))

export const article = 'RGPD art. 9; Regulation (EU) 2024/900 art. 18'

export function refuseForbiddenFigure(figure: string): void {
  const words = wordsOf(figure)
  const left = isAboutTurnout(words)
    ? words.filter((word) => !turnoutWords.some((pattern) => pattern.test(word)))
    : words
  const subject = forbiddenSubjectOf(left.join(' '))
  if (subject === undefined) return
  throw new Failure(
    'refused',
    `"${figure}" looks like ${subject}: nobody may be chosen by it, nor the communes they live in ` +
      `(${article}). Choose by place, by what people themselves gave, or by a commune's turnout.`,
    {
      fr:
        `« ${figure} » laisse deviner une opinion, une origine ou une situation : cela ne choisit personne, ni ` +
        `les communes où l’on vit (${article}). Choisissez par lieu, par ce que les personnes ont donné, ou par la participation.`,
      measured: figure,
      limit: 'turnout and other public figures that suppose nothing of a person',
    },
  )
}

/** `turnout <= 0.45`, `abstention > 55 %`, `participation < 0,4`. */
export function parseWhere(text: string): Pick<PlaceCondition, 'figure' | 'comparison' | 'value'> {
  const parts = /^\s*([\p{L}_][^<>=≤≥]*?)\s*(<=|>=|<|>|=|≤|≥)\s*(.+?)\s*$/u.exec(text)
  const figure = parts?.[1] ?? text
  // Whatever else is wrong with it, what may not be asked is said first.
  refuseForbiddenFigure(figure)
  const sign = { '≤': '<=', '≥': '>=' }[parts?.[2] ?? ''] ?? parts?.[2]
  const comparison = comparisons.find((each) => each === sign)
  const value = parseFigure(parts?.[3] ?? '')
  if (comparison === undefined || value === undefined || value === null) {
    throw new Failure(
      'usage',
      `--where "${text}" is not understood: write a figure of the table, one of ` +
        `${comparisons.join(' ')}, and a number, such as 'turnout <= 0.45'.`,
      {
        fr:
          `« ${text} » n’est pas compris : écrivez un chiffre de la table, un signe parmi ` +
          `${comparisons.join(' ')} et un nombre.`,
      },
    )
  }
  return { figure, comparison, value }
}

/** `0,45`, `45 %` (0.45), `1 234.5`; null: nothing written; undefined: no number. */
export function parseFigure(text: string): number | null | undefined {
  const tidy = text.normalize('NFKC').trim().replace(/\s/g, '')
  if (tidy === '') return null
  const percent = tidy.endsWith('%')
  const digits = (percent ? tidy.slice(0, -1) : tidy).replace(',', '.')
  if (!/^[+-]?\d{1,15}(\.\d{1,12})?$/.test(digits)) return undefined
  return percent ? Number(digits) / 100 : Number(digits)
}

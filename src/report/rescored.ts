/** Kept calls judged again: how many went from each verdict to each, read as a table. */
import { type AmdVerdictName, amdVerdictNames } from '../base/amd.ts'
import type { Language } from './words.ts'

export type VerdictCounts = Readonly<Record<AmdVerdictName, number>>
/** First the verdict of then, in it the verdict of now. */
export type CrossedVerdicts = Readonly<Record<AmdVerdictName, VerdictCounts>>

export function crossed(
  pairs: Iterable<readonly [then: AmdVerdictName, now: AmdVerdictName]>,
): CrossedVerdicts {
  const none = (): Record<AmdVerdictName, number> => ({
    ...{ human: 0, machine: 0, screening: 0, fax: 0, unknown: 0 },
  })
  const counts = {
    ...{ human: none(), machine: none(), screening: none(), fax: none(), unknown: none() },
  }
  for (const [then, now] of pairs) counts[then][now] += 1
  return counts
}

const words: Readonly<Record<Language, Readonly<Record<AmdVerdictName | 'corner', string>>>> = {
  en: {
    ...{ corner: 'then \\ now', human: 'human', machine: 'machine', screening: 'screening' },
    ...{ fax: 'fax', unknown: 'unsure' },
  },
  fr: {
    ...{ corner: 'avant \\ après', human: 'personne', machine: 'répondeur', screening: 'filtre' },
    ...{ fax: 'fax', unknown: 'incertain' },
  },
}

export function crossedText(counts: CrossedVerdicts, language: Language): string {
  const say = words[language]
  const rows = [
    [say.corner, ...amdVerdictNames.map((name) => say[name])],
    ...amdVerdictNames.map((then) => [
      say[then],
      ...amdVerdictNames.map((now) => counts[then][now].toLocaleString(language)),
    ]),
  ]
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

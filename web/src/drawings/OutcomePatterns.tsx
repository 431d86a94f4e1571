/** A pattern for each outcome, so that no two differ by colour alone; plain, lines, dots, crosses. */
import type { ReactElement } from 'react'
import type { DrawnOutcome } from '../../../src/report/drawings.ts'
import styles from './drawings.module.css'

const strokes: Readonly<Record<DrawnOutcome, string>> = {
  heardToEnd: '',
  heardInPart: 'M0 8L8 0M-2 2L2-2M6 10L10 6',
  notChosen: 'M0 0L8 8M-2 6L2 10M6-2L10 2',
  voicemail: 'M4 0V8',
  noAnswer: 'M0 4H8',
  objection: 'M0 0L8 8M8 0L0 8',
  fault: 'M2 2h2v2h-2z',
}

export const patternUrl = (id: string, outcome: DrawnOutcome): string =>
  strokes[outcome] === '' ? 'none' : `url(#${id}-${outcome})`

export function OutcomePatterns({ id }: { readonly id: string }): ReactElement {
  return (
    <defs>
      {Object.entries(strokes).map(([outcome, d]) => (
        <pattern
          key={outcome}
          id={`${id}-${outcome}`}
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
        >
          <path d={d} className={styles.patternStroke} />
        </pattern>
      ))}
    </defs>
  )
}

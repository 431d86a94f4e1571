/** How calls ended: one bar in fixed order, each piece with its pattern, its word and its figures. */
import { type ReactElement, type ReactNode, useId } from 'react'
import { barPieces, type DrawnOutcome, drawnOutcomes } from '../../../src/report/drawings.ts'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import styles from './drawings.module.css'
import { useHeld } from './held.ts'
import { OutcomePatterns, patternUrl } from './OutcomePatterns.tsx'
import { drawingWords } from './words.ts'

export type OutcomeFigures = Readonly<Partial<Record<DrawnOutcome, number>>>

export interface OutcomeBarProps {
  readonly counts: OutcomeFigures
  readonly isHeld?: boolean
  /** Each term is a link to the list of its people: a link of the app, which loads nothing anew. */
  readonly linkOf?: (outcome: DrawnOutcome, word: string) => ReactNode
}

const width = 1000
const height = 36

export function OutcomeBar({ counts, isHeld = false, linkOf }: OutcomeBarProps): ReactElement {
  const { outcomes: words } = useWords(drawingWords)
  const format = useFormat()
  const id = useId()
  const shown = useHeld(counts, isHeld)
  const pieces = barPieces(shown, width)
  if (pieces.length === 0) return <p className={styles.none}>{words.none}</p>
  const total = pieces.reduce((sum, { count }) => sum + count, 0)
  return (
    <figure className={styles.figure} aria-label={words.label}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={styles.bar}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <OutcomePatterns id={id} />
        {pieces.map(({ outcome, x, width: wide }) => (
          <g key={outcome}>
            <rect x={x} width={wide} height={height} fill={`var(--pv-outcome-${outcome})`} />
            <rect x={x} width={wide} height={height} fill={patternUrl(id, outcome)} />
          </g>
        ))}
      </svg>
      <ul className={styles.outcomes}>
        {drawnOutcomes.map((outcome) => {
          const count = shown[outcome] ?? 0
          const word = words.of[outcome]
          return (
            <li key={outcome} data-outcome={outcome}>
              <Swatch outcome={outcome} />
              <span className={styles.outcomeWord}>
                {linkOf && count > 0 ? linkOf(outcome, word) : word}
              </span>
              <span className={styles.outcomeShare}>{format.percent(count / total, 1)}</span>
              <span className={styles.outcomeCount}>{format.number(count)}</span>
            </li>
          )
        })}
      </ul>
    </figure>
  )
}

function Swatch({ outcome }: { readonly outcome: DrawnOutcome }): ReactElement {
  const id = useId()
  return (
    <svg viewBox="0 0 18 18" className={styles.outcomeSwatch} aria-hidden="true">
      <OutcomePatterns id={id} />
      <rect width={18} height={18} rx={4} fill={`var(--pv-outcome-${outcome})`} />
      <rect width={18} height={18} rx={4} fill={patternUrl(id, outcome)} />
    </svg>
  )
}

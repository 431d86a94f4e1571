/** On every screen while an organisation practises: no real phone rings. */
import type { ReactNode } from 'react'
import { useOrganisation } from '../api/me.ts'
import { useWords } from '../words/words.ts'
import classes from './PracticeBand.module.css'
import { shellWords } from './words.ts'

export function PracticeBand(): ReactNode {
  const say = useWords(shellWords)
  const { practice } = useOrganisation()
  if (!practice) return null
  return (
    <aside className={classes['band']} aria-label={say.practice}>
      <strong>{say.practice}</strong>
      <span>{say.practiceMeans}</span>
    </aside>
  )
}

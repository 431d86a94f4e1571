/** How many days are left to answer; from a week on it warns, in words and by a mark. */
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconClock from '@tabler/icons-react/icons/IconClock'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import classes from './Rights.module.css'
import { rightsWords } from './words.ts'

const soonDays = 7

export function DaysLeft({ days }: { readonly days: number }): ReactNode {
  const say = useWords(rightsWords)
  const mood = days < 0 ? 'late' : days <= soonDays ? 'soon' : 'calm'
  const Icon = mood === 'late' ? IconAlertTriangle : IconClock
  return (
    <span className={classes['left']} data-mood={mood}>
      <Icon size={16} aria-hidden />
      {say.left(days)}
    </span>
  )
}

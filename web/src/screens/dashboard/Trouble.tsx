/** The one thing to watch in an organisation, in words. */
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { daysUntil } from './daysUntil.ts'
import classes from './Trouble.module.css'
import { troubleOf } from './troubleOrder.ts'
import { dashboardWords } from './words.ts'

interface TroubleProps {
  readonly figures: {
    readonly paused: number
    readonly running: number
    readonly firstDueAt: string | null
  }
}

export function Trouble({ figures }: TroubleProps): ReactNode {
  const say = useWords(dashboardWords).rollUp
  const format = useFormat()
  const now = Date.now()
  const kind = troubleOf(figures, now)
  const days = figures.firstDueAt === null ? 0 : daysUntil(figures.firstDueAt, now)
  if (kind === 'none' || kind === 'unread') {
    return <span className={classes['fine']}>{say.fine}</span>
  }
  const sentence = {
    overdue: say.overdue,
    paused: say.pausedOnes(figures.paused, format.number(figures.paused)),
    due: say.due(days, format.number(days)),
  }[kind]
  return (
    <span className={classes['trouble']} data-kind={kind}>
      <IconAlertTriangle size={18} aria-hidden /> {sentence}
    </span>
  )
}

/**
 * The one sentence that says what is happening and why, with a mark for what it means: `good` (calls
 * leave), `wait` (nothing to do, it goes on by itself), `warn`, `bad` (needs you).
 */
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconClock from '@tabler/icons-react/icons/IconClock'
import IconPhoneOutgoing from '@tabler/icons-react/icons/IconPhoneOutgoing'
import IconPlayerPause from '@tabler/icons-react/icons/IconPlayerPause'
import type { ReactNode } from 'react'
import classes from './StatusSentence.module.css'

export type Mood = 'good' | 'wait' | 'warn' | 'bad'

interface StatusSentenceProps {
  readonly sentence: string
  readonly mood: Mood
  readonly size?: 'normal' | 'large'
}

const icons = {
  good: IconPhoneOutgoing,
  wait: IconClock,
  warn: IconPlayerPause,
  bad: IconAlertTriangle,
} as const

export function StatusSentence({
  sentence,
  mood,
  size = 'normal',
}: StatusSentenceProps): ReactNode {
  const Icon = icons[mood]
  return (
    <p className={classes['sentence']} data-mood={mood} data-size={size}>
      <Icon size={size === 'large' ? 26 : 20} stroke={1.8} aria-hidden />
      <span>{sentence}</span>
    </p>
  )
}

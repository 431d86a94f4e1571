/** Nothing yet: one sentence, one primary act, one example. */
import { Text } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

interface EmptyStateProps {
  readonly icon?: TablerIcon
  readonly sentence: string
  readonly act?: ReactNode
  /** What it would look like, or where it comes from. */
  readonly example?: ReactNode
}

export function EmptyState({ icon: Icon, sentence, act, example }: EmptyStateProps): ReactNode {
  return (
    <div className={classes['empty']}>
      {Icon && (
        <span className={classes['icon']}>
          <Icon size={26} stroke={1.6} aria-hidden />
        </span>
      )}
      <p className={classes['sentence']}>{sentence}</p>
      {act}
      {example && (
        <Text size="sm" c="dimmed" component="div">
          {example}
        </Text>
      )}
    </div>
  )
}

/** One thing to mend: its sentence, and a button for each repair that helps. */
import { Button, Group, Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconInfoCircle from '@tabler/icons-react/icons/IconInfoCircle'
import type { ReactNode } from 'react'
import { useLanguage } from '../../words/language.ts'
import classes from './ProblemItem.module.css'
import type { MessageProblem, MessageRepair, Track } from './useMessage.ts'

interface ProblemItemProps {
  readonly track: Track
  readonly problem: MessageProblem
  readonly busy: boolean
  readonly onRepair: (repair: MessageRepair) => void
}

export function ProblemItem({ track, problem, busy, onRepair }: ProblemItemProps): ReactNode {
  const language = useLanguage()
  const Icon = problem.level === 'blocks' ? IconAlertTriangle : IconInfoCircle
  return (
    <div
      className={classes['problem']}
      data-level={problem.level}
      id={problemAnchor(track, problem)}
      tabIndex={-1}
    >
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Icon size={20} aria-hidden className={classes['icon']} />
        <div className={classes['said']}>
          <Text>{problem.say[language]}</Text>
          {problem.repairs.length > 0 && (
            <Group gap="sm" mt={8}>
              {problem.repairs.map(({ repair, say }, place) => (
                <Button
                  key={say.fr}
                  size="sm"
                  className={classes['act'] ?? ''}
                  variant={place === 0 ? 'filled' : 'default'}
                  disabled={busy}
                  onClick={() => onRepair(repair)}
                >
                  {say[language]}
                </Button>
              ))}
            </Group>
          )}
        </div>
      </Group>
    </div>
  )
}

/** Where « Aller au premier point » leads. */
export const problemAnchor = (track: Track, { id }: MessageProblem): string =>
  `problem-${track}-${id}`

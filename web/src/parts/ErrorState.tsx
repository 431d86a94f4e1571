/**
 * Something did not work: what was not done, what to do, a code to give, and one act. `what` is the
 * sentence of the screen (« L’horaire n’a pas été enregistré. Rien n’a changé. »).
 */
import { Button, Group, Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import type { ReactNode } from 'react'
import { problemOf } from '../api/problem.ts'
import { useWords } from '../words/words.ts'
import classes from './ErrorState.module.css'
import { partsWords } from './words.ts'

interface ErrorStateProps {
  readonly what: string
  readonly error?: unknown
  readonly onRetry?: () => void
}

export function ErrorState({ what, error, onRetry }: ErrorStateProps): ReactNode {
  const say = useWords(partsWords)
  const problem = error === undefined ? undefined : problemOf(error)
  const known = problem && say.problems[problem.code]
  return (
    <div role="alert" className={classes['box']}>
      <IconAlertTriangle size={22} aria-hidden className={classes['icon']} />
      <div>
        <Text fw={600}>{what}</Text>
        {problem && (
          <Text size="sm" mt={4}>
            {known ?? problem.message}
          </Text>
        )}
        <Group gap="md" mt="sm">
          {onRetry && (
            <Button size="sm" variant="default" onClick={onRetry}>
              {say.retry}
            </Button>
          )}
          {problem?.code === 'unauthenticated' && (
            <Button size="sm" component="a" href={`/app/sign-in?next=${hereForSignIn()}`}>
              {say.signIn}
            </Button>
          )}
          {problem?.id && (
            <Text size="sm" c="dimmed">
              {say.ifItPersists} <strong translate="no">{problem.id}</strong>
            </Text>
          )}
        </Group>
      </div>
    </div>
  )
}

/** A session that ended in the middle of work: signing in leads back to this screen. */
const hereForSignIn = (): string => encodeURIComponent(location.pathname + location.search)

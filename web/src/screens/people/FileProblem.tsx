/** What is wrong with a file, in the reader's language, with its code. */
import { Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import type { ReactNode } from 'react'
import { problemOf } from '../../api/problem.ts'
import { ErrorState } from '../../parts/ErrorState.tsx'
import classes from './People.module.css'

const ofTheFile = ['badInput', 'refused', 'notFound', 'tooLarge', 'tooMany', 'wrongState']

export function FileProblem({
  what,
  error,
  onRetry,
}: {
  readonly what: string
  readonly error: unknown
  readonly onRetry?: () => void
}): ReactNode {
  const { code, message } = problemOf(error)
  if (!ofTheFile.includes(code)) {
    return <ErrorState what={what} error={error} {...(onRetry && { onRetry })} />
  }
  return <Refusal sentence={message} />
}

export function Refusal({ sentence }: { readonly sentence: string }): ReactNode {
  return (
    <div role="alert" className={classes['refusal']}>
      <IconAlertTriangle size={22} aria-hidden />
      <Text fw={600}>{sentence}</Text>
    </div>
  )
}

/** A screen that could not be shown: what holds, what to do, the code to give. */
import type { ErrorComponentProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { problemOf } from '../api/problem.ts'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/words.ts'
import { BareLayout } from './BareLayout.tsx'
import { shellWords } from './words.ts'

/** Outside the shell, where even the session may be what failed. */
export function BareErrorScreen(props: ErrorComponentProps): ReactNode {
  return (
    <BareLayout>
      <ErrorScreen {...props} />
    </BareLayout>
  )
}

export function ErrorScreen({ error, reset }: ErrorComponentProps): ReactNode {
  const say = useWords(shellWords)
  const problem = problemOf(error)
  if (problem.status === 403) {
    return (
      <Page title={say.noPermission} lead={say.noPermissionSentence} width="narrow">
        {null}
      </Page>
    )
  }
  return (
    <Page title={say.broken} width="narrow">
      <ErrorState what={say.brokenSentence} error={error} onRetry={reset} />
    </Page>
  )
}

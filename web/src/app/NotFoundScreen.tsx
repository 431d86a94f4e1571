/** An address that leads nowhere. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/words.ts'
import { shellWords } from './words.ts'

export function NotFoundScreen(): ReactNode {
  const say = useWords(shellWords)
  return (
    <Page title={say.notFound} lead={say.notFoundSentence} width="narrow">
      <div>
        <Button component={Link} to="/">
          {say.toDashboard}
        </Button>
      </div>
    </Page>
  )
}

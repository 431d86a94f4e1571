/** An address that leads nowhere. */
import type { ReactNode } from 'react'
import { ButtonLink } from '../parts/Links.tsx'
import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/words.ts'
import { BareLayout } from './BareLayout.tsx'
import { shellWords } from './words.ts'

export function NotFoundScreen(): ReactNode {
  const say = useWords(shellWords)
  return (
    <Page title={say.notFound} lead={say.notFoundSentence} width="narrow">
      <div>
        <ButtonLink to="/">{say.toDashboard}</ButtonLink>
      </div>
    </Page>
  )
}

/** Outside the shell. */
export function BareNotFoundScreen(): ReactNode {
  return (
    <BareLayout>
      <NotFoundScreen />
    </BareLayout>
  )
}

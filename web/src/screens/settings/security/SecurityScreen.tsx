/** One's own security: passphrase, second factor, sessions. */
import type { ReactNode } from 'react'
import { Page } from '../../../parts/Page.tsx'
import { useWords } from '../../../words/words.ts'
import { PassphraseCard } from './PassphraseCard.tsx'
import { SecondFactorCard } from './SecondFactorCard.tsx'
import { SessionsCard } from './SessionsCard.tsx'
import { securityWords } from './words.ts'

export function SecurityScreen(): ReactNode {
  const say = useWords(securityWords)
  return (
    <Page title={say.title} lead={say.lead}>
      <SecondFactorCard />
      <PassphraseCard />
      <SessionsCard />
    </Page>
  )
}

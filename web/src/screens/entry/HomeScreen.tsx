/** The address without a screen: leads to the dashboard of the person's organisation. */

import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { meQuery } from '../../api/me.ts'
import { shellWords } from '../../app/words.ts'
import { Page } from '../../parts/Page.tsx'
import { useWords } from '../../words/words.ts'

export function HomeScreen(): ReactNode {
  const say = useWords(shellWords)
  const { data: me } = useQuery(meQuery)
  const [first] = me?.organisations ?? []
  if (first)
    return <Navigate to="/o/$organisation" params={{ organisation: String(first.id) }} replace />
  return (
    <Page title={say.noOrganisation} lead={say.noOrganisationSentence} width="narrow">
      {null}
    </Page>
  )
}

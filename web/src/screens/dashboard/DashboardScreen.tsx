/** The dashboard: running campaigns with their sentence, what is to do, all campaigns. */
import type { ReactNode } from 'react'
import { Page } from '../../parts/Page.tsx'
import { useWords } from '../../words/words.ts'
import { dashboardWords } from './words.ts'

export function DashboardScreen(): ReactNode {
  const say = useWords(dashboardWords)
  return <Page title={say.title}>{null}</Page>
}

/** The state of a campaign as a word with a mark, never by colour alone. */
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import type { DashboardCampaign } from './campaignPath.ts'
import classes from './StateBadge.module.css'
import { dashboardWords } from './words.ts'

export function StateBadge({ state }: { readonly state: DashboardCampaign['state'] }): ReactNode {
  const say = useWords(dashboardWords)
  return (
    <span className={classes['badge']} data-state={state}>
      <span className={classes['mark']} aria-hidden />
      {say.states[state]}
    </span>
  )
}

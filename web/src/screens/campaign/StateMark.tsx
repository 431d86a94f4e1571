/** The state of a campaign: a word with a mark, never by colour alone. */
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.ts'
import classes from './CampaignLayout.module.css'
import type { Campaign } from './useCampaign.ts'
import { campaignWords } from './words.ts'

export function StateMark({ state }: Pick<Campaign, 'state'>): ReactNode {
  const say = useWords(campaignWords)
  return (
    <span className={classes['state']} data-state={state}>
      <span aria-hidden />
      {say.states[state]}
    </span>
  )
}

/** Leads to the making of a campaign. */
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../parts/Links.tsx'
import { useWords } from '../../words/words.ts'
import { dashboardWords } from './words.ts'

export function NewCampaignButton({ organisation }: { readonly organisation: number }): ReactNode {
  const say = useWords(dashboardWords)
  return (
    <ButtonLink
      to={`/o/${organisation}/campaigns/new` as '/'}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {say.newCampaign}
    </ButtonLink>
  )
}

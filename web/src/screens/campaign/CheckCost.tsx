/** What the campaign that was just checked costs at most, beside its budget. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { Card } from '../../parts/Card.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { useWords } from '../../words/words.ts'
import { CostSentence } from './BudgetCard.tsx'
import { budgetWords } from './budgetWords.ts'
import { useCampaign, useCampaignAddress } from './useCampaign.ts'

/** `checkedAt`: the price is asked for again after each check. */
export function CheckCost({ checkedAt }: { readonly checkedAt: string }): ReactNode {
  const say = useWords(budgetWords)
  const address = useCampaignAddress()
  const { organisation, campaign: id } = address
  const { data: campaign } = useCampaign()
  const preview = useQuery({
    queryKey: ['cost', organisation, id, checkedAt, campaign?.budgetMicroEuro],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/launch', {
          params: { path: address },
          signal,
        }),
      ),
  })
  if (!campaign || !preview.data) return null
  return (
    <Card
      title={say.title}
      acts={
        <AnchorLink to={`/o/${organisation}/campaigns/${id}/schedule` as '/'}>
          {say.toBudget}
        </AnchorLink>
      }
    >
      <CostSentence campaign={campaign} atMostMicroEuro={preview.data.atMostMicroEuro} />
    </Card>
  )
}

/** What the campaign may cost at most, what it may spend, and what happens when that is reached. */
import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { BudgetForm } from './BudgetForm.tsx'
import { budgetWords } from './budgetWords.ts'
import { useSaving } from './saving.tsx'
import { isDraft } from './steps.ts'
import { type Campaign, useCampaign, useCampaignAddress } from './useCampaign.ts'

interface BudgetCardProps {
  readonly campaign: Campaign
  /** undefined: not counted yet; null: no price is known. */
  readonly atMostMicroEuro: number | null | undefined
}

export function BudgetCard({ campaign, atMostMicroEuro }: BudgetCardProps): ReactNode {
  const say = useWords(budgetWords)
  const format = useFormat()
  const { may } = useOrganisation()
  const address = useCampaignAddress()
  const { refetch } = useCampaign()
  const { noteSaved } = useSaving()
  const { budgetMicroEuro, state } = campaign
  const mayChange = may('money.write') && (isDraft(campaign) || state === 'paused')
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <CostSentence {...{ campaign, atMostMicroEuro }} />
        {mayChange ? (
          <BudgetForm
            {...address}
            budgetMicroEuro={budgetMicroEuro}
            onSaved={() => {
              noteSaved()
              void refetch()
            }}
          />
        ) : (
          <Text>
            {budgetMicroEuro === null ? say.none : say.limit(format.euros(budgetMicroEuro))}{' '}
            {!may('money.write') && say.whose}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {say.whenSpent}
        </Text>
      </Stack>
    </Card>
  )
}

/** The estimate beside the budget. */
export function CostSentence({ campaign, atMostMicroEuro }: BudgetCardProps): ReactNode {
  const say = useWords(budgetWords)
  const format = useFormat()
  const { may, id } = useOrganisation()
  if (atMostMicroEuro === undefined) return null
  if (atMostMicroEuro === null) {
    return (
      <Text>
        {campaign.practice ? say.practice : say.noPrice}{' '}
        {!campaign.practice && may('trunk.write') && (
          <AnchorLink to={`/o/${id}/settings/trunks` as '/'}>{say.toPrice}</AnchorLink>
        )}
      </Text>
    )
  }
  const { budgetMicroEuro } = campaign
  const budget = budgetMicroEuro === null ? null : format.euros(budgetMicroEuro)
  return (
    <Text>
      {say.atMost(format.euros(atMostMicroEuro))}{' '}
      {budget !== null &&
        ((budgetMicroEuro ?? 0) < atMostMicroEuro ? say.short(budget) : say.enough(budget))}
    </Text>
  )
}

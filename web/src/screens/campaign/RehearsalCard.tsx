/** In a rehearsal: how many contacts have a stand-in, and what lies beyond the numbers of fiction. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { SumLine } from '../../parts/SumLine.tsx'
import { useWords } from '../../words/words.ts'
import type { Check } from './CheckStep.tsx'
import { checkWords } from './checkWords.ts'
import { useCampaignAddress } from './useCampaign.ts'

export function RehearsalCard({
  rehearsal: { chosen, standIns, fiction, leftOut },
}: {
  readonly rehearsal: NonNullable<Check['rehearsal']>
}): ReactNode {
  const say = useWords(checkWords)
  const { organisation, campaign } = useCampaignAddress()
  // Invented people only: nobody is doubled, and nothing needs saying.
  if (standIns === 0 && leftOut === 0) return null
  return (
    <Card title={say.rehearsed}>
      <Text mb="sm">{say.rehearsedLead}</Text>
      <SumLine
        total={{ count: chosen, word: say.contacts }}
        terms={[
          { count: standIns, word: say.standIns },
          ...(fiction > 0 ? [{ count: fiction, word: say.fiction }] : []),
          ...(leftOut > 0 ? [{ count: leftOut, word: say.leftOut }] : []),
        ]}
      />
      <AnchorLink to={`/o/${organisation}/campaigns/${campaign}/rehearsal` as '/'}>
        {say.seeMapping}
      </AnchorLink>
    </Card>
  )
}

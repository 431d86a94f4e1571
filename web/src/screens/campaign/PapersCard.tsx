/** The papers as a short list: each with why it is asked for, who declared it, and its own small form. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { Card } from '../../parts/Card.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useWords } from '../../words/words.ts'
import { PaperRow } from './PaperRow.tsx'
import classes from './Papers.module.css'
import { type PaperPart, paperParts } from './paperParts.ts'
import { purposeWords } from './purposeWords.ts'
import { type Campaign, useCampaignAddress } from './useCampaign.ts'

export function PapersCard({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(purposeWords)
  const address = useCampaignAddress()
  const papers = useQuery({
    queryKey: ['papers', address.organisation, address.campaign],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/papers', {
          params: { path: address },
          signal,
        }),
      ),
  })
  // Who pays and what the law says of it is asked for where there is an election.
  const asked = paperParts.filter(
    (part) => campaign.purpose === 'electoral' || !electoral.has(part),
  )
  return (
    <Card title={say.papers}>
      <Text c="dimmed" mb="xs">
        {say.papersLead}
      </Text>
      {campaign.practice && <Text mb="md">{say.papersPractice}</Text>}
      <QueryView query={papers} failed={say.papersFailed}>
        {({ items }) => (
          <ul className={classes['papers']}>
            {asked.map((part) => (
              <PaperRow
                key={part}
                part={part}
                paper={items.find((each) => each.part === part)}
                onDeclared={() => void papers.refetch()}
              />
            ))}
          </ul>
        )}
      </QueryView>
    </Card>
  )
}

const electoral: ReadonlySet<PaperPart> = new Set([
  'financialAgent',
  'payer',
  'sponsor',
  'noticeUrl',
  'reattestation',
])

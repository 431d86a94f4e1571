/** Who stands in for whom in a rehearsal, page by page. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { type Column, KeysetTable, useKeyset } from '../../parts/KeysetTable.tsx'
import { ButtonLink } from '../../parts/Links.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useWords } from '../../words/words.ts'
import { checkWords } from './checkWords.ts'
import { RehearsalCard } from './RehearsalCard.tsx'
import { useCampaignAddress } from './useCampaign.ts'

type StandIn = components['schemas']['StandIn']

export function RehearsalScreen(): ReactNode {
  const say = useWords(checkWords).mapping
  const address = useCampaignAddress()
  const keyset = useKeyset()
  const { organisation, campaign } = address
  const rehearsal = useQuery({
    queryKey: ['rehearsal', organisation, campaign, keyset.after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/rehearsal', {
          params: {
            path: address,
            query: keyset.after === undefined ? {} : { after: keyset.after },
          },
          signal,
        }),
      ),
  })
  const columns = useColumns()
  return (
    <Page
      title={say.title}
      lead={say.lead}
      acts={
        <ButtonLink variant="default" to={`/o/${organisation}/campaigns/${campaign}/check` as '/'}>
          {say.back}
        </ButtonLink>
      }
    >
      <QueryView query={rehearsal} failed={say.failed}>
        {({ items, next, counts }) => (
          <>
            {counts && <RehearsalCard rehearsal={counts} />}
            <Card flush>
              <KeysetTable
                caption={say.title}
                rows={items}
                keyOf={({ target }) => target}
                empty={<EmptyState sentence={say.empty} />}
                {...{ columns, keyset, next }}
              />
            </Card>
          </>
        )}
      </QueryView>
    </Page>
  )
}

function useColumns(): readonly Column<StandIn>[] {
  const say = useWords(checkWords).mapping
  return [
    { key: 'person', title: say.person, cell: ({ person }) => person },
    { key: 'place', title: say.place, cell: ({ place }) => place ?? '–' },
    { key: 'standIn', title: say.standIn, cell: ({ standIn }) => spaced(standIn) },
    { key: 'outcome', title: say.outcome, cell: ({ outcome }) => outcome ?? say.none },
  ]
}

/** +33639981234 → 06 39 98 12 34. */
const spaced = (number: string): string =>
  number.replace(/^\+33/, '0').replace(/(\d{2})(?=\d)/g, '$1\u00a0')

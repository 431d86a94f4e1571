/** The inbox of requests: the one due first at the top, with the days that are left. */
import { Text } from '@mantine/core'
import IconInbox from '@tabler/icons-react/icons/IconInbox'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { type Column, KeysetTable, useKeyset } from '../../parts/KeysetTable.tsx'
import { AnchorLink, ButtonLink } from '../../parts/Links.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { Instant } from '../../parts/Values.tsx'
import { useWords } from '../../words/words.ts'
import { DaysLeft } from './DaysLeft.tsx'
import { rightsWords } from './words.ts'

type Request = components['schemas']['RightsRequest']

export function RightsScreen(): ReactNode {
  const say = useWords(rightsWords)
  const { id, may } = useOrganisation()
  const keyset = useKeyset()
  const { after } = keyset
  const query = useQuery({
    queryKey: ['rights', id, after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/rights', {
          params: { path: { organisation: id }, query: after === undefined ? {} : { after } },
          signal,
        }),
      ),
  })
  useLiveEvent('changed', (event) => {
    if (event['what'] === 'rights') void query.refetch()
  })
  const first = query.data?.items.find(({ state }) => state === 'open')
  return (
    <Page
      title={say.title}
      lead={say.lead}
      width="wide"
      acts={
        first &&
        may('rights.answer') && (
          <ButtonLink
            to="/o/$organisation/rights/$reference"
            params={{ organisation: String(id), reference: first.reference }}
          >
            {say.answerNext}
          </ButtonLink>
        )
      }
    >
      <QueryView query={query} failed={say.failed}>
        {({ items, next }) => (
          <Card flush>
            <KeysetTable
              caption={say.title}
              columns={columnsOf(id, say)}
              rows={items}
              keyOf={({ reference }) => reference}
              {...{ next, keyset }}
              empty={
                <EmptyState
                  icon={IconInbox}
                  sentence={say.empty}
                  example={<Text size="sm">{say.emptyHow}</Text>}
                />
              }
            />
          </Card>
        )}
      </QueryView>
    </Page>
  )
}

const columnsOf = (
  organisation: number,
  say: (typeof rightsWords)['fr'],
): readonly Column<Request>[] => [
  {
    key: 'reference',
    title: say.columns.reference,
    cell: ({ reference }) => (
      <AnchorLink
        to="/o/$organisation/rights/$reference"
        params={{ organisation: String(organisation), reference }}
      >
        {reference}
      </AnchorLink>
    ),
  },
  { key: 'kind', title: say.columns.kind, cell: ({ kind }) => say.kinds[kind] },
  {
    key: 'opened',
    title: say.columns.opened,
    cell: ({ openedAt }) => <Instant at={openedAt} show="date" />,
  },
  {
    key: 'left',
    title: say.columns.left,
    cell: ({ daysLeft }) => (daysLeft === null ? '–' : <DaysLeft days={daysLeft} />),
  },
  { key: 'state', title: say.columns.state, cell: ({ state }) => say.states[state] },
]

/** All campaigns, newest first, page by page; each leads to where it is continued. */

import IconPlus from '@tabler/icons-react/icons/IconPlus'
import IconSpeakerphone from '@tabler/icons-react/icons/IconSpeakerphone'
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
import { Count, Percent } from '../../parts/Values.tsx'
import { useWords } from '../../words/words.ts'
import { CampaignActs } from './CampaignActs.tsx'
import { StateMark } from './StateMark.tsx'
import { campaignWords } from './words.ts'

export type CampaignLine = components['schemas']['CampaignLine']

export function CampaignsScreen(): ReactNode {
  const say = useWords(campaignWords).list
  const { id, may } = useOrganisation()
  const keyset = useKeyset()
  const campaigns = useQuery({
    queryKey: ['campaigns', id, keyset.after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns', {
          params: {
            path: { organisation: id },
            query: keyset.after === undefined ? {} : { after: keyset.after },
          },
          signal,
        }),
      ),
  })
  useLiveEvent('campaign', () => void campaigns.refetch())
  useLiveEvent('changed', () => void campaigns.refetch())
  const create = (
    <ButtonLink
      to={`/o/${id}/campaigns/new` as '/'}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {say.create}
    </ButtonLink>
  )
  const columns = useColumns(id)
  return (
    <Page title={say.title} acts={may('campaign.write') && create}>
      <QueryView query={campaigns} failed={say.failed}>
        {({ items, next }) => (
          <Card flush>
            <KeysetTable
              caption={say.title}
              rows={items}
              keyOf={({ id: key }) => key}
              empty={
                <EmptyState
                  icon={IconSpeakerphone}
                  sentence={say.empty}
                  act={may('campaign.write') && create}
                />
              }
              {...{ columns, keyset, next }}
            />
          </Card>
        )}
      </QueryView>
    </Page>
  )
}

const screenOf = {
  draft: 'purpose',
  ready: 'launch',
  running: 'live',
  paused: 'live',
  completed: 'report',
  stopped: 'report',
} as const satisfies Record<CampaignLine['state'], string>

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

function useColumns(organisation: number): readonly Column<CampaignLine>[] {
  const say = useWords(campaignWords).list
  return [
    {
      key: 'name',
      title: say.name,
      cell: ({ id, name, state }) => (
        <AnchorLink to={`/o/${organisation}/campaigns/${id}/${screenOf[state]}` as '/'}>
          {name}
        </AnchorLink>
      ),
    },
    { key: 'state', title: say.state, cell: ({ state }) => <StateMark state={state} /> },
    {
      ...{ key: 'people', title: say.people, numeric: true },
      cell: ({ targets }) => (targets === 0 ? '–' : <Count value={targets} />),
    },
    {
      ...{ key: 'heard', title: say.heard, numeric: true },
      cell: ({ heardToEnd, attempts }) => <Percent share={share(heardToEnd, attempts)} />,
    },
    {
      ...{ key: 'objections', title: say.objections, numeric: true },
      cell: ({ objections, attempts }) => (
        <Percent share={share(objections, attempts)} digits={1} />
      ),
    },
    {
      ...{ key: 'acts', title: say.acts, numeric: true },
      cell: (campaign) => <CampaignActs campaign={campaign} />,
    },
  ]
}

/** The dashboard: running campaigns with their sentence, what is to do, all campaigns. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useWords } from '../../words/words.ts'
import { CampaignTable } from './CampaignTable.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { NewCampaignButton } from './NewCampaignButton.tsx'
import { RollUp } from './RollUp.tsx'
import { RunningCard } from './RunningCard.tsx'
import { ToDoList } from './ToDoList.tsx'
import { dashboardWords } from './words.ts'

/** Counters move all the time: asked again so often while the screen is looked at. */
const askAgainMs = 10_000

export function DashboardScreen(): ReactNode {
  const say = useWords(dashboardWords)
  const { id, me, may } = useOrganisation()
  const hasChildren = me.organisations.some(({ parent }) => parent === id)
  const dashboard = useQuery({
    queryKey: ['dashboard', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/dashboard', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
    refetchInterval: askAgainMs,
  })
  useLiveEvent('campaign', () => void dashboard.refetch())
  useLiveEvent('changed', () => void dashboard.refetch())
  const isNew = dashboard.data?.campaigns.length === 0
  return (
    <Page
      title={say.title}
      width={hasChildren ? 'wide' : 'normal'}
      acts={!isNew && may('campaign.write') && <NewCampaignButton organisation={id} />}
    >
      {hasChildren && <RollUp />}
      <QueryView query={dashboard} failed={say.failed}>
        {({ campaigns, toDo, more }) =>
          campaigns.length === 0 && hasChildren ? null : (
            <>
              {campaigns
                .filter(({ state }) => state === 'running' || state === 'paused')
                .map((campaign) => (
                  <RunningCard key={campaign.id} organisation={id} campaign={campaign} />
                ))}
              {campaigns.length === 0 && <FirstSteps />}
              {(toDo.length > 0 || campaigns.length > 0) && (
                <ToDoList organisation={id} toDo={toDo} />
              )}
              {campaigns.length > 0 && (
                <CampaignTable organisation={id} campaigns={campaigns} more={more} />
              )}
            </>
          )
        }
      </QueryView>
    </Page>
  )
}

/** The page of one campaign: its name and state, its steps with their marks, and the step shown. */
import { Alert, Group, Text } from '@mantine/core'
import IconChevronLeft from '@tabler/icons-react/icons/IconChevronLeft'
import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { AnchorLink, ButtonLink } from '../../parts/Links.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { SaveState } from '../../parts/SaveState.tsx'
import { useWords } from '../../words/words.ts'
import classes from './CampaignLayout.module.css'
import { StateMark } from './StateMark.tsx'
import { StepNav } from './StepNav.tsx'
import { SavingProvider, useSaving } from './saving.tsx'
import { isDraft } from './steps.ts'
import { type Campaign, useCampaign, useCampaignAddress } from './useCampaign.ts'
import { campaignWords } from './words.ts'

export function CampaignLayout(): ReactNode {
  const { campaign } = useCampaignAddress()
  return (
    <SavingProvider key={campaign}>
      <Steps />
    </SavingProvider>
  )
}

function Steps(): ReactNode {
  const say = useWords(campaignWords)
  const { data, error, refetch } = useCampaign()
  if (error && !data) {
    return (
      <div className={classes['head']}>
        <h1 className="pv-visually-hidden">{say.page.all}</h1>
        <ErrorState what={say.page.failed} error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  return (
    <>
      <div className={classes['head']}>
        {data ? <Head campaign={data} /> : <Loading lines={1} />}
        {data && isDraft(data) && <StepNav steps={data.steps} />}
        <NotSaved />
      </div>
      {data && <Outlet />}
    </>
  )
}

function Head({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(campaignWords)
  const { organisation } = useCampaignAddress()
  const { saving, savedAt, error } = useSaving()
  return (
    <>
      <AnchorLink
        to="/o/$organisation/campaigns"
        params={{ organisation: String(organisation) }}
        size="sm"
        className={classes['back'] ?? ''}
      >
        <IconChevronLeft size={16} aria-hidden />
        {say.page.all}
      </AnchorLink>
      <Group justify="space-between" gap="sm" align="center" mb="sm">
        <Group gap="md" align="center">
          <Text fw={680} fz="1.25rem" lh={1.2} className={classes['name'] ?? ''}>
            {campaign.name}
          </Text>
          <StateMark state={campaign.state} />
        </Group>
        <SaveState {...{ saving, savedAt, failed: error !== null }} />
      </Group>
      {!isDraft(campaign) && <Started campaign={campaign} />}
    </>
  )
}

function Started({ campaign: { id, state } }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(campaignWords).page
  const { organisation } = useCampaignAddress()
  const isOver = state === 'completed' || state === 'stopped'
  return (
    <Alert color="marine" variant="light" mb="md">
      <Group justify="space-between" gap="sm">
        <Text>{say.started}</Text>
        <ButtonLink to={`/o/${organisation}/campaigns/${id}/${isOver ? 'report' : 'live'}` as '/'}>
          {isOver ? say.seeReport : say.seeLive}
        </ButtonLink>
      </Group>
    </Alert>
  )
}

function NotSaved(): ReactNode {
  const say = useWords(campaignWords).page
  const { error } = useSaving()
  return error ? <ErrorState what={say.notSaved} error={error} /> : null
}

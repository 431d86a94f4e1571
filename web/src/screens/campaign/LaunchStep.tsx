/** The launch: one sentence with the count, the dates and the price; one button that repeats the count. */
import { Button, Checkbox, Group, Text } from '@mantine/core'
import IconPhoneOutgoing from '@tabler/icons-react/icons/IconPhoneOutgoing'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { AnchorLink, ButtonLink } from '../../parts/Links.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { type Format, useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { budgetWords } from './budgetWords.ts'
import classes from './Launch.module.css'
import { launchWords } from './launchWords.ts'
import { useCampaign, useCampaignAddress } from './useCampaign.ts'

type Preview = components['schemas']['LaunchPreview']

export function LaunchStep(): ReactNode {
  const say = useWords(launchWords)
  const address = useCampaignAddress()
  const preview = useQuery({
    queryKey: ['launch', address.organisation, address.campaign],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns/{campaign}/launch', {
          params: { path: address },
          signal,
        }),
      ),
  })
  // Somebody else may be changing the message at this moment: the sentence follows.
  useLiveEvent('campaign', () => void preview.refetch())
  useLiveEvent('changed', () => void preview.refetch())
  return (
    <Page title={say.title} width="narrow">
      <QueryView query={preview} failed={say.failed}>
        {(seen) =>
          seen.state === 'ready' && seen.people !== null && seen.people > 0 ? (
            <Ready seen={seen} people={seen.people} onRefused={() => void preview.refetch()} />
          ) : (
            <NotYet seen={seen} />
          )
        }
      </QueryView>
    </Page>
  )
}

interface ReadyProps {
  readonly seen: Preview
  readonly people: number
  readonly onRefused: () => void
}

function Ready({ seen, people, onRefused }: ReadyProps): ReactNode {
  const say = useWords(launchWords)
  const format = useFormat()
  const { may } = useOrganisation()
  const launch = useLaunch(onRefused)
  const [softly, setSoftly] = useState(seen.softStartProposed)
  const count = format.number(people)
  return (
    <Card>
      <p className={classes['sentence']}>
        {say.sentence({
          count,
          when: whenOf(seen, say, format),
          controller: seen.controller,
          lasts: format.duration(seen.messageMs ?? 0),
        })}
        {seen.practice
          ? say.free
          : seen.atMostMicroEuro === null
            ? say.noPrice
            : say.atMost(format.euros(seen.atMostMicroEuro))}
      </p>
      <Budget seen={seen} />
      {seen.practice && <Clock />}
      {!seen.practice && (
        <Checkbox
          mt="lg"
          label={say.softStart}
          description={say.softStartHelp}
          checked={softly}
          onChange={(event) => setSoftly(event.currentTarget.checked)}
        />
      )}
      {launch.error && <ErrorState what={say.notLaunched} error={launch.error} />}
      {may('campaign.launch') ? (
        <Group mt="lg">
          <Button
            size="lg"
            leftSection={<IconPhoneOutgoing size={22} aria-hidden />}
            loading={launch.isPending}
            onClick={() =>
              launch.mutate({
                people,
                messageHash: seen.messageHash ?? '',
                ...(!seen.practice && { softStart: softly }),
              })
            }
          >
            {seen.practice ? say.rehearse(count) : say.call(count)}
          </Button>
          {launch.isPending && (
            <Text role="status" c="dimmed">
              {say.calling}
            </Text>
          )}
        </Group>
      ) : (
        <Text mt="lg">{say.forbidden}</Text>
      )}
    </Card>
  )
}

function whenOf({ from, until }: Preview, say: (typeof launchWords)['fr'], format: Format): string {
  const day = format.day(from)
  return day === format.day(until)
    ? say.onDay(day, format.time(from), format.time(until))
    : say.between(longInstant(format, from), longInstant(format, until))
}

/** « mardi 13 avril 2027, 10 h 00 » */
const longInstant = (format: Format, at: string): string => `${format.day(at)}, ${format.time(at)}`

/** Whether the money is enough, where there is a limit. */
function Budget({ seen }: { readonly seen: Preview }): ReactNode {
  const say = useWords(budgetWords)
  const format = useFormat()
  const { data: campaign } = useCampaign()
  const budget = campaign?.budgetMicroEuro ?? null
  if (budget === null) return null
  const shown = format.euros(budget)
  const isShort = seen.atMostMicroEuro !== null && budget < seen.atMostMicroEuro
  return <Text mt="md">{isShort ? say.short(shown) : say.limit(shown)}</Text>
}

/** Where the practice clock starts, and where it is changed. */
function Clock(): ReactNode {
  const say = useWords(launchWords)
  const format = useFormat()
  const { organisation, campaign: id } = useCampaignAddress()
  const { data: campaign } = useCampaign()
  if (!campaign) return null
  return (
    <Text c="dimmed" mt="md">
      {say.clock(longInstant(format, campaign.clock))}{' '}
      <AnchorLink to={`/o/${organisation}/campaigns/${id}/schedule` as '/'}>
        {say.changeClock}
      </AnchorLink>
    </Text>
  )
}

/** Where what is missing is mended. */
const stepFor = {
  ...{ unchecked: 'check', changed: 'check', blocked: 'check' },
  ...{ ready: 'schedule', started: 'live' },
} as const

function NotYet({ seen }: { readonly seen: Preview }): ReactNode {
  const say = useWords(launchWords)
  const { organisation, campaign } = useCampaignAddress()
  const to = (step: string) => `/o/${organisation}/campaigns/${campaign}/${step}` as '/'
  const sentence = {
    unchecked: say.unchecked,
    changed: say.changed,
    blocked: say.blocked(seen.blockers.length),
    ready: say.nobody,
    started: say.started,
  }[seen.state]
  const act = {
    ...{ unchecked: say.check, changed: say.check, blocked: say.fix, ready: say.changeClock },
    started: say.toLive,
  }[seen.state]
  return (
    <Card>
      <EmptyState
        sentence={sentence}
        act={
          <ButtonLink size="md" to={to(stepFor[seen.state])}>
            {act}
          </ButtonLink>
        }
      />
    </Card>
  )
}

function useLaunch(onRefused: () => void) {
  const address = useCampaignAddress()
  const { refetch } = useCampaign()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (body: {
      readonly people: number
      readonly messageHash: string
      readonly softStart?: boolean
    }) =>
      answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/launch', {
          params: { path: address },
          body,
        }),
      ),
    onError: onRefused,
    onSuccess: () => {
      void refetch()
      const { organisation, campaign } = address
      void navigate({ to: `/o/${organisation}/campaigns/${campaign}/live` as '/' })
    },
  })
}

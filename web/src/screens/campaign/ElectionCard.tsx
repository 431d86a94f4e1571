/** Which election these calls are about: the known ones with their dates, or none. */
import { Radio, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { type Format, useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { OwnElectionForm } from './OwnElectionForm.tsx'
import { ownElectionWords } from './ownElectionWords.ts'
import { purposeWords } from './purposeWords.ts'
import { useSaving } from './saving.tsx'
import { type Campaign, useCampaignAddress } from './useCampaign.ts'
import { useEditable } from './useEditable.ts'

type KnownElection = components['schemas']['KnownElection']
type Words = (typeof purposeWords)['fr']

export function ElectionCard({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(purposeWords)
  const { organisation } = useCampaignAddress()
  const elections = useQuery({
    queryKey: ['elections', organisation],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/elections', {
          params: { path: { organisation } },
          signal,
        }),
      ),
  })
  return (
    <Card title={say.election}>
      <Text c="dimmed" mb="md">
        {say.electionLead}
      </Text>
      <QueryView query={elections} failed={say.electionsFailed}>
        {({ items, undated }) => (
          <>
            <Choices campaign={campaign} known={items.filter(({ past }) => !past)} />
            <Text size="sm" c="dimmed" mt="md">
              {say.undated(undated.map(({ name }) => name).join(' ; '))}
            </Text>
          </>
        )}
      </QueryView>
    </Card>
  )
}

function Choices({
  campaign,
  known,
}: {
  readonly campaign: Campaign
  readonly known: readonly KnownElection[]
}): ReactNode {
  const say = useWords(purposeWords)
  const sayOwn = useWords(ownElectionWords)
  const format = useFormat()
  const { save, saving } = useSaving()
  const disabled = !useEditable(campaign)
  const [picked, setPicked] = useState<string>()
  // What was picked is shown until the server has said what it is; one of the team's own is yet to be written.
  useEffect(() => {
    if (!saving) setPicked((now) => (now === 'own' ? now : undefined))
  }, [saving])
  const chosen = known.find(({ election }) => election.name === campaign.election?.name)
  const value =
    campaign.purpose === 'other' ? 'none' : campaign.election ? (chosen?.key ?? 'own') : 'later'
  const shown = picked ?? value
  return (
    <Radio.Group
      value={shown}
      aria-label={say.election}
      onChange={(key) => {
        setPicked(key)
        if (key === 'none') save({ purpose: 'other', election: null })
        else if (key === 'later') save({ purpose: 'electoral', election: null })
        else if (key !== 'own') save({ purpose: 'electoral', election: { known: key } })
      }}
    >
      <Stack gap="md">
        {known.map(({ key, election }) => (
          <Radio
            key={key}
            value={key}
            disabled={disabled}
            label={capital(election.name ?? key)}
            description={datesOf(election, say, format)}
          />
        ))}
        <Radio
          value="own"
          disabled={disabled}
          label={value === 'own' ? say.ownShown(campaign.election?.name ?? '') : sayOwn.label}
          description={sayOwn.help}
        />
        {shown === 'own' && !disabled && <OwnElectionForm campaign={campaign} />}
        <Radio value="none" disabled={disabled} label={say.none} description={say.noneHelp} />
        {value === 'later' && <Radio value="later" label={say.notYet} />}
      </Stack>
    </Radio.Group>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function datesOf(
  { rounds, status }: KnownElection['election'],
  say: Words,
  format: Format,
): string {
  const days = rounds.map(({ pollDate }, n) => {
    const date = format.date(`${pollDate}T12:00:00Z`)
    return rounds.length > 1 ? say.round(n, date) : say.oneRound(date)
  })
  const saturday = rounds.some((round) => round.saturday !== undefined) ? [say.saturday] : []
  return [...days, ...saturday, status === 'decreed' ? say.decreed : say.announced].join(' · ')
}

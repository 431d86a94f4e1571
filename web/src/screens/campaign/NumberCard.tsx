/** Over which trunk the campaign calls, and the one number that people see. */
import { NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useWords } from '../../words/words.ts'
import { purposeWords } from './purposeWords.ts'
import { useSaving } from './saving.tsx'
import type { Campaign } from './useCampaign.ts'
import { useEditable } from './useEditable.ts'

type Trunk = components['schemas']['Trunk']

export function NumberCard({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const say = useWords(purposeWords)
  const { id, may } = useOrganisation()
  const trunks = useQuery({
    queryKey: ['trunks', id],
    enabled: may('trunk.read'),
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/trunks', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
  return (
    <Card title={say.number}>
      <Text c="dimmed" mb="md">
        {say.numberLead}
      </Text>
      {may('trunk.read') ? (
        <QueryView query={trunks} failed={say.trunksFailed}>
          {({ items }) => <Choices campaign={campaign} trunks={items} />}
        </QueryView>
      ) : (
        <Text fw={600}>{campaign.callerId}</Text>
      )}
    </Card>
  )
}

interface ChoicesProps {
  readonly campaign: Campaign
  readonly trunks: readonly Trunk[]
}

function Choices({ campaign, trunks }: ChoicesProps): ReactNode {
  const say = useWords(purposeWords)
  const { practice } = useOrganisation()
  const { save } = useSaving()
  const disabled = !useEditable(campaign)
  const possible = trunks.filter(
    ({ id, kind }) => kind === 'practice' || !practice || id === campaign.trunk,
  )
  const own = trunks.find(({ id }) => id === campaign.trunk)
  const numbers = own?.callerIds ?? []
  const isKnown = numbers.some(({ number }) => number === campaign.callerId)
  return (
    <Stack gap="lg" maw="32rem">
      <NativeSelect
        label={say.trunk}
        disabled={disabled}
        value={campaign.trunk}
        data={possible.map(({ id, label, builtIn }) => ({
          value: id,
          label: builtIn ? say.practiceTrunk : label,
        }))}
        onChange={(event) => save({ trunk: event.currentTarget.value })}
      />
      <NativeSelect
        label={say.callerId}
        disabled={disabled}
        value={campaign.callerId}
        data={[
          ...(isKnown ? [] : [{ value: campaign.callerId, label: campaign.callerId }]),
          ...numbers.map(({ number, shown }) => ({ value: number, label: shown })),
        ]}
        onChange={(event) => save({ callerId: event.currentTarget.value })}
      />
    </Stack>
  )
}

/** The evidence of one campaign, prepared in the background as an archive to download. */
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { isOpenTask, useLastTask } from '../../api/useTask.ts'
import { Card } from '../../parts/Card.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { TaskFile } from '../../parts/TaskFile.tsx'
import { useWords } from '../../words/words.ts'
import { evidenceWords } from './words.ts'

export function PackCard(): ReactNode {
  const say = useWords(evidenceWords).pack
  const { id } = useOrganisation()
  const campaigns = useQuery({
    queryKey: ['campaigns', id, 'names'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/campaigns', {
          params: { path: { organisation: id }, query: { limit: 100 } },
          signal,
        }),
      ),
  })
  return (
    <Card title={say.title}>
      <Stack gap="md">
        <Text c="dimmed">{say.lead}</Text>
        <QueryView query={campaigns} failed={say.failed}>
          {({ items }) =>
            items.length === 0 ? <Text>{say.none}</Text> : <Pack campaigns={items} />
          }
        </QueryView>
      </Stack>
    </Card>
  )
}

interface PackProps {
  readonly campaigns: readonly { readonly id: string; readonly name: string }[]
}

function Pack({ campaigns }: PackProps): ReactNode {
  const say = useWords(evidenceWords).pack
  const { id: organisation } = useOrganisation()
  const [chosen, setChosen] = useState(campaigns[0]?.id ?? '')
  const last = useLastTask(organisation, 'evidencePack', chosen)
  const prepare = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/campaigns/{campaign}/evidence', {
          params: { path: { organisation, campaign: chosen } },
        }),
      ),
    onSuccess: () => last.refetch(),
  })
  const isOpen = last.data ? isOpenTask(last.data) : false
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={say.campaign}
          value={chosen}
          data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
          flex="1 1 16rem"
          maw="28rem"
        />
        <Button loading={prepare.isPending} disabled={isOpen} onClick={() => prepare.mutate()}>
          {say.prepare}
        </Button>
      </Group>
      {prepare.error && <ErrorState what={say.failed} error={prepare.error} />}
      {last.data && (
        <div>
          <TaskFile task={last.data} {...{ organisation, ...say }} />
        </div>
      )}
    </Stack>
  )
}

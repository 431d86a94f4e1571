/** The log of one webhook: each delivery with its state, its tries and what was answered; sent again by a press. */
import { Button, Checkbox, Code, Group, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import { Card } from '../../../parts/Card.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { ErrorState } from '../../../parts/ErrorState.tsx'
import { type Column, KeysetTable, useKeyset } from '../../../parts/KeysetTable.tsx'
import { ButtonLink } from '../../../parts/Links.tsx'
import { Page } from '../../../parts/Page.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { Instant } from '../../../parts/Values.tsx'
import { useFormat } from '../../../words/format.ts'
import { useWords } from '../../../words/words.ts'
import { type Delivery, useWebhooks } from './useWebhooks.ts'
import { webhooksWords } from './words.ts'

interface Deliveries {
  readonly items: readonly Delivery[]
  readonly next: string | null
}

/** While one is on its way the log is asked for again this often. */
const askEveryMs = 2_000

export function DeliveriesScreen(): ReactNode {
  const say = useWords(webhooksWords).deliveries
  const { id } = useOrganisation()
  const webhook = Number(useParams({ strict: false }).webhook)
  const webhooks = useWebhooks()
  const [onlyFailed, setOnlyFailed] = useState(false)
  const keyset = useKeyset()
  const deliveries = useDeliveries(webhook, onlyFailed, keyset.after)
  const again = useRedelivery(webhook)
  const columns = useColumns((delivery) => again.mutate(delivery))
  const url = webhooks.data?.items.find((each) => each.id === webhook)?.url
  const back = (
    <ButtonLink to={`/o/${id}/settings/webhooks` as '/'} variant="default">
      {say.back}
    </ButtonLink>
  )
  return (
    <Page title={say.title} lead={url} acts={back}>
      {again.error && <ErrorState what={say.againFailed} error={again.error} />}
      <Card flush>
        <Group p="md">
          <Checkbox
            label={say.onlyFailed}
            checked={onlyFailed}
            onChange={(event) => {
              setOnlyFailed(event.currentTarget.checked)
              keyset.restart()
            }}
          />
        </Group>
        <QueryView query={deliveries} failed={say.failed}>
          {({ items, next }) => (
            <KeysetTable
              caption={say.title}
              columns={columns}
              rows={items}
              keyOf={({ id: delivery }) => delivery}
              next={next}
              keyset={keyset}
              empty={<EmptyState sentence={say.empty} />}
            />
          )}
        </QueryView>
      </Card>
    </Page>
  )
}

function useDeliveries(webhook: number, onlyFailed: boolean, after: string | undefined) {
  const { id } = useOrganisation()
  return useQuery<Deliveries>({
    queryKey: ['deliveries', id, webhook, onlyFailed, after],
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ state: of }) => of === 'waiting' || of === 'sending')
        ? askEveryMs
        : false,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/webhooks/{webhook}/deliveries', {
          params: {
            path: { organisation: id, webhook },
            query: {
              ...(onlyFailed ? { state: 'failed' as const } : {}),
              ...(after === undefined ? {} : { after }),
            },
          },
          signal,
        }),
      ),
  })
}

function useRedelivery(webhook: number) {
  const { id: organisation } = useOrganisation()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (delivery: number) =>
      answer(
        api.POST(
          '/organisations/{organisation}/webhooks/{webhook}/deliveries/{delivery}/redeliver',
          {
            params: { path: { organisation, webhook, delivery } },
          },
        ),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries', organisation, webhook] }),
  })
}

function useColumns(sendAgain: (delivery: number) => void): readonly Column<Delivery>[] {
  const say = useWords(webhooksWords)
  const { deliveries } = say
  return [
    { key: 'id', title: deliveries.number, cell: ({ id }) => id, numeric: true },
    {
      key: 'kind',
      title: deliveries.kind,
      cell: ({ kind, about }) => (
        <details>
          <summary>{say.kinds[kind] ?? kind}</summary>
          <Code block>{JSON.stringify(about, null, 1)}</Code>
        </details>
      ),
    },
    {
      key: 'at',
      title: deliveries.at,
      cell: ({ triedAt, happenedAt }) => <Instant at={triedAt ?? happenedAt} />,
    },
    { key: 'state', title: deliveries.state, cell: (delivery) => <State delivery={delivery} /> },
    { key: 'tries', title: deliveries.tries, cell: ({ tries }) => tries, numeric: true },
    {
      key: 'again',
      title: deliveries.again,
      cell: ({ id, state }) => (
        <Button
          variant="default"
          size="compact-sm"
          disabled={state === 'sending' || state === 'waiting'}
          onClick={() => sendAgain(id)}
        >
          {deliveries.again}
        </Button>
      ),
    },
  ]
}

function State({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const say = useWords(webhooksWords).deliveries
  const format = useFormat()
  const { state, status, trouble, nextTryAt, tries } = delivery
  return (
    <>
      <Text component="span" fw={600}>
        {say.states[state] ?? state}
        {status === null ? '' : ` (${status})`}
      </Text>
      {trouble && (
        <Text size="sm" c="dimmed" lang="en">
          {trouble}
        </Text>
      )}
      {state === 'waiting' && tries > 0 && nextTryAt && (
        <Text size="sm" c="dimmed">
          {say.nextTry(format.time(nextTryAt))}
        </Text>
      )}
    </>
  )
}

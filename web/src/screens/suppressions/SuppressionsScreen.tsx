/** Objections: today's count, the newest, search by number, lists in and out, lifted by the person only. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import IconHandStop from '@tabler/icons-react/icons/IconHandStop'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { suppressionReasonIn } from '../../../../src/report/suppressionReasons.ts'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { type Column, KeysetTable, useKeyset } from '../../parts/KeysetTable.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { Instant } from '../../parts/Values.tsx'
import { useFormat } from '../../words/format.ts'
import { useLanguage } from '../../words/language.ts'
import { useWords } from '../../words/words.ts'
import { AddCard, LiftCard } from './ActCards.tsx'
import { ListsCard } from './ListsCard.tsx'
import { suppressionsWords } from './words.ts'

type Suppression = components['schemas']['Suppression']

export function SuppressionsScreen(): ReactNode {
  const say = useWords(suppressionsWords)
  const format = useFormat()
  const { id, may } = useOrganisation()
  const summary = useQuery({
    queryKey: ['suppressionSummary', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/suppressions/summary', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
  useLiveEvent('changed', (event) => {
    if (event['what'] === 'suppressions') void summary.refetch()
  })
  const today = summary.data?.lastDay
  const [act, setAct] = useState<'add' | 'lift' | null>(null)
  const toggle = (which: 'add' | 'lift'): void => setAct(act === which ? null : which)
  return (
    <Page
      title={say.title}
      lead={say.lead}
      width="wide"
      acts={
        may('suppression.write') && (
          <>
            <Button variant="default" aria-expanded={act === 'lift'} onClick={() => toggle('lift')}>
              {say.lift.title}
            </Button>
            <Button aria-expanded={act === 'add'} onClick={() => toggle('add')}>
              {say.add.title}
            </Button>
          </>
        )
      }
    >
      {act === 'add' && <AddCard />}
      {act === 'lift' && <LiftCard />}
      {today !== undefined && (
        <Text fw={600}>{today === 0 ? say.todayNone : say.today(today, format.number(today))}</Text>
      )}
      <Search />
      <Newest />
      <QueryView query={summary} failed={say.failed}>
        {({ lists }) => <ListsCard lists={lists} onChanged={() => void summary.refetch()} />}
      </QueryView>
    </Page>
  )
}

function Search(): ReactNode {
  const language = useLanguage()
  const say = useWords(suppressionsWords)
  const { id } = useOrganisation()
  const [number, setNumber] = useState('')
  const find = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/organisations/{organisation}/suppressions/find', {
          params: { path: { organisation: id } },
          body: { number },
        }),
      ),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (number.trim() !== '') find.mutate()
  }
  const { data, error } = find
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <TextInput
            label={say.search}
            value={number}
            type="tel"
            autoComplete="off"
            maxLength={40}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
          <Button type="submit" loading={find.isPending}>
            {say.find}
          </Button>
        </Group>
        {error && <ErrorState what={say.failed} error={error} />}
        {data && (
          <div role="status">
            <Text fw={600}>
              {data.entries.length === 0 ? say.nothing(data.phone) : say.forbids(data.phone)}
            </Text>
            {data.entries.map(({ at, reason, reference }) => (
              <Text key={`${at} ${reason}`}>
                <Instant at={at} /> · {suppressionReasonIn(reason, language)}
                {reference !== null && ` · ${say.columns.reference} ${reference}`}
              </Text>
            ))}
          </div>
        )}
      </Stack>
    </form>
  )
}

function Newest(): ReactNode {
  const language = useLanguage()
  const say = useWords(suppressionsWords)
  const format = useFormat()
  const { id } = useOrganisation()
  const keyset = useKeyset()
  const { after } = keyset
  const query = useQuery({
    queryKey: ['suppressions', id, after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/suppressions', {
          params: {
            path: { organisation: id },
            query: after === undefined ? {} : { after },
          },
          signal,
        }),
      ),
  })
  useLiveEvent('changed', (event) => {
    if (event['what'] === 'suppressions') void query.refetch()
  })
  const scopes: Readonly<Record<string, string>> = say.scopes
  const columns: readonly Column<Suppression>[] = [
    { key: 'phone', title: say.columns.phone, cell: ({ phone }) => phone ?? say.hidden },
    { key: 'at', title: say.columns.at, cell: ({ at }) => <Instant at={at} /> },
    {
      key: 'reason',
      title: say.columns.reason,
      cell: ({ reason, liftedAt }) =>
        liftedAt === null
          ? suppressionReasonIn(reason, language)
          : `${suppressionReasonIn(reason, language)} · ${say.lifted(format.date(liftedAt))}`,
    },
    {
      key: 'reach',
      title: say.columns.reach,
      cell: ({ scope, controller }) => controller ?? scopes[scope] ?? scope,
    },
    {
      key: 'reference',
      title: say.columns.reference,
      cell: ({ reference }) => reference ?? '–',
    },
  ]
  return (
    <QueryView query={query} failed={say.failed}>
      {({ items, next }) => (
        <Card flush>
          <KeysetTable
            caption={say.title}
            columns={columns}
            rows={items}
            keyOf={(each) => each.id}
            {...{ next, keyset }}
            empty={<EmptyState icon={IconHandStop} sentence={say.empty} />}
          />
        </Card>
      )}
    </QueryView>
  )
}

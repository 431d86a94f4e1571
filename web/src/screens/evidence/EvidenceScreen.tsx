/** Proofs: is the chain whole, the evidence of a campaign as one archive, and the journal of the team. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { type Column, KeysetTable, useKeyset } from '../../parts/KeysetTable.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { Instant } from '../../parts/Values.tsx'
import { useWords } from '../../words/words.ts'
import { organisationWords } from '../settings/organisation/words.ts'
import { ChainCard } from './ChainCard.tsx'
import { PackCard } from './PackCard.tsx'
import { evidenceWords } from './words.ts'

type Act = components['schemas']['AdministrativeAct']

export function EvidenceScreen(): ReactNode {
  const say = useWords(evidenceWords)
  const { may } = useOrganisation()
  return (
    <Page title={say.title} lead={say.lead} width="wide">
      <ChainCard />
      <PackCard />
      {may('audit.read') && <Journal />}
    </Page>
  )
}

function Journal(): ReactNode {
  const say = useWords(evidenceWords).journal
  const { id } = useOrganisation()
  const keyset = useKeyset()
  const { after } = keyset
  const query = useQuery({
    queryKey: ['administrativeActs', id, after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/administrative-acts', {
          params: { path: { organisation: id }, query: after === undefined ? {} : { after } },
          signal,
        }),
      ),
  })
  const { journal: ofTeam } = useWords(organisationWords)
  const acts: Readonly<Record<string, string>> = { ...ofTeam.acts, ...say.acts }
  const columns: readonly Column<Act>[] = [
    { key: 'at', title: say.at, cell: ({ at }) => <Instant at={at} /> },
    { key: 'who', title: say.who, cell: ({ who }) => who.replace(/ <.*>$/, '') },
    { key: 'what', title: say.what, cell: ({ what }) => acts[what] ?? what },
    { key: 'about', title: say.about, cell: ({ about }) => <About about={about} /> },
  ]
  return (
    <Card title={say.title} flush>
      <QueryView query={query} failed={say.failed}>
        {({ items, next }) => (
          <KeysetTable
            caption={say.title}
            columns={columns}
            rows={items}
            keyOf={({ id: act }) => act}
            {...{ next, keyset }}
            empty={<EmptyState sentence={say.empty} />}
          />
        )}
      </QueryView>
    </Card>
  )
}

function About({ about }: Pick<Act, 'about'>): ReactNode {
  const parts = Object.values(about).flatMap((value) => shown(value))
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {parts.join(' · ')}
    </Text>
  )
}

/** What a person can read of it: ids of rows say nothing to anybody. */
const shown = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? [value.join(', ')] : []

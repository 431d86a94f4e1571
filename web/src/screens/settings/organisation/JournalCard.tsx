/** What was administered here, the newest first. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../../api/client.ts'
import { useOrganisation } from '../../../api/me.ts'
import type { components } from '../../../api/schema.gen.ts'
import { Card } from '../../../parts/Card.tsx'
import { EmptyState } from '../../../parts/EmptyState.tsx'
import { KeysetTable, useKeyset } from '../../../parts/KeysetTable.tsx'
import { QueryView } from '../../../parts/QueryView.tsx'
import { Instant } from '../../../parts/Values.tsx'
import { useWords } from '../../../words/words.ts'
import { organisationWords } from './words.ts'

type Act = components['schemas']['AdministrativeAct']

const actsPerPage = 20

export function JournalCard(): ReactNode {
  const { journal: say } = useWords(organisationWords)
  const { id } = useOrganisation()
  const keyset = useKeyset()
  const acts = useQuery({
    queryKey: ['organisation', id, 'acts', keyset.after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/administrative-acts', {
          params: {
            path: { organisation: id },
            query: { limit: actsPerPage, ...(keyset.after ? { after: keyset.after } : {}) },
          },
          signal,
        }),
      ),
  })
  const said = (act: Act): string => {
    const done = say.acts[act.what] ?? act.what
    const whom = whomOf(act)
    return whom === '' ? done : say.about(done, whom)
  }
  return (
    <Card title={say.title} flush>
      <QueryView query={acts} failed={say.failed}>
        {({ items, next }) => (
          <KeysetTable
            caption={say.title}
            rows={items}
            keyOf={(act) => act.id}
            next={next}
            keyset={keyset}
            empty={<EmptyState sentence={say.empty} />}
            columns={[
              { key: 'when', title: say.when, cell: ({ at }) => <Instant at={at} /> },
              { key: 'who', title: say.who, cell: ({ who }) => who.replace(/ <.*>$/, '') },
              { key: 'what', title: say.what, cell: said },
            ]}
          />
        )}
      </QueryView>
    </Card>
  )
}

/** Whom or what it was about, where one name says it and it is not the person themselves. */
function whomOf({ about, who }: Act): string {
  const found = about['email'] ?? about['name'] ?? about['mode']
  return typeof found === 'string' && !who.includes(found) ? found : ''
}

/** A provider's organisations: the tree as a table, with what each may do; add one. */
import { Button, TextInput } from '@mantine/core'
import IconBuildings from '@tabler/icons-react/icons/IconBuildings'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { ChildForm } from './ChildForm.tsx'
import { type Organisation, OrganisationTable } from './OrganisationTable.tsx'
import { organisationsWords } from './words.ts'

/** Fewer are found with the eye. */
const searchFrom = 8

export function OrganisationsScreen(): ReactNode {
  const say = useWords(organisationsWords)
  const { id } = useOrganisation()
  const [adding, setAdding] = useState(false)
  const tree = useQuery({
    queryKey: ['organisation', id, 'tree'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/tree', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
  })
  return (
    <Page
      title={say.title}
      lead={say.lead}
      width="wide"
      acts={
        !adding && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
            {say.add}
          </Button>
        )
      }
    >
      {adding && <ChildForm onDone={() => setAdding(false)} />}
      <QueryView query={tree} failed={say.failed}>
        {({ items }) => <Below tree={items} top={id} />}
      </QueryView>
    </Page>
  )
}

interface BelowProps {
  readonly tree: readonly Organisation[]
  readonly top: number
}

function Below({ tree, top }: BelowProps): ReactNode {
  const say = useWords(organisationsWords)
  const format = useFormat()
  const [search, setSearch] = useState('')
  const below = tree.filter(({ id }) => id !== top)
  if (below.length === 0) {
    return (
      <Card>
        <EmptyState icon={IconBuildings} sentence={say.empty} example={say.emptyExample} />
      </Card>
    )
  }
  const found = below.filter(({ name }) => plain(name).includes(plain(search)))
  return (
    <Card
      title={say.count(format.number(below.length), below.length === 1)}
      flush
      {...(below.length >= searchFrom
        ? {
            acts: (
              <TextInput
                type="search"
                aria-label={say.search}
                placeholder={say.search}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
            ),
          }
        : {})}
    >
      <OrganisationTable organisations={found} all={tree} top={top} />
    </Card>
  )
}

/** « Évry » is found by « evry ». */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

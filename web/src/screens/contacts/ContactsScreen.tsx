/** The list of contacts: by name, searched by the beginning of a name or by a whole number. */
import { Button, Group, TextInput } from '@mantine/core'
import IconUsers from '@tabler/icons-react/icons/IconUsers'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { answer, api } from '../../api/client.ts'
import { useLiveEvent } from '../../api/live.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorState } from '../../parts/ErrorState.tsx'
import { type Column, KeysetTable, useKeyset } from '../../parts/KeysetTable.tsx'
import { AnchorLink, ButtonLink } from '../../parts/Links.tsx'
import { Page } from '../../parts/Page.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { Instant } from '../../parts/Values.tsx'
import { useWords } from '../../words/words.ts'
import { ContactFile } from './ContactFile.tsx'
import { contactsWords } from './words.ts'

type Contact = components['schemas']['Contact']

/** Digits and the marks between them: a number, not a name. */
const isNumber = (text: string): boolean => /^[+\d][\d\s.()-]{5,}$/.test(text.trim())

export function ContactsScreen(): ReactNode {
  const say = useWords(contactsWords)
  const { id } = useOrganisation()
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const keyset = useKeyset()
  const navigate = useNavigate()
  const find = useMutation({
    mutationFn: (number: string) =>
      answer(
        api.POST('/organisations/{organisation}/contacts/find', {
          params: { path: { organisation: id } },
          body: { number },
        }),
      ),
    onSuccess: ({ contact }) => {
      if (!contact) return
      const params = { organisation: String(id), contact: String(contact.id) }
      void navigate({ to: '/o/$organisation/contacts/$contact', params })
    },
  })
  const search = (event: FormEvent): void => {
    event.preventDefault()
    if (isNumber(text)) {
      find.mutate(text)
      return
    }
    find.reset()
    keyset.restart()
    setName(text.trim())
  }
  const clear = (): void => {
    setText('')
    setName('')
    find.reset()
    keyset.restart()
  }
  return (
    <Page title={say.title} lead={say.lead} width="wide">
      <form onSubmit={search}>
        <Group gap="sm" align="flex-end">
          <TextInput
            label={say.search}
            description={say.searchHint}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            maxLength={100}
            flex="1 1 16rem"
          />
          <Button type="submit" loading={find.isPending}>
            {say.find}
          </Button>
          {(name !== '' || find.data) && (
            <Button variant="default" onClick={clear}>
              {say.clear}
            </Button>
          )}
        </Group>
      </form>
      {find.error && <ErrorState what={say.failed} error={find.error} />}
      {find.data && !find.data.contact ? (
        <ContactFile file={find.data} onChanged={clear} />
      ) : (
        <List {...{ name, keyset }} />
      )}
    </Page>
  )
}

function List({
  name,
  keyset,
}: {
  readonly name: string
  readonly keyset: ReturnType<typeof useKeyset>
}): ReactNode {
  const say = useWords(contactsWords)
  const { id } = useOrganisation()
  const query = useQuery({
    queryKey: ['contacts', id, name, keyset.after],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/contacts', {
          params: {
            path: { organisation: id },
            query: { name, ...(keyset.after !== undefined && { after: keyset.after }) },
          },
          signal,
        }),
      ),
  })
  useLiveEvent('changed', (event) => {
    if (event['what'] === 'contacts') void query.refetch()
  })
  return (
    <QueryView query={query} failed={say.failed}>
      {({ items, next }) => (
        <Card flush>
          <KeysetTable
            caption={say.title}
            columns={columnsOf(id, say)}
            rows={items}
            keyOf={(contact) => contact.id}
            {...{ next, keyset }}
            empty={name === '' ? <Nobody /> : <EmptyState sentence={say.noneBeginsSo} />}
          />
        </Card>
      )}
    </QueryView>
  )
}

const columnsOf = (
  organisation: number,
  say: (typeof contactsWords)['fr'],
): readonly Column<Contact>[] => [
  {
    key: 'phone',
    title: say.columns.phone,
    cell: ({ id, phone }) => (
      <AnchorLink
        to="/o/$organisation/contacts/$contact"
        params={{ organisation: String(organisation), contact: String(id) }}
        className="pv-figures"
      >
        {phone}
      </AnchorLink>
    ),
  },
  {
    key: 'name',
    title: say.columns.name,
    cell: ({ lastName, firstName }) =>
      [lastName, firstName].filter((part) => part !== null).join(' ') || say.unnamed,
  },
  {
    key: 'place',
    title: say.columns.place,
    cell: ({ commune, postcode, territory }) => commune ?? postcode ?? territory ?? '–',
  },
  {
    key: 'since',
    title: say.columns.since,
    cell: ({ createdAt }) => <Instant at={createdAt} show="date" />,
  },
]

function Nobody(): ReactNode {
  const say = useWords(contactsWords)
  const { id, may } = useOrganisation()
  return (
    <EmptyState
      icon={IconUsers}
      sentence={say.empty}
      act={
        may('people.write') && (
          <ButtonLink to="/o/$organisation/campaigns" params={{ organisation: String(id) }}>
            {say.emptyAct}
          </ButtonLink>
        )
      }
    />
  )
}

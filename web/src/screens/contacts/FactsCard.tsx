/** Each fact with where it comes from: the file and its line, or the person themselves. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { type Column, KeysetTable } from '../../parts/KeysetTable.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { ContactFileData } from './ContactFile.tsx'
import { contactsWords } from './words.ts'

type Fact = ContactFileData['facts'][number]

export function FactsCard({ facts }: Pick<ContactFileData, 'facts'>): ReactNode {
  const say = useWords(contactsWords).one
  const columns: readonly Column<Fact>[] = [
    {
      key: 'fact',
      title: say.fact,
      cell: ({ fact }) => (fact in say.facts ? say.facts[fact as keyof typeof say.facts] : fact),
    },
    { key: 'value', title: say.value, cell: ({ value }) => value },
    { key: 'origin', title: say.origin, cell: (fact) => <Origin fact={fact} /> },
  ]
  return (
    <Card title={say.who} flush>
      <KeysetTable
        caption={say.who}
        columns={columns}
        rows={facts}
        keyOf={({ fact, line, importedAt, value }) => `${fact} ${line} ${importedAt} ${value}`}
      />
    </Card>
  )
}

function Origin({ fact }: { readonly fact: Fact }): ReactNode {
  const say = useWords(contactsWords).one
  const format = useFormat()
  const { fileName, line, kind, holder, collectedFrom, collectedTo, saidBy, saidAt } = fact
  const kinds: Readonly<Record<string, string>> = say.kinds
  return (
    <>
      {fileName !== null && line !== null
        ? say.fromLine(fileName, format.number(line))
        : say.fromPerson}
      <Text size="sm" c="dimmed">
        {[
          kinds[kind] ?? kind,
          say.collected(holder, format.date(collectedFrom), format.date(collectedTo)),
          ...(saidBy && saidAt
            ? [say.saidBy(saidBy === 'the person' ? say.fromPerson : saidBy, format.date(saidAt))]
            : []),
        ].join(' · ')}
      </Text>
    </>
  )
}

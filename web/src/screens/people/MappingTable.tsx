/** Each column of the file, what it holds, and what it is used as: to be changed where we were not certain. */
import { NativeSelect, Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle'
import IconCheck from '@tabler/icons-react/icons/IconCheck'
import IconQuestionMark from '@tabler/icons-react/icons/IconQuestionMark'
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { useWords } from '../../words/words.ts'
import classes from './People.module.css'
import type { ColumnUse, Preview } from './useFileImport.ts'
import { peopleWords } from './words.ts'

interface MappingTableProps {
  readonly preview: Preview
  readonly mapping: Readonly<Record<string, ColumnUse>>
  readonly onUse: (header: string, use: ColumnUse) => void
}

type Column = Preview['columns'][number]

export function MappingTable({ preview, mapping, onUse }: MappingTableProps): ReactNode {
  const say = useWords(peopleWords).mapping
  const own = preview.columns.filter(({ because }) => because !== 'rejectsReason')
  const known = own.filter((column) => usedAs(column, mapping) !== 'ignore').length
  return (
    <Card title={say.title} flush>
      <Text px="md" pb="sm" role="status">
        {say.recognised(known, own.length)}
      </Text>
      <table className={classes['mapping']}>
        <caption className="pv-visually-hidden">{say.title}</caption>
        <thead>
          <tr>
            <th scope="col">{say.column}</th>
            <th scope="col">{say.example}</th>
            <th scope="col">{say.use}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((column) => (
            <ColumnRow key={column.index} {...{ column, mapping, onUse }} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

export const usedAs = (
  { header, use }: Pick<Column, 'header' | 'use'>,
  mapping: Readonly<Record<string, ColumnUse>>,
): ColumnUse => (Object.hasOwn(mapping, header) ? (mapping[header] ?? use) : use)

function ColumnRow({
  column,
  mapping,
  onUse,
}: Pick<MappingTableProps, 'mapping' | 'onUse'> & { readonly column: Column }): ReactNode {
  const words = useWords(peopleWords)
  const say = words.mapping
  const { header, examples, because, forbidden } = column
  const use = usedAs(column, mapping)
  const name = header.trim() === '' ? say.noHeader : header
  const uses = Object.entries(words.uses).map(([value, label]) => ({ value, label }))
  return (
    <tr data-left={use === 'ignore'}>
      <th scope="row">{name}</th>
      <td className={classes['examples']}>
        {examples.length === 0 ? (
          <Text c="dimmed" span>
            {say.none}
          </Text>
        ) : (
          examples.map((example) => <span key={example}>{example}</span>)
        )}
      </td>
      <td>
        <div className={classes['use']}>
          <NativeSelect
            aria-label={say.useOf(name)}
            data={uses}
            value={use}
            disabled={forbidden !== null || header.trim() === ''}
            onChange={(event) => onUse(header, event.currentTarget.value as ColumnUse)}
          />
          <Mark mood={forbidden ? 'bad' : use === 'ignore' ? 'ask' : 'good'}>
            {forbidden
              ? say.forbidden
              : say.marks[Object.hasOwn(mapping, header) ? 'mapped' : because]}
          </Mark>
        </div>
      </td>
    </tr>
  )
}

const icons = { good: IconCheck, ask: IconQuestionMark, bad: IconAlertTriangle }

function Mark({
  mood,
  children,
}: {
  readonly mood: keyof typeof icons
  readonly children: ReactNode
}): ReactNode {
  const Icon = icons[mood]
  return (
    <span className={classes['mark']} data-mood={mood}>
      <Icon size={16} stroke={2} aria-hidden />
      {children}
    </span>
  )
}

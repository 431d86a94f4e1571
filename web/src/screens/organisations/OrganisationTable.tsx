/** Organisations below one, each with its mode and what holds for it. */
import { Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { components } from '../../api/schema.gen.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { type Column, KeysetTable } from '../../parts/KeysetTable.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { organisationsWords } from './words.ts'

export type Organisation = components['schemas']['Organisation']

interface OrganisationTableProps {
  readonly organisations: readonly Organisation[]
  /** Where the names of those above are found. */
  readonly all: readonly Organisation[]
  readonly top: number
}

export function OrganisationTable(props: OrganisationTableProps): ReactNode {
  const { organisations, all, top } = props
  const say = useWords(organisationsWords)
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const above = ({ parent }: Organisation): string | undefined =>
    parent === null || parent === top ? undefined : names.get(parent)
  return (
    <KeysetTable
      caption={say.title}
      rows={organisations}
      keyOf={({ id }) => id}
      empty={<EmptyState sentence={say.nothing} />}
      columns={useColumns(above)}
    />
  )
}

function useColumns(
  above: (organisation: Organisation) => string | undefined,
): readonly Column<Organisation>[] {
  const say = useWords(organisationsWords)
  const format = useFormat()
  const { columns } = say
  const limit = (value: number | undefined): string =>
    value === undefined ? say.none : format.number(value)
  return [
    {
      key: 'name',
      title: columns.name,
      cell: (row) => <Named row={row} above={above(row)} />,
    },
    {
      key: 'mode',
      title: columns.mode,
      cell: ({ mode }) => (mode === 'practice' ? say.practice : say.production),
    },
    {
      ...{ key: 'callsPerSecond', title: columns.callsPerSecond, numeric: true },
      cell: ({ effective }) => limit(effective.callsPerSecondMax),
    },
    {
      ...{ key: 'budget', title: columns.budget, numeric: true },
      cell: ({ effective: { budgetMicroEuroMax: budget } }) =>
        budget === undefined ? say.none : format.euros(budget),
    },
    { key: 'acts', title: columns.acts, cell: (row) => <Acts row={row} /> },
  ]
}

interface RowProps {
  readonly row: Organisation
  readonly above?: string | undefined
}

function Named({ row: { id, name }, above }: RowProps): ReactNode {
  const say = useWords(organisationsWords)
  return (
    <>
      <Link to={`/o/${id}` as '/'} aria-label={say.open(name)}>
        {name}
      </Link>
      {above !== undefined && (
        <>
          <br />
          <span style={{ color: 'var(--mantine-color-dimmed)', fontSize: '0.875rem' }}>
            {say.below(above)}
          </span>
        </>
      )}
    </>
  )
}

function Acts({ row: { id, name } }: RowProps): ReactNode {
  const say = useWords(organisationsWords)
  const to = (screen: string): '/' => `/o/${id}/settings/${screen}` as '/'
  return (
    <Group gap="xs 1rem">
      <Link to={to('organisation')} aria-label={`${say.settings}, ${name}`}>
        {say.settings}
      </Link>
      <Link to={to('team')} aria-label={`${say.invite}, ${name}`}>
        {say.invite}
      </Link>
    </Group>
  )
}

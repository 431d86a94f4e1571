/** For a provider: its organisations sorted by trouble, their sums on top. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api } from '../../api/client.ts'
import { useOrganisation } from '../../api/me.ts'
import type { components } from '../../api/schema.gen.ts'
import { Card } from '../../parts/Card.tsx'
import { type Column, KeysetTable } from '../../parts/KeysetTable.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { QueryView } from '../../parts/QueryView.tsx'
import { Count, Money, Percent } from '../../parts/Values.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { shareOf } from './CampaignTable.tsx'
import { Trouble } from './Trouble.tsx'
import { byTrouble } from './troubleOrder.ts'
import { dashboardWords } from './words.ts'

type RollUpReply = components['schemas']['RollUp']
type Figures = RollUpReply['sums']

interface Row {
  readonly key: string
  readonly name: ReactNode
  readonly trouble: ReactNode
  readonly figures: Figures | null
}

const askAgainMs = 15_000

export function RollUp(): ReactNode {
  const say = useWords(dashboardWords).rollUp
  const { id } = useOrganisation()
  const columns = useColumns()
  const rollUp = useQuery({
    queryKey: ['roll-up', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/organisations/{organisation}/roll-up', {
          params: { path: { organisation: id } },
          signal,
        }),
      ),
    refetchInterval: askAgainMs,
  })
  const rowsOf = useRows()
  return (
    <Card title={say.title} flush>
      <QueryView query={rollUp} failed={say.failed}>
        {(reply) => (
          <KeysetTable
            caption={say.title}
            columns={columns}
            rows={rowsOf(reply)}
            keyOf={({ key }) => key}
          />
        )}
      </QueryView>
    </Card>
  )
}

function useRows(): (reply: RollUpReply) => readonly Row[] {
  const say = useWords(dashboardWords).rollUp
  const format = useFormat()
  return ({ items, sums, read, of }) => [
    {
      key: 'all',
      name: <strong>{say.all(format.number(read), format.number(of))}</strong>,
      trouble: null,
      figures: sums,
    },
    ...[...items].sort(byTrouble(Date.now())).map((item) => ({
      key: String(item.organisation),
      name: <AnchorLink to={`/o/${item.organisation}` as '/'}>{item.name}</AnchorLink>,
      trouble: item.figures ? (
        <Trouble figures={item.figures} />
      ) : (
        <Text size="sm">{say.unread}</Text>
      ),
      figures: item.figures,
    })),
  ]
}

function useColumns(): readonly Column<Row>[] {
  const { column } = useWords(dashboardWords).rollUp
  const numeric = (
    key: keyof typeof column,
    cell: (figures: Figures) => ReactNode,
  ): Column<Row> => ({
    key,
    title: column[key],
    numeric: true,
    cell: ({ figures }) => (figures ? cell(figures) : '–'),
  })
  return [
    { key: 'name', title: column.name, cell: ({ name }) => name },
    { key: 'trouble', title: column.trouble, cell: ({ trouble }) => trouble },
    numeric('running', ({ running }) => <Count value={running} />),
    numeric('preparing', ({ preparing }) => <Count value={preparing} />),
    numeric('people', ({ targets }) => <Count value={targets} />),
    numeric('heard', ({ heardToEnd, attempts }) => (
      <Percent share={shareOf(heardToEnd, attempts)} />
    )),
    numeric('objections', ({ objections, attempts }) => (
      <Percent share={shareOf(objections, attempts)} digits={1} />
    )),
    numeric('cost', ({ costMicroEuro }) => <Money microEuro={costMicroEuro} />),
  ]
}

/** All campaigns with their state and main figures, each leading to where it is continued. */
import type { ReactNode } from 'react'
import { Card } from '../../parts/Card.tsx'
import { type Column, KeysetTable } from '../../parts/KeysetTable.tsx'
import { AnchorLink } from '../../parts/Links.tsx'
import { Count, Money, Percent } from '../../parts/Values.tsx'
import { useWords } from '../../words/words.ts'
import { type DashboardCampaign, screenOf } from './campaignPath.ts'
import { StateBadge } from './StateBadge.tsx'
import { dashboardWords } from './words.ts'

interface CampaignTableProps {
  readonly organisation: number
  readonly campaigns: readonly DashboardCampaign[]
  readonly more: boolean
}

export function CampaignTable({ organisation, campaigns, more }: CampaignTableProps): ReactNode {
  const say = useWords(dashboardWords)
  return (
    <Card
      title={say.campaigns}
      flush
      acts={
        more && (
          <AnchorLink to={`/o/${organisation}/campaigns` as '/'}>{say.allCampaigns}</AnchorLink>
        )
      }
    >
      <KeysetTable
        caption={say.campaigns}
        columns={useColumns(organisation)}
        rows={campaigns}
        keyOf={({ id }) => id}
      />
    </Card>
  )
}

function useColumns(organisation: number): readonly Column<DashboardCampaign>[] {
  const say = useWords(dashboardWords)
  return [
    {
      key: 'name',
      title: say.column.name,
      cell: ({ id, name, state }) => (
        <AnchorLink to={`/o/${organisation}/campaigns/${id}/${screenOf[state]}` as '/'}>
          {name}
        </AnchorLink>
      ),
    },
    {
      key: 'state',
      title: say.column.state,
      cell: ({ state }) => <StateBadge state={state} />,
    },
    {
      key: 'people',
      title: say.column.people,
      numeric: true,
      cell: ({ targets }) => (targets === 0 ? '–' : <Count value={targets} />),
    },
    {
      key: 'heard',
      title: say.column.heard,
      numeric: true,
      cell: ({ heardToEnd, attempts }) => <Percent share={shareOf(heardToEnd, attempts)} />,
    },
    {
      key: 'objections',
      title: say.column.objections,
      numeric: true,
      cell: ({ objections, attempts }) => (
        <Percent share={shareOf(objections, attempts)} digits={1} />
      ),
    },
    {
      key: 'cost',
      title: say.column.cost,
      numeric: true,
      cell: ({ costMicroEuro }) => <Money microEuro={costMicroEuro} />,
    },
  ]
}

export const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : part / whole

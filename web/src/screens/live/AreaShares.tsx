/** By territory: calls, how many hear it to the end, how many object. */
import type { ReactNode } from 'react'
import { type Column, KeysetTable } from '../../parts/KeysetTable.tsx'
import { Count, Percent } from '../../parts/Values.tsx'
import { useWords } from '../../words/words.ts'
import { placeCode } from './placeCode.ts'
import { liveWords } from './words.ts'

/** Of one territory, as the API counts it. */
export interface AreaCounts {
  readonly area: string
  readonly targets: number
  readonly called: number
  readonly attempts: number
  readonly heardToEnd: number
  readonly objections: number
  /** Outside the usual hours there: when they open again. */
  readonly opensAt?: string | null
}

export function AreaShares({ areas }: { readonly areas: readonly AreaCounts[] }): ReactNode {
  const say = useWords(liveWords)
  const share = (part: number, { attempts }: AreaCounts): number | null =>
    attempts === 0 ? null : part / attempts
  const columns: readonly Column<AreaCounts>[] = [
    { key: 'area', title: say.area, cell: ({ area }) => placeCode(area) || say.nowhere },
    {
      key: 'calls',
      title: say.calls,
      numeric: true,
      cell: (row) => <Count value={row.attempts} />,
    },
    {
      ...{ key: 'heard', title: say.toTheEnd, numeric: true },
      cell: (row) => <Percent share={share(row.heardToEnd, row)} />,
    },
    {
      ...{ key: 'objections', title: say.objections, numeric: true },
      cell: (row) => <Percent share={share(row.objections, row)} digits={1} />,
    },
  ]
  const called = areas.filter(({ attempts }) => attempts > 0)
  return (
    <KeysetTable
      caption={say.placesTable}
      columns={columns}
      rows={called.toSorted((a, b) => b.attempts - a.attempts)}
      keyOf={({ area }) => area}
      empty={say.noCalls}
    />
  )
}

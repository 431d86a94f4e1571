/** Territory by territory: the map that fills up, and the same figures in a table. */
import { SegmentedControl } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { AreaTable } from '../../drawings/AreaTable.tsx'
import type { AreaFigures } from '../../drawings/areas.ts'
import { FranceMap } from '../../drawings/FranceMap.tsx'
import { Card } from '../../parts/Card.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { type AreaCounts, AreaShares } from './AreaShares.tsx'
import classes from './Live.module.css'
import { placeCode } from './placeCode.ts'
import { liveWords } from './words.ts'

interface PlacesProps {
  readonly areas: readonly AreaCounts[]
  readonly isHeld?: boolean
}

export function Places({ areas, isHeld = false }: PlacesProps): ReactNode {
  const say = useWords(liveWords)
  const format = useFormat()
  const [shown, setShown] = useState<'progress' | 'listening'>('progress')
  const figures = useMemo<readonly AreaFigures[]>(
    () =>
      areas.map(({ area, called, targets, opensAt }) => ({
        ...{ code: placeCode(area), called, total: targets },
        ...(area === '' ? { name: say.nowhere } : {}),
        ...(opensAt && called < targets ? { state: say.waitsFor(format.time(opensAt)) } : {}),
      })),
    [areas, format, say],
  )
  return (
    <Card title={say.places}>
      <div className={classes['places']}>
        <FranceMap figures={figures} isHeld={isHeld} />
        <div>
          <SegmentedControl
            aria-label={say.placesTable}
            mb="sm"
            value={shown}
            data={[
              { value: 'progress', label: say.progress },
              { value: 'listening', label: say.listened },
            ]}
            onChange={(value) => setShown(value as typeof shown)}
          />
          {shown === 'progress' ? (
            <AreaTable figures={figures} isHeld={isHeld} />
          ) : (
            <AreaShares areas={areas} />
          )}
        </div>
      </div>
    </Card>
  )
}

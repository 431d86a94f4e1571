/** Where the calls went: how they ended, the pace of ten minutes, who stays listening, territory by territory. */
import { SegmentedControl } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { drawnCounts } from '../../../../src/report/drawnCounts.ts'
import { AreaTable } from '../../drawings/AreaTable.tsx'
import type { AreaFigures } from '../../drawings/areas.ts'
import { FranceMap } from '../../drawings/FranceMap.tsx'
import { ListenCurve } from '../../drawings/ListenCurve.tsx'
import { OutcomeBar } from '../../drawings/OutcomeBar.tsx'
import { RateChart } from '../../drawings/RateChart.tsx'
import { Card } from '../../parts/Card.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { AreaShares } from './AreaShares.tsx'
import classes from './Live.module.css'
import type { Where } from './LiveScreen.tsx'
import { placeCode } from './placeCode.ts'
import type { Live } from './useLive.ts'
import { liveWords } from './words.ts'

/** The clocks of the law, on the curve: who is calling within 5 s, how to object within 12 s. */
const clocks = [
  { atSecond: 5, name: '5 s' },
  { atSecond: 12, name: '12 s' },
] as const

interface ChartsProps {
  readonly live: Live
  readonly where: Where
  readonly isHeld: boolean
}

export function LiveCharts({ live, where, isHeld }: ChartsProps): ReactNode {
  const say = useWords(liveWords)
  const report = `/app/o/${where.organisation}/campaigns/${where.campaign}/report`
  const points = useMemo(
    () =>
      (live.history ?? []).map(({ at, callsPerSecond }) => ({
        at: Date.parse(at),
        perSecond: callsPerSecond,
      })),
    [live.history],
  )
  return (
    <>
      <Card title={say.outcomes}>
        <OutcomeBar
          counts={drawnCounts(live.outcomes)}
          isHeld={isHeld}
          hrefOf={(group) => `${report}?group=${group}`}
        />
      </Card>
      <div className={classes['pair']}>
        <Card title={say.rate}>
          <RateChart points={points} limitPerSecond={live.callsPerSecond.limit} isHeld={isHeld} />
        </Card>
        <Card title={say.listening}>
          <ListenCurve
            shares={sharesOf(live.heardAtLeast)}
            marks={clocks.filter(({ atSecond }) => atSecond < (live.heardAtLeast?.length ?? 0))}
            isHeld={isHeld}
          />
        </Card>
      </div>
      <Places live={live} isHeld={isHeld} />
    </>
  )
}

function Places({ live, isHeld }: { readonly live: Live; readonly isHeld: boolean }): ReactNode {
  const say = useWords(liveWords)
  const format = useFormat()
  const [shown, setShown] = useState<'progress' | 'listening'>('progress')
  const areas = live.areas ?? []
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

/** Of those who began to listen. */
export function sharesOf(heardAtLeast: readonly number[] | undefined): readonly number[] {
  const all = heardAtLeast?.[0] ?? 0
  return all === 0 ? [] : (heardAtLeast ?? []).map((calls) => calls / all)
}

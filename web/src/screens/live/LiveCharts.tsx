/** Where the calls went: how they ended, the pace of ten minutes, who stays listening, territory by territory. */
import { type ReactNode, useMemo } from 'react'
import { drawnCounts } from '../../../../src/report/drawnCounts.ts'
import { ListenCurve } from '../../drawings/ListenCurve.tsx'
import { OutcomeBar } from '../../drawings/OutcomeBar.tsx'
import { RateChart } from '../../drawings/RateChart.tsx'
import { Card } from '../../parts/Card.tsx'
import { useWords } from '../../words/words.ts'
import { GroupLink } from '../report/GroupLink.tsx'
import classes from './Live.module.css'
import type { Where } from './LiveScreen.tsx'
import { Places } from './Places.tsx'
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
          linkOf={(group, word) => <GroupLink {...{ where, group, word }} />}
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
      <Places areas={live.areas ?? []} isHeld={isHeld} />
    </>
  )
}

/** Of those who began to listen. */
export function sharesOf(heardAtLeast: readonly number[] | undefined): readonly number[] {
  const all = heardAtLeast?.[0] ?? 0
  return all === 0 ? [] : (heardAtLeast ?? []).map((calls) => calls / all)
}

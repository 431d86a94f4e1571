/** The four figures one thumb needs: calls up, pace, how far, how many hear it to the end. */
import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Live.module.css'
import type { Live } from './useLive.ts'
import { liveWords } from './words.ts'

export function LiveFigures({ live }: { readonly live: Live }): ReactNode {
  const say = useWords(liveWords)
  const format = useFormat()
  const done = live.targets - live.remaining - live.callsUp
  const { last10s, limit } = live.callsPerSecond
  const heard = heardShare(live)
  return (
    <dl className={classes['figures']}>
      <Figure
        name={say.callsUp}
        value={format.number(live.callsUp)}
        of={say.of(format.number(live.concurrentCalls))}
        share={live.callsUp / Math.max(1, live.concurrentCalls)}
      />
      <Figure
        name={say.pace}
        value={say.perSecond(format.number(last10s, 1))}
        of={say.onLimit(format.number(limit))}
        share={last10s / limit}
      />
      <Figure
        name={say.people}
        value={format.number(Math.max(0, done))}
        of={say.of(format.number(live.targets))}
        share={live.targets === 0 ? 0 : done / live.targets}
      />
      <Figure
        name={say.toTheEnd}
        value={heard === null ? '–' : format.percent(heard)}
        of={say.ofAnswered}
        share={heard ?? 0}
      />
    </dl>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly of: string
  readonly share: number
}

function Figure({ name, value, of, share }: FigureProps): ReactNode {
  return (
    <div className={classes['figure']}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong> <span>{of}</span>
      </dd>
      <Progress
        value={Math.min(1, Math.max(0, share)) * 100}
        size={6}
        radius="xl"
        aria-hidden
        className={classes['gauge'] ?? ''}
      />
    </div>
  )
}

/** Of those who took the call; null: nobody has. */
export function heardShare({ outcomes }: Pick<Live, 'outcomes'>): number | null {
  const {
    heardToEnd = 0,
    heardPart = 0,
    notListened = 0,
    hungUpAtGate = 0,
    objected = 0,
  } = outcomes
  const answered = heardToEnd + heardPart + notListened + hungUpAtGate + objected
  return answered === 0 ? null : heardToEnd / answered
}

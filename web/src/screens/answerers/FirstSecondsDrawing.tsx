/** What the far end and we did in the first seconds, as two lanes; the sentence below says the same. */
import type { ReactNode } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import classes from './Answerers.module.css'
import type { FirstSeconds, Stretch } from './firstSeconds.ts'
import { answererWords } from './words.ts'

const lane = { top: 8, height: 30, gap: 10 }
const width = 720
/** As high as it is drawn (Answerers.module.css): the names beside it stand on their lanes. */
const height = 2 * lane.height + lane.gap + 2 * lane.top

export function FirstSecondsDrawing({ seconds }: { readonly seconds: FirstSeconds }): ReactNode {
  const say = useWords(answererWords).drawing
  const { lastsMs, them, oursFromMs } = seconds
  const x = (atMs: number): number => (atMs / lastsMs) * width
  const lower = lane.top + lane.height + lane.gap
  return (
    <figure className={classes['drawing']} aria-label={say.title}>
      <div className={classes['lanes']}>
        <div className={classes['names']} aria-hidden="true">
          <span>{say.them}</span>
          <span>{say.us}</span>
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <rect y={lane.top} width={width} height={lane.height} className={classes['lane']} />
          <rect y={lower} width={width} height={lane.height} className={classes['lane']} />
          {them.map((stretch) => (
            <rect
              key={`${stretch.is}${stretch.fromMs}`}
              x={x(stretch.fromMs)}
              width={Math.max(3, x(stretch.toMs) - x(stretch.fromMs))}
              // A voice fills its lane, a tone stands in the middle of it: told apart without their colours.
              y={stretch.is === 'voice' ? lane.top + 4 : lane.top + 11}
              height={stretch.is === 'voice' ? lane.height - 8 : lane.height - 22}
              className={classes[stretch.is]}
            />
          ))}
          {oursFromMs !== null && (
            <rect
              x={x(oursFromMs)}
              width={width - x(oursFromMs)}
              y={lower + 4}
              height={lane.height - 8}
              className={classes['ours']}
            />
          )}
          {secondsOf(lastsMs).map((second) => (
            <line
              key={second}
              x1={x(second * 1000)}
              x2={x(second * 1000)}
              y1={lane.top}
              y2={lower + lane.height}
              className={classes['second']}
            />
          ))}
        </svg>
        <div className={classes['axis']} aria-hidden="true">
          {secondsOf(lastsMs).map((second) => (
            <span key={second} style={{ left: `${(second * 100_000) / lastsMs}%` }}>
              {second}
            </span>
          ))}
        </div>
      </div>
      <figcaption>
        <Told seconds={seconds} />
      </figcaption>
    </figure>
  )
}

function Told({ seconds: { them, oursFromMs } }: { readonly seconds: FirstSeconds }): ReactNode {
  const say = useWords(answererWords).drawing
  const format = useFormat()
  const at = (ms: number): string => format.number(ms / 1000, 1)
  const parts = them.map((stretch) => toldOf(stretch))
  if (oursFromMs !== null) parts.push(say.ours(at(oursFromMs)))
  if (them.length === 0) parts.unshift(say.none)
  return <>{parts.join(' · ')}</>

  function toldOf({ is, fromMs, toMs, hz }: Stretch): string {
    if (hz !== undefined) return say.beep(at(fromMs), format.number(hz))
    return (is === 'voice' ? say.heardFrom : say.toneFrom)(at(fromMs), at(toMs))
  }
}

/** Each second, or every other one where they would touch on a telephone. */
function secondsOf(lastsMs: number): readonly number[] {
  const last = Math.floor(lastsMs / 1000)
  const every = last > 6 ? 2 : 1
  return Array.from({ length: Math.floor(last / every) + 1 }, (_, index) => index * every)
}

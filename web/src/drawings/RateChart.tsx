/** Calls per second against the limit, as they go: uPlot, with a sentence that says the same. */
import { type ReactElement, useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { type Format, useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import styles from './drawings.module.css'
import { useHeld } from './held.ts'
import { drawingWords } from './words.ts'

export interface RatePoint {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly perSecond: number
}

export interface RateChartProps {
  readonly points: readonly RatePoint[]
  readonly limitPerSecond: number
  readonly isHeld?: boolean
}

const heightPx = 160
/** Seconds between two labels of the time. */
const wholeMinutes = [60, 120, 300, 600, 1800, 3600]

export function RateChart({
  points,
  limitPerSecond,
  isHeld = false,
}: RateChartProps): ReactElement {
  const { rate: words } = useWords(drawingWords)
  const format = useFormat()
  const shown = useHeld(points, isHeld)
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot>(null)
  useEffect(() => {
    const holder = place.current
    if (!holder) return
    const made = new UPlot(optionsOf(holder, format), [[], [], []], holder)
    plot.current = made
    const watch = new ResizeObserver(() =>
      made.setSize({ width: holder.clientWidth, height: heightPx }),
    )
    watch.observe(holder)
    return () => {
      watch.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [format])
  useEffect(() => {
    plot.current?.setData([
      shown.map(({ at }) => at / 1000),
      shown.map(({ perSecond }) => perSecond),
      shown.map(() => limitPerSecond),
    ])
  }, [shown, limitPerSecond])
  const last = shown.at(-1)
  const most = Math.max(0, ...shown.map(({ perSecond }) => perSecond))
  return (
    <figure className={styles.figure} aria-label={words.label}>
      <div ref={place} className={styles.rate} aria-hidden="true" />
      <figcaption>
        {last === undefined
          ? words.none
          : words.summary(
              format.number(last.perSecond, 1),
              format.number(most, 1),
              format.number(limitPerSecond),
            )}
      </figcaption>
    </figure>
  )
}

function optionsOf(holder: HTMLElement, format: Format): UPlot.Options {
  const colour = (name: string): string => getComputedStyle(holder).getPropertyValue(name).trim()
  const axis = {
    stroke: colour('--mantine-color-dimmed'),
    grid: { stroke: colour('--pv-line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  }
  return {
    width: Math.max(1, holder.clientWidth),
    height: heightPx,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(1, max) * 1.15] } },
    axes: [
      {
        ...axis,
        ...{ size: 28, space: 70, incrs: wholeMinutes },
        values: (_, ticks) => ticks.map((second) => format.time(second * 1000)),
      },
      { ...axis, size: 40, values: (_, ticks) => ticks.map((value) => format.number(value)) },
    ],
    series: [
      {},
      {
        stroke: colour('--mantine-color-anchor'),
        fill: `${colour('--mantine-color-anchor')}22`,
        width: 2,
        points: { show: false },
      },
      { stroke: colour('--pv-warn'), dash: [6, 4], width: 1.5, points: { show: false } },
    ],
  }
}

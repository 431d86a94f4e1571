/** Second by second, who still listens: a curve, the sentence that reads it, and its table. */
import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
import { curveArea, curveLine, curveSummary } from '../../../src/report/drawings.ts'
import { type Format, useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import styles from './drawings.module.css'
import { useHeld } from './held.ts'
import { drawingWords } from './words.ts'

export interface CurveMark {
  readonly atSecond: number
  readonly name: string
}

export interface ListenCurveProps {
  /** Of those who chose to listen, the share still there after 0, 1, 2 … seconds. */
  readonly shares: readonly number[]
  /** Where segments of the message begin. */
  readonly marks?: readonly CurveMark[]
  readonly isHeld?: boolean
}

const heightPx = 160
/** Room for the labels of the axes. */
const room = { left: 34, right: 10, top: 8, bottom: 26 }
/** A row of the table each so many seconds. */
const rowEvery = 5

export function ListenCurve({
  shares,
  marks = [],
  isHeld = false,
}: ListenCurveProps): ReactElement {
  const words = useWords(drawingWords)
  const format = useFormat()
  const shown = useHeld(shares, isHeld)
  const sentence = curveSentence(shown, words, format)
  if (sentence === null) return <p className={styles.none}>{words.curve.none}</p>
  return (
    <figure className={styles.figure} aria-label={words.curve.label}>
      <CurveDrawing shares={shown} marks={marks} />
      <figcaption>{sentence}</figcaption>
      <details className={styles.details}>
        <summary>{words.curve.table}</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.curve.second}</th>
              <th scope="col">{words.curve.stillThere}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((share, second) =>
              second % rowEvery === 0 || second === shown.length - 1 ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: a second is its own name
                <tr key={second}>
                  <th scope="row">{format.number(second)}</th>
                  <td>{format.percent(share)}</td>
                </tr>
              ) : null,
            )}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function CurveDrawing({
  shares,
  marks,
}: {
  readonly shares: readonly number[]
  readonly marks: readonly CurveMark[]
}): ReactElement {
  const holder = useRef<HTMLDivElement>(null)
  const box = { width: useWidth(holder) - room.left - room.right, height: heightPx }
  const perSecond = box.width / Math.max(1, shares.length - 1)
  return (
    <div ref={holder} className={styles.curve}>
      <svg
        viewBox={`${-room.left} ${-room.top} ${box.width + room.left + room.right} ${box.height + room.top + room.bottom}`}
        aria-hidden="true"
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line
              x2={box.width}
              y1={box.height * (1 - share)}
              y2={box.height * (1 - share)}
              className={styles.grid}
            />
            <text x={-6} y={box.height * (1 - share) + 4} className={styles.axisY}>
              {Math.round(share * 100)}
            </text>
          </g>
        ))}
        {marks.map(({ atSecond, name }, index) => (
          <g key={`${name}${atSecond}`}>
            <line
              x1={atSecond * perSecond}
              x2={atSecond * perSecond}
              y2={box.height}
              className={styles.mark}
            />
            <text x={atSecond * perSecond + 4} y={12 + 15 * (index % 3)} className={styles.axis}>
              {name}
            </text>
          </g>
        ))}
        <path d={curveArea(shares, box)} className={styles.curveArea} />
        <path d={curveLine(shares, box)} className={styles.curveLine} />
        {ticks(shares.length - 1).map((second) => (
          <text key={second} x={second * perSecond} y={box.height + 18} className={styles.axisX}>
            {second} s
          </text>
        ))}
      </svg>
    </div>
  )
}

/** Drawn at the size it is seen, so that its letters are those of the page. */
function useWidth(holder: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(600)
  useEffect(() => {
    const element = holder.current
    if (!element) return
    const watch = new ResizeObserver(() => setWidth(Math.max(200, element.clientWidth)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [holder])
  return width
}

/** Five to ten round seconds along the bottom. */
function ticks(seconds: number): readonly number[] {
  const every = [1, 2, 5, 10, 20, 30, 60].find((step) => seconds / step <= 6) ?? 120
  return Array.from({ length: Math.floor(seconds / every) + 1 }, (_, index) => index * every)
}

export function curveSentence(
  shares: readonly number[],
  { curve: words }: (typeof drawingWords)['fr'],
  format: Format,
): string | null {
  const summary = curveSummary(shares)
  if (summary === null) return null
  const { seconds, atEnd, halfGoneAt, steepest } = summary
  return [
    words.atEnd(format.percent(atEnd), format.number(seconds)),
    halfGoneAt === null ? words.neverHalf : words.half(format.number(halfGoneAt)),
    steepest && words.steepest(format.number(steepest.second), format.percent(steepest.leaves)),
  ]
    .filter(Boolean)
    .join(' ')
}

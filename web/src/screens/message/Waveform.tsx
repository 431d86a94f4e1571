/**
 * The sound drawn from the server's peaks, with the law's clocks and the segments on it. A drawing only:
 * everything in it is said, and can be done, by the slider and the table beside it.
 */
import { type PointerEvent, type ReactNode, useRef } from 'react'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import type { DraftSegment, MessageDraft } from './useMessage.ts'
import classes from './Waveform.module.css'
import { messageWords } from './words.ts'

interface WaveformProps {
  readonly peaks: readonly number[]
  readonly durationMs: number
  readonly atMs: number
  readonly segments: readonly DraftSegment[]
  /** Absent: there is nobody whom these clocks concern. */
  readonly clocks?: MessageDraft['clocks']
  /** Places of segments that are said too late. */
  readonly late: ReadonlySet<number>
  readonly onSeek: (atMs: number) => void
  /** The limit behind the segment of this place. */
  readonly onMoveLimit?: (place: number, atMs: number) => void
}

export function Waveform(props: WaveformProps): ReactNode {
  const { peaks, durationMs, atMs, segments, clocks, late, onSeek, onMoveLimit } = props
  const say = useWords(messageWords)
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const share = (at: number): string => `${(100 * at) / Math.max(1, durationMs)}%`
  const instantAt = (x: number): number => {
    const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {}
    return Math.round(Math.max(0, Math.min(1, (x - left) / width)) * durationMs)
  }
  const limits = clocks
    ? ([
        ['identity', clocks.identityWithinMs],
        ['objection', clocks.objectionWithinMs],
      ] as const)
    : []
  return (
    <div className={classes['whole']} aria-hidden="true">
      <div className={classes['ruler']}>
        <span style={{ left: 0 }}>0 s</span>
        {limits
          .filter(([, at]) => at < durationMs)
          .map(([name, at]) => (
            <span key={name} className={classes['clockName']} style={{ left: share(at) }}>
              {format.number(at / 1000)} s<i>{say.clock[name]}</i>
            </span>
          ))}
      </div>
      <div
        ref={box}
        className={classes['sound']}
        onPointerDown={(event) => onSeek(instantAt(event.clientX))}
      >
        <Bars peaks={peaks} played={atMs / Math.max(1, durationMs)} />
        {segments.map(({ role, startsAtMs, endsAtMs }, place) => (
          <span
            key={`${role}-${startsAtMs}`}
            className={classes['tint']}
            data-role={role}
            data-late={late.has(place)}
            style={{ left: share(startsAtMs), width: share(endsAtMs - startsAtMs) }}
          />
        ))}
        {limits
          .filter(([, at]) => at < durationMs)
          .map(([name, at]) => (
            <span key={name} className={classes['clock']} style={{ left: share(at) }} />
          ))}
        <span className={classes['head']} style={{ left: share(Math.min(atMs, durationMs)) }} />
        {onMoveLimit &&
          segments.slice(0, -1).map(({ endsAtMs }, place) => (
            <Handle
              // biome-ignore lint/suspicious/noArrayIndexKey: a limit is known by its place only
              key={place}
              left={share(endsAtMs)}
              onMove={(x) => onMoveLimit(place, instantAt(x))}
            />
          ))}
      </div>
      <Bands segments={segments} late={late} share={share} />
    </div>
  )
}

interface BandsProps extends Pick<WaveformProps, 'segments' | 'late'> {
  readonly share: (at: number) => string
}

function Bands({ segments, late, share }: BandsProps): ReactNode {
  const { roles } = useWords(messageWords)
  return (
    <div className={classes['bands']}>
      {segments.map(({ role, startsAtMs, endsAtMs }, place) => (
        <span
          key={`${role}-${startsAtMs}`}
          className={classes['band']}
          data-role={role}
          data-late={late.has(place)}
          style={{ left: share(startsAtMs), width: share(endsAtMs - startsAtMs) }}
        >
          {late.has(place) ? '✗ ' : ''}
          {roles[role]}
        </span>
      ))}
    </div>
  )
}

function Bars({ peaks, played }: { readonly peaks: readonly number[]; readonly played: number }) {
  const path = (from: number, to: number): string =>
    peaks
      .slice(from, to)
      .map((peak, i) => {
        const half = Math.max(0.8, (peak * 0.96) / 2)
        return `M${from + i + 0.5} ${50 - half}V${50 + half}`
      })
      .join('')
  const head = Math.round(Math.max(0, Math.min(1, played)) * peaks.length)
  return (
    <svg
      className={classes['bars']}
      viewBox={`0 0 ${peaks.length} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path(head, peaks.length)} className={classes['ahead']} />
      <path d={path(0, head)} className={classes['played']} />
    </svg>
  )
}

function Handle({ left, onMove }: { readonly left: string; onMove(x: number): void }): ReactNode {
  const moving = useRef(false)
  const take = (event: PointerEvent<HTMLSpanElement>): void => {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    moving.current = true
  }
  return (
    <span
      className={classes['handle']}
      style={{ left }}
      onPointerDown={take}
      onPointerMove={(event) => moving.current && onMove(event.clientX)}
      onPointerUp={() => {
        moving.current = false
      }}
    />
  )
}

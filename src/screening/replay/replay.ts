/**
 * Judges an operation of the past under the law of its day and under that of another day, side by side:
 * everybody it called, each at the minute of their call. No call is placed; nothing is stored.
 */
import { steadyNow } from '../../base/clock.ts'
import { ms } from '../../base/units.ts'
import type { CivilDay } from '../../law/civilDate.ts'
import type { Said } from '../../law/verdict.ts'
import type { ScreeningProgress } from '../screenCampaign.ts'
import { emptyTally, mergeTally, type Tally } from '../tally.ts'
import { shareOut, threadsByDefault } from '../threads.ts'
import type { ReplayMinute, ReplaySetting } from './replayWorker.ts'
import { dayOfLaw, minutesOf, type Shape } from './shape.ts'

export interface ReplayRequest {
  readonly shape: Shape
  readonly contacts: number
  readonly seed: number
  /** The other law: that of this day. */
  readonly today: CivilDay
  readonly threads?: number
  readonly onProgress?: (progress: ScreeningProgress) => void
}

export interface JudgedUnder {
  readonly law: CivilDay
  readonly tally: Tally
  readonly examples: Readonly<Record<string, Said>>
}

export interface Replay {
  readonly people: number
  readonly marks: Readonly<Record<string, number>>
  readonly itsDay: JudgedUnder
  readonly today: JudgedUnder
}

export async function replay(request: ReplayRequest): Promise<Replay> {
  const { shape, contacts, seed, today, onProgress } = request
  const laws = [dayOfLaw(shape), today]
  const minutes = minutesOf(shape)
  const sides = laws.map(() => ({ tally: emptyTally(), examples: new Map<string, Example>() }))
  const marks: Record<string, number> = {}
  const startedAt = steadyNow()
  let done = 0
  await shareOut<number, ReplayMinute>({
    module: new URL('./replayWorker.ts', import.meta.url),
    setting: { shape: shape.key, contacts, seed, laws } satisfies ReplaySetting,
    pieces: Array.from({ length: minutes }, (_, minute) => minute),
    threads: request.threads ?? threadsByDefault(),
    onDone: (minute) => {
      sides.forEach(({ tally, examples }, side) => {
        mergeTally(tally, minute.tallies[side] ?? emptyTally())
        keepFirst(examples, minute.minute, minute.examples[side] ?? {})
      })
      for (const [mark, people] of Object.entries(minute.marks))
        marks[mark] = (marks[mark] ?? 0) + people
      done += 1
      const took = Math.max(1, steadyNow() - startedAt)
      const people = sides[0]?.tally.people ?? 0
      onProgress?.({
        people,
        rowsPerSecond: (people * 1000) / took,
        share: done / minutes,
        leftMs: ms((took * (minutes - done)) / done),
      })
    },
  })
  const [itsDay, other] = sides.map(({ tally, examples }, side) => ({
    law: laws[side] as CivilDay,
    tally,
    examples: Object.fromEntries([...examples].map(([rule, { said }]) => [rule, said])),
  })) as [JudgedUnder, JudgedUnder]
  return { people: itsDay.tally.people, marks, itsDay, today: other }
}

interface Example {
  readonly minute: number
  readonly said: Said
}

/** That of the earliest minute, whichever thread was first: the same in every run of one seed. */
function keepFirst(
  examples: Map<string, Example>,
  minute: number,
  found: Readonly<Record<string, Said>>,
): void {
  for (const [rule, said] of Object.entries(found)) {
    const known = examples.get(rule)
    if (!known || minute < known.minute) examples.set(rule, { minute, said })
  }
}

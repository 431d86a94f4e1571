/** A thread of a replay: makes the people of one minute, judges them under two laws, and counts. */

import type { CivilDay } from '../../law/civilDate.ts'
import { decide } from '../../law/decide.ts'
import type { CallFacts } from '../../law/facts.ts'
import type { Said } from '../../law/verdict.ts'
import { sharedVerdicts } from '../sameFacts.ts'
import { addFinding, emptyTally, type Tally } from '../tally.ts'
import { workInThread } from '../threads.ts'
import { minuteOf, type Shape } from './shape.ts'
import { shapeNamed } from './shapes.ts'

export interface ReplaySetting {
  readonly shape: string
  readonly contacts: number
  readonly seed: number
  /** Days whose law judges, in the order of `tallies`. */
  readonly laws: readonly CivilDay[]
}

export interface ReplayMinute {
  readonly minute: number
  readonly tallies: readonly Tally[]
  readonly marks: Readonly<Record<string, number>>
  /** Of each law: rule → what it says of the first person it refuses. */
  readonly examples: readonly Readonly<Record<string, Said>>[]
}

await workInThread<ReplaySetting, number, ReplayMinute>(async (setting) => {
  const shape = shapeNamed(setting.shape)
  return {
    work: async (minute) => judgeMinute(shape, setting, minute),
    close: async () => undefined,
  }
})

function judgeMinute(
  shape: Shape,
  { contacts, seed, laws }: ReplaySetting,
  minute: number,
): ReplayMinute {
  const { at, people } = minuteOf(shape, { minute, contacts, seed })
  const marks: Record<string, number> = {}
  for (const person of people) {
    for (const mark of person.marks) marks[mark] = (marks[mark] ?? 0) + 1
  }
  const judged = laws.map((lawOf) => {
    const verdicts = sharedVerdicts({ ...shape.campaign, now: at, lawOf }, Number.POSITIVE_INFINITY)
    for (const { facts } of people) verdicts.of(facts)
    const tally = emptyTally()
    const examples: Record<string, Said> = {}
    for (const { finding, territory, people: alike, facts } of verdicts.take()) {
      addFinding(tally, finding, territory, alike, at)
      if (finding.refusedBy.some((rule) => !(rule in examples))) addExamples(examples, facts)
    }
    return { tally, examples }
  })
  return {
    minute,
    tallies: judged.map(({ tally }) => tally),
    marks,
    examples: judged.map(({ examples }) => examples),
  }
}

function addExamples(examples: Record<string, Said>, facts: CallFacts): void {
  for (const { rule, reason } of decide(facts).verdict.refusals) examples[rule] ??= reason
}

/**
 * How often the ear is wrong on a campaign's own calls, from a sample that people judged. The sample is even
 * (as many of each verdict), the calls are not: each verdict weighs as many calls as it was given to.
 */
import { type AmdVerdictName, amdVerdictNames } from '../base/amd.ts'
import { intervalOfRatio, intervalOfSum, type Stratum } from './strata.ts'

export const answererLabels = ['human', 'machine', 'screening', 'fax', 'cannotTell'] as const
export type AnswererLabel = (typeof answererLabels)[number]

/** Calls that were given one verdict, and what people said of those they judged. */
export interface JudgedVerdict {
  readonly verdict: AmdVerdictName
  readonly calls: number
  readonly labels: Readonly<Partial<Record<AnswererLabel, number>>>
}

/** A share with the interval in which it lies, 95 times of 100. */
export interface MeasuredRate {
  readonly rate: number
  readonly low: number
  readonly high: number
}

export interface MeasuredError {
  readonly calls: number
  /** Judged by somebody; `cannotTell` among them. */
  readonly labelled: number
  readonly cannotTell: number
  /** Calls whose verdict has no judged call yet: the rates say nothing of them. */
  readonly unmeasured: number
  /** Of all calls, those treated as what they were. null: nothing was judged yet. */
  readonly accuracy: MeasuredRate | null
  /** Of the people who answered, those not treated as people: the error that hangs up on somebody. */
  readonly humansCalledMachine: MeasuredRate | null
  /** Of the machines that answered, those treated as people. */
  readonly machinesCalledHuman: MeasuredRate | null
}

/** What a verdict makes of a call: unsure means human. */
export const treatedAs = (verdict: AmdVerdictName): Exclude<AnswererLabel, 'cannotTell'> =>
  verdict === 'unknown' ? 'human' : verdict

/** Several people judged one call: what most of them say; as many against as for: nobody can tell. */
export function agreedLabel(labels: readonly AnswererLabel[]): AnswererLabel {
  const votes = answererLabels
    .filter((label) => label !== 'cannotTell')
    .map((label) => ({ label, votes: labels.filter((each) => each === label).length }))
    .toSorted((one, other) => other.votes - one.votes)
  const [first, second] = votes
  if (!first || first.votes === 0 || first.votes === second?.votes) return 'cannotTell'
  return first.label
}

export function measuredError(judged: readonly JudgedVerdict[]): MeasuredError {
  const known = judged.filter(isKnown)
  return {
    calls: sum(judged, ({ calls }) => calls),
    labelled: sum(judged, (each) => usable(each) + (each.labels.cannotTell ?? 0)),
    cannotTell: sum(judged, ({ labels }) => labels.cannotTell ?? 0),
    unmeasured: sum(judged, (each) => (isKnown(each) ? 0 : each.calls)),
    accuracy: intervalOfSum(known.map((each) => stratumOf(each, treatedAs(each.verdict)))),
    humansCalledMachine: shareOf('human', judged, (each) => treatedAs(each.verdict) !== 'human'),
    machinesCalledHuman: shareOf('machine', judged, (each) => treatedAs(each.verdict) === 'human'),
  }
}

/** Of the calls that were this, the share that went to these verdicts. null: one side was not looked at. */
function shareOf(
  label: AnswererLabel,
  judged: readonly JudgedVerdict[],
  isPart: (each: JudgedVerdict) => boolean,
): MeasuredRate | null {
  const given = judged.filter(({ calls }) => calls > 0)
  const sides = [given.filter(isPart), given.filter((each) => !isPart(each))] as const
  if (sides.some((side) => side.length > 0 && !side.some(isKnown))) return null
  const [part, rest] = sides.map((side) =>
    side.filter(isKnown).map((each) => stratumOf(each, label)),
  )
  return intervalOfRatio(part ?? [], rest ?? [])
}

const isKnown = (each: JudgedVerdict): boolean => usable(each) > 0

const usable = ({ labels }: JudgedVerdict): number =>
  sum(answererLabels, (label) => (label === 'cannotTell' ? 0 : (labels[label] ?? 0)))

const stratumOf = (each: JudgedVerdict, label: AnswererLabel): Stratum => ({
  calls: each.calls,
  judged: usable(each),
  found: each.labels[label] ?? 0,
})

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}

/** Every verdict has its line, those never given too. */
export const everyVerdict = (judged: readonly JudgedVerdict[]): readonly JudgedVerdict[] =>
  amdVerdictNames.map(
    (verdict) =>
      judged.find((each) => each.verdict === verdict) ?? { verdict, calls: 0, labels: {} },
  )

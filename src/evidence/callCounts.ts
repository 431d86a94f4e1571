/**
 * Calls as a pack tells them: each in one line with its verdict in short, and while they pass the counts
 * by day and place, and the seconds a treasurer needs (Code électoral, art. L52-12).
 */
import { maskNumbersIn } from '../base/redact.ts'
import { epochMs } from '../base/units.ts'
import { csvLine } from '../report/exportCsv.ts'
import { dayInParis } from '../rights/retention.ts'
import type { EvidenceCall, EvidenceRefusal } from '../store/postgres/evidence.ts'

interface DayCount {
  readonly day: string
  readonly area: string
  attempts: number
  placed: number
  answered: number
  objected: number
  ringMs: number
  talkMs: number
}

export interface CallCounts {
  /** In short, for the line of this call. */
  note(call: EvidenceCall): object
  /** The lists of rules that verdicts refer to by number. */
  ruleLists(): readonly (readonly string[])[]
  csv(): string
  totals(): Omit<DayCount, 'day' | 'area'> & {
    readonly first: string | null
    readonly last: string | null
  }
}

const columns = [
  'day',
  'area',
  'attempts',
  'placed',
  'answered',
  'objected',
  'ringSeconds',
  'talkSeconds',
]

export function callCounts(): CallCounts {
  const days = new Map<string, DayCount>()
  const lists = new Map<string, number>()
  const sorted = (): readonly DayCount[] =>
    [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count)
  return {
    note(call) {
      add(days, call)
      const { verdict, person, ...rest } = call
      const list = verdict.rulesRun.join(' ')
      const rules = lists.get(list) ?? lists.size
      lists.set(list, rules)
      const { allowed, judgedAt, lawVersion } = verdict
      return { ...rest, person, verdict: { allowed, judgedAt, lawVersion, rules } }
    },
    ruleLists: () => [...lists.keys()].map((list) => list.split(' ')),
    csv: () =>
      [
        csvLine(columns),
        ...sorted().map(({ ringMs, talkMs, ...count }) =>
          csvLine([...Object.values(count), seconds(ringMs), seconds(talkMs)].map(String)),
        ),
      ].join(''),
    totals() {
      const all = sorted()
      const sum = (of: (count: DayCount) => number): number =>
        all.reduce((total, count) => total + of(count), 0)
      return {
        attempts: sum(({ attempts }) => attempts),
        placed: sum(({ placed }) => placed),
        answered: sum(({ answered }) => answered),
        objected: sum(({ objected }) => objected),
        ringMs: sum(({ ringMs }) => ringMs),
        talkMs: sum(({ talkMs }) => talkMs),
        first: all[0]?.day ?? null,
        last: all.at(-1)?.day ?? null,
      }
    },
  }
}

const seconds = (duration: number): number => Math.round(duration / 1000)

function add(days: Map<string, DayCount>, call: EvidenceCall): void {
  const day = dayInParis(epochMs(call.placedAt ?? call.armedAt))
  const area = call.area ?? 'unknown'
  const key = `${day} ${area}`
  const nothing = { attempts: 0, placed: 0, answered: 0, objected: 0, ringMs: 0, talkMs: 0 }
  const count = days.get(key) ?? { day, area, ...nothing }
  count.attempts += 1
  if (call.placedAt !== null) count.placed += 1
  if (call.talkMs !== null) count.answered += 1
  if (call.outcome === 'objected') count.objected += 1
  count.ringMs += call.ringMs ?? 0
  count.talkMs += call.talkMs ?? 0
  days.set(key, count)
}

/** Who was not called, and why: what a rule measured is an instant, a count or a class; never a number. */
export function refusalLine({ person, judgedAt, forGood, verdict }: EvidenceRefusal): object {
  return {
    person,
    judgedAt,
    forGood,
    lawVersion: verdict.lawVersion,
    refusals: verdict.refusals.map(({ rule, measured, limit }) => ({
      rule,
      measured: maskNumbersIn(measured),
      limit: maskNumbersIn(limit),
    })),
    unknown: verdict.unknown.map(({ rule, missing }) => ({ rule, missing })),
  }
}

/** What a run measures about itself: starts, peaks, first audio, outcomes. For the live display and the result. */
import { type MonoMs, type Ms, monoMs } from '../base/units.ts'
import type { AttemptRecord } from '../call/attemptRecord.ts'
import type { Outcome } from '../call/outcome.ts'
import { firstAudioKept, recentCallsKept } from './limits.ts'
import type { FirstAudio, Peaks, RecentCalls } from './measured.ts'

/** Starts of the last ten seconds. */
export interface Rate {
  started(at: MonoMs): void
  startsWithin(duration: Ms, now: MonoMs): number
}

export interface Meter extends Rate {
  ended(record: AttemptRecord): void
  /** Calls up now, as the dialler counts them. */
  up(calls: number): void
  peaks(): Peaks
  attempts(): number
  outcomes(): Readonly<Partial<Record<Outcome, number>>>
  firstAudioMs(): FirstAudio
  recent(): RecentCalls
}

const longestWindowMs = 10_000
const second = 1000 as Ms

export function openRate(): Rate {
  const starts: MonoMs[] = []
  return {
    started: (at) => {
      starts.push(at)
      while ((starts[0] ?? at) <= monoMs(at - longestWindowMs)) starts.shift()
    },
    /** Strictly younger than `duration`: a start one second ago is not in this second. */
    startsWithin: (duration, now) => {
      // From the youngest: this is asked at every start, and most of what is kept is older.
      let count = 0
      while (count < starts.length && (starts.at(-1 - count) as number) > now - duration) count += 1
      return count
    },
  }
}

export function openMeter(): Meter {
  const rate = openRate()
  // A place for each from the beginning, so that a long run takes no more memory than a short one.
  const firstAudio = new Float64Array(firstAudioKept)
  const recent: AttemptRecord[] = []
  const outcomes: Partial<Record<Outcome, number>> = {}
  let attempts = 0
  let heard = 0
  let callsPerSecond = 0
  let concurrentCalls = 0

  return {
    started: (at) => {
      rate.started(at)
      callsPerSecond = Math.max(callsPerSecond, rate.startsWithin(second, at))
    },
    startsWithin: rate.startsWithin,
    ended: (record) => {
      recent[attempts % recentCallsKept] = record
      attempts += 1
      outcomes[record.outcome] = (outcomes[record.outcome] ?? 0) + 1
      if (record.firstAudioMs !== undefined) {
        firstAudio[heard % firstAudioKept] = record.firstAudioMs
        heard += 1
      }
    },
    up: (calls) => {
      concurrentCalls = Math.max(concurrentCalls, calls)
    },
    peaks: () => ({ callsPerSecond, concurrentCalls }),
    attempts: () => attempts,
    outcomes: () => ({ ...outcomes }),
    firstAudioMs: () => percentiles(firstAudio.slice(0, Math.min(heard, firstAudioKept))),
    recent: () => recentOf(recent),
  }
}

const refusedByCarrier: ReadonlySet<Outcome> = new Set([
  'rejectedByCarrier',
  'congestion',
  'carrierFault',
])

/** What we ended ourselves before the network said anything is not about the trunk. */
function recentOf(records: readonly AttemptRecord[]): RecentCalls {
  const told = records.filter(({ outcome }) => outcome !== 'notPlaced')
  return {
    ended: told.length,
    answered: told.filter(({ talkMs }) => talkMs !== undefined).length,
    refused: told.filter(({ outcome }) => refusedByCarrier.has(outcome)).length,
    firstAudioMs: percentiles(
      Float64Array.from(told.flatMap(({ firstAudioMs }) => firstAudioMs ?? [])),
    ),
  }
}

/** Nearest rank: a value that was measured, not one between two. Sorts them where they are. */
function percentiles(values: Float64Array): FirstAudio {
  if (values.length === 0) return null
  const sorted = values.sort()
  const rank = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
  return { p50: rank(0.5), p99: rank(0.99), max: rank(1) }
}

/** What a run measures about itself: starts, peaks, first audio, outcomes. For the live display and the result. */
import { type MonoMs, type Ms, monoMs } from '../base/units.ts'
import type { AttemptRecord } from '../call/attemptRecord.ts'
import type { Outcome } from '../call/outcome.ts'
import { firstAudioKept } from './limits.ts'
import type { Peaks, RunResult } from './run.ts'

export interface Meter {
  /** An INVITE left. */
  started(at: MonoMs): void
  ended(record: AttemptRecord): void
  /** Calls up now, as the dialler counts them. */
  up(calls: number): void
  startsWithin(duration: Ms, now: MonoMs): number
  peaks(): Peaks
  attempts(): number
  outcomes(): Readonly<Partial<Record<Outcome, number>>>
  firstAudioMs(): RunResult['firstAudioMs']
}

const longestWindowMs = 10_000
const second = 1000 as Ms

export function openMeter(): Meter {
  const starts: MonoMs[] = []
  const firstAudio: number[] = []
  const outcomes: Partial<Record<Outcome, number>> = {}
  let attempts = 0
  let heard = 0
  let callsPerSecond = 0
  let concurrentCalls = 0

  /** Strictly younger than `duration`: a start one second ago is not in this second. */
  const startsWithin = (duration: Ms, now: MonoMs): number => {
    const from = starts.findIndex((at) => at > now - duration)
    return from === -1 ? 0 : starts.length - from
  }

  return {
    started: (at) => {
      starts.push(at)
      while ((starts[0] ?? at) <= monoMs(at - longestWindowMs)) starts.shift()
      callsPerSecond = Math.max(callsPerSecond, startsWithin(second, at))
    },
    ended: (record) => {
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
    startsWithin,
    peaks: () => ({ callsPerSecond, concurrentCalls }),
    attempts: () => attempts,
    outcomes: () => ({ ...outcomes }),
    firstAudioMs: () => percentiles(firstAudio),
  }
}

/** Nearest rank: a value that was measured, not one between two. */
function percentiles(values: readonly number[]): RunResult['firstAudioMs'] {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const rank = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
  return { p50: rank(0.5), p99: rank(0.99), max: rank(1) }
}

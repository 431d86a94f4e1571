/**
 * What commands say. Results go to standard output (one JSON value with --json), progress and failures
 * to standard error, so that a pipe gets results only. Numbers in failures are masked.
 */
import { BrokenInvariant } from '../base/assert.ts'
import { Failure, failures } from '../base/failure.ts'
import { maskNumbersIn } from '../base/redact.ts'

export interface Output {
  readonly json: boolean
  /** A line for people; nothing with --json. */
  say(line: string): void
  /** The result for programs; nothing without --json. */
  result(value: unknown): void
  /** A line that replaces the one before on a terminal; on a pipe one line every few seconds. */
  progress(line: string): void
  progressDone(): void
}

/** How often progress is written where lines cannot be replaced (a pipe, a log file). */
const PIPE_PROGRESS_EVERY_MS = 5_000

export function openOutput(json: boolean): Output {
  const terminal = process.stderr.isTTY === true
  let lastProgressAt = Number.NEGATIVE_INFINITY
  let shown = false
  return {
    json,
    say: (line) => {
      if (!json) process.stdout.write(`${line}\n`)
    },
    result: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
    progress: (line) => {
      if (terminal) {
        process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns ?? 100) - 1)}`)
        shown = true
        return
      }
      const now = performance.now()
      if (now - lastProgressAt < PIPE_PROGRESS_EVERY_MS) return
      lastProgressAt = now
      process.stderr.write(`${line}\n`)
    },
    progressDone: () => {
      if (shown) process.stderr.write('\r\x1b[2K')
      shown = false
    },
  }
}

/** Says what went wrong and returns the exit code; a bug is shown whole, so that it can be reported. */
export function reportFailure(error: unknown, output: Pick<Output, 'json' | 'result'>): number {
  const failure = error instanceof Failure ? error : new Failure('internal', bugSentence(error))
  const message = maskNumbersIn(failure.message)
  process.stderr.write(`portevoix: ${message} [${failure.code}]\n`)
  for (const [label, value] of [
    ['measured', failure.measured],
    ['limit', failure.limit],
  ] as const) {
    if (value !== undefined) process.stderr.write(`  ${label}: ${maskNumbersIn(value)}\n`)
  }
  output.result({
    error: { code: failure.code, message, measured: failure.measured, limit: failure.limit },
  })
  return failures[failure.code][0]
}

function bugSentence(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const kind = error instanceof BrokenInvariant ? 'A broken invariant' : 'An unexpected error'
  return `${kind}: please report it. ${trace}`
}

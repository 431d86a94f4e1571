/**
 * One timer for everything that waits: a heap of deadlines, so that a hundred thousand transactions
 * cost one setTimeout. Machines say when they want to be woken; this file only keeps the order.
 */
import { between, type MonoMs } from '../base/units.ts'

export interface Sleeper {
  wake(now: MonoMs): void
}

export interface WakeUps {
  /** Replaces what was set for this sleeper; undefined: let it sleep. */
  set(sleeper: Sleeper, at: MonoMs | undefined): void
  close(): void
}

/** Calls `run` once, at `at` or a little later; the returned function takes it back. */
export type Alarm = (at: MonoMs, run: () => void) => () => void

/** Its own place in the heap, so that whoever asks for another instant, or for none, leaves nothing behind. */
interface Entry {
  at: MonoMs
  index: number
  readonly sleeper: Sleeper
}

export function openWakeUps(now: () => MonoMs, alarm: Alarm = timeoutAlarm(now)): WakeUps {
  const heap: Entry[] = []
  const entries = new Map<Sleeper, Entry>()
  let armedAt: MonoMs | undefined
  let disarm: (() => void) | undefined

  const arm = (): void => {
    const next = heap[0]?.at
    if (next === undefined || next === armedAt) return
    disarm?.()
    armedAt = next
    disarm = alarm(next, ring)
  }
  const ring = (): void => {
    armedAt = undefined
    disarm = undefined
    const instant = now()
    while (heap[0] && heap[0].at <= instant) {
      const { sleeper } = heap[0]
      takeOut(heap, heap[0])
      entries.delete(sleeper)
      sleeper.wake(instant)
    }
    arm()
  }
  return {
    set(sleeper, at) {
      const entry = entries.get(sleeper)
      if (entry?.at === at) return
      if (at === undefined) {
        takeOut(heap, entry as Entry)
        entries.delete(sleeper)
        return
      }
      if (entry) move(heap, entry, at)
      else entries.set(sleeper, insert(heap, { at, index: heap.length, sleeper }))
      if (armedAt === undefined || at < armedAt) arm()
    },
    close() {
      disarm?.()
      heap.length = 0
      entries.clear()
    },
  }
}

// setTimeout counts whole milliseconds and takes at most 2^31 − 1 of them.
const longestTimeoutMs = 2 ** 31 - 1

export const timeoutAlarm =
  (now: () => MonoMs): Alarm =>
  (at, run) => {
    const inMs = Math.min(longestTimeoutMs, Math.max(1, Math.ceil(between(now(), at))))
    const timer = setTimeout(run, inMs)
    return () => clearTimeout(timer)
  }

function insert(heap: Entry[], entry: Entry): Entry {
  heap.push(entry)
  rise(heap, entry)
  return entry
}

function move(heap: Entry[], entry: Entry, at: MonoMs): void {
  entry.at = at
  rise(heap, entry)
  sink(heap, entry)
}

/** The last one takes its place. */
function takeOut(heap: Entry[], entry: Entry): void {
  const last = heap.pop() as Entry
  if (last === entry) return
  last.index = entry.index
  heap[last.index] = last
  rise(heap, last)
  sink(heap, last)
}

function rise(heap: Entry[], entry: Entry): void {
  while (entry.index > 0) {
    const above = heap[(entry.index - 1) >> 1] as Entry
    if (above.at <= entry.at) break
    swap(heap, above, entry)
  }
}

function sink(heap: Entry[], entry: Entry): void {
  for (;;) {
    const left = heap[2 * entry.index + 1]
    if (left === undefined) return
    const right = heap[left.index + 1]
    const first = right && right.at < left.at ? right : left
    if (first.at >= entry.at) return
    swap(heap, entry, first)
  }
}

function swap(heap: Entry[], one: Entry, other: Entry): void {
  const { index } = one
  one.index = other.index
  other.index = index
  heap[one.index] = one
  heap[other.index] = other
}

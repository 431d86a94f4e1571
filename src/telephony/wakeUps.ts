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

interface Entry {
  readonly at: MonoMs
  readonly sleeper: Sleeper
}

export function openWakeUps(now: () => MonoMs, alarm: Alarm = timeoutAlarm(now)): WakeUps {
  const heap: Entry[] = []
  // An entry counts only while it is what its sleeper last asked for; stale ones fall out on top.
  const wanted = new Map<Sleeper, MonoMs>()
  let armedAt: MonoMs | undefined
  let disarm: (() => void) | undefined

  const arm = (): void => {
    while (heap[0] && wanted.get(heap[0].sleeper) !== heap[0].at) takeFirst(heap)
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
      const { sleeper, at } = takeFirst(heap)
      if (wanted.get(sleeper) !== at) continue
      wanted.delete(sleeper)
      sleeper.wake(instant)
    }
    arm()
  }
  return {
    set(sleeper, at) {
      if (at === undefined) {
        wanted.delete(sleeper)
        return
      }
      if (wanted.get(sleeper) === at) return
      wanted.set(sleeper, at)
      insert(heap, { at, sleeper })
      if (armedAt === undefined || at < armedAt) arm()
    },
    close() {
      disarm?.()
      heap.length = 0
      wanted.clear()
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

function insert(heap: Entry[], entry: Entry): void {
  let child = heap.length
  heap.push(entry)
  while (child > 0) {
    const parent = (child - 1) >> 1
    const above = heap[parent] as Entry
    if (above.at <= entry.at) break
    heap[child] = above
    child = parent
  }
  heap[child] = entry
}

/** The heap is not empty. */
function takeFirst(heap: Entry[]): Entry {
  const first = heap[0] as Entry
  const last = heap.pop() as Entry
  if (heap.length === 0) return first
  let parent = 0
  for (;;) {
    let child = 2 * parent + 1
    if (child >= heap.length) break
    const right = heap[child + 1]
    if (right && right.at < (heap[child] as Entry).at) child += 1
    const below = heap[child] as Entry
    if (below.at >= last.at) break
    heap[parent] = below
    parent = child
  }
  heap[parent] = last
  return first
}

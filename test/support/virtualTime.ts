/**
 * Time in the hand of a test: a Timer whose wake-ups are fired one instant after the other, and a
 * store whose answers may take virtual time or fail. Time moves only when every answer is in.
 */
import { type MonoMs, type Ms, monoMs } from '../../src/base/units.ts'
import type { Timer } from '../../src/runner/timer.ts'
import type { Store } from '../../src/store/store.ts'
import { openAgenda } from '../../src/telephony/practice/agenda.ts'

export interface VirtualTime {
  readonly timer: Timer
  readonly mono: () => MonoMs
  /** Something else that lives in this time: the virtual telephony. */
  alongside(other: { nextEventAt(): MonoMs | undefined; advanceTo(now: MonoMs): void }): void
  /** Answers take this long, and may fail, as `trouble` says; the work itself is done at once. */
  slow<Verbs extends Partial<Store>>(store: Verbs, trouble: Trouble): Verbs
  /** Does this at an instant of virtual time, and waits for it before time goes on. */
  at(at: MonoMs, act: () => unknown): void
  /** Lives until `finished` settles; fails when that takes longer than `limit`. */
  until<Result>(finished: Promise<Result>, limit: Ms): Promise<Result>
}

/** `before`: the verb is never done. `after`: it is done, and nobody hears of it. */
export type Trouble = (verb: string) => {
  readonly delayMs: number
  readonly fails: 'never' | 'before' | 'after'
}

export const noTrouble: Trouble = () => ({ delayMs: 0, fails: 'never' })

export class LostDatabase extends Error {}

/** Closing takes milliseconds; a run that waits for what never comes must fail, not hang. */
function realSecondsAreOver(): Promise<never> {
  return new Promise((_, reject) => {
    const late = (): void => reject(new Error('nothing is scheduled, and the run does not finish'))
    setTimeout(late, 10_000).unref()
  })
}

export function virtualTime(start = monoMs(1000)): VirtualTime {
  let now = start
  let outstanding = 0
  /** Wake-ups that are still wanted. */
  let awaited = 0
  const agenda = openAgenda<{ wake: () => void; off: boolean }>()
  const others: Parameters<VirtualTime['alongside']>[0][] = []

  const wakeAt: Timer['wakeAt'] = (at, wake) => {
    const entry = { wake, off: false }
    agenda.add(monoMs(Math.max(at, now)), entry)
    awaited += 1
    return () => {
      if (!entry.off) awaited -= 1
      entry.off = true
    }
  }
  const later = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      wakeAt(monoMs(now + delayMs), resolve)
    })

  const slow: VirtualTime['slow'] = (store, trouble) => {
    const slowed = Object.entries(store).map(([name, verb]) => [
      name,
      async (...args: unknown[]): Promise<unknown> => {
        const { delayMs, fails } = trouble(name)
        if (delayMs > 0) await later(delayMs)
        if (fails === 'before') throw new LostDatabase(`${name}: the connection broke`)
        outstanding += 1
        try {
          return await (verb as (...all: unknown[]) => Promise<unknown>)(...args)
        } finally {
          outstanding -= 1
          // biome-ignore lint/correctness/noUnsafeFinally: the answer is lost, whatever it was
          if (fails === 'after') throw new LostDatabase(`${name}: no answer came back`)
        }
      },
    ])
    return Object.fromEntries(slowed)
  }

  /** Lets every promise that can settle settle, those of the database included. */
  const settle = async (): Promise<void> => {
    do {
      await new Promise((resolve) => setImmediate(resolve))
    } while (outstanding > 0)
  }
  const nextAt = (): number =>
    Math.min(
      ...[agenda.nextAt(), ...others.map((o) => o.nextEventAt())].map((at) => at ?? Infinity),
    )

  return {
    timer: { mono: () => now, wakeAt },
    mono: () => now,
    alongside: (other) => {
      others.push(other)
    },
    slow,
    at: (at, act) => {
      wakeAt(at, async () => {
        outstanding += 1
        try {
          await act()
        } finally {
          outstanding -= 1
        }
      })
    },
    until: async (finished, limit) => {
      let over = false
      const ended = (): void => {
        over = true
      }
      finished.then(ended, ended)
      const end = now + limit
      await settle()
      while (!over) {
        if (awaited === 0) {
          // Nobody waits in this time any more: connections are being closed in the real one.
          await Promise.race([finished, realSecondsAreOver()])
          continue
        }
        const next = nextAt()
        if (next > end) throw new Error(`not finished after ${limit} ms of virtual time`)
        now = monoMs(Math.max(now, next))
        for (const other of others) other.advanceTo(now)
        for (let due = agenda.takeDue(now); due; due = agenda.takeDue(now)) {
          if (due.item.off) continue
          due.item.off = true
          awaited -= 1
          due.item.wake()
        }
        await settle()
      }
      return finished
    },
  }
}

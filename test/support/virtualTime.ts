/**
 * Time in the hand of a test: a Timer whose wake-ups are fired one instant after the other, and a
 * store whose answers may take virtual time or fail. Time moves only when every answer is in.
 */
import { type MonoMs, type Ms, monoMs } from '../../src/base/units.ts'
import type { Timer } from '../../src/runner/timer.ts'
import type { Store } from '../../src/store/store.ts'
import { openAgenda } from '../../src/telephony/practice/agenda.ts'

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

/** Something else that lives in this time: the virtual telephony. */
interface Alongside {
  nextEventAt(): MonoMs | undefined
  advanceTo(now: MonoMs): void
}

export class VirtualTime {
  readonly timer: Timer = {
    mono: () => this.#now,
    wakeAt: (at, wake) => this.#wakeAt(at, wake),
  }
  #now: MonoMs = monoMs(1000)
  /** Questions to the database that are under way. */
  #outstanding = 0
  /** Wake-ups that are still wanted. */
  #awaited = 0
  readonly #agenda = openAgenda<{ wake: () => void; off: boolean }>()
  readonly #others: Alongside[] = []

  alongside(other: Alongside): void {
    this.#others.push(other)
  }

  /** Does this at an instant of virtual time, and waits for it before time goes on. */
  at(at: MonoMs, act: () => unknown): void {
    this.#wakeAt(at, async () => {
      this.#outstanding += 1
      try {
        await act()
      } finally {
        this.#outstanding -= 1
      }
    })
  }

  /** Answers take as long, and are lost, as `trouble` says. */
  slow(store: Store, trouble: Trouble): Store {
    const slowed = Object.entries(store).map(([name, verb]) => [
      name,
      async (...args: unknown[]): Promise<unknown> => {
        const { delayMs, fails } = trouble(name)
        if (delayMs > 0) await this.#later(delayMs)
        if (fails === 'before') throw new LostDatabase(`${name}: the connection broke`)
        this.#outstanding += 1
        let answer: unknown
        try {
          answer = await verb(...args)
        } finally {
          this.#outstanding -= 1
        }
        if (fails === 'after') throw new LostDatabase(`${name}: no answer came back`)
        return answer
      },
    ])
    return Object.fromEntries(slowed)
  }

  /** Lives until `finished` settles; fails when that takes longer than `limit`. */
  async until<Result>(finished: Promise<Result>, limit: Ms): Promise<Result> {
    let over = false
    const ended = (): void => {
      over = true
    }
    finished.then(ended, ended)
    const end = this.#now + limit
    await this.#settle()
    while (!over) {
      if (this.#awaited === 0) {
        // Nobody waits in this time any more: connections are being closed in the real one.
        await Promise.race([finished, realSecondsAreOver()])
        continue
      }
      const next = this.#nextAt()
      if (next > end) throw new Error(`not finished after ${limit} ms of virtual time`)
      this.#advanceTo(monoMs(Math.max(this.#now, next)))
      await this.#settle()
    }
    return finished
  }

  #advanceTo(now: MonoMs): void {
    this.#now = now
    for (const other of this.#others) other.advanceTo(now)
    for (let due = this.#agenda.takeDue(now); due; due = this.#agenda.takeDue(now)) {
      if (due.item.off) continue
      due.item.off = true
      this.#awaited -= 1
      due.item.wake()
    }
  }

  #nextAt(): number {
    const instants = [this.#agenda.nextAt(), ...this.#others.map((other) => other.nextEventAt())]
    return Math.min(...instants.map((at) => at ?? Number.POSITIVE_INFINITY))
  }

  #wakeAt(at: MonoMs, wake: () => void): () => void {
    const entry = { wake, off: false }
    this.#agenda.add(monoMs(Math.max(at, this.#now)), entry)
    this.#awaited += 1
    return () => {
      if (!entry.off) this.#awaited -= 1
      entry.off = true
    }
  }

  #later(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeAt(monoMs(this.#now + delayMs), resolve)
    })
  }

  /** Lets every promise that can settle settle, those of the database included. */
  async #settle(): Promise<void> {
    do {
      await new Promise((resolve) => setImmediate(resolve))
    } while (this.#outstanding > 0)
  }
}

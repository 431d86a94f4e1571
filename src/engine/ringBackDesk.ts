/**
 * Answers whoever rings back, on every telephony that is put to it: looks up whom we called last, has law say what
 * they may hear, commits the call, accepts it, and does what its machine (call/ringBack.ts) decides. It has lines of
 * its own, counted apart from the calls we place, and connections of its own to the database: neither waits for the
 * other. What may be said is asked again while a call is up, so that a pause or a kill reaches it within a second.
 */
import type { AttemptId, TrunkId } from '../base/ids.ts'
import { maskNumbersIn } from '../base/redact.ts'
import { after, epochMs, minutes, ms } from '../base/units.ts'
import type { IncomingCall } from '../call/incoming.ts'
import type { Timer } from '../runner/timer.ts'
import type { RingBackStanding } from '../store/ringBackStore.ts'
import { openRingBackBook, type RingBackBook, type RingBackBookOptions } from './ringBackBook.ts'
import { LiveRingBack } from './ringBackCall.ts'
import type { RingBackLine } from './ringBackLine.ts'
import {
  type RingBackLookup,
  type RingBackSaid,
  type RingBackSayings,
  sayingsOf,
} from './ringBackSayings.ts'

/** The port wants an answer within a second. */
export const answerWithinMs = ms(800)
/** A pause must be heard within a second; looking takes one question for all calls that are up. */
export const lookAgainMs = ms(400)
/** All trunks together, whatever they say: as many as telephony has legs for callers. */
export const ringBacksMax = 3000
/** Longer than any call: a row that is open for longer is of a program that died. */
const openAtMostMs = minutes(10)

export interface RingBackDeskOptions extends Omit<RingBackBookOptions, 'trouble'> {
  readonly lookup: RingBackLookup
  readonly timer: Timer
  /** Of callers who were refused before they had one. */
  readonly newAttemptId: () => AttemptId
  /** One line for what must be looked at. */
  readonly log: (line: string) => void
}

export interface RingBackDesk {
  /** Answers what rings there from now on. */
  attach(line: RingBackLine): void
  callsUp(): number
  /** No call is answered any more; those that are up are hung up, and stored. */
  close(): Promise<void>
}

export function openRingBackDesk(options: RingBackDeskOptions): RingBackDesk {
  return new RunningDesk(options)
}

class RunningDesk implements RingBackDesk {
  readonly #options: RingBackDeskOptions
  readonly #book: RingBackBook
  readonly #sayings: RingBackSayings
  readonly #up = new Map<AttemptId, LiveRingBack>()
  readonly #perTrunk = new Map<TrunkId, number>()
  #stopLooking: (() => void) | null = null
  #closed = false

  constructor(options: RingBackDeskOptions) {
    this.#options = options
    this.#sayings = sayingsOf(options.lookup, options.timer.mono)
    this.#book = openRingBackBook({ ...options, trouble: (error) => this.#trouble(error) })
  }

  attach(line: RingBackLine): void {
    const trunks = line.trunks.map(({ id }) => id)
    const before = epochMs(line.clock.epoch() - openAtMostMs)
    this.#options.store.forgetOpen(trunks, before).catch((error: unknown) => this.#trouble(error))
    line.telephony.onIncoming((call) => this.#offered(line, call))
    line.telephony.onEngaged(({ trunk, called }) => {
      const attempt = this.#options.newAttemptId()
      this.#book.refusedBusy({ attempt, trunk, called, at: line.clock.epoch() })
    })
    line.telephony.onEvent((event) => this.#up.get(event.attempt)?.receive(event))
  }

  callsUp(): number {
    return this.#up.size
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopLooking?.()
    const up = [...this.#up.values()]
    for (const call of up) call.stopNow()
    await Promise.all(up.map((call) => call.over))
    await this.#book.close()
  }

  #offered(line: RingBackLine, call: IncomingCall): void {
    const { attempt, trunk, called } = call
    const linesOfTrunk = line.trunks.find(({ id }) => id === trunk)?.incomingCalls ?? 0
    if (this.#closed || linesOfTrunk === 0) {
      line.telephony.refuse(attempt, 'notHere')
      return
    }
    const taken = this.#perTrunk.get(trunk) ?? 0
    if (taken >= linesOfTrunk || this.#up.size >= ringBacksMax) {
      line.telephony.refuse(attempt, 'busy')
      this.#book.refusedBusy({ attempt, trunk, called, at: line.clock.epoch() })
      return
    }
    this.#perTrunk.set(trunk, taken + 1)
    const live = new LiveRingBack({
      ...{ call, line, timer: this.#options.timer, book: this.#book },
      ended: () => this.#ended(attempt, trunk),
    })
    this.#up.set(attempt, live)
    if (this.#stopLooking === null) this.#lookAgain()
    void this.#answer(live, line, call)
  }

  #ended(attempt: AttemptId, trunk: TrunkId): void {
    this.#up.delete(attempt)
    const left = (this.#perTrunk.get(trunk) ?? 1) - 1
    if (left === 0) this.#perTrunk.delete(trunk)
    else this.#perTrunk.set(trunk, left)
  }

  /** Committed before it is accepted; what comes too late is refused, and the caller may ring again. */
  async #answer(live: LiveRingBack, line: RingBackLine, call: IncomingCall): Promise<void> {
    const { timer, store } = this.#options
    const late = after(timer.mono(), answerWithinMs)
    const callOff = timer.wakeAt(late, () => live.refuse('unavailable'))
    try {
      const at = line.clock.epoch()
      const { attempt, trunk, called, caller } = call
      const said = await this.#sayings.of({ attempt, trunk, called, caller }, at)
      if (said === null) {
        live.refuse('notHere')
        return
      }
      for (const clip of said.set.clips) await live.load(clip)
      await store.begin({ ...said.row, at })
      live.committed()
      if (!live.accept(said)) return
    } catch (error) {
      this.#trouble(error)
      live.refuse('unavailable')
    } finally {
      callOff()
      live.lookedUp()
    }
  }

  /** One question for all calls that are up, and nothing while none is. */
  #lookAgain(): void {
    const { timer, store } = this.#options
    this.#stopLooking = timer.wakeAt(after(timer.mono(), lookAgainMs), () => {
      const attempts = [...this.#up].flatMap(([attempt, live]) =>
        live.said()?.facts.campaign ? [attempt] : [],
      )
      const looked =
        attempts.length === 0
          ? Promise.resolve()
          : store
              .standing(attempts)
              .then((rows) => Promise.all(rows.map((row) => this.#stand(row))))
              .catch((error: unknown) => this.#trouble(error))
      void looked.then(() => {
        this.#stopLooking = null
        if (!this.#closed && this.#up.size > 0) this.#lookAgain()
      })
    })
  }

  async #stand(standing: RingBackStanding): Promise<void> {
    const live = this.#up.get(standing.attempt)
    const said = live?.said() ?? null
    if (live === undefined || said === null) return
    const again = this.#sayings.again(said, standing, live.now(), live.leftMs())
    if (again === null) return
    await this.#replan(live, again)
  }

  async #replan(live: LiveRingBack, again: RingBackSaid): Promise<void> {
    try {
      for (const clip of again.set.clips) await live.load(clip)
      live.replan(again)
    } catch (error) {
      // What may not be said is not said, whatever else fails.
      this.#trouble(error)
      live.stopNow()
    }
  }

  #trouble(error: unknown): void {
    this.#options.log(`the line that is rung back: ${maskNumbersIn(String(error))}`)
  }
}

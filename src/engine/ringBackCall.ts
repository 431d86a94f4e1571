/** One call that came in: its machine (call/ringBack.ts), woken when it wants to be, and what it decides, done. */
import { unreachable } from '../base/assert.ts'
import { between, type E164, type EpochMs, type Ms, ms } from '../base/units.ts'
import type { IncomingCall, IncomingRefusal } from '../call/incoming.ts'
import { type RingBackEffect, type RingBackInput, step } from '../call/ringBack.ts'
import type { RingBackRecord } from '../call/ringBackRecord.ts'
import {
  type Objector,
  offeredRingBack,
  type RingBack,
  ringBackDeadline,
  ringBackTalkMaxMs,
} from '../call/ringBackState.ts'
import type { CallEvent } from '../call/telephony.ts'
import type { Clip } from '../campaign/voiceMessage.ts'
import { parsePhoneNumber } from '../contacts/phoneNumber.ts'
import type { Timer } from '../runner/timer.ts'
import type { RingBackBook } from './ringBackBook.ts'
import type { RingBackLine } from './ringBackLine.ts'
import type { RingBackSaid } from './ringBackSayings.ts'

export interface LiveRingBackOptions {
  readonly call: IncomingCall
  readonly line: Pick<RingBackLine, 'telephony' | 'clock'>
  readonly timer: Timer
  readonly book: RingBackBook
  /** Nothing of it is up any more. */
  readonly ended: () => void
}

/** Refused, or accepted and spoken to, exactly one of both. */
export class LiveRingBack {
  readonly #options: LiveRingBackOptions
  readonly #over = Promise.withResolvers<void>()
  #said: RingBackSaid | null = null
  #call: RingBack | null = null
  #answeredAt: EpochMs | null = null
  /** Its row is there: it must be ended. */
  #committed = false
  #legGone = false
  #refused = false
  #callOff: () => void = () => undefined

  constructor(options: LiveRingBackOptions) {
    this.#options = options
  }

  /** Resolves when it is over and given to the book. */
  get over(): Promise<void> {
    return this.#over.promise
  }

  said(): RingBackSaid | null {
    return this.#call === null ? null : this.#said
  }

  now(): EpochMs {
    return this.#options.line.clock.epoch()
  }

  /** How long it may still last. */
  leftMs(): Ms {
    const since = this.#call?.seen.answeredAt ?? this.#options.timer.mono()
    return ms(Math.max(0, ringBackTalkMaxMs - between(since, this.#options.timer.mono())))
  }

  committed(): void {
    this.#committed = true
  }

  /** False: it was refused or given up meanwhile. */
  accept(said: RingBackSaid): boolean {
    const { call, line, timer } = this.#options
    if (this.#refused || this.#legGone) {
      this.#neverAnswered(this.#refused ? 'notAnswered' : 'abandoned')
      return false
    }
    this.#said = said
    this.#call = offeredRingBack(
      {
        attempt: call.attempt,
        sounds: said.set.sounds,
        hasCaller: call.caller !== null,
        mayType: said.mayType,
        readNumber,
      },
      timer.mono(),
    )
    line.telephony.accept(call.attempt)
    this.#wakeWhenDue()
    return true
  }

  refuse(why: IncomingRefusal): void {
    if (this.#refused || this.#call !== null || this.#legGone) return
    this.#refused = true
    this.#options.line.telephony.refuse(this.#options.call.attempt, why)
  }

  /** The look-up has ended, and the call was not accepted. */
  lookedUp(): void {
    if (this.#call !== null) return
    this.#neverAnswered(this.#refused ? 'notAnswered' : 'abandoned')
  }

  receive(event: CallEvent): void {
    if (event.is === 'ended') this.#legGone = true
    if (event.is === 'answered') this.#answeredAt = this.now()
    this.#feed(event)
  }

  replan(said: RingBackSaid): void {
    this.#said = said
    this.#feed({ is: 'replan', sounds: said.set.sounds })
  }

  load(clip: Clip): Promise<void> {
    return this.#options.line.telephony.loadClip(clip)
  }

  stopNow(): void {
    if (this.#call === null) this.refuse('unavailable')
    else this.#feed({ is: 'stopNow' })
  }

  #feed(input: RingBackInput): void {
    if (this.#call === null) return
    const [next, effects] = step(this.#call, input, this.#options.timer.mono())
    this.#call = next
    for (const effect of effects) this.#do(effect)
    this.#wakeWhenDue()
  }

  #wakeWhenDue(): void {
    this.#callOff()
    this.#callOff = () => undefined
    const due = this.#call === null ? undefined : ringBackDeadline(this.#call)
    if (due === undefined) return
    this.#callOff = this.#options.timer.wakeAt(due.at, () => this.#feed({ is: 'wake' }))
  }

  #do(effect: RingBackEffect): void {
    const { telephony } = this.#options.line
    const { attempt } = this.#options.call
    switch (effect.is) {
      case 'play':
        telephony.play(attempt, effect.clip)
        return
      case 'stopPlaying':
        telephony.stopPlaying(attempt)
        return
      case 'hangUp':
        telephony.hangUp(attempt)
        return
      case 'suppress':
        this.#suppress(effect.who)
        return
      case 'end':
        this.#end(effect.record)
        return
      default:
        unreachable(effect)
    }
  }

  #suppress(who: Objector): void {
    const { call, book } = this.#options
    const row = this.#said?.row
    const number: E164 | null = who.is === 'typed' ? who.number : call.caller
    if (row === undefined || number === null) return
    const { lastCall } = row
    void book
      .objected({
        ...{ attempt: call.attempt, organisation: row.organisation, campaign: row.campaign },
        ...{ number, who: who.is, at: this.now() },
        rehearsed: lastCall?.rehearsed ? lastCall.attempt : null,
      })
      .then((stored) => {
        if (stored) this.#feed({ is: 'objectionStored' })
      })
  }

  #end({ outcome, heardMs, keys }: RingBackRecord): void {
    this.#options.book.ended({
      ...{ attempt: this.#options.call.attempt, outcome, answeredAt: this.#answeredAt },
      ...{ endedAt: this.now(), heardMs: heardMs ?? null, keys: keys.join('') },
    })
    this.#close()
  }

  #neverAnswered(outcome: 'notAnswered' | 'abandoned'): void {
    if (this.#committed) {
      this.#options.book.ended({
        ...{ attempt: this.#options.call.attempt, outcome, answeredAt: null },
        ...{ endedAt: this.now(), heardMs: null, keys: '' },
      })
    }
    this.#close()
  }

  #close(): void {
    this.#callOff()
    this.#options.ended()
    this.#over.resolve()
  }
}

/** What may be typed is what may be called: numbers of people. */
function readNumber(digits: string): E164 | null {
  const parsed = parsePhoneNumber(digits)
  return parsed.is === 'number' ? parsed.number : null
}

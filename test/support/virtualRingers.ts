/**
 * People who ring us, in virtual time, behind the port of call/incoming.ts: what they press and when, and what they
 * were told. A clip lasts as long as it was loaded; every event comes a moment after what caused it, as from a network.
 */
import type { DtmfKey } from '../../src/base/dtmf.ts'
import type { AttemptId, ClipId, TrunkId } from '../../src/base/ids.ts'
import { type E164, type MonoMs, monoMs } from '../../src/base/units.ts'
import type { IncomingCall, IncomingRefusal } from '../../src/call/incoming.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import type { Clip } from '../../src/campaign/voiceMessage.ts'
import type { RingBackLine } from '../../src/engine/ringBackLine.ts'
import type { Timer } from '../../src/runner/timer.ts'

/** Milliseconds after the answer; `hangUp` ends it from their side. */
export interface Ringer {
  readonly caller: E164 | null
  readonly called?: E164 | null
  readonly does?: readonly (readonly [afterMs: number, key: DtmfKey | 'hangUp'])[]
}

export interface Rung {
  readonly ringer: Ringer
  readonly attempt: AttemptId
  readonly at: MonoMs
  refused: IncomingRefusal | null
  answeredAt: MonoMs | null
  endedAt: MonoMs | null
  /** What was played, by the name its clip was given. */
  readonly heard: string[]
}

const momentMs = 5
const bytesPerMs = 8
const noRtp = { sent: 0, received: 0, lost: 0, jitterMs: 0 }

export interface RingersOptions {
  readonly timer: Timer
  readonly trunk: TrunkId
  /** Rung unless a ringer says otherwise. */
  readonly called: E164
  readonly nameOf: (clip: ClipId) => string
}

export class VirtualRingers {
  readonly telephony: RingBackLine['telephony']
  readonly calls: Rung[] = []
  readonly #options: RingersOptions
  readonly #events: ((event: CallEvent) => void)[] = []
  readonly #answerers: ((call: IncomingCall) => void)[] = []
  readonly #byAttempt = new Map<AttemptId, Rung>()
  readonly #lengths = new Map<ClipId, number>()
  readonly #playing = new Map<AttemptId, () => void>()

  constructor(options: RingersOptions) {
    this.#options = options
    this.telephony = {
      onEvent: (listener) => void this.#events.push(listener),
      onIncoming: (listener) => void this.#answerers.push(listener),
      onEngaged: () => undefined,
      loadClip: ({ id, pcma }: Clip) => {
        this.#lengths.set(id, pcma.length / bytesPerMs)
        return Promise.resolve()
      },
      accept: (attempt) => this.#accept(attempt),
      refuse: (attempt, why) => this.#refuse(attempt, why),
      play: (attempt, clip) => this.#play(attempt, clip),
      stopPlaying: (attempt) => this.#stop(attempt),
      hangUp: (attempt) => {
        const call = this.#live(attempt)
        if (call) this.#soon(momentMs, () => this.#end(call, 'us'))
      },
    }
  }

  ring(ringer: Ringer): Rung {
    const { timer, trunk, called } = this.#options
    const id = `00000000-0000-4000-8000-${String(this.calls.length + 1).padStart(12, '0')}`
    const call: Rung = {
      ...{ ringer, attempt: id as AttemptId, at: timer.mono(), refused: null },
      ...{ answeredAt: null, endedAt: null, heard: [] },
    }
    this.calls.push(call)
    this.#byAttempt.set(call.attempt, call)
    const { caller, called: dialled = called } = ringer
    const offered = { attempt: call.attempt, at: timer.mono(), trunk, called: dialled, caller }
    for (const answer of this.#answerers) answer(offered)
    return call
  }

  #soon(afterMs: number, act: () => void): () => void {
    const { timer } = this.#options
    return timer.wakeAt(monoMs(timer.mono() + afterMs), act)
  }

  #tell(event: CallEvent): void {
    for (const listener of this.#events) listener(event)
  }

  #live(attempt: AttemptId): Rung | undefined {
    const call = this.#byAttempt.get(attempt)
    return call && call.endedAt === null ? call : undefined
  }

  #accept(attempt: AttemptId): void {
    const call = this.#undecided(attempt)
    if (!call) return
    this.#soon(momentMs, () => {
      if (call.endedAt !== null) return
      call.answeredAt = this.#options.timer.mono()
      this.#tell({ is: 'answered', attempt, at: call.answeredAt })
      for (const [afterMs, key] of call.ringer.does ?? []) {
        this.#soon(afterMs, () => this.#does(call, key))
      }
    })
  }

  #refuse(attempt: AttemptId, why: IncomingRefusal): void {
    const call = this.#undecided(attempt)
    if (!call) return
    call.refused = why
    this.#soon(momentMs, () => this.#end(call, 'us'))
  }

  #undecided(attempt: AttemptId): Rung | undefined {
    const call = this.#live(attempt)
    return call && call.answeredAt === null && call.refused === null ? call : undefined
  }

  #does(call: Rung, key: DtmfKey | 'hangUp'): void {
    if (call.endedAt !== null) return
    if (key === 'hangUp') this.#end(call, 'callee')
    else this.#tell({ is: 'key', attempt: call.attempt, at: this.#options.timer.mono(), key })
  }

  #play(attempt: AttemptId, clip: ClipId): void {
    const call = this.#live(attempt)
    if (!call || call.answeredAt === null) return
    const length = this.#lengths.get(clip)
    if (length === undefined) throw new Error('a clip is loaded before it is played')
    this.#stop(attempt)
    call.heard.push(this.#options.nameOf(clip))
    const done = (): void =>
      this.#tell({ is: 'playEnded', attempt, at: this.#options.timer.mono(), clip })
    this.#playing.set(attempt, this.#soon(length, done))
  }

  #stop(attempt: AttemptId): void {
    this.#playing.get(attempt)?.()
    this.#playing.delete(attempt)
  }

  #end(call: Rung, by: 'us' | 'callee'): void {
    if (call.endedAt !== null) return
    call.endedAt = this.#options.timer.mono()
    this.#stop(call.attempt)
    this.#tell({ is: 'ended', attempt: call.attempt, at: call.endedAt, by, rtp: noRtp })
  }
}

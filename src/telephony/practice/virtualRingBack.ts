/**
 * People who ring back in virtual time: the same machine as on sockets (ringBack.ts), and the port of call/incoming.ts
 * before it. Everything happens through the agenda of virtualTelephony.ts; every message takes ONE_WAY_MS.
 */
import { unreachable } from '../../base/assert.ts'
import type { AttemptId, ClipId, TrunkId } from '../../base/ids.ts'
import { type E164, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { IncomingRefusal, IncomingTelephony } from '../../call/incoming.ts'
import type { CallEvent, PlacedCall } from '../../call/telephony.ts'
import { refusalStatus } from '../incomingCalls.ts'
import { decisionMax } from '../incomingLeg.ts'
import type { PlayedPart } from './behaviour.ts'
import type { PersonRecord } from './personCall.ts'
import {
  type RingBackCall,
  type RingBackEffect,
  type RingBackInput,
  type RingBackMix,
  type RingBackRecord,
  ringBackDeadline,
  ringBackPlan,
  stepRingBack,
  waitingRingBack,
  wasMissed,
} from './ringBack.ts'

export interface VirtualRingBackOptions {
  readonly seed: number
  readonly mix: RingBackMix
  readonly parts: readonly PlayedPart[]
  /** How long every message takes on its way. */
  readonly oneWayMs: Ms
  newAttemptId(): AttemptId
  now(): MonoMs
  later(wait: Ms, happen: () => void): void
  emit(event: CallEvent): void
}

interface Ringing {
  readonly trunk: TrunkId
  call: RingBackCall
  attempt?: AttemptId
  isDecided: boolean
  isHangingUp: boolean
  answeredAt?: MonoMs
  isOver: boolean
  playing?: { readonly part: PlayedPart; readonly startedAt: MonoMs }
  framesSent: number
  hasSounded: boolean
}

const FRAME_MS = 20
const ROUNDING = 1e-6

export class VirtualRingBacks implements IncomingTelephony {
  readonly #options: VirtualRingBackOptions
  readonly #shown = new Map<string, { readonly rang: E164; readonly trunk: TrunkId }>()
  readonly #all: Ringing[] = []
  readonly #byAttempt = new Map<AttemptId, Ringing>()
  #listener: Parameters<IncomingTelephony['onIncoming']>[0] | undefined

  constructor(options: VirtualRingBackOptions) {
    this.#options = options
  }

  placed({ attempt, lawful, trunk }: PlacedCall): void {
    const rang = lawful.callerId as E164
    this.#shown.set(attempt, { rang, trunk: trunk ?? ('practice' as TrunkId) })
  }

  /** A call of ours is over for the person who got it. */
  ended(record: PersonRecord): void {
    const { seed, mix, now } = this.#options
    const shown = this.#shown.get(record.callId)
    this.#shown.delete(record.callId)
    const plan = wasMissed(record) ? ringBackPlan(seed, record, mix) : undefined
    if (!plan || !shown) return
    const { rang, trunk } = shown
    const call = waitingRingBack(plan, { number: record.number, rang }, now())
    const state = { isDecided: false, isHangingUp: false, isOver: false, hasSounded: false }
    const ringing: Ringing = { trunk, call, framesSent: 0, ...state }
    this.#all.push(ringing)
    this.#wake(ringing)
  }

  records(): readonly RingBackRecord[] {
    return this.#all.map(({ call }) => call.record)
  }

  onIncoming(listener: Parameters<IncomingTelephony['onIncoming']>[0]): void {
    this.#listener = listener
  }

  /** There is no end of lines in virtual time. */
  onEngaged(): void {
    // Nobody hears the engaged tone.
  }

  accept(attempt: AttemptId): void {
    const ringing = this.#live(attempt)
    if (!ringing || ringing.isDecided) return
    ringing.isDecided = true
    const { later, oneWayMs, now } = this.#options
    later(oneWayMs, () => {
      if (ringing.isOver) return
      this.#tell(ringing, { is: 'answered' })
      later(oneWayMs, () => {
        if (ringing.isOver || ringing.isHangingUp) return
        ringing.answeredAt = now()
        this.#emit(ringing, { is: 'answered' })
      })
    })
  }

  refuse(attempt: AttemptId, why: IncomingRefusal): void {
    const ringing = this.#live(attempt)
    if (ringing && !ringing.isDecided) this.#refuse(ringing, refusalStatus[why])
  }

  play(attempt: AttemptId, clip: ClipId): void {
    const ringing = this.#live(attempt)
    const part = this.#options.parts.find((known) => known.clip === clip)
    if (!ringing || !part || ringing.answeredAt === undefined) return
    this.#stop(ringing)
    const playing = { part, startedAt: this.#options.now() }
    ringing.playing = playing
    if (!ringing.hasSounded) {
      ringing.hasSounded = true
      const sinceAckMs = ms(playing.startedAt - ringing.answeredAt)
      this.#options.later(ms(0), () => this.#emit(ringing, { is: 'firstAudio', sinceAckMs }))
    }
    this.#options.later(ms((framesOf(part) - 1) * FRAME_MS), () => {
      if (ringing.playing !== playing) return
      this.#stop(ringing)
      this.#emit(ringing, { is: 'playEnded', clip })
    })
  }

  stopPlaying(attempt: AttemptId): void {
    const ringing = this.#live(attempt)
    if (ringing) this.#stop(ringing)
  }

  hangUp(attempt: AttemptId): void {
    const ringing = this.#live(attempt)
    if (!ringing || ringing.isHangingUp) return
    if (!ringing.isDecided) {
      this.#refuse(ringing, refusalStatus.unavailable)
      return
    }
    ringing.isHangingUp = true
    this.#stop(ringing)
    const { later, oneWayMs } = this.#options
    // Twice as long as their ACK at most: RFC 3261 §15 has no BYE of ours before it.
    later(ms(2 * oneWayMs), () => this.#tell(ringing, { is: 'farEndHungUp' }))
    later(ms(3 * oneWayMs), () => this.#end(ringing, { by: 'us' }))
  }

  hangUpAll(): void {
    for (const attempt of [...this.#byAttempt.keys()]) this.hangUp(attempt)
  }

  #live(attempt: AttemptId): Ringing | undefined {
    const ringing = this.#byAttempt.get(attempt)
    return ringing && !ringing.isOver ? ringing : undefined
  }

  #refuse(ringing: Ringing, status: number): void {
    ringing.isDecided = true
    const { later, oneWayMs } = this.#options
    later(oneWayMs, () => this.#tell(ringing, { is: 'refused', status }))
    later(ms(0), () => this.#end(ringing, { by: 'us', sipStatus: status }))
  }

  #tell(ringing: Ringing, input: RingBackInput): void {
    const [call, effects] = stepRingBack(ringing.call, input, this.#options.now())
    ringing.call = call
    const { later, oneWayMs } = this.#options
    for (const effect of effects) later(oneWayMs, () => this.#reach(ringing, effect))
    this.#wake(ringing)
  }

  #wake(ringing: Ringing): void {
    const due = ringBackDeadline(ringing.call)
    const { later, now } = this.#options
    if (due) later(ms(Math.max(0, due.at - now())), () => this.#due(ringing, due.at))
  }

  #due(ringing: Ringing, at: MonoMs): void {
    if (ringBackDeadline(ringing.call)?.at === at) this.#tell(ringing, { is: 'time' })
  }

  /** What the phone did reaches us. */
  #reach(ringing: Ringing, effect: RingBackEffect): void {
    switch (effect.is) {
      case 'invite':
        this.#rung(ringing)
        return
      case 'press':
        if (!ringing.isHangingUp) this.#emit(ringing, { is: 'key', key: effect.key })
        return
      case 'hangUp': {
        const given = ringing.answeredAt === undefined ? { sipStatus: 487 } : {}
        this.#end(ringing, { by: 'callee', ...given })
        return
      }
      default:
        unreachable(effect)
    }
  }

  #rung(ringing: Ringing): void {
    const { later, newAttemptId, now } = this.#options
    const { from, rang } = ringing.call.record
    if (!this.#listener) {
      ringing.isOver = true
      later(this.#options.oneWayMs, () => this.#tell(ringing, { is: 'refused', status: 480 }))
      return
    }
    const attempt = newAttemptId()
    ringing.attempt = attempt
    this.#byAttempt.set(attempt, ringing)
    later(decisionMax, () => {
      if (!ringing.isDecided && !ringing.isOver) this.#refuse(ringing, refusalStatus.unavailable)
    })
    this.#listener({ attempt, at: now(), trunk: ringing.trunk, called: rang, caller: from })
  }

  #stop(ringing: Ringing): void {
    const { playing } = ringing
    if (!playing) return
    delete ringing.playing
    const { now, later, oneWayMs } = this.#options
    const { part, startedAt } = playing
    const sent = Math.floor((now() - startedAt) / FRAME_MS + ROUNDING) + 1
    const frames = Math.min(framesOf(part), sent)
    ringing.framesSent += frames
    const heard = { clip: part.clip, heardMs: ms(frames * FRAME_MS), firstAt: startedAt }
    later(oneWayMs, () => this.#tell(ringing, { is: 'heard', ...heard }))
  }

  #end(ringing: Ringing, how: Pick<CallEvent & { is: 'ended' }, 'by' | 'sipStatus'>): void {
    if (ringing.isOver) return
    this.#stop(ringing)
    const talkMs = ringing.answeredAt === undefined ? 0 : this.#options.now() - ringing.answeredAt
    const received = Math.floor(talkMs / FRAME_MS)
    const rtp = { sent: ringing.framesSent, received, lost: 0, jitterMs: 0 }
    this.#emit(ringing, { is: 'ended', ...how, rtp })
    ringing.isOver = true
  }

  #emit(ringing: Ringing, event: About<CallEvent>): void {
    const { attempt } = ringing
    if (attempt === undefined || ringing.isOver) return
    this.#options.emit({ ...event, attempt, at: this.#options.now() } as CallEvent)
  }
}

type About<Event> = Event extends CallEvent ? Omit<Event, 'attempt' | 'at'> : never

const framesOf = ({ durationMs }: PlayedPart): number => Math.ceil(durationMs / FRAME_MS)

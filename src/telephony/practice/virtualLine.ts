/**
 * The far side of virtualTelephony.ts: the carrier, the person's phone and the way between, one leg a call. Everything
 * happens through the agenda, so that equal instants keep their order.
 */
import type { Clock } from '../../base/clock.ts'
import type { AttemptId, TrunkId } from '../../base/ids.ts'
import { after, type E164, type MonoMs, type Ms, monoMs, ms, seconds } from '../../base/units.ts'
import { outcomes } from '../../call/outcome.ts'
import type { CallEvent } from '../../call/telephony.ts'
import { isFiction } from '../../contacts/phoneNumber.ts'
import { outcomeOfSip } from '../sipOutcome.ts'
import type { Agenda } from './agenda.ts'
import type { PlayedPart } from './behaviour.ts'
import { admit, type CarrierLimits, type CarrierLoad, openLoad, release } from './carrierLimits.ts'
import { nextDeadline, type PersonEffect } from './person.ts'
import {
  type CallInput,
  callOf,
  type PersonCall,
  type PersonRecord,
  recordingSpan,
  refusedRecord,
  type Stretch,
  stepCall,
} from './personCall.ts'
import { conductOf, type Mix } from './population.ts'
import type { EarMistakes, VirtualEar } from './virtualEar.ts'
import type { VirtualRingBacks } from './virtualRingBack.ts'

export interface VirtualTelephonyOptions {
  readonly seed: number
  readonly mix: Mix
  /** The parts that may be played, with their durations. */
  readonly parts: readonly PlayedPart[]
  readonly clock: Clock
  /** Of calls that come in, where the mix has people who ring back; without it nobody does. */
  readonly newAttemptId?: () => AttemptId
  readonly limits?: CarrierLimits
  /** How often the ear errs, where somebody listens. */
  readonly ear?: EarMistakes
  /** What is wrong with a trunk at an instant: nobody answers, or everything gets this status. */
  readonly trouble?: (trunk: TrunkId | undefined, now: MonoMs) => 'silent' | number | undefined
}

/** How long every message takes on its way. */
export const ONE_WAY_MS = ms(1)
const FRAME_MS = 20
const ROUNDING = 1e-6

export interface Leg {
  readonly attempt: AttemptId
  readonly number: E164
  readonly ear: VirtualEar
  readonly trunk: TrunkId | undefined
  call?: PersonCall
  record?: PersonRecord
  provisional: boolean
  rang: boolean
  answeredAt?: MonoMs
  endedAt?: MonoMs
  hangingUp: boolean
  cancelSent: boolean
  firstAudioSent: boolean
  playing?: { readonly part: PlayedPart; readonly startedAt: MonoMs }
  framesSent: number
  wakeAt?: MonoMs
}

export interface World extends VirtualTelephonyOptions {
  readonly limits: CarrierLimits
  readonly ear: EarMistakes
  readonly agenda: Agenda<() => void>
  readonly legs: Map<AttemptId, Leg>
  readonly called: Map<E164, number>
  readonly arrived: Leg[]
  /** What each trunk carries; each has the limits of the carrier. */
  readonly openedAt: MonoMs
  readonly loads: Map<TrunkId | undefined, CarrierLoad>
  /** The instant being lived through; nothing outside `advanceTo`. */
  living: MonoMs | undefined
  readonly listeners: ((event: CallEvent) => void)[]
  ringBacks?: VirtualRingBacks
  /** After 503 with Retry-After no call is placed over that trunk before this (RFC 3261 §21.5.4). */
  readonly heldUntil: Map<TrunkId | undefined, MonoMs>
}

export const nowOf = (world: World): MonoMs => world.living ?? world.clock.mono()

export const inAMoment = (world: World, wait: Ms, happen: () => void): void =>
  world.agenda.add(monoMs(nowOf(world) + wait), happen)

// ── the way between ──

/** What was sent up to now is what the person will have heard. */
export function stopPlaying(world: World, leg: Leg): void {
  if (!leg.playing) return
  const { part, startedAt } = leg.playing
  delete leg.playing
  // Instants are no whole numbers: the frame that is due now has been sent.
  const sent = Math.floor((nowOf(world) - startedAt) / FRAME_MS + ROUNDING) + 1
  const framesHeard = Math.min(framesOf(part), sent)
  leg.framesSent += framesHeard
  const stretch = {
    ...part,
    fromMs: ms(0),
    toMs: ms(framesHeard * FRAME_MS),
    framesHeard,
    firstAt: monoMs(startedAt + ONE_WAY_MS),
  }
  inAMoment(world, ONE_WAY_MS, () => {
    tell(world, leg, { is: 'heard', stretch })
    if (part.role === 'voicemail') keep(world, leg, stretch)
  })
}

/** What the mailbox kept of a stretch, as its recording would show. */
function keep(world: World, leg: Leg, { clip, durationMs, framesHeard, firstAt }: Stretch): void {
  const span = leg.call && recordingSpan(leg.call)
  if (!span || firstAt < span.from) return
  const room = Math.floor((span.until - firstAt) / FRAME_MS + ROUNDING) + 1
  const frames = Math.min(framesHeard, room)
  const isWhole = frames === framesOf({ durationMs })
  const before = leg.call?.record.recorded
  const [copies, wholeBefore] =
    before === undefined || before === 'notKept' ? [0, 0] : [before.copies, before.wholeMs]
  const wholeMs = ms(Math.max(wholeBefore, Math.min(durationMs, frames * FRAME_MS)))
  const recorded = {
    clip,
    wholeMs,
    complete: copies > 0 || isWhole,
    copies: copies + Number(isWhole),
  }
  tell(world, leg, { is: 'recorded', recorded })
}

export const framesOf = (part: Pick<PlayedPart, 'durationMs'>): number =>
  Math.ceil(part.durationMs / FRAME_MS)

export function hangUp(world: World, leg: Leg): void {
  if (leg.hangingUp) return
  leg.hangingUp = true
  if (leg.answeredAt !== undefined) bye(world, leg)
  else if (leg.provisional) cancel(world, leg)
  // Else the CANCEL waits for a provisional reply (RFC 3261 §9.1).
}

function bye(world: World, leg: Leg): void {
  stopPlaying(world, leg)
  inAMoment(world, ONE_WAY_MS, () => tell(world, leg, { is: 'farEndHungUp' }))
  inAMoment(world, ms(2 * ONE_WAY_MS), () => end(world, leg, { by: 'us' }))
}

function cancel(world: World, leg: Leg): void {
  if (leg.cancelSent) return
  leg.cancelSent = true
  inAMoment(world, ONE_WAY_MS, () => tell(world, leg, { is: 'cancelled' }))
}

type About<Event> = Event extends CallEvent ? Omit<Event, 'attempt' | 'at'> : never

export function emit(world: World, leg: Leg, event: About<CallEvent>): void {
  if (leg.endedAt !== undefined) return
  const told = { ...event, attempt: leg.attempt, at: nowOf(world) } as CallEvent
  for (const listener of world.listeners) listener(told)
}

export function end(
  world: World,
  leg: Leg,
  how: Omit<CallEvent & { is: 'ended' }, 'is' | 'attempt' | 'at' | 'rtp'>,
): void {
  if (leg.endedAt !== undefined) return
  stopPlaying(world, leg)
  const talkMs = leg.answeredAt === undefined ? 0 : nowOf(world) - leg.answeredAt
  const received = Math.floor(talkMs / FRAME_MS)
  const rtp = { sent: leg.framesSent, received, lost: 0, jitterMs: 0 }
  emit(world, leg, { is: 'ended', ...how, rtp })
  leg.endedAt = nowOf(world)
}

// ── the carrier and the person ──

export function arrive(world: World, leg: Leg): void {
  const attemptIndex = world.called.get(leg.number) ?? 0
  const facts = {
    number: leg.number,
    callId: leg.attempt,
    attemptIndex,
    invitedAt: nowOf(world),
  }
  const trouble = world.trouble?.(leg.trunk, nowOf(world))
  if (trouble === 'silent') return
  world.arrived.push(leg)
  const refuse = (sipStatus: number, retryAfterSeconds?: number): void => {
    leg.record = refusedRecord(facts, sipStatus)
    inAMoment(world, ONE_WAY_MS, () => refusal(world, leg, sipStatus, retryAfterSeconds))
  }
  if (!isFiction(leg.number)) {
    refuse(403)
    return
  }
  if (trouble !== undefined) {
    refuse(trouble)
    return
  }
  const conduct = conductOf(world.seed, leg.number, attemptIndex, world.mix)
  // Whoever never replies takes up no place: the carrier on sockets does not even see the call.
  if (conduct.setup.is !== 'silent') {
    const [load, admission] = admit(loadOf(world, leg), world.limits, nowOf(world))
    world.loads.set(leg.trunk, load)
    if (admission.is === 'refused') {
      refuse(503, admission.retryAfterSeconds)
      return
    }
  }
  world.called.set(leg.number, attemptIndex + 1)
  leg.call = callOf(conduct, facts)
  tell(world, leg, { is: 'invited' })
}

const loadOf = (world: World, { trunk }: Leg): CarrierLoad =>
  world.loads.get(trunk) ?? openLoad(world.openedAt)

export function tell(world: World, leg: Leg, input: CallInput): void {
  if (!leg.call) return
  const wasUp = leg.call.record.endedAt === undefined
  const [call, effects] = stepCall(leg.call, input, nowOf(world))
  leg.call = call
  if (wasUp && call.record.endedAt !== undefined) {
    world.loads.set(leg.trunk, release(loadOf(world, leg)))
    world.ringBacks?.ended(call.record)
  }
  for (const effect of effects) inAMoment(world, ONE_WAY_MS, () => reach(world, leg, effect))
  const deadline = nextDeadline(call.person)
  if (deadline && deadline.at !== leg.wakeAt) {
    leg.wakeAt = deadline.at
    world.agenda.add(deadline.at, () => tell(world, leg, { is: 'time' }))
  }
}

/** What the phone did reaches us. */
function reach(world: World, leg: Leg, effect: PersonEffect): void {
  if (leg.endedAt !== undefined) return
  switch (effect.is) {
    case 'trying':
      provisional(world, leg)
      return
    case 'ring':
      leg.rang = true
      provisional(world, leg)
      emit(world, leg, { is: 'ringing', earlyMedia: effect.earlyMedia })
      return
    case 'answer':
      inAMoment(world, ONE_WAY_MS, () => tell(world, leg, { is: 'acked' }))
      if (leg.hangingUp) {
        // The 200 crossed our CANCEL: ACK, then BYE (RFC 3261 §9.1, §15).
        bye(world, leg)
        return
      }
      leg.answeredAt = nowOf(world)
      emit(world, leg, { is: 'answered' })
      return
    case 'press':
      if (!leg.hangingUp) emit(world, leg, { is: 'key', key: effect.key })
      return
    case 'hangUp':
      end(world, leg, { by: 'callee' })
      return
    case 'reject':
      refusal(world, leg, effect.status, effect.retryAfterSeconds)
      return
    case 'say':
      leg.ear.plays(effect.sound)
      return
    case 'record':
    case 'pickUp':
      return // nothing of it is heard
    default:
      effect satisfies never
  }
}

function provisional(world: World, leg: Leg): void {
  leg.provisional = true
  if (leg.hangingUp) cancel(world, leg)
}

function refusal(world: World, leg: Leg, sipStatus: number, retryAfterSeconds?: number): void {
  const outcome = outcomeOfSip({ status: sipStatus, reasons: [], rang: leg.rang })
  // What blames the carrier after our CANCEL is only how some carriers confirm one.
  if (leg.cancelSent && (sipStatus === 487 || outcomes[outcome].fault === 'carrier')) {
    end(world, leg, { by: 'us', sipStatus })
    return
  }
  if (retryAfterSeconds === undefined) {
    end(world, leg, { by: 'refused', outcome, sipStatus })
    return
  }
  const retryAfterMs = seconds(retryAfterSeconds)
  if (sipStatus === 503) world.heldUntil.set(leg.trunk, after(nowOf(world), retryAfterMs))
  end(world, leg, { by: 'refused', outcome, sipStatus, retryAfterMs })
}

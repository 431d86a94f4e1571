/**
 * The practice population in virtual time, behind the port of call/telephony.ts: no sockets, no real
 * clock, the same run every time for one seed. Whoever drives a simulation moves its clock to
 * `nextEventAt()` and calls `advanceTo`; every message takes ONE_WAY_MS. test/contract holds this and
 * the real telephony against the practice carrier to the same sequences of events.
 */
import { assert } from '../../base/assert.ts'
import type { Clock } from '../../base/clock.ts'
import type { AttemptId, ClipId, TrunkId } from '../../base/ids.ts'
import { after, type E164, type MonoMs, type Ms, monoMs, ms, seconds } from '../../base/units.ts'
import { outcomes } from '../../call/outcome.ts'
import type { CallEvent, PlacedCall, Telephony } from '../../call/telephony.ts'
import type { MessagePart } from '../../campaign/voiceMessage.ts'
import { isFiction } from '../../contacts/phoneNumber.ts'
import { outcomeOfSilence, outcomeOfSip } from '../sipOutcome.ts'
import { type Agenda, openAgenda } from './agenda.ts'
import {
  admit,
  type CarrierLimits,
  type CarrierLoad,
  generousLimits,
  openLoad,
  release,
} from './carrierLimits.ts'

import { nextDeadline, type PersonEffect } from './person.ts'
import {
  type CallInput,
  callOf,
  type PersonCall,
  type PersonRecord,
  refusedRecord,
  stepCall,
} from './personCall.ts'
import { conductOf, type Mix } from './population.ts'

export interface VirtualTelephonyOptions {
  readonly seed: number
  readonly mix: Mix
  /** The parts that may be played, with their durations. */
  readonly parts: readonly MessagePart[]
  readonly clock: Clock
  readonly limits?: CarrierLimits
  /** What is wrong with a trunk at an instant: nobody answers, or everything gets this status. */
  readonly trouble?: (trunk: TrunkId | undefined, now: MonoMs) => 'silent' | number | undefined
}

export interface VirtualTelephony {
  readonly telephony: Telephony
  /** Lives through everything due up to `now`, in order. */
  advanceTo(now: MonoMs): void
  /** When something happens next; undefined when nothing will by itself. */
  nextEventAt(): MonoMs | undefined
  /** One record a call that reached the carrier, in the order they came. */
  records(): readonly PersonRecord[]
}

/** How long every message takes on its way. */
export const ONE_WAY_MS = ms(1)
const FRAME_MS = 20
/** Timer B: 64·T1 (RFC 3261 table 4). */
const INVITE_TIMEOUT_MS = ms(64 * 500)
/** Longer than anything can take once all is hung up. */
const CLOSE_WITHIN_MS = seconds(60)

interface Leg {
  readonly attempt: AttemptId
  readonly number: E164
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
  playing?: { readonly part: MessagePart; readonly startedAt: MonoMs }
  framesSent: number
  wakeAt?: MonoMs
}

interface World extends VirtualTelephonyOptions {
  readonly limits: CarrierLimits
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
  /** After 503 with Retry-After no call is placed over that trunk before this (RFC 3261 §21.5.4). */
  readonly heldUntil: Map<TrunkId | undefined, MonoMs>
}

export function virtualTelephony(options: VirtualTelephonyOptions): VirtualTelephony {
  const world: World = {
    ...options,
    limits: options.limits ?? generousLimits,
    agenda: openAgenda(),
    legs: new Map(),
    called: new Map(),
    arrived: [],
    openedAt: options.clock.mono(),
    loads: new Map(),
    living: undefined,
    listeners: [],
    heldUntil: new Map(),
  }
  const live = (attempt: AttemptId): Leg | undefined => {
    const leg = world.legs.get(attempt)
    return leg && leg.endedAt === undefined ? leg : undefined
  }
  const telephony: Telephony = {
    onEvent: (listener) => {
      world.listeners.push(listener)
    },
    loadClip: () => Promise.resolve(),
    place: (call) => place(world, call),
    play: (attempt, clip) => {
      const leg = live(attempt)
      if (leg) play(world, leg, clip)
    },
    stopPlaying: (attempt) => {
      const leg = live(attempt)
      if (leg) stopPlaying(world, leg)
    },
    listen: () => undefined,
    hangUp: (attempt) => {
      const leg = live(attempt)
      if (leg) hangUp(world, leg)
    },
    close: () => {
      for (const leg of world.legs.values()) if (leg.endedAt === undefined) hangUp(world, leg)
      advanceTo(world, monoMs(nowOf(world) + CLOSE_WITHIN_MS))
      return Promise.resolve()
    },
  }
  return {
    telephony,
    advanceTo: (now) => advanceTo(world, now),
    nextEventAt: () => world.agenda.nextAt(),
    records: () => world.arrived.map((leg) => leg.call?.record ?? (leg.record as PersonRecord)),
  }
}

const nowOf = (world: World): MonoMs => world.living ?? world.clock.mono()

function advanceTo(world: World, now: MonoMs): void {
  assert(world.living === undefined, 'advanceTo is not called from within an event')
  for (let due = world.agenda.takeDue(now); due; due = world.agenda.takeDue(now)) {
    world.living = due.at
    due.item()
  }
  world.living = undefined
}

const inAMoment = (world: World, wait: Ms, happen: () => void): void =>
  world.agenda.add(monoMs(nowOf(world) + wait), happen)

// ── our side ──

function place(world: World, { attempt, lawful, trunk }: PlacedCall): void {
  assert(!world.legs.has(attempt), 'an attempt is placed once')
  const leg: Leg = {
    attempt,
    number: lawful.number,
    trunk,
    provisional: false,
    rang: false,
    hangingUp: false,
    cancelSent: false,
    firstAudioSent: false,
    framesSent: 0,
  }
  world.legs.set(attempt, leg)
  // Telephony checks once more that the proof has not expired.
  const heldMs = ms((world.heldUntil.get(trunk) ?? 0) - nowOf(world))
  if (world.clock.epoch() >= lawful.expiresAt || heldMs > 0) {
    const retryAfter = heldMs > 0 ? { retryAfterMs: heldMs } : {}
    const notPlaced = { by: 'refused', outcome: 'notPlaced', ...retryAfter } as const
    inAMoment(world, ms(0), () => end(world, leg, notPlaced))
    return
  }
  inAMoment(world, ms(0), () => emit(world, leg, { is: 'placed' }))
  inAMoment(world, ONE_WAY_MS, () => arrive(world, leg))
  inAMoment(world, INVITE_TIMEOUT_MS, () => {
    if (!leg.provisional) {
      end(world, leg, { by: 'refused', outcome: outcomeOfSilence, sipStatus: 408 })
    }
  })
}

function play(world: World, leg: Leg, clip: ClipId): void {
  if (leg.answeredAt === undefined) return
  const part = world.parts.find((known) => known.clip === clip)
  assert(part, 'the virtual telephony plays only the parts it was told about')
  stopPlaying(world, leg)
  const startedAt = nowOf(world)
  const playing = { part, startedAt }
  leg.playing = playing
  if (!leg.firstAudioSent) {
    leg.firstAudioSent = true
    const sinceAckMs = ms(startedAt - leg.answeredAt)
    inAMoment(world, ms(0), () => emit(world, leg, { is: 'firstAudio', sinceAckMs }))
  }
  const { role, durationMs } = part
  inAMoment(world, ONE_WAY_MS, () => {
    tell(world, leg, { is: 'heardStarted', role, durationMs })
  })
  inAMoment(world, ms((framesOf(part) - 1) * FRAME_MS), () => {
    if (leg.playing !== playing) return
    stopPlaying(world, leg)
    emit(world, leg, { is: 'playEnded', clip })
  })
}

/** What was sent up to now is what the person will have heard. */
function stopPlaying(world: World, leg: Leg): void {
  if (!leg.playing) return
  const { part, startedAt } = leg.playing
  delete leg.playing
  const sent = Math.floor((nowOf(world) - startedAt) / FRAME_MS) + 1
  const framesHeard = Math.min(framesOf(part), sent)
  leg.framesSent += framesHeard
  const stretch = {
    ...part,
    fromMs: ms(0),
    toMs: ms(framesHeard * FRAME_MS),
    framesHeard,
    firstAt: monoMs(startedAt + ONE_WAY_MS),
  }
  inAMoment(world, ONE_WAY_MS, () => tell(world, leg, { is: 'heard', stretch }))
}

const framesOf = (part: MessagePart): number => Math.ceil(part.durationMs / FRAME_MS)

function hangUp(world: World, leg: Leg): void {
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

function emit(world: World, leg: Leg, event: About<CallEvent>): void {
  if (leg.endedAt !== undefined) return
  const told = { ...event, attempt: leg.attempt, at: nowOf(world) } as CallEvent
  for (const listener of world.listeners) listener(told)
}

function end(
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

function arrive(world: World, leg: Leg): void {
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

function tell(world: World, leg: Leg, input: CallInput): void {
  if (!leg.call) return
  const wasUp = leg.call.record.endedAt === undefined
  const [call, effects] = stepCall(leg.call, input, nowOf(world))
  leg.call = call
  if (wasUp && call.record.endedAt !== undefined) {
    world.loads.set(leg.trunk, release(loadOf(world, leg)))
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
      return
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

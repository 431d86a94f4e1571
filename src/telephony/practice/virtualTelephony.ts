/**
 * The practice population in virtual time, behind the port of call/telephony.ts: no sockets, no real
 * clock, the same run every time for one seed. Whoever drives a simulation moves its clock to
 * `nextEventAt()` and calls `advanceTo`; every message takes ONE_WAY_MS. test/contract holds this and
 * the real telephony against the practice carrier to the same sequences of events.
 */
import { assert } from '../../base/assert.ts'
import type { AttemptId, ClipId } from '../../base/ids.ts'
import { seedOf } from '../../base/random.ts'
import { type MonoMs, monoMs, ms, seconds } from '../../base/units.ts'
import type { IncomingTelephony } from '../../call/incoming.ts'
import type { PlacedCall, Telephony } from '../../call/telephony.ts'
import { outcomeOfSilence } from '../sipOutcome.ts'
import { openAgenda } from './agenda.ts'
import { generousLimits } from './carrierLimits.ts'
import type { PersonRecord } from './personCall.ts'
import type { RingBackRecord } from './ringBack.ts'
import { noMistakes, VirtualEar } from './virtualEar.ts'
import {
  arrive,
  emit,
  end,
  framesOf,
  hangUp,
  inAMoment,
  type Leg,
  nowOf,
  ONE_WAY_MS,
  stopPlaying,
  tell,
  type VirtualTelephonyOptions,
  type World,
} from './virtualLine.ts'
import { VirtualRingBacks } from './virtualRingBack.ts'

export interface VirtualTelephony {
  readonly telephony: Telephony & IncomingTelephony
  /** Lives through everything due up to `now`, in order. */
  advanceTo(now: MonoMs): void
  /** When something happens next; undefined when nothing will by itself. */
  nextEventAt(): MonoMs | undefined
  /** One record a call that reached the carrier, in the order they came. */
  records(): readonly PersonRecord[]
  ringBacks(): readonly RingBackRecord[]
}

const FRAME_MS = 20
/** Timer B: 64·T1 (RFC 3261 table 4). */
const INVITE_TIMEOUT_MS = ms(64 * 500)
/** Longer than anything can take once all is hung up. */
const CLOSE_WITHIN_MS = seconds(60)

export function virtualTelephony(options: VirtualTelephonyOptions): VirtualTelephony {
  const world: World = {
    ...options,
    limits: options.limits ?? generousLimits,
    ear: options.ear ?? noMistakes,
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
  const ringBacks = ringBacksOf(world)
  if (ringBacks) world.ringBacks = ringBacks
  const live = (attempt: AttemptId): Leg | undefined => {
    const leg = world.legs.get(attempt)
    return leg && leg.endedAt === undefined ? leg : undefined
  }
  const telephony: Telephony & IncomingTelephony = {
    onIncoming: (listener) => ringBacks?.onIncoming(listener),
    onEngaged: () => ringBacks?.onEngaged(),
    accept: (attempt) => ringBacks?.accept(attempt),
    refuse: (attempt, why) => ringBacks?.refuse(attempt, why),
    onEvent: (listener) => {
      world.listeners.push(listener)
    },
    loadClip: () => Promise.resolve(),
    place: (call) => place(world, call),
    play: (attempt, clip) => {
      const leg = live(attempt)
      if (leg) play(world, leg, clip)
      else ringBacks?.play(attempt, clip)
    },
    stopPlaying: (attempt) => {
      const leg = live(attempt)
      if (leg) stopPlaying(world, leg)
      else ringBacks?.stopPlaying(attempt)
    },
    listen: (attempt, how) => live(attempt)?.ear.listen(how),
    hangUp: (attempt) => {
      const leg = live(attempt)
      if (leg) hangUp(world, leg)
      else ringBacks?.hangUp(attempt)
    },
    close: () => {
      ringBacks?.hangUpAll()
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
    ringBacks: () => ringBacks?.records() ?? [],
  }
}

function ringBacksOf(world: World): VirtualRingBacks | undefined {
  const { seed, mix, parts, newAttemptId } = world
  if (!mix.ringBack || !newAttemptId) return undefined
  return new VirtualRingBacks({
    ...{ seed, parts, newAttemptId, mix: mix.ringBack, oneWayMs: ONE_WAY_MS },
    now: () => nowOf(world),
    later: (wait, happen) => inAMoment(world, wait, happen),
    emit: (event) => {
      for (const listener of world.listeners) listener(event)
    },
  })
}

function advanceTo(world: World, now: MonoMs): void {
  assert(world.living === undefined, 'advanceTo is not called from within an event')
  for (let due = world.agenda.takeDue(now); due; due = world.agenda.takeDue(now)) {
    world.living = due.at
    due.item()
  }
  world.living = undefined
}

// ── our side ──

function place(world: World, call: PlacedCall): void {
  const { attempt, lawful, trunk } = call
  assert(!world.legs.has(attempt), 'an attempt is placed once')
  world.ringBacks?.placed(call)
  const leg: Leg = {
    attempt,
    number: lawful.number,
    ear: earOf(world, attempt, () => leg),
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

/** Each call has an ear of its own, which errs or not by the seed and the attempt. */
const earOf = (world: World, attempt: AttemptId, leg: () => Leg): VirtualEar =>
  new VirtualEar(seedOf(world.seed, 'ear', attempt), world.ear, {
    now: () => nowOf(world),
    later: (wait, happen) => inAMoment(world, wait, happen),
    tell: (sign) => emit(world, leg(), sign),
  })

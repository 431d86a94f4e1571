/** The two worlds the telephony contract is held in: virtual time, and real SIP and RTP on loopback. */
import { setTimeout as wait } from 'node:timers/promises'
import { encodeALaw, encodeMuLaw } from '../../src/audio/g711.ts'
import { type Clock, practiceClock } from '../../src/base/clock.ts'
import type { ClipId } from '../../src/base/ids.ts'
import { randomFrom, seedOf } from '../../src/base/random.ts'
import { type MonoMs, type Ms, monoMs, ms, seconds } from '../../src/base/units.ts'
import { amdDefaults } from '../../src/call/amdSettings.ts'
import type { Telephony } from '../../src/call/telephony.ts'
import type { Clip, MessagePart } from '../../src/campaign/voiceMessage.ts'
import { openMediaEngine } from '../../src/telephony/media.ts'
import { behaviourNames, type PlayedPart } from '../../src/telephony/practice/behaviour.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import type { PersonRecord } from '../../src/telephony/practice/personCall.ts'
import { type Mix, quickMix } from '../../src/telephony/practice/population.ts'
import { virtualTelephony } from '../../src/telephony/practice/virtualTelephony.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { aCampaign, aPart, practiceTrunk, tuesdayTen } from './aCampaign.ts'
import type { CallsPlan, PracticeCalls } from './practiceCalls.ts'

export const worlds = ['virtual', 'real'] as const
export type WorldKind = (typeof worlds)[number]

export const seed = 3

/** Everybody as likely as everybody else. */
export const contractMix: Mix = {
  ...quickMix,
  weights: Object.fromEntries(behaviourNames.map((name) => [name, 1])),
}

export const contractPlan: CallsPlan = {
  parts: {
    // Longer than it takes to press two keys on a busy machine.
    gate: aPart('gate', 1000),
    content: aPart('content', 1200),
    closing: aPart('closing', 300),
    objectionConfirmed: aPart('objectionConfirmed', 400),
  },
  menu: { ...aCampaign().menu, gateTimeoutMs: ms(500) },
  ringTimeoutMs: ms(1500),
}

/** The same call by somebody who listens for machines, and waits until it is clear who answered. */
export const listeningPlan: CallsPlan = {
  ...contractPlan,
  menu: { ...contractPlan.menu, gateTimeoutMs: seconds(10) },
  machines: {
    how: amdDefaults,
    pauses: [],
    voicemail: { clip: 'clip of voicemail' as ClipId, durationMs: seconds(4) },
  },
}

const playedParts: readonly PlayedPart[] = [
  ...Object.values(contractPlan.parts),
  { clip: 'clip of voicemail' as ClipId, durationMs: seconds(4), role: 'voicemail' },
]

export interface ContractWorld extends AsyncDisposable {
  readonly telephony: Telephony
  readonly clock: Clock
  /** Lets time pass until this holds; the calls' own deadlines are kept. */
  until(holds: () => boolean, calls: PracticeCalls): Promise<void>
  pass(duration: Ms): Promise<void>
  records(): Promise<readonly PersonRecord[]>
  /** How many people have taken the call up to now. */
  answers(): number
}

export function openWorld(kind: WorldKind): Promise<ContractWorld> {
  switch (kind) {
    case 'virtual':
      return Promise.resolve(openVirtualWorld())
    case 'real':
      return openRealWorld()
    default:
      return kind satisfies never
  }
}

function openVirtualWorld(): ContractWorld {
  let now = monoMs(1000)
  const clock = {
    mono: (): MonoMs => now,
    epoch: () => (tuesdayTen + now - 1000) as typeof tuesdayTen,
  }
  const world = virtualTelephony({ seed, mix: contractMix, parts: playedParts, clock })
  const answers = countAnswers(world.telephony)
  const moveTo = (instant: number): void => {
    now = monoMs(Math.max(now, instant))
    world.advanceTo(now)
  }
  return {
    telephony: world.telephony,
    clock,
    until: (holds, calls) => {
      while (!holds()) {
        const instants = [world.nextEventAt(), calls.nextDeadlineAt()]
        moveTo(Math.min(...instants.map((at) => at ?? Number.POSITIVE_INFINITY)))
        calls.wake()
      }
      return Promise.resolve()
    },
    pass: (duration) => {
      moveTo(now + duration)
      return Promise.resolve()
    },
    records: () => Promise.resolve(world.records()),
    answers,
    [Symbol.asyncDispose]: () => world.telephony.close(),
  }
}

function countAnswers(telephony: Telephony): () => number {
  let answers = 0
  telephony.onEvent((event) => {
    if (event.is === 'answered') answers += 1
  })
  return () => answers
}

/** T1 of 100 ms: a carrier that does not reply is given up after 6.4 s. */
const quickTimers = { t1: ms(100), t2: ms(800), t4: ms(1000) }
const LOOK_EVERY_MS = 5

async function openRealWorld(): Promise<ContractWorld> {
  const clock = practiceClock(tuesdayTen)
  const clips = playedParts.map(noiseFor)
  const carrier = await startPracticeCarrier({ seed, mix: contractMix, parts: playedParts, clips })
  const media = await openMediaEngine({ portRange: { from: 18_000, to: 18_999 } })
  const { host, port } = carrier
  // Sixty people are called at the same instant: the trunk must not make them queue.
  const trunk = { ...practiceTrunk, host, port, callsPerSecond: 500 }
  const options = { trunks: [trunk], media, clock, version: 'test', timers: quickTimers }
  const telephony = await openTelephony(options)
  for (const clip of clips) await telephony.loadClip(clip)
  let isClosed = false
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    await telephony.close()
  }
  return {
    telephony: { ...boundTo(telephony), close },
    clock,
    until: async (holds, calls) => {
      while (!holds()) {
        calls.wake()
        await wait(LOOK_EVERY_MS)
      }
    },
    pass: (duration) => wait(duration),
    records: () => carrier.records(),
    answers: countAnswers(telephony),
    [Symbol.asyncDispose]: async () => {
      await close()
      await carrier.close()
    },
  }
}

const boundTo = (telephony: Telephony): Omit<Telephony, 'close'> => ({
  onEvent: (listener) => telephony.onEvent(listener),
  loadClip: (clip) => telephony.loadClip(clip),
  place: (call) => telephony.place(call),
  play: (attempt, clip) => telephony.play(attempt, clip),
  stopPlaying: (attempt) => telephony.stopPlaying(attempt),
  listen: (attempt, how) => telephony.listen(attempt, how),
  hangUp: (attempt) => telephony.hangUp(attempt),
})

/** Noise of its own for each part: no two frames are alike, so that an ear can tell them apart. */
export function noiseFor({ clip, durationMs }: Pick<MessagePart, 'clip' | 'durationMs'>): Clip {
  const random = randomFrom(seedOf(1, clip))
  const samples = Float32Array.from({ length: durationMs * 8 }, () => random.next() - 0.5)
  return { id: clip, pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
}

/** The two worlds the telephony contract is held in: virtual time, and real SIP and RTP on loopback. */

import type { Clock } from '../../src/base/clock.ts'
import { type MonoMs, type Ms, monoMs, ms } from '../../src/base/units.ts'
import type { Telephony } from '../../src/call/telephony.ts'
import { behaviourNames } from '../../src/telephony/practice/behaviour.ts'
import type { PersonRecord } from '../../src/telephony/practice/personCall.ts'
import { type Mix, quickMix } from '../../src/telephony/practice/population.ts'
import { virtualTelephony } from '../../src/telephony/practice/virtualTelephony.ts'
import { aCampaign, aPart, tuesdayTen } from './aCampaign.ts'
import type { CallsPlan, PracticeCalls } from './practiceCalls.ts'

export const worlds = ['virtual'] as const
export type WorldKind = (typeof worlds)[number]

export const seed = 3

/** Everybody as likely as everybody else. */
export const contractMix: Mix = {
  ...quickMix,
  weights: Object.fromEntries(behaviourNames.map((name) => [name, 1])),
}

export const contractPlan: CallsPlan = {
  parts: {
    gate: aPart('gate', 600),
    content: aPart('content', 1200),
    closing: aPart('closing', 300),
    objectionConfirmed: aPart('objectionConfirmed', 400),
  },
  menu: { ...aCampaign().menu, gateTimeoutMs: ms(500) },
  ringTimeoutMs: ms(1500),
}

export interface ContractWorld extends AsyncDisposable {
  readonly telephony: Telephony
  readonly clock: Clock
  /** Lets time pass until this holds; the calls' own deadlines are kept. */
  until(holds: () => boolean, calls: PracticeCalls): Promise<void>
  pass(duration: Ms): Promise<void>
  records(): Promise<readonly PersonRecord[]>
  /** How many people have taken the call up to now. */
  answered(): number
}

export function openWorld(kind: WorldKind): Promise<ContractWorld> {
  switch (kind) {
    case 'virtual':
      return Promise.resolve(openVirtualWorld())
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
  const parts = Object.values(contractPlan.parts)
  const world = virtualTelephony({ seed, mix: contractMix, parts, clock })
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
    answered: () => world.records().filter(({ answered }) => answered).length,
    [Symbol.asyncDispose]: () => world.telephony.close(),
  }
}

/** What runs a leg (legCall.ts) sees of its machine, whoever called. */
import type { Deadline, MonoMs } from '../base/units.ts'
import {
  type IncomingEffect,
  type IncomingInput,
  type IncomingLeg,
  type IncomingSetup,
  incomingDeadline,
  startIncoming,
  stepIncoming,
} from './incomingLeg.ts'
import { legDeadline, startLeg, stepLeg } from './outgoingLeg.ts'
import type { LegEffect, LegInput, LegSetup, OutgoingLeg } from './outgoingLegState.ts'

export type MachineInput = LegInput | IncomingInput
export type MachineEffect = LegEffect | IncomingEffect

export interface LegMachine {
  start(now: MonoMs): readonly MachineEffect[]
  step(input: MachineInput, now: MonoMs): readonly MachineEffect[]
  deadline(): Deadline | undefined
  /** The far end hears what we play. */
  isTalking(): boolean
  isCanceling(): boolean
}

export function outgoingMachine(setup: LegSetup): LegMachine {
  let state: OutgoingLeg | undefined
  return {
    start: (now) => {
      const [started, effects] = startLeg(setup, now)
      state = started
      return effects
    },
    step: (input, now) => {
      if (!state || !isOfBoth(input)) return []
      const [next, effects] = stepLeg(state, input, now)
      state = next
      return effects
    },
    deadline: () => state && legDeadline(state),
    isTalking: () => state?.is === 'answered',
    isCanceling: () => state?.is === 'canceling',
  }
}

export function incomingMachine(setup: IncomingSetup): LegMachine {
  let state: IncomingLeg | undefined
  return {
    start: (now) => {
      const [started, effects] = startIncoming(setup, now)
      state = started
      return effects
    },
    step: (input, now) => {
      if (!state) return []
      const [next, effects] = stepIncoming(state, input, now)
      state = next
      return effects
    },
    deadline: () => state && incomingDeadline(state),
    isTalking: () => state?.is === 'talking' && state.leg.is === 'answered',
    isCanceling: () => false,
  }
}

const isOfBoth = (input: MachineInput): input is LegInput =>
  input.is !== 'accept' &&
  input.is !== 'refuse' &&
  input.is !== 'open' &&
  input.is !== 'canceled' &&
  input.is !== 'ackMissing'

/**
 * Lives call attempts over any Telephony, as the runner does but without campaign or store: one attempt
 * machine a call, objections stored at once. What it returns is our side of practice/agreement.ts.
 */
import assert from 'node:assert/strict'
import type { Clock } from '../../src/base/clock.ts'
import type { AttemptId } from '../../src/base/ids.ts'
import { type E164, type EpochMs, type MonoMs, type Ms, seconds } from '../../src/base/units.ts'
import { step } from '../../src/call/attempt.ts'
import type { AttemptRecord } from '../../src/call/attemptRecord.ts'
import {
  type Attempt,
  type MachinePlan,
  nextDeadline,
  plannedAttempt,
} from '../../src/call/attemptState.ts'
import type { AttemptEffect, AttemptInput } from '../../src/call/attemptStep.ts'
import type { CallEvent, Telephony } from '../../src/call/telephony.ts'
import type { Menu } from '../../src/campaign/campaign.ts'
import type { VoiceMessageParts } from '../../src/campaign/voiceMessage.ts'
import { decideTrunkTest, type LawfulCall } from '../../src/law/decide.ts'
import { openAgenda } from '../../src/telephony/practice/agenda.ts'
import type { OurAttempt } from '../../src/telephony/practice/agreement.ts'
import { shownNumber } from './aCampaign.ts'

/** The proof for a number of fiction on loopback, as `portevoix call` gets it. */
export function lawfulOnLoopback(number: E164, now: EpochMs): LawfulCall {
  const { lawful, verdict } = decideTrunkTest({
    now,
    number,
    trunkKind: 'practice',
    loopback: true,
    ownPhones: [],
    callerId: shownNumber,
  })
  assert.ok(lawful, JSON.stringify(verdict.refusals))
  return lawful
}

export interface CallsPlan {
  readonly parts: VoiceMessageParts
  readonly menu: Menu
  readonly ringTimeoutMs: Ms
  /** 90 s unless told. */
  readonly maxTalkMs?: Ms
  readonly machines?: MachinePlan
  /** 10 s unless told. */
  readonly mediaTimeoutMs?: Ms
  /** Of the first attempt: a Call-ID is made from it, so that those who share a carrier count apart. */
  readonly firstAttempt?: number
}

export interface LivedCall extends OurAttempt {
  readonly attempt: AttemptId
  readonly record: AttemptRecord
  readonly events: readonly CallEvent[]
}

export interface PracticeCalls {
  call(number: E164): void
  /** Wakes the machines whose deadlines have come. */
  wake(): void
  nextDeadlineAt(): MonoMs | undefined
  /** Calls not yet ended. */
  up(): number
  /** Ended calls, in the order they were placed. */
  lived(): readonly LivedCall[]
  readonly objected: ReadonlySet<E164>
}

interface Call {
  readonly number: E164
  machine: Attempt
  readonly events: CallEvent[]
  deadline: MonoMs | undefined
  record: AttemptRecord | undefined
}

export function practiceCalls(telephony: Telephony, clock: Clock, plan: CallsPlan): PracticeCalls {
  const calls = new Map<AttemptId, Call>()
  /** Every deadline that was ever wanted: one that no longer is wakes its machine for nothing. */
  const deadlines = openAgenda<AttemptId>()
  let up = 0
  const objected = new Set<E164>()
  const stored: AttemptId[] = []
  const perform = (attempt: AttemptId, call: Call, effect: AttemptEffect): void => {
    switch (effect.is) {
      case 'place':
        telephony.place({
          ...{ attempt, lawful: lawfulOnLoopback(call.number, clock.epoch()) },
          mediaTimeoutMs: plan.mediaTimeoutMs ?? seconds(10),
        })
        return
      case 'play':
      case 'stopPlaying':
      case 'listen':
      case 'hangUp':
        saidTo(telephony, attempt, effect)
        return
      case 'suppress':
        objected.add(call.number)
        stored.push(attempt)
        return
      case 'end':
        if (call.record === undefined) up -= 1
        call.record = effect.record
        return
      default:
        effect satisfies never
    }
  }
  const take = (attempt: AttemptId, input: AttemptInput): void => {
    const call = calls.get(attempt)
    assert.ok(call, 'an event of a call that was placed')
    const [machine, effects] = step(call.machine, input, clock.mono())
    call.machine = machine
    const deadline = nextDeadline(machine)?.at
    if (deadline !== undefined && deadline !== call.deadline) deadlines.add(deadline, attempt)
    call.deadline = deadline
    for (const effect of effects) perform(attempt, call, effect)
    // Only now, as after a round trip to the store: the effects of one step come before the next input.
    for (const objector of stored.splice(0)) take(objector, { is: 'suppressionStored' })
  }
  telephony.onEvent((event) => {
    calls.get(event.attempt)?.events.push(event)
    take(event.attempt, event)
  })
  return {
    call: (number) => {
      const attempt = attemptIdOf((plan.firstAttempt ?? 0) + calls.size)
      const machine = plannedAttempt({ ...plan, attempt, maxTalkMs: plan.maxTalkMs ?? seconds(90) })
      calls.set(attempt, { number, machine, events: [], deadline: undefined, record: undefined })
      up += 1
      take(attempt, { is: 'start' })
    },
    wake: () => {
      const now = clock.mono()
      for (let due = deadlines.takeDue(now); due; due = deadlines.takeDue(now)) {
        const call = calls.get(due.item)
        if (call?.record === undefined && call?.deadline === due.at) take(due.item, { is: 'wake' })
      }
    },
    nextDeadlineAt: () => deadlines.nextAt(),
    up: () => up,
    lived: () => livedOf(calls),
    objected,
  }
}

type Said = Extract<AttemptEffect, { is: 'play' | 'stopPlaying' | 'listen' | 'hangUp' }>

function saidTo(telephony: Telephony, attempt: AttemptId, effect: Said): void {
  switch (effect.is) {
    case 'play':
      telephony.play(attempt, effect.clip)
      return
    case 'stopPlaying':
      telephony.stopPlaying(attempt)
      return
    case 'listen':
      telephony.listen(attempt, effect.how)
      return
    case 'hangUp':
      telephony.hangUp(attempt)
      return
    default:
      effect satisfies never
  }
}

const livedOf = (calls: ReadonlyMap<AttemptId, Call>) =>
  [...calls].flatMap(([attempt, { number, events, record }]) =>
    record ? [{ attempt, number, events, record, ...record }] : [],
  )

const attemptIdOf = (index: number): AttemptId =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` as AttemptId

/** Event words as a line of a table: `ringing answered firstAudio key:1 playEnded ended:us`. */
export const wordsOf = (events: readonly CallEvent[]): string => events.map(wordOf).join(' ')

function wordOf(event: CallEvent): string {
  if (event.is === 'key') return `key:${event.key}`
  if (event.is === 'ringing') return event.earlyMedia ? 'ringing:early' : 'ringing'
  if (event.is !== 'ended') return event.is
  return ['ended', event.by, event.sipStatus, event.outcome].filter(Boolean).join(':')
}

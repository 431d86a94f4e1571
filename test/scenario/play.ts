/**
 * Plays a campaign written as a text table and writes down what the pure machines did: dialler, law,
 * attempts and retry together, without a store, a socket or a clock. Left of the arrow is what happens
 * to us, right of it what we do; an instant without an event is one at which a machine woke itself.
 */
import type { DtmfKey } from '../../src/base/dtmf.ts'
import type { AttemptId, TargetId } from '../../src/base/ids.ts'
import {
  type E164,
  epochMs,
  hours,
  type MonoMs,
  monoMs,
  ms,
  seconds,
} from '../../src/base/units.ts'
import { step as attemptStep } from '../../src/call/attempt.ts'
import { type Attempt, nextDeadline, plannedAttempt } from '../../src/call/attemptState.ts'
import type { AttemptEffect, AttemptInput } from '../../src/call/attemptStep.ts'
import type { Outcome } from '../../src/call/outcome.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import type { PartRole } from '../../src/campaign/voiceMessage.ts'
import {
  type DialerInput,
  step as dialerStep,
  idleDialer,
  nextTickAt,
} from '../../src/dialer/dialer.ts'
import type { DialerEffect } from '../../src/dialer/dialerState.ts'
import type { Candidate } from '../../src/dialer/lane.ts'
import { retryAt } from '../../src/dialer/retry.ts'
import { decide } from '../../src/law/decide.ts'
import { factsOf } from '../../src/runner/factsOf.ts'
import type { LeasedTarget } from '../../src/store/store.ts'
import { aCampaign, aMessage, practiceTrunk, tuesdayTen } from '../support/aCampaign.ts'

export interface Cast {
  /** C1, C2 … with what is special about them. */
  readonly people: readonly { readonly home?: string; readonly suppressed?: boolean }[]
  readonly callsPerSecond: number
  readonly concurrentCalls: number
}

interface Person extends LeasedTarget {
  readonly name: string
  attemptNumber: number
  dueAt: number | null
}

interface Stage {
  readonly campaign: Campaign
  readonly trunk: typeof practiceTrunk
  readonly people: readonly Person[]
  readonly attempts: Map<AttemptId, { machine: Attempt; readonly person: Person }>
  dialer: ReturnType<typeof idleDialer>
  now: MonoMs
  said: string[]
}

/** 10:00:00.000 is the instant 0 of the steady clock. */
export function play(cast: Cast, script: string): string {
  const stage = openStage(cast)
  const lines: string[] = []
  const act = (at: MonoMs, what: string, how: () => void): void => {
    stage.now = at
    stage.said = []
    how()
    if (what !== '' || stage.said.length > 0) {
      lines.push(`${clockTime(at)}  ${what.padEnd(22)} → ${stage.said.join('; ') || '-'}`)
    }
  }
  const wakeUntil = (until: MonoMs): void => {
    for (;;) {
      const at = nextWakeUp(stage)
      if (at === undefined || at > until) return
      act(at, '', () => wake(stage))
    }
  }
  for (const line of script.trim().split('\n')) {
    const [time, ...words] = (line.split('→')[0] as string).trim().split(/\s+/)
    const at = instantOf(time as string)
    if (words.length === 0) {
      wakeUntil(at)
      continue
    }
    wakeUntil(monoMs(at - 1))
    act(at, words.join(' '), () => happen(stage, words))
  }
  return lines.join('\n')
}

function openStage({ people, callsPerSecond, concurrentCalls }: Cast): Stage {
  const campaign = aCampaign()
  return {
    campaign,
    trunk: { ...practiceTrunk, callsPerSecond, concurrentCalls },
    people: people.map(personOf),
    attempts: new Map(),
    dialer: idleDialer(
      [{ ...practiceTrunk, callsPerSecond, concurrentCalls }],
      [{ campaign: campaign.id, over: [practiceTrunk.id] }],
      monoMs(0),
    ),
    now: monoMs(0),
    said: [],
  }
}

function personOf({ home, suppressed = false }: Cast['people'][number], index: number): Person {
  const name = `C${index + 1}`
  const asked = { scope: 'organisation', at: tuesdayTen, reason: 'asked by letter' } as const
  return {
    name,
    target: name as TargetId,
    campaign: aCampaign().id,
    leaseToken: name,
    contact: name,
    number: `+3363998000${index}` as E164,
    person: name,
    household: home ?? name,
    insee: '75056',
    consents: [
      {
        kind: 'given',
        controller: aCampaign().controller,
        channel: 'automate',
        at: epochMs(tuesdayTen - hours(24)),
        slots: [{ days: [2], from: '10:00', to: '20:00' }],
      },
    ],
    suppressions: suppressed ? [asked] : [],
    attempts: [],
    attemptNumber: 1,
    dueAt: 0,
  }
}

function happen(stage: Stage, words: readonly string[]): void {
  const [who = '', verb = '', argument = '', retryAfter] = words
  const { id: campaign } = stage.campaign
  const whole: Record<string, DialerInput> = {
    start: { is: 'tick' },
    tick: { is: 'tick' },
    pause: { is: 'gate', campaign, gate: 'paused' },
    resume: { is: 'gate', campaign, gate: 'open' },
  }
  const input = whole[who]
  if (input !== undefined) {
    dial(stage, input)
    return
  }
  const attempt = attemptOf(stage, who)
  if (retryAfter !== undefined) {
    dial(stage, { is: 'retryAfter', attempt, retryAfterMs: seconds(Number(retryAfter)) })
  }
  feed(stage, attempt, inputOf({ attempt, at: stage.now }, verb, argument))
}

function inputOf(
  about: { readonly attempt: AttemptId; readonly at: MonoMs },
  verb: string,
  argument: string,
): AttemptInput {
  const rtp = { sent: 0, received: 0, lost: 0, jitterMs: 0 }
  switch (verb) {
    case 'rings':
      return { is: 'ringing', earlyMedia: false, ...about }
    case 'answers':
      return { is: 'answered', ...about }
    case 'presses':
      return { is: 'key', key: argument as DtmfKey, ...about }
    case 'heard':
      return { is: 'playEnded', clip: aMessage.parts[argument as PartRole].clip, ...about }
    case 'hangs-up':
      return { is: 'ended', by: 'callee', rtp, ...about }
    case 'gone':
      return { is: 'ended', by: 'us', rtp, ...about }
    case 'stored':
      return { is: 'suppressionStored' }
    case 'replies':
      return { is: 'ended', by: 'refused', outcome: argument as Outcome, rtp, ...about }
    default:
      throw new Error(`nobody knows how to “${verb}”`)
  }
}

function attemptOf(stage: Stage, name: string): AttemptId {
  const found = [...stage.attempts].find(([, { person }]) => person.name === name)
  if (found === undefined) throw new Error(`${name} is not being called`)
  return found[0]
}

function dial(stage: Stage, input: DialerInput): void {
  const [dialer, effects] = dialerStep(stage.dialer, input, stage.now)
  stage.dialer = dialer
  for (const effect of effects) doDialerEffect(stage, effect)
}

function doDialerEffect(stage: Stage, effect: DialerEffect): void {
  const { campaign } = stage
  switch (effect.is) {
    case 'lease':
      lease(stage, effect.limit)
      break
    case 'release':
      for (const { target } of effect.candidates) {
        personNamed(stage, target).dueAt = stage.now
        stage.said.push(`give back ${target}`)
      }
      break
    case 'arm':
      arm(stage, effect.candidates)
      break
    case 'place':
      feed(stage, effect.attempt, { is: 'start' })
      break
    case 'notPlaced':
      feed(stage, effect.attempt, { is: 'notPlaced' })
      break
    case 'pauseRejected':
      stage.said.push(`pause ${campaign.id}`)
      break
  }
}

function personNamed({ people }: Stage, name: string): Person {
  return people.find((person) => person.name === name) as Person
}

function lease(stage: Stage, limit: number): void {
  const due = ({ dueAt }: Person): boolean => dueAt !== null && dueAt <= stage.now
  const ready = stage.people.filter(due).slice(0, limit)
  const { id } = stage.campaign
  if (ready.length === 0) {
    dial(stage, { is: 'nothingReady', campaign: id, at: nextDueAt(stage) })
    return
  }
  for (const person of ready) person.dueAt = null
  stage.said.push(`lease ${ready.map(({ name }) => name).join(' ')}`)
  const candidates = ready.map((person) => ({ ...person, leasedAt: stage.now }))
  dial(stage, { is: 'leased', campaign: id, candidates })
}

function arm(stage: Stage, candidates: readonly Candidate[]): void {
  const { campaign, trunk } = stage
  const now = epochMs(tuesdayTen + stage.now)
  const attempts = new Map<TargetId, AttemptId>()
  for (const { target } of candidates) {
    const person = personNamed(stage, target)
    const { verdict, lawful } = decide(factsOf(person, campaign, trunk, now))
    if (lawful === null) {
      stage.said.push(`refuse ${target} (${verdict.refusals.map(({ rule }) => rule).join(' ')})`)
      continue
    }
    const attempt = `${target}/${person.attemptNumber}` as AttemptId
    const { menu, ringTimeoutMs, maxTalkMs } = campaign
    const plan = { attempt, parts: aMessage.parts, menu, ringTimeoutMs, maxTalkMs }
    stage.attempts.set(attempt, { machine: plannedAttempt(plan), person })
    attempts.set(target, attempt)
  }
  if (attempts.size > 0) stage.said.push(`arm ${[...attempts.keys()].join(' ')}`)
  dial(stage, { is: 'armed', campaign: campaign.id, attempts })
}

function feed(stage: Stage, attempt: AttemptId, input: AttemptInput): void {
  const call = stage.attempts.get(attempt)
  if (call === undefined) throw new Error(`${attempt} is not up`)
  const [machine, effects] = attemptStep(call.machine, input, stage.now)
  const wasAnswered = call.machine.seen.answeredAt !== null
  call.machine = machine
  for (const effect of effects) doAttemptEffect(stage, { attempt, wasAnswered, ...call }, effect)
}

interface Acting {
  readonly attempt: AttemptId
  readonly person: Person
  readonly wasAnswered: boolean
}

function doAttemptEffect(stage: Stage, acting: Acting, effect: AttemptEffect): void {
  const { attempt, person, wasAnswered } = acting
  const { name } = person
  const parts = Object.values(aMessage.parts)
  switch (effect.is) {
    case 'place':
      stage.said.push(person.attemptNumber > 1 ? `invite ${name} again` : `invite ${name}`)
      break
    case 'play':
      stage.said.push(`play ${parts.find(({ clip }) => clip === effect.clip)?.role} to ${name}`)
      break
    case 'stopPlaying':
      break
    case 'hangUp':
      stage.said.push(`${wasAnswered ? 'BYE' : 'CANCEL'} ${name}`)
      break
    case 'suppress':
      stage.said.push(`suppress ${name}`)
      break
    case 'end':
      stage.attempts.delete(attempt)
      end(stage, acting, effect.record.outcome)
      break
  }
}

function end(stage: Stage, { attempt, person, wasAnswered }: Acting, outcome: Outcome): void {
  const now = epochMs(tuesdayTen + stage.now)
  const { attemptNumber } = person
  const history = { attemptNumber, countedBefore: attemptNumber - 1, anotherTrunk: false }
  const again = retryAt(outcome, history, stage.campaign, now)
  person.attemptNumber += 1
  person.dueAt = again === undefined ? null : again - tuesdayTen
  const retry = again === undefined ? '' : `, again at ${clockTime(ms(again - tuesdayTen))}`
  stage.said.push(`${person.name} ${outcome}${retry}`)
  dial(stage, { is: 'ended', attempt, outcome, answered: wasAnswered })
  if (person.dueAt !== null) {
    dial(stage, { is: 'nothingReady', campaign: stage.campaign.id, at: nextDueAt(stage) })
  }
}

/** Never, when nobody waits. */
function nextDueAt({ people }: Stage): MonoMs {
  const instants = people.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]))
  return monoMs(Math.min(Number.MAX_SAFE_INTEGER, ...instants))
}

function nextWakeUp(stage: Stage): MonoMs | undefined {
  const instants = [...stage.attempts.values()].map(({ machine }) => nextDeadline(machine)?.at)
  const ahead = [...instants, nextTickAt(stage.dialer, stage.now)].filter((at) => at !== undefined)
  const next = Math.min(...ahead)
  // The dialler asks an empty store "never": that is no wake-up.
  return next > hours(24) ? undefined : monoMs(next)
}

function wake(stage: Stage): void {
  for (const [attempt, { machine }] of [...stage.attempts]) {
    const deadline = nextDeadline(machine)
    if (deadline !== undefined && deadline.at <= stage.now) feed(stage, attempt, { is: 'wake' })
  }
  dial(stage, { is: 'tick' })
}

const tenOClockMs = hours(10)

function clockTime(at: number): string {
  return new Date(tenOClockMs + at).toISOString().slice(11, 23)
}

function instantOf(time: string): MonoMs {
  return monoMs(Date.parse(`1970-01-01T${time}Z`) - tenOClockMs)
}

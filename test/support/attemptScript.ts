/** A call attempt told as a script: what comes in, second by second, and what the machine then wants done. */
import type { AmdHow, AmdVerdictName } from '../../src/base/amd.ts'
import type { DtmfKey } from '../../src/base/dtmf.ts'
import type { AttemptId, ClipId } from '../../src/base/ids.ts'
import { type MonoMs, monoMs, ms, seconds } from '../../src/base/units.ts'
import { step } from '../../src/call/attempt.ts'
import type { AttemptRecord } from '../../src/call/attemptRecord.ts'
import { type AttemptPlan, nextDeadline, plannedAttempt } from '../../src/call/attemptState.ts'
import type { AttemptEffect, AttemptInput } from '../../src/call/attemptStep.ts'
import type { Outcome } from '../../src/call/outcome.ts'
import type { CallEvent } from '../../src/call/telephony.ts'
import type { PartRole } from '../../src/campaign/voiceMessage.ts'

const id = 'a1' as AttemptId
const part = (role: PartRole, durationMs: number) => ({
  role,
  clip: role as string as ClipId,
  durationMs: ms(durationMs),
})
/** Gate 8 s, content 20 s, closing 2 s; 5 s to choose; rings 25 s at most, talks 90 s at most. */
export const plan: AttemptPlan = {
  attempt: id,
  parts: {
    gate: part('gate', 8000),
    content: part('content', 20_000),
    closing: part('closing', 2000),
    objectionConfirmed: part('objectionConfirmed', 3000),
  },
  menu: { listen: '1', objection: '9', replay: '2', gateTimeoutMs: seconds(5), replaysMax: 1 },
  ringTimeoutMs: seconds(25),
  maxTalkMs: seconds(90),
}
export const noRtp = { sent: 0, received: 0, lost: 0, jitterMs: 0 }

/** Plays a script, one `second words` a step; between two steps the machine is woken when it asked. */
export function run(script: string, thePlan = plan) {
  let attempt = plannedAttempt(thePlan)
  const trace: string[] = []
  const records: AttemptRecord[] = []
  const listens: AmdHow[] = []
  const feed = (input: AttemptInput, now: MonoMs): void => {
    const [next, effects] = step(attempt, input, now)
    attempt = next
    for (const effect of effects) {
      trace.push(`${now / 1000} ${sayEffect(effect)}`)
      if (effect.is === 'end') records.push(effect.record)
      if (effect.is === 'listen') listens.push(effect.how)
    }
  }
  const wakeUntil = (until: MonoMs): void => {
    for (;;) {
      const due = nextDeadline(attempt)
      if (due === undefined || due.at > until) return
      feed({ is: 'wake' }, due.at)
    }
  }
  for (const line of script.split(';')) {
    const [at, ...words] = line.trim().split(' ')
    const now = monoMs(Number(at) * 1000)
    wakeUntil(now)
    if (words.length > 0) feed(inputOf(words, now), now)
  }
  return { effects: trace.join('; '), records, listens, attempt }
}

function sayEffect(effect: AttemptEffect): string {
  if (effect.is === 'suppress') return effect.by === 'key' ? 'suppress' : 'suppress unwanted'
  if (effect.is === 'play') return `play ${effect.clip}`
  return effect.is === 'end' ? `end ${effect.record.outcome}` : effect.is
}

export function inputOf([word, argument]: readonly string[], at: MonoMs): AttemptInput {
  const about = { attempt: id, at }
  if (word === 'key') return { is: 'key', key: argument as DtmfKey, ...about }
  if (word === 'played') return { is: 'playEnded', clip: argument as ClipId, ...about }
  if (word === 'answered') return { is: 'answered', ...about }
  if (word === 'placed') return { is: 'placed', ...about }
  if (word === 'ringing') return { is: 'ringing', earlyMedia: false, ...about }
  if (word === 'audio') return { is: 'firstAudio', sinceAckMs: ms(Number(argument)), ...about }
  if (word === 'amd') return { is: 'amd', verdict: verdictOf(argument as AmdVerdictName), ...about }
  // A machine for no other reason than that it beeped.
  if (word === 'amdOfBeep') {
    return { is: 'amd', verdict: { ...verdictOf('machine'), features: { beeps: 1 } }, ...about }
  }
  if (word === 'beep') return { is: 'beep', startedAt: at, hz: 1000, ...about }
  if (word === 'quiet') return { is: 'farQuiet', since: at, ...about }
  if (word === 'speaks') return { is: 'farSpeaks', since: at, ...about }
  if (word === 'gone') return gone(argument as string, at)
  return { is: word as 'start' }
}

export const verdictOf = (verdict: AmdVerdictName) => ({
  ...{ verdict, atMs: ms(1000), confidence: 0.9, features: {} },
})

/** `gone callee`, `gone us`, `gone unwanted` (a BYE that says so), or `gone 486 busy` written `gone busy`. */
function gone(by: string, at: MonoMs): CallEvent {
  const about = { is: 'ended', attempt: id, at, rtp: noRtp } as const
  if (by === '487') return { ...about, by: 'refused', outcome: 'noAnswer', sipStatus: 487 }
  if (by === 'unwanted') return { ...about, by: 'callee', outcome: 'objected' }
  if (by === 'callee' || by === 'us' || by === 'mediaTimeout' || by === 'internalError') {
    return { ...about, by }
  }
  return { ...about, by: 'refused', outcome: by as Outcome, sipStatus: 486 }
}

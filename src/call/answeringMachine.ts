/**
 * What a call does when a machine answers: the other part of the call-attempt machine (call/attempt.ts).
 *
 *  gate ─machine→ cutting ─a pause/stop→ greeting ─beep, quiet/play→ voicemail ─end→ recorded ─still up→ leaving
 *    ↑     │fax, or nobody may leave anything/BYE      ↑ └────beep/play again────┘↑│        │(voicemailLeft)
 *    │     └→ leaving                                  └─speaks, before any beep──┼┘        │
 *    ├─────────── a person after all (verdict human) ─── listen anew ←─speaks─────┘─────────┘
 *    └─screening→ cutting → greeting (the assistant's prompt) ─quiet/play gate once more→ gate (screened)
 *  The key that listens, in any of these states → playing; key 9 and the end of the leg: call/attempt.ts.
 *  Unsure means human: no verdict, `unknown` and `human` change nothing, unless a beep is heard after one of them;
 *  whoever was said to be human may still be said to be a machine, by what they say.
 */
import { assert, unreachable } from '../base/assert.ts'
import { after, between, type MonoMs, ms, seconds } from '../base/units.ts'
import { stillUpMs, wordPatienceMs } from '../campaign/answeringMachines.ts'
import { isEndOf, leave, listen, playContent, sayGate, settled, whenDue } from './attemptMoves.ts'
import { type Attempt, listensMax, nextDeadline, outcomeSoFar, type Phase } from './attemptState.ts'
import type { AttemptInput, AttemptStep } from './attemptStep.ts'
import type { Outcome } from './outcome.ts'
import type { CallEvent } from './telephony.ts'

/** How often the voicemail is begun in one call: beeps in the middle of it begin it again. */
export const voicemailStartsMax = 4
/** A machine that speaks within so much of a beep has not begun to record: a tone before its greeting. */
export const earlyWordsMs = seconds(8)
/** Hung up so soon, with no beep before: what was begun was said to a mailbox that takes nothing. */
export const fullWithinMs = seconds(3)
/** `playEnded` of a start that was replaced may still be on its way. */
const playEndToleranceMs = ms(500)

type MailboxPhase = Extract<Phase, { is: 'cutting' | 'greeting' | 'voicemail' | 'recorded' }>
type Gate = Extract<Phase, { is: 'gate' }>

/** What the ear says while the first words are spoken; undefined: the call goes on as with a person. */
export function greeted(
  attempt: Attempt,
  phase: Gate,
  input: AttemptInput,
  now: MonoMs,
): AttemptStep | undefined {
  const { machines } = attempt.plan
  // Whoever presses a key is a person, whatever is said or beeps around them.
  if (machines === undefined || attempt.seen.keys.length > 0) return undefined
  if (input.is === 'beep') return beepAtGate(attempt, now)
  if (input.is !== 'amd') return undefined
  switch (input.verdict.verdict) {
    case 'human':
      // The assistant has put us through: whoever is there hears who calls from its beginning.
      return attempt.seen.screened ? toPerson(attempt, now) : undefined
    case 'unknown':
      return attempt.seen.farEnd.last === 'beep' ? beepAtGate(attempt, now) : undefined
    case 'machine':
      if (machines.voicemail === undefined) {
        // A person whose line beeps is not hung up on for that.
        if (attempt.seen.calledPerson && (input.verdict.features['beeps'] ?? 0) > 0)
          return undefined
        return leave(attempt, attempt.seen.screened ? 'screened' : 'answeredByMachine', now)
      }
      return fallSilent(attempt, phase, 'voicemail', now)
    case 'screening':
      return attempt.seen.screened ? undefined : fallSilent(attempt, phase, 'screening', now)
    case 'fax':
      return leave(attempt, 'fax', now)
    default:
      return unreachable(input.verdict.verdict)
  }
}

/**
 * Nobody beeps but a machine: of beeps after a verdict `human` four in five are of greetings that began as a person
 * does. Whoever is there all the same says so, and is heard (`farSpeaks`).
 */
function beepAtGate(attempt: Attempt, now: MonoMs): AttemptStep | undefined {
  const { plan, seen } = attempt
  if (seen.screened) {
    // The assistant writes down from here on: once more from the beginning, as often as it is listened to.
    return seen.listens < listensMax ? speakUp(attempt, 'screening', true, now) : undefined
  }
  if (plan.machines?.voicemail === undefined || seen.farEnd.is === null) return undefined
  return startVoicemail(attempt, true, now)
}

/** Our message stops where a word ends. */
function fallSilent(
  attempt: Attempt,
  { since, promptEndedAt }: Gate,
  next: 'voicemail' | 'screening',
  now: MonoMs,
): AttemptStep {
  const screened = next === 'screening'
  const told = { ...attempt, seen: { ...attempt.seen, screened } }
  if (promptEndedAt !== null) return hearOut(told, next, now)
  const at = wordEnd(attempt, since, now)
  return [{ ...told, phase: { is: 'cutting', at, next } }, []]
}

function wordEnd({ plan }: Attempt, since: MonoMs, now: MonoMs): MonoMs {
  const saidMs = between(since, now)
  const latest = after(now, wordPatienceMs)
  const pause = plan.machines?.pauses.find(({ toMs }) => toMs >= saidMs)
  if (pause === undefined) return latest
  const at = after(since, ms(Math.max(saidMs, pause.fromMs)))
  return at < latest ? at : latest
}

export function mailboxStep(
  attempt: Attempt,
  phase: MailboxPhase,
  input: AttemptInput,
  now: MonoMs,
): AttemptStep {
  if (input.is === 'key' && input.key === attempt.plan.menu.listen) return playContent(attempt, now)
  if (input.is === 'amd') return judgedAgain(attempt, phase, input, now)
  const deadline = nextDeadline(attempt)
  if (deadline?.why === 'maxTalk' && now >= deadline.at) {
    return leave(attempt, outcomeSoFar(attempt), now)
  }
  switch (phase.is) {
    case 'cutting':
      if (input.is === 'beep' && phase.next === 'voicemail')
        return startVoicemail(attempt, true, now)
      if (isEndOf(attempt, 'gate', input)) return hearOut(attempt, phase.next, now)
      return whenDue(attempt, now, () => {
        const [silent, effects] = hearOut(attempt, phase.next, now)
        return [silent, [{ is: 'stopPlaying' }, ...effects]]
      })
    case 'greeting':
      if (input.is === 'beep') return speakUp(attempt, phase.next, true, now)
      if (input.is === 'farQuiet') return speakUp(attempt, phase.next, false, now)
      return whenDue(attempt, now, () => speakUp(attempt, phase.next, false, now))
    case 'voicemail':
      return voicemailStep(attempt, phase, input, now)
    case 'recorded':
      // Only now does it record: it had paused in the middle of its greeting.
      if (input.is === 'beep' && !attempt.seen.voicemail?.beepHeard) {
        return startVoicemail(attempt, true, now)
      }
      return whenDue(attempt, now, () => leave(attempt, outcomeSoFar(attempt), now))
    default:
      return unreachable(phase)
  }
}

/** We are silent: is the machine still greeting? */
function hearOut(attempt: Attempt, next: 'voicemail' | 'screening', now: MonoMs): AttemptStep {
  const { last } = attempt.seen.farEnd
  if (last === 'beep' || last === 'quiet') return speakUp(attempt, next, last === 'beep', now)
  return [{ ...attempt, phase: { is: 'greeting', next, since: now } }, []]
}

function speakUp(
  attempt: Attempt,
  next: 'voicemail' | 'screening',
  beep: boolean,
  now: MonoMs,
): AttemptStep {
  if (next === 'voicemail') return startVoicemail(attempt, beep, now)
  // The assistant writes down what it hears, and the person decides; who comes is listened for.
  const [gate, effects] = sayGate(attempt, now)
  return listen(gate, effects)
}

/** From its beginning, and only if all of it can be said: half a message is worse than none. */
function startVoicemail(attempt: Attempt, beep: boolean, now: MonoMs): AttemptStep {
  const { plan, seen } = attempt
  const voicemail = plan.machines?.voicemail
  assert(voicemail !== undefined, 'who is in no hurry to hang up has something to leave')
  const begun = seen.voicemail
  const beepHeard = beep || begun?.beepHeard === true
  const starts = (begun?.starts ?? 0) + 1
  if (starts > voicemailStartsMax || !fits(attempt, voicemail.durationMs, now)) {
    if (begun === null) return leave(attempt, 'answeredByMachine', now)
    const { is } = attempt.phase
    const goesOn = is === 'voicemail' || is === 'recorded'
    const told = { ...attempt, seen: { ...seen, voicemail: { ...begun, beepHeard } } }
    return goesOn ? [told, []] : leave(told, 'voicemailCut', now)
  }
  const started = { starts, beepHeard, playedMs: ms(0) }
  return [
    {
      ...attempt,
      seen: { ...seen, voicemail: started, spokenOver: false },
      phase: { is: 'voicemail', since: now },
    },
    [{ is: 'play', clip: voicemail.clip }],
  ]
}

function fits({ plan, seen }: Attempt, durationMs: number, now: MonoMs): boolean {
  const talked = seen.answeredAt === null ? 0 : between(seen.answeredAt, now)
  return talked + durationMs + stillUpMs <= plan.maxTalkMs
}

function voicemailStep(
  attempt: Attempt,
  { since }: Extract<Phase, { is: 'voicemail' }>,
  input: AttemptInput,
  now: MonoMs,
): AttemptStep {
  const voicemail = attempt.plan.machines?.voicemail
  switch (input.is) {
    case 'beep':
      return startVoicemail(attempt, true, now)
    case 'farSpeaks':
      // After a beep a person who picks up, or a machine that interrupts; before it, its greeting goes on.
      return attempt.seen.voicemail?.beepHeard
        ? listen({ ...attempt, seen: { ...attempt.seen, spokenOver: true } }, [])
        : greetingGoesOn(attempt, now)
    case 'playEnded': {
      const ofThisStart =
        between(since, input.at) >= (voicemail?.durationMs ?? 0) - playEndToleranceMs
      if (input.clip !== voicemail?.clip || !ofThisStart) return [attempt, []]
      const { seen } = settled(attempt, after(since, voicemail.durationMs))
      return [{ ...attempt, seen, phase: { is: 'recorded', endedAt: input.at } }, []]
    }
    default:
      return [attempt, []]
  }
}

function greetingGoesOn(attempt: Attempt, now: MonoMs): AttemptStep {
  const greeting = { is: 'greeting', next: 'voicemail', since: now } as const
  return listen({ ...settled(attempt, now), phase: greeting }, [{ is: 'stopPlaying' }])
}

/** A verdict after the first: a machine answered, and something was said again since. */
function judgedAgain(
  attempt: Attempt,
  phase: MailboxPhase,
  { verdict: { verdict } }: Extract<CallEvent, { is: 'amd' }>,
  now: MonoMs,
): AttemptStep {
  switch (verdict) {
    case 'human':
      return toPerson(attempt, now)
    case 'machine': {
      if (phase.is !== 'voicemail' || !attempt.seen.voicemail?.beepHeard) return [attempt, []]
      if (between(phase.since, now) < earlyWordsMs) return greetingGoesOn(attempt, now)
      // “Your message is too long”, or a mailbox that hands on to a menu: it records no more.
      return leave(attempt, 'voicemailCut', now)
    }
    case 'fax':
      return leave(attempt, 'fax', now)
    case 'unknown':
      // Nobody speaks after all: it was a noise.
      return phase.is === 'greeting' ? speakUp(attempt, phase.next, false, now) : [attempt, []]
    case 'screening':
      return [attempt, []]
    default:
      return unreachable(verdict)
  }
}

/** Whoever picks up hears the call as if they had answered it. */
function toPerson(attempt: Attempt, now: MonoMs): AttemptStep {
  const [gate, effects] = sayGate(attempt, now)
  return [{ ...gate, seen: { ...gate.seen, screened: false } }, effects]
}

/** What it means that a machine hung up, and undefined when none was being spoken to. */
export function hungUpByMachine({ phase, seen }: Attempt): Outcome | undefined {
  switch (phase.is) {
    case 'cutting':
    case 'greeting':
      if (phase.next === 'screening') return 'screened'
      return seen.voicemail === null ? 'mailboxFull' : 'voicemailCut'
    case 'voicemail': {
      const { beepHeard, playedMs } = seen.voicemail ?? { beepHeard: false, playedMs: 0 }
      return !beepHeard && playedMs < fullWithinMs ? 'mailboxFull' : 'voicemailCut'
    }
    case 'recorded':
      // Nobody can tell whether its last words were recorded.
      return 'voicemailCut'
    default:
      return undefined
  }
}

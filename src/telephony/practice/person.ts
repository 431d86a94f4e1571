/**
 * One fictional person on the phone, as a pure machine: the practice carrier and the population in
 * virtual time both run this one.
 *
 *  idle ─invited→ dialled ─postDial→ ringing ─ringMs→ answered ─acked→ talking ─line→ ended(person)
 *                   │ rejectAfter        │ cancelled     │                └─farEndHungUp→ ended(farEnd)
 *                   └─────→ ended(carrier)  ←────────────┘ (answersCancel: cancelled → answered instead)
 *  silent people stay dialled for ever; a CANCEL after the answer changes nothing (RFC 3261 §9.2).
 */
import { unreachable } from '../../base/assert.ts'
import type { DtmfKey } from '../../base/dtmf.ts'
import { after, type Deadline, earliest, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { Act, Conduct, Cue, PlayedRole } from './behaviour.ts'
import type { OwnSound } from './soundPlans.ts'

export type PersonInput =
  | { readonly is: 'invited' }
  | { readonly is: 'acked' }
  | { readonly is: 'cancelled' }
  /** A part of the message begins in the person's ear. */
  | { readonly is: 'heardStarted'; readonly role: PlayedRole; readonly durationMs: Ms }
  /** It is over, said to its end or cut. */
  | { readonly is: 'heardOver'; readonly role: PlayedRole; readonly complete: boolean }
  | { readonly is: 'farEndHungUp' }
  | { readonly is: 'time' }

export type PersonEffect =
  | { readonly is: 'trying' }
  | { readonly is: 'ring'; readonly earlyMedia: boolean }
  | { readonly is: 'answer' }
  | { readonly is: 'say'; readonly sound: OwnSound }
  | { readonly is: 'press'; readonly key: DtmfKey }
  /** A mailbox keeps what arrives from `at` on, the end of its beep: no thread that wakes up late takes any of it. */
  | { readonly is: 'record'; readonly at: MonoMs }
  /** It keeps no more: a person takes the call over. */
  | { readonly is: 'pickUp' }
  | { readonly is: 'hangUp' }
  | { readonly is: 'reject'; readonly status: number; readonly retryAfterSeconds?: number }

type Due = Deadline & { readonly act: Act }

export type Person =
  | { readonly is: 'idle'; readonly conduct: Conduct }
  | { readonly is: 'dialled'; readonly conduct: Conduct; readonly next?: Deadline }
  | { readonly is: 'ringing'; readonly conduct: Conduct; readonly next?: Deadline }
  | { readonly is: 'answered'; readonly conduct: Conduct }
  | {
      readonly is: 'talking'
      readonly conduct: Conduct
      /** Cues that have come; a line is armed by the first of its kind only. */
      readonly cues: readonly Cue[]
      readonly due: readonly Due[]
    }
  | {
      readonly is: 'ended'
      readonly conduct: Conduct
      readonly by: 'person' | 'farEnd' | 'carrier'
      /** The final reply the INVITE got. */
      readonly status: number
    }

type Stepped = readonly [Person, readonly PersonEffect[]]

export const personOf = (conduct: Conduct): Person => ({ is: 'idle', conduct })

/** When this person does something by themselves, and why. */
export function nextDeadline(person: Person): Deadline | undefined {
  switch (person.is) {
    case 'dialled':
    case 'ringing':
      return person.next
    case 'talking':
      return earliest(person.due)
    case 'idle':
    case 'answered':
    case 'ended':
      return undefined
    default:
      return unreachable(person)
  }
}

export function step(person: Person, input: PersonInput, now: MonoMs): Stepped {
  switch (person.is) {
    case 'idle':
      return input.is === 'invited' ? invited(person.conduct, now) : [person, []]
    case 'dialled':
    case 'ringing':
      return beforeAnswer(person, input, now)
    case 'answered':
      return afterAnswer(person, input, now)
    case 'talking':
      return whileTalking(person, input, now)
    case 'ended':
      return [person, []]
    default:
      return unreachable(person)
  }
}

function invited(conduct: Conduct, now: MonoMs): Stepped {
  const { setup } = conduct
  switch (setup.is) {
    case 'silent':
      return [{ is: 'dialled', conduct }, []]
    case 'rejects': {
      const next = { at: after(now, setup.afterMs), why: `reject ${setup.status}` }
      return [{ is: 'dialled', conduct, next }, [{ is: 'trying' }]]
    }
    case 'rings': {
      const next = { at: after(now, setup.postDialMs), why: 'ring' }
      return [{ is: 'dialled', conduct, next }, [{ is: 'trying' }]]
    }
    default:
      return unreachable(setup)
  }
}

function beforeAnswer(
  person: Person & { is: 'dialled' | 'ringing' },
  input: PersonInput,
  now: MonoMs,
): Stepped {
  const { conduct } = person
  if (input.is === 'farEndHungUp') return farEndHungUp(conduct)
  if (input.is === 'cancelled') {
    if (conduct.setup.is === 'rings' && conduct.setup.answersCancel) {
      return [{ is: 'answered', conduct }, [{ is: 'answer' }]]
    }
    return [{ is: 'ended', conduct, by: 'farEnd', status: 487 }, [{ is: 'reject', status: 487 }]]
  }
  if (input.is !== 'time' || !person.next || now < person.next.at) return [person, []]
  return person.is === 'ringing'
    ? [{ is: 'answered', conduct }, [{ is: 'answer' }]]
    : setupDue(conduct, now)
}

function setupDue(conduct: Conduct, now: MonoMs): Stepped {
  const { setup } = conduct
  switch (setup.is) {
    case 'rejects': {
      const { status, retryAfterSeconds } = setup
      const reject: PersonEffect = {
        is: 'reject',
        status,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      }
      return [{ is: 'ended', conduct, by: 'carrier', status }, [reject]]
    }
    case 'rings': {
      const effects: PersonEffect[] = [{ is: 'ring', earlyMedia: setup.earlyMedia }]
      if (setup.earlyMedia) effects.push({ is: 'say', sound: 'ringback' })
      const ringing = { is: 'ringing', conduct } as const
      if (setup.ringMs === undefined) return [ringing, effects]
      const next = { at: after(now, setup.ringMs), why: 'answer' }
      return [{ ...ringing, next }, effects]
    }
    case 'silent':
      return [{ is: 'dialled', conduct }, []]
    default:
      return unreachable(setup)
  }
}

function afterAnswer(
  person: Person & { is: 'answered' },
  input: PersonInput,
  now: MonoMs,
): Stepped {
  switch (input.is) {
    case 'acked':
      return talk(pickedUp(person, now), now)
    case 'heardStarted':
    case 'heardOver':
      // Sound may overtake the ACK: whoever hears something is on the phone.
      return whileTalking(pickedUp(person, now), input, now)
    case 'farEndHungUp':
      return farEndHungUp(person.conduct)
    case 'invited':
    case 'cancelled':
    case 'time':
      return [person, []]
    default:
      return unreachable(input)
  }
}

const pickedUp = ({ conduct }: Person, now: MonoMs): Person & { is: 'talking' } =>
  arm({ is: 'talking', conduct, cues: [], due: [] }, 'ack', { at: now, durationMs: ms(0) })

function whileTalking(
  person: Person & { is: 'talking' },
  input: PersonInput,
  now: MonoMs,
): Stepped {
  switch (input.is) {
    case 'heardStarted':
      return talk(starts(person, input, now), now)
    case 'heardOver':
      return talk(arm(person, `${input.role} over`, { at: now, durationMs: ms(0) }), now)
    case 'time':
      return talk(person, now)
    case 'farEndHungUp':
      return farEndHungUp(person.conduct)
    case 'invited':
    case 'acked':
    case 'cancelled':
      return [person, []]
    default:
      return unreachable(input)
  }
}

/** The first time is one cue, the second another; after that nothing is awaited. */
function starts(
  person: Person & { is: 'talking' },
  { role, durationMs }: PersonInput & { is: 'heardStarted' },
  at: MonoMs,
): Person & { is: 'talking' } {
  const isFirst = !person.cues.includes(`${role} starts`)
  return arm(person, isFirst ? `${role} starts` : `${role} starts again`, { at, durationMs })
}

/** The lines of this cue get their instants. */
function arm(
  person: Person & { is: 'talking' },
  cue: Cue,
  { at, durationMs }: { at: MonoMs; durationMs: Ms },
): Person & { is: 'talking' } {
  if (person.cues.includes(cue)) return person
  const due = person.conduct.lines
    .filter((line) => line.on === cue)
    .map((line) => ({
      at: after(at, ms(line.afterMs + Math.round((line.share ?? 0) * durationMs))),
      why: line.act.is,
      act: line.act,
    }))
  return { ...person, cues: [...person.cues, cue], due: [...person.due, ...due] }
}

/** Does every line that is due, in the order of their instants; hanging up is the last thing done. */
function talk(person: Person & { is: 'talking' }, now: MonoMs): Stepped {
  const ready = person.due.filter((due) => due.at <= now).sort((a, b) => a.at - b.at)
  const effects: PersonEffect[] = []
  for (const { act, at } of ready) {
    effects.push(act.is === 'record' ? { is: 'record', at } : act)
    if (act.is === 'hangUp') {
      return [{ is: 'ended', conduct: person.conduct, by: 'person', status: 200 }, effects]
    }
  }
  if (ready.length === 0) return [person, effects]
  const isTaken = ready.some(({ act }) => act.is === 'pickUp')
  const due = person.due.filter(({ at, act }) => at > now && !(isTaken && act.is === 'hangUp'))
  return [{ ...person, due }, effects]
}

const farEndHungUp = (conduct: Conduct): Stepped => [
  { is: 'ended', conduct, by: 'farEnd', status: 200 },
  [],
]

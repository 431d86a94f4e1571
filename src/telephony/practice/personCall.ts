/**
 * One call as the person's phone lived it: the person machine with its PersonRecord, which is what the
 * report is checked against (agreement.ts). Nothing in a record comes from our own bookkeeping.
 */
import type { DtmfKey } from '../../base/dtmf.ts'
import type { ClipId } from '../../base/ids.ts'
import { between, type E164, type MonoMs, type Ms, monoMs, ms } from '../../base/units.ts'
import type { Behaviour, Conduct, PlayedRole } from './behaviour.ts'
import { type Person, type PersonEffect, type PersonInput, personOf, step } from './person.ts'
import type { RecordedVoicemail } from './recordedVoicemail.ts'

/** One hearing of one part, from its first frame on. */
export interface HeardPart {
  readonly clip: ClipId
  readonly role: PlayedRole
  /** What arrived, in frames of 20 ms. */
  readonly heardMs: Ms
  /** Begun at its first frame, and at least 98 % of its frames arrived. */
  readonly complete: boolean
}

export interface PersonRecord {
  readonly number: E164
  readonly callId: string
  /** How often this number had been called before. */
  readonly attemptIndex: number
  /** Nothing when the carrier refused the call before it reached the person. */
  readonly behaviour?: Behaviour
  readonly invitedAt: MonoMs
  /** INVITEs of this same call that came again (RFC 3261 §17.1.1.2): not new calls. */
  readonly inviteRetransmissions: number
  /** How long it rang; nothing when it never did. */
  readonly rangMs?: Ms
  /** A CANCEL came before the answer, or crossed it. */
  readonly cancelled: boolean
  readonly answered: boolean
  /** When our ACK for the 200 arrived. */
  readonly ackAt?: MonoMs
  /** Silence between the ACK and the first RTP packet, as this phone measured it. */
  readonly firstAudioAfterAckMs?: Ms
  readonly heard: readonly HeardPart[]
  /** Keys pressed, in milliseconds since the ACK. */
  readonly keys: readonly { readonly key: DtmfKey; readonly atMs: Ms }[]
  readonly confirmationHeard: boolean
  /** What the mailbox kept of our message; nothing: none of it. `notKept`: too many recordings at once. */
  readonly recorded?: RecordedVoicemail | 'notKept'
  readonly hungUpBy?: 'person' | 'farEnd' | 'carrier'
  readonly endedAt?: MonoMs
  /** Final status this phone or the carrier sent. */
  readonly sipStatus?: number
}

export interface PersonCall {
  readonly person: Person
  readonly record: PersonRecord
  readonly ringingSince?: MonoMs
  readonly recordingFrom?: MonoMs
  readonly recordingUntil?: MonoMs
}

/** One continuous stretch of a part, as the ear reports it. */
export interface Stretch {
  readonly clip: ClipId
  readonly role: PlayedRole
  readonly durationMs: Ms
  readonly fromMs: Ms
  readonly toMs: Ms
  readonly framesHeard: number
  readonly firstAt: MonoMs
}

export type CallInput =
  | Exclude<PersonInput, { is: 'heardOver' }>
  | { readonly is: 'heard'; readonly stretch: Stretch }
  | { readonly is: 'recorded'; readonly recorded: RecordedVoicemail | 'notKept' }
  | { readonly is: 'inviteAgain' }

/** A part counts as heard to its end from this share of its frames on. */
export const WHOLE_SHARE = 0.98
/** Frames this quiet cannot be told apart: a part that is taken up so late was heard from its start. */
export const QUIET_LEAD_MS = ms(200)
const FRAME_MS = 20

export function callOf(
  conduct: Conduct,
  facts: Pick<PersonRecord, 'number' | 'callId' | 'attemptIndex' | 'invitedAt'>,
): PersonCall {
  return {
    person: personOf(conduct),
    record: { ...emptyRecord(facts), behaviour: conduct.behaviour },
  }
}

/** When the mailbox kept what arrived; nothing: it never did. */
export function recordingSpan({ recordingFrom, recordingUntil, record }: PersonCall) {
  if (recordingFrom === undefined) return undefined
  const until = recordingUntil ?? record.endedAt ?? monoMs(Number.POSITIVE_INFINITY)
  return { from: recordingFrom, until }
}

/** A call the carrier refused before anybody was reached. */
export const refusedRecord = (
  facts: Pick<PersonRecord, 'number' | 'callId' | 'attemptIndex' | 'invitedAt'>,
  sipStatus: number,
): PersonRecord => ({
  ...emptyRecord(facts),
  hungUpBy: 'carrier',
  endedAt: facts.invitedAt,
  sipStatus,
})

const emptyRecord = (
  facts: Pick<PersonRecord, 'number' | 'callId' | 'attemptIndex' | 'invitedAt'>,
): PersonRecord => ({
  ...facts,
  inviteRetransmissions: 0,
  cancelled: false,
  answered: false,
  heard: [],
  keys: [],
  confirmationHeard: false,
})

export function stepCall(
  call: PersonCall,
  input: CallInput,
  now: MonoMs,
): readonly [PersonCall, readonly PersonEffect[]] {
  if (input.is === 'inviteAgain') {
    const inviteRetransmissions = call.record.inviteRetransmissions + 1
    return [{ ...call, record: { ...call.record, inviteRetransmissions } }, []]
  }
  if (input.is === 'recorded') {
    return [{ ...call, record: { ...call.record, recorded: input.recorded } }, []]
  }
  const heard = input.is === 'heard' ? { ...call, record: withStretch(call.record, input) } : call
  const [person, effects] = step(heard.person, personInputOf(input, heard.record), now)
  let next: PersonCall = { ...heard, person }
  if (input.is === 'cancelled' && !next.record.answered) {
    next = { ...next, record: { ...next.record, cancelled: true } }
  }
  if (input.is === 'acked' && next.record.ackAt === undefined) {
    next = { ...next, record: { ...next.record, ackAt: now } }
  }
  for (const effect of effects) next = withEffect(next, effect, now)
  if (person.is === 'ended' && next.record.endedAt === undefined) {
    next = withEnd(next, person.by, now)
  }
  return [next, effects]
}

function personInputOf(
  input: Exclude<CallInput, { is: 'inviteAgain' | 'recorded' }>,
  record: PersonRecord,
) {
  if (input.is !== 'heard') return input
  const { role } = input.stretch
  return { is: 'heardOver', role, complete: record.heard.at(-1)?.complete ?? false } as const
}

/** A stretch that goes on where the one before broke off (lost packets) is the same hearing. */
function withStretch(record: PersonRecord, { stretch }: CallInput & { is: 'heard' }): PersonRecord {
  const { clip, role, durationMs, fromMs, toMs, framesHeard, firstAt } = stretch
  const last = record.heard.at(-1)
  const goesOn = last?.clip === clip && !last.complete && fromMs > QUIET_LEAD_MS
  const quietLeadMs = fromMs <= QUIET_LEAD_MS ? fromMs : 0
  const heardMs = ms((goesOn ? last.heardMs : quietLeadMs) + framesHeard * FRAME_MS)
  const wholeMs = WHOLE_SHARE * durationMs
  const part = { clip, role, heardMs, complete: heardMs >= wholeMs && toMs >= wholeMs }
  const isFirst = record.firstAudioAfterAckMs === undefined && record.ackAt !== undefined
  const silenceMs = between(record.ackAt ?? firstAt, firstAt) - quietLeadMs
  return {
    ...record,
    ...(isFirst ? { firstAudioAfterAckMs: ms(Math.max(0, silenceMs)) } : {}),
    heard: [...(goesOn ? record.heard.slice(0, -1) : record.heard), part],
    confirmationHeard: record.confirmationHeard || (role === 'objectionConfirmed' && part.complete),
  }
}

function withEffect(call: PersonCall, effect: PersonEffect, now: MonoMs): PersonCall {
  const { record } = call
  switch (effect.is) {
    case 'ring':
      return { ...call, ringingSince: now }
    case 'answer':
      return { ...call, record: { ...record, ...rang(call, now), answered: true, sipStatus: 200 } }
    case 'press': {
      const pressed = { key: effect.key, atMs: between(record.ackAt ?? now, now) }
      return { ...call, record: { ...record, keys: [...record.keys, pressed] } }
    }
    case 'reject':
      return { ...call, record: { ...record, sipStatus: effect.status } }
    case 'record':
      return { ...call, recordingFrom: effect.at }
    case 'pickUp':
      return { ...call, recordingUntil: now }
    case 'trying':
    case 'say':
    case 'hangUp':
      return call
    default:
      return effect satisfies never
  }
}

const withEnd = (
  call: PersonCall,
  by: 'person' | 'farEnd' | 'carrier',
  now: MonoMs,
): PersonCall => ({
  ...call,
  record: {
    ...call.record,
    ...(call.record.answered ? {} : rang(call, now)),
    hungUpBy: by,
    endedAt: now,
  },
})

const rang = ({ ringingSince }: PersonCall, now: MonoMs) =>
  ringingSince === undefined ? {} : { rangMs: between(ringingSince, now) }

/**
 * Tells one key press from the many packets that report it (RFC 4733 §2.5.2). All packets of a press
 * share its timestamp, whatever is lost, repeated or comes late:
 *
 *  quiet ─packet→ rising ─E bit | third packet | silence | next press→ (key) told ─silence→ quiet
 *  told ─packet of the same press, or of its next segment→ told       packets older than it: ignored
 *
 * A key is told at its third packet, not at its end: an objection must not wait for the finger to lift.
 */
import { unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { after, type Deadline, type MonoMs, type Ms, ms } from '../base/units.ts'
import { ticksBetween } from './schedule.ts'
import { LONGEST_SEGMENT_TICKS, type TelephoneEvent } from './telephoneEvent.ts'

const PACKETS_TO_BELIEVE = 3
/** RFC 4733 §2.5.2 leaves it open; updates come every 20 to 50 ms, so three were missed. */
export const EVENT_SILENCE_MS: Ms = ms(150)
/** Packets come late by less than a second; a timestamp further back is a clock that started anew. */
const LATE_BY_AT_MOST_TICKS = 8000

interface Press {
  readonly key: DtmfKey
  /** Timestamp of the segment last reported; older ones belong to presses that are over. */
  readonly timestamp: number
  readonly ended: boolean
  readonly lastAt: MonoMs
}

export type KeyReceiver =
  | { readonly is: 'quiet'; readonly last: Press | undefined }
  | { readonly is: 'rising'; readonly press: Press; readonly packets: number }
  | { readonly is: 'told'; readonly press: Press }

export type KeyInput =
  | { readonly is: 'packet'; readonly timestamp: number; readonly event: TelephoneEvent }
  | { readonly is: 'wake' }

export const noKeyYet: KeyReceiver = { is: 'quiet', last: undefined }

export function nextKeyDeadline(receiver: KeyReceiver): Deadline<'eventSilence'> | undefined {
  if (receiver.is === 'quiet') return undefined
  return { at: after(receiver.press.lastAt, EVENT_SILENCE_MS), why: 'eventSilence' }
}

/** The keys to tell: none, one, or two when a packet of the next press ends the one before. */
export function stepKeys(
  receiver: KeyReceiver,
  input: KeyInput,
  now: MonoMs,
): readonly [KeyReceiver, readonly DtmfKey[]] {
  switch (receiver.is) {
    case 'quiet':
      if (input.is === 'wake' || isOlder(receiver.last, input)) return [receiver, []]
      // The network held its breath in the middle of a press: the same key, already told.
      if (belongsTo(receiver.last, input)) return [{ is: 'told', press: pressOf(input, now) }, []]
      return rise(input, now)
    case 'rising':
      if (input.is === 'wake') {
        if (!hasFallenSilent(receiver.press, now)) return [receiver, []]
        return [{ is: 'quiet', last: receiver.press }, [receiver.press.key]]
      }
      if (isOlder(receiver.press, input)) return [receiver, []]
      if (!belongsTo(receiver.press, input)) {
        const [next, keys] = rise(input, now)
        return [next, [receiver.press.key, ...keys]]
      }
      return believe(input, receiver.packets + 1, now)
    case 'told':
      if (input.is === 'wake') {
        if (!hasFallenSilent(receiver.press, now)) return [receiver, []]
        return [{ is: 'quiet', last: receiver.press }, []]
      }
      if (isOlder(receiver.press, input)) return [receiver, []]
      if (!belongsTo(receiver.press, input)) return rise(input, now)
      return [{ is: 'told', press: pressOf(input, now, receiver.press.ended) }, []]
    default:
      return unreachable(receiver)
  }
}

type PacketInput = Extract<KeyInput, { is: 'packet' }>

const pressOf = (input: PacketInput, now: MonoMs, ended = false): Press => ({
  key: input.event.key,
  timestamp: input.timestamp,
  ended: ended || input.event.end,
  lastAt: now,
})

const rise = (input: PacketInput, now: MonoMs): readonly [KeyReceiver, readonly DtmfKey[]] =>
  believe(input, 1, now)

function believe(
  input: PacketInput,
  packets: number,
  now: MonoMs,
): readonly [KeyReceiver, readonly DtmfKey[]] {
  const press = pressOf(input, now)
  if (packets < PACKETS_TO_BELIEVE && !press.ended) return [{ is: 'rising', press, packets }, []]
  return [{ is: 'told', press }, [press.key]]
}

const hasFallenSilent = (press: Press, now: MonoMs): boolean =>
  now >= after(press.lastAt, EVENT_SILENCE_MS)

/** Late packets: of a former press, or of a press that is already over (its E repeated). */
function isOlder(press: Press | undefined, input: PacketInput): boolean {
  if (press === undefined) return false
  const distance = ticksBetween(press.timestamp, input.timestamp)
  const isLate = distance < 0 && distance >= -LATE_BY_AT_MOST_TICKS
  return isLate || (distance === 0 && press.ended)
}

/** The same timestamp, or the segment that follows without a gap (RFC 4733 §2.5.1.3). */
function belongsTo(press: Press | undefined, input: PacketInput): boolean {
  if (press === undefined || input.event.key !== press.key) return false
  const distance = ticksBetween(press.timestamp, input.timestamp)
  return distance === 0 || (distance === LONGEST_SEGMENT_TICKS && !press.ended)
}

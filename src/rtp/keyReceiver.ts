/**
 * Tells one key press from the many packets that report it (RFC 4733 §2.5.2). All packets of a press
 * share its timestamp, whatever is lost, repeated or comes late:
 *
 *  quiet ─packet→ rising ─E bit | third packet | silence | next press | over→ (key) told ─silence→ quiet
 *  told ─packet of the same press→ told                                 packets of what is over: ignored
 *
 * Which press a packet is of (`relationOf`):
 *  timestamp of ours      the same press; of another key, or after its end: ignored, for nobody presses two at once
 *  later, the same key    the same press where it begins before ours is over for 20 ms: a contact that chatters, a far
 *                         end that moves the timestamp on, a press of more than 8 s in its next segment (§2.5.1.3)
 *  later otherwise        the next press
 *  earlier                ignored, up to a second; further back is a clock that began anew, so the next press
 *
 * A key is told at its third packet, not at its end: an objection must not wait for the finger to lift.
 */
import { unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { after, between, type Deadline, type MonoMs, type Ms, ms, seconds } from '../base/units.ts'
import { ticksBetween } from './schedule.ts'
import { LONGEST_SEGMENT_TICKS, type TelephoneEvent } from './telephoneEvent.ts'

const PACKETS_TO_BELIEVE = 3
/** RFC 4733 §2.5.2 leaves it open; updates come every 20 to 50 ms, so three were missed. */
export const EVENT_SILENCE_MS: Ms = ms(150)
/** Packets come late by less than a second; a timestamp further back is a clock that started anew. */
const LATE_BY_AT_MOST_TICKS = 8000
const LATE_BY_AT_MOST_MS: Ms = seconds(1)
/** Contacts that chatter do it for less than 20 ms; between two presses are 40 ms and more (ITU-T Q.24). */
export const CHATTER_TICKS = 160
/** A segment is full when the next one begins; so much of it may have been lost (200 ms). */
const SEGMENT_END_LOST_TICKS = 1600

interface Press {
  readonly key: DtmfKey
  /** Of the segment last reported; older ones belong to presses that are over. */
  readonly timestamp: number
  /** The longest reported for this timestamp. */
  readonly durationTicks: number
  /** Timestamp of the segment or press before: what still comes of it is late, however long it was. */
  readonly former: number | undefined
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
  /** Nothing more will come: the call ends, or another source speaks. */
  | { readonly is: 'over' }

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
      if (input.is !== 'packet') return [receiver, []]
      return quietStep(receiver.last, input, now)
    case 'rising': {
      const { press, packets } = receiver
      if (input.is === 'over' || (input.is === 'wake' && hasFallenSilent(press, now))) {
        return [{ is: 'quiet', last: press }, [press.key]]
      }
      if (input.is === 'wake') return [receiver, []]
      const relation = relationOf(press, input, now)
      if (relation === 'old') return [{ ...receiver, press: repeated(press, input, now) }, []]
      if (relation === 'same') return believe(pressOf(input, now, press, true), packets + 1)
      const [next, keys] = believe(pressOf(input, now, press), 1)
      return [next, [press.key, ...keys]]
    }
    case 'told': {
      const { press } = receiver
      if (input.is === 'over' || (input.is === 'wake' && hasFallenSilent(press, now))) {
        return [{ is: 'quiet', last: press }, []]
      }
      if (input.is === 'wake') return [receiver, []]
      const relation = relationOf(press, input, now)
      if (relation === 'old') return [{ is: 'told', press: repeated(press, input, now) }, []]
      if (relation === 'next') return believe(pressOf(input, now, press), 1)
      return [{ is: 'told', press: pressOf(input, now, press, true) }, []]
    }
    default:
      return unreachable(receiver)
  }
}

type PacketInput = Extract<KeyInput, { is: 'packet' }>

function quietStep(
  last: Press | undefined,
  input: PacketInput,
  now: MonoMs,
): readonly [KeyReceiver, readonly DtmfKey[]] {
  if (last === undefined) return believe(pressOf(input, now), 1)
  const relation = relationOf(last, input, now)
  switch (relation) {
    case 'old':
      return [{ is: 'quiet', last: repeated(last, input, now) }, []]
    case 'same':
      // The network held its breath in the middle of a press: already told.
      return [{ is: 'told', press: pressOf(input, now, last, true) }, []]
    case 'next':
      return believe(pressOf(input, now, last), 1)
    default:
      return unreachable(relation)
  }
}

/** The press a packet is of; `before`: the one known so far, `isSame`: it is that one. */
function pressOf(
  { timestamp, event }: PacketInput,
  now: MonoMs,
  before?: Press,
  isSame = false,
): Press {
  const isSameSegment = isSame && before?.timestamp === timestamp
  return {
    key: event.key,
    timestamp,
    durationTicks: Math.max(event.durationTicks, isSameSegment ? before.durationTicks : 0),
    former: isSameSegment ? before.former : before?.timestamp,
    ended: event.end || (isSameSegment && before.ended),
    lastAt: now,
  }
}

/** A press after which its own timestamp came once more, with nothing new to say. */
const repeated = (press: Press, { timestamp }: PacketInput, now: MonoMs): Press =>
  timestamp === press.timestamp ? { ...press, lastAt: now } : press

function believe(press: Press, packets: number): readonly [KeyReceiver, readonly DtmfKey[]] {
  if (packets < PACKETS_TO_BELIEVE && !press.ended) return [{ is: 'rising', press, packets }, []]
  return [{ is: 'told', press }, [press.key]]
}

const hasFallenSilent = (press: Press, now: MonoMs): boolean =>
  now >= after(press.lastAt, EVENT_SILENCE_MS)

function relationOf(press: Press, input: PacketInput, now: MonoMs): 'same' | 'old' | 'next' {
  const { timestamp, event } = input
  const isSameKey = event.key === press.key
  const ahead = ticksBetween(press.timestamp, timestamp)
  if (ahead === 0) {
    // Far ends whose events all have one timestamp; its own repetitions come within a second.
    const isLongOver = press.ended && between(press.lastAt, now) >= LATE_BY_AT_MOST_MS
    if (isLongOver) return 'next'
    return isSameKey && !press.ended ? 'same' : 'old'
  }
  if (timestamp === press.former || (ahead < 0 && ahead >= -LATE_BY_AT_MOST_TICKS)) return 'old'
  return isSameKey && ahead > 0 && goesOn(press, ahead) ? 'same' : 'next'
}

/** Does a report of this key that begins so many ticks later belong to the same press? */
function goesOn({ durationTicks, ended }: Press, ahead: number): boolean {
  if (ahead - durationTicks < CHATTER_TICKS) return true
  if (ended) return false
  const isNearlyFull = durationTicks >= LONGEST_SEGMENT_TICKS - SEGMENT_END_LOST_TICKS
  const isNextSegment = isNearlyFull && ahead < LONGEST_SEGMENT_TICKS + CHATTER_TICKS
  return isNextSegment || ahead === LONGEST_SEGMENT_TICKS
}

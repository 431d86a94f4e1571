/**
 * Presses keys (RFC 4733 §2.5.1): asked once per 20 ms frame, says which event packet goes out in
 * place of the sound of that frame.
 *
 *  idle ─press→ held ─held long enough→ ending (3 packets with E, §2.5.1.4) → pausing → idle
 *                └ 16 bits of duration full → next segment, timestamp + 0xFFFF, no marker (§2.5.1.3)
 */
import { assert, unreachable } from '../base/assert.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import { type Ms, ms } from '../base/units.ts'
import { FRAME_MS, FRAME_TICKS, TICKS_PER_MS } from './schedule.ts'
import { LONGEST_SEGMENT_TICKS, type TelephoneEvent } from './telephoneEvent.ts'

export const PRESS_MS: Ms = ms(100)
/** ITU-T Q.24: a receiver must accept 40 ms of key and 40 ms of pause; we keep a margin. */
const PAUSE_FRAMES = 3
const END_PACKETS = 3
export const KEYS_WAITING_AT_MOST = 32
export const SHORTEST_PRESS_MS: Ms = ms(40)
export const LONGEST_PRESS_MS: Ms = ms(30_000)

interface Press {
  readonly key: DtmfKey
  readonly ticks: number
}

export type KeySender =
  | { readonly is: 'idle'; readonly waiting: readonly Press[] }
  | {
      readonly is: 'held'
      readonly press: Press
      readonly segmentStart: number
      readonly segmentTicks: number
      readonly ticksBefore: number
      readonly waiting: readonly Press[]
    }
  | {
      readonly is: 'ending'
      readonly key: DtmfKey
      readonly segmentStart: number
      readonly segmentTicks: number
      readonly packetsLeft: number
      readonly waiting: readonly Press[]
    }
  | { readonly is: 'pausing'; readonly framesLeft: number; readonly waiting: readonly Press[] }

export interface EventPacket {
  readonly marker: boolean
  readonly timestamp: number
  readonly event: TelephoneEvent
}

export const noKeys: KeySender = { is: 'idle', waiting: [] }

/** Adds a press to what waits; undefined when the queue is full or the press is too short or long. */
export function press(sender: KeySender, key: DtmfKey, heldMs: Ms): KeySender | undefined {
  if (heldMs < SHORTEST_PRESS_MS || heldMs > LONGEST_PRESS_MS) return undefined
  if (sender.waiting.length >= KEYS_WAITING_AT_MOST) return undefined
  const frames = Math.ceil(heldMs / FRAME_MS)
  const ticks = frames * FRAME_MS * TICKS_PER_MS
  return { ...sender, waiting: [...sender.waiting, { key, ticks }] }
}

/** The packet of the frame whose sound would carry `timestamp`; undefined: send the sound. */
export function nextKeyPacket(
  sender: KeySender,
  timestamp: number,
): readonly [KeySender, EventPacket | undefined] {
  switch (sender.is) {
    case 'idle': {
      const [first, ...waiting] = sender.waiting
      if (first === undefined) return [sender, undefined]
      const segment = { segmentStart: timestamp, segmentTicks: 0, ticksBefore: 0 }
      return hold({ is: 'held', press: first, ...segment, waiting }, true)
    }
    case 'held':
      return hold(sender, false)
    case 'ending':
      return end(sender)
    case 'pausing': {
      const framesLeft = sender.framesLeft - 1
      const { waiting } = sender
      if (framesLeft > 0) return [{ is: 'pausing', framesLeft, waiting }, undefined]
      return [{ is: 'idle', waiting }, undefined]
    }
    default:
      return unreachable(sender)
  }
}

function hold(
  sender: Extract<KeySender, { is: 'held' }>,
  marker: boolean,
): readonly [KeySender, EventPacket] {
  const { press, waiting } = sender
  let { segmentStart, segmentTicks, ticksBefore } = sender
  segmentTicks += FRAME_TICKS
  if (segmentTicks > LONGEST_SEGMENT_TICKS) {
    // RFC 4733 §2.5.1.3: the next segment starts where the last one was full.
    segmentStart = (segmentStart + LONGEST_SEGMENT_TICKS) >>> 0
    ticksBefore += LONGEST_SEGMENT_TICKS
    segmentTicks -= LONGEST_SEGMENT_TICKS
  }
  assert(segmentTicks > 0, 'an event packet reports a duration')
  if (ticksBefore + segmentTicks >= press.ticks) {
    const packetsLeft = END_PACKETS
    const { key } = press
    const [after, packet] = end({
      is: 'ending',
      key,
      segmentStart,
      segmentTicks,
      packetsLeft,
      waiting,
    })
    return [after, { ...packet, marker }]
  }
  const event = { key: press.key, end: false, durationTicks: segmentTicks }
  return [
    { is: 'held', press, segmentStart, segmentTicks, ticksBefore, waiting },
    { marker, timestamp: segmentStart, event },
  ]
}

function end(sender: Extract<KeySender, { is: 'ending' }>): readonly [KeySender, EventPacket] {
  const { key, segmentStart, segmentTicks, waiting } = sender
  const packetsLeft = sender.packetsLeft - 1
  const event = { key, end: true, durationTicks: segmentTicks }
  const packet = { marker: false, timestamp: segmentStart, event }
  if (packetsLeft > 0) return [{ ...sender, packetsLeft }, packet]
  return [{ is: 'pausing', framesLeft: PAUSE_FRAMES, waiting }, packet]
}

/**
 * One report of a named telephone event (RFC 4733 §2.3), four bytes:
 *
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  |     event     |E|R| volume    |          duration             |
 *  +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 */
import { type DtmfKey, dtmfKeys } from '../base/dtmf.ts'
import { byteAt, type Extent, read16, write16 } from './packet.ts'

export const TELEPHONE_EVENT_BYTES = 4
/** RFC 4733 §2.3.5: what 16 bits hold; a longer press continues in a new segment. */
export const LONGEST_SEGMENT_TICKS = 0xffff
/** −10 dBm0, the usual level of a key; RFC 4733 §2.3.4 wants 0 to −55 accepted. */
const VOLUME_DBM0_BELOW = 10

export interface TelephoneEvent {
  readonly key: DtmfKey
  readonly end: boolean
  readonly durationTicks: number
}

/** The event in a payload, or undefined for what is no key (flash, tones, a short payload). */
export function readTelephoneEvent(payload: Extent): TelephoneEvent | undefined {
  if (payload.end - payload.start < TELEPHONE_EVENT_BYTES) return undefined
  const key = dtmfKeys[byteAt(payload.bytes, payload.start)]
  if (key === undefined) return undefined
  return {
    key,
    end: (byteAt(payload.bytes, payload.start + 1) & 0x80) !== 0,
    durationTicks: read16(payload.bytes, payload.start + 2),
  }
}

/** A payload without its number: four bytes, a key, the reserved bit 0 (RFC 4733 §2.3.3) and a duration. */
export function looksLikeKey({ bytes, start, end }: Extent): boolean {
  if (end - start !== TELEPHONE_EVENT_BYTES) return false
  const isReserved = (byteAt(bytes, start + 1) & 0x40) !== 0
  return byteAt(bytes, start) < dtmfKeys.length && !isReserved && read16(bytes, start + 2) > 0
}

export function writeTelephoneEvent(bytes: Uint8Array, at: number, event: TelephoneEvent): void {
  bytes[at] = dtmfKeys.indexOf(event.key)
  bytes[at + 1] = (event.end ? 0x80 : 0) | VOLUME_DBM0_BELOW
  write16(bytes, at + 2, event.durationTicks)
}

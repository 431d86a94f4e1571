/** Presses of keys as the packets of a far end: RFC 4733 events, tones in the sound, or both. */
import { encodeALaw } from '../../src/audio/g711.ts'
import { keyToneSample } from '../../src/audio/keyTones.ts'
import { type DtmfKey, dtmfKeys } from '../../src/base/dtmf.ts'
import type { Sent } from './rtpPeer.ts'

/** What is sent in the n-th 20 ms: sound, unless a press puts events in its place. */
export interface Press {
  readonly key: DtmfKey | 'flash'
  /** In frames of 20 ms. */
  readonly from: number
  readonly frames: number
  readonly as?: 'event' | 'tone' | 'both'
  readonly volume?: number
  readonly payloadType?: number
  readonly timestamp?: number
  /** Packets of the press that never arrive, by their number. */
  readonly lost?: (packet: number, last: number) => boolean
}

const flash = 16
const end = 3

/** The packets of one finger's work in the order they leave, by frame. */
export function packetsOf(
  presses: readonly Press[],
  sound: (frame: number) => Uint8Array,
): Sent[][] {
  const frames = Math.max(...presses.map(({ from, frames }) => from + frames)) + 25
  let sequence = 100
  return Array.from({ length: frames }, (_, frame) => {
    const packets: Sent[] = []
    const add = (packet: Omit<Sent, 'sequence'>, isLost = false): void => {
      if (!isLost) packets.push({ ...packet, sequence })
      sequence += 1
    }
    const under = presses.filter(
      (press) => frame >= press.from && frame < press.from + press.frames + end,
    )
    const events = under.filter(({ as = 'event' }) => as !== 'tone')
    const tone = under.find(({ as, from, frames }) => as && as !== 'event' && frame < from + frames)
    for (const press of events) {
      const packet = frame - press.from
      const ticks = Math.min(packet + 1, press.frames) * 160
      const segment = Math.floor((ticks - 1) / 0xffff)
      const isOver = packet >= press.frames
      const code = press.key === 'flash' ? flash : dtmfKeys.indexOf(press.key)
      const duration = ticks - segment * 0xffff
      const flags = (isOver ? 0x80 : 0) | (press.volume ?? 10)
      add(
        {
          timestamp: (press.timestamp ?? press.from * 160) + segment * 0xffff,
          payload: Uint8Array.of(code, flags, duration >> 8, duration & 255),
          payloadType: press.payloadType ?? 101,
          marker: packet === 0,
        },
        press.lost?.(packet, press.frames + end - 1),
      )
    }
    if (events.length === 0 || tone) {
      add({ timestamp: frame * 160, payload: tone ? toneOf(tone, frame) : sound(frame) })
    }
    return packets
  })
}

function toneOf({ key, from }: Press, frame: number): Uint8Array {
  const first = (frame - from) * 160
  const pressed = key === 'flash' ? '0' : key
  return encodeALaw(
    Float32Array.from({ length: 160 }, (_, i) => keyToneSample(pressed, first + i) * 0.4),
  )
}

/**
 * G.711 sound in chunks of 20 ms, as an AVI file of one audio stream. The container is chosen for how rtpengine
 * 10.5 plays: it schedules what it reads at once, and sends everything early by 10 ms a packet as soon as it has
 * more than 50 ms ahead. A WAV file is read 4,096 bytes at a time, and goes out in bursts 0.3 s ahead of its time;
 * chunks of one packet each leave 20 ms apart, byte for byte as they were prepared.
 *
 *   RIFF AVI ─┬─ LIST hdrl ─┬─ avih     LIST strl ─┬─ strh   (one sample a byte, 8,000 a second)
 *             │             └──────────────────────┴─ strf   (WAVEFORMATEX: 6 A-law, 7 µ-law)
 *             └─ LIST movi ─── 00wb 00wb 00wb …  160 bytes each, the last may be shorter
 */
import type { Codec } from '../mediaEngine.ts'

const RATE_HZ = 8000
const CHUNK_BYTES = 160
const CHUNK_US = 20_000
const WAVE_FORMAT = { pcma: 6, pcmu: 7 } as const
const ANY_QUALITY = 0xffff_ffff

export function aviOf(codec: Codec, sound: Uint8Array): Uint8Array {
  const frames = Math.ceil(sound.length / CHUNK_BYTES)
  const main = words(CHUNK_US, RATE_HZ, 0, 0, frames, 0, 1, CHUNK_BYTES, 0, 0, 0, 0, 0, 0)
  // flags, priority, initial frames, scale, rate, start, length, buffer, quality, sample size, frame
  const stream = words(0, 0, 0, 1, RATE_HZ, 0, sound.length, CHUNK_BYTES, ANY_QUALITY, 1, 0, 0)
  const header = list('hdrl', [
    chunk('avih', [main]),
    list('strl', [chunk('strh', [text('auds'), words(0), stream]), chunk('strf', [format(codec)])]),
  ])
  const chunks = Array.from({ length: frames }, (_, frame) =>
    chunk('00wb', [sound.subarray(frame * CHUNK_BYTES, (frame + 1) * CHUNK_BYTES)]),
  )
  return chunk('RIFF', [text('AVI '), header, list('movi', chunks)])
}

/** WAVEFORMATEX: tag, channels, rate, bytes a second, bytes a frame, bits a sample, extra bytes. */
function format(codec: Codec): Uint8Array {
  const bytes = Buffer.alloc(18)
  bytes.writeUInt16LE(WAVE_FORMAT[codec], 0)
  bytes.writeUInt16LE(1, 2)
  bytes.writeUInt32LE(RATE_HZ, 4)
  bytes.writeUInt32LE(RATE_HZ, 8)
  bytes.writeUInt16LE(1, 12)
  bytes.writeUInt16LE(8, 14)
  return bytes
}

const text = (four: string): Uint8Array => Buffer.from(four, 'latin1')

const words = (...values: readonly number[]): Uint8Array => {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index)
  return bytes
}

const list = (kind: string, parts: readonly Uint8Array[]): Uint8Array =>
  chunk('LIST', [text(kind), ...parts])

/** Padded to an even length; the padding is not in the size. */
function chunk(id: string, parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([text(id), words(size), ...parts, new Uint8Array(size % 2)])
}

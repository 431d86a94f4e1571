/**
 * WAV files as programs really write them: chunks in any order and of odd length, headers that were
 * never completed because the file was streamed, WAVE_FORMAT_EXTENSIBLE, 8 to 64 bits. Channels are
 * mixed down to one.
 *
 *  "RIFF" size "WAVE" { id[4] size[4] content, padded to even length }…
 *  fmt:  0 format, 2 channels, 4 rate, 8 bytes/s, 12 bytes per frame, 14 bits, (24 format if extensible)
 */

import { fromALaw, fromMuLaw } from './g711.ts'
import type { Sound, SoundRefusal } from './sound.ts'

export const LOWEST_RATE_HZ = 8000
export const HIGHEST_RATE_HZ = 192_000
export const CHANNELS_AT_MOST = 32
/** Sizes a program writes that cannot know the end yet (ffmpeg, sox and others into a pipe). */
const STREAMED_FROM = 0x7fff_0000
const EXTENSIBLE = 0xfffe

type Coding = 'pcm' | 'float' | 'alaw' | 'mulaw'

export interface WavHeader {
  readonly coding: Coding
  readonly channels: number
  readonly rateHz: number
  readonly bits: number
  /** The sound inside the file. */
  readonly start: number
  readonly frames: number
}

/** Looks at the header only, so that a file too long is refused before it is decoded. */
export function readWavHeader(bytes: Uint8Array): WavHeader | SoundRefusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') {
    return { refused: 'is not a WAV file', fr: 'n’est pas un fichier WAV' }
  }
  let format: Format | undefined
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = tag(view, at)
    const size = view.getUint32(at + 4, true)
    const start = at + 8
    if (id === 'fmt ') {
      const read = readFormat(view, start, size)
      if ('refused' in read) return read
      format = read
    } else if (id === 'data') {
      if (format === undefined)
        return {
          refused: 'has its sound before its format: export it again',
          fr: 'a son contenu avant son format : exportez-le de nouveau',
        }
      return locate(format, { start, size, fileLength: bytes.length })
    }
    // Chunks are padded to an even length; the padding is not in the size.
    at = start + size + (size % 2)
  }
  return format === undefined
    ? {
        refused: 'is a WAV file without a format: it is truncated or damaged, export it again',
        fr: 'est un fichier WAV sans format : il est coupé ou abîmé, exportez-le de nouveau',
      }
    : {
        refused: 'is a WAV file without sound: it is truncated or empty, export it again',
        fr: 'est un fichier WAV sans son : il est coupé ou vide, exportez-le de nouveau',
      }
}

/** The sound of a file whose header was read, mixed down to one channel. */
export function decodeWav(bytes: Uint8Array, header: WavHeader): Sound {
  const { channels, frames, rateHz } = header
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sampleBytes = header.bits / 8
  const read = reader(header, view)
  const samples = new Float32Array(frames)
  let at = header.start
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0
    for (let channel = 0; channel < channels; channel += 1) {
      const sample = read(at)
      // Floating point files may hold what is no number; it has no sound.
      if (Number.isFinite(sample)) sum += sample
      at += sampleBytes
    }
    samples[frame] = sum / channels
  }
  return { rateHz, samples }
}

type Format = Omit<WavHeader, 'start' | 'frames'>

function readFormat(view: DataView, at: number, size: number): Format | SoundRefusal {
  if (size < 16 || at + size > view.byteLength) {
    return {
      refused: 'has a format that is cut off: it is truncated or damaged, export it again',
      fr: 'a un format incomplet : il est coupé ou abîmé, exportez-le de nouveau',
    }
  }
  const written = view.getUint16(at, true)
  const isExtensible = written === EXTENSIBLE && size >= 26
  const code = isExtensible ? view.getUint16(at + 24, true) : written
  const channels = view.getUint16(at + 2, true)
  const rateHz = view.getUint32(at + 4, true)
  const frameBytes = view.getUint16(at + 12, true)
  const bits = view.getUint16(at + 14, true)
  const coding = codingOf(code, bits)
  if (coding === undefined) {
    return {
      refused: `is coded in a way Portevoix does not read (format ${code}, ${bits} bits): export it as PCM, 16 bits`,
      fr: `a un codage que Portevoix ne lit pas (format ${code}, ${bits} bits) : exportez-le en PCM, 16 bits`,
    }
  }
  if (rateHz < LOWEST_RATE_HZ || rateHz > HIGHEST_RATE_HZ) {
    return {
      refused: `has ${rateHz} samples a second: export it again, for example at 48000`,
      fr: `a ${rateHz} échantillons par seconde : exportez-le de nouveau, par exemple à 48000`,
      measured: `${rateHz} Hz`,
      limit: `${LOWEST_RATE_HZ} to ${HIGHEST_RATE_HZ} Hz`,
    }
  }
  if (channels < 1 || channels > CHANNELS_AT_MOST) {
    return {
      refused: `has ${channels} channels; 1 to ${CHANNELS_AT_MOST} are read: export it as mono`,
      fr: `a ${channels} canaux, et nous en lisons de 1 à ${CHANNELS_AT_MOST} : exportez-le en mono`,
      measured: `${channels} channels`,
      limit: `1 to ${CHANNELS_AT_MOST}`,
    }
  }
  if (frameBytes !== (channels * bits) / 8) {
    return {
      refused: 'has a format that contradicts itself: export it again',
      fr: 'a un format qui se contredit : exportez-le de nouveau',
    }
  }
  return { coding, channels, rateHz, bits }
}

function codingOf(code: number, bits: number): Coding | undefined {
  if (code === 1 && [8, 16, 24, 32].includes(bits)) return 'pcm'
  if (code === 3 && [32, 64].includes(bits)) return 'float'
  if (code === 6 && bits === 8) return 'alaw'
  if (code === 7 && bits === 8) return 'mulaw'
  return undefined
}

function locate(
  format: Format,
  data: { readonly start: number; readonly size: number; readonly fileLength: number },
): WavHeader | SoundRefusal {
  const frameBytes = (format.channels * format.bits) / 8
  const there = data.fileLength - data.start
  const isStreamed = data.size === 0 || data.size >= STREAMED_FROM
  if (!isStreamed && data.size > there) {
    const inSeconds = (bytes: number): string =>
      `${(bytes / frameBytes / format.rateHz).toFixed(1)} s`
    const measured = inSeconds(there)
    const limit = inSeconds(data.size)
    const promise = `it promises ${limit} of sound and holds ${measured}`
    return {
      refused: `is truncated: ${promise}: copy or export it again`,
      fr: `est coupé : il annonce ${limit} de son et en contient ${measured} ; copiez-le ou exportez-le de nouveau`,
      measured,
      limit,
    }
  }
  const frames = Math.floor((isStreamed ? there : data.size) / frameBytes)
  if (frames === 0)
    return {
      refused: 'is a WAV file without sound: export it again',
      fr: 'est un fichier WAV sans son : exportez-le de nouveau',
    }
  return { ...format, start: data.start, frames }
}

function reader({ coding, bits }: WavHeader, view: DataView): (at: number) => number {
  switch (coding) {
    case 'alaw':
      return (at) => fromALaw(view.getUint8(at)) / 32_768
    case 'mulaw':
      return (at) => fromMuLaw(view.getUint8(at)) / 32_768
    case 'float':
      return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true)
    case 'pcm':
      break
  }
  // 8-bit samples are unsigned, all others signed.
  if (bits === 8) return (at) => (view.getUint8(at) - 128) / 128
  if (bits === 16) return (at) => view.getInt16(at, true) / 0x8000
  if (bits === 24) {
    return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 0x80_0000
  }
  return (at) => view.getInt32(at, true) / 0x8000_0000
}

const tag = (view: DataView, at: number): string =>
  String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  )

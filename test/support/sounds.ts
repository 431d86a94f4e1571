/** Sounds for tests of audio: tones, speech-like bursts, silence, and WAV files around them. */
import type { Sound } from '../../src/audio/sound.ts'

export interface Tone {
  readonly hz: number
  readonly seconds: number
  readonly amplitude?: number
  readonly rateHz?: number
}

export function tone({ hz, seconds, amplitude = 0.5, rateHz = 8000 }: Tone): Sound {
  const samples = Float32Array.from(
    { length: Math.round(seconds * rateHz) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rateHz),
  )
  return { rateHz, samples }
}

export const silence = (seconds: number, rateHz = 8000): Sound => ({
  rateHz,
  samples: new Float32Array(Math.round(seconds * rateHz)),
})

/** One after the other; all at the rate of the first. */
export function inSequence(...sounds: readonly Sound[]): Sound {
  const rateHz = sounds[0]?.rateHz ?? 8000
  const samples = new Float32Array(sounds.reduce((sum, sound) => sum + sound.samples.length, 0))
  let at = 0
  for (const sound of sounds) {
    samples.set(sound.samples, at)
    at += sound.samples.length
  }
  return { rateHz, samples }
}

export interface WavOptions {
  readonly format?: 'pcm' | 'float'
  readonly bits?: number
  readonly channels?: number
  readonly isExtensible?: boolean
  /** Written in place of the true size of the sound. */
  readonly dataSize?: number
  /** Chunks before the format: id and content. */
  readonly before?: readonly (readonly [string, readonly number[]])[]
  readonly after?: readonly (readonly [string, readonly number[]])[]
}

/** The sound as a WAV file; each channel holds it. */
export function wavOf({ rateHz, samples }: Sound, options: WavOptions = {}): Uint8Array {
  const { format = 'pcm', bits = 16, channels = 1, isExtensible = false } = options
  const code = format === 'pcm' ? 1 : 3
  const frame = (channels * bits) / 8
  const head = new DataView(new ArrayBuffer(isExtensible ? 40 : 16))
  head.setUint16(0, isExtensible ? 0xfffe : code, true)
  head.setUint16(2, channels, true)
  head.setUint32(4, rateHz, true)
  head.setUint32(8, rateHz * frame, true)
  head.setUint16(12, frame, true)
  head.setUint16(14, bits, true)
  if (isExtensible) {
    head.setUint16(16, 22, true)
    head.setUint16(18, bits, true)
    head.setUint16(24, code, true)
  }
  const data = new DataView(new ArrayBuffer(samples.length * frame))
  samples.forEach((sample, i) => {
    for (let channel = 0; channel < channels; channel += 1) {
      writeSample(data, (i * channels + channel) * (bits / 8), { sample, bits, format })
    }
  })
  const bytes = [
    ...(options.before ?? []).map(([id, content]) => chunk(id, Uint8Array.from(content))),
    chunk('fmt ', new Uint8Array(head.buffer)),
    chunk('data', new Uint8Array(data.buffer), options.dataSize),
    ...(options.after ?? []).map(([id, content]) => chunk(id, Uint8Array.from(content))),
  ]
  return chunk('RIFF', joined([letters('WAVE'), ...bytes]))
}

function writeSample(
  view: DataView,
  at: number,
  { sample, bits, format }: { sample: number; bits: number; format: 'pcm' | 'float' },
): void {
  if (format === 'float') {
    if (bits === 32) view.setFloat32(at, sample, true)
    else view.setFloat64(at, sample, true)
    return
  }
  const scaled = Math.round(sample * (2 ** (bits - 1) - 1))
  if (bits === 8) view.setUint8(at, scaled + 128)
  else if (bits === 16) view.setInt16(at, scaled, true)
  else if (bits === 24) {
    view.setUint16(at, scaled & 0xffff, true)
    view.setInt8(at + 2, scaled >> 16)
  } else view.setInt32(at, scaled, true)
}

/** Padded to an even length, as RIFF wants it. */
function chunk(id: string, content: Uint8Array, size = content.length): Uint8Array {
  const head = new DataView(new ArrayBuffer(4))
  head.setUint32(0, size, true)
  const padding = new Uint8Array(content.length % 2)
  return joined([letters(id), new Uint8Array(head.buffer), content, padding])
}

const letters = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0))

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

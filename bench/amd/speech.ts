/** Speech by the synthesisers of this machine, as it leaves a mouth: 8,000 samples a second, active level 1. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { toTelephoneRate } from '../../src/audio/resample.ts'
import { ratioOf } from '../../src/audio/sound.ts'
import { decodeWav, readWavHeader } from '../../src/audio/wav.ts'
import { type Random, randomFrom, seedOf } from '../../src/base/random.ts'
import { atUnitLevel, between, joined, rate, silence } from './mix.ts'
import { type Voice, voiceId } from './voices.ts'

/** One uninterrupted utterance. The same text by the same voice is the same sound. */
export type Speak = (text: string, voice: Voice) => Promise<Float32Array>

const run = promisify(execFile)
const outputBytesMax = 32 * 2 ** 20

export function machineSpeech(): { readonly speak: Speak; close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-amd-'))
  let count = 0
  const bytesOf = async (text: string, voice: Voice): Promise<Uint8Array> => {
    const wordsPerMinute = String(Math.round(voice.wordsPerMinute / voice.size))
    if (voice.engine === 'espeak') {
      const args = [
        '-v',
        voice.name,
        '-s',
        wordsPerMinute,
        '-p',
        `${voice.pitch}`,
        '--stdout',
        text,
      ]
      const options = { encoding: 'buffer' as const, maxBuffer: outputBytesMax }
      return (await run('espeak-ng', args, options)).stdout
    }
    count += 1
    const file = path.join(folder, `${count}.wav`)
    const stretch = (165 / voice.wordsPerMinute).toFixed(2)
    const options = ['-voice', voice.name, '--setf', `duration_stretch=${stretch}`]
    await run('flite', [...options, '-t', asAscii(text), '-o', file])
    const bytes = readFileSync(file)
    rmSync(file)
    return bytes
  }
  return {
    speak: async (text, voice) => {
      const bytes = await bytesOf(text, voice)
      const header = readWavHeader(bytes)
      if ('refused' in header) throw new Error(`${voiceId(voice)}: the speech ${header.refused}`)
      const { rateHz, samples } = decodeWav(bytes, header)
      const sound = toTelephoneRate({ rateHz: Math.round(rateHz * voice.size), samples }).samples
      const random = randomFrom(seedOf(voice.pitch, text, voiceId(voice)))
      return atUnitLevel(livelier(sound, random))
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const asAscii = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('’', "'")

/** Nobody speaks as evenly as a synthesiser: pace and pitch sway by some per cent, loudness by some decibels. */
function livelier(sound: Float32Array, random: Random): Float32Array {
  const sway = wander(random, between(random, 0.01, 0.05), 1.2)
  const swell = wander(random, between(random, 0.5, 3), 2.5)
  const out: number[] = []
  for (let at = 0; at + 1 < sound.length; at += 1 + sway(out.length)) {
    const index = Math.floor(at)
    const share = at - index
    const here = sound[index] as number
    const sample = here + share * ((sound[index + 1] ?? here) - here)
    out.push(sample * ratioOf(swell(out.length)))
  }
  return Float32Array.from(out)
}

/** Three slow sines of random phase: from −`most` to `most`. */
function wander(random: Random, most: number, hz: number): (sample: number) => number {
  const parts = [0.6, 1, 1.7].map((share) => ({ hz: hz * share, phase: random.next() * 6.3 }))
  return (sample) => {
    let sum = 0
    for (const part of parts) sum += Math.sin((2 * Math.PI * part.hz * sample) / rate + part.phase)
    return (most * sum) / 3
  }
}

/** A text with its pauses (`[700]`): utterances spoken one by one, silence between them. */
export async function spoken(speak: Speak, text: string, voice: Voice): Promise<Float32Array> {
  const parts: Float32Array[] = []
  for (const piece of text.split(/(\[\d+\])/)) {
    const [, pauseMs] = /^\[(\d+)\]$/.exec(piece) ?? []
    if (pauseMs !== undefined) parts.push(silence(Number(pauseMs)))
    else if (piece.trim() !== '') parts.push(await speak(piece.trim(), voice))
  }
  return joined(parts)
}

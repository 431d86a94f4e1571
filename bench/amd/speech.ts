/** Speech by the synthesisers of this machine, as it leaves a mouth: 8,000 samples a second, active level 1. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { toTelephoneRate } from '../../src/audio/resample.ts'
import { ratioOf } from '../../src/audio/sound.ts'
import { decodeWav, readWavHeader } from '../../src/audio/wav.ts'
import { type Random, randomFrom, seedOf } from '../../src/base/random.ts'
import { englishClauses, forEspeak, tellsEnglish } from './english.ts'
import { festivalScript, frenchClauses } from './festival.ts'
import { isReader, readerScript } from './festivalReaders.ts'
import { type MadeVoice, writeVoices } from './madeVoices.ts'
import { atUnitLevel, between, joined, rate, silence } from './mix.ts'
import { tellsPhones } from './phones.ts'
import { picoCommand, readsSpelt } from './pico.ts'
import { openProcess, type Process } from './process.ts'
import { asAscii } from './spelling.ts'
import { type Voice, voiceId } from './voices.ts'

/** One uninterrupted utterance. The same text by the same voice is the same sound. */
export type Speak = (text: string, voice: Voice) => Promise<Float32Array>

export interface Speech {
  readonly speak: Speak
  close(): void
}

export function machineSpeech(made: readonly MadeVoice[] = []): Speech {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-amd-'))
  // Every run of espeak-ng reads all voices of its folder: a few folders of few are quicker than one of all.
  for (let at = 0; at < made.length; at += voicesAFolder) {
    writeVoices(folderOf(folder, at), made.slice(at, at + voicesAFolder))
  }
  const numbers = new Map(made.map(({ name }, index) => [name, index]))
  const voicesIn = (voice: Voice): readonly string[] => {
    const number = numbers.get(voice.name.replace(/.*\+/, '')) ?? 0
    return made.length > 0 ? [`--path=${folderOf(folder, number)}`] : []
  }
  const shells = Array.from({ length: shellsAtOnce }, () => openProcess(['sh'], 'inherit', /^\d+$/))
  let festival: Process | undefined
  let count = 0
  return {
    speak: async (text, voice) => {
      count += 1
      const file = path.join(folder, `${count}.wav`)
      const shell = shells[count % shells.length] as Process
      const random = randomFrom(seedOf(voice.pitch, text, voiceId(voice)))
      const printed = async (command: readonly string[]): Promise<string> => {
        await runIn(shell, command, `${file}.txt`)
        const text = readFileSync(`${file}.txt`, 'utf8')
        rmSync(`${file}.txt`)
        return text
      }
      const english = async () => englishClauses(await printed(tellsEnglish(asAscii(text))), random)
      const french = () => printed(['espeak-ng', ...tellsPhones, text])
      const { engine, name, asEnglish } = voice
      if (engine === 'pico') {
        const reading = readsSpelt(name) ? await french() : text
        await runIn(shell, picoCommand(reading, voice, file), '/dev/null')
      } else if (engine === 'festival') {
        const clauses = async () =>
          asEnglish ? await english() : frenchClauses(await french(), name)
        const script = isReader(name)
          ? readerScript(await french(), name, file)
          : festivalScript(await clauses(), voice, random, file)
        festival ??= openProcess(['festival', '--pipe'], 'ignore', /^"said"$/)
        await festival.ask(script)
      } else {
        const said = asEnglish ? forEspeak(await english()) : text
        await runIn(shell, commandOf(said, voice, file, voicesIn(voice)), '/dev/null')
      }
      const bytes = readFileSync(file)
      rmSync(file)
      const header = readWavHeader(bytes)
      if ('refused' in header) throw new Error(`${voiceId(voice)}: the speech ${header.refused}`)
      const { rateHz, samples } = decodeWav(bytes, header)
      const heard = { rateHz: rateOf(rateHz, voice), samples }
      return atUnitLevel(livelier(toTelephoneRate(heard).samples, random))
    },
    close: () => {
      for (const each of shells) each.close()
      festival?.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: closeRetries })
    },
  }
}

function commandOf(
  text: string,
  voice: Voice,
  file: string,
  voicesIn: readonly string[],
): readonly string[] {
  if (voice.engine === 'espeak') {
    const wordsPerMinute = String(Math.round(voice.wordsPerMinute / voice.size))
    const how = ['-v', voice.name, '-s', wordsPerMinute, '-p', `${voice.pitch}`]
    return ['espeak-ng', ...voicesIn, ...how, '-w', file, text]
  }
  const stretch = (165 / voice.wordsPerMinute).toFixed(2)
  const how = ['-voice', voice.name, '--setf', `duration_stretch=${stretch}`]
  return ['flite', ...how, '-t', asAscii(text), '-o', file]
}

const voicesAFolder = 60
const folderOf = (folder: string, voice: number): string =>
  path.join(folder, `voices-${Math.floor(voice / voicesAFolder)}`)

/** Voices of people come at rates of all kinds: few steps of the resampler there too. */
const rateOf = (rateHz: number, { engine, size }: Voice): number =>
  engine === 'festival' || engine === 'pico'
    ? Math.round((rateHz * size) / 200) * 200
    : Math.round(rateHz * size)

/** A synthesiser may still write while its folder is removed: so often it is tried again. */
const closeRetries = 5
const shellsAtOnce = 6
async function runIn(shell: Process, command: readonly string[], into: string): Promise<void> {
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const status = await shell.ask(`${quoted} > ${into}; echo $?`)
  if (status !== '0') throw new Error(`${quoted} ended with ${status}`)
}

/** Nobody speaks as evenly as a synthesiser: pace and pitch sway by some per cent, loudness by some decibels. */
function livelier(sound: Float32Array, random: Random): Float32Array {
  const sway = wander(random, between(random, 0.01, 0.05), 1.2)
  const swell = wander(random, between(random, 0.5, 3), 2.5)
  const out = new Float32Array(Math.ceil(sound.length * 1.1))
  let length = 0
  for (let at = 0; at + 1 < sound.length; at += 1 + sway(length)) {
    const index = Math.floor(at)
    const here = sound[index] as number
    const next = sound[index + 1] as number
    out[length] = (here + (at - index) * (next - here)) * ratioOf(swell(length))
    length += 1
  }
  return out.subarray(0, length)
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

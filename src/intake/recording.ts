/**
 * A recording as people have it (WAV or MP3) → a Clip in both G.711 laws, ready to be approved and
 * played. Told by its content, refused in one sentence that says what to do.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, type FileHandle, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { encodeALaw, encodeMuLaw } from '../audio/g711.ts'
import { type Mp3, readMp3 } from '../audio/mp3.ts'
import { pausesIn } from '../audio/pauses.ts'
import { prepareSound } from '../audio/prepare.ts'
import { durationOf, type Sound, type SoundRefusal } from '../audio/sound.ts'
import { decodeWav, readWavHeader, type WavHeader } from '../audio/wav.ts'
import { Failure } from '../base/failure.ts'
import type { ClipId } from '../base/ids.ts'
import { type Ms, minutes, ms } from '../base/units.ts'
import type { Clip, SpeechPause } from '../campaign/voiceMessage.ts'
import { recordingFormat, SNIFFED_BYTES } from './recordingFormat.ts'

/** Three minutes in 8 channels of 32 bits at 44.1 kHz, or in stereo at 96 kHz three times over. */
export const RECORDING_BYTES_AT_MOST = 256 * 1024 * 1024
/** Before the silence is cut; the bound of a part itself is LONGEST_PART. */
export const RECORDED_AT_MOST: Ms = minutes(10)

export interface PreparedRecording {
  readonly clip: Clip
  readonly durationMs: Ms
  readonly pauses: readonly SpeechPause[]
  readonly measured: {
    /** `WAV, PCM 16 bits` or `MP3, 64 kbit/s`. */
    readonly codec: string
    readonly inputRateHz: number
    readonly channels: number
    readonly inputDurationMs: Ms
    readonly loudnessLufsBefore: number
    readonly gainDb: number
    readonly leadingSilenceCutMs: Ms
    readonly trailingSilenceCutMs: Ms
    readonly peakDbfs: number
  }
}

/** With the sound as it will be played, for who looks for the pauses in it. */
export interface PreparedRecordingAndSound extends PreparedRecording {
  readonly sound: Sound
}

export async function prepareRecording(file: string): Promise<PreparedRecording> {
  const { sound: _played, ...prepared } = prepareDecoded(
    await decodeRecording(file),
    path.basename(file),
  )
  return prepared
}

export async function decodeRecording(file: string): Promise<DecodedRecording> {
  const name = path.basename(file)
  return decode(await readRecording(file, name), name)
}

/** Of bytes that are here already, as a browser sends them. */
export async function decodeBytes(bytes: Uint8Array, name: string): Promise<DecodedRecording> {
  if (bytes.length === 0)
    throw bad(
      `${name} is empty: record or export it again.`,
      `L’enregistrement est vide : enregistrez-le ou exportez-le de nouveau.`,
    )
  refuseFormat(bytes, name)
  return decode(bytes, name)
}

/** `name` begins the sentence of a refusal. */
export function prepareDecoded(decoded: DecodedRecording, name: string): PreparedRecordingAndSound {
  const prepared = orFail(prepareSound(decoded.sound), name)
  const { sound, ...measured } = prepared
  const clip = clipOf(sound)
  return {
    clip,
    sound,
    durationMs: ms(Math.round(durationOf(sound))),
    pauses: pausesIn(sound),
    measured: {
      codec: decoded.codec,
      inputRateHz: decoded.sound.rateHz,
      channels: decoded.channels,
      inputDurationMs: durationOf(decoded.sound),
      ...measured,
    },
  }
}

export function clipOf({ samples }: Sound): Clip {
  const pcma = encodeALaw(samples)
  const id = createHash('sha256').update(pcma).digest('hex') as ClipId
  return { id, pcma, pcmu: encodeMuLaw(samples) }
}

async function readRecording(file: string, name: string): Promise<Uint8Array> {
  const size = await sizeOf(file, name)
  const handle = await open(file, 'r')
  try {
    await refuseOtherFormats(handle, name)
    if (size > RECORDING_BYTES_AT_MOST) {
      const measured = `${Math.round(size / 1024 / 1024)} MiB`
      const limit = `${RECORDING_BYTES_AT_MOST / 1024 / 1024} MiB`
      const sentence = `${name} has ${measured}; ${limit} is the most: export it as mono, 16 bits, and shorten it.`
      throw new Failure('badInput', sentence, { measured, limit })
    }
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

/** Asked before the file is opened: opening a pipe would wait for somebody to write into it. */
async function sizeOf(file: string, name: string): Promise<number> {
  try {
    const about = await stat(file)
    if (about.isDirectory()) throw bad(`${name} is a folder: name a WAV or MP3 file inside it.`)
    if (!about.isFile()) throw bad(`${name} is not an ordinary file: name a WAV or MP3 file.`)
    if (about.size === 0) throw bad(`${name} is empty: export the recording again.`)
    await access(file, constants.R_OK)
    return about.size
  } catch (error) {
    if (error instanceof Failure) throw error
    const code = error instanceof Error && 'code' in error ? error.code : String(error)
    switch (code) {
      case 'ENOENT':
      case 'ENOTDIR':
        throw bad(`There is no file ${file}: check the path.`)
      case 'EACCES':
        throw bad(`${name} may not be read by this user: change its permissions.`)
      default:
        throw bad(`${name} could not be read (${code}): check the disk and the path.`)
    }
  }
}

/** Looks at the first bytes, so that nobody waits while 10 GB of video are read. */
async function refuseOtherFormats(handle: FileHandle, name: string): Promise<void> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(SNIFFED_BYTES), { position: 0 })
  refuseFormat(buffer.subarray(0, bytesRead), name)
}

function refuseFormat(beginning: Uint8Array, name: string): void {
  const format = recordingFormat(beginning)
  if (format.is !== 'other') return
  const whatToDo = format.isSound
    ? `convert it, for example with: ffmpeg -i "${name}" recording.wav`
    : 'name the file that holds the recording'
  throw bad(
    `${name} is ${format.what}; Portevoix reads WAV and MP3: ${whatToDo}.`,
    `L’enregistrement n’est pas un fichier que Portevoix lit : enregistrez-le en WAV ou en MP3.`,
  )
}

export interface DecodedRecording {
  readonly sound: Sound
  readonly channels: number
  readonly codec: string
}

async function decode(bytes: Uint8Array, name: string): Promise<DecodedRecording> {
  if (recordingFormat(bytes).is === 'mp3') return decodeMp3(bytes, name)
  const header = orFail(readWavHeader(bytes), name)
  refuseLongInput(ms((header.frames / header.rateHz) * 1000), name)
  return { sound: decodeWav(bytes, header), channels: header.channels, codec: wavCodec(header) }
}

function wavCodec({ coding, bits }: WavHeader): string {
  const names = { pcm: 'PCM', float: 'floating point', alaw: 'A-law', mulaw: 'µ-law' }
  return `WAV, ${names[coding]} ${bits} bits`
}

async function decodeMp3(bytes: Uint8Array, name: string): Promise<DecodedRecording> {
  const mp3: Mp3 = orFail(readMp3(bytes), name)
  refuseLongInput(mp3.duration, name)
  // Loaded when needed: it starts a WebAssembly module.
  const { MPEGDecoder } = await import('mpg123-decoder')
  const decoder = new MPEGDecoder()
  await decoder.ready
  try {
    const { channelData, sampleRate, errors } = decoder.decode(bytes)
    if (errors.length > 0)
      throw bad(
        `${name} is damaged: copy or export it again.`,
        `L’enregistrement est abîmé : copiez-le ou exportez-le de nouveau.`,
      )
    const samples = mixDown(channelData)
    const codec = `MP3, ${Math.round(mp3.bitRate / 1000)} kbit/s`
    return { sound: { rateHz: sampleRate, samples }, channels: mp3.channels, codec }
  } finally {
    decoder.free()
  }
}

function mixDown(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels
  if (first === undefined) return new Float32Array(0)
  return first.map((_, i) => {
    const sum = channels.reduce((total, channel) => total + (channel[i] ?? 0), 0)
    return sum / channels.length
  })
}

function refuseLongInput(duration: Ms, name: string): void {
  if (duration <= RECORDED_AT_MOST) return
  const measured = `${Math.round(duration / 60_000)} min`
  const limit = `${RECORDED_AT_MOST / 60_000} min`
  const sentence = `${name} lasts ${measured}; ${limit} is the most that is read: shorten it.`
  const fr = `L’enregistrement dure ${measured}, et nous lisons au plus ${limit} : raccourcissez-le.`
  throw new Failure('badInput', sentence, { fr, measured, limit })
}

function orFail<Value extends object>(value: Value | SoundRefusal, name: string): Value {
  if (!('refused' in value)) return value
  const { refused, fr, measured, limit } = value
  throw new Failure('badInput', `${name} ${refused}.`, {
    fr: `L’enregistrement ${fr}.`,
    ...(measured !== undefined && { measured }),
    ...(limit !== undefined && { limit }),
  })
}

/** In French too where a browser can send it; the others name files of the command line. */
const bad = (sentence: string, fr?: string): Failure =>
  new Failure('badInput', sentence, fr === undefined ? {} : { fr })

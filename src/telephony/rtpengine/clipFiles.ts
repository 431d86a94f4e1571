/**
 * Clips as files for rtpengine to play: each in both G.711 laws, so that what was prepared is sent byte for
 * byte. A folder of our own below the one given, which rtpengine must be able to read; it goes when the engine
 * closes. An rtpengine that cannot read it is given the sound in the question, as far as a datagram holds it.
 */
import { chmod, mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { encodeALaw, encodeMuLaw, SILENCE_A, SILENCE_U } from '../../audio/g711.ts'
import { keyToneSample } from '../../audio/keyTones.ts'

import type { DtmfKey } from '../../base/dtmf.ts'
import { Failure } from '../../base/failure.ts'
import type { ClipId } from '../../base/ids.ts'
import { type Ms, ms } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import type { Codec } from '../mediaEngine.ts'
import { aviOf } from './aviFile.ts'
import type { Sound } from './legSound.ts'

const SAMPLES_PER_MS = 8
/** As the embedded engine: 1,000 minutes in two laws. */
export const CLIP_BYTES_AT_MOST = 512 * 1024 * 1024
/** Of sound in one question; the rest of the datagram is for the question. */
export const BLOB_BYTES_AT_MOST = 60_000
/** rtpengine's own limit for a tone. */
const TONE_AT_MOST: Ms = ms(5000)
/** Silence lasts an hour, longer than a call: a minute 60 times, or a second 3,600 times. */
const SILENCE_FILE_MS = 60_000
const SILENCE_BLOB_MS = 1000
const SILENCE_MS = 3_600_000

export type Media =
  | { readonly file: string; readonly repeat?: number; readonly isOnce?: boolean }
  | { readonly blob: Uint8Array; readonly repeat?: number }

interface Kept {
  readonly clip: Clip
  readonly durationMs: Ms
  readonly files: Readonly<Record<Codec, string>>
}

export class ClipFiles {
  readonly #folder: string
  readonly #clips = new Map<ClipId, Kept>()
  #bytes = 0
  #last = 0

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async open(below: string): Promise<ClipFiles> {
    try {
      await mkdir(below, { recursive: true })
      const folder = await mkdtemp(path.join(below, 'portevoix-clips-'))
      // rtpengine runs as somebody else.
      await chmod(folder, 0o755)
      const files = new ClipFiles(folder)
      const samples = SILENCE_FILE_MS * SAMPLES_PER_MS
      await files.#write('silence.pcma', 'pcma', new Uint8Array(samples).fill(SILENCE_A))
      await files.#write('silence.pcmu', 'pcmu', new Uint8Array(samples).fill(SILENCE_U))
      return files
    } catch (error) {
      throw new Failure(
        'system',
        `No folder for the recordings that rtpengine plays: ${reasonOf(error)}.`,
      )
    }
  }

  get ids(): readonly ClipId[] {
    return [...this.#clips.keys()]
  }

  durationOf(id: ClipId): Ms | undefined {
    return this.#clips.get(id)?.durationMs
  }

  /** A clip that is known stays as it is: its id is its hash. */
  async add(clip: Clip): Promise<void> {
    if (this.#clips.has(clip.id)) return
    const { length } = clip.pcma
    if (length === 0 || length !== clip.pcmu.length) {
      throw new Failure('system', 'No media: a clip needs sound, and as much in A-law as in µ-law.')
    }
    if (this.#bytes + 2 * length > CLIP_BYTES_AT_MOST) {
      const limit = `${CLIP_BYTES_AT_MOST / 1024 / 1024} MiB`
      throw new Failure('system', `No media: the recordings in use exceed ${limit}.`, { limit })
    }
    this.#bytes += 2 * length
    this.#last += 1
    const name = `clip-${this.#last}`
    try {
      const pcma = await this.#write(`${name}.pcma`, 'pcma', clip.pcma)
      const pcmu = await this.#write(`${name}.pcmu`, 'pcmu', clip.pcmu)
      const durationMs = ms(length / SAMPLES_PER_MS)
      this.#clips.set(clip.id, { clip, durationMs, files: { pcma, pcmu } })
    } catch (error) {
      this.#bytes -= 2 * length
      throw new Failure('system', `A recording was not written for rtpengine: ${reasonOf(error)}.`)
    }
  }

  /** `inFiles`: this rtpengine reads our folder. A sentence: it cannot be played there. */
  async mediaOf(
    sound: Exclude<Sound, { is: 'nothing' }>,
    inFiles: boolean,
  ): Promise<Media | string> {
    if (sound.is === 'tone') return { blob: toneOf(sound.key, sound.heldMs, sound.codec) }
    if (sound.is === 'silence') {
      if (inFiles) {
        const file = path.join(this.#folder, `silence.${sound.codec}.avi`)
        return { file, repeat: SILENCE_MS / SILENCE_FILE_MS }
      }
      const second = new Uint8Array(SILENCE_BLOB_MS * SAMPLES_PER_MS).fill(silenceOf(sound.codec))
      return { blob: aviOf(sound.codec, second), repeat: SILENCE_MS / SILENCE_BLOB_MS }
    }
    const kept = this.#clips.get(sound.clip)
    if (!kept) return 'the recording is not loaded'
    if (inFiles && sound.fromMs === 0) return { file: kept.files[sound.codec] }
    const rest = kept.clip[sound.codec].subarray(sound.fromMs * SAMPLES_PER_MS)
    if (rest.length <= BLOB_BYTES_AT_MOST) return { blob: aviOf(sound.codec, rest) }
    if (!inFiles) {
      return `it cannot read ${this.#folder}, and the recording is longer than ${BLOB_BYTES_AT_MOST / 8000} s`
    }
    this.#last += 1
    return {
      file: await this.#write(`rest-${this.#last}.${sound.codec}`, sound.codec, rest),
      isOnce: true,
    }
  }

  /** rtpengine has opened it, or never will. */
  async forget(media: Media): Promise<void> {
    if ('file' in media && media.isOnce) await unlink(media.file)
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #write(name: string, codec: Codec, bytes: Uint8Array): Promise<string> {
    const file = path.join(this.#folder, `${name}.avi`)
    await writeFile(file, aviOf(codec, bytes), { mode: 0o644 })
    return file
  }
}

const silenceOf = (codec: Codec): number => (codec === 'pcma' ? SILENCE_A : SILENCE_U)

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

function toneOf(key: DtmfKey, heldMs: Ms, codec: Codec): Uint8Array {
  const length = Math.ceil(Math.min(heldMs, TONE_AT_MOST) * SAMPLES_PER_MS)
  const samples = Float32Array.from({ length }, (_, tick) => keyToneSample(key, tick))
  return aviOf(codec, codec === 'pcma' ? encodeALaw(samples) : encodeMuLaw(samples))
}

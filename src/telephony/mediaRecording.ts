/**
 * What arrives on a leg opened with `recordMs`, kept as it came: the coded sound of each packet with its sequence
 * number, timestamp and instant, so that whoever compares it knows what was lost and when each sample was there.
 */
import { type MonoMs, type Ms, minutes } from '../base/units.ts'
import { FRAME_MS, FRAME_TICKS } from '../rtp/schedule.ts'
import type { Codec, LegOptions, MediaEvent, SoundRecording } from './mediaEngine.ts'

/** Longer than any call that is recorded; a minute takes 500 kB. */
export const RECORDING_MS_MAX: Ms = minutes(2)
/** A leg beyond is opened and not recorded: nothing is told of it. */
export const RECORDINGS_AT_ONCE = 512
const FIRST_FRAMES = 512

export interface RecordedFrame {
  readonly codec: Codec
  readonly bytes: Uint8Array
  /** Where in `bytes` its FRAME_TICKS bytes begin. */
  readonly at: number
  readonly timestamp: number
  readonly sequence: number
}

export class MediaRecordings {
  readonly #emit: (event: MediaEvent) => void
  #open = 0

  constructor(emit: (event: MediaEvent) => void) {
    this.#emit = emit
  }

  begin({ leg, recordMs }: Pick<LegOptions, 'leg' | 'recordMs'>): MediaRecording | undefined {
    if (recordMs === undefined || this.#open >= RECORDINGS_AT_ONCE) return undefined
    this.#open += 1
    const framesMax = Math.floor(Math.min(recordMs, RECORDING_MS_MAX) / FRAME_MS)
    return new MediaRecording(framesMax, (recording, at) => {
      this.#open -= 1
      this.#emit({ is: 'recorded', leg, at, recording })
    })
  }
}

export class MediaRecording {
  readonly #framesMax: number
  readonly #told: (recording: SoundRecording, at: MonoMs) => void
  #codec: Codec = 'pcma'
  #frames = 0
  #sequences = new Uint16Array(FIRST_FRAMES)
  #timestamps = new Uint32Array(FIRST_FRAMES)
  #instants = new Float64Array(FIRST_FRAMES)
  #sound = new Uint8Array(FIRST_FRAMES * FRAME_TICKS)

  constructor(framesMax: number, told: (recording: SoundRecording, at: MonoMs) => void) {
    this.#framesMax = framesMax
    this.#told = told
  }

  /** Sound of another codec than the first is not kept: one recording, one law. */
  add({ codec, bytes, at, timestamp, sequence }: RecordedFrame, now: MonoMs): void {
    if (this.#frames === 0) this.#codec = codec
    if (codec !== this.#codec || this.#frames >= this.#framesMax) return
    if (this.#frames === this.#sequences.length) this.#grow()
    this.#sequences[this.#frames] = sequence
    this.#timestamps[this.#frames] = timestamp
    this.#instants[this.#frames] = now
    this.#sound.set(bytes.subarray(at, at + FRAME_TICKS), this.#frames * FRAME_TICKS)
    this.#frames += 1
  }

  /** The leg closes. */
  end(now: MonoMs): void {
    const frames = this.#frames
    const recording = {
      codec: this.#codec,
      sequences: this.#sequences.slice(0, frames),
      timestamps: this.#timestamps.slice(0, frames),
      instants: this.#instants.slice(0, frames),
      sound: this.#sound.slice(0, frames * FRAME_TICKS),
    }
    this.#told(recording, now)
  }

  #grow(): void {
    const room = this.#sequences.length * 2
    const grown = <List extends { set(from: List): void }>(list: List, from: List): List => {
      list.set(from)
      return list
    }
    this.#sequences = grown(new Uint16Array(room), this.#sequences)
    this.#timestamps = grown(new Uint32Array(room), this.#timestamps)
    this.#instants = grown(new Float64Array(room), this.#instants)
    this.#sound = grown(new Uint8Array(room * FRAME_TICKS), this.#sound)
  }
}

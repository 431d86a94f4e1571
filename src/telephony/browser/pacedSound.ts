/**
 * The sound of one phone in a browser, sent as the media thread sends it to a telephone: 20 ms packets,
 * packet n due at t0 + n·20 ms whatever was late before it, silence while nothing plays. How late
 * packets left is measured.
 */
import { SILENCE_A, SILENCE_U } from '../../audio/g711.ts'
import type { ClipId } from '../../base/ids.ts'
import { after, between, type MonoMs, type Ms, ms } from '../../base/units.ts'
import type { Clip } from '../../campaign/voiceMessage.ts'
import { DROP_WHEN_LATER_THAN, FRAME_MS, FRAME_TICKS } from '../../rtp/schedule.ts'
import type { Codec } from '../mediaEngine.ts'
import type { Alarm } from '../wakeUps.ts'

const silences: Readonly<Record<Codec, Uint8Array>> = {
  pcma: new Uint8Array(FRAME_TICKS).fill(SILENCE_A),
  pcmu: new Uint8Array(FRAME_TICKS).fill(SILENCE_U),
}

export interface Lateness {
  readonly packets: number
  /** Sound that went by unsent, because it would have come too late to be heard. */
  readonly skipped: number
  readonly meanMs: number
  readonly maxMs: number
}

export interface SoundListener {
  /** One frame of 20 ms; `index` counts from the start of the sound, sent or not. */
  send(frame: Uint8Array, index: number): void
  /** The first frame of a recording left. */
  firstAudio(at: MonoMs): void
  playEnded(clip: ClipId, at: MonoMs): void
}

export interface SoundOptions {
  readonly codec: Codec
  readonly now: () => MonoMs
  readonly alarm: Alarm
  readonly listener: SoundListener
}

export class PacedSound {
  readonly #options: SoundOptions
  #startedAt: MonoMs | undefined
  #index = 0
  #clip: Clip | undefined
  #clipFrame = 0
  #hasPlayed = false
  #callOff: (() => void) | undefined
  #packets = 0
  #skipped = 0
  #lateSumMs = 0
  #lateMaxMs = 0

  constructor(options: SoundOptions) {
    this.#options = options
  }

  get lateness(): Lateness {
    const packets = this.#packets
    return {
      ...{ packets, skipped: this.#skipped, maxMs: this.#lateMaxMs },
      meanMs: packets === 0 ? 0 : this.#lateSumMs / packets,
    }
  }

  /** The first frame leaves in this very turn. */
  start(): void {
    this.#startedAt = this.#options.now()
    this.#sendDue()
  }

  /** From its start, in place of what plays. */
  play(clip: Clip): void {
    this.#clip = clip
    this.#clipFrame = 0
  }

  stopPlaying(): void {
    this.#clip = undefined
  }

  stop(): void {
    this.#callOff?.()
    this.#callOff = undefined
    this.#startedAt = undefined
    this.#clip = undefined
  }

  #sendDue(): void {
    this.#callOff = undefined
    for (;;) {
      // Asked anew each time: a listener may have stopped the sound.
      if (this.#startedAt === undefined) return
      const dueAt = after(this.#startedAt, ms(this.#index * FRAME_MS))
      const now = this.#options.now()
      if (now < dueAt) {
        this.#callOff = this.#options.alarm(dueAt, () => this.#sendDue())
        return
      }
      this.#frame(between(dueAt, now), now)
    }
  }

  #frame(late: Ms, now: MonoMs): void {
    const { listener, codec } = this.#options
    const isTooLate = late > DROP_WHEN_LATER_THAN
    if (isTooLate) this.#skipped += 1
    else {
      listener.send(this.#bytes(codec), this.#index)
      this.#packets += 1
      this.#lateSumMs += late
      this.#lateMaxMs = Math.max(this.#lateMaxMs, late)
    }
    this.#index += 1
    this.#advance(now)
  }

  #bytes(codec: Codec): Uint8Array {
    if (this.#clip === undefined) return silences[codec]
    const from = this.#clipFrame * FRAME_TICKS
    const frame = this.#clip[codec].subarray(from, from + FRAME_TICKS)
    if (frame.length === FRAME_TICKS) return frame
    // The last one, filled up.
    const whole = silences[codec].slice()
    whole.set(frame)
    return whole
  }

  #advance(now: MonoMs): void {
    const clip = this.#clip
    if (clip === undefined) return
    if (!this.#hasPlayed) {
      this.#hasPlayed = true
      this.#options.listener.firstAudio(now)
    }
    // A listener may have put another recording in its place.
    if (this.#clip !== clip) return
    this.#clipFrame += 1
    if (this.#clipFrame * FRAME_TICKS < clip.pcma.length) return
    this.#clip = undefined
    this.#options.listener.playEnded(clip.id, now)
  }
}

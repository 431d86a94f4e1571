/**
 * The ear of a leg opened with `hear`: which clip, and which part of it, arrives. A clip is taken up
 * at any loud frame that belongs to one; from then on the RTP timestamp says which frame each packet
 * must be, so that loss, reordering, silence and repeated frames inside a clip do not mislead.
 */
import { type MonoMs, ms } from '../base/units.ts'
import { FRAME_MS, FRAME_TICKS, ticksBetween } from '../rtp/schedule.ts'
import { isFrame, type LoadedClip, type MediaClips } from './mediaClips.ts'
import type { Codec, LegNumber, MediaEvent } from './mediaEngine.ts'

interface Stretch {
  readonly clip: LoadedClip
  /** The timestamp its frame 0 has, or would have had. */
  readonly clipStart: number
  readonly firstFrame: number
  readonly firstAt: MonoMs
  lastFrame: number
  lastAt: MonoMs
  frames: number
}

export interface HeardFrame {
  readonly codec: Codec
  readonly bytes: Uint8Array
  readonly at: number
  readonly timestamp: number
}

export class MediaEar {
  readonly #leg: LegNumber
  readonly #clips: MediaClips
  readonly #emit: (event: MediaEvent) => void
  #stretch: Stretch | undefined

  constructor(leg: LegNumber, clips: MediaClips, emit: (event: MediaEvent) => void) {
    this.#leg = leg
    this.#clips = clips
    this.#emit = emit
  }

  hear(packet: HeardFrame, now: MonoMs): void {
    const stretch = this.#stretch
    if (stretch !== undefined) {
      const ticks = ticksBetween(stretch.clipStart, packet.timestamp)
      const frame = ticks / FRAME_TICKS
      // From before this stretch: it came late, and says nothing about what is heard now.
      if (frame < stretch.firstFrame) return
      const isInClip = Number.isInteger(frame) && frame < stretch.clip.frames
      if (isInClip && isFrame(stretch.clip[packet.codec], frame, packet)) {
        stretch.frames += 1
        stretch.lastFrame = Math.max(stretch.lastFrame, frame)
        stretch.lastAt = now
        return
      }
      this.end(now)
    }
    this.#begin(packet, now)
  }

  /** Tells what was heard, if anything; the leg closes or something else is heard. */
  end(now: MonoMs): void {
    const stretch = this.#stretch
    if (stretch === undefined) return
    this.#stretch = undefined
    this.#emit({
      is: 'heard',
      leg: this.#leg,
      at: now,
      clip: stretch.clip.id,
      fromMs: ms(stretch.firstFrame * FRAME_MS),
      toMs: ms((stretch.lastFrame + 1) * FRAME_MS),
      firstAt: stretch.firstAt,
      lastAt: stretch.lastAt,
      framesHeard: stretch.frames,
    })
  }

  #begin(packet: HeardFrame, now: MonoMs): void {
    const found = this.#clips.find(packet.codec, packet.bytes, packet.at)
    if (found === undefined) return
    this.#stretch = {
      clip: found.clip,
      clipStart: (packet.timestamp - found.frame * FRAME_TICKS) >>> 0,
      firstFrame: found.frame,
      firstAt: now,
      lastFrame: found.frame,
      lastAt: now,
      frames: 1,
    }
    this.#emit({ is: 'hearing', leg: this.#leg, at: now, clip: found.clip.id })
  }
}

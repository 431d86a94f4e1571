/**
 * A leg that listens for who answered: what arrives, put into the order it was said in and cut into frames of 20 ms
 * whatever the far end packs, for the ear of audio/amd; and the ear's signs as events of the leg.
 *
 *   packet ─its timestamp→ ring of 16 frames ─the next frame is whole→ hear
 *                                            └it is not, and two packets behind it are there
 *                                               ├─their numbers are missing→ lost
 *                                               └─nothing was sent (RFC 3551 §4.1, RFC 3389)→ hear silence
 *   nothing has arrived for 200 ms: silence, as time goes by
 *
 * Time: the ear counts frames. The end of a frame arrived when the packet that holds it did, or as much before as
 * the packet goes on after it; silence nobody sent ends when its time is over. These instants are kept for the last
 * five seconds (FRAMES_DATED), and what the ear tells in its own time is told in that of the engine.
 */
import type { AmdEar, AmdSign } from '../audio/amd/signs.ts'
import { aLawToLinear, muLawToLinear } from '../audio/g711.ts'
import { unreachable } from '../base/assert.ts'
import { randomFrom } from '../base/random.ts'
import { between, type MonoMs, type Ms, monoMs, ms } from '../base/units.ts'
import type { RtpHeader } from '../rtp/packet.ts'
import type { Arrival } from '../rtp/receiver.ts'
import { FRAME_MS, FRAME_TICKS, TICKS_PER_MS, ticksBetween } from '../rtp/schedule.ts'
import type { Codec, LegNumber, MediaEvent } from './mediaEngine.ts'

/** 320 ms: what may be missing before what follows, with the longest packet. */
const RING_FRAMES = 16
const RING_TICKS = RING_FRAMES * FRAME_TICKS
/** Longer packets are no sound that anybody agreed on: 60 ms is the longest that telephones send. */
export const LONGEST_PACKET_TICKS = 100 * TICKS_PER_MS
/** Three packets of 60 ms are missing, or nobody sends: gaps of a network are shorter, pauses of speech longer. */
export const SILENT_AFTER_MS: Ms = ms(200)
/** Who sends faster than time goes by is not heard further: one second. */
export const FRAMES_AHEAD_AT_MOST = 50
export const FRAMES_DATED = 256
/** Patience with what is missing: none. */
const AT_ONCE = -FRAME_TICKS
/** One second of white noise of power 1, for comfort noise; a prime length, so that no frame is like another. */
const noise = whiteNoise(8191)

export class MediaListening {
  /** While we play something to the far end; set by whoever hands on its packets. */
  weSpeak = false
  readonly #leg: LegNumber
  readonly #ear: AmdEar
  readonly #emit: (event: MediaEvent) => void
  readonly #startedAt: MonoMs
  readonly #ring = new Int16Array(RING_TICKS)
  readonly #frames = Array.from({ length: RING_FRAMES }, (_, i) =>
    this.#ring.subarray(i * FRAME_TICKS, (i + 1) * FRAME_TICKS),
  )
  /** Of each frame in the ring: samples that are there, and whether those missing were sent. */
  readonly #filled = new Uint16Array(RING_FRAMES)
  readonly #wasSent = new Uint8Array(RING_FRAMES)
  /** When the end of the n-th frame arrived, n modulo FRAMES_DATED. */
  readonly #arrivedAt = new Float64Array(FRAMES_DATED)
  /** Frames the ear was given; the next one lies in the ring at this number modulo its length. */
  #heard = 0
  /** Timestamp of the next frame, and past the newest packet; meaningless before the first packet. */
  #next = 0
  #newest = 0
  #newestAt: MonoMs
  #sequence = -1
  /** Packets since then that were no sound. */
  #others = 0
  #packetTicks = FRAME_TICKS
  /** When sound was last sent to us, as far as we know. */
  #soundAt: MonoMs
  /** Root of the power of the noise that the far end told of; 0: none. */
  #noise = 0
  #noiseAt = 0

  constructor(
    leg: LegNumber,
    { ear, now }: { readonly ear: AmdEar; readonly now: MonoMs },
    emit: (event: MediaEvent) => void,
  ) {
    this.#leg = leg
    this.#ear = ear
    this.#emit = emit
    this.#startedAt = now
    this.#newestAt = now
    this.#soundAt = now
  }

  /** A packet of sound of the far end; `bytes` and `header` are read, not kept. */
  hear(
    { bytes, at }: { readonly bytes: Uint8Array; readonly at: MonoMs },
    header: RtpHeader,
    codec: Codec,
    arrival: Arrival,
  ): void {
    const ticks = header.payloadEnd - header.payloadStart
    if (arrival === 'doubtful' || ticks === 0 || ticks > LONGEST_PACKET_TICKS) return
    if (this.#heard - this.#framesBy(at) > FRAMES_AHEAD_AT_MOST) return
    this.#soundAt = at
    this.#noise = 0
    const missing = this.#missingBefore(header.sequence, arrival)
    let offset = ticksBetween(this.#next, header.timestamp)
    if (arrival === 'late') {
      // Said already, or given up: what is over is not heard again.
      if (offset < 0 || offset + ticks > RING_TICKS) return
    } else {
      const isNew = this.#sequence === -1 || arrival === 'restart'
      if (isNew || offset < 0 || offset + ticks > RING_TICKS) {
        this.#beginAt(header.timestamp, { at, ticks, missing: missing * this.#packetTicks })
        offset = 0
      } else if (missing > 0) this.#noteSent(offset, missing * this.#packetTicks)
      this.#sequence = header.sequence
      this.#others = 0
      this.#packetTicks = ticks
      this.#newest = (header.timestamp + ticks) >>> 0
      this.#newestAt = at
    }
    this.#write(bytes, header, offset, codec)
    this.#release(Math.max(FRAME_TICKS, this.#packetTicks) * 2)
  }

  /** RFC 3389 §3.1: the far end says nothing for a while, and how loud that is (−dBov). */
  comfortNoise(bytes: Uint8Array, header: RtpHeader, arrival: Arrival): void {
    this.pass(arrival)
    if (header.payloadEnd === header.payloadStart) return
    this.#noise = 32_768 * 10 ** (-((bytes[header.payloadStart] as number) & 0x7f) / 20)
  }

  /** A packet of the same numbering that is no sound: it is not missing. */
  pass(arrival: Arrival): void {
    if (arrival === 'inOrder' || arrival === 'late') this.#others += 1
  }

  /** Time goes by: what was not sent for so long is silence. */
  wake(now: MonoMs): void {
    if (between(this.#soundAt, now) < SILENT_AFTER_MS) return
    this.#release(AT_ONCE)
    this.#fallSilentUntil(now, 0)
  }

  /** Packets between the one before and this one, by their numbers. */
  #missingBefore(sequence: number, arrival: Arrival): number {
    if (arrival !== 'inOrder' || this.#sequence === -1) return 0
    return Math.max(0, ((sequence - this.#sequence - 1) & 0xffff) - this.#others)
  }

  #framesBy(at: MonoMs): number {
    return Math.floor(between(this.#startedAt, at) / FRAME_MS)
  }

  /**
   * Sound that does not follow what was heard: the first, of another source, after a long gap, or sound that came
   * so late that silence was heard in its place. What is missing until now was lost or, else, silent.
   */
  #beginAt(
    timestamp: number,
    {
      at,
      ticks,
      missing,
    }: { readonly at: MonoMs; readonly ticks: number; readonly missing: number },
  ): void {
    this.#release(AT_ONCE)
    const start = monoMs(at - ticks / TICKS_PER_MS)
    this.#fallSilentUntil(start, Math.ceil(missing / FRAME_TICKS))
    this.#next = timestamp
  }

  /** `lost`: so many frames of the silence, the last ones, were sent. */
  #fallSilentUntil(until: MonoMs, lost: number): void {
    const frames = this.#framesBy(until)
    while (this.#heard < frames) {
      const isLost = frames - this.#heard <= lost
      const endedAt = monoMs(this.#startedAt + (this.#heard + 1) * FRAME_MS)
      this.#takeNext(isLost ? 'lost' : 'unsent', endedAt)
    }
  }

  /** Marks the frames before `offset` that hold packets whose numbers are missing. */
  #noteSent(offset: number, ticks: number): void {
    const first = Math.max(0, offset - ticks)
    for (let at = first - (first % FRAME_TICKS); at < offset; at += FRAME_TICKS) {
      this.#wasSent[this.#slotAt(at)] = 1
    }
  }

  #slotAt(offset: number): number {
    return (this.#heard + Math.floor(offset / FRAME_TICKS)) % RING_FRAMES
  }

  #write(bytes: Uint8Array, header: RtpHeader, offset: number, codec: Codec): void {
    const table = codec === 'pcma' ? aLawToLinear : muLawToLinear
    const { payloadStart, payloadEnd } = header
    let from = payloadStart
    let at = offset
    while (from < payloadEnd) {
      const slot = this.#slotAt(at)
      const inFrame = at % FRAME_TICKS
      const count = Math.min(FRAME_TICKS - inFrame, payloadEnd - from)
      const to = slot * FRAME_TICKS + inFrame
      for (let i = 0; i < count; i += 1) {
        this.#ring[to + i] = table[bytes[from + i] as number] as number
      }
      this.#filled[slot] = Math.min(FRAME_TICKS, (this.#filled[slot] as number) + count)
      from += count
      at += count
    }
  }

  /** Gives the ear what is whole, and what is not once so many ticks have arrived behind it. */
  #release(patience: number): void {
    if (this.#sequence === -1) return
    for (;;) {
      const ahead = ticksBetween(this.#next, this.#newest)
      if (ahead <= 0) return
      const slot = this.#heard % RING_FRAMES
      const isWhole = this.#filled[slot] === FRAME_TICKS
      if (!isWhole && ahead < FRAME_TICKS + patience) return
      const behind = Math.max(0, ahead - FRAME_TICKS)
      const endedAt = monoMs(this.#newestAt - behind / TICKS_PER_MS)
      this.#takeNext(isWhole || this.#wasSent[slot] === 0 ? 'there' : 'lost', endedAt)
    }
  }

  /** The next frame, which lies in the ring: `there`, `lost`, or never sent. */
  #takeNext(is: 'there' | 'lost' | 'unsent', endedAt: MonoMs): void {
    const slot = this.#heard % RING_FRAMES
    const frame = this.#frames[slot] as Int16Array
    this.#arrivedAt[this.#heard % FRAMES_DATED] = endedAt
    this.#heard += 1
    this.#next = (this.#next + FRAME_TICKS) >>> 0
    if (is === 'lost') this.#ear.lost(1)
    else {
      if (is === 'unsent' && this.#noise > 0) this.#fillWithNoise(frame)
      const signs = this.#ear.hear(frame, this.weSpeak)
      for (let i = 0; i < signs.length; i += 1) this.#tell(signs[i] as AmdSign)
    }
    frame.fill(0)
    this.#filled[slot] = 0
    this.#wasSent[slot] = 0
  }

  #fillWithNoise(frame: Int16Array): void {
    for (let i = 0; i < FRAME_TICKS; i += 1) {
      frame[i] = Math.max(-32_768, Math.min(32_767, (noise[this.#noiseAt] as number) * this.#noise))
      this.#noiseAt = (this.#noiseAt + 1) % noise.length
    }
  }

  #tell(sign: AmdSign): void {
    const leg = this.#leg
    switch (sign.is) {
      case 'verdict': {
        const { verdict } = sign
        this.#emit({ is: 'amd', leg, at: this.#instantOf(verdict.atMs), verdict })
        return
      }
      case 'beep': {
        const startedAt = this.#instantOf(sign.startedAtMs)
        this.#emit({ is: 'beep', leg, at: this.#instantOf(sign.atMs), startedAt, hz: sign.hz })
        return
      }
      case 'quiet': {
        const since = this.#instantOf(sign.sinceMs)
        this.#emit({ is: 'farQuiet', leg, at: this.#instantOf(sign.atMs), since })
        return
      }
      case 'speaks': {
        const since = this.#instantOf(sign.sinceMs)
        this.#emit({ is: 'farSpeaks', leg, at: this.#instantOf(sign.atMs), since })
        return
      }
      default:
        unreachable(sign)
    }
  }

  /** When what the ear heard at `earMs` arrived; before what is dated, as if each frame had come on time. */
  #instantOf(earMs: Ms): MonoMs {
    if (earMs <= 0 || this.#heard === 0) return this.#startedAt
    const oldest = Math.max(0, this.#heard - FRAMES_DATED)
    const frame = Math.min(this.#heard - 1, Math.max(oldest, Math.ceil(earMs / FRAME_MS) - 1))
    const arrivedAt = this.#arrivedAt[frame % FRAMES_DATED] as number
    return monoMs(arrivedAt - ((frame + 1) * FRAME_MS - earMs))
  }
}

function whiteNoise(length: number): Float32Array {
  const random = randomFrom(3389)
  // Uniform from −1 to 1 has a third of the power.
  return Float32Array.from({ length }, () => (random.next() * 2 - 1) * Math.sqrt(3))
}

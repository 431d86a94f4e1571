/**
 * One frame of one leg: a key's event packet, 20 ms of a clip, or silence. Silence flows whenever
 * nothing is played, so that NATs stay open and the far end's media time-out never strikes. On hold
 * nothing is sent, but frames and timestamps go by.
 */
import { nextKeyPacket } from '../rtp/keySender.ts'
import { RTP_HEADER_BYTES, writeRtp } from '../rtp/packet.ts'
import { FRAME_TICKS } from '../rtp/schedule.ts'
import { TELEPHONE_EVENT_BYTES, writeTelephoneEvent } from '../rtp/telephoneEvent.ts'
import type { LoadedClip, MediaClips } from './mediaClips.ts'
import { LEG_HEAD_BYTES, LEGS_AT_MOST, type Leg } from './mediaLeg.ts'
import { type Block, blankOutgoing, type MediaSockets, type Outgoing } from './mediaSockets.ts'

/** What has left, to be told once the batch is with the kernel. */
export interface FrameListener {
  firstAudio(leg: Leg): void
  playEnded(leg: Leg, clip: LoadedClip): void
}

export class MediaSending {
  readonly #sockets: MediaSockets
  readonly #clips: MediaClips
  readonly #heads: Block
  readonly #out: Outgoing
  readonly #listener: FrameListener

  constructor(sockets: MediaSockets, clips: MediaClips, listener: FrameListener) {
    this.#sockets = sockets
    this.#clips = clips
    this.#listener = listener
    this.#heads = sockets.block(LEGS_AT_MOST * LEG_HEAD_BYTES)
    this.#out = blankOutgoing(this.#heads)
  }

  /** True when a packet was queued. `isTooLate`: the frame goes by unsent. */
  frame(leg: Leg, isTooLate: boolean): boolean {
    const { remote } = leg
    if (remote === undefined) return false
    const isSending = remote.send && leg.port !== 0
    const isQueued = isSending && !isTooLate
    const key = isSending ? this.#keyPacket(leg) : undefined
    if (key === undefined) {
      if (isQueued) this.#queueSound(leg)
    } else if (isQueued) this.#queue(leg, TELEPHONE_EVENT_BYTES, 0)
    if (isSending) {
      // A frame too late leaves a gap in the numbers: the far end conceals it as a loss.
      leg.sequence = (leg.sequence + 1) & 0xffff
      if (key === undefined) leg.marker = false
    } else leg.marker = true
    this.#advance(leg, isQueued && key === undefined)
    return isQueued
  }

  /** Writes header and event of a key's packet; undefined when this frame carries sound. */
  #keyPacket(leg: Leg): 'key' | undefined {
    const payloadType = leg.remote?.telephoneEvent
    if (payloadType === undefined) return undefined
    // Nearly always; what follows makes garbage.
    if (leg.keys.is === 'idle' && leg.keys.waiting.length === 0) return undefined
    const [keys, packet] = nextKeyPacket(leg.keys, leg.timestamp)
    leg.keys = keys
    if (packet === undefined) return undefined
    const { marker, timestamp, event } = packet
    const { sequence, ssrc, headAt } = leg
    writeRtp(this.#heads.bytes, headAt, { marker, payloadType, sequence, timestamp, ssrc })
    writeTelephoneEvent(this.#heads.bytes, headAt + RTP_HEADER_BYTES, event)
    return 'key'
  }

  #queueSound(leg: Leg): void {
    const codec = leg.remote?.codec ?? 'pcma'
    const payloadType = leg.remote?.payloadType ?? 0
    const { bytes } = this.#heads
    // Written field by field: a record per packet would be garbage 140,000 times a second.
    const at = leg.headAt
    bytes[at] = 0x80
    bytes[at + 1] = (leg.marker ? 0x80 : 0) | payloadType
    bytes[at + 2] = leg.sequence >>> 8
    bytes[at + 3] = leg.sequence
    bytes[at + 4] = leg.timestamp >>> 24
    bytes[at + 5] = leg.timestamp >>> 16
    bytes[at + 6] = leg.timestamp >>> 8
    bytes[at + 7] = leg.timestamp
    bytes[at + 8] = leg.ssrc >>> 24
    bytes[at + 9] = leg.ssrc >>> 16
    bytes[at + 10] = leg.ssrc >>> 8
    bytes[at + 11] = leg.ssrc
    this.#out.body = leg.clip === undefined ? this.#clips.silence[codec] : leg.clip[codec]
    this.#out.bodyAt = leg.clip === undefined ? 0 : leg.frame * FRAME_TICKS
    this.#queue(leg, 0, FRAME_TICKS)
  }

  #queue(leg: Leg, eventBytes: number, soundBytes: number): void {
    const out = this.#out
    out.socket = leg.ports.rtp
    out.ip = leg.ip
    out.port = leg.port
    out.headAt = leg.headAt
    out.headLength = RTP_HEADER_BYTES + eventBytes
    if (soundBytes === 0) out.bodyAt = 0
    out.bodyLength = soundBytes
    this.#sockets.queue(out)
    leg.sent += 1
    leg.sentBytes += eventBytes + soundBytes
  }

  #advance(leg: Leg, isSound: boolean): void {
    leg.timestamp = (leg.timestamp + FRAME_TICKS) >>> 0
    const { clip } = leg
    if (clip === undefined) return
    if (isSound && !leg.hasPlayed) {
      leg.hasPlayed = true
      this.#listener.firstAudio(leg)
    }
    leg.frame += 1
    if (leg.frame < clip.frames) return
    leg.clip = undefined
    this.#listener.playEnded(leg, clip)
  }
}

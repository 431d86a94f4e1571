/**
 * One frame of one leg: a key, 20 ms of a clip, or silence. Silence flows whenever
 * nothing is played, so that NATs stay open and the far end's media time-out never strikes. On hold
 * nothing is sent, but frames and timestamps go by.
 */
import { toALaw, toMuLaw } from '../audio/g711.ts'
import { keyToneSample } from '../audio/keyTones.ts'
import { type EventPacket, nextKeyPacket } from '../rtp/keySender.ts'
import { RTP_HEADER_BYTES, writeRtp } from '../rtp/packet.ts'
import { FRAME_TICKS } from '../rtp/schedule.ts'
import { sealRtp } from '../rtp/srtp.ts'
import { TELEPHONE_EVENT_BYTES, writeTelephoneEvent } from '../rtp/telephoneEvent.ts'
import type { LoadedClip, MediaClips } from './mediaClips.ts'
import type { Codec } from './mediaEngine.ts'
import { LEG_HEAD_BYTES, LEGS_AT_MOST, type Leg } from './mediaLeg.ts'
import { type Block, blankOutgoing, type MediaSockets, type Outgoing } from './mediaSockets.ts'
import type { LegSrtp } from './mediaSrtp.ts'

/** More frames than a queue of datagrams holds: none is written anew before it has left. */
const TONE_FRAMES = 2048
/** As many sealed packets; each has header, 160 bytes and its tag, or the ROC of SRTP in its place. */
const SEALED_PACKETS = 2048
const SEALED_BYTES = 192

/** What has left, to be told once the batch is with the kernel. */
export interface FrameListener {
  firstAudio(leg: Leg): void
  playEnded(leg: Leg, clip: LoadedClip): void
}

export class MediaSending {
  readonly #sockets: MediaSockets
  readonly #clips: MediaClips
  readonly #heads: Block
  /** Frames of key tones on their way out, used in turn. */
  readonly #tones: Block
  #nextTone = 0
  /** SRTP packets on their way out, used in turn. */
  readonly #sealed: Block
  #nextSealed = 0
  readonly #out: Outgoing
  readonly #listener: FrameListener

  constructor(sockets: MediaSockets, clips: MediaClips, listener: FrameListener) {
    this.#sockets = sockets
    this.#clips = clips
    this.#listener = listener
    this.#heads = sockets.block(LEGS_AT_MOST * LEG_HEAD_BYTES)
    this.#tones = sockets.block(TONE_FRAMES * FRAME_TICKS)
    this.#sealed = sockets.block(SEALED_PACKETS * SEALED_BYTES)
    this.#out = blankOutgoing(this.#heads)
  }

  /** True when a packet was queued. `isTooLate`: sound goes by unsent; a key is never given up. */
  frame(leg: Leg, isTooLate: boolean): boolean {
    const { remote } = leg
    if (remote === undefined) return false
    const isSending = remote.send && leg.port !== 0
    const key = isSending ? nextKey(leg) : undefined
    const isEvent = key !== undefined && remote.telephoneEvent !== undefined
    const isQueued = isSending && (!isTooLate || isEvent)
    if (isQueued) {
      if (isEvent) this.#queueEvent(leg, key, remote.telephoneEvent)
      else this.#queueSound(leg, key)
    }
    if (isSending) {
      // A frame too late leaves a gap in the numbers: the far end conceals it as a loss.
      leg.sequence = (leg.sequence + 1) & 0xffff
      if (!isEvent) leg.marker = false
    } else leg.marker = true
    this.#advance(leg, isQueued && key === undefined)
    return isQueued
  }

  #queueEvent(leg: Leg, key: EventPacket, payloadType: number): void {
    const { marker, timestamp, event } = key
    const { sequence, ssrc, headAt } = leg
    writeRtp(this.#heads.bytes, headAt, { marker, payloadType, sequence, timestamp, ssrc })
    writeTelephoneEvent(this.#heads.bytes, headAt + RTP_HEADER_BYTES, event)
    this.#queue(leg, TELEPHONE_EVENT_BYTES, 0)
  }

  /** `key`: one that must be heard, because the far end takes no telephone-event. */
  #queueSound(leg: Leg, key: EventPacket | undefined): void {
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
    if (key !== undefined && !key.event.end) this.#pointToTone(key, codec)
    this.#queue(leg, 0, FRAME_TICKS)
  }

  #pointToTone({ event }: EventPacket, codec: Codec): void {
    const encode = codec === 'pcma' ? toALaw : toMuLaw
    const at = this.#nextTone * FRAME_TICKS
    this.#nextTone = (this.#nextTone + 1) % TONE_FRAMES
    for (let i = 0; i < FRAME_TICKS; i += 1) {
      const sample = keyToneSample(event.key, event.durationTicks - FRAME_TICKS + i)
      this.#tones.bytes[at + i] = encode(Math.round(sample * 32_767))
    }
    this.#out.body = this.#tones
    this.#out.bodyAt = at
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
    if (leg.srtp !== undefined) this.#seal(leg.srtp)
    this.#sockets.queue(out)
    out.head = this.#heads
    leg.sent += 1
    leg.sentBytes += eventBytes + soundBytes
  }

  /** Puts the sealed packet, in one piece, in place of header and body. */
  #seal({ sender }: LegSrtp): void {
    const out = this.#out
    const at = this.#nextSealed * SEALED_BYTES
    this.#nextSealed = (this.#nextSealed + 1) % SEALED_PACKETS
    const { bytes } = this.#sealed
    for (let i = 0; i < RTP_HEADER_BYTES; i += 1) {
      bytes[at + i] = out.head.bytes[out.headAt + i] as number
    }
    const payload =
      out.bodyLength > 0
        ? { block: out.body, at: out.bodyAt, length: out.bodyLength }
        : {
            block: out.head,
            at: out.headAt + RTP_HEADER_BYTES,
            length: out.headLength - RTP_HEADER_BYTES,
          }
    const end = sealRtp(sender, { packet: this.#sealed, at }, payload)
    out.head = this.#sealed
    out.headAt = at
    out.headLength = end - at
    out.bodyAt = 0
    out.bodyLength = 0
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

/** What a key that is held puts in place of this frame's sound. */
function nextKey(leg: Leg): EventPacket | undefined {
  // Nearly always; what follows makes garbage.
  if (leg.keys.is === 'idle' && leg.keys.waiting.length === 0) return undefined
  const [keys, packet] = nextKeyPacket(leg.keys, leg.timestamp)
  leg.keys = keys
  return packet
}

/**
 * What carries the sound of the legs. Implementations: the embedded worker thread (native UDP, with
 * node:dgram as its fallback), rtpengine (rtpengine/rtpengineMedia.ts), and both behind one (spreadMedia.ts).
 * All instants are MonoMs of CLOCK_MONOTONIC, the same in every thread.
 */
import type { AmdHow, AmdVerdict } from '../base/amd.ts'
import type { DtmfKey } from '../base/dtmf.ts'
import type { ClipId } from '../base/ids.ts'
import type { SrtpSuite } from '../base/srtpSuites.ts'
import type { MonoMs, Ms } from '../base/units.ts'
import type { RtpStats } from '../call/telephony.ts'
import type { Clip } from '../campaign/voiceMessage.ts'

/** Unique for the lifetime of the engine; chosen by the caller (32-bit unsigned). */
export type LegNumber = number & { readonly legNumber: unique symbol }

export type Codec = 'pcma' | 'pcmu'

export interface LegOptions {
  readonly leg: LegNumber
  /** Local address to bind, e.g. 127.0.0.1 or ::1. */
  readonly address: string
  /** `perCall`: a local port of its own. `shared`: one of a few, told apart by the remote address. */
  readonly ports: 'perCall' | 'shared'
  /** Tell which loaded clips arrive on this leg (`hearing`, `heard`): the practice carrier's ear. */
  readonly hear?: boolean
  /** Keep what arrives, so long at most, and tell it at the end (`recorded`): the practice carrier's mailboxes. */
  readonly recordMs?: Ms
  /** Which engine, where there are several; by default the embedded one. */
  readonly engine?: EngineName
}

export type EngineName = 'embedded' | 'rtpengine'

/**
 * What an engine may lack. `hear`: an ear for clips. `sharedPorts`: `shared` is taken for `perCall`.
 * `unendedKeys`: a key none of whose end packets arrived is not told. `keyEvents`: keys we press are tones in
 * the sound. `ownTiming`: packets leave when another program sends them. `listen`: it does not tell who answered.
 */
export type MediaLack =
  | 'hear'
  | 'sharedPorts'
  | 'unendedKeys'
  | 'keyEvents'
  | 'ownTiming'
  | 'listen'

export interface OpenedLeg {
  /** Local RTP port to write in the SDP. */
  readonly port: number
  /** Dotted IPv4 beside it; absent: the address the leg was opened on. */
  readonly address?: string
}

/** Master keys with their salts behind them, 30 bytes each (RFC 4568 §6.1). */
export interface SrtpMedia {
  readonly suite: SrtpSuite
  readonly ourKey: Uint8Array
  readonly theirKey: Uint8Array
}

export interface RemoteMedia {
  /**
   * IPv4 or IPv6, as the leg's own. Anything else, 0.0.0.0 or ::: nowhere to send until the far end has
   * been heard.
   */
  readonly address: string
  readonly port: number
  /** Where RTCP goes when not to `port` + 1 (RFC 3605). */
  readonly rtcpPort?: number
  readonly codec: Codec
  /** Payload type of the codec as the far end wants it (0 PCMU, 8 PCMA in practice). */
  readonly payloadType: number
  /** Payload type of telephone-event/8000, both ways; undefined: keys are tones in the sound. */
  readonly telephoneEvent?: number
  /** Listen for keys in the sound although telephone-event is agreed; a press heard both ways is one. */
  readonly tonesToo?: boolean
  /** SRTP as it was agreed on; absent: plain RTP. */
  readonly srtp?: SrtpMedia
  /** The number its own SDP gives to telephone-event, when another: some send with that one. */
  readonly telephoneEventAlso?: number
  /** May we send (sendrecv, recvonly at the far end)? On hold we stop sending but keep counting time. */
  readonly send: boolean
  /** No RTP/RTCP for this long → mediaTimeout; undefined: never. Not counted while `expectSilence` (hold). */
  readonly mediaTimeoutMs?: Ms
  /** The far end said it will send nothing (its SDP is recvonly or inactive). */
  readonly expectSilence?: boolean
}

/** Frames of 20 ms in the order they arrived; the n-th of each list belongs to the n-th frame. */
export interface SoundRecording {
  readonly codec: Codec
  readonly sequences: Uint16Array
  readonly timestamps: Uint32Array
  readonly instants: Float64Array
  /** 160 bytes a frame. */
  readonly sound: Uint8Array
}

export type MediaEvent =
  | { readonly is: 'firstAudio'; readonly leg: LegNumber; readonly at: MonoMs }
  | { readonly is: 'key'; readonly leg: LegNumber; readonly at: MonoMs; readonly key: DtmfKey }
  | {
      readonly is: 'playEnded'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly clip: ClipId
    }
  | { readonly is: 'mediaTimeout'; readonly leg: LegNumber; readonly at: MonoMs }
  /** Only after `listen`: who answered, once. */
  | {
      readonly is: 'amd'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly verdict: AmdVerdict
    }
  /** Only after `listen`: a mailbox's beep is over. `startedAt`: when it began. */
  | {
      readonly is: 'beep'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly startedAt: MonoMs
      readonly hz: number
    }
  /** Only after `listen`: the far end has been quiet for `quietAfterMs`; it spoke last at `since`. */
  | {
      readonly is: 'farQuiet'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly since: MonoMs
    }
  /** Only after `listen`, and after a `farQuiet` or a beep: the far end speaks (again), since `since`. */
  | {
      readonly is: 'farSpeaks'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly since: MonoMs
    }
  /** Only with `hear`: a loaded clip begins to be recognised in what arrives. */
  | { readonly is: 'hearing'; readonly leg: LegNumber; readonly at: MonoMs; readonly clip: ClipId }
  /** Only with `hear`: one continuous stretch of a clip, when it has ended or the leg closes. */
  | {
      readonly is: 'heard'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly clip: ClipId
      /** Position in the clip of the first and past the last frame heard. */
      readonly fromMs: Ms
      readonly toMs: Ms
      readonly firstAt: MonoMs
      readonly lastAt: MonoMs
      /** Frames of 20 ms that arrived; fewer than (toMs − fromMs) / 20 when some were lost. */
      readonly framesHeard: number
    }
  /** Only with `recordMs`, as the leg closes: all that arrived. */
  | {
      readonly is: 'recorded'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly recording: SoundRecording
    }
  /** This leg carries no more sound (the engine died, or see `why`); `closed` still follows once. */
  | {
      readonly is: 'legFailed'
      readonly leg: LegNumber
      readonly at: MonoMs
      readonly why: string
    }
  | { readonly is: 'closed'; readonly leg: LegNumber; readonly at: MonoMs; readonly rtp: RtpStats }

/** Lateness of packets against their due time over the engine's life, and what was lost locally. */
export interface MediaHealth {
  readonly packets: number
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly max: number }
  /** The same of about the last ten seconds but the two worst, for who must slow down; absent: not known. */
  readonly recentLateMs?: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly sendShortfalls: number
  readonly backend: 'native' | 'dgram' | 'rtpengine'
}

export interface MediaEngine {
  onEvent(listener: (event: MediaEvent) => void): void
  loadClip(clip: Clip): Promise<void>
  /** Absent: it lacks nothing. */
  readonly lacks?: readonly MediaLack[]
  /** Opens a leg; resolves with what to write in the SDP. */
  openLeg(options: LegOptions): Promise<OpenedLeg>
  /** Where and how to send; may be called again (re-INVITE). */
  setRemote(leg: LegNumber, remote: RemoteMedia): void
  /** Plays from the start; replaces what is being played. */
  play(leg: LegNumber, clip: ClipId): void
  stopPlaying(leg: LegNumber): void
  /**
   * Presses a key towards the far end for `heldMs` (100 ms unless told); the practice
   * carrier's people use it. Keys pressed while one is held follow in order.
   */
  pressKey(leg: LegNumber, key: DtmfKey, heldMs?: Ms): void
  /**
   * From now on: who or what is it that answered, and its beeps and pauses; again: from the beginning.
   * Absent: this engine cannot (`lacks` says `listen`), and nothing of it is ever told.
   */
  listen?(leg: LegNumber, how: AmdHow): void
  /**
   * Joins two legs: what arrives on one is sent on the other, and nothing is played. Rejects when a leg is gone
   * or has no remote yet. Absent: this engine cannot.
   */
  bridge?(one: LegNumber, other: LegNumber): Promise<void>
  /** Frees the port (kept drained for a while so that a new call never hears the old one); `closed` follows. */
  closeLeg(leg: LegNumber): void
  health(): Promise<MediaHealth>
  close(): Promise<void>
}

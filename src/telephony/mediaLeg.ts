/** All the media worker knows of one leg. Updated in place: it is visited fifty times a second. */
import { type KeyToneEar, newKeyToneEar } from '../audio/keyTones.ts'
import { type MonoMs, type Ms, monoMs } from '../base/units.ts'
import { type KeyMerge, noTones } from '../rtp/keyMerge.ts'
import { type KeyReceiver, noKeyYet } from '../rtp/keyReceiver.ts'
import { type KeySender, noKeys } from '../rtp/keySender.ts'
import { blankReceiver, type Receiver } from '../rtp/receiver.ts'
import type { ReportBlock } from '../rtp/rtcp.ts'
import type { Address, Source } from '../rtp/source.ts'
import type { LoadedClip } from './mediaClips.ts'
import type { Codec, LegNumber, RemoteMedia } from './mediaEngine.ts'
import type { MediaEar } from './mediaHearing.ts'
import type { MediaListening } from './mediaListening.ts'
import type { PortPair } from './mediaPorts.ts'
import type { MediaRecording } from './mediaRecording.ts'
import type { LegSrtp } from './mediaSrtp.ts'

export const LEGS_AT_MOST = 8192
/** Bytes kept for the header of a leg's next packet: twelve, and the four of a telephone event. */
export const LEG_HEAD_BYTES = 16
export const NO_PHASE = -1

/** What a leg needs of the port it shares; see mediaSharedPort.ts. */
export interface Sharing {
  readonly legs: Set<Leg>
  claim(address: Address, leg: Leg, now: MonoMs): boolean
  forget(leg: Leg): void
}

export interface Leg {
  readonly number: LegNumber
  readonly ports: PortPair
  /** Present when the ports are not its own. */
  readonly shared: Sharing | undefined
  readonly ear: MediaEar | undefined
  readonly recording: MediaRecording | undefined
  /** Where in the block of heads its header lies. */
  readonly headAt: number
  isClosed: boolean
  /** Of a closed leg: when its address may speak to others, at the latest. */
  drainedUntil: MonoMs

  remote: RemoteMedia | undefined
  sdp: Address | undefined
  /** Present: nothing leaves or is heard unprotected. */
  srtp: LegSrtp | undefined
  /** Where RTP and RTCP go; a port of 0: nowhere yet. */
  ip: number
  port: number
  rtcpIp: number
  rtcpPort: number

  readonly ssrc: number
  phase: number
  sequence: number
  /** Of the next frame. */
  timestamp: number
  /** The next packet follows a pause of ours (RFC 3551 §4.1). */
  marker: boolean
  clip: LoadedClip | undefined
  frame: number
  hasPlayed: boolean
  keys: KeySender
  sent: number
  sentBytes: number
  sentAtLastReport: number
  lastFrameAt: MonoMs
  rtcpDueAt: MonoMs

  readonly receiver: Receiver
  source: Source
  /** RTP or RTCP; after the end: whatever still comes. */
  heardAt: MonoMs
  /** RTP alone. */
  soundAt: MonoMs
  /** Whose address this leg took over on a shared port. */
  former: FormerCall | undefined
  timedOut: boolean
  keysHeard: KeyReceiver
  /** Tones that were told as keys and whose event may still come (`tones: beside`). */
  tonesTold: KeyMerge
  /** Present: it listens for who answered. */
  listening: MediaListening | undefined
  /** Listens for keys in the sound while the far end has no telephone-event, or beside it. */
  readonly toneEar: KeyToneEar
  /** What the far end said last about what we send, and how long its report took. */
  farReport: ReportBlock | undefined
  roundTripMs: Ms | undefined
  lastReport: { readonly ntpMiddle: number; readonly at: MonoMs } | undefined
}

/** The end of a call whose far end had the address this leg speaks to now. */
export interface FormerCall {
  readonly ssrc: number
  readonly highest: number
  readonly until: MonoMs
}

export interface LegIdentity {
  readonly number: LegNumber
  readonly ports: PortPair
  readonly shared: Sharing | undefined
  readonly ear: MediaEar | undefined
  readonly recording: MediaRecording | undefined
  readonly headAt: number
  /** Three unpredictable 32-bit numbers (RFC 3550 §5.1). */
  readonly ssrc: number
  readonly sequence: number
  readonly timestamp: number
}

export const newLeg = (identity: LegIdentity): Leg => ({
  ...identity,
  isClosed: false,
  drainedUntil: monoMs(0),
  remote: undefined,
  sdp: undefined,
  srtp: undefined,
  ip: 0,
  port: 0,
  rtcpIp: 0,
  rtcpPort: 0,
  phase: NO_PHASE,
  sequence: identity.sequence & 0xffff,
  marker: true,
  clip: undefined,
  frame: 0,
  hasPlayed: false,
  keys: noKeys,
  sent: 0,
  sentBytes: 0,
  sentAtLastReport: 0,
  lastFrameAt: monoMs(0),
  rtcpDueAt: monoMs(0),
  receiver: blankReceiver(),
  source: { is: 'waiting' },
  heardAt: monoMs(0),
  soundAt: monoMs(0),
  former: undefined,
  timedOut: false,
  keysHeard: noKeyYet,
  tonesTold: noTones,
  listening: undefined,
  toneEar: newKeyToneEar(),
  farReport: undefined,
  roundTripMs: undefined,
  lastReport: undefined,
})

/** RFC 3551 table 4: the static payload types are always understood, beside the one negotiated. */
export function codecOf(leg: Leg, payloadType: number): Codec | undefined {
  if (leg.remote !== undefined && payloadType === leg.remote.payloadType) return leg.remote.codec
  if (payloadType === 0) return 'pcmu'
  if (payloadType === 8) return 'pcma'
  return undefined
}

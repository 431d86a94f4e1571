/**
 * What a trunk's profile wants of the sound of its calls: RTP or SRTP, and how people's keys come. Keys of
 * SRTP are new for each call, and go only where nobody reads along: over TLS, or within this machine.
 */
import { randomBytes } from 'node:crypto'
import { Failure } from '../base/failure.ts'
import { MASTER_BYTES, srtpSuites } from '../base/srtpSuites.ts'
import type { PlacedCall } from '../call/telephony.ts'
import type { Trunk } from '../call/trunk.ts'
import type { TrunkProfile } from '../call/trunkProfile.ts'
import type { AgreedAudio, LocalAudio } from '../sdp/offerAnswer.ts'
import type { SdesKey } from '../sdp/sdes.ts'
import type { RemoteMedia } from './mediaEngine.ts'
import type { TrunkRoute } from './trunkRoute.ts'

export interface LegMedia extends Omit<LocalAudio, 'version'> {
  /** Tones in the sound count as keys beside telephone-event. */
  readonly tonesToo?: boolean
}

export function mediaTerms({
  protection,
  keys,
}: TrunkProfile['media']): Pick<LegMedia, 'crypto' | 'events' | 'tonesToo'> {
  return {
    ...(protection === 'sdes' ? { crypto: newSdesKeys() } : {}),
    ...(keys === 'inBand' ? { events: false } : {}),
    ...(keys === 'both' ? { tonesToo: true } : {}),
  }
}

/** One for each suite (RFC 4568 §6.1: a key is used for one of them), the stronger first. */
export const newSdesKeys = (): readonly SdesKey[] =>
  srtpSuites.map((suite, i) => ({ tag: i + 1, suite, key: randomBytes(MASTER_BYTES) }))

/** RFC 4568 §7: who reads the SDP has the keys. Failure `refused` when anybody on the way could. */
export function refuseOpenKeys(
  { media }: Pick<Trunk['profile'], 'media'>,
  { transport, isLoopback }: Pick<TrunkRoute, 'transport' | 'isLoopback'>,
): void {
  if (media.protection !== 'sdes' || transport === 'tls' || isLoopback) return
  throw new Failure(
    'refused',
    'This trunk wants SRTP, and its keys would travel readable: set its transport to TLS.',
    {
      fr: 'Cette ligne veut du SRTP, et ses clés voyageraient lisibles : réglez son transport sur TLS.',
      measured: transport,
      limit: 'tls',
    },
  )
}

export function remoteOf(
  audio: AgreedAudio,
  { mediaTimeoutMs }: Pick<PlacedCall, 'mediaTimeoutMs'>,
  { tonesToo }: Pick<LegMedia, 'tonesToo'>,
): RemoteMedia {
  const { address, port, codec, payloadType, eventsIn, eventsOut, srtp, weSend, theySend } = audio
  return {
    address,
    port,
    codec,
    payloadType,
    // RFC 3264 §6.1: what comes to us has our number; far ends that renumber often send theirs.
    ...(eventsIn === undefined ? {} : { telephoneEvent: eventsIn }),
    ...(eventsOut === undefined || eventsOut === eventsIn ? {} : { telephoneEventAlso: eventsOut }),
    ...(tonesToo ? { tonesToo } : {}),
    ...(srtp && { srtp }),
    send: weSend,
    mediaTimeoutMs,
    expectSilence: !theySend,
  }
}

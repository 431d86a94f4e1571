/**
 * A leg as rtpengine sees it: a call whose one side is the far end and whose other side is us, who send nothing.
 * Our offer opens the port that the far end will be told; the answer says where the far end is. What it says would
 * be forwarded to us, whatever direction our SDP has (10.5 minds none); `block media` spares that. Keys come through.
 *
 *   far end ⇄ [port of the SDP  rtpengine  port towards us] ← nobody, or the other leg of a bridge
 */
import type { RtpStats } from '../../call/telephony.ts'
import { parseSdp } from '../../sdp/sdp.ts'
import type { Codec, OpenedLeg, RemoteMedia, SrtpMedia } from '../mediaEngine.ts'
import { at, type Bencode, type BencodeDictionary, numberAt, textAt } from './bencode.ts'
import type { NgQuestion } from './ngClient.ts'

export const OUR_TAG = 'us'
export const FAR_TAG = 'far'
const DISCARD_PORT = 9
const EVENT_PAYLOAD_TYPE = 101

const encodings = { pcma: [8, 'PCMA/8000'], pcmu: [0, 'PCMU/8000'] } as const

interface Side {
  readonly address: string
  readonly port: number
  readonly codecs: readonly (readonly [payloadType: number, encoding: string])[]
  /** Master key and salt of what this side sends. */
  readonly crypto?: { readonly suite: string; readonly key: Uint8Array }
}

function sdpOf({ address, port, codecs, crypto }: Side): string {
  const profile = crypto ? 'RTP/SAVP' : 'RTP/AVP'
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} ${profile} ${codecs.map(([payloadType]) => payloadType).join(' ')}`,
    ...codecs.map(([payloadType, encoding]) => `a=rtpmap:${payloadType} ${encoding}`),
    // RFC 4568 §9.1
    ...(crypto
      ? [`a=crypto:1 ${crypto.suite} inline:${Buffer.from(crypto.key).toString('base64')}`]
      : []),
    '',
  ].join('\r\n')
}

/**
 * The first packet says where the far end is (RFC 4961), and from then on nothing else is taken for it: nobody
 * takes the sound over in mid-call.
 */
const flags = ['endpoint-learning-immediate', 'strict-source']

const events = (payloadType: number) => [payloadType, 'telephone-event/8000'] as const

export interface Negotiated {
  /** The other leg of a bridge, with the codec of our far end. */
  readonly to?: (OpenedLeg & { readonly codec: Codec }) | undefined
  readonly srtp?: SrtpMedia | undefined
}

/**
 * Opens the ports, or tells them again. The key we offered is given here, too: rtpengine hands the keys of an offer
 * on to the other side as they are, so that it sends with the one our SDP has named.
 */
export function offerOf(callId: string, { to, srtp }: Negotiated = {}): NgQuestion {
  const codecs = to ? [encodings[to.codec]] : [encodings.pcma, encodings.pcmu]
  const side: Side = {
    address: to?.address ?? '127.0.0.1',
    port: to?.port ?? DISCARD_PORT,
    codecs: [...codecs, events(EVENT_PAYLOAD_TYPE)],
    ...(srtp && { crypto: { suite: srtp.suite, key: srtp.ourKey } }),
  }
  return { command: 'offer', ...common(callId, side), flags }
}

/** `home`: an address of that rtpengine, for a far end that nobody knows yet. */
export function answerOf(callId: string, remote: RemoteMedia, home: string): NgQuestion {
  const { codec, payloadType, telephoneEvent, telephoneEventAlso, srtp } = remote
  const isKnown = /^\d+\.\d+\.\d+\.\d+$/.test(remote.address) && remote.address !== '0.0.0.0'
  const eventTypes = [telephoneEvent, telephoneEventAlso].filter((type) => type !== undefined)
  const side: Side = {
    address: isKnown ? remote.address : home,
    port: isKnown ? remote.port : DISCARD_PORT,
    codecs: [[payloadType, encodings[codec][1]], ...eventTypes.map(events)],
    ...(srtp && { crypto: { suite: srtp.suite, key: srtp.theirKey } }),
  }
  return {
    command: 'answer',
    ...common(callId, side),
    'to-tag': FAR_TAG,
    flags,
  }
}

export const mediaOf = (callId: string, is: 'blocked' | 'forwarded'): NgQuestion => ({
  command: is === 'blocked' ? 'block media' : 'unblock media',
  ...playerOf(callId),
})

/**
 * Q.23: keys are tones in the sound, which has to be decoded for it. 10.5 takes the flag with this command alone,
 * and looks at it anew only when a delay is named, be it none.
 */
export const listenForTones = (callId: string): NgQuestion => ({
  command: 'unblock DTMF',
  ...playerOf(callId),
  flags: ['detect-DTMF'],
  'delay-buffer': 0,
})

const common = (callId: string, side: Side): BencodeDictionary => ({
  'call-id': callId,
  'from-tag': OUR_TAG,
  sdp: sdpOf(side),
  replace: ['origin'],
  ICE: 'remove',
})

/** What is to be played is played to the far end. */
export const playerOf = (callId: string): BencodeDictionary => ({
  'call-id': callId,
  'from-tag': FAR_TAG,
})

export const deleteOf = (callId: string): NgQuestion => ({
  command: 'delete',
  'call-id': callId,
  'from-tag': OUR_TAG,
  'delete-delay': 0,
})

/** The port in the SDP of a reply, and its address; undefined: it opened none. */
export function openedIn(reply: Bencode): Required<OpenedLeg> | undefined {
  const [media] = parseSdp(textAt(reply, 'sdp'))?.media ?? []
  if (!media || media.port === 0 || media.address === undefined) return undefined
  return { port: media.port, address: media.address }
}

/** RTP and RTCP packets that came from the far end so far: of `query` and `delete`. */
export function packetsIn(reply: Bencode): number {
  const streams = farStreams(reply)
  return packetsOf(streams, 0) + packetsOf(streams, 1)
}

const farStreams = (reply: Bencode): Bencode | undefined =>
  at(reply, 'tags', FAR_TAG, 'medias', 0, 'streams')

const packetsOf = (streams: Bencode | undefined, index: number): number =>
  numberAt(streams, index, 'stats', 'packets')

/**
 * `sent` is reckoned from how long we played, and what is lost on the way to us is not known: 10.5 counts only what
 * arrives. What the far end reported of our sound is kept under its SSRC; `MOS` is in tenths, times in µs.
 */
export function rtpIn(reply: Bencode, sent: number): RtpStats {
  const streams = farStreams(reply)
  const received = packetsOf(streams, 0)
  const reported = at(reply, 'SSRC', String(numberAt(streams, 0, 'SSRC')))
  const average = at(reported, 'average MOS')
  if (numberAt(average, 'samples') === 0) return { sent, received, lost: 0, jitterMs: 0 }
  const mos = numberAt(average, 'MOS') / 10
  const roundTripMs = numberAt(average, 'round-trip time leg') / 1000
  return {
    ...{ sent, received, lost: 0, jitterMs: 0 },
    ...(mos > 0 ? { mos } : {}),
    ...(roundTripMs > 0 ? { roundTripMs } : {}),
    outLost: numberAt(reported, 'cumulative loss'),
    outJitterMs: numberAt(average, 'jitter'),
  }
}

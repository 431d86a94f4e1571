/**
 * A leg as rtpengine sees it: a call whose one side is the far end and whose other side is us, who send nothing
 * and want nothing sent (`sendonly`: rtpengine then counts what arrives and hears its keys, and forwards nothing).
 * Our offer opens the port that the far end will be told; the answer says where the far end is.
 *
 *   far end ⇄ [port of the SDP  rtpengine  port towards us] ← nobody, or the other leg of a bridge
 */
import type { RtpStats } from '../../call/telephony.ts'
import { parseSdp } from '../../sdp/sdp.ts'
import type { Codec, OpenedLeg, RemoteMedia } from '../mediaEngine.ts'
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
  readonly direction: 'sendonly' | 'sendrecv'
}

function sdpOf({ address, port, codecs, direction }: Side): string {
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${codecs.map(([payloadType]) => payloadType).join(' ')}`,
    ...codecs.map(([payloadType, encoding]) => `a=rtpmap:${payloadType} ${encoding}`),
    `a=${direction}`,
    '',
  ].join('\r\n')
}

/**
 * The first packet says where the far end is (RFC 4961), and from then on nothing else is taken for it: nobody
 * takes the sound over in mid-call.
 */
const flags = ['endpoint-learning-immediate', 'strict-source']

const events = (payloadType: number) => [payloadType, 'telephone-event/8000'] as const

/** Opens the ports, or tells them again; `to`: the other leg of a bridge, with the codec of its far end. */
export function offerOf(callId: string, to?: OpenedLeg & { readonly codec: Codec }): NgQuestion {
  const codecs = to ? [encodings[to.codec]] : [encodings.pcma, encodings.pcmu]
  const side: Side = {
    address: to?.address ?? '127.0.0.1',
    port: to?.port ?? DISCARD_PORT,
    codecs: [...codecs, events(EVENT_PAYLOAD_TYPE)],
    direction: to ? 'sendrecv' : 'sendonly',
  }
  return { command: 'offer', ...common(callId, side), flags }
}

/** `home`: an address of that rtpengine, for a far end that nobody knows yet. */
export function answerOf(callId: string, remote: RemoteMedia, home: string): NgQuestion {
  const { codec, payloadType, telephoneEvent, telephoneEventAlso } = remote
  const isKnown = /^\d+\.\d+\.\d+\.\d+$/.test(remote.address) && remote.address !== '0.0.0.0'
  const eventTypes = [telephoneEvent, telephoneEventAlso].filter((type) => type !== undefined)
  const side: Side = {
    address: isKnown ? remote.address : home,
    port: isKnown ? remote.port : DISCARD_PORT,
    codecs: [[payloadType, encodings[codec][1]], ...eventTypes.map(events)],
    direction: 'sendrecv',
  }
  return {
    command: 'answer',
    ...common(callId, side),
    'to-tag': FAR_TAG,
    flags,
  }
}

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
 * `sent` is reckoned from how long we played: 10.5 counts only what arrives. What the far end lost of it, and how
 * it sounded there, is in its own reports, where it sends some (`SSRC`: loss, jitter and MOS in tenths).
 */
export function rtpIn(reply: Bencode, sent: number): RtpStats {
  const received = packetsOf(farStreams(reply), 0)
  return { sent, received, lost: 0, jitterMs: 0 }
}

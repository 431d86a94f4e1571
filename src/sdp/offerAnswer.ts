/**
 * Offer and answer, RFC 3264, for the one thing a call of ours carries: audio in G.711 with the keys of
 * RFC 4733. What the far end agreed to comes out as `AgreedAudio`; everything else is refused by port 0.
 */
import { isOneMachine, isUnspecified } from '../base/ipAddress.ts'
import { type Direction, parseSdp, payloadTypeOf, type SdpMedia } from './sdp.ts'

export interface LocalAudio {
  readonly address: string
  /** Where we receive RTP. */
  readonly port: number
  /** o= session id, decimal digits; the same during a call. */
  readonly sessionId: string
  /** o= version: one more for each SDP that differs (RFC 3264 §8). */
  readonly version: number
}

export interface AgreedAudio {
  readonly address: string
  readonly port: number
  readonly codec: 'pcma' | 'pcmu'
  /** Of the codec, in packets we send. */
  readonly payloadType: number
  /** Of telephone-event in packets we receive; undefined: not agreed. */
  readonly eventsIn: number | undefined
  /** Of telephone-event in packets we send, which the far end may have numbered otherwise. */
  readonly eventsOut: number | undefined
  readonly weSend: boolean
  readonly theySend: boolean
}

export type Reading =
  | { readonly is: 'agreed'; readonly audio: AgreedAudio }
  | { readonly is: 'refused'; readonly why: string }

export type Answering =
  | { readonly is: 'agreed'; readonly audio: AgreedAudio; readonly sdp: string }
  | { readonly is: 'refused'; readonly why: string }

export const telephoneEventPayloadType = 101

export const offerAudio = (local: LocalAudio): string =>
  write(local, [audioLines(local.port, [8, 0], telephoneEventPayloadType, 'sendrecv')])

/** The answer to `offerAudio`; the offer had exactly one m-line. */
export function readAnswer(text: string): Reading {
  const sdp = parseSdp(text)
  const media = sdp?.media[0]
  if (!media) return refused('the SDP answer cannot be read')
  return agree(media, telephoneEventPayloadType)
}

/** Our answer to an offer: the first usable audio line is taken, all others get port 0 (§6). */
export function answerAudio(text: string, local: LocalAudio): Answering {
  const sdp = parseSdp(text)
  if (!sdp) return refused('the SDP offer cannot be read')
  const chosen = sdp.media.findIndex((media) => agree(media, undefined).is === 'agreed')
  const media = sdp.media[chosen]
  const reading = media && agree(media, undefined)
  if (!media || reading?.is !== 'agreed') {
    return refused(sdp.media.length === 0 ? 'the SDP offer has no media' : whyOf(sdp.media))
  }
  const { audio } = reading
  const lines = sdp.media.map((other, index) =>
    index === chosen
      ? audioLines(local.port, [audio.payloadType], audio.eventsIn, mirrored[media.direction])
      : [`m=${other.kind} 0 ${other.protocol} ${other.formats.join(' ') || '0'}`],
  )
  return { is: 'agreed', audio, sdp: write(local, lines) }
}

/** What we may do when the far end says `direction` of itself (RFC 3264 §6.1). */
const mirrored: Readonly<Record<Direction, Direction>> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
}

/** `ourEvents`: the number we offered for telephone-event; undefined when the far end offers. */
function agree(media: SdpMedia, ourEvents: number | undefined): Reading {
  if (media.kind !== 'audio') return refused(`the far end wants ${media.kind}, not audio`)
  if (media.port === 0) return refused('the far end refused the audio')
  if (media.protocol !== 'RTP/AVP') return refused(`no ${media.protocol} here, only RTP/AVP`)
  if (media.address === undefined) return refused('the SDP names no IP address')
  const types = media.formats.flatMap((format) => payloadTypeOf(format) ?? [])
  const payloadType = types.find((type) => codecOf(media, type) !== undefined)
  const codec = payloadType === undefined ? undefined : codecOf(media, payloadType)
  if (payloadType === undefined || !codec) return refused('no codec in common (PCMA, PCMU)')
  const eventsOut = types.find((type) => media.encodings.get(type) === 'TELEPHONE-EVENT/8000')
  // RFC 3264 §8.4: the address 0.0.0.0 is the hold of RFC 2543 (`::` for IPv6): send nothing there.
  const isNowhere = isUnspecified(media.address)
  // Sound sent to a group or to everybody in it is a flood with our name on it.
  if (!isNowhere && !isOneMachine(media.address)) return refused('the SDP names a group address')
  const audio: AgreedAudio = {
    address: media.address,
    port: media.port,
    codec,
    payloadType,
    eventsIn: eventsOut === undefined ? undefined : (ourEvents ?? eventsOut),
    eventsOut,
    weSend: !isNowhere && (media.direction === 'sendrecv' || media.direction === 'recvonly'),
    theySend: !isNowhere && (media.direction === 'sendrecv' || media.direction === 'sendonly'),
  }
  return { is: 'agreed', audio }
}

function codecOf(media: SdpMedia, payloadType: number): 'pcma' | 'pcmu' | undefined {
  const encoding = media.encodings.get(payloadType)
  if (encoding === 'PCMA/8000') return 'pcma'
  return encoding === 'PCMU/8000' ? 'pcmu' : undefined
}

const refused = (why: string): { is: 'refused'; why: string } => ({ is: 'refused', why })

/** Why the line that came nearest failed: an audio line if there is one. */
function whyOf(media: readonly SdpMedia[]): string {
  const nearest = media.find(({ kind }) => kind === 'audio') ?? media[0]
  const reading = nearest ? agree(nearest, undefined) : undefined
  return reading?.is === 'refused' ? reading.why : 'nothing usable is offered'
}

function audioLines(
  port: number,
  payloadTypes: readonly number[],
  events: number | undefined,
  direction: Direction,
): string[] {
  const names = payloadTypes.map((type) => `a=rtpmap:${type} ${type === 0 ? 'PCMU' : 'PCMA'}/8000`)
  const formats = events === undefined ? payloadTypes : [...payloadTypes, events]
  return [
    `m=audio ${port} RTP/AVP ${formats.join(' ')}`,
    ...names,
    ...(events === undefined
      ? []
      : [`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-15`]),
    'a=ptime:20',
    `a=${direction}`,
  ]
}

function write(local: LocalAudio, media: readonly (readonly string[])[]): string {
  const family = local.address.includes(':') ? 'IP6' : 'IP4'
  const lines = [
    'v=0',
    `o=portevoix ${local.sessionId} ${local.version} IN ${family} ${local.address}`,
    's=-',
    `c=IN ${family} ${local.address}`,
    't=0 0',
    ...media.flat(),
  ]
  return `${lines.join('\r\n')}\r\n`
}

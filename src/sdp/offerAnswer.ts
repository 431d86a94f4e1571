/**
 * Offer and answer, RFC 3264, for the one thing a call of ours carries: audio in G.711 with the keys of
 * RFC 4733, plain or under SRTP (RFC 4568), as the trunk wants it and never the other. What the far end
 * agreed to comes out as `AgreedAudio`; everything else is refused by port 0.
 */
import { isOneMachine, isUnspecified } from '../base/ipAddress.ts'
import type { SrtpSuite } from '../base/srtpSuites.ts'
import { CRYPTO_LINES_MAX, readCrypto, type SdesKey, writeCrypto } from './sdes.ts'
import { type Direction, parseSdp, payloadTypeOf, type SdpMedia } from './sdp.ts'

export interface LocalAudio {
  readonly address: string
  /** Where we receive RTP. */
  readonly port: number
  /** o= session id, decimal digits; the same during a call. */
  readonly sessionId: string
  /** o= version: one more for each SDP that differs (RFC 3264 §8). */
  readonly version: number
  /** RTP/SAVP and nothing else, with these keys, one a suite, the preferred first; absent: RTP/AVP. */
  readonly crypto?: readonly SdesKey[]
  /** false: keys are tones in the sound, telephone-event is neither offered nor taken. */
  readonly events?: boolean
}

type Terms = Pick<LocalAudio, 'crypto' | 'events'>

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
  /** Absent: plain RTP. */
  readonly srtp?: {
    readonly suite: SrtpSuite
    readonly ourKey: Uint8Array
    readonly theirKey: Uint8Array
  }
}

export type Reading =
  | { readonly is: 'agreed'; readonly audio: AgreedAudio }
  | { readonly is: 'refused'; readonly why: string }

export type Answering =
  | { readonly is: 'agreed'; readonly audio: AgreedAudio; readonly sdp: string }
  | { readonly is: 'refused'; readonly why: string }

export const telephoneEventPayloadType = 101

export const offerAudio = (local: LocalAudio): string =>
  write(local, [
    audioLines(local, {
      payloadTypes: [8, 0],
      events: local.events === false ? undefined : telephoneEventPayloadType,
      direction: 'sendrecv',
      crypto: local.crypto ?? [],
    }),
  ])

/** The answer to `offerAudio`; the offer had exactly one m-line. */
export function readAnswer(text: string, offered: Terms = {}): Reading {
  const sdp = parseSdp(text)
  const media = sdp?.media[0]
  if (!media) return refused('the SDP answer cannot be read')
  const reading = agree(media, offered, telephoneEventPayloadType)
  if (reading.is === 'refused' || offered.crypto === undefined) return reading
  return withAnsweredKey(reading.audio, media, offered.crypto)
}

/** Our answer to an offer: the first usable audio line is taken, all others get port 0 (§6). */
export function answerAudio(text: string, local: LocalAudio): Answering {
  const sdp = parseSdp(text)
  if (!sdp) return refused('the SDP offer cannot be read')
  const chosen = sdp.media.findIndex((media) => take(media, local).is === 'agreed')
  const media = sdp.media[chosen]
  const taken = media && take(media, local)
  if (!media || taken?.is !== 'agreed') {
    return refused(sdp.media.length === 0 ? 'the SDP offer has no media' : whyOf(sdp.media, local))
  }
  const { audio, crypto } = taken
  const direction = mirrored[media.direction]
  const answered = { payloadTypes: [audio.payloadType], events: audio.eventsIn, direction, crypto }
  const lines = sdp.media.map((other, index) =>
    index === chosen
      ? audioLines(local, answered)
      : [`m=${other.kind} 0 ${other.protocol} ${other.formats.join(' ') || '0'}`],
  )
  return { is: 'agreed', audio, sdp: write(local, lines) }
}

/** Does the first line of an offer ask for SRTP? Who takes either answers as asked. */
export const wantsSrtp = (text: string): boolean =>
  parseSdp(text)?.media[0]?.protocol === 'RTP/SAVP'

type Taken =
  | { readonly is: 'agreed'; readonly audio: AgreedAudio; readonly crypto: readonly SdesKey[] }
  | { readonly is: 'refused'; readonly why: string }

/** A line of an offer, with the key of ours that goes into the answer (RFC 4568 §5.1.2). */
function take(media: SdpMedia, local: Terms): Taken {
  const reading = agree(media, local, undefined)
  if (reading.is === 'refused') return reading
  if (local.crypto === undefined) return { ...reading, crypto: [] }
  for (const line of media.crypto.slice(0, CRYPTO_LINES_MAX)) {
    const theirs = readCrypto(line)
    const ours = theirs && local.crypto.find(({ suite }) => suite === theirs.suite)
    if (!ours) continue
    const srtp = { suite: ours.suite, ourKey: ours.key, theirKey: theirs.key }
    const crypto = [{ ...ours, tag: theirs.tag }]
    return { is: 'agreed', audio: { ...reading.audio, srtp }, crypto }
  }
  return refused('the SDP offer has no key for SRTP that can be used')
}

/** RFC 4568 §5.1.3: exactly one line, with the tag and the suite of one we offered. */
function withAnsweredKey(
  audio: AgreedAudio,
  { crypto }: SdpMedia,
  offered: readonly SdesKey[],
): Reading {
  const [line, ...more] = crypto
  if (line === undefined) return refused('the SDP answer has no key for SRTP')
  if (more.length > 0) return refused('the SDP answer has more than one key for SRTP')
  const theirs = readCrypto(line)
  if (theirs === undefined) return refused('the key for SRTP in the SDP answer cannot be used')
  const ours = offered.find(({ tag, suite }) => tag === theirs.tag && suite === theirs.suite)
  if (ours === undefined)
    return refused('the key for SRTP in the SDP answer is not the one offered')
  // RFC 3711 §9.1: two senders with one key would give away what both say.
  const isOurs = offered.some(({ key }) => key.every((byte, i) => byte === theirs.key[i]))
  if (isOurs) return refused('the key for SRTP in the SDP answer is ours')
  const srtp = { suite: ours.suite, ourKey: ours.key, theirKey: theirs.key }
  return { is: 'agreed', audio: { ...audio, srtp } }
}

/** What we may do when the far end says `direction` of itself (RFC 3264 §6.1). */
const mirrored: Readonly<Record<Direction, Direction>> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
}

/** `ourEvents`: the number we offered for telephone-event; undefined when the far end offers. */
function agree(media: SdpMedia, terms: Terms, ourEvents: number | undefined): Reading {
  if (media.kind !== 'audio') return refused(`the far end wants ${media.kind}, not audio`)
  if (media.port === 0) return refused('the far end refused the audio')
  const protocol = protocolOf(terms)
  if (media.protocol !== protocol) {
    const isUnprotected = terms.crypto !== undefined && media.protocol === 'RTP/AVP'
    const what = isUnprotected ? 'unprotected RTP' : media.protocol
    return refused(`no ${what} here, only ${protocol}`)
  }
  if (media.address === undefined) return refused('the SDP names no IP address')
  const types = media.formats.flatMap((format) => payloadTypeOf(format) ?? [])
  const payloadType = types.find((type) => codecOf(media, type) !== undefined)
  const codec = payloadType === undefined ? undefined : codecOf(media, payloadType)
  if (payloadType === undefined || !codec) return refused('no codec in common (PCMA, PCMU)')
  const eventTypes = terms.events === false ? [] : types
  const eventsOut = eventTypes.find((type) => media.encodings.get(type) === 'TELEPHONE-EVENT/8000')
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

const protocolOf = ({ crypto }: Terms): string => (crypto === undefined ? 'RTP/AVP' : 'RTP/SAVP')

function codecOf(media: SdpMedia, payloadType: number): 'pcma' | 'pcmu' | undefined {
  const encoding = media.encodings.get(payloadType)
  if (encoding === 'PCMA/8000') return 'pcma'
  return encoding === 'PCMU/8000' ? 'pcmu' : undefined
}

const refused = (why: string): { is: 'refused'; why: string } => ({ is: 'refused', why })

/** Why the line that came nearest failed: an audio line if there is one. */
function whyOf(media: readonly SdpMedia[], local: Terms): string {
  const nearest = media.find(({ kind }) => kind === 'audio') ?? media[0]
  const reading = nearest ? take(nearest, local) : undefined
  return reading?.is === 'refused' ? reading.why : 'nothing usable is offered'
}

interface AudioLine {
  readonly payloadTypes: readonly number[]
  readonly events: number | undefined
  readonly direction: Direction
  readonly crypto: readonly SdesKey[]
}

function audioLines(
  local: LocalAudio,
  { payloadTypes, events, direction, crypto }: AudioLine,
): string[] {
  const names = payloadTypes.map((type) => `a=rtpmap:${type} ${type === 0 ? 'PCMU' : 'PCMA'}/8000`)
  const formats = events === undefined ? payloadTypes : [...payloadTypes, events]
  return [
    `m=audio ${local.port} ${protocolOf(local)} ${formats.join(' ')}`,
    ...names,
    ...(events === undefined
      ? []
      : [`a=rtpmap:${events} telephone-event/8000`, `a=fmtp:${events} 0-15`]),
    ...crypto.map(writeCrypto),
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

/**
 * SDP (RFC 8866) as text and as values, as far as one audio stream needs it. Tolerant in reading: order
 * of lines, unknown lines and attributes do not matter; strict in what decides where audio goes.
 */

import { ipv4Bytes, ipv6Groups } from '../base/ipAddress.ts'

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

export interface SdpMedia {
  /** audio, video, image … */
  readonly kind: string
  /** 0: refused or switched off (RFC 3264 §6). */
  readonly port: number
  /** RTP/AVP, RTP/SAVP, udptl … */
  readonly protocol: string
  readonly formats: readonly string[]
  /** Of its own c= line, else that of the session; undefined when there is none, or no IP address in it. */
  readonly address: string | undefined
  /** Its own direction, else that of the session, else sendrecv (RFC 8866 §6.7). */
  readonly direction: Direction
  /** payload type → `PCMA/8000`, upper case. */
  readonly encodings: ReadonlyMap<number, string>
  /** Values of its a=crypto lines (RFC 4568), unread. */
  readonly crypto: readonly string[]
}

export interface Sdp {
  /** The o= line without `o=`: a repeated one means nothing changed (RFC 3264 §8). */
  readonly origin: string
  readonly media: readonly SdpMedia[]
}

export const sdpLinesMax = 500
export const sdpMediaMax = 32

/** undefined when it is not SDP that could tell us where to send. */
export function parseSdp(text: string): Sdp | undefined {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== '')
  if (lines.length > sdpLinesMax || lines[0]?.trim() !== 'v=0') return undefined
  const sections: string[][] = [[]]
  for (const line of lines) {
    if (line[1] !== '=') return undefined
    if (line.startsWith('m=')) sections.push([])
    sections.at(-1)?.push(line)
  }
  const [session = [], ...mediaSections] = sections
  if (mediaSections.length > sdpMediaMax) return undefined
  const origin = lineValue(session, 'o=')
  const media: SdpMedia[] = []
  for (const section of mediaSections) {
    const parsed = parseMedia(section, session)
    if (!parsed) return undefined
    media.push(parsed)
  }
  return origin === undefined ? undefined : { origin, media }
}

function parseMedia(section: readonly string[], session: readonly string[]): SdpMedia | undefined {
  // m=<media> <port>[/<number of ports>] <proto> <fmt> …, RFC 8866 §5.14
  const line = /^m=(\S+) (\d{1,5})(?:\/\d+)? (\S+)((?: +\S+)*)\s*$/.exec(section[0] ?? '')
  if (!line) return undefined
  const port = Number(line[2])
  const connection = lineValue(section, 'c=') ?? lineValue(session, 'c=')
  const address = connection === undefined ? undefined : addressOf(connection)
  if (port > 65_535) return undefined
  return {
    kind: (line[1] as string).toLowerCase(),
    port,
    protocol: (line[3] as string).toUpperCase(),
    formats: (line[4] ?? '').split(/ +/).filter((format) => format !== ''),
    address,
    direction: directionOf(section) ?? directionOf(session) ?? 'sendrecv',
    encodings: encodingsOf(section),
    crypto: section
      .filter((line) => line.startsWith('a=crypto:'))
      .map((line) => line.slice('a=crypto:'.length)),
  }
}

const lineValue = (lines: readonly string[], start: string): string | undefined =>
  lines
    .find((line) => line.startsWith(start))
    ?.slice(2)
    .trim()

/**
 * `IN IP4 192.0.2.1[/ttl]` → `192.0.2.1`. Deviation from RFC 8866 §5.7: a name is no address. Whoever
 * answers our call would have us look it up for every packet.
 */
function addressOf(connection: string): string | undefined {
  const [, family, address = ''] = /^IN IP([46]) ([^\s/]+)(?:\/\S*)?$/i.exec(connection) ?? []
  const isAddress = family === '4' ? ipv4Bytes(address) : ipv6Groups(address)
  return isAddress ? address : undefined
}

const directions: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive']

function directionOf(lines: readonly string[]): Direction | undefined {
  for (const line of lines) {
    if (!line.startsWith('a=')) continue
    const name = line.slice(2).trim().toLowerCase()
    const direction = directions.find((known) => known === name)
    if (direction) return direction
  }
  return undefined
}

// Static payload types that may come without rtpmap (RFC 3551 table 4): those we speak.
const staticEncodings: readonly (readonly [number, string])[] = [
  [0, 'PCMU/8000'],
  [8, 'PCMA/8000'],
]

function encodingsOf(section: readonly string[]): ReadonlyMap<number, string> {
  const encodings = new Map<number, string>(staticEncodings)
  for (const line of section) {
    // a=rtpmap:<payload type> <encoding name>/<clock rate>[/<channels>]; one channel is the default.
    const parts = /^a=rtpmap:\s*(\d{1,3})\s+([^\s/]+)\/(\d+)(?:\/1)?\s*$/i.exec(line)
    const type = payloadTypeOf(parts?.[1])
    if (parts && type !== undefined) {
      encodings.set(type, `${parts[2]?.toUpperCase()}/${parts[3]}`)
    }
  }
  return encodings
}

/** RFC 3550 §5.1: seven bits. */
export const payloadTypeMax = 127

/** A payload type as m= and rtpmap write it; `0x8` and `8e0` are none. */
export function payloadTypeOf(text = ''): number | undefined {
  const type = /^\d{1,3}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY
  return type <= payloadTypeMax ? type : undefined
}

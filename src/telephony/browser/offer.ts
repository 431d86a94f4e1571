/**
 * The offer of a browser (RFC 8866, RFC 8829), read before anything is opened for it: it must bring audio
 * in G.711. What we do not speak is left out of it, so that the answer cannot choose it.
 */
import { Failure } from '../../base/failure.ts'
import type { Codec } from '../mediaEngine.ts'

/** Chrome's offer has 3 kB, Firefox's 2 kB; a page that sends more does not come from us. */
export const offerCharactersMax = 20_000

export interface ReadOffer {
  /** With the audio formats we speak, and no others. */
  readonly sdp: string
  readonly codec: Codec
  readonly payloadType: number
  /** Keys as telephone events at 8,000 Hz; undefined: keys come another way. */
  readonly keysPayloadType: number | undefined
}

const codecs: readonly (readonly [name: string, codec: Codec])[] = [
  ['PCMA/8000', 'pcma'],
  ['PCMU/8000', 'pcmu'],
]

export function readOffer(text: string): ReadOffer {
  if (text.length > offerCharactersMax) {
    throw new Failure('badInput', 'This offer is too long: let the page of Portevoix make it.', {
      fr: 'Cette offre est trop longue : laissez la page de Portevoix la faire.',
      measured: `${text.length} characters`,
      limit: `${offerCharactersMax}`,
    })
  }
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  const formats = formatsOf(lines)
  const found = codecs.find(([name]) => formats.has(name))
  if (lines[0] !== 'v=0' || !lines.some((line) => line.startsWith('m=audio ')) || !found) {
    throw new Failure(
      'badInput',
      'This browser offers no telephone sound (G.711): listen without WebRTC.',
      { fr: 'Ce navigateur n’offre pas de son téléphonique (G.711) : écoutez sans WebRTC.' },
    )
  }
  const payloadType = formats.get(found[0]) as number
  const keysPayloadType = formats.get('telephone-event/8000')
  const kept = [payloadType, ...(keysPayloadType === undefined ? [] : [keysPayloadType])]
  return { sdp: withOnly(lines, kept), codec: found[1], payloadType, keysPayloadType }
}

/** `PCMA/8000` → 8. The static numbers of RFC 3551 hold without a line of their own. */
function formatsOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const media = audioLines(lines)
  const offered = new Set(media[0]?.split(' ').slice(3).map(Number))
  const formats = new Map<string, number>()
  if (offered.has(0)) formats.set('PCMU/8000', 0)
  if (offered.has(8)) formats.set('PCMA/8000', 8)
  for (const line of media) {
    const [, payloadType, name] = /^a=rtpmap:(\d{1,3}) ([\w-]+\/\d+)(?:\/1)?$/.exec(line) ?? []
    if (name !== undefined && offered.has(Number(payloadType))) {
      formats.set(name, Number(payloadType))
    }
  }
  return formats
}

function audioLines(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line.startsWith('m=audio '))
  if (from === -1) return []
  const next = lines.findIndex((line, index) => index > from && line.startsWith('m='))
  return lines.slice(from, next === -1 ? undefined : next)
}

/** The audio alone, with these formats; another medium would only be refused. */
function withOnly(lines: readonly string[], kept: readonly number[]): string {
  const head = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('m=')),
  )
  const media = audioLines(lines)
  const [transport] = /^m=audio \d+ \S+/.exec(media[0] ?? '') ?? ['m=audio 9 UDP/TLS/RTP/SAVPF']
  const mid = media.find((line) => line.startsWith('a=mid:'))?.slice('a=mid:'.length)
  const isOurs = (line: string): boolean => {
    const [, payloadType] = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/.exec(line) ?? []
    return payloadType === undefined || kept.includes(Number(payloadType))
  }
  return [
    ...head.map((line) => (line.startsWith('a=group:BUNDLE') ? `a=group:BUNDLE ${mid}` : line)),
    `${transport} ${kept.join(' ')}`,
    ...media.slice(1).filter(isOurs),
    '',
  ].join('\r\n')
}

/**
 * Hosts and ports as SIP writes them, RFC 3261 §25.1 with the corrections of RFC 5118: an IPv6 address
 * in a URI or a sent-by stands in brackets, one address has many spellings, and port 0 is no place.
 */
import { parseWhole } from './text.ts'

const portMax = 65_535

/** 1 to 65,535: nothing can be sent to port 0. */
export function parsePort(text: string): number | undefined {
  const port = parseWhole(text, portMax)
  return port === 0 ? undefined : port
}

/** In lower case; an IPv6 reference keeps its brackets and must be an address. */
export function readHost(text: string): string | undefined {
  const host = text.toLowerCase()
  if (!host.startsWith('[')) return host
  // RFC 5118 §4.10: what the grammar of RFC 3261 writes with one colon too many is understood.
  const inside = host.slice(1, -1).replace(/:::(?=\d+\.)/, '::')
  return ipv6Groups(inside) ? `[${inside}]` : undefined
}

const groupPattern = /^[0-9a-f]{1,4}$/i
const groupsInAll = 8

/** The eight groups of an IPv6 address (RFC 4291 §2.2), brackets removed; undefined when it is none. */
export function ipv6Groups(text: string): readonly number[] | undefined {
  const [left = '', right, ...more] = text.split('::')
  if (more.length > 0) return undefined
  const before = groupsOf(left, right === undefined)
  const after = right === undefined ? [] : groupsOf(right, true)
  if (!before || !after) return undefined
  const missing = groupsInAll - before.length - after.length
  // `::` stands for one group at least (RFC 5952 §4.2.2 forbids writing it for one, not reading it).
  if (right === undefined ? missing !== 0 : missing < 1) return undefined
  return [...before, ...new Array<number>(missing).fill(0), ...after]
}

function groupsOf(text: string, mayEndInIpv4: boolean): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const pieces = text.split(':')
  for (const [index, piece] of pieces.entries()) {
    const ipv4 = mayEndInIpv4 && index === pieces.length - 1 ? ipv4Bytes(piece) : undefined
    if (ipv4) {
      const [a, b, c, d] = ipv4
      groups.push(a * 256 + b, c * 256 + d)
    } else if (groupPattern.test(piece)) groups.push(Number.parseInt(piece, 16))
    else return undefined
  }
  return groups
}

/** `192.0.2.1` → its bytes; undefined when it is no IPv4 address in decimal. */
export function ipv4Bytes(text: string): readonly [number, number, number, number] | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  const [a = 256, b = 256, c = 256, d = 256] = (parts ?? []).slice(1).map(Number)
  return Math.max(a, b, c, d) > 255 ? undefined : [a, b, c, d]
}

/** Do both name one place? An IPv6 address has many spellings, with and without brackets (RFC 5118 §4.5). */
export const sameHost = (one: string, other: string): boolean =>
  one === other || spelling(one) === spelling(other)

/** IPv6 as its groups, mapped IPv4 (RFC 5118 §4.9) as IPv4, names in lower case and unresolved. */
function spelling(host: string): string {
  const bare = (host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host).toLowerCase()
  const groups = ipv6Groups(bare)
  if (!groups) return bare
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (!isMapped) return groups.map((group) => group.toString(16)).join(':')
  const [high = 0, low = 0] = groups.slice(6)
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

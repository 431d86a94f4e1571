/**
 * Hosts and ports as SIP writes them, RFC 3261 §25.1 with the corrections of RFC 5118: an IPv6 address
 * in a URI or a sent-by stands in brackets, one address has many spellings, and port 0 is no place.
 */
import { ipv6Groups } from '../base/ipAddress.ts'
import { parseWhole } from './text.ts'
import { canonicalHost } from './transports.ts'

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

/** Do both name one place? An IPv6 address has many spellings, with and without brackets (RFC 5118 §4.5). */
export const sameHost = (one: string, other: string): boolean =>
  one === other || canonicalHost(one) === canonicalHost(other)

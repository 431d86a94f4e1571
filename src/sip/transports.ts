/** The three transports of RFC 3261 §18 as words, and comparing hosts as the network sees them. */
import { ipv6Groups } from '../base/ipAddress.ts'

export type TransportName = 'udp' | 'tcp' | 'tls'

/** How it is written in Via (RFC 3261 §20.42). */
export const viaNameOf = (transport: TransportName): string => transport.toUpperCase()

/** Its packets arrive or the connection breaks: nothing is repeated (RFC 3261 §17, table 4). */
export const isReliable = (transport: TransportName): boolean => transport !== 'udp'

/** RFC 3261 §19.1.2. */
export const defaultPortOf = (transport: TransportName): number =>
  transport === 'tls' ? 5061 : 5060

/** As a URI or a Via writes it: IPv6 in brackets (RFC 3261 §25.1, RFC 5118 §4.1). */
export const bracketed = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host

/** As sockets take it. */
export const unbracketed = (host: string): string =>
  host.startsWith('[') ? host.slice(1, -1) : host

/**
 * One spelling a host: no brackets, no zone, lower case, IPv6 shortened (RFC 5952), an IPv4 address
 * mapped into IPv6 as itself. Two spellings of one address are one peer.
 */
export function canonicalHost(host: string): string {
  const bare = (unbracketed(host).split('%', 1)[0] as string).toLowerCase()
  const groups = bare.includes(':') ? ipv6Groups(bare) : undefined
  if (!groups) return bare
  const [five, [sixth, ...last]] = [groups.slice(0, 5), groups.slice(5)]
  // RFC 4291 §2.5.5.2, in whichever spelling.
  const isMapped = sixth === 0xffff && five.every((group) => group === 0)
  if (isMapped) return last.flatMap((group) => [group >>> 8, group & 0xff]).join('.')
  return unbracketed(new URL(`http://[${bare}]/`).hostname)
}

/** An address and no name: nothing to look up (RFC 3263 §4.1). */
export function isNumericHost(host: string): boolean {
  const bare = unbracketed(host)
  return bare.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(bare)
}

/**
 * What the transport layer writes into messages and reads from them (RFC 3261 §18): our Via, where a
 * request really came from, where its reply goes, and which requests are too long for a datagram.
 */
import { type MonoMs, minutes } from '../base/units.ts'
import { type Via, viaWith } from '../sip/header.ts'
import { sameHost } from '../sip/host.ts'
import type { SipRequest } from '../sip/message.ts'
import { canonicalHost, defaultPortOf, type TransportName, viaNameOf } from '../sip/transports.ts'
import type { Address } from './transactionUser.ts'

export const transportOf = ({ transport = 'udp' }: Address): TransportName => transport

/** One string a place, for tables: whatever its spelling. */
export const placeOf = (to: Address): string =>
  `${transportOf(to)} ${canonicalHost(to.host)} ${to.port}`

/** §8.1.1.7, §18.1.1. rport: the reply comes back to where the request came from (RFC 3581 §3). */
export function ownVia(transport: TransportName, { host, port }: Address, branch: string): Via {
  const name = viaNameOf(transport)
  const text = `SIP/2.0/${name} ${host}:${port};branch=${branch};rport`
  const params = new Map([
    ['branch', branch],
    ['rport', ''],
  ])
  return { text, transport: name, host, port, params }
}

/** §18.2.1 and RFC 3581 §4: note in the top Via where the request really came from. */
export function markSource(request: SipRequest, source: Address): SipRequest {
  const via = request.vias[0] as Via
  const wantsPort = via.params.has('rport')
  if (sameHost(via.host, source.host) && !wantsPort) return request
  const marks: Record<string, string> = { received: source.host }
  if (wantsPort) marks['rport'] = String(source.port)
  return { ...request, vias: [viaWith(via, marks), ...request.vias.slice(1)] }
}

/** §18.2.2. Deviation: maddr is not obeyed, it would aim us at others. */
export function replyAddress(request: SipRequest, source: Address): Address {
  const via = request.vias[0] as Via
  const transport = transportOf(source)
  const sentByPort = via.port ?? defaultPortOf(transport)
  // Over a connection: back along it; should it be gone, a new one to the sent-by port.
  if (transport !== 'udp') return { ...source, port: sentByPort }
  return { host: source.host, port: via.params.has('rport') ? source.port : sentByPort }
}

/** §18.1.1: longer requests leave over TCP when the path's MTU is unknown. */
export const datagramRequestMax = 1300

/** The same place over TCP. */
export const overTcp = ({ host, port }: Address): Address => ({ host, port, transport: 'tcp' })

/** Places that refused TCP: for a while long requests to them leave as datagrams at once (§18.1.1). */
export class TcpRefusals {
  readonly #until = new Map<string, MonoMs>()

  note(to: Address, now: MonoMs): void {
    const place = placeOf(overTcp(to))
    this.#until.delete(place)
    this.#until.set(place, (now + tcpRefusedFor) as MonoMs)
    const oldest = this.#until.keys().next()
    if (this.#until.size > tcpRefusalsMax && !oldest.done) this.#until.delete(oldest.value)
  }

  has(to: Address, now: MonoMs): boolean {
    return (this.#until.get(placeOf(overTcp(to))) ?? 0) > now
  }
}

export const tcpRefusedFor = minutes(5)
const tcpRefusalsMax = 1000

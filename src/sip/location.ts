/**
 * Where a SIP host is (RFC 3263 §4): a decision over the DNS answers known so far. It names the next
 * questions, or the targets; whoever waits for the network asks them (telephony/transport/dns.ts).
 *
 *  address ────────────────────────────────────────────────→ found
 *  name:port ──A, AAAA→ found
 *  name ─NAPTR→ ─SRV→ ─A, AAAA→ found      no NAPTR: SRV by transport; no SRV: A, AAAA, default port
 */
import type { Random } from '../base/random.ts'
import {
  canonicalHost,
  defaultPortOf,
  isNumericHost,
  type TransportName,
  unbracketed,
} from './transports.ts'

export interface Wanted {
  /** A name or an address. */
  readonly host: string
  /** undefined: none was said. */
  readonly port: number | undefined
  /** Those that may be used, ours first; a single one when it was said. Not empty. */
  readonly transports: readonly TransportName[]
  /** false: names have addresses only. */
  readonly srv: boolean
}

export interface Naptr {
  readonly order: number
  readonly preference: number
  readonly flags: string
  readonly service: string
  readonly replacement: string
}

export interface Srv {
  readonly priority: number
  readonly weight: number
  readonly port: number
  readonly name: string
}

export interface DnsQuestion {
  readonly type: 'NAPTR' | 'SRV' | 'addresses'
  readonly name: string
}

/** By name; an empty list: asked, and there is none. */
export interface DnsAnswers {
  readonly naptr: ReadonlyMap<string, readonly Naptr[]>
  readonly srv: ReadonlyMap<string, readonly Srv[]>
  readonly addresses: ReadonlyMap<string, readonly string[]>
}

export interface Target {
  readonly transport: TransportName
  /** An address. */
  readonly host: string
  readonly port: number
}

/** Targets of one SRV record (its name may have several addresses), or of a name without one. */
export interface Located {
  /** The lowest first: the transport's place, then the record's priority. */
  readonly rank: number
  readonly weight: number
  readonly targets: readonly Target[]
}

export type Location =
  | { readonly is: 'ask'; readonly questions: readonly DnsQuestion[] }
  | { readonly is: 'found'; readonly located: readonly Located[] }
  | { readonly is: 'none'; readonly why: string }

/** What one zone may make us keep and try, of each kind of record. */
export const recordsMax = 32

export function decideLocation(wanted: Wanted, answers: DnsAnswers): Location {
  const host = unbracketed(wanted.host).toLowerCase()
  const [first] = wanted.transports as readonly [TransportName]
  const plain: Place = { rank: 0, weight: 0, transport: first, name: host, port: wanted.port }
  if (isNumericHost(host)) {
    return { is: 'found', located: [{ rank: 0, weight: 0, targets: [at(plain, host)] }] }
  }
  // §4.2: a port that was said is obeyed, and nothing is asked but addresses.
  if (!wanted.srv || wanted.port !== undefined) return locate([plain], answers)
  const naptr = answers.naptr.get(host)
  if (!naptr) return { is: 'ask', questions: [{ type: 'NAPTR', name: host }] }
  return fromServices(servicesOf(naptr, host, wanted.transports), plain, answers)
}

interface Service {
  readonly transport: TransportName
  /** Where its SRV records stand. */
  readonly name: string
}

interface Place {
  readonly rank: number
  readonly weight: number
  readonly transport: TransportName
  readonly name: string
  readonly port: number | undefined
}

// §4.1 and RFC 3263 §8.1 (IANA): the services a NAPTR record may offer; SCTP is not ours.
const serviceOf: Readonly<Record<string, TransportName>> = {
  'sip+d2u': 'udp',
  'sip+d2t': 'tcp',
  'sips+d2t': 'tls',
}

// §4.1, §4.2: what is asked when there are no NAPTR records.
const srvPrefix: Readonly<Record<TransportName, string>> = {
  udp: '_sip._udp.',
  tcp: '_sip._tcp.',
  tls: '_sips._tcp.',
}

/** §4.1: records of transports that may not be used are discarded; only flag `s` is defined. */
function servicesOf(
  naptr: readonly Naptr[],
  host: string,
  transports: readonly TransportName[],
): readonly Service[] {
  const offered = naptr
    .toSorted((a, b) => a.order - b.order || a.preference - b.preference)
    .slice(0, recordsMax)
    .flatMap(({ flags, service, replacement }) => {
      const transport = serviceOf[service.toLowerCase()]
      const isUsable = transport !== undefined && transports.includes(transport)
      const name = replacement.toLowerCase()
      return isUsable && flags.toLowerCase() === 's' && name !== '' ? [{ transport, name }] : []
    })
  if (offered.length > 0) return offered
  return transports.map((transport) => ({ transport, name: `${srvPrefix[transport]}${host}` }))
}

function fromServices(services: readonly Service[], plain: Place, answers: DnsAnswers): Location {
  const unasked = services.filter(({ name }) => !answers.srv.has(name))
  if (unasked.length > 0) {
    return { is: 'ask', questions: unasked.map(({ name }) => ({ type: 'SRV', name })) }
  }
  let isDenied = false
  const places = services.flatMap(({ transport, name }, place) => {
    const records = (answers.srv.get(name) ?? []).slice(0, recordsMax)
    // RFC 2782: a single record with the root as its target says there is no such service here.
    const real = records.filter((record) => record.name !== '' && record.name !== '.')
    isDenied ||= records.length > 0 && real.length === 0
    return real.map(({ priority, weight, port, name: target }) => {
      return {
        rank: place * 65_536 + priority,
        weight,
        transport,
        name: target.toLowerCase(),
        port,
      }
    })
  })
  if (places.length > 0) return locate(places, answers)
  if (isDenied) return { is: 'none', why: `${plain.name} says it offers no such SIP service` }
  return locate([plain], answers)
}

function locate(places: readonly Place[], answers: DnsAnswers): Location {
  const named = places.filter(({ name }) => !isNumericHost(name))
  const unasked = new Set(
    named.map(({ name }) => name).filter((name) => !answers.addresses.has(name)),
  )
  if (unasked.size > 0) {
    return { is: 'ask', questions: [...unasked].map((name) => ({ type: 'addresses', name })) }
  }
  const located = places.flatMap((place) => {
    const hosts = isNumericHost(place.name) ? [place.name] : answers.addresses.get(place.name)
    const targets = (hosts ?? []).slice(0, recordsMax).map((host) => at(place, host))
    return targets.length > 0 ? [{ rank: place.rank, weight: place.weight, targets }] : []
  })
  if (located.length > 0) return { is: 'found', located }
  return {
    is: 'none',
    why: `${[...new Set(places.map(({ name }) => name))].join(', ')} has no address`,
  }
}

const at = ({ transport, port }: Place, host: string): Target => ({
  transport,
  host: canonicalHost(host),
  port: port ?? defaultPortOf(transport),
})

/**
 * The targets in the order to be tried by one request: by rank, among equals drawn by weight (RFC 2782:
 * "Select a random number … in the range of 0 to the sum inclusive", weight 0 first in the list).
 */
export function orderTargets(located: readonly Located[], random: Random): readonly Target[] {
  const ordered: Target[] = []
  const ranks = [...new Set(located.map(({ rank }) => rank))].sort((a, b) => a - b)
  for (const rank of ranks) {
    const left = located.filter((each) => each.rank === rank).sort((a, b) => a.weight - b.weight)
    while (left.length > 0) {
      const sum = left.reduce((total, { weight }) => total + weight, 0)
      const drawn = random.below(sum + 1)
      let running = 0
      const index = left.findIndex(({ weight }) => {
        running += weight
        return running >= drawn
      })
      const [chosen] = left.splice(index, 1)
      ordered.push(...(chosen?.targets ?? []))
    }
  }
  return ordered
}

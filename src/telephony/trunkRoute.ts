/** Where a trunk is: its targets as the DNS names them (RFC 3263), and our address as it will see it. */
import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { steadyNow } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { randomFrom } from '../base/random.ts'
import type { Trunk } from '../call/trunk.ts'
import type { Located, Wanted } from '../sip/location.ts'
import { type TransportName, unbracketed } from '../sip/transports.ts'
import { isLoopback, parseUri } from '../sip/uri.ts'
import { transportOf } from './sipAddressing.ts'
import type { Address } from './transactionUser.ts'
import { type Dns, locate, systemDns } from './transport/dns.ts'
import { TrunkTargets } from './transport/trunkTargets.ts'

export interface TrunkRoute {
  readonly trunk: Trunk
  /** All its targets; `destination` gives those of one call, in turn. */
  readonly targets: TrunkTargets
  /** The first of them. */
  readonly remote: Address
  readonly transport: TransportName
  /** The address of ours from which packets to it leave. */
  readonly localAddress: string
  readonly isLoopback: boolean
}

/** Failure `carrier` when it cannot be found; `refused` for a practice trunk that is not loopback. */
export async function findRoute(
  trunk: Trunk,
  dns: Dns = systemDns(),
  log: (line: string) => void = () => undefined,
): Promise<TrunkRoute> {
  const wanted = wantedOf(trunk)
  const located = await locate(wanted, dns)
  const family = located.some(({ targets }) => targets.some(({ host }) => !isIPv6(host))) ? 4 : 6
  const { serverName, ca, certificate, privateKey } = trunk.profile.network.tls
  const targets = new TrunkTargets({
    located: ofFamily(located, family),
    tls: {
      name: serverName ?? unbracketed(wanted.host),
      settings: { ca, certificate, privateKey },
    },
    random: randomFrom(randomInt(2 ** 32)),
    now: steadyNow,
    relocate: async () => allowed(trunk, ofFamily(await locate(wanted, dns), family)),
    log,
  })
  allowed(trunk, located)
  const remote = targets.all()[0] as Address
  return {
    trunk,
    targets,
    remote,
    transport: transportOf(remote),
    localAddress: await localAddressTowards(remote),
    isLoopback: targets.all().every(({ host }) => isLoopback(host)),
  }
}

/** What a trunk has when nobody said a port: the DNS may know better, and over TLS it means 5061. */
const unsaidPort = 5060

/** Where an INVITE of this trunk goes first: the outbound proxy when there is one (RFC 3261 §8.1.2). */
export function wantedOf({ host, port, profile }: Trunk): Wanted {
  const { outboundProxy, transport, srv } = profile.network
  const proxy = outboundProxy === null ? undefined : parseUri(outboundProxy)
  if (proxy && proxy.scheme !== 'other') {
    const said = proxy.params.get('transport')?.toLowerCase()
    const transports = [
      proxy.scheme === 'sips' ? 'tls' : said === 'tcp' || said === 'tls' ? said : transport,
    ] as const
    return { host: proxy.host, port: proxy.port, transports, srv: srv && !isLoopback(proxy.host) }
  }
  const isUnsaid = port === unsaidPort && srv
  return {
    host,
    port: isUnsaid ? undefined : port,
    transports: [transport],
    srv: srv && !isLoopback(host),
  }
}

/**
 * We have one address towards a trunk, and so one family. Deviation from RFC 3263 §4.2, which would try
 * IPv6 targets too where IPv4 ones exist.
 */
function ofFamily(located: readonly Located[], family: 4 | 6): readonly Located[] {
  const fits = ({ host }: { readonly host: string }): boolean => isIPv6(host) === (family === 6)
  return located
    .map((each) => ({ ...each, targets: each.targets.filter(fits) }))
    .filter(({ targets }) => targets.length > 0)
}

function allowed(trunk: Trunk, located: readonly Located[]): readonly Located[] {
  const hosts = located.flatMap(({ targets }) => targets.map(({ host }) => host))
  const elsewhere = hosts.find((host) => !isLoopback(host))
  if (hosts.length === 0)
    throw new Failure('carrier', 'The trunk has no target of our family left.')
  if (trunk.kind === 'practice' && elsewhere !== undefined) {
    throw new Failure('refused', 'A practice trunk must be on this machine (127.0.0.0/8).', {
      fr: 'Une ligne d’entraînement doit être sur cette machine (127.0.0.0/8).',
      measured: elsewhere,
      limit: '127.0.0.0/8',
    })
  }
  return located
}

/** Connecting a UDP socket sends nothing; it only asks the routing table. */
async function localAddressTowards({ host, port }: Address): Promise<string> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.connect(port, host, resolve)
    })
    return socket.address().address
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Failure('carrier', `The trunk at ${host} cannot be reached: ${reason}`, {
      fr: `La ligne de ${host} ne peut pas être jointe : ${reason}`,
    })
  } finally {
    socket.close()
  }
}

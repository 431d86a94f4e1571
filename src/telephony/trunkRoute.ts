/** Where a trunk is: its address found once, and ours as it will see it. */
import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { isIP, isIPv6 } from 'node:net'
import { Failure } from '../base/failure.ts'
import type { Trunk } from '../call/trunk.ts'
import { isLoopback } from '../sip/uri.ts'
import type { Address } from './transactionUser.ts'

export interface TrunkRoute {
  readonly trunk: Trunk
  readonly remote: Address
  /** The address of ours from which datagrams to it leave. */
  readonly localAddress: string
  readonly isLoopback: boolean
}

/** Failure `carrier` when the name is unknown; `refused` for a practice trunk that is not loopback. */
export async function findRoute(trunk: Trunk): Promise<TrunkRoute> {
  const name = trunk.host.replace(/^\[|\]$/g, '')
  const host = isIP(name) ? name : await resolve(name)
  const loopback = isLoopback(host)
  if (trunk.kind === 'practice' && !loopback) {
    throw new Failure('refused', 'A practice trunk must be on this machine (127.0.0.0/8).', {
      fr: 'Une ligne d’entraînement doit être sur cette machine (127.0.0.0/8).',
      measured: host,
      limit: '127.0.0.0/8',
    })
  }
  const remote = { host, port: trunk.port }
  return { trunk, remote, localAddress: await localAddressTowards(remote), isLoopback: loopback }
}

async function resolve(name: string): Promise<string> {
  // Deviation: RFC 3263 asks for NAPTR and SRV first; trunks are given by host and port.
  const found = await lookup(name, 4).catch((error: Error) => {
    throw new Failure('carrier', `The trunk's host ${name} has no address: ${error.message}`, {
      fr: `L’hôte de la ligne, ${name}, n’a pas d’adresse : ${error.message}`,
    })
  })
  return found.address
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

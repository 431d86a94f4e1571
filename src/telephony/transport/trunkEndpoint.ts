/** The endpoint that serves the trunks behind one local address: what their profiles ask for, together. */
import { type Endpoint, type EndpointOptions, openEndpoint } from '../endpoint.ts'
import type { TrunkRoute } from '../trunkRoute.ts'
import { Peers } from './peers.ts'

/**
 * TCP beside UDP always: a request too long for a datagram needs it (RFC 3261 §18.1.1). Over TLS we listen
 * with the first certificate a trunk gives; without one, carriers reach us by the connections we opened.
 */
export function openTrunkEndpoint(
  routes: readonly TrunkRoute[],
  options: Omit<EndpointOptions, 'transports' | 'tls' | 'peers'>,
): Promise<Endpoint> {
  const usesTls = routes.some(({ transport }) => transport === 'tls')
  const settings = routes.map(({ trunk }) => trunk.profile.network.tls)
  const tls = usesTls ? settings.find((each) => each.certificate && each.privateKey) : undefined
  const given = routes.flatMap(({ trunk }) => trunk.profile.network.peers)
  return openEndpoint({
    ...options,
    transports: usesTls ? ['udp', 'tcp', 'tls'] : ['udp', 'tcp'],
    peers: new Peers(() => routes.flatMap(({ targets }) => targets.all()), given),
    ...(tls ? { tls } : {}),
  })
}

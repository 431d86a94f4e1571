/** SIP over TLS: whom we trust, what we show, and the name the far end must have (RFC 5922). */
import {
  connect,
  createServer,
  type PeerCertificate,
  type SecureContextOptions,
  type Server,
  type TLSSocket,
} from 'node:tls'
import type { Ms } from '../../base/units.ts'
import { whyNotOf } from '../../sip/certificate.ts'
import { isNumericHost, unbracketed } from '../../sip/transports.ts'
import type { Address, TlsPeer, TlsSettings } from '../transactionUser.ts'

/** RFC 8996 forbids what is older. */
const minVersion = 'TLSv1.2'

export const machineTrust: TlsSettings = { ca: null, certificate: null, privateKey: null }

const pemOf = ({ ca, certificate, privateKey }: TlsSettings): SecureContextOptions => ({
  minVersion,
  ...(ca === null ? {} : { ca }),
  ...(certificate === null ? {} : { cert: certificate }),
  ...(privateKey === null ? {} : { key: privateKey }),
})

export const tlsPeerOf = ({ host, tls }: Address): TlsPeer =>
  tls ?? { name: unbracketed(host), settings: machineTrust }

/** Its `secureConnect` comes only when the certificate is trusted and names whom we meant. */
export function connectTls(to: Address, localAddress: string): TLSSocket {
  const { name, settings } = tlsPeerOf(to)
  const options = {
    ...pemOf(settings),
    host: unbracketed(to.host),
    port: to.port,
    localAddress,
    // RFC 6066 §3: names only.
    ...(isNumericHost(name) ? {} : { servername: name }),
    checkServerIdentity: (_host: string, certificate: PeerCertificate) => {
      return refusalOf(name, certificate)
    },
  }
  return connect(options)
}

function refusalOf(name: string, certificate: PeerCertificate): Error | undefined {
  const commonName: string | string[] | undefined = certificate.subject?.CN
  const commonNames = commonName === undefined ? [] : [commonName].flat()
  const why = whyNotOf(name, { subjectAltName: certificate.subjectaltname, commonNames })
  return why === undefined ? undefined : new Error(why)
}

/** With an authority of the trunk's own, only whom it vouches for may connect to us. */
export function createTlsServer(settings: TlsSettings, handshakeMs: Ms): Server {
  const isMutual = settings.ca !== null
  return createServer({
    ...pemOf(settings),
    handshakeTimeout: handshakeMs,
    requestCert: isMutual,
    rejectUnauthorized: isMutual,
  })
}

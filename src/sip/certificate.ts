/**
 * Whose certificate this is (RFC 5922 §7): the SIP domains it names, compared with the domain we set out
 * to speak to. The chain itself was judged by TLS.
 */
import { canonicalHost, isNumericHost } from './transports.ts'
import { parseUri } from './uri.ts'

export interface CertificateNames {
  /** As node:tls writes it: `URI:sip:example.com, DNS:example.com, IP Address:127.0.0.1`. */
  readonly subjectAltName: string | undefined
  readonly commonNames: readonly string[]
}

/** undefined: it is the certificate of `host`; else why it is not. */
export function whyNotOf(host: string, names: CertificateNames): string | undefined {
  const identities = sipIdentitiesOf(names)
  // §7.2: exactly, without regard to case; no suffix, no wildcard.
  const wanted = canonicalHost(host)
  if (identities.some((identity) => canonicalHost(identity) === wanted)) return undefined
  // RFC 5922 speaks of domains; a trunk given by address is named by address (RFC 5280 §4.2.1.6).
  const addresses = entriesOf(names.subjectAltName ?? '').filter(
    ({ type }) => type === 'IP Address',
  )
  if (isNumericHost(host) && addresses.some(({ value }) => canonicalHost(value) === wanted)) {
    return undefined
  }
  const found = [...identities, ...addresses.map(({ value }) => value)].join(', ')
  return `the certificate is for ${found || 'nobody we can name'}, not for ${host}`
}

/** §7.1: sip URIs without user part; only without them DNS names; only without SAN the common name. */
export function sipIdentitiesOf({ subjectAltName, commonNames }: CertificateNames): string[] {
  if (subjectAltName === undefined || subjectAltName === '') return [...commonNames]
  const entries = entriesOf(subjectAltName)
  const fromUris = entries.flatMap(({ type, value }) => {
    const uri = type === 'URI' && !value.includes('@') ? parseUri(value) : undefined
    return uri?.scheme === 'sip' ? [uri.host] : []
  })
  if (fromUris.length > 0) return fromUris
  return entries.flatMap(({ type, value }) => (type === 'DNS' ? [value] : []))
}

/** node:tls writes a value with a comma or a quote as a JSON string, so that none can pose as two. */
function entriesOf(text: string): { readonly type: string; readonly value: string }[] {
  // Begins at an entry: tried at every space, a name of spaces takes the square of its length.
  const entries = text.matchAll(/(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)(?=, |$)/g)
  return [...entries].map(([, type = '', value = '']) => {
    return { type, value: value.startsWith('"') ? (JSON.parse(value) as string) : value }
  })
}

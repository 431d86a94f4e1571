/**
 * Where a webhook may lead: to the public Internet by HTTPS. An address of one's own network is refused,
 * for a web app must not be a way into it; what a name means is looked up when it is used, not before.
 */
import { lookup as lookUp } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Failure } from '../base/failure.ts'

export interface AddressRules {
  /** A practice organisation tries its receiver on this very machine. */
  readonly loopback: boolean
  /** The configuration says that receivers stand in the own network. */
  readonly privateNetworks: boolean
}

export const urlSignsMax = 500

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** IANA special-purpose registries (RFC 6890): nothing of it is on the Internet. */
const special = new BlockList()
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
  ] as const),
  ...([
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
  ] as const),
  ...([
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const) {
  special.addSubnet(net, bits, 'ipv4')
}
for (const [net, bits] of [
  ...([
    ['::', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
  ] as const),
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
  ] as const),
  ...([
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const),
] as const) {
  special.addSubnet(net, bits, 'ipv6')
}
/** Never a receiver, whatever the configuration says: the machine's cloud tells its secrets there. */
const never = new BlockList()
never.addSubnet('169.254.0.0', 16, 'ipv4')
never.addSubnet('fe80::', 10, 'ipv6')

export function isAllowedAddress(address: string, rules: AddressRules): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const family = isIP(plain)
  if (family === 0) return false
  const kind = family === 4 ? 'ipv4' : 'ipv6'
  if (never.check(plain, kind)) return false
  if (loopback.check(plain, kind)) return rules.loopback || rules.privateNetworks
  return !special.check(plain, kind) || rules.privateNetworks
}

/** What can be said of an address before anything is sent there. */
export function readAddress(text: string, rules: AddressRules): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const wrong = (sentence: string, fr: string): Failure =>
    new Failure('badInput', sentence, { fr, fields: [{ field: 'url', sentence, fr }] })
  if (!url || text.length > urlSignsMax || !['http:', 'https:'].includes(url.protocol)) {
    throw wrong(
      'Give an address such as https://example.org/portevoix.',
      'Donnez une adresse telle que https://example.org/portevoix.',
    )
  }
  if (url.username !== '' || url.password !== '') {
    throw wrong(
      'Leave name and password out of the address: deliveries are signed instead.',
      'Retirez nom et mot de passe de l’adresse : les envois sont signés.',
    )
  }
  const host = hostOf(url)
  const isOwn =
    isIP(host) !== 0 &&
    isAllowedAddress(host, rules) &&
    loopback.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6')
  if (url.protocol === 'http:' && !isOwn && !rules.privateNetworks) {
    throw wrong(
      'Use https:// : what is told of people is not sent in clear.',
      'Utilisez https:// — ce qui parle de personnes ne part pas en clair.',
    )
  }
  if (isIP(host) !== 0 && !isAllowedAddress(host, rules)) {
    throw wrong(
      'This address is inside a private network: give one that is on the Internet.',
      'Cette adresse est dans un réseau privé : donnez-en une qui soit sur Internet.',
    )
  }
  return url
}

export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** For `http.request`: a name that leads to a forbidden address leads nowhere. */
export const lookupWithin =
  (rules: AddressRules): LookupFunction =>
  (hostname, options, done) => {
    lookUp(hostname, { all: true, verbatim: true }).then(
      (found) => {
        const allowed = found.filter(({ address }) => isAllowedAddress(address, rules))
        const [first] = allowed
        if (!first) {
          done(Object.assign(new Error('private address'), { code: 'EPRIVATE' }), '', 0)
        } else if (options.all) done(null, allowed)
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    )
  }

/**
 * Keys of SRTP in SDP (RFC 4568): `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:<base64 of key and salt>`.
 * Strict: a line that asks for anything we do not do is no line for us (§6.3.7), never half a line.
 */
import { MASTER_BYTES, type SrtpSuite, srtpSuites } from '../base/srtpSuites.ts'

export interface SdesKey {
  /** 1 to 999,999,999: what an answer calls the line it takes (§5.1.2). */
  readonly tag: number
  readonly suite: SrtpSuite
  /** Master key and salt, 30 bytes. */
  readonly key: Uint8Array
}

/** Lines of one medium that are looked at. */
export const CRYPTO_LINES_MAX = 16
/** Packets that a key must be good for: more than an hour of 50 a second, which no call of ours lasts. */
export const LIFETIME_AT_LEAST = 2 ** 18

/** The value of an a=crypto line, without `crypto:`; undefined when it is broken or not for us. */
export function readCrypto(value: string): SdesKey | undefined {
  // §9.1: tag, suite, key parameters, session parameters, one space between them.
  const parts = /^([1-9]\d{0,8}) (\S+) (\S+)((?: \S+)*)\s*$/.exec(value)
  if (parts === null) return undefined
  const suite = srtpSuites.find((known) => known === parts[2])
  const key = readKey(parts[3] as string)
  const parameters = (parts[4] as string).split(' ').filter((parameter) => parameter !== '')
  if (suite === undefined || key === undefined || !parameters.every(isHarmless)) return undefined
  return { tag: Number(parts[1]), suite, key }
}

export const writeCrypto = ({ tag, suite, key }: SdesKey): string =>
  `a=crypto:${tag} ${suite} inline:${btoa(String.fromCharCode(...key))}`

/** §6.1: `inline:<key||salt>["|" lifetime]["|" MKI ":" length]`; several keys, or an MKI, are refused. */
function readKey(text: string): Uint8Array | undefined {
  const parts = /^inline:([A-Za-z0-9+/]{40})(?:\|(2\^\d{1,2}|\d{1,15}))?$/.exec(text)
  if (parts === null) return undefined
  const lifetime = parts[2] === undefined ? Infinity : lifetimeOf(parts[2])
  if (lifetime < LIFETIME_AT_LEAST) return undefined
  const key = Uint8Array.from(atob(parts[1] as string), (character) => character.charCodeAt(0))
  return key.length === MASTER_BYTES ? key : undefined
}

const lifetimeOf = (text: string): number =>
  text.startsWith('2^') ? 2 ** Number(text.slice(2)) : Number(text)

/**
 * §6.3: KDR, UNENCRYPTED_… and UNAUTHENTICATED_… change what a packet is, FEC needs what we have not:
 * refused. A window hint (§6.3.6) asks for less than we have; `-` marks what may be ignored (§6.3.7).
 */
const isHarmless = (parameter: string): boolean =>
  /^WSH=\d{1,5}$/.test(parameter) || parameter.startsWith('-')

/**
 * Keys of SRTP: from the master key and salt that were agreed on to the six of a session (RFC 3711
 * §4.3), and the two suites we speak (RFC 4568 §6.2). AES comes from outside: this file has the rules.
 */
import {
  MASTER_BYTES,
  MASTER_KEY_BYTES,
  MASTER_SALT_BYTES,
  type SrtpSuite,
} from '../base/srtpSuites.ts'

/** AES-128 of one block of 16 bytes (in ECB): new bytes. */
export type AesBlock = (key: Uint8Array, block: Uint8Array) => Uint8Array

/** Bytes of the tag of an RTP packet; RFC 4568 §6.2.2: of RTCP it is 80 bits in both suites. */
export const rtpTagBytes: Readonly<Record<SrtpSuite, number>> = {
  AES_CM_128_HMAC_SHA1_80: 10,
  AES_CM_128_HMAC_SHA1_32: 4,
}
export const RTCP_TAG_BYTES = 10

export interface SessionKeys {
  readonly encryption: Uint8Array
  readonly authentication: Uint8Array
  readonly salt: Uint8Array
}

/** §4.3.1: the labels of key derivation. */
const labels = {
  rtp: { encryption: 0, authentication: 1, salt: 2 },
  rtcp: { encryption: 3, authentication: 4, salt: 5 },
} as const
/** §5.3: HMAC-SHA1 has a key of 160 bits. */
const AUTHENTICATION_BYTES = 20
const BLOCK = 16

/** `master`: 30 bytes. The key derivation rate is 0: these keys serve the whole call. */
export function sessionKeys(master: Uint8Array, of: 'rtp' | 'rtcp', aes: AesBlock): SessionKeys {
  const part = (label: number, length: number) => derive(master, label, { length, aes })
  const { encryption, authentication, salt } = labels[of]
  return {
    encryption: part(encryption, MASTER_KEY_BYTES),
    authentication: part(authentication, AUTHENTICATION_BYTES),
    salt: part(salt, MASTER_SALT_BYTES),
  }
}

/** §4.3.1, §4.3.3: the key stream of AES in counter mode that begins at (label ‖ 0) XOR salt. */
function derive(
  master: Uint8Array,
  label: number,
  { length, aes }: { readonly length: number; readonly aes: AesBlock },
): Uint8Array {
  const key = master.subarray(0, MASTER_KEY_BYTES)
  const counter = new Uint8Array(BLOCK)
  counter.set(master.subarray(MASTER_KEY_BYTES, MASTER_BYTES))
  // key_id = label ‖ r is 56 bits, right-aligned with the salt of 112 bits: the label is byte 7.
  counter[7] = (counter[7] as number) ^ label
  const stream = new Uint8Array(Math.ceil(length / BLOCK) * BLOCK)
  for (let at = 0; at < length; at += BLOCK) {
    counter[BLOCK - 1] = at / BLOCK
    stream.set(aes(key, counter), at)
  }
  return stream.subarray(0, length)
}

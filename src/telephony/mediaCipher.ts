/**
 * The ciphers of SRTP by node:crypto, for machines where nativeCipher.ts does not load. Each packet makes
 * two objects of OpenSSL: 85 µs of a busy machine where nativeCipher.ts takes 1.8 µs and makes none
 * (docs/adr/0027), so good for a hundred protected legs.
 */
import { createCipheriv, createHmac } from 'node:crypto'
import type { Bytes, SrtpCipher } from '../rtp/srtp.ts'
import type { AesBlock, SessionKeys } from '../rtp/srtpKeys.ts'

export type CipherMaker = (keys: SessionKeys) => SrtpCipher

export const aesBlock: AesBlock = (key, block) =>
  createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(block)

export const nodeCipher: CipherMaker = ({ encryption, authentication, salt }) => {
  const counter = new Uint8Array(16)
  const digest = new Uint8Array(20)
  return {
    salt,
    counter,
    digest,
    crypt: (from: Bytes, fromAt: number, to: Bytes, toAt: number, length: number) => {
      const cipher = createCipheriv('aes-128-ctr', encryption, counter)
      to.bytes.set(cipher.update(from.bytes.subarray(fromAt, fromAt + length)), toAt)
    },
    sign: ({ bytes }: Bytes, start: number, end: number) => {
      const hmac = createHmac('sha1', authentication)
      digest.set(hmac.update(bytes.subarray(start, end)).digest())
    },
    free: () => {},
  }
}

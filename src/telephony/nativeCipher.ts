/**
 * The ciphers of SRTP by the OpenSSL that is inside of Node, called through koffi without an object per
 * packet: one AES context and one HMAC context a cipher, both reset for each packet. As in nativeUdp.ts
 * a wrong pointer ends the process: every index is bounded here, and a context is freed once.
 */
import koffi from 'koffi'
import { assert } from '../base/assert.ts'
import type { Bytes, SrtpCipher } from '../rtp/srtp.ts'
import type { SessionKeys } from '../rtp/srtpKeys.ts'

const KEY_BYTES = 16
const HMAC_KEY_BYTES = 20
const COUNTER_BYTES = 16
const DIGEST_BYTES = 20
/** EVP_MAX_MD_SIZE: what OpenSSL may ever write as a digest. */
const DIGEST_ROOM = 64
const SCRATCH_BYTES = COUNTER_BYTES + DIGEST_ROOM + 4

/** Throws where Node was built without its own OpenSSL, or hides it. */
export function nativeCiphers(): (keys: SessionKeys) => SrtpCipher {
  const crypto = bindCrypto()
  // One for all: a cipher sets its counter and reads its digest within one call of the worker.
  const scratch = new Uint8Array(new ArrayBuffer(SCRATCH_BYTES))
  const place: Scratch = { bytes: scratch, address: Number(koffi.address(scratch)) }
  return (keys) => new NativeCipher(crypto, place, keys)
}

type Scratch = Bytes

class NativeCipher implements SrtpCipher {
  readonly salt: Uint8Array
  readonly counter: Uint8Array
  readonly digest: Uint8Array
  readonly #crypto: ReturnType<typeof bindCrypto>
  readonly #counterAt: number
  readonly #digestAt: number
  readonly #lengthAt: number
  #aes: number
  #hmac: number

  constructor(crypto: ReturnType<typeof bindCrypto>, scratch: Scratch, keys: SessionKeys) {
    this.#crypto = crypto
    this.salt = keys.salt
    this.counter = scratch.bytes.subarray(0, COUNTER_BYTES)
    this.digest = scratch.bytes.subarray(COUNTER_BYTES, COUNTER_BYTES + DIGEST_BYTES)
    this.#counterAt = scratch.address
    this.#digestAt = scratch.address + COUNTER_BYTES
    this.#lengthAt = this.#digestAt + DIGEST_ROOM
    this.#aes = crypto.newAes()
    this.#hmac = crypto.newHmac()
    assert(this.#aes !== 0 && this.#hmac !== 0, 'OpenSSL has memory for a context')
    assert(keys.encryption.length === KEY_BYTES, 'a key of AES-128')
    assert(keys.authentication.length === HMAC_KEY_BYTES, 'a key of 160 bits')
    // The contexts copy their keys out of the scratch, where nothing may stay.
    const keysAt = COUNTER_BYTES
    scratch.bytes.set(keys.encryption, keysAt)
    scratch.bytes.set(keys.authentication, keysAt + KEY_BYTES)
    const signing = this.#digestAt + KEY_BYTES
    const isReady =
      crypto.initAes(this.#aes, crypto.aesCounterMode(), 0, this.#digestAt, this.#counterAt) ===
        1 && crypto.initHmac(this.#hmac, signing, HMAC_KEY_BYTES, crypto.sha1(), 0) === 1
    scratch.bytes.fill(0)
    assert(isReady, 'OpenSSL takes the keys')
  }

  crypt(from: Bytes, fromAt: number, to: Bytes, toAt: number, length: number): void {
    assert(fromAt >= 0 && toAt >= 0 && length >= 0, 'positions are not negative')
    assert(fromAt + length <= from.bytes.length, 'what is read lies inside')
    assert(toAt + length <= to.bytes.length, 'what is written lies inside')
    assert(this.#aes !== 0, 'a freed cipher is used no more')
    if (length === 0) return
    const { initAes, updateAes } = this.#crypto
    initAes(this.#aes, 0, 0, 0, this.#counterAt)
    updateAes(this.#aes, to.address + toAt, this.#lengthAt, from.address + fromAt, length)
  }

  sign(of: Bytes, start: number, end: number): void {
    assert(start >= 0 && start <= end && end <= of.bytes.length, 'what is signed lies inside')
    assert(this.#hmac !== 0, 'a freed cipher is used no more')
    const { initHmac, updateHmac, endHmac } = this.#crypto
    initHmac(this.#hmac, 0, 0, 0, 0)
    updateHmac(this.#hmac, of.address + start, end - start)
    endHmac(this.#hmac, this.#digestAt, this.#lengthAt)
  }

  free(): void {
    assert(this.#aes !== 0, 'a cipher is freed once')
    this.#crypto.freeAes(this.#aes)
    this.#crypto.freeHmac(this.#hmac)
    this.#aes = 0
    this.#hmac = 0
  }
}

function bindCrypto() {
  const node = koffi.load(null)
  // Addresses as numbers, exact below 2⁵³, as in nativeUdp.ts.
  const call = (signature: string) => node.func(signature) as unknown as (...a: number[]) => number
  return {
    newAes: call('uintptr_t EVP_CIPHER_CTX_new()'),
    freeAes: call('void EVP_CIPHER_CTX_free(uintptr_t)'),
    aesCounterMode: call('uintptr_t EVP_aes_128_ctr()'),
    initAes: call('int EVP_EncryptInit_ex(uintptr_t, uintptr_t, uintptr_t, uintptr_t, uintptr_t)'),
    updateAes: call('int EVP_EncryptUpdate(uintptr_t, uintptr_t, uintptr_t, uintptr_t, int)'),
    newHmac: call('uintptr_t HMAC_CTX_new()'),
    freeHmac: call('void HMAC_CTX_free(uintptr_t)'),
    sha1: call('uintptr_t EVP_sha1()'),
    initHmac: call('int HMAC_Init_ex(uintptr_t, uintptr_t, int, uintptr_t, uintptr_t)'),
    updateHmac: call('int HMAC_Update(uintptr_t, uintptr_t, size_t)'),
    endHmac: call('int HMAC_Final(uintptr_t, uintptr_t, uintptr_t)'),
  }
}

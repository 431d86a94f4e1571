import assert from 'node:assert/strict'
import { test } from 'node:test'
import koffi from 'koffi'
import { randomFrom } from '../base/random.ts'
import type { Bytes } from '../rtp/srtp.ts'
import { sessionKeys } from '../rtp/srtpKeys.ts'
import { aesBlock, nodeCipher } from './mediaCipher.ts'
import { nativeCiphers } from './nativeCipher.ts'

const native = nativeCiphers()

function block(length: number): Bytes {
  const bytes = new Uint8Array(new ArrayBuffer(length))
  return { bytes, address: Number(koffi.address(bytes)) }
}

test('native ciphers: the same bytes as node:crypto for keys, counters and lengths of all kinds', () => {
  const seed = 3711
  const random = randomFrom(seed)
  const bytes = (length: number) => Uint8Array.from({ length }, () => random.below(256))
  for (let i = 0; i < 200; i += 1) {
    const keys = sessionKeys(bytes(30), random.pick(['rtp', 'rtcp']), aesBlock)
    const [one, other] = [native(keys), nodeCipher(keys)]
    const [here, there] = [block(2048), block(2048)]
    here.bytes.set(bytes(2048))
    there.bytes.set(here.bytes)
    const from = random.below(1000)
    const length = random.below(1000)
    const counter = bytes(16)
    for (const [cipher, place] of [
      [one, here],
      [other, there],
    ] as const) {
      cipher.counter.set(counter)
      cipher.crypt(place, from, place, from, length)
      cipher.sign(place, from, from + length)
    }
    assert.deepEqual(here.bytes, there.bytes, `seed ${seed}, round ${i}`)
    assert.deepEqual(Uint8Array.from(one.digest), other.digest, `seed ${seed}, round ${i}`)
    one.free()
  }
})

test('native ciphers: positions outside are refused before memory is touched', () => {
  const cipher = native(sessionKeys(new Uint8Array(30), 'rtp', aesBlock))
  const small = block(32)
  cipher.crypt(small, 0, small, 0, 32)
  for (const [from, to, length] of [
    [0, 0, 33],
    [1, 0, 32],
    [0, 1, 32],
    [-1, 0, 4],
    [0, -1, 4],
    [0, 0, -1],
  ] as const) {
    assert.throws(() => cipher.crypt(small, from, small, to, length), /inside|negative/)
  }
  cipher.sign(small, 0, 32)
  for (const [start, end] of [
    [0, 33],
    [-1, 4],
    [5, 4],
  ] as const) {
    assert.throws(() => cipher.sign(small, start, end), /inside/)
  }
  cipher.free()
  assert.throws(() => cipher.free(), /once/)
  assert.throws(() => cipher.sign(small, 0, 4), /no more/)
  assert.throws(() => cipher.crypt(small, 0, small, 0, 4), /no more/)
})

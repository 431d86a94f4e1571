/** Values of ITU-T G.711 (11/88): tables 1a, 2a (quantized and decision values), 5 and 6 (1 kHz). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decodeALaw,
  decodeMuLaw,
  encodeALaw,
  encodeMuLaw,
  fromALaw,
  fromMuLaw,
  SILENCE_A,
  SILENCE_U,
  toALaw,
  toMuLaw,
} from '../../src/audio/g711.ts'
import { toneAmplitude } from '../../src/audio/goertzel.ts'
import { decibels } from '../../src/audio/sound.ts'

/** 13 bits of A-law → 16: ×8. 14 bits of µ-law → 16: ×4. */
const A_SCALE = 8
const U_SCALE = 4

test('G.711 table 1a: A-law decodes to the quantized values', () => {
  // Code before the even bits are inverted → value, positive half.
  const rows: readonly (readonly [number, number])[] = [
    [0xff, 4032],
    [0xf0, 2112],
    [0xef, 2016],
    [0xe0, 1056],
    [0xd0, 528],
    [0xc0, 264],
    [0xb0, 132],
    [0xa0, 66],
    [0x80, 1],
  ]
  for (const [code, value] of rows) {
    assert.equal(fromALaw(code ^ 0x55), value * A_SCALE)
    assert.equal(fromALaw((code & 0x7f) ^ 0x55), -value * A_SCALE)
  }
})

test('G.711 table 2a: µ-law decodes to the quantized values', () => {
  const rows: readonly (readonly [number, number])[] = [
    [0x80, 8031],
    [0x8f, 4191],
    [0x9f, 2079],
    [0xaf, 1023],
    [0xbf, 495],
    [0xcf, 231],
    [0xdf, 99],
    [0xef, 33],
    [0xfe, 2],
    [0xff, 0],
  ]
  for (const [code, value] of rows) {
    assert.equal(fromMuLaw(code), value * U_SCALE)
    assert.equal(Math.abs(fromMuLaw(code & 0x7f)), value * U_SCALE)
  }
})

test('G.711 tables 1a, 2a: the code changes exactly at the decision values', () => {
  for (const value of [4096 - 128, 2048, 1024, 512, 256, 128, 64, 2]) {
    const at = value * A_SCALE
    assert.notEqual(toALaw(at), toALaw(at - 1), `A-law ${value}`)
    assert.equal(toALaw(at), toALaw(at + 1))
    assert.equal(toALaw(-at - 1) ^ 0x80, toALaw(at), 'the halves mirror each other')
  }
  for (const value of [7903, 4319, 4063, 2143, 2015, 1055, 991, 511, 479, 95, 35, 31, 3, 1]) {
    const at = value * U_SCALE
    assert.notEqual(toMuLaw(at), toMuLaw(at - 1), `µ-law ${value}`)
    assert.equal(toMuLaw(at), toMuLaw(at + 1))
    assert.equal(toMuLaw(-at - 1) ^ 0x80, toMuLaw(at))
  }
})

test('G.711: every code is its own value coded again, but for the negative zero of µ-law', () => {
  const changed = { a: [] as number[], u: [] as number[] }
  for (let code = 0; code < 256; code += 1) {
    if (toALaw(fromALaw(code)) !== code) changed.a.push(code)
    if (toMuLaw(fromMuLaw(code)) !== code) changed.u.push(code)
  }
  assert.deepEqual(changed, { a: [], u: [0x7f] })
})

test('G.711: all 65,536 samples go to the nearest values of their segment, in order', () => {
  let [lastA, lastU] = [-40_000, -40_000]
  for (let sample = -32_768; sample < 32_768; sample += 1) {
    const [a, u] = [fromALaw(toALaw(sample)), fromMuLaw(toMuLaw(sample))]
    assert.ok(a >= lastA && u >= lastU)
    // Half a step of the segment: at most 1/32 of the sample, and of the first segment at least.
    assert.ok(Math.abs(a - sample) <= Math.max(A_SCALE, Math.abs(sample) / 32 + 1), `A ${sample}`)
    // Overload: µ-law ends at 8,031 + 128 of 8,192.
    const room = Math.max(U_SCALE * 2, (Math.abs(sample) + 33 * U_SCALE) / 32 + 1, 0)
    const overload = Math.max(0, Math.abs(sample) - 8159 * U_SCALE)
    assert.ok(Math.abs(u - sample) <= room + overload, `µ ${sample}`)
    ;[lastA, lastU] = [a, u]
  }
})

test('G.711: silence codes are the smallest values, and what silence is coded to', () => {
  assert.equal(toALaw(0), SILENCE_A)
  assert.equal(toMuLaw(0), SILENCE_U)
  assert.equal(fromALaw(SILENCE_A), 8)
  assert.equal(fromMuLaw(SILENCE_U), 0)
})

test('G.711 tables 5 and 6: the periodic codes are a 1 kHz tone of 0 dBm0', () => {
  const rows = [
    { codes: [0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4], decode: decodeALaw, overload: 3.14 },
    {
      codes: [0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e],
      decode: decodeMuLaw,
      overload: 3.17,
    },
  ]
  for (const { codes, decode, overload } of rows) {
    const period = Uint8Array.from(codes)
    const samples = decode(Uint8Array.from({ length: 8000 }, (_, i) => period[i % 8] as number))
    // Full scale of µ-law is 8,159 of 8,192.
    const fullScale = decode === decodeMuLaw ? 8159 / 8192 : 1
    const level = decibels(toneAmplitude({ rateHz: 8000, samples }, 1000) / fullScale)
    assert.ok(Math.abs(level + overload) < 0.02, `${level} dB below overload`)
    const encode = decode === decodeMuLaw ? encodeMuLaw : encodeALaw
    assert.deepEqual([...encode(samples.subarray(0, 8))], codes)
  }
})

test('G.711: samples beyond full scale are clipped, never wrapped', () => {
  const beyond = Float32Array.of(-9, -1.0001, 1, 1.5)
  for (const [encode, decode] of [
    [encodeALaw, decodeALaw],
    [encodeMuLaw, decodeMuLaw],
  ] as const) {
    const [a = 0, b = 0, c = 0, d = 0] = decode(encode(beyond))
    assert.ok(a < -0.97 && b < -0.97 && c > 0.97 && d > 0.97)
  }
})

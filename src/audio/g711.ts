/**
 * G.711 A-law and µ-law: the two codings of telephone sound, 8,000 samples of one byte a second.
 * Tables are derived once from the segments of ITU-T G.711 (tables 1a/1b and 2a/2b), whose values are
 * 13-bit (A-law, full scale 4096) and 14-bit (µ-law, 8159 + 33); here both are scaled to 16 bits.
 */

/** Bytes that decode to (almost) nothing: what is sent when nothing is played. */
export const SILENCE_A = 0xd5
export const SILENCE_U = 0xff

/** ITU-T G.711 §3.1: even bits of A-law are inverted on the line. */
const EVEN_BITS = 0x55
const MU_BIAS = 33

/** 16-bit samples by byte, for whoever decodes packet by packet. */
export const aLawToLinear = Int16Array.from({ length: 256 }, (_, code) => decodeA(code))
export const muLawToLinear = Int16Array.from({ length: 256 }, (_, code) => decodeU(code))
/** Indexed by the 16-bit sample as an unsigned number. */
const linearToALaw = Uint8Array.from({ length: 0x10000 }, (_, i) => encodeA((i << 16) >> 16))
const linearToMuLaw = Uint8Array.from({ length: 0x10000 }, (_, i) => encodeU((i << 16) >> 16))

export const fromALaw = (code: number): number => aLawToLinear[code] as number
export const fromMuLaw = (code: number): number => muLawToLinear[code] as number
export const toALaw = (sample: number): number => linearToALaw[sample & 0xffff] as number
export const toMuLaw = (sample: number): number => linearToMuLaw[sample & 0xffff] as number

/** Samples of −1 to 1 → bytes. Beyond full scale is clipped. */
export const encodeALaw = (samples: Float32Array): Uint8Array => encode(samples, linearToALaw)
export const encodeMuLaw = (samples: Float32Array): Uint8Array => encode(samples, linearToMuLaw)

export const decodeALaw = (bytes: Uint8Array): Float32Array => decode(bytes, aLawToLinear)
export const decodeMuLaw = (bytes: Uint8Array): Float32Array => decode(bytes, muLawToLinear)

function encode(samples: Float32Array, table: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(samples.length)
  for (let i = 0; i < samples.length; i += 1) {
    const sample = Math.max(-32768, Math.min(32767, Math.round((samples[i] as number) * 32768)))
    bytes[i] = table[sample & 0xffff] as number
  }
  return bytes
}

function decode(bytes: Uint8Array, table: Int16Array): Float32Array {
  const samples = new Float32Array(bytes.length)
  for (let i = 0; i < bytes.length; i += 1) {
    samples[i] = (table[bytes[i] as number] as number) / 32768
  }
  return samples
}

/** Sign bit, 3 bits of segment, 4 bits of step; the value is the middle of its interval. */
function decodeA(code: number): number {
  const bits = code ^ EVEN_BITS
  const segment = (bits >> 4) & 7
  const step = bits & 15
  const magnitude = segment === 0 ? step * 2 + 1 : (step * 2 + 33) << (segment - 1)
  // 13 bits with sign: full scale 4096 → 32768.
  return (bits & 0x80 ? magnitude : -magnitude) * 8
}

function encodeA(sample: number): number {
  const isPositive = sample >= 0
  // One's complement for the negative half: both halves have the same decision values.
  const magnitude = Math.min(4095, (isPositive ? sample : ~sample) >> 3)
  const segment = magnitude < 32 ? 0 : Math.floor(Math.log2(magnitude)) - 4
  const step = (magnitude >> Math.max(1, segment)) & 15
  return ((isPositive ? 0x80 : 0) | (segment << 4) | step) ^ EVEN_BITS
}

/** All bits are inverted on the line; the bias of 33 makes every segment a power of two. */
function decodeU(code: number): number {
  const bits = ~code & 0xff
  const segment = (bits >> 4) & 7
  const magnitude = (((bits & 15) * 2 + MU_BIAS) << segment) - MU_BIAS
  // 14 bits with sign: full scale 8192 → 32768.
  return (bits & 0x80 ? -magnitude : magnitude) * 4
}

function encodeU(sample: number): number {
  const isNegative = sample < 0
  const magnitude = Math.min(8158, (isNegative ? ~sample : sample) >> 2) + MU_BIAS
  const segment = Math.floor(Math.log2(magnitude)) - 5
  const step = (magnitude >> (segment + 1)) & 15
  return ~((isNegative ? 0x80 : 0) | (segment << 4) | step) & 0xff
}

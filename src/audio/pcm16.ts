/** Sound as it is kept until it is approved: samples of 16 bits, little endian, one channel. */

const sampleBytes = 2
const fullScale = 32_768

/** Beyond full scale is clipped. */
export function encodePcm16(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * sampleBytes)
  const view = new DataView(bytes.buffer)
  samples.forEach((sample, i) => {
    const value = Math.max(-fullScale, Math.min(fullScale - 1, Math.round(sample * fullScale)))
    view.setInt16(i * sampleBytes, value, true)
  })
  return bytes
}

export function decodePcm16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const samples = new Float32Array(Math.floor(bytes.length / sampleBytes))
  for (let i = 0; i < samples.length; i += 1) {
    samples[i] = view.getInt16(i * sampleBytes, true) / fullScale
  }
  return samples
}

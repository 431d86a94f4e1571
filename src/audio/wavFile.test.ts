import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeALaw } from './g711.ts'
import { decodeWav, readWavHeader } from './wav.ts'
import { wavOfALaw, wavOfG711 } from './wavFile.ts'

test('a clip written as a WAV file is read back sample for sample', () => {
  const tone = Float32Array.from({ length: 1600 }, (_, i) => 0.5 * Math.sin((i * Math.PI) / 8))
  const pcma = encodeALaw(tone)
  const file = wavOfALaw(pcma)
  const header = readWavHeader(file)
  assert.ok(!('refused' in header))
  assert.deepEqual(
    { coding: header.coding, channels: header.channels, rateHz: header.rateHz, bits: header.bits },
    { coding: 'pcm', channels: 1, rateHz: 8000, bits: 16 },
  )
  assert.deepEqual(encodeALaw(decodeWav(file, header).samples), pcma)
})

test('a clip of no samples is a WAV file of a header alone', () => {
  assert.equal(wavOfALaw(new Uint8Array(0)).length, 44)
})

for (const law of ['pcma', 'pcmu'] as const) {
  test(`G.711 as it is (${law}) is one byte a sample, behind a header that names its law`, () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const file = wavOfG711(bytes, law)
    const header = readWavHeader(file)
    assert.ok(!('refused' in header))
    const { coding, rateHz, bits, frames } = header
    const expected = {
      coding: law === 'pcma' ? 'alaw' : 'mulaw',
      rateHz: 8000,
      bits: 8,
      frames: 256,
    }
    assert.deepEqual({ coding, rateHz, bits, frames }, expected)
    assert.deepEqual(file.subarray(44), bytes)
  })
}

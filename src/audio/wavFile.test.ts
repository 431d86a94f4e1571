import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeALaw } from './g711.ts'
import { decodeWav, readWavHeader } from './wav.ts'
import { wavOfALaw } from './wavFile.ts'

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

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tone, type WavOptions, wavOf } from '../../test/support/sounds.ts'
import { toneAmplitude } from './goertzel.ts'
import { decodeWav, readWavHeader } from './wav.ts'

const sound = tone({ hz: 440, seconds: 0.1, amplitude: 0.7, rateHz: 22_050 })

function decoded(bytes: Uint8Array) {
  const header = readWavHeader(bytes)
  assert.ok(!('refused' in header), 'refused' in header ? header.refused : '')
  return { header, sound: decodeWav(bytes, header) }
}

function refusal(bytes: Uint8Array): string {
  const header = readWavHeader(bytes)
  assert.ok('refused' in header)
  return header.refused
}

/** Bytes 20 and up of a file with the format chunk first. */
function withFormat(change: (format: DataView) => void): Uint8Array {
  const bytes = wavOf(sound)
  change(new DataView(bytes.buffer, 20))
  return bytes
}

test('WAV: every sample format gives the same sound back', () => {
  const cases: readonly (readonly [WavOptions, number])[] = [
    [{ bits: 8 }, 1 / 100],
    [{ bits: 16 }, 1 / 20_000],
    [{ bits: 24 }, 1e-6],
    [{ bits: 32 }, 1e-7],
    [{ bits: 32, format: 'float' }, 1e-7],
    [{ bits: 64, format: 'float' }, 1e-7],
    [{ bits: 24, isExtensible: true }, 1e-6],
    [{ bits: 32, format: 'float', isExtensible: true, channels: 2 }, 1e-7],
    [{ bits: 16, channels: 2 }, 1 / 20_000],
    [{ bits: 16, channels: 6 }, 1 / 20_000],
  ]
  for (const [options, tolerance] of cases) {
    const { header, sound: read } = decoded(wavOf(sound, options))
    const name = JSON.stringify(options)
    assert.equal(header.channels, options.channels ?? 1, name)
    assert.equal(read.rateHz, 22_050, name)
    assert.equal(read.samples.length, sound.samples.length, name)
    read.samples.forEach((sample, i) => {
      assert.ok(Math.abs(sample - (sound.samples[i] ?? 9)) <= tolerance, `${name} sample ${i}`)
    })
  }
})

test('WAV: A-law and µ-law files are read', () => {
  for (const [code, silence] of [
    [6, 0xd5],
    [7, 0xff],
  ] as const) {
    const bytes = wavOf({ rateHz: 8000, samples: new Float32Array(100) }, { bits: 8 })
    new DataView(bytes.buffer).setUint16(20, code, true)
    bytes.fill(silence, 44)
    const { sound: read } = decoded(bytes)
    assert.ok(read.samples.every((sample) => Math.abs(sample) < 0.001))
  }
})

test('WAV: channels are mixed down to their mean', () => {
  const bytes = wavOf({ rateHz: 8000, samples: Float32Array.of(0, 0) }, { channels: 2 })
  const view = new DataView(bytes.buffer)
  ;[16_384, 0, -16_384, -16_384].forEach((value, i) => {
    view.setInt16(44 + i * 2, value, true)
  })
  assert.deepEqual([...decoded(bytes).sound.samples], [0.25, -0.5])
})

test('WAV: other chunks before and after, of odd length, are passed over', () => {
  const options: WavOptions = {
    before: [
      ['LIST', [1, 2, 3]],
      ['JUNK', []],
    ],
    after: [['id3 ', [9]]],
  }
  assert.equal(decoded(wavOf(sound, options)).sound.samples.length, sound.samples.length)
})

test('WAV: a header that was never completed reads to the end of the file', () => {
  for (const dataSize of [0, 0xffff_ffff, 0x7fff_ffff, 0x7fff_f000]) {
    const { header } = decoded(wavOf(sound, { dataSize }))
    assert.equal(header.frames, sound.samples.length, String(dataSize))
  }
})

test('WAV: a frame cut in two at the end of a streamed file is left out', () => {
  const bytes = wavOf(sound, { channels: 2, dataSize: 0xffff_ffff })
  assert.equal(decoded(bytes.subarray(0, -3)).header.frames, sound.samples.length - 1)
})

test('WAV: what cannot be used is refused with its reason', () => {
  const bytes = wavOf(sound)
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['not WAV', Uint8Array.from([1, 2, 3]), /not a WAV file/],
    ['empty', new Uint8Array(0), /not a WAV file/],
    ['header only', bytes.subarray(0, 12), /without a format/],
    ['no sound', bytes.subarray(0, 36), /without sound/],
    ['no frames', wavOf({ rateHz: 8000, samples: new Float32Array(0) }), /without sound/],
    ['format cut off', bytes.subarray(0, 30), /cut off/],
    ['one byte missing', bytes.subarray(0, -1), /truncated: it promises 0.1 s/],
    ['half missing', bytes.subarray(0, bytes.length / 2), /truncated/],
    ['ADPCM', withFormat((format) => format.setUint16(0, 2, true)), /format 2, 16 bits/],
    ['12 bits', withFormat((format) => format.setUint16(14, 12, true)), /format 1, 12 bits/],
    ['7,999 Hz', withFormat((format) => format.setUint32(4, 7999, true)), /7999 samples/],
    ['192,001 Hz', withFormat((format) => format.setUint32(4, 192_001, true)), /192001 samples/],
    ['no channels', withFormat((format) => format.setUint16(2, 0, true)), /0 channels/],
    ['33 channels', withFormat((format) => format.setUint16(2, 33, true)), /33 channels/],
    ['frame of 3 bytes', withFormat((format) => format.setUint16(12, 3, true)), /contradicts/],
  ]
  for (const [name, file, sentence] of cases) assert.match(refusal(file), sentence, name)
})

test('WAV: from 8,000 to 192,000 samples a second are read', () => {
  for (const rateHz of [8000, 192_000]) {
    assert.equal(decoded(wavOf({ ...sound, rateHz })).sound.rateHz, rateHz)
  }
})

test('WAV: values that are no number have no sound', () => {
  const samples = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, 0.5)
  const bytes = wavOf({ rateHz: 8000, samples }, { bits: 32, format: 'float' })
  assert.deepEqual([...decoded(bytes).sound.samples], [0, 0, 0.5])
})

test('WAV: a file damaged anywhere is read or refused, never an error', () => {
  const good = wavOf(tone({ hz: 440, seconds: 0.01 }), { isExtensible: true })
  const change = fc.record({ at: fc.nat(good.length - 1), to: fc.nat(255) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 5 }), fc.nat(good.length), (changes, length) => {
      const bytes = good.slice(0, length)
      for (const { at, to } of changes) if (at < length) bytes[at] = to
      const header = readWavHeader(bytes)
      if (!('refused' in header)) decodeWav(bytes, header)
    }),
  )
})

test('Goertzel finds the amplitude of a tone, and nothing beside it', () => {
  assert.ok(Math.abs(toneAmplitude(sound, 440) - 0.7) < 0.01)
  assert.ok(toneAmplitude(sound, 880) < 0.01)
  assert.equal(toneAmplitude({ rateHz: 8000, samples: new Float32Array(0) }, 440), 0)
})

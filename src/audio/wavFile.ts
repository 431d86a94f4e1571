/**
 * Sound of the telephone as a WAV file, 8,000 samples a second, one channel: 16-bit PCM, which every browser plays,
 * or G.711 as it is.
 */
import { fromALaw } from './g711.ts'

const headerBytes = 44
const rateHz = 8000
const sampleBytes = 2
/** WAVE format tags (RFC 2361). */
const formats = { pcm16: 1, pcma: 6, pcmu: 7 } as const

export function wavOfALaw(pcma: Uint8Array): Uint8Array {
  const { file, view } = wavOfLength(pcma.length * sampleBytes, 'pcm16')
  pcma.forEach((byte, index) => {
    view.setInt16(headerBytes + index * sampleBytes, fromALaw(byte), true)
  })
  return file
}

/** The samples as `pcm16.ts` writes them. */
export function wavOfPcm16(pcm16: Uint8Array): Uint8Array {
  const { file } = wavOfLength(pcm16.length, 'pcm16')
  file.set(pcm16, headerBytes)
  return file
}

/** Byte for byte. */
export function wavOfG711(bytes: Uint8Array, law: 'pcma' | 'pcmu'): Uint8Array {
  const { file } = wavOfLength(bytes.length, law)
  file.set(bytes, headerBytes)
  return file
}

function wavOfLength(
  dataBytes: number,
  format: keyof typeof formats,
): { readonly file: Uint8Array; readonly view: DataView } {
  const width = format === 'pcm16' ? sampleBytes : 1
  const file = new Uint8Array(headerBytes + dataBytes)
  const view = new DataView(file.buffer)
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) view.setUint8(at + i, text.charCodeAt(i))
  }
  tag(0, 'RIFF')
  view.setUint32(4, headerBytes - 8 + dataBytes, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, formats[format], true)
  view.setUint16(22, 1, true) // channels
  view.setUint32(24, rateHz, true)
  view.setUint32(28, rateHz * width, true)
  view.setUint16(32, width, true)
  view.setUint16(34, width * 8, true)
  tag(36, 'data')
  view.setUint32(40, dataBytes, true)
  return { file, view }
}

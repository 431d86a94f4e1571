/** Sound of the telephone as a WAV file every browser plays: 16-bit PCM, 8,000 samples a second, one channel. */
import { fromALaw } from './g711.ts'

const headerBytes = 44
const rateHz = 8000
const sampleBytes = 2

export function wavOfALaw(pcma: Uint8Array): Uint8Array {
  const { file, view } = wavOfLength(pcma.length * sampleBytes)
  pcma.forEach((byte, index) => {
    view.setInt16(headerBytes + index * sampleBytes, fromALaw(byte), true)
  })
  return file
}

/** The samples as `pcm16.ts` writes them. */
export function wavOfPcm16(pcm16: Uint8Array): Uint8Array {
  const { file } = wavOfLength(pcm16.length)
  file.set(pcm16, headerBytes)
  return file
}

function wavOfLength(dataBytes: number): { readonly file: Uint8Array; readonly view: DataView } {
  const file = new Uint8Array(headerBytes + dataBytes)
  const view = new DataView(file.buffer)
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) view.setUint8(at + i, text.charCodeAt(i))
  }
  tag(0, 'RIFF')
  view.setUint32(4, headerBytes - 8 + dataBytes, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true) // PCM
  view.setUint16(22, 1, true) // channels
  view.setUint32(24, rateHz, true)
  view.setUint32(28, rateHz * sampleBytes, true)
  view.setUint16(32, sampleBytes, true)
  view.setUint16(34, sampleBytes * 8, true)
  tag(36, 'data')
  view.setUint32(40, dataBytes, true)
  return { file, view }
}

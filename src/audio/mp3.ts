/**
 * Walks over the frames of an MP3 file without decoding them: is it whole, how long is it. A decoder
 * plays over damage; a message that a candidate answers for must not have holes.
 *
 *  frame header:  11 bits sync | 2 version | 2 layer | 1 protection | 4 bit rate | 2 rate | 1 padding |
 *                 1 private | 2 mode | …          (ISO/IEC 11172-3 §2.4.2.3 and 13818-3)
 */
import { type Ms, ms } from '../base/units.ts'
import type { SoundRefusal } from './sound.ts'

export interface Mp3 {
  readonly rateHz: number
  readonly channels: number
  readonly duration: Ms
  readonly bitRate: number
}

/** Bytes of other things (cover pictures without a tag, padding) before the first frame. */
const JUNK_BEFORE_AT_MOST = 65_536

interface Frame {
  readonly length: number
  readonly samples: number
  readonly rateHz: number
  readonly channels: number
  readonly bitRate: number
  /** Where a Xing or Info tag lies in the first frame: after header and side information. */
  readonly tagAt: number
}

export function readMp3(bytes: Uint8Array): Mp3 | SoundRefusal {
  const start = firstFrame(bytes)
  const first = start === undefined ? undefined : readFrame(bytes, start)
  if (start === undefined || first === undefined) {
    return {
      refused: 'holds no MP3 sound: it is empty or damaged, export it again',
      fr: 'ne contient pas de son MP3 : il est vide ou abîmé, exportez-le de nouveau',
    }
  }
  const promised = framesPromised(bytes, start + first.tagAt)
  let at = promised === undefined ? start : start + first.length
  let frames = 0
  let samples = 0
  let bits = 0
  for (let frame = readFrame(bytes, at); frame !== undefined; frame = readFrame(bytes, at)) {
    if (at + frame.length > bytes.length) return truncated('in the middle of a frame')
    if (frame.rateHz !== first.rateHz) {
      return {
        refused: 'changes its sample rate on the way: export it again',
        fr: 'change de fréquence en route : exportez-le de nouveau',
      }
    }
    frames += 1
    samples += frame.samples
    bits += frame.length * 8
    at += frame.length
  }
  if (promised !== undefined && frames < promised) {
    return truncated(`after ${frames} of ${promised} frames`)
  }
  if (hasFramesAfter(bytes, at)) {
    return {
      refused: `is damaged at byte ${at}: copy or export it again`,
      fr: `est abîmé à l’octet ${at} : copiez-le ou exportez-le de nouveau`,
    }
  }
  const seconds = samples / first.rateHz
  const { rateHz, channels } = first
  return { rateHz, channels, duration: ms(seconds * 1000), bitRate: Math.round(bits / seconds) }
}

const truncated = (where: string): SoundRefusal => ({
  refused: `is truncated: it ends ${where}: copy or export it again`,
  fr: 'est coupé avant sa fin : copiez-le ou exportez-le de nouveau',
})

/** Two headers in a row that fit: one alone may be chance. A file may also be one frame long. */
function firstFrame(bytes: Uint8Array): number | undefined {
  const from = lengthOfTag(bytes)
  const last = Math.min(bytes.length - 4, from + JUNK_BEFORE_AT_MOST)
  for (let at = from; at <= last; at += 1) {
    const frame = readFrame(bytes, at)
    if (frame === undefined) continue
    const next = at + frame.length
    if (next === bytes.length || readFrame(bytes, next) !== undefined) return at
  }
  return undefined
}

/** ID3v2: ten bytes, whose last four hold the length in seven bits each. */
function lengthOfTag(bytes: Uint8Array): number {
  if (text(bytes, 0, 3) !== 'ID3' || bytes.length < 10) return 0
  const [a, b, c, d] = [6, 7, 8, 9].map((at) => (bytes[at] as number) & 0x7f)
  return 10 + (((a ?? 0) << 21) | ((b ?? 0) << 14) | ((c ?? 0) << 7) | (d ?? 0))
}

/** The number of frames that the encoder noted, if it did. */
function framesPromised(bytes: Uint8Array, at: number): number | undefined {
  const tag = text(bytes, at, 4)
  if (tag !== 'Xing' && tag !== 'Info') return undefined
  if (at + 12 > bytes.length) return 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const hasFrames = (view.getUint32(at + 4) & 1) !== 0
  return hasFrames ? view.getUint32(at + 8) : 0
}

/** Is there sound behind what is no frame? Tags at the end (ID3v1, APE, Lyrics3) are none. */
function hasFramesAfter(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at + 4 <= bytes.length; at += 1) {
    const frame = readFrame(bytes, at)
    if (frame !== undefined && readFrame(bytes, at + frame.length) !== undefined) return true
  }
  return false
}

/** kbit/s by index, layer III of version 1, and of versions 2 and 2.5. */
const BIT_RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const
const BIT_RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const
const RATES_1 = [44_100, 48_000, 32_000] as const
const LAYER_3 = 1
const MONO = 3

function readFrame(bytes: Uint8Array, at: number): Frame | undefined {
  if (at + 4 > bytes.length) return undefined
  const [sync, kind, rates, mode] = [at, at + 1, at + 2, at + 3].map((i) => bytes[i] as number)
  if (sync !== 0xff || kind === undefined || rates === undefined || mode === undefined) return
  const version = (kind >> 3) & 3
  if (kind < 0xe0 || version === 1 || ((kind >> 1) & 3) !== LAYER_3) return undefined
  const isVersion1 = version === 3
  const kilobits = (isVersion1 ? BIT_RATES_1 : BIT_RATES_2)[rates >> 4]
  const rate1 = RATES_1[(rates >> 2) & 3]
  // Bit rate 0 is "free format", which nothing writes.
  if (!kilobits || rate1 === undefined) return undefined
  const rateHz = isVersion1 ? rate1 : version === 2 ? rate1 / 2 : rate1 / 4
  const samples = isVersion1 ? 1152 : 576
  const bitRate = kilobits * 1000
  const length = Math.floor(((samples / 8) * bitRate) / rateHz) + ((rates >> 1) & 1)
  const channels = mode >> 6 === MONO ? 1 : 2
  const sideInformation = isVersion1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17
  return { length, samples, rateHz, channels, bitRate, tagAt: 4 + sideInformation }
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

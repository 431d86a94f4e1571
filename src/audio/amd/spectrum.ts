/**
 * The spectrum of 32 ms of sound: where its one or two narrow peaks stand and how much of the power lies outside them,
 * and how loud each band of a telephone line is. A real transform of 256 points, done as a complex one of 128 (even
 * samples real, odd imaginary).
 */
import { TELEPHONE_RATE } from '../sound.ts'

export const WINDOW = 256
const HALF = WINDOW / 2
const BIN_HZ = TELEPHONE_RATE / WINDOW
/** What a telephone line carries; below is hum. */
const FIRST_BIN = Math.ceil(125 / BIN_HZ)
const LAST_BIN = Math.floor(3600 / BIN_HZ)
/** Tones are looked for here: 400–2,000 Hz and a fax's 2,100 Hz, with what lines and clocks shift. */
const FIRST_PEAK = Math.floor(370 / BIN_HZ)
const LAST_PEAK = Math.ceil(2160 / BIN_HZ)
/** Bands as ears hear them, evenly spaced in mel (2595·log₁₀(1 + f/700)), of two bins at least. */
export const BANDS = 16
const bandEdges = edgesOfBands()
/** Where the middle of each band lies. */
export const bandsMel: readonly number[] = Array.from({ length: BANDS }, (_, band) =>
  melOf((((bandEdges[band] as number) + (bandEdges[band + 1] as number) - 1) / 2) * BIN_HZ),
)
/** Hann's window spreads a sine over its bin and two on each side. */
const SPREAD = 2

const hann = Float64Array.from({ length: WINDOW }, (_, i) => {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / WINDOW)
})
const cosines = Float64Array.from({ length: HALF }, (_, i) => Math.cos((Math.PI * i) / HALF))
const sines = Float64Array.from({ length: HALF }, (_, i) => Math.sin((Math.PI * i) / HALF))
const reversed = Uint8Array.from({ length: HALF }, (_, i) => {
  let turned = 0
  for (let bit = 0; bit < 7; bit += 1) turned |= ((i >> bit) & 1) << (6 - bit)
  return turned
})

// Written anew by each `lookAt`, and read by what follows it in the same packet.
const re = new Float64Array(HALF)
const im = new Float64Array(HALF)
const power = new Float64Array(HALF)
/** Of all bins of the line. */
let total = 0

export interface TonePeaks {
  /** Of the strongest, and of the second strongest beside it (0: there is none). */
  hz: number
  secondHz: number
  /** Of all power on the line: what lies in the first peak, and in the second. */
  share: number
  secondShare: number
}

export const newTonePeaks = (): TonePeaks => ({ hz: 0, secondHz: 0, share: 0, secondShare: 0 })

/** Reads WINDOW samples of the ring (its length a power of two) that end before `end`. */
export function lookAt(ring: Int16Array, end: number): void {
  const mask = ring.length - 1
  const start = end - WINDOW
  for (let i = 0; i < HALF; i += 1) {
    const at = reversed[i] as number
    const n = 2 * i
    re[at] = (ring[(start + n) & mask] as number) * (hann[n] as number)
    im[at] = (ring[(start + n + 1) & mask] as number) * (hann[n + 1] as number)
  }
  transform()
  total = powers()
}

/** Of what was looked at last. */
export function findTones(into: TonePeaks): void {
  into.hz = 0
  into.secondHz = 0
  into.share = 0
  into.secondShare = 0
  if (total <= 0) return
  const peak = highest(-9)
  into.hz = centre(peak)
  into.share = around(peak) / total
  const second = highest(peak)
  const between = Math.abs(second - peak)
  if (second < 0) return
  into.secondHz = centre(second)
  // Two peaks nearer than their spread share the bins between them.
  into.secondShare = Math.min(1 - into.share, around(second) / total)
  if (between <= 2 * SPREAD) into.secondShare = Math.min(into.secondShare, 1 - into.share)
}

/** Of what was looked at last: each band in dB against all of them together, −∞ cut at `least`. */
export function bandLevels(into: Float32Array, least: number): void {
  for (let band = 0; band < BANDS; band += 1) {
    let sum = 0
    const to = bandEdges[band + 1] as number
    for (let k = bandEdges[band] as number; k < to; k += 1) sum += power[k] as number
    into[band] = Math.max(least, 10 * Math.log10((sum + 1e-9) / (total + 1e-9)))
  }
}

function melOf(hz: number): number {
  return 2595 * Math.log10(1 + hz / 700)
}

function edgesOfBands(): Uint8Array {
  const [low, high] = [melOf(FIRST_BIN * BIN_HZ), melOf((LAST_BIN + 1) * BIN_HZ)]
  const edges = new Uint8Array(BANDS + 1)
  for (let band = 0; band <= BANDS; band += 1) {
    const hz = 700 * (10 ** ((low + ((high - low) * band) / BANDS) / 2595) - 1)
    edges[band] = Math.max(
      band === 0 ? FIRST_BIN : (edges[band - 1] as number) + 2,
      Math.round(hz / BIN_HZ),
    )
  }
  return edges
}

/** Decimation in time over re and im, already in bit-reversed order. */
function transform(): void {
  for (let size = 2; size <= HALF; size *= 2) {
    const half = size / 2
    const step = WINDOW / size
    for (let k = 0; k < half; k += 1) {
      const c = cosines[k * step] as number
      const s = sines[k * step] as number
      for (let i = k; i < HALF; i += size) {
        const j = i + half
        const reJ = re[j] as number
        const imJ = im[j] as number
        const reT = reJ * c + imJ * s
        const imT = imJ * c - reJ * s
        re[j] = (re[i] as number) - reT
        im[j] = (im[i] as number) - imT
        re[i] = (re[i] as number) + reT
        im[i] = (im[i] as number) + imT
      }
    }
  }
}

/** Powers of the bins of the line, untangled from the two halves; their sum. */
function powers(): number {
  let sum = 0
  for (let k = FIRST_BIN; k <= LAST_BIN; k += 1) {
    const m = HALF - k
    const evenRe = (re[k] as number) + (re[m] as number)
    const evenIm = (im[k] as number) - (im[m] as number)
    const oddRe = (im[k] as number) + (im[m] as number)
    const oddIm = (re[m] as number) - (re[k] as number)
    const c = cosines[k] as number
    const s = sines[k] as number
    const x = evenRe + oddRe * c + oddIm * s
    const y = evenIm + oddIm * c - oddRe * s
    const p = x * x + y * y
    power[k] = p
    sum += p
  }
  return sum
}

/** The highest bin that is a peak of its own, outside the spread of `other`; −1: there is none. */
function highest(other: number): number {
  let best = -1
  let found = 0
  for (let k = FIRST_PEAK; k <= LAST_PEAK; k += 1) {
    const p = power[k] as number
    if (p <= found || Math.abs(k - other) <= SPREAD) continue
    if (p < (power[k - 1] as number) || p < (power[k + 1] as number)) continue
    found = p
    best = k
  }
  return best
}

function around(peak: number): number {
  let sum = 0
  for (let k = peak - SPREAD; k <= peak + SPREAD; k += 1) sum += power[k] as number
  return sum
}

/** Between bins: for Hann's window, the ratio of the two amplitudes beside each other says where. */
function centre(peak: number): number {
  if (peak < 0) return 0
  const at = Math.sqrt(power[peak] as number)
  const left = Math.sqrt(power[peak - 1] as number)
  const right = Math.sqrt(power[peak + 1] as number)
  if (at === 0) return 0
  const side = right >= left ? 1 : -1
  const ratio = (right >= left ? right : left) / at
  const away = Math.max(0, Math.min(0.5, (2 * ratio - 1) / (ratio + 1)))
  return (peak + side * away) * BIN_HZ
}

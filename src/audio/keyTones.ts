/**
 * Keys as tones in the sound itself (ITU-T Q.23), for far ends that negotiate no telephone-event: key
 * 9 must work on every telephone. Heard in blocks of 20 ms; a key counts at its second block, so a
 * press needs 60 ms (telephones send 65 and more), and speech that hits a pair by chance is no key.
 *
 *        1209  1336  1477  1633 Hz
 *   697    1     2     3     A
 *   770    4     5     6     B
 *   852    7     8     9     C
 *   941    *     0     #     D
 */
import type { DtmfKey } from '../base/dtmf.ts'
import { toneAmplitude } from './goertzel.ts'
import { ratioOf, TELEPHONE_RATE } from './sound.ts'

const ROWS_HZ = [697, 770, 852, 941] as const
const COLUMNS_HZ = [1209, 1336, 1477, 1633] as const
const KEYS = '123A456B789C*0#D'
const BLOCK = 160
const BLOCKS_TO_BELIEVE = 2
/** Q.24 asks for 40 ms of pause between two presses: with blocks of 20 ms, one is wholly inside it. */
const BLOCKS_OF_PAUSE = 2
/** Each of the two tones, of full scale. */
const WEAKEST_TONE = ratioOf(-36)
/** Q.24: the columns may be 4 dB stronger and 8 dB weaker than the rows; lines add their own. */
const GREATEST_TWIST = ratioOf(9)
/** The next frequency of its group leaks −8 dB into a block of 20 ms. */
const ABOVE_OTHERS = ratioOf(6)
/** Speech has most of its power elsewhere; a press has nearly all of it in the two tones. */
const SHARE_OF_POWER = 0.8
/** Another key, or a loud voice, over a held key: its own tones are there all the same, this much weaker at most. */
const HELD_WITHIN = ratioOf(-9)
/** What each sent tone has, of full scale: −9 dBFS together with the other. */
const SENT_AMPLITUDE = ratioOf(-12)

/** A key with the amplitudes of its tones. */
interface HeardKey {
  readonly key: DtmfKey
  readonly row: number
  readonly column: number
}

/** Updated in place, a sample at a time. */
export interface KeyToneEar {
  readonly block: Float32Array
  filled: number
  candidate: DtmfKey | undefined
  blocks: number
  /** Told, and still held (or paused for too short a while). */
  held: HeardKey | undefined
  pause: number
}

export const newKeyToneEar = (): KeyToneEar => ({
  block: new Float32Array(BLOCK),
  filled: 0,
  candidate: undefined,
  blocks: 0,
  held: undefined,
  pause: 0,
})

/** `sample` of 16 bits; gives the key at the instant it is believed. */
export function hearKeyTone(ear: KeyToneEar, sample: number): DtmfKey | undefined {
  ear.block[ear.filled] = sample / 32_768
  ear.filled += 1
  if (ear.filled < BLOCK) return undefined
  ear.filled = 0
  const found = keyIn(ear.block)
  const { held } = ear
  if (held !== undefined && isStill(held, found, ear.block)) {
    ear.pause = 0
    return undefined
  }
  if (held !== undefined && found === undefined) {
    ear.pause += 1
    if (ear.pause >= BLOCKS_OF_PAUSE) ear.held = undefined
  }
  ear.blocks = found !== undefined && found.key === ear.candidate ? ear.blocks + 1 : 1
  ear.candidate = found?.key
  if (found === undefined || ear.blocks < BLOCKS_TO_BELIEVE) return undefined
  ear.held = found
  ear.pause = 0
  return found.key
}

/** Is it the key that is held, heard alone or through something else? */
function isStill(held: HeardKey, found: HeardKey | undefined, block: Float32Array): boolean {
  if (found !== undefined) return found.key === held.key
  const index = KEYS.indexOf(held.key)
  return (
    amplitudeOf(block, ROWS_HZ[index >> 2] as number) >= held.row * HELD_WITHIN &&
    amplitudeOf(block, COLUMNS_HZ[index & 3] as number) >= held.column * HELD_WITHIN
  )
}

/** A sample of a key's two tones, `tick` samples after the press began; −1 to 1. */
export function keyToneSample(key: DtmfKey, tick: number): number {
  const index = KEYS.indexOf(key)
  const row = ROWS_HZ[index >> 2] as number
  const column = COLUMNS_HZ[index & 3] as number
  const turn = (2 * Math.PI * tick) / TELEPHONE_RATE
  return SENT_AMPLITUDE * (Math.sin(turn * row) + Math.sin(turn * column))
}

function keyIn(block: Float32Array): HeardKey | undefined {
  let power = 0
  for (const sample of block) power += sample * sample
  power /= BLOCK
  if (power < WEAKEST_TONE * WEAKEST_TONE) return undefined
  const row = strongest(block, ROWS_HZ)
  const column = strongest(block, COLUMNS_HZ)
  if (row === undefined || column === undefined) return undefined
  const twist = column.amplitude / row.amplitude
  if (twist > GREATEST_TWIST || twist < 1 / GREATEST_TWIST) return undefined
  // A sine of amplitude a has the power a²/2.
  const inTones = (row.amplitude ** 2 + column.amplitude ** 2) / 2
  if (inTones < SHARE_OF_POWER * power) return undefined
  const key = KEYS[row.index * 4 + column.index] as DtmfKey
  return { key, row: row.amplitude, column: column.amplitude }
}

const amplitudeOf = (samples: Float32Array, hz: number): number =>
  toneAmplitude({ rateHz: TELEPHONE_RATE, samples }, hz)

interface Strongest {
  readonly index: number
  readonly amplitude: number
}

/** The one frequency that stands out of its group. */
function strongest(block: Float32Array, frequencies: readonly number[]): Strongest | undefined {
  let index = -1
  let amplitude = 0
  let second = 0
  for (let i = 0; i < frequencies.length; i += 1) {
    const found = amplitudeOf(block, frequencies[i] as number)
    if (found > amplitude) {
      second = amplitude
      amplitude = found
      index = i
    } else second = Math.max(second, found)
  }
  if (amplitude < WEAKEST_TONE || amplitude < second * ABOVE_OTHERS) return undefined
  return { index, amplitude }
}

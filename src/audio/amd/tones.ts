/**
 * Follows one tone, single or dual, from its first packet to its last: same frequency, same level. What speech and
 * music do not do for 60 ms: their pitch slides, their harmonics lie outside the peaks, their level swells and fades.
 *
 *   nothing ─pure packet→ heard ─pure, same pitch and level→ heard (longer)
 *      ↑                    │ pure, but louder or elsewhere, while short → heard (from here: that was its onset)
 *      └─ATTACHED_FRAMES without it─┘ → the tone is told, if it was long and steady enough
 */
import { FRAME_MS, FRAME_SAMPLES } from './frame.ts'
import { findTones, newTonePeaks, type TonePeaks } from './spectrum.ts'

/** Fainter ones are not looked for. */
const FAINTEST_TONE = 10 ** (-48 / 10)
/** In one narrow peak, or in two: a tone 6 dB above everything else in the band of a line. */
const SINGLE_SHARE = 0.78
const DUAL_SHARE = 0.86
/** The weaker of a pair is 13 dB below the sum at most. */
const SECOND_SHARE = 0.05
/** Same pitch: so many Hz and so much of it. */
const PITCH_HZ = 9
const PITCH_SHARE = 0.008
/** Same level, as a ratio of powers: 2.2 dB. */
const LEVEL_RATIO = 1.66
/** So many packets lost or spoilt do not end a tone. */
const SPOILT_FRAMES = 2
/** Fewer are chance. */
const LEAST_FRAMES = 3
/** Below this share of its power, what stands before or after it is silence. */
const QUIET_SHARE = 0.1

export interface Tone {
  readonly hz: number
  /** 0: a single one. */
  readonly secondHz: number
  readonly startedAtMs: number
  readonly durationMs: number
  readonly power: number
  /** What was heard just before it was not silence. */
  readonly isAttached: boolean
}

export interface ToneTrack {
  readonly ring: Int16Array
  end: number
  readonly peaks: TonePeaks
  /** Frames of the tone now followed; 0: none. */
  frames: number
  /** Those of them in which a pair was seen. */
  dualFrames: number
  from: number
  until: number
  spoilt: number
  hz: number
  secondHz: number
  power: number
  /** Before the tone: of the last frame, and of the one before it. */
  before: number
  beforeThat: number
  /** After its last pure frame. */
  rest: number
  last: number
  lastButOne: number
}

export const newToneTrack = (): ToneTrack => ({
  ring: new Int16Array(512),
  end: 0,
  peaks: newTonePeaks(),
  ...{ frames: 0, dualFrames: 0, from: 0, until: 0, spoilt: 0 },
  ...{ hz: 0, secondHz: 0, power: 0, before: 0, beforeThat: 0, rest: 0, last: 0, lastButOne: 0 },
})

/** Heard long enough to be no voice. */
export const isInTone = (track: ToneTrack): boolean => track.frames >= 2

/** How long the tone that is still heard has lasted. */
export const toneSoFarMs = (track: ToneTrack): number =>
  track.frames === 0 ? 0 : (track.until - track.from + 1) * FRAME_MS

/** Frame number `frame`, of this power; gives a tone when it is over. */
export function hearTone(
  track: ToneTrack,
  samples: Int16Array,
  frame: number,
  power: number,
): Tone | undefined {
  keep(track, samples)
  const isPure = power > FAINTEST_TONE && look(track)
  let over: Tone | undefined
  if (isPure && track.frames > 0 && isSame(track, power)) extend(track, frame, power)
  else if (isPure && (track.frames < LEAST_FRAMES || track.spoilt > 0)) {
    over = track.frames >= LEAST_FRAMES ? told(track) : undefined
    begin(track, frame, power)
  } else if (track.frames > 0) {
    if (track.spoilt === 0) track.rest = power
    track.spoilt += 1
    if (track.spoilt > SPOILT_FRAMES) {
      over = told(track)
      track.frames = 0
    }
  }
  track.lastButOne = track.last
  track.last = power
  return over
}

function keep(track: ToneTrack, samples: Int16Array): void {
  const { ring } = track
  const mask = ring.length - 1
  for (let i = 0; i < FRAME_SAMPLES; i += 1) ring[(track.end + i) & mask] = samples[i] as number
  track.end = (track.end + FRAME_SAMPLES) & mask
}

function look(track: ToneTrack): boolean {
  const { peaks } = track
  findTones(track.ring, track.end + track.ring.length, peaks)
  if (peaks.secondShare < SECOND_SHARE || peaks.share >= 0.97) {
    peaks.secondHz = 0
    peaks.secondShare = 0
  }
  return peaks.share >= SINGLE_SHARE || peaks.share + peaks.secondShare >= DUAL_SHARE
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= PITCH_HZ + PITCH_SHARE * b

function isSame(track: ToneTrack, power: number): boolean {
  const { hz, secondHz } = track.peaks
  const ratio = power / track.power
  if (ratio > LEVEL_RATIO || ratio < 1 / LEVEL_RATIO) return false
  // Of a pair of equal strength, either may be the stronger one.
  return near(hz, track.hz) || (track.secondHz > 0 && near(hz, track.secondHz) && secondHz > 0)
}

function begin(track: ToneTrack, frame: number, power: number): void {
  track.frames = 1
  track.dualFrames = track.peaks.secondHz > 0 ? 1 : 0
  track.from = frame
  track.until = frame
  track.spoilt = 0
  track.rest = 0
  track.hz = track.peaks.hz
  track.secondHz = track.peaks.secondHz
  track.power = power
  track.before = track.last
  track.beforeThat = track.lastButOne
}

function extend(track: ToneTrack, frame: number, power: number): void {
  const { peaks } = track
  const weight = 1 / (track.frames + 1)
  const isTurned = track.secondHz > 0 && !near(peaks.hz, track.hz)
  const hz = isTurned ? peaks.secondHz : peaks.hz
  const secondHz = isTurned ? peaks.hz : peaks.secondHz
  track.hz += (hz - track.hz) * weight
  if (secondHz > 0) {
    track.dualFrames += 1
    track.secondHz += (secondHz - track.secondHz) / track.dualFrames
  }
  track.power += (power - track.power) * weight
  track.frames += 1
  track.until = frame
  track.spoilt = 0
}

/** Its packets, and of the ones at its two ends what its power says it filled of them. */
function told(track: ToneTrack): Tone | undefined {
  if (track.frames < LEAST_FRAMES) return undefined
  const isAttached = track.beforeThat > track.power * QUIET_SHARE
  const filled = Math.min(1, track.before / track.power)
  const before = isAttached ? 0.5 : filled
  const rest = Math.min(1, track.rest / track.power)
  const whole = track.until - track.from + 1
  const isDual = track.dualFrames > track.frames / 2
  const [low, high] = isDual ? sorted(track.hz, track.secondHz) : [track.hz, 0]
  return {
    ...{ hz: low, secondHz: high, power: track.power, isAttached },
    startedAtMs: (track.from - before) * FRAME_MS,
    durationMs: (before + whole + rest) * FRAME_MS,
  }
}

const sorted = (a: number, b: number): readonly [number, number] => (a < b ? [a, b] : [b, a])

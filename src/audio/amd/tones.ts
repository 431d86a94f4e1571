/**
 * Follows one tone, single or dual, from its first packet to its last: same frequency, same level. What speech and
 * music do not do for 60 ms: their pitch slides, their harmonics lie outside the peaks, their level swells and fades.
 *
 *   nothing ─pure packet→ heard ─pure, same pitch and level→ heard (longer)
 *      ↑                    │ pure, but louder or elsewhere, while short → heard (from here: that was its onset)
 *      └─ATTACHED_FRAMES without it─┘ → the tone is told, if it was long and steady enough
 */
import { FRAME_MS, FRAME_SAMPLES } from './frame.ts'
import { LOWEST_HZ, type Tone } from './purity.ts'
import { findTones, lookAt, newTonePeaks, type TonePeaks } from './spectrum.ts'

/** Fainter ones are not looked for. */
const FAINTEST_TONE = 10 ** (-48 / 10)
/** In one narrow peak, or in two: a tone 6 dB above everything else in the band of a line. */
const SINGLE_SHARE = 0.78
const DUAL_SHARE = 0.86
/** The weaker of a pair is 13 dB below the sum at most. */
const SECOND_SHARE = 0.05
/** Same pitch: so many Hz and so much of it. */
const PITCH_HZ = 10
const PITCH_SHARE = 0.012
/** Same level as the packet before, as a ratio of powers: 2.8 dB, for a room answers each pitch otherwise. */
const LEVEL_RATIO = 1.9
/** Two tones closer together than the window can tell beat: one peak that swells and vanishes, 13 dB a packet. */
const BEATS_SHARE = 0.93
const BEATS_RATIO = 20
/** Half of what was heard 1.4 s ago. */
const MELODY_KEPT = 0.99
/** So many packets lost or spoilt do not end a tone. */
const SPOILT_FRAMES = 2
/** Fewer are chance. */
const LEAST_FRAMES = 2
const ROOM_FRAMES = 4
/** Before it is over: so many packets, so pure, so steady are a tone already. */
const SURE_FRAMES = 6
const SURE_PURITY = 0.9
const SURE_PAIR_PURITY = 0.95
const SURE_MOVES_HZ = 8
const SURE_DRIFT_DB = 1.9
/** Below this share of its power, what stands before or after it is silence. */
const QUIET_SHARE = 0.1

/** The least pure of the frames, and how they moved from one to the next: sums of squares, in dB and in Hz. */
interface Inner {
  frames: number
  purity: number
  /** Of all of them, to be divided by their number. */
  puritySum: number
  levelMoves: number
  pitchMoves: number
  /** In dB, from when a room has answered to the last frame but one. */
  drift: number
  lastDrift: number
}

const newInner = (): Inner => ({
  ...{ frames: 0, purity: 1, puritySum: 0, levelMoves: 0, pitchMoves: 0, drift: 0, lastDrift: 0 },
})

export interface ToneTrack {
  readonly ring: Int16Array
  end: number
  readonly peaks: TonePeaks
  /** The spectrum of the newest packet is what `lookAt` made last. */
  wasLookedAt: boolean
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
  /** Of its inner frames: those at its ends hold a part of it only; the newest one may be its last. */
  readonly inner: Inner
  readonly newest: Inner
  lastHz: number
  lastPower: number
  /** Before the tone: of the last frame, and of the one before it. */
  before: number
  beforeThat: number
  /** Of the last seconds, frames that were pure: a melody has them all the time. Now, and before the tone. */
  melody: number
  melodyBefore: number
  /** After its last pure frame. */
  rest: number
  last: number
  lastButOne: number
}

export const newToneTrack = (): ToneTrack => ({
  ring: new Int16Array(512),
  end: 0,
  peaks: newTonePeaks(),
  wasLookedAt: false,
  ...{ frames: 0, dualFrames: 0, from: 0, until: 0, spoilt: 0 },
  ...{ hz: 0, secondHz: 0, power: 0, before: 0, beforeThat: 0, rest: 0, last: 0, lastButOne: 0 },
  inner: newInner(),
  newest: newInner(),
  ...{ lastHz: 0, lastPower: 0, melody: 0, melodyBefore: 0 },
})

/** Heard long enough, and purely enough, to be no voice: a held vowel keeps its pitch for four packets too. */
export const isInTone = ({ frames, inner, hz, dualFrames }: ToneTrack): boolean =>
  frames >= SURE_FRAMES &&
  hz >= LOWEST_HZ &&
  inner.purity >= (dualFrames > frames / 2 ? SURE_PAIR_PURITY : SURE_PURITY) &&
  inner.pitchMoves <= SURE_MOVES_HZ ** 2 * inner.frames &&
  Math.abs(inner.drift) <= SURE_DRIFT_DB

/** Frame number `frame`, of this power; gives what may be a tone (purity.ts) when it is over. */
export function hearTone(
  track: ToneTrack,
  samples: Int16Array,
  frame: number,
  power: number,
): Tone | undefined {
  keep(track, samples)
  track.wasLookedAt = power > FAINTEST_TONE
  const isPure = track.wasLookedAt && look(track)
  track.melody = MELODY_KEPT * track.melody + (isPure ? 1 : 0)
  let over: Tone | undefined
  if (isPure && track.frames > 0 && isSame(track, power)) extend(track, frame, power)
  else if (isPure && (track.frames < LEAST_FRAMES || track.spoilt > 0)) {
    over = told(track)
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

/** Packets that never came: what was followed is spoilt by as many. */
export function skipLost(track: ToneTrack, frames: number): void {
  if (track.frames === 0) return
  if (frames <= SPOILT_FRAMES) track.until += frames
  else track.frames = 0
}

function keep(track: ToneTrack, samples: Int16Array): void {
  const { ring } = track
  const mask = ring.length - 1
  for (let i = 0; i < FRAME_SAMPLES; i += 1) ring[(track.end + i) & mask] = samples[i] as number
  track.end = (track.end + FRAME_SAMPLES) & mask
}

function look(track: ToneTrack): boolean {
  const { peaks } = track
  lookAt(track.ring, track.end + track.ring.length)
  findTones(peaks)
  if (peaks.secondShare < SECOND_SHARE || peaks.share >= 0.97) {
    peaks.secondHz = 0
    peaks.secondShare = 0
  }
  return peaks.share >= SINGLE_SHARE || peaks.share + peaks.secondShare >= DUAL_SHARE
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= PITCH_HZ + PITCH_SHARE * b

function isSame(track: ToneTrack, power: number): boolean {
  const { hz, secondHz, share } = track.peaks
  const ratio = power / track.lastPower
  const most = share >= BEATS_SHARE && track.frames >= LEAST_FRAMES ? BEATS_RATIO : LEVEL_RATIO
  if (ratio > most || ratio < 1 / most) return false
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
  Object.assign(track.inner, newInner())
  Object.assign(track.newest, newInner())
  track.lastHz = track.peaks.hz
  track.lastPower = power
  // The frame before may hold a part of it.
  track.melodyBefore = track.melody - 1
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
  keepInner(track, power, hz)
  track.frames += 1
  track.until = frame
  track.spoilt = 0
}

/** The frame before this one is no end of the tone; the move from the first frame to the second is none of its own. */
function keepInner(track: ToneTrack, power: number, hz: number): void {
  const { inner, newest, peaks } = track
  if (newest.frames > 0) {
    inner.frames += 1
    inner.purity = Math.min(inner.purity, newest.purity)
    inner.puritySum += newest.purity
    if (newest.frames > 1) {
      inner.levelMoves += newest.levelMoves
      inner.pitchMoves += newest.pitchMoves
      // A room takes its time until it answers a tone, and the last move belongs to the tone's end.
      if (inner.frames > ROOM_FRAMES) inner.drift += inner.lastDrift
      inner.lastDrift = inner.frames >= ROOM_FRAMES ? newest.drift : 0
    }
  }
  newest.frames = track.frames
  newest.purity = peaks.share + peaks.secondShare
  newest.drift = 10 * Math.log10(power / track.lastPower)
  newest.levelMoves = newest.drift ** 2
  newest.pitchMoves = (hz - track.lastHz) ** 2
  track.lastHz = hz
  track.lastPower = power
}

/** Its packets, and of the ones at its two ends what its power says it filled of them. */
function told(track: ToneTrack): Tone | undefined {
  const { inner, newest } = track
  if (track.frames < LEAST_FRAMES) return undefined
  const isAttached = track.beforeThat > track.power * QUIET_SHARE
  const filled = Math.min(1, track.before / track.power)
  const before = isAttached ? 0.5 : filled
  const rest = Math.min(1, track.rest / track.power)
  const whole = track.until - track.from + 1
  const isDual = track.dualFrames > track.frames / 2
  const [low, high] = isDual ? sorted(track.hz, track.secondHz) : [track.hz, 0]
  const tone = {
    ...{ hz: low, secondHz: high, power: track.power, isAttached },
    ...{ frames: track.frames, purity: inner.frames > 0 ? inner.purity : newest.purity },
    levelMoves: Math.sqrt(inner.levelMoves / Math.max(1, inner.frames - 1)),
    pitchMoves: Math.sqrt(inner.pitchMoves / Math.max(1, inner.frames - 1)),
    drift: inner.drift,
    meanPurity: inner.frames > 0 ? inner.puritySum / inner.frames : newest.purity,
    pairShare: track.dualFrames / track.frames,
    melodyBefore: track.melodyBefore,
    riseDb: belowDb(track.beforeThat, track.power),
    fallDb: belowDb(track.last, track.power),
    startedAtMs: (track.from - before) * FRAME_MS,
    durationMs: (before + whole + rest) * FRAME_MS,
  }
  return tone
}

const DEEPEST_DB = 40

/** How far below the tone something lies, in dB. */
const belowDb = (power: number, tone: number): number =>
  Math.max(0, Math.min(DEEPEST_DB, -10 * Math.log10((power + 1e-12) / tone)))

const sorted = (a: number, b: number): readonly [number, number] => (a < b ? [a, b] : [b, a])

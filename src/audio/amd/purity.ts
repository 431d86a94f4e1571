/**
 * Tone or voice? A vowel that is held keeps one pitch for some packets too, and most of its power in two harmonics that
 * stand beside each other; it is less pure than a tone, its level moves, and its two peaks stand as harmonics do.
 */

export interface Tone {
  readonly hz: number
  /** 0: a single one. */
  readonly secondHz: number
  readonly startedAtMs: number
  readonly durationMs: number
  readonly power: number
  readonly frames: number
  /** The least that lay in its peaks, of all the power on the line. */
  readonly purity: number
  /** From frame to frame, root of the mean square: in dB and in Hz. */
  readonly levelMoves: number
  readonly pitchMoves: number
  /** Of its inner frames, but for the first ones, in dB: strings that were struck fade. */
  readonly drift: number
  /** What was heard just before it was not silence. */
  readonly isAttached: boolean
}

/** Lower ones are the second harmonic of a voice. */
export const LOWEST_HZ = 384
/** So many packets of one tone are no vowel: less is asked of them. */
const LONG_FRAMES = 8
const SHORT_FRAMES = 3
const PURE = 0.93
/** A string that sounds for 400 ms has faded further than any of these. */
const NO_STRING_FRAMES = 20
/** What a level may have moved by in all: of a steady tone, of a pure one, and of any. Measured, as all below. */
const DRIFT_DB = 0.9
const PURE_DRIFT_DB = 1
const MOST_DRIFT_DB = 1.9
/** `steady…`: less pure is enough for who stays so still; `attached…`: more is asked of who follows a sound. */
const SINGLE = {
  purity: 0.9,
  steadyPurity: 0.87,
  steadyHz: 1.5,
  levelMoves: 1.8,
  pitchHz: 4,
  pitchShare: 0.004,
  attachedPurity: 0.96,
} as const
const SINGLE_LONG = { purity: 0.78, levelMoves: 1.1 } as const
/** Two tones nearer than they can be told apart: one that swells and vanishes, and stays where it is. */
const BEATING = { purity: 0.9, levelMoves: 1.8 } as const
/** Purer than any vowel: its two ends may move its pitch. */
const PUREST = { purity: 0.97, pitchHz: 25 } as const
/** By frames: up to `fewFrames`, then until LONG_FRAMES, then `long…`; a pure pair may tremble, for two tones beat. */
const PAIR = {
  purity: 0.93,
  levelMoves: 0.8,
  fewFrames: 5,
  fewHz: 3,
  pitchHz: 6,
  longPitchHz: 10,
  apartHz: 76,
  pureFrom: 0.95,
  pureLevelMoves: 1.6,
} as const
const PAIR_LONG = { purity: 0.9, longerPurity: 0.86 } as const
/** A short pair: far apart, and after silence. */
const PAIR_SHORT = { purity: 0.95, apartHz: 250 } as const
/**
 * A pair that stands as neighbouring harmonics of a voice, or as a note and its octave, must be purer until it is
 * longer than a vowel; so must one so near that a third harmonic hides between the two.
 */
const HARMONIC = {
  purity: 0.97,
  longPurity: 0.9,
  longFrames: 13,
  nearHz: 105,
  away: 0.06,
  voiceHz: [60, 420],
  highestHz: 1100,
} as const

export function isNoVoice(tone: Tone): boolean {
  if (tone.hz < LOWEST_HZ || Math.abs(tone.drift) > mayDrift(tone)) return false
  return tone.secondHz === 0 ? isSingle(tone) : isPair(tone)
}

/** A level that trembles ends above or below where it began; one that fades evenly is a string. */
function mayDrift({ frames, purity, levelMoves }: Tone): number {
  if (levelMoves >= BEATING.levelMoves) return Number.POSITIVE_INFINITY
  if (frames >= NO_STRING_FRAMES) return MOST_DRIFT_DB
  const least = purity >= PURE ? PURE_DRIFT_DB : DRIFT_DB
  return Math.max(least, Math.min(MOST_DRIFT_DB, 2 * levelMoves))
}

function isSingle({ hz, frames, purity, levelMoves, pitchMoves, isAttached }: Tone): boolean {
  const beats = levelMoves >= BEATING.levelMoves
  const mayMove =
    beats || purity >= PUREST.purity ? PUREST.pitchHz : SINGLE.pitchHz + SINGLE.pitchShare * hz
  if (pitchMoves > mayMove) return false
  if (frames <= SHORT_FRAMES) return purity >= PURE && !isAttached
  if (beats) return frames >= LONG_FRAMES && purity >= BEATING.purity
  return frames >= LONG_FRAMES
    ? purity >= (levelMoves <= SINGLE_LONG.levelMoves ? SINGLE_LONG.purity : SINGLE.purity)
    : (!isAttached || purity >= SINGLE.attachedPurity) &&
        purity >= (pitchMoves <= SINGLE.steadyHz ? SINGLE.steadyPurity : SINGLE.purity) &&
        levelMoves <= SINGLE.levelMoves
}

function isPair(tone: Tone): boolean {
  const { hz, secondHz, frames, purity, levelMoves, pitchMoves } = tone
  if (secondHz - hz < PAIR.apartHz) return false
  const mayMove =
    frames >= LONG_FRAMES ? PAIR.longPitchHz : frames > PAIR.fewFrames ? PAIR.pitchHz : PAIR.fewHz
  const harmonic = isHarmonic(hz, secondHz)
  // Two tones beat; two harmonics of a voice that goes on swell.
  const mayBeat = purity >= PAIR.pureFrom && !(harmonic && tone.isAttached)
  const mayTremble = mayBeat ? PAIR.pureLevelMoves : PAIR.levelMoves
  if (levelMoves > mayTremble || pitchMoves > mayMove) return false
  if (frames <= SHORT_FRAMES) {
    const isApart = secondHz - hz >= PAIR_SHORT.apartHz
    return isApart && !tone.isAttached && purity >= PAIR_SHORT.purity
  }
  if (harmonic) return isNoVowel(tone)
  if (frames < LONG_FRAMES) return purity >= PAIR.purity
  return purity >= (frames < HARMONIC.longFrames ? PAIR_LONG.purity : PAIR_LONG.longerPurity)
}

function isNoVowel({ hz, secondHz, frames, purity, isAttached }: Tone): boolean {
  if (frames >= HARMONIC.longFrames) return purity >= HARMONIC.longPurity
  if (secondHz - hz < HARMONIC.nearHz || (isAttached && frames <= LONG_FRAMES)) return false
  return purity >= HARMONIC.purity
}

/** n and n + 1 times the pitch of a voice, or one and two, three or four times a note. */
function isHarmonic(hz: number, secondHz: number): boolean {
  const octaves = secondHz / hz
  if (Math.abs(octaves - 2) < 0.03 || Math.abs(octaves - 3) < 0.05) return true
  if (Math.abs(octaves - 4) < 0.06) return true
  const pitch = secondHz - hz
  const [lowest, highest] = HARMONIC.voiceHz
  if (hz > HARMONIC.highestHz || pitch < lowest || pitch > highest) return false
  const harmonic = hz / pitch
  return Math.abs(harmonic - Math.round(harmonic)) < HARMONIC.away * Math.max(1, harmonic)
}

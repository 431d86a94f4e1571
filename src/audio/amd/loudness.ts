/**
 * How loud what is said is, against the loudest of the call: who answers speaks into the telephone; the television
 * behind them, and people beside them, are 10 dB and more below, and do not count as going on.
 */
import { type FrameLevel, powerDb, SILENT_DB } from './frame.ts'

const LOUD_DB = 11
/** What falls more slowly was spoken more softly. */
const LONGEST_FALL = 25
/** The peak is of so many frames together: one alone is a click. */
const SMOOTHING = 0.35
/** What "recent" means: a mean that forgets half in about 280 ms. */
const RECENT = 0.05

export interface Loudness {
  smoothPower: number
  peakDb: number
  recentPower: number
  recentDb: number
  frames: number
  sumDb: number
  sumDbSquared: number
  /** How much louder it is with what lies low: a handset cuts it, a studio does not. */
  sumLowDb: number
  loudFrames: number
  /** How long it takes from loud to nothing: a room answers, a studio does not. */
  falls: number
  fallFrames: number
  wasSpoken: boolean
  sinceLoud: number
}

export const newLoudness = (): Loudness => ({
  ...{ smoothPower: 0, peakDb: SILENT_DB, recentPower: 0, recentDb: SILENT_DB },
  ...{ frames: 0, sumDb: 0, sumDbSquared: 0, sumLowDb: 0, loudFrames: 0, sinceLoud: 0 },
  ...{ falls: 0, fallFrames: 0, wasSpoken: false },
})

/** `spoken`: the frame belongs to something that is said. */
export function hearLoudness(
  loudness: Loudness,
  { power: whole, voicePower: power, voiceDb: db }: FrameLevel,
  spoken: boolean,
): void {
  loudness.smoothPower += (power - loudness.smoothPower) * SMOOTHING
  loudness.recentPower += (power - loudness.recentPower) * RECENT
  loudness.recentDb = 10 * Math.log10(loudness.recentPower + 1e-9)
  loudness.sinceLoud += 1
  if (loudness.wasSpoken && !spoken && loudness.sinceLoud <= LONGEST_FALL) {
    loudness.falls += 1
    loudness.fallFrames += loudness.sinceLoud
  }
  loudness.wasSpoken = spoken
  if (!spoken) return
  loudness.frames += 1
  loudness.sumDb += db
  loudness.sumDbSquared += db * db
  loudness.sumLowDb += powerDb(whole) - db
  const smooth = 10 * Math.log10(loudness.smoothPower + 1e-9)
  loudness.peakDb = Math.max(loudness.peakDb, smooth)
  if (smooth < loudness.peakDb - LOUD_DB) return
  loudness.loudFrames += 1
  loudness.sinceLoud = 0
}

export const silenceAfterLoud = (loudness: Loudness): number => loudness.sinceLoud

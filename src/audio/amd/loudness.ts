/**
 * How loud what is said is, against the loudest of the call: who answers speaks into the telephone; the television
 * behind them, and people beside them, are 10 dB and more below, and do not count as going on.
 */
import { SILENT_DB } from './frame.ts'

const LOUD_DB = 11
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
  loudFrames: number
  sinceLoud: number
}

export const newLoudness = (): Loudness => ({
  ...{ smoothPower: 0, peakDb: SILENT_DB, recentPower: 0, recentDb: SILENT_DB },
  ...{ frames: 0, sumDb: 0, sumDbSquared: 0, loudFrames: 0, sinceLoud: 0 },
})

/** `spoken`: the frame belongs to something that is said. */
export function hearLoudness(loudness: Loudness, power: number, db: number, spoken: boolean): void {
  loudness.smoothPower += (power - loudness.smoothPower) * SMOOTHING
  loudness.recentPower += (power - loudness.recentPower) * RECENT
  loudness.recentDb = 10 * Math.log10(loudness.recentPower + 1e-9)
  loudness.sinceLoud += 1
  if (!spoken) return
  loudness.frames += 1
  loudness.sumDb += db
  loudness.sumDbSquared += db * db
  const smooth = 10 * Math.log10(loudness.smoothPower + 1e-9)
  loudness.peakDb = Math.max(loudness.peakDb, smooth)
  if (smooth < loudness.peakDb - LOUD_DB) return
  loudness.loudFrames += 1
  loudness.sinceLoud = 0
}

export const silenceAfterLoud = (loudness: Loudness): number => loudness.sinceLoud

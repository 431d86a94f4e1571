/** What the ear measured until now, by name: all that a verdict rests on, in milliseconds, decibels and semitones. */
import type { AmdFeatures } from '../../base/amd.ts'
import type { CountedTones } from './beeps.ts'
import { type Cadence, silenceOf, spurtOf } from './cadence.ts'
import { FRAME_MS } from './frame.ts'
import { type Loudness, silenceAfterLoud } from './loudness.ts'
import { type Pitch, riseOf, spreadOf } from './pitch.ts'
import type { Said } from './said.ts'

export const featureNames = [
  ...(['atMs', 'onsetMs', 'speechMs', 'spurtMs', 'silenceMs', 'firstSpurtMs', 'spurts'] as const),
  ...(['longestSpurtMs', 'longestPauseMs', 'words', 'overOursMs'] as const),
  ...(['loudMs', 'loudSilenceMs', 'recentDb'] as const),
  ...(['aboveFloorDb', 'swingDb', 'floorStepDb', 'floorSwingDb', 'speechDb'] as const),
  ...(['aboveBeforeDb', 'lowDb', 'fallMs'] as const),
  ...(['rise', 'pitchSpread', 'voicedShare'] as const),
  ...(['saidMachine', 'saidScreening', 'leastScore'] as const),
  ...(['toneMs', 'beeps', 'ringing', 'busy', 'special', 'fax', 'keys'] as const),
] as const
/** A logit of 8 is one wrong in three thousand: nothing measured here is surer. */
export const SAID_MOST = 8
export type FeatureName = (typeof featureNames)[number]
export type FeatureRow = Float64Array

export const featureAt: Readonly<Record<FeatureName, number>> = Object.fromEntries(
  featureNames.map((name, at) => [name, at]),
) as Record<FeatureName, number>

export interface Measured {
  readonly cadence: Cadence
  readonly loudness: Loudness
  readonly pitch: Pitch
  readonly said: Said
  readonly tones: CountedTones
  readonly toneFrames: number
  readonly floorDb: number
}

/** Written in place: this happens several times a second for each call. */
export function measure(heard: Measured, row: FeatureRow): void {
  const { cadence, loudness, pitch, said, tones } = heard
  const { background } = cadence
  const count = Math.max(1, loudness.frames)
  const mean = loudness.sumDb / count
  const after = background.afterFrames
  const floorNow = after > 0 ? background.afterDb / after : heard.floorDb
  const hasStep = after >= 5 && background.beforeFrames >= 5
  const set = (name: FeatureName, value: number): void => {
    // Three decimals, here: the judge is given the very numbers that are kept, and says the same of them again.
    row[featureAt[name]] = Math.round(value * 1000) / 1000
  }
  set('atMs', cadence.now * FRAME_MS)
  set('onsetMs', (cadence.onset < 0 ? cadence.now : cadence.onset) * FRAME_MS)
  set('speechMs', cadence.speech * FRAME_MS)
  set('spurtMs', spurtOf(cadence) * FRAME_MS)
  set('silenceMs', silenceOf(cadence) * FRAME_MS)
  set('firstSpurtMs', cadence.firstSpurt * FRAME_MS)
  set('spurts', cadence.spurts)
  set('longestSpurtMs', cadence.longestSpurt * FRAME_MS)
  set('longestPauseMs', cadence.longestPause * FRAME_MS)
  set('words', cadence.bursts + (cadence.inBurst ? 1 : 0))
  set('overOursMs', cadence.speechOverOurs * FRAME_MS)
  set('loudMs', loudness.loudFrames * FRAME_MS)
  set('loudSilenceMs', silenceAfterLoud(loudness) * FRAME_MS)
  set('recentDb', loudness.frames === 0 ? 0 : loudness.recentDb - loudness.peakDb)
  set('aboveFloorDb', loudness.frames === 0 ? 0 : mean - heard.floorDb)
  set('swingDb', Math.sqrt(Math.max(0, loudness.sumDbSquared / count - mean * mean)))
  set('floorStepDb', hasStep ? floorNow - background.beforeDb / background.beforeFrames : 0)
  set(
    'floorSwingDb',
    after < 5 ? 0 : Math.sqrt(Math.max(0, background.afterSquared / after - floorNow * floorNow)),
  )
  set('speechDb', loudness.frames === 0 ? 0 : mean)
  const before = background.beforeFrames
  // Who speaks at once leaves nothing before it to compare with: then the floor is.
  const floorThen = before < 5 ? heard.floorDb : background.beforeDb / before
  set('aboveBeforeDb', loudness.frames === 0 ? 0 : mean - floorThen)
  set('fallMs', loudness.falls === 0 ? 60 : (loudness.fallFrames / loudness.falls) * FRAME_MS)
  set('lowDb', loudness.frames === 0 ? 0 : loudness.sumLowDb / count)
  set('rise', riseOf(pitch))
  set('pitchSpread', spreadOf(pitch))
  set('voicedShare', pitch.looked === 0 ? 0 : pitch.voiced / pitch.looked)
  set('saidMachine', Math.max(-SAID_MOST, Math.min(SAID_MOST, said.machine)))
  set('saidScreening', Math.max(-SAID_MOST, Math.min(SAID_MOST, said.screening)))
  set('toneMs', heard.toneFrames * FRAME_MS)
  set('beeps', tones.beeps)
  set('ringing', tones.ringing)
  set('busy', tones.busy)
  set('special', tones.special)
  set('fax', tones.fax)
  set('keys', tones.keys)
}

export function asFeatures(row: FeatureRow): AmdFeatures {
  const features: Record<string, number> = {}
  featureNames.forEach((name, at) => {
    features[name] = row[at] as number
  })
  return features
}

/** All that is followed of one call's sound, a packet at a time, in one order: the ear and its fit measure the same. */
import type { Ms } from '../../base/units.ts'
import { type Beeps, hearBeep, newBeeps } from './beeps.ts'
import { type Cadence, dropOnset, hearCadence, newCadence, passLost } from './cadence.ts'
import { type FeatureRow, featureNames, measure } from './features.ts'
import { type FrameLevel, measureLevel, newFrameLevel, SILENT_DB } from './frame.ts'
import { hearLoudness, type Loudness, newLoudness } from './loudness.ts'
import { beginSpurtPitch, hearPitch, keepForPitch, newPitch, type Pitch } from './pitch.ts'
import { isNoVoice, type Tone } from './purity.ts'
import { hearSaid, loseSaid, newSaid, type Said } from './said.ts'
import { lookAt } from './spectrum.ts'
import { hearTone, isInTone, newToneTrack, skipLost, type ToneTrack } from './tones.ts'
import { hearVoice, newVoice, type Voice } from './voice.ts'

/** Whoever is quiet sends no packets on some lines: after so many in a row, it is silence and no loss. */
const LOSS_FRAMES = 15
/** A room answers a tone for so long, and so much fainter. */
const ECHO_FRAMES = 8
const ECHO_RATIO = 0.3
/** A second of voice is a greeting; less may be our own words that come back while a line rings. */
const SPOKEN_FRAMES = 50

export interface Listening {
  readonly level: FrameLevel
  readonly voice: Voice
  readonly tones: ToneTrack
  readonly beeps: Beeps
  readonly cadence: Cadence
  readonly loudness: Loudness
  readonly pitch: Pitch
  readonly said: Said
  readonly row: FeatureRow
  /** A shorter tone is no beep. */
  readonly beepMs: Ms
  toneFrames: number
  /** The last frame of a tone, and how strong that was. */
  toneFrame: number
  tonePower: number
  lostInRow: number
  frame: number
}

export const newListening = (beepMs: Ms): Listening => ({
  level: newFrameLevel(),
  voice: newVoice(),
  tones: newToneTrack(),
  beeps: newBeeps(),
  cadence: newCadence(),
  loudness: newLoudness(),
  pitch: newPitch(),
  said: newSaid(),
  row: new Float64Array(featureNames.length),
  beepMs,
  ...{ toneFrames: 0, toneFrame: -100, tonePower: 0, lostInRow: 0, frame: 0 },
})

/** `decided`: the melody of the voice no longer matters. Gives a beep once it is one. */
export function hearFrame(
  heard: Listening,
  samples: Int16Array,
  weSpeak: boolean,
  decided: boolean,
): Tone | undefined {
  const { level, voice, tones, cadence, loudness, pitch } = heard
  heard.lostInRow = 0
  measureLevel(samples, level)
  const ended = hearTone(tones, samples, heard.frame, level.power)
  const over = ended && isNoVoice(ended) ? ended : undefined
  hearVoice(voice, level.voicePower, level.voiceDb, weSpeak)
  const inTone = isInTone(tones)
  if (inTone || over) inToneNow(heard, over?.frames ?? tones.frames, over?.power ?? tones.power)
  const active = voice.active && !inTone && !isEcho(heard)
  const spurts = cadence.spurts
  hearCadence(cadence, active, level.voiceDb, voice.floorDb, weSpeak)
  hearLoudness(loudness, level, active && cadence.inBurst)
  if (!decided) {
    keepForPitch(pitch, samples)
    if (cadence.spurts !== spurts) beginSpurtPitch(pitch)
    if (active) hearPitch(pitch)
    hearWords(heard, active)
  }
  heard.frame += 1
  const spoken = cadence.speech >= SPOKEN_FRAMES
  return hearBeep(heard.beeps, over, level.power, spoken, heard.beepMs)
}

/** A word begins before it is believed to: what may be one is looked at too. */
function hearWords({ said, tones, level, voice, cadence }: Listening, active: boolean): void {
  const mayBe = active || cadence.inBurst
  if (mayBe && !tones.wasLookedAt) lookAt(tones.ring, tones.end + tones.ring.length)
  hearSaid(said, level.voiceDb - voice.peakDb, mayBe, cadence.inBurst)
}

function inToneNow(heard: Listening, frames: number, power: number): void {
  if (heard.frame > heard.toneFrame + 1) dropOnset(heard.cadence, frames)
  heard.toneFrames += 1
  heard.toneFrame = heard.frame
  heard.tonePower = power
}

/** What a room gives back of a tone that has just ended. */
const isEcho = ({ frame, toneFrame, tonePower, level }: Listening): boolean =>
  frame - toneFrame <= ECHO_FRAMES && level.power < tonePower * ECHO_RATIO

/** Time that passed without a packet. */
export function loseFrames(heard: Listening, frames: number): void {
  const lost = Math.min(frames, Math.max(0, LOSS_FRAMES - heard.lostInRow))
  const quiet = frames - lost
  heard.lostInRow += frames
  heard.frame += frames
  skipLost(heard.tones, frames)
  passLost(heard.cadence, lost)
  loseSaid(heard.said, frames)
  for (let i = 0; i < quiet; i += 1) {
    hearCadence(heard.cadence, false, SILENT_DB, heard.voice.floorDb, false)
  }
}

export function measureNow(heard: Listening): FeatureRow {
  const { cadence, loudness, pitch, said, toneFrames, voice, beeps, row } = heard
  measure(
    { cadence, loudness, pitch, said, toneFrames, tones: beeps.counted, floorDb: voice.floorDb },
    row,
  )
  return row
}

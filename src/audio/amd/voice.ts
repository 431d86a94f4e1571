/**
 * Is the far end's sound more than its background? An energy detector: the floor is the least that was heard
 * in the last two seconds, so that hiss, hum and music that only goes on become floor themselves; a voice stands
 * out of it, falls back between syllables, and is not 30 dB below what was spoken before (an echo of ours).
 */
import { SILENT_DB } from './frame.ts'

/** The floor's memory: so many stretches of so many frames, 2 s in all. */
const STRETCHES = 8
const STRETCH_FRAMES = 13
/** Before so much was heard, nobody knows the floor: a quiet line is supposed, never a louder one. */
const UNKNOWN_FRAMES = 15
const SUPPOSED_FLOOR_DB = -52
/** Above the floor, to begin and to go on. */
const BEGINS_DB = 9
const GOES_ON_DB = 6
/** Nothing fainter is a voice, whatever the floor. */
const FAINTEST_VOICE_DB = -56
/** While we speak, before anything louder was heard: our own words come back fainter. */
const FAINTEST_OVER_OURS_DB = -46
/** Below the loudest of the call: breath, echo, someone across the room. */
const BELOW_PEAK_DB = 28
const PEAK_FALLS_DB = 0.01

export interface Voice {
  active: boolean
  floorDb: number
  peakDb: number
  frames: number
  /** Two frames together are what the floor is the least of: one alone falls too low by chance. */
  lastPower: number
  readonly least: Float64Array
  stretch: number
  inStretch: number
}

export const newVoice = (): Voice => ({
  active: false,
  floorDb: SUPPOSED_FLOOR_DB,
  peakDb: SILENT_DB,
  frames: 0,
  lastPower: 0,
  least: new Float64Array(STRETCHES).fill(0),
  stretch: 0,
  inStretch: 0,
})

/** The level of the next frame, as a power and in dB; `voice.active` tells. */
export function hearVoice(voice: Voice, power: number, db: number, weSpeak: boolean): void {
  followFloor(voice, power)
  const begins = voice.active ? GOES_ON_DB : BEGINS_DB
  const least = Math.max(
    voice.floorDb + begins,
    weSpeak && voice.peakDb < FAINTEST_OVER_OURS_DB ? FAINTEST_OVER_OURS_DB : FAINTEST_VOICE_DB,
    voice.peakDb - BELOW_PEAK_DB - (voice.active ? 3 : 0),
  )
  voice.active = db > least
  voice.peakDb = Math.max(voice.peakDb - PEAK_FALLS_DB, voice.active ? db : SILENT_DB)
}

function followFloor(voice: Voice, power: number): void {
  const { least } = voice
  const both = voice.frames === 0 ? power : (power + voice.lastPower) / 2
  voice.lastPower = power
  voice.frames += 1
  if (voice.inStretch === STRETCH_FRAMES) {
    voice.stretch = (voice.stretch + 1) % STRETCHES
    voice.inStretch = 0
  }
  const now = 10 * Math.log10(both + 1e-9)
  const before = least[voice.stretch] as number
  least[voice.stretch] = voice.inStretch === 0 ? now : Math.min(before, now)
  voice.inStretch += 1
  let floor = 0
  for (let i = 0; i < STRETCHES; i += 1) floor = Math.min(floor, least[i] as number)
  voice.floorDb = voice.frames < UNKNOWN_FRAMES ? Math.min(floor, SUPPOSED_FLOOR_DB) : floor
}

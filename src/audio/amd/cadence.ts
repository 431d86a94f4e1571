/**
 * When the far end spoke and when it did not: words (bursts), what is said in one breath (spurts), the pauses
 * between, and what the background does meanwhile. All times in frames of 20 ms; a burst that turns out to be no louder
 * than the background it leaves behind is taken back.
 *
 *   quiet ─BEGIN_FRAMES of the last BEGIN_WITHIN active→ burst ─WORD_GAP without→ quiet
 *     │                                                    └─no louder than the floor→ taken back
 *     └─quiet for SPURT_GAP→ the spurt is over
 */
import { SILENT_DB } from './frame.ts'

/** 60 ms of voice within 100 ms begin a word: a click does not. */
const BEGIN_FRAMES = 3
const BEGIN_WITHIN = 5
/** The mouth closes for a p or a t, and packets get lost: 100 ms without voice end a word. */
const WORD_GAP = 5
/** A breath: 300 ms end what is said in one go. */
export const SPURT_GAP = 15
/** A word is so much louder than the floor it leaves; a stretch of noise that began is not. */
const ABOVE_FLOOR_DB = 5
/** What a fade and a room add to a tone. */
const ONSET_FRAMES = 4

export interface Cadence {
  now: number
  /** −1: nothing was said yet. */
  onset: number
  /** Voice in all. */
  speech: number
  /** Voice while we spoke too. */
  speechOverOurs: number
  inBurst: boolean
  burstFrom: number
  burstSpeech: number
  burstSumDb: number
  burstPeakDb: number
  pending: number
  pendingSince: number
  /** The last frame with voice of a burst that counts. */
  lastVoice: number
  bursts: number
  spurts: number
  spurtFrom: number
  firstSpurt: number
  longestSpurt: number
  longestPause: number
  lastPause: number
  sumDb: number
  sumDbSquared: number
  readonly background: Background
  /** As it was before the running burst, if that is taken back. */
  readonly kept: { onset: number; spurts: number; spurtFrom: number; lastVoice: number }
}

/** Levels of what is no voice, before the first word and after it. */
interface Background {
  beforeFrames: number
  beforeDb: number
  afterFrames: number
  afterDb: number
  afterSquared: number
}

export const newCadence = (): Cadence => ({
  ...{ now: 0, onset: -1, speech: 0, speechOverOurs: 0 },
  ...{ inBurst: false, burstFrom: 0, burstSpeech: 0, burstSumDb: 0, burstPeakDb: SILENT_DB },
  ...{ pending: 0, pendingSince: 0, lastVoice: -1 },
  ...{ bursts: 0, spurts: 0, spurtFrom: -1, firstSpurt: 0, longestSpurt: 0 },
  ...{ longestPause: 0, lastPause: 0, sumDb: 0, sumDbSquared: 0 },
  background: { beforeFrames: 0, beforeDb: 0, afterFrames: 0, afterDb: 0, afterSquared: 0 },
  kept: { onset: -1, spurts: 0, spurtFrom: -1, lastVoice: -1 },
})

/** Frames since something was said; 0 while it is. Before the first word: since the beginning. */
export const silenceOf = (cadence: Cadence): number =>
  cadence.inBurst && cadence.now - cadence.lastVoice <= WORD_GAP
    ? 0
    : cadence.now - 1 - cadence.lastVoice

export const isSpeaking = (cadence: Cadence): boolean => cadence.inBurst

/** What is said in one go until now; 0 when a breath has been taken since. */
export const spurtOf = (cadence: Cadence): number =>
  cadence.spurtFrom < 0 || cadence.now - cadence.lastVoice > SPURT_GAP
    ? 0
    : cadence.lastVoice - cadence.spurtFrom + 1

export function hearCadence(
  cadence: Cadence,
  active: boolean,
  db: number,
  floorDb: number,
  weSpeak: boolean,
): void {
  const { now } = cadence
  if (active) {
    if (cadence.pending === 0 || now - cadence.pendingSince >= BEGIN_WITHIN) {
      cadence.pending = 0
      cadence.pendingSince = now
    }
    cadence.pending += 1
    if (!cadence.inBurst && cadence.pending >= BEGIN_FRAMES) beginBurst(cadence)
    if (cadence.inBurst) voiced(cadence, db, weSpeak)
  } else if (cadence.inBurst && now - cadence.lastVoice >= WORD_GAP) {
    endBurst(cadence, floorDb)
  }
  if (!active && !cadence.inBurst) background(cadence.background, cadence.onset < 0, db)
  cadence.now += 1
}

/** Packets that never came: time passes, whoever spoke speaks, whoever was quiet is quiet no longer than before. */
export function passLost(cadence: Cadence, frames: number): void {
  cadence.now += frames
  if (cadence.lastVoice >= 0) cadence.lastVoice += frames
  if (cadence.pending > 0) cadence.pendingSince += frames
  if (cadence.inBurst) cadence.speech += frames
}

function beginBurst(cadence: Cadence): void {
  const { kept } = cadence
  const from = cadence.pendingSince
  kept.onset = cadence.onset
  kept.spurts = cadence.spurts
  kept.spurtFrom = cadence.spurtFrom
  kept.lastVoice = cadence.lastVoice
  cadence.inBurst = true
  cadence.burstFrom = from
  cadence.burstSpeech = 0
  cadence.burstSumDb = 0
  cadence.burstPeakDb = SILENT_DB
  if (cadence.onset < 0) cadence.onset = from
  if (cadence.spurtFrom < 0 || from - cadence.lastVoice > SPURT_GAP) {
    if (cadence.spurts > 0) {
      cadence.lastPause = from - cadence.lastVoice - 1
      cadence.longestPause = Math.max(cadence.longestPause, cadence.lastPause)
    }
    cadence.spurts += 1
    cadence.spurtFrom = from
  }
  // The two frames that made it believed.
  cadence.speech += BEGIN_FRAMES - 1
  cadence.burstSpeech += BEGIN_FRAMES - 1
}

function voiced(cadence: Cadence, db: number, weSpeak: boolean): void {
  cadence.speech += 1
  cadence.burstSpeech += 1
  if (weSpeak) cadence.speechOverOurs += 1
  cadence.burstSumDb += db
  cadence.burstPeakDb = Math.max(cadence.burstPeakDb, db)
  cadence.sumDb += db
  cadence.sumDbSquared += db * db
  cadence.lastVoice = cadence.now
  const spurt = cadence.now - cadence.spurtFrom + 1
  if (cadence.spurts === 1) cadence.firstSpurt = spurt
  cadence.longestSpurt = Math.max(cadence.longestSpurt, spurt)
}

function endBurst(cadence: Cadence, floorDb: number): void {
  cadence.inBurst = false
  cadence.pending = 0
  const meanDb = cadence.burstSumDb / Math.max(1, cadence.burstSpeech - BEGIN_FRAMES + 1)
  if (meanDb >= floorDb + ABOVE_FLOOR_DB) {
    cadence.bursts += 1
    return
  }
  takeBack(cadence)
}

/** A tone of so many frames was taken for a voice until it was known: what began with it is taken back. */
export function dropOnset(cadence: Cadence, frames: number): void {
  cadence.pending = 0
  if (!cadence.inBurst || cadence.burstSpeech > frames + ONSET_FRAMES) return
  cadence.inBurst = false
  takeBack(cadence)
}

function takeBack(cadence: Cadence): void {
  const { kept } = cadence
  cadence.speech -= cadence.burstSpeech
  cadence.onset = kept.onset
  cadence.spurts = kept.spurts
  cadence.spurtFrom = kept.spurtFrom
  cadence.lastVoice = kept.lastVoice
  if (kept.onset < 0) {
    cadence.firstSpurt = 0
    cadence.longestSpurt = 0
  }
}

function background(heard: Background, isBefore: boolean, db: number): void {
  if (isBefore) {
    heard.beforeFrames += 1
    heard.beforeDb += db
    return
  }
  heard.afterFrames += 1
  heard.afterDb += db
  heard.afterSquared += db * db
}

/**
 * The ear of one call: hears a packet, tells what is new.
 *
 *   listening ─score or tones suffice, or time is up→ verdict told ─silence→ quiet told ─voice→ speaks told ─silence→ …
 *   human told ─what is said is a machine's, within the same time→ verdict told once more
 *   in any state: a tone, then silence → beep told (which is a verdict too, if there was none)
 */
import type { AmdHow } from '../../base/amd.ts'
import { ms } from '../../base/units.ts'
import { frameCode, voiceTrackFramesMax, voiceTrackOf } from '../../base/voiceTrack.ts'
import { ASK_FRAMES, type Asking, ask, mayBeAsked, newAsking } from './asking.ts'
import { isSpeaking, silenceOf } from './cadence.ts'
import { FRAME_MS } from './frame.ts'
import { type JudgeBounds, judgeBounds } from './judge.ts'
import { hearFrame, type Listening, loseFrames, measureNow, newListening } from './listening.ts'
import type { Tone } from './purity.ts'
import type { AmdEar, AmdSign } from './signs.ts'
import { isInTone } from './tones.ts'

/** A word of so many frames of voice, and no click, is somebody who speaks again. */
const SPEAKS_FRAMES = 6

const VOICE = frameCode('voice', false)
const TONE = frameCode('tone', false)
const WHILE_WE_SPEAK = frameCode('quiet', true)

const NOTHING: readonly AmdSign[] = []

interface EarState {
  readonly heard: Listening
  readonly settings: AmdHow
  readonly bounds: JudgeBounds
  /** Who made a sound in each frame until the verdict; lost ones are quiet. */
  readonly track: Uint8Array
  readonly asking: Asking
  /** Told to be quiet, or beeped: somebody who speaks is news. */
  awaitsVoice: boolean
  quietTold: boolean
  /** The end of the last beep. */
  beepEndMs: number
}

export function openAmdEar(settings: AmdHow, bounds: JudgeBounds = judgeBounds): AmdEar {
  const ear: EarState = {
    heard: newListening(settings.beepMs),
    ...{ settings, bounds },
    track: new Uint8Array(voiceTrackFramesMax),
    asking: newAsking(),
    ...{ awaitsVoice: false, quietTold: false, beepEndMs: 0 },
  }
  return {
    hear: (samples, weSpeak) => {
      const isOpen = mayJudge(ear)
      const beep = hearFrame(ear.heard, samples, weSpeak, !isOpen)
      if (isOpen) noteTrack(ear, weSpeak)
      return signsOf(ear, beep, isOpen)
    },
    lost: (frames) => loseFrames(ear.heard, frames),
  }
}

const mayJudge = ({ asking, heard, settings }: EarState): boolean =>
  mayBeAsked(asking, { beeps: heard.beeps.counted.beeps, atMs: heard.frame * FRAME_MS }, settings)

/** Beyond its end nothing is written. */
function noteTrack({ heard, track }: EarState, weSpeak: boolean): void {
  const inTone = isInTone(heard.tones)
  const sound = inTone ? TONE : isSpeaking(heard.cadence) ? VOICE : 0
  track[heard.frame - 1] = sound + (weSpeak ? WHILE_WE_SPEAK : 0)
  if (!inTone) return
  // A tone is known after some packets only, and until then it was written down as a voice.
  const from = Math.max(0, heard.tones.from - 1)
  for (let frame = heard.frame - 2; frame >= from; frame -= 1) {
    const before = track[frame]
    if (before === undefined || before % WHILE_WE_SPEAK === TONE) return
    track[frame] = TONE + (before >= WHILE_WE_SPEAK ? WHILE_WE_SPEAK : 0)
  }
}

function signsOf(ear: EarState, beep: Tone | undefined, isOpen: boolean): readonly AmdSign[] {
  const { heard } = ear
  const inTurn = heard.frame % ASK_FRAMES === 0
  const asks = isOpen && (beep !== undefined || inTurn)
  if (!asks && !beep && ear.asking.told === null) return NOTHING
  let signs: AmdSign[] | undefined
  const say = (sign: AmdSign): void => {
    signs ??= []
    signs.push(sign)
  }
  if (asks) {
    const verdict = ask(ear.asking, measureNow(heard), inTurn, ear)
    if (verdict) {
      const voiceTrack = voiceTrackOf(ear.track, heard.frame)
      say({ is: 'verdict', verdict: { ...verdict, voiceTrack } })
    }
  }
  const atMs = ms(heard.frame * FRAME_MS)
  if (beep) {
    ear.beepEndMs = beep.startedAtMs + beep.durationMs
    ear.awaitsVoice = true
    ear.quietTold = false
    const startedAtMs = ms(Math.max(0, Math.round(beep.startedAtMs)))
    say({ is: 'beep', atMs, startedAtMs, hz: Math.round(beep.hz) })
  }
  if (ear.asking.told !== null) followVoice(ear, say)
  return signs ?? NOTHING
}

function followVoice(ear: EarState, say: (sign: AmdSign) => void): void {
  const { cadence } = ear.heard
  const atMs = ms(ear.heard.frame * FRAME_MS)
  if (isSpeaking(cadence)) {
    if (!ear.awaitsVoice || cadence.burstSpeech < SPEAKS_FRAMES) return
    ear.awaitsVoice = false
    ear.quietTold = false
    say({ is: 'speaks', atMs, sinceMs: ms(cadence.burstFrom * FRAME_MS) })
    return
  }
  if (ear.quietTold || cadence.onset < 0) return
  const voiceEndMs = (cadence.now - silenceOf(cadence)) * FRAME_MS
  const sinceMs = ms(Math.max(voiceEndMs, Math.round(ear.beepEndMs)))
  if (atMs - sinceMs < ear.settings.quietAfterMs) return
  ear.quietTold = true
  ear.awaitsVoice = true
  say({ is: 'quiet', atMs, sinceMs })
}

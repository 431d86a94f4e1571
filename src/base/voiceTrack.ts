/**
 * Who made a sound when, in the first seconds of a call, as a few letters: one letter and how many frames of
 * 20 ms it lasted, `q14v62Q9T20`. q: the far end is quiet, v: a voice, t: a tone; in capitals while we speak.
 * It says nothing of what was said: where no law lets sound be kept, this is.
 */
import { assert } from './assert.ts'

export const farSounds = ['quiet', 'voice', 'tone'] as const
export type FarSound = (typeof farSounds)[number]

export interface VoiceRun {
  readonly far: FarSound
  readonly weSpeak: boolean
  readonly frames: number
}

/** 12 s. */
export const voiceTrackFramesMax = 600
const letters = 'qvtQVT'

/** What a frame is written as in `voiceTrackOf`: one number, so that an ear keeps them in a Uint8Array. */
export const frameCode = (far: FarSound, weSpeak: boolean): number =>
  farSounds.indexOf(far) + (weSpeak ? farSounds.length : 0)

/** The first `count` codes; no more than `voiceTrackFramesMax` of them. */
export function voiceTrackOf(codes: ArrayLike<number>, count = codes.length): string {
  const end = Math.min(count, codes.length, voiceTrackFramesMax)
  let track = ''
  for (let from = 0; from < end; ) {
    let to = from + 1
    while (to < end && codes[to] === codes[from]) to += 1
    const letter = letters[codes[from] ?? -1]
    assert(letter !== undefined, 'a frame is quiet, a voice or a tone')
    track += `${letter}${to - from}`
    from = to
  }
  return track
}

/** What does not read as a track is none: an old row, or another version's. */
export function readVoiceTrack(track: string): readonly VoiceRun[] {
  if (!/^(?:[qvtQVT]\d{1,3})*$/.test(track)) return []
  return [...track.matchAll(/([a-z])(\d+)/gi)].map(([, letter = 'q', frames]) => {
    const code = letters.indexOf(letter)
    const far = farSounds[code % farSounds.length] ?? 'quiet'
    return { far, weSpeak: code >= farSounds.length, frames: Number(frames) }
  })
}

/** A version that was made before, as a take to work on again: what was cut is put together. */
import { joined } from '../../audio/edits.ts'
import { decodeALaw } from '../../audio/g711.ts'
import { TELEPHONE_RATE } from '../../audio/sound.ts'
import { ms } from '../../base/units.ts'
import type { Clip, Recording, SpokenSegment } from '../../campaign/voiceMessage.ts'
import type { DraftRole, DraftSegment, Take } from './take.ts'

export interface HeardRecording {
  readonly clip: Clip
  readonly segments: Recording['segments']
  /** Everybody hears it: what it says beside who calls and how to object invites to listen. */
  readonly isGate: boolean
}

export function takeOf(recordings: readonly HeardRecording[]): Take {
  const sounds = recordings.map(({ clip }) => ({
    rateHz: TELEPHONE_RATE,
    samples: decodeALaw(clip.pcma),
  }))
  let from = 0
  const segments = recordings.flatMap(({ segments: said = [], isGate }, place) => {
    const offset = from
    from += ((sounds[place]?.samples.length ?? 0) * 1000) / TELEPHONE_RATE
    return said.map(
      (segment): DraftSegment => ({
        ...{ role: roleOf(segment, isGate), text: segment.text },
        startsAtMs: ms(Math.round(offset + segment.startsAtMs)),
        endsAtMs: ms(Math.round(offset + segment.endsAtMs)),
      }),
    )
  })
  return { sound: joined(sounds), segments }
}

const roleOf = ({ role, text }: SpokenSegment, isGate: boolean): DraftRole =>
  isGate && role === 'content' && /\b(?:tapez|touche|press|key)\b/i.test(text) ? 'invitation' : role

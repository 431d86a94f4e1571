/**
 * Sounds that Portevoix brings along, in a neutral synthetic voice: what a team need not record, and a
 * whole message of an invented candidate to try with.
 */
import path from 'node:path'
import { joined } from '../../audio/edits.ts'
import { decodeALaw } from '../../audio/g711.ts'
import { type Sound, TELEPHONE_RATE } from '../../audio/sound.ts'
import { ms } from '../../base/units.ts'
import type { SpokenSegment } from '../../campaign/voiceMessage.ts'
import { prepareSpoken } from '../spokenRecording.ts'
import type { DraftRole, DraftSegment, Take, TrackName } from './take.ts'

const folder = path.join(import.meta.dirname, '..', '..', '..', 'examples', 'audio')

/** invitation: which key listens. goodbye. objectionConfirmed: once the objection is stored. */
export const shippedNames = ['invitation', 'goodbye', 'objectionConfirmed'] as const
export type ShippedName = (typeof shippedNames)[number]

const files: Readonly<Record<ShippedName, string>> = {
  invitation: 'invitation.wav',
  goodbye: 'goodbye.wav',
  objectionConfirmed: 'objection.wav',
}

export interface ShippedSound {
  readonly sound: Sound
  readonly segments: readonly SpokenSegment[]
}
export type ShippedSounds = Readonly<Record<ShippedName, ShippedSound>>

let shipped: Promise<ShippedSounds> | undefined

/** Read once in a process. */
export function shippedSounds(): Promise<ShippedSounds> {
  shipped ??= Promise.all(
    shippedNames.map(async (name) => [name, await read(files[name])] as const),
  ).then((sounds) => Object.fromEntries(sounds) as ShippedSounds)
  return shipped
}

async function read(file: string): Promise<ShippedSound> {
  const { clip, segments = [] } = await prepareSpoken({ is: 'file', file: path.join(folder, file) })
  return { sound: { rateHz: TELEPHONE_RATE, samples: decodeALaw(clip.pcma) }, segments }
}

/** An invented candidate, Camille Exemple; the voice says that it is synthetic. */
export async function sampleTake(track: 'call' | 'voicemail'): Promise<Take> {
  const names = track === 'call' ? ['gate.wav', 'content.wav', 'closing.wav'] : ['voicemail.wav']
  const sounds = await Promise.all(names.map(read))
  let from = 0
  const segments = sounds.flatMap(({ sound, segments: said }, place): readonly DraftSegment[] => {
    const offset = from
    from += (sound.samples.length * 1000) / TELEPHONE_RATE
    return said.map((segment) => ({
      ...{ role: roleOf(segment, track, place), text: segment.text },
      startsAtMs: ms(Math.round(offset + segment.startsAtMs)),
      endsAtMs: ms(Math.round(offset + segment.endsAtMs)),
    }))
  })
  return { sound: joined(sounds.map(({ sound }) => sound)), segments }
}

const roleOf = ({ role, text }: SpokenSegment, track: TrackName, place: number): DraftRole =>
  track === 'call' && place === 0 && role === 'content' && /\btapez\b/.test(text)
    ? 'invitation'
    : role

/**
 * Sounds that Portevoix brings along, in a neutral synthetic voice: what a team need not record, and a
 * whole message of an invented candidate to try with.
 */
import path from 'node:path'
import { decodeALaw } from '../../audio/g711.ts'
import { type Sound, TELEPHONE_RATE } from '../../audio/sound.ts'
import type { SpokenSegment } from '../../campaign/voiceMessage.ts'
import { prepareSpoken } from '../spokenRecording.ts'
import type { Take } from './take.ts'
import { takeOf } from './takeOfMessage.ts'

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
  const recordings = await Promise.all(
    names.map((name) => prepareSpoken({ is: 'file', file: path.join(folder, name) })),
  )
  return takeOf(
    recordings.map(({ clip, segments }, place) => ({
      ...{ clip, segments, isGate: track === 'call' && place === 0 },
    })),
  )
}

/**
 * The recordings of a version, made of what a team worked on: the same function says what the law would
 * hear of the draft as it is, so that there is one truth.
 */
import { joined } from '../../audio/edits.ts'
import { pausesIn } from '../../audio/pauses.ts'
import { SHORTEST_PART } from '../../audio/prepare.ts'
import { durationOf, type Sound, TELEPHONE_RATE } from '../../audio/sound.ts'
import type { ClipId } from '../../base/ids.ts'
import { type Ms, ms } from '../../base/units.ts'
import type {
  Clip,
  MessagePart,
  PartRole,
  Recorded,
  Recording,
  SpeechPause,
  SpokenSegment,
} from '../../campaign/voiceMessage.ts'
import { clipOf } from '../recording.ts'
import type { ShippedSounds } from './shippedSounds.ts'
import type { Take, TrackName } from './take.ts'
import { partsOf, type TakePart, wholeOf } from './takeParts.ts'

export interface RecordedTakes {
  readonly recorded: Omit<Recorded, 'voiceOrigin'>
  readonly clips: readonly Clip[]
}

/** Between what a team says and a shipped sentence. */
const breath: Ms = ms(300)

type Takes = Readonly<Partial<Record<TrackName, Take>>>

/** null: the call lacks what everybody hears, or what key 1 plays. */
export function recordedOf(takes: Takes, shipped: ShippedSounds): RecordedTakes | null {
  if (!takes.call || partsOf(takes.call).content === null) return null
  return madeOf(takes, shipped, (sound) => ({ clip: clipOf(sound), pauses: pausesIn(sound) }))
}

/**
 * When everything would be said, without the work of coding it: for who only judges. A call that still
 * lacks its content is judged by what it has. null: nothing is marked that everybody hears.
 */
export const heardOf = (takes: Takes, shipped: ShippedSounds): RecordedTakes['recorded'] | null =>
  madeOf(takes, shipped, () => ({ clip: noClip, pauses: [] }))?.recorded ?? null

const noClip: Clip = { id: '' as ClipId, pcma: new Uint8Array(0), pcmu: new Uint8Array(0) }
const nothing: TakePart = {
  sound: { rateHz: TELEPHONE_RATE, samples: new Float32Array(0) },
  segments: [],
}

function madeOf(
  takes: Takes,
  shipped: ShippedSounds,
  made: (sound: Sound) => { readonly clip: Clip; readonly pauses: readonly SpeechPause[] },
): RecordedTakes | null {
  if (!takes.call) return null
  const { gate, content: own, closing, lacksInvitation } = partsOf(takes.call)
  if (!gate) return null
  const content = own ?? nothing
  const heardGate = lacksInvitation ? oneAfterTheOther([gate, shipped.invitation], breath) : gate
  const heardClosing = closing ?? shipped.goodbye
  const confirmed = takes.objectionConfirmed && wholeOf(takes.objectionConfirmed)
  const voicemail = takes.voicemail && wholeOf(takes.voicemail)
  const clips: Clip[] = []
  const recordingOf = ({ sound, segments }: TakePart): Recording => {
    const long = atLeast(sound, SHORTEST_PART)
    const { clip, pauses } = made(long)
    clips.push(clip)
    return { clip: clip.id, durationMs: ms(Math.round(durationOf(long))), pauses, segments }
  }
  const part = <Role extends PartRole>(role: Role, heard: TakePart): MessagePart => ({
    role,
    ...recordingOf(heard),
  })
  return {
    recorded: {
      parts: {
        gate: part('gate', heardGate),
        content: part('content', content),
        closing: part('closing', heardClosing),
        objectionConfirmed: part('objectionConfirmed', confirmed ?? shipped.objectionConfirmed),
      },
      ...(voicemail && { voicemail: recordingOf(voicemail) }),
      // Who rings back hears the same, the goodbye within the content: nothing said there is missing.
      callback: {
        gate: recordingOf(heardGate),
        content: recordingOf(oneAfterTheOther([content, heardClosing], breath)),
      },
    },
    clips: [...new Map(clips.map((clip) => [clip.id, clip])).values()],
  }
}

function oneAfterTheOther(parts: readonly TakePart[], pause: Ms): TakePart {
  const silence: Sound = {
    rateHz: TELEPHONE_RATE,
    samples: new Float32Array((pause * TELEPHONE_RATE) / 1000),
  }
  let from = 0
  const segments = parts.flatMap(({ sound, segments: said }): readonly SpokenSegment[] => {
    const offset = from
    from += durationOf(sound) + pause
    return said.map((segment) => ({
      ...segment,
      startsAtMs: ms(Math.round(segment.startsAtMs + offset)),
      endsAtMs: ms(Math.round(segment.endsAtMs + offset)),
    }))
  })
  const sounds = parts.flatMap(({ sound }, place) => (place === 0 ? [sound] : [silence, sound]))
  return { sound: joined(sounds), segments }
}

/** A part that is a word long is given the silence it lacks. */
function atLeast({ rateHz, samples }: Sound, length: Ms): Sound {
  const needed = Math.ceil((length * rateHz) / 1000)
  if (samples.length >= needed) return { rateHz, samples }
  const longer = new Float32Array(needed)
  longer.set(samples)
  return { rateHz, samples: longer }
}

/**
 * What the line that is rung back can say: our own sentences (assets/ringBack, made by scripts/makeRingBackVoice.sh),
 * and what a campaign recorded for it, whole or only the words that say who called and how to object.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { encodeALaw, encodeMuLaw } from '../audio/g711.ts'
import { decodeWav, readWavHeader } from '../audio/wav.ts'
import { Failure } from '../base/failure.ts'
import type { ClipId } from '../base/ids.ts'
import { ms } from '../base/units.ts'
import type { RingBackSounds, Sound } from '../call/ringBackState.ts'
import type { Clip, Recording, SegmentRole, VoiceMessage } from '../campaign/voiceMessage.ts'
import type { RingBackSays } from '../law/ringBack.ts'

const sentences = [
  ...(['general', 'notNow', 'otherPhone', 'menu', 'menuRights', 'source', 'contact'] as const),
  ...(['typeNumber', 'numberNoted', 'objectionStored', 'goodbye'] as const),
] as const
type Sentence = (typeof sentences)[number]
export type RingBackLanguage = 'fr' | 'en'
export type RingBackVoices = Readonly<Record<RingBackLanguage, Readonly<Record<Sentence, Clip>>>>

const folder = path.join(import.meta.dirname, 'assets', 'ringBack')
/** G.711: 8,000 samples of one byte a second. */
const bytesPerMs = 8

export async function loadRingBackVoices(): Promise<RingBackVoices> {
  const voiceOf = async (language: RingBackLanguage) => {
    const clips = await Promise.all(
      sentences.map(async (name) => [
        name,
        await clipIn(path.join(folder, language, `${name}.wav`)),
      ]),
    )
    return Object.fromEntries(clips) as Record<Sentence, Clip>
  }
  return { fr: await voiceOf('fr'), en: await voiceOf('en') }
}

async function clipIn(file: string): Promise<Clip> {
  const bytes = await readFile(file)
  const header = readWavHeader(bytes)
  if ('refused' in header) throw new Failure('internal', `${path.basename(file)} ${header.refused}`)
  const { samples } = decodeWav(bytes, header)
  return clipOf(encodeALaw(samples), encodeMuLaw(samples))
}

const clipOf = (pcma: Uint8Array, pcmu: Uint8Array): Clip => ({
  id: createHash('sha256').update(pcma).digest('hex') as ClipId,
  ...{ pcma, pcmu },
})

/** One after the other, as one clip: nothing is waited for between them. */
function joined(clips: readonly Clip[]): Clip {
  const [only, ...more] = clips
  if (only !== undefined && more.length === 0) return only
  const together = (law: 'pcma' | 'pcmu'): Uint8Array => Buffer.concat(clips.map((c) => c[law]))
  return clipOf(together('pcma'), together('pcmu'))
}

/** Of a recording, only the words of these roles, in the order they are said; empty when none are declared. */
function words(recording: Recording, clip: Clip, roles: readonly SegmentRole[]): readonly Clip[] {
  const spoken = (recording.segments ?? []).filter(({ role }) => roles.includes(role))
  return spoken.map(({ startsAtMs, endsAtMs }) => {
    const [from, to] = [Math.floor(startsAtMs * bytesPerMs), Math.ceil(endsAtMs * bytesPerMs)]
    return clipOf(clip.pcma.subarray(from, to), clip.pcmu.subarray(from, to))
  })
}

/** The recordings of a campaign that the line may use. */
export interface RingBackRecordings {
  readonly gate: Recording
  readonly gateClip: Clip
  readonly content: { readonly recording: Recording; readonly clip: Clip } | null
}

/** Of a message without a version for who rings back, only who called is said, in the words of its gate. */
export async function recordingsOf(
  { parts, callback }: Pick<VoiceMessage, 'parts' | 'callback'>,
  clip: (id: ClipId) => Promise<Clip>,
): Promise<RingBackRecordings> {
  const gate = callback?.gate ?? parts.gate
  const content = callback?.content
  return {
    ...{ gate, gateClip: await clip(gate.clip) },
    content: content ? { recording: content, clip: await clip(content.clip) } : null,
  }
}

export interface SoundsWanted {
  readonly says: RingBackSays
  /** A number that we did not call rings: perhaps another of theirs was called. */
  readonly mayType: boolean
  readonly language: RingBackLanguage
  /** null: nothing of a campaign may be said. */
  readonly recordings: RingBackRecordings | null
}

export interface SoundSet {
  readonly sounds: RingBackSounds
  readonly clips: readonly Clip[]
}

export function soundsFor(voices: RingBackVoices, wanted: SoundsWanted): SoundSet {
  const { says, mayType, language, recordings } = wanted
  const voice = voices[language]
  const own = says === 'general' ? null : recordings
  const identity = own && words(own.gate, own.gateClip, ['identity', 'objection'])
  const address = own ? words(own.gate, own.gateClip, ['source']) : []
  const content = says === 'message' ? (own?.content ?? null) : null
  const greeting = (): readonly Clip[] => {
    // The whole gate as the team recorded it and law judged it.
    if (own !== null && content !== null) return [own.gateClip]
    if (identity === null || identity.length === 0) return [voice.general]
    return [...identity, voice.notNow]
  }
  const clips = {
    greeting: joined([...greeting(), ...(mayType ? [voice.otherPhone] : [])]),
    source: joined([...address, voice.source]),
    contact: joined([voice.contact, ...address]),
    menu: content === null ? voice.menuRights : voice.menu,
    ...{ typeNumber: voice.typeNumber, numberNoted: voice.numberNoted },
    ...{ objectionStored: voice.objectionStored, goodbye: voice.goodbye },
  }
  const named = Object.fromEntries(
    Object.entries(clips).map(([role, clip]) => [role, soundOf(clip)]),
  ) as unknown as Omit<RingBackSounds, 'content'>
  return {
    sounds: { ...named, content: content === null ? null : soundOf(content.clip) },
    clips: [...Object.values(clips), ...(content === null ? [] : [content.clip])],
  }
}

const soundOf = ({ id, pcma }: Clip): Sound => ({
  clip: id,
  durationMs: ms(pcma.length / bytesPerMs),
})

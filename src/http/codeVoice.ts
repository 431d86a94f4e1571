/** The words of a code call (assets/voice, made by scripts/makeCodeVoice.sh) as clips, and their order. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { encodeALaw, encodeMuLaw } from '../audio/g711.ts'
import { decodeWav, readWavHeader } from '../audio/wav.ts'
import { Failure } from '../base/failure.ts'
import type { ClipId } from '../base/ids.ts'
import { ms } from '../base/units.ts'
import type { Clip, MessagePart } from '../campaign/voiceMessage.ts'
import type { Language } from './language.ts'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const sentences = ['intro', 'again', 'goodbye'] as const
type Word = (typeof digits)[number] | (typeof sentences)[number]

export interface Voices {
  readonly clips: readonly Clip[]
  word(language: Language, word: Word): ClipId
  /** The digit a clip says; undefined: a sentence, or none of ours. */
  digitOf(clip: ClipId): string | undefined
}

const folder = path.join(import.meta.dirname, 'assets', 'voice')
const languages = ['fr', 'en'] as const

export async function loadVoices(): Promise<Voices> {
  const clips = new Map<string, Clip>()
  for (const language of languages) {
    for (const word of [...digits, ...sentences]) {
      clips.set(`${language} ${word}`, await clipOf(path.join(folder, language, `${word}.wav`)))
    }
  }
  const digitOf = new Map(
    languages.flatMap((language) =>
      digits.map((digit) => [clips.get(`${language} ${digit}`)?.id, digit] as const),
    ),
  )
  return {
    clips: [...clips.values()],
    word(language, word) {
      const clip = clips.get(`${language} ${word}`)
      if (!clip) throw new Failure('internal', `There is no voice for ${language} ${word}.`)
      return clip.id
    },
    digitOf: (clip) => digitOf.get(clip),
  }
}

/** Who speaks and why, the digits one by one, all of it again, and what to do if nobody asked. */
export function codeWords(voices: Voices, language: Language, code: string): readonly ClipId[] {
  const spoken = [...code].map((digit) => voices.word(language, digit as Word))
  const say = (word: Word): ClipId => voices.word(language, word)
  return [say('intro'), ...spoken, say('again'), ...spoken, say('goodbye')]
}

/** The digits an ear has heard by now, in order: what follows the repetition says nothing new. */
export function codeHeard(heard: readonly ClipId[], voices: Voices): string {
  const isAgain = (clip: ClipId): boolean =>
    languages.some((language) => clip === voices.word(language, 'again'))
  const until = heard.findIndex(isAgain)
  const first = until < 0 ? heard : heard.slice(0, until)
  return first.flatMap((clip) => voices.digitOf(clip) ?? []).join('')
}

/** Ears of the practice carrier tell parts of a message apart: each word is one. */
export const partsOf = (voices: Voices): readonly MessagePart[] =>
  voices.clips.map(({ id, pcma }) => ({
    role: 'content',
    clip: id,
    durationMs: ms(pcma.length / samplesPerMs),
  }))

const samplesPerMs = 8

async function clipOf(file: string): Promise<Clip> {
  const bytes = await readFile(file)
  const header = readWavHeader(bytes)
  if ('refused' in header) throw new Failure('internal', `${path.basename(file)} ${header.refused}`)
  const { samples } = decodeWav(bytes, header)
  const pcma = encodeALaw(samples)
  const id = createHash('sha256').update(pcma).digest('hex') as ClipId
  return { id, pcma, pcmu: encodeMuLaw(samples) }
}

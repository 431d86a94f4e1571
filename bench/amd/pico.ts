/**
 * Six more people, for the fit of the ear: SVOX Pico (Debian non-free: libttspico-utils) reads by models of their
 * voices. One reads French as it is, two read it as if it were English, as flite does; for the others it is spelt,
 * sound by sound, in letters of their own language.
 */
import { asAscii, spelt } from './spelling.ts'
import type { Voice } from './voices.ts'

/** For each of the sounds of French (phones.ts) the letters of the nearest one; null: reads the text as it stands. */
const voices = {
  'fr-FR': null,
  'en-GB': null,
  'en-US': null,
  'it-IT': 'r a l s è é p i t n m on d u v o k gi iu b an e i u s ò en en f sci e e gh gn',
  'es-ES': 'r a l s e e p i t n m on d u b o k y u b an e i u s o en an f ch e e g ñ',
  'de-DE': 'r a l ss ä ee p i t n m on d u w o k sch ü b an e j u s o än ön f sch ö ö g nj',
} as const
export type PicoVoice = keyof typeof voices
export const picoVoices = Object.keys(voices) as readonly PicoVoice[]
export const readsEnglish = (name: PicoVoice): boolean => name.startsWith('en')
/** Whether it must be told what espeak-ng reads. */
export const readsSpelt = (name: string): boolean => voices[name as PicoVoice] !== null

/** It reads so many words a minute where it is told nothing of its pace. */
const usualWordsPerMinute = 165

/** `reading`: the text; of whom it is spelt for, what espeak-ng -x prints of it. */
export function picoCommand(
  reading: string,
  { name, wordsPerMinute, pitch }: Pick<Voice, 'name' | 'wordsPerMinute' | 'pitch'>,
  file: string,
): readonly string[] {
  const letters = voices[name as PicoVoice]
  const text = letters ? `${spelt(reading, letters.split(' '))}.` : reading
  // Its own marks stand in such brackets.
  const plain = (readsEnglish(name as PicoVoice) ? asAscii(text) : text).replaceAll(/[<>&]/g, ' ')
  const speed = Math.round((100 * wordsPerMinute) / usualWordsPerMinute)
  const height = Math.round(100 * 2 ** ((pitch - 50) / 100))
  const marked = `<speed level='${speed}'><pitch level='${height}'>${plain}</pitch></speed>`
  return ['pico2wave', '-l', name, '-w', file, marked]
}

/**
 * Two more people of Festival's, who read whole words of their own language and no sounds: French is spelt for them as
 * they would write it, sound by sound. How quick and how high, is their own.
 */
import { spelt } from './spelling.ts'

/** For each of the sounds of French (phones.ts) the letters of the nearest one. */
const spellings = {
  upc_ca_ona_hts: 'r a l ss e e p i t n m on d u v o k j i b an e i u z o en an f x e e g ny',
  msu_ru_nsh_clunits: 'р а л с э э п и т н м он д у в о к ж ю б ан э й у з о эн ан ф ш ё ё г нь',
} as const
export type FestivalReader = keyof typeof spellings
export const festivalReaders = Object.keys(spellings) as readonly FestivalReader[]
export const isReader = (name: string): name is FestivalReader => name in spellings

/** Festival's Russian asks a tree which syllable is stressed, and fails where it has no answer. In French: the last. */
const stressesLast = '(define (add_lex_stress word phones tree) (count_syls phones))'

/** What Festival is told; `reading` is what espeak-ng -x prints of the text, a clause a line, words between spaces. */
export function readerScript(reading: string, name: FestivalReader, file: string): string {
  const text = spelt(reading, spellings[name].split(' '))
  return `(voice_${name}) ${stressesLast} (utt.save.wave (utt.synth (Utterance Text "${text}.")) "${file}") (print "said") (fflush nil)`
}

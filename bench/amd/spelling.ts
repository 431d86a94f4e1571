/** French as people of other languages would write it: sound by sound in their letters. */
import { phoneOf, phones } from './phones.ts'

/**
 * `reading` is what espeak-ng -x prints of a text, a clause a line, words between spaces; `letters` has those of each of
 * the sounds of French. Where nothing is said, a sound at least: synthesisers fail at an empty text (seen: Festival).
 */
export function spelt(reading: string, letters: readonly string[]): string {
  const word = (said: string): string =>
    said
      .split('_')
      .map((token) => letters[phones.indexOf(phoneOf(token))] ?? '')
      .join('')
  const clauses = reading
    .split('\n')
    .map((line) => line.trim().split(/ +/).map(word).join(' ').trim())
    .filter((clause) => clause !== '')
  return clauses.length === 0 ? (letters[1] as string) : clauses.join(', ')
}

/** Without accents, for who reads French as if it were English. */
export const asAscii = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('’', "'")

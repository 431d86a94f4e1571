/** The sounds of French that a text is made of, word by word: what the fit of what is said learns to tell besides. */
import { spawnSync } from 'node:child_process'

/** How espeak-ng is asked to print the sounds of French: `_` between two, a line a clause. */
export const tellsPhones: readonly string[] = ['-q', '-x', '--sep=_', '-v', 'fr']

/** Numbered from 1 on; a word's own sounds, as espeak-ng reads it alone. */
export function phonesOf(texts: readonly string[]): readonly (readonly number[])[] {
  const spoken = readAloud([...new Set(texts.flatMap(wordsOf))])
  return texts.map((text) => wordsOf(text).flatMap((word) => spoken.get(word) ?? []))
}

/** What espeak-ng calls them; what differs in length or liaison only is one. */
export const phones: readonly string[] =
  'r a l s E e p i t n m O~ d u v o k Z y b A~ @ j w z O E~ W~ f S W Y g n^'.split(' ')
export const PHONES = phones.length

const wordsOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\[\d+\]/g, ' ')
    .toLowerCase()
    .split(/[^\p{L}\d’-]+/u)
    .filter((word) => /[\p{L}\d]/u.test(word))

function readAloud(words: readonly string[]): ReadonlyMap<string, readonly number[]> {
  // A line a word, since each is a paragraph.
  const { stdout, status } = spawnSync('espeak-ng', [...tellsPhones, '--stdin'], {
    ...{ encoding: 'utf8', maxBuffer: 2 ** 28 },
    input: words.map((word) => `${word}.\n\n`).join(''),
  })
  const lines = stdout.split('\n').filter((line) => line.trim() !== '')
  if (status !== 0 || lines.length !== words.length) {
    throw new Error(`espeak-ng read ${lines.length} of ${words.length} words`)
  }
  return new Map(words.map((word, index) => [word, numbersOf(lines[index] as string)]))
}

const numbersOf = (line: string): readonly number[] =>
  line
    .split(/[_ ]/)
    .map((token) => phones.indexOf(phoneOf(token)) + 1)
    .filter((number) => number > 0)

/** Without its stress, its length and what binds it to the next. */
export const phoneOf = (token: string): string => token.replaceAll(/[',:2!-]/g, '')

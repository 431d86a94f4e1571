/** Texts compared as ears compare them: without capitals, accents and signs. */

/** `« Publicité  politique »` → `publicite politique`. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Is every word of `name` said in the text? Order and words between do not matter. */
export function names(text: string, name: string): boolean {
  const said = new Set(plain(text).split(' '))
  return plain(name)
    .split(' ')
    .every((word) => said.has(word))
}

export const sameName = (one: string, other: string): boolean => plain(one) === plain(other)

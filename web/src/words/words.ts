/**
 * Words of a screen: a French dictionary, and an English one of the same shape. Values are strings, or
 * functions of what they speak of. Spaces before : ; ? ! and inside « » are set here, once.
 */
import { typeset } from '../../../src/base/typeset.ts'
import { useLanguage } from './language.ts'

export interface Words<Dictionary> {
  readonly fr: Dictionary
  readonly en: Dictionary
}

/** `wordsOf(fr, en)`: English has every word French has, or it does not compile. */
export function wordsOf<Dictionary extends object>(
  fr: Dictionary,
  en: NoInfer<Dictionary>,
): Words<Dictionary> {
  return { fr: typesetAll(fr) as Dictionary, en }
}

export function useWords<Dictionary>(words: Words<Dictionary>): Dictionary {
  return words[useLanguage()]
}

function typesetAll(word: unknown): unknown {
  if (typeof word === 'string') return typeset(word)
  if (typeof word === 'function') {
    return (...values: unknown[]) => typesetAll(word(...values))
  }
  if (Array.isArray(word)) return word.map(typesetAll)
  // What React made (an element) is left as it is.
  if (word === null || typeof word !== 'object' || '$$typeof' in word) return word
  return Object.fromEntries(Object.entries(word).map(([name, value]) => [name, typesetAll(value)]))
}

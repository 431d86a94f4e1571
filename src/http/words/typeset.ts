/** French typography, done once: a narrow no-break space before : ; ? ! and inside « ». */
import { typeset } from '../../base/typeset.ts'
import type { Said } from '../../law/verdict.ts'

type Words = { readonly [name: string]: string | ((...values: never[]) => string) | Words }

/** A dictionary of French sentences, each with its spaces as printers set them. */
export function french<Dictionary extends Words>(words: Dictionary): Dictionary {
  const set = Object.entries(words).map(([name, word]) => [name, typesetAny(word)])
  return Object.fromEntries(set) as Dictionary
}

export const both = (en: string, fr: string): Said => ({ en, fr: typeset(fr) })

function typesetAny(word: Words[string]): Words[string] {
  if (typeof word === 'string') return typeset(word)
  if (typeof word === 'function') {
    return (...values: never[]) => typeset(word(...values))
  }
  return french(word)
}

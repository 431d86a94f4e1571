/**
 * French read as if it were English, as flite reads it, in other throats than flite's, for the fit of the ear: which
 * sounds, flite tells; espeak-ng's English and Festival's English speakers say them.
 */
import type { Random } from '../../src/base/random.ts'
import type { Clause, SortOfSound } from './festival.ts'

/** How flite is asked to print the sounds it would say; of its voices it differs little which is asked. */
export const tellsEnglish = (text: string): readonly string[] => [
  'flite',
  '-voice',
  'rms',
  '-ps',
  '-t',
  text,
  'none',
]

/** What flite calls a sound (Festival's English speakers too), what espeak-ng calls it, and its sort. */
const sounds: Readonly<Record<string, readonly [string, SortOfSound]>> = {
  ...{ aa: ['A:', 'vowel'], ae: ['a', 'vowel'], ah: ['V', 'vowel'], ao: ['O:', 'vowel'] },
  ...{ aw: ['aU', 'vowel'], ax: ['@', 'schwa'], axr: ['3', 'schwa'], ay: ['aI', 'vowel'] },
  ...{ eh: ['E', 'vowel'], er: ['3:', 'vowel'], ey: ['eI', 'vowel'], ih: ['I', 'schwa'] },
  ...{ iy: ['i:', 'vowel'], ow: ['oU', 'vowel'], oy: ['OI', 'vowel'], uh: ['U', 'vowel'] },
  ...{ uw: ['u:', 'vowel'], b: ['b', 'stop'], ch: ['tS', 'hiss'], d: ['d', 'stop'] },
  ...{ dh: ['D', 'other'], dx: ['t#', 'other'], f: ['f', 'hiss'], g: ['g', 'stop'] },
  ...{ hh: ['h', 'other'], jh: ['dZ', 'hiss'], k: ['k', 'stop'], l: ['l', 'other'] },
  ...{ m: ['m', 'other'], n: ['n', 'other'], ng: ['N', 'other'], p: ['p', 'stop'] },
  ...{ r: ['r', 'other'], s: ['s', 'hiss'], sh: ['S', 'hiss'], t: ['t', 'stop'] },
  ...{ th: ['T', 'hiss'], v: ['v', 'other'], w: ['w', 'other'], y: ['j', 'other'] },
  ...{ z: ['z', 'hiss'], zh: ['Z', 'hiss'] },
}
const silence = 'pau'
/** flite does not print which syllables it stresses; of long vowels about every other one is. */
const stressedShare = 0.45

/** `reading` is what flite prints of the text, clauses between silences. */
export function englishClauses(reading: string, random: Random): readonly Clause[] {
  const clauses: Clause[number][][] = [[]]
  for (const name of reading.trim().split(/\s+/)) {
    const [, sort] = sounds[name] ?? []
    if (name === silence) clauses.push([])
    else if (sort) {
      const stressed = sort === 'vowel' && random.next() < stressedShare
      clauses.at(-1)?.push({ parts: [name], sort, stressed })
    }
  }
  return clauses.filter((clause) => clause.length > 0)
}

/** As espeak-ng is told sounds in place of words. */
export const forEspeak = (clauses: readonly Clause[]): string =>
  `${clauses.map((clause) => `[[${clause.map(spelt).join('')}]]`).join(', ')}.`

const spelt = ({ parts, stressed }: Clause[number]): string =>
  `${stressed ? "'" : ''}${parts.map((name) => sounds[name]?.[0]).join('')}`

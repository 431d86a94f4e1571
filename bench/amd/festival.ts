/**
 * People who were recorded for other languages, saying the sounds of French, for the fit of the ear: Festival joins
 * what they said of two sounds each. Which sounds, espeak-ng tells; how long and how high, is drawn at random here.
 */
import { spawnSync } from 'node:child_process'
import type { Random } from '../../src/base/random.ts'
import { type FestivalReader, festivalReaders, isReader } from './festivalReaders.ts'
import { between, normal } from './mix.ts'
import { phoneOf, phones } from './phones.ts'

/**
 * Of Debian's packages festvox-*, and about how high each speaks. The speaker of flite's awb and slt, which belong to the
 * evaluation split, is none of them; kal is the development split's kal16.
 */
const voices = {
  ked_diphone: { sounds: 'english', hz: 105 },
  kal_diphone: { sounds: 'english', hz: 105 },
  pc_diphone: { sounds: 'italian', hz: 115 },
  lp_diphone: { sounds: 'italian', hz: 190 },
  czech_ph: { sounds: 'czech', hz: 110 },
  czech_dita: { sounds: 'czech', hz: 195 },
  czech_krb: { sounds: 'czech', hz: 220 },
  czech_machac: { sounds: 'czech', hz: 105 },
  suo_fi_lj_diphone: { sounds: 'finnish', hz: 190 },
  hy_fi_mv_diphone: { sounds: 'finnish', hz: 105 },
  hindi_NSK_diphone: { sounds: 'hindi', hz: 110 },
} as const
type Speaker = keyof typeof voices
export type FestivalVoice = Speaker | FestivalReader
export const festivalVoices = [
  ...Object.keys(voices),
  ...festivalReaders,
] as readonly FestivalVoice[]
export const isEnglish = (name: FestivalVoice): boolean =>
  !isReader(name) && voices[name].sounds === 'english'

/** For each of the sounds of French (phones.ts) the nearest one or two that such a speaker was recorded with. */
const sounds: Readonly<Record<(typeof voices)[Speaker]['sounds'], string>> = {
  english:
    'r aa l s eh ey p iy t n m ao+n d uw v ow k zh uw b aa+n ax iy w z ao ae+n ah+n f sh ah uh g n+y',
  italian: 'r a l s E e p i t n m O+n d u v o k dZ i b a+n e j w z O E+n E+n f S E e g J',
  czech: 'r a l s e e p i t n m o+n d u v o k z~ i b a+n e j v z o e+n e+n f s~ e e g n~',
  finnish: 'r a l s @ e p i t n m o+n d u v o k s y p a+n 7 j v s o @+n 7+n v s 7 7 k n+j',
  hindi:
    'r aa l s eh ee p iy th n m oo+n dh uw v oo k j uw b aa+n a y v j oh eh+n a+n f sh a a g n+y',
}
const vowels = new Set('a E e i O~ u o y A~ @ O E~ W~ W Y'.split(' '))
const nasals = new Set('O~ A~ E~ W~'.split(' '))
/** Of a sound of each sort at 165 words a minute, by judgement. */
const lengthMs = { vowel: 82, nasal: 70, schwa: 55, stop: 72, hiss: 88, other: 58 } as const
export type SortOfSound = keyof typeof lengthMs

/** The voices that this machine has. */
export function festivalVoicesHere(): readonly FestivalVoice[] {
  const { stdout } = spawnSync('festival', ['--pipe'], {
    ...{ encoding: 'utf8', input: '(print (voice.list))' },
  })
  return festivalVoices.filter((name) => stdout?.includes(name))
}

/** French as it is: `reading` is what espeak-ng -x prints of the text, a clause a line. */
export function frenchClauses(reading: string, name: string): readonly Clause[] {
  const theirs = sounds[voices[name as Speaker].sounds].split(' ')
  const names = new Map(phones.map((sound, at) => [sound, (theirs[at] as string).split('+')]))
  return reading
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      line
        .trim()
        .split(/[_ ]+/)
        .flatMap((token) => {
          const sound = phoneOf(token)
          const parts = names.get(sound)
          return parts ? [{ parts, sort: sortOf(sound), stressed: token.includes("'") }] : []
        }),
    )
}

/** Sounds one after the other, without a pause. */
export type Clause = readonly {
  /** What the speaker was recorded with: one sound, or two that are near it one after the other. */
  readonly parts: readonly string[]
  readonly sort: SortOfSound
  readonly stressed: boolean
}[]

/** What Festival is told. */
export function festivalScript(
  clauses: readonly Clause[],
  voice: { readonly name: string; readonly wordsPerMinute: number; readonly pitch: number },
  random: Random,
  file: string,
): string {
  const { hz, sounds: language } = voices[voice.name as Speaker]
  const about = {
    ...voice,
    silence: language === 'english' || language === 'hindi' ? 'pau' : '#',
    hz: hz * 2 ** ((voice.pitch - 50) / 100),
    slower: 165 / voice.wordsPerMinute,
    liveliness: between(random, 0.5, 1.4),
  }
  // Each with a height: where a whole utterance has none, Festival crashes.
  const silence = (lengthMs: number): string =>
    `(${about.silence} ${seconds(lengthMs)} (0.010 ${about.hz.toFixed(0)}))`
  const segments = clauses.flatMap((clause, index) => [
    ...clauseOf(clause, about, random, index === clauses.length - 1),
    silence(between(random, 120, 340) * about.slower),
  ])
  const utterance = `(Utterance Segments (${silence(50)} ${segments.join(' ')}))`
  return `(voice_${voice.name}) (utt.save.wave (utt.synth ${utterance}) "${file}") (print "said") (fflush nil)`
}

interface Manner {
  readonly name: string
  readonly hz: number
  readonly slower: number
  readonly liveliness: number
}

/**
 * It falls from its beginning on, its last syllable is long and ends high or low, a stressed one stands out; by how
 * much, by judgement.
 */
function clauseOf(clause: Clause, how: Manner, random: Random, isLast: boolean): readonly string[] {
  const lastVowel = clause.findLastIndex(({ sort }) => isVowel(sort))
  const risesAtEnd = random.next() < (isLast ? 0.3 : 0.7)
  return clause.flatMap(({ parts, sort, stressed }, index) => {
    const done = index / clause.length
    const falls = 1 + 0.14 * how.liveliness * (0.5 - done)
    const accent = stressed ? 1 + how.liveliness * between(random, -0.05, 0.16) : 1
    const end = index < lastVowel ? 1 : 1 + how.liveliness * (risesAtEnd ? 0.2 : -0.16)
    const hz = how.hz * falls * accent * end * (1 + 0.03 * normal(random))
    const drawl = index >= lastVowel ? between(random, 1.2, 1.9) : stressed ? 1.15 : 1
    const ms = lengthMs[sort] * how.slower * drawl * Math.exp(0.16 * normal(random))
    return parts.map((name, part) => {
      const share = parts.length === 1 ? 1 : part === 0 ? 0.85 : 0.45
      const target =
        isVowel(sort) && part === 0 ? ` (${seconds((ms * share) / 2)} ${hz.toFixed(0)})` : ''
      return `(${name} ${seconds(ms * share)}${target})`
    })
  })
}

const isVowel = (sort: SortOfSound): boolean =>
  sort === 'vowel' || sort === 'nasal' || sort === 'schwa'

function sortOf(sound: string): SortOfSound {
  if (sound === '@') return 'schwa'
  if (nasals.has(sound)) return 'nasal'
  if (vowels.has(sound)) return 'vowel'
  if ('ptkbdg'.includes(sound)) return 'stop'
  return 'szSZfv'.includes(sound) ? 'hiss' : 'other'
}

const seconds = (value: number): string => (value / 1000).toFixed(3)

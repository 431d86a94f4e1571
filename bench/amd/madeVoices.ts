/**
 * Voices of our own for the fit of the ear: espeak-ng's synthesiser with a throat drawn at random, so that no throat is
 * learnt by heart. Each is a file of espeak-ng's own form (docs/voices.md there), beside the languages it comes with.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Random, randomFrom, seedOf } from '../../src/base/random.ts'
import { between, normal } from './mix.ts'
import { voiceNames } from './voices.ts'

export interface MadeVoice {
  readonly name: string
  readonly text: string
}

export function madeVoices(seed: number, count: number): readonly MadeVoice[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `made-${seed}-${index}`
    return { name, text: throatOf(name, randomFrom(seedOf(seed, name))) }
  })
}

/**
 * A folder for `espeak-ng --path`: the languages it comes with, these voices and those of the development split. Not all
 * that it comes with: languages and voices together may be no more than 349.
 */
export function writeVoices(folder: string, voices: readonly MadeVoice[]): void {
  const data = path.join(folder, 'espeak-ng-data')
  const own = path.join(data, 'voices', '!v')
  mkdirSync(own, { recursive: true })
  const [, installed = ''] =
    /Data at: (.*)/.exec(execFileSync('espeak-ng', ['--version'], { encoding: 'utf8' })) ?? []
  for (const name of readdirSync(installed)) {
    if (name !== 'voices') symlinkSync(path.join(installed, name), path.join(data, name))
  }
  const variants = path.join(installed, 'voices', '!v')
  for (const name of readdirSync(variants)) {
    if (ofSplit.has(name)) symlinkSync(path.join(variants, name), path.join(own, name))
  }
  for (const { name, text } of voices) writeFileSync(path.join(own, name), text)
}

type Ranges = Readonly<Record<'woman' | 'man', readonly [number, number]>>

const ofSplit: ReadonlySet<string> = new Set(voiceNames('development'))

const formants = 9
const women = 0.5
/** Of a throat's size, in per cent of espeak-ng's own; a formant by itself strays by so many more. */
const sizes: Ranges = { woman: [104, 124], man: [86, 106] }
const strays = 6
/** Hz of a low word and of a high one, and how far they lie apart. */
const pitches: Ranges = { woman: [120, 205], man: [60, 115] }
const melodies: Ranges = { woman: [25, 110], man: [18, 65] }
/** espeak-ng's second synthesiser is a Klatt's, with five ways to make a voice. */
const klattShare = 0.25
const klattKinds = 5
/** Who hardly has a voice, or is hoarse. */
const whisperShare = 0.05

function throatOf(name: string, random: Random): string {
  const who = random.next() < women ? 'woman' : 'man'
  const often = (share: number, line: () => string): readonly string[] =>
    random.next() < share ? [line()] : []
  const whole = (low: number, high: number): number => Math.round(between(random, low, high))
  const breathy = (most: number): number => whole(most / 3, most)
  const size = between(random, ...sizes[who])
  const low = whole(...pitches[who])
  // Higher formants are weaker in some throats, as espeak-ng's own voices have them.
  const slope = between(random, -9, 1)
  const rows = Array.from({ length: formants }, (_, formant) => {
    const at = Math.round(Math.min(145, Math.max(70, size + strays * normal(random))))
    const height = Math.max(10, whole(75, 125) + Math.round(slope * formant))
    return `formant ${formant} ${at} ${height} ${whole(70, 165)}`
  })
  return [
    'language variant',
    `name ${name}`,
    `gender ${who === 'woman' ? 'female' : 'male'}`,
    `pitch ${low} ${low + whole(...melodies[who])}`,
    ...often(klattShare, () => `klatt ${1 + random.below(klattKinds)}`),
    ...rows,
    `flutter ${whole(0, 18)}`,
    `roughness ${whole(0, 4)}`,
    ...(random.next() < whisperShare
      ? [`voicing ${whole(8, 45)}`, `breath 0 ${[75, 70, 55, 40, 20, 10].map(breathy).join(' ')}`]
      : [`voicing ${whole(60, 150)}`]),
    `consonants ${whole(60, 150)} ${whole(60, 150)}`,
    ...often(0.5, () => `intonation ${1 + random.below(4)}`),
    ...often(0.2, () => `breath 0 ${Array.from({ length: 7 }, () => whole(0, 6)).join(' ')}`),
    ...often(0.15, () => `echo ${whole(60, 140)} ${whole(3, 14)}`),
    ...often(
      0.3,
      () => `tone 600 ${whole(120, 255)} 1200 ${whole(60, 255)} 2000 ${whole(30, 255)}`,
    ),
    ...often(0.5, () => `stressAdd ${Array.from({ length: 8 }, () => whole(-25, 45)).join(' ')}`),
    ...often(0.5, () => `stressAmp ${Array.from({ length: 8 }, () => whole(14, 28)).join(' ')}`),
    '',
  ].join('\n')
}

/**
 * Prompts that people recorded for telephone systems, as Debian packages them: real voices on the same lines. Long
 * ones are
 * the greeting of a machine, single words are what a person says who picks up. They are read where they are installed
 * and never copied into the product.
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onPath } from '../../scripts/systemPackages.ts'
import { type Random, randomFrom, seedOf } from '../../src/base/random.ts'
import { clipOf } from './clip.ts'
import { type ClipRow, finishFolder, newFolder, readSound, wavOfClip } from './manifest.ts'
import { atUnitLevel, between, joined, msOf, put, silence } from './mix.ts'
import { canvas, cut, type Kit, nothingKnown, putBeeps, type Scene } from './scene.ts'

const sounds = '/usr/share/asterisk/sounds'
/** Folder, and how its files end: Armelle's are GSM 06.10, which sox reads. */
const speakers = [
  { voice: 'June (fr-CA)', folder: 'fr_CA_f_June', ending: 'wav' },
  { voice: 'Armelle (fr)', folder: 'fr', ending: 'gsm' },
  { voice: 'Allison (en)', folder: 'en_US_f_Allison', ending: 'wav' },
  { voice: 'Allison (es)', folder: 'es_MX_f_Allison', ending: 'wav' },
  { voice: 'Carlo (it)', folder: 'it_IT_m_Carlo', ending: 'wav' },
  { voice: 'Ivrvoice (ru)', folder: 'ru_RU_f_IvrvoiceRU', ending: 'wav' },
] as const

/** 16-bit samples; GSM 06.10: 33 bytes every 20 ms. */
const bytesASecond = { wav: 16_000, gsm: 1650 } as const

interface Prompt {
  readonly name: string
  readonly lengthMs: number
  sound(): Float32Array
}

const clipsEach = 60
const wordMs = { from: 250, to: 1400 } as const
const sentenceMs = { from: 1900, to: 9000 } as const
/** No speech, or no single speaker. */
const notSpeech = /beep|tone|monkeys|weasels|silence|ring/

export function buildRecorded(seed: number): readonly ClipRow[] {
  const folder = newFolder('recorded')
  const rows = speakers.flatMap((speaker, index) => {
    if (speaker.ending === 'gsm' && onPath(['sox']) === undefined) return []
    const prompts = promptsOf(speaker)
    return clipsOf(prompts, { voice: speaker.voice, index, seed }).map(({ row, samples }) => {
      writeFileSync(path.join(folder, row.file), wavOfClip(samples))
      return row
    })
  })
  finishFolder('recorded', rows)
  return rows
}

/** Each file is decoded when it is first asked for; its size tells how long it lasts. */
function promptsOf({ folder, ending }: (typeof speakers)[number]): readonly Prompt[] {
  const at = path.join(sounds, folder)
  return globSync(`{digits/,letters/,}*.${ending}`, { cwd: at })
    .filter((name) => !notSpeech.test(name))
    .sort()
    .map((name) => {
      const file = path.join(at, name)
      let kept: Float32Array | undefined
      return {
        name,
        lengthMs: (statSync(file).size * 1000) / bytesASecond[ending],
        sound: () => {
          kept ??= atUnitLevel(readPrompt(file))
          return kept
        },
      }
    })
}

function readPrompt(file: string): Float32Array {
  const bytes = file.endsWith('.wav')
    ? readFileSync(file)
    : spawnSync('sox', [file, '-b', '16', '-t', 'wav', '-']).stdout
  return readSound(bytes, file)
}

function clipsOf(
  prompts: readonly Prompt[],
  of: { readonly voice: string; readonly index: number; readonly seed: number },
): readonly { readonly row: ClipRow; readonly samples: Int16Array }[] {
  const lasting = ({ from, to }: { readonly from: number; readonly to: number }) =>
    prompts.filter(({ lengthMs }) => lengthMs >= from && lengthMs <= to)
  const [wordsOf, sentences] = [lasting(wordMs), lasting(sentenceMs)]
  if (wordsOf.length === 0 || sentences.length === 0) return []
  return Array.from({ length: clipsEach * 2 }, (_, n) => {
    const seed = seedOf(of.seed, of.voice, String(n))
    const random = randomFrom(seed)
    const scene =
      n < clipsEach ? answered(random, of.voice, wordsOf) : greeted(random, of.voice, sentences)
    const voices = Array.from({ length: 12 }, () => random.pick(sentences).sound())
    const { samples, facts } = clipOf(scene, {
      random,
      voices,
      ourMessage: random.pick(sentences).sound(),
    })
    const file = `${of.index}-${scene.truth.label}-${String(n).padStart(3, '0')}.wav`
    return { row: { file, split: 'recorded', seed, words: [], ...facts }, samples }
  })
}

/** One word, or the same person's two with a pause: "oui … allô", as far as a prompt allows. */
function answered(random: Random, voice: string, words: readonly Prompt[]): Scene {
  const sound = canvas()
  const startMs = between(random, 150, 1300)
  const first = random.pick(words)
  const word = first.sound()
  put(sound, word, startMs)
  let endMs = startMs + msOf(word.length)
  if (random.next() < 0.4) {
    const again = random.pick(words)
    put(sound, again.sound(), endMs + between(random, 900, 2500))
    endMs += 2500
  }
  return {
    truth: {
      ...nothingKnown,
      ...{ label: 'human', accepts: ['human', 'unknown'], kind: 'recordedWord' },
      ...{ voice: `recorded:${voice}`, text: first.name, speechStartMs: Math.round(startMs) },
    },
    sound: cut(sound, endMs + between(random, 2000, 4000)),
    around: 'always',
  }
}

function greeted(random: Random, voice: string, sentences: readonly Prompt[]): Scene {
  const kit: Pick<Kit, 'random' | 'split'> = { random, split: 'evaluation' }
  const sound = canvas()
  const startMs = between(random, 60, 1200)
  const first = random.pick(sentences)
  const begins = first.sound()
  const said =
    msOf(begins.length) > 4000
      ? begins
      : joined([begins, silence(between(random, 150, 500)), random.pick(sentences).sound()])
  put(sound, said, startMs)
  const endMs = startMs + msOf(said.length)
  const network = canvas()
  const beeps = endMs < 8500 ? putBeeps(kit, network, endMs + between(random, 0, 1200)) : []
  return {
    truth: {
      ...{ label: 'machine', accepts: ['machine'], kind: 'recordedGreeting' },
      ...{ voice: `recorded:${voice}`, text: first.name, speechStartMs: Math.round(startMs) },
      greetingEndMs: endMs < 12_000 ? Math.round(endMs) : null,
      beep: beeps[0] ?? null,
      beeps,
    },
    sound: cut(sound, (beeps.at(-1)?.endMs ?? endMs) + between(random, 900, 2500)),
    network,
    around: random.next() < 0.5 ? 'never' : 'greeting',
  }
}

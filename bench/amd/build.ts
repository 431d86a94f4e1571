/** A split of the corpus onto the disk: clips and their manifest. The same seed makes the same clips. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomFrom, seedOf } from '../../src/base/random.ts'
import { clipOf } from './clip.ts'
import type { FestivalVoice } from './festival.ts'
import { type ClipRow, finishFolder, newFolder, wavOfClip } from './manifest.ts'
import type { PicoVoice } from './pico.ts'
import { type Planned, planOf, randomOf } from './plan.ts'
import { type Kit, say } from './scene.ts'
import type { Speak } from './speech.ts'
import { developmentTexts } from './texts/development.ts'
import { evaluationTexts } from './texts/evaluation.ts'
import type { Texts } from './texts/texts.ts'
import type { Split } from './voices.ts'

export interface Build {
  readonly seed: number
  readonly share: number
  /** Of these kinds so many times as many as in the splits. */
  readonly often?: Readonly<Record<string, number>>
  readonly speak: Speak
  readonly flite: boolean
  /** Other words than those of the split, and voices beside its own. */
  readonly texts?: Texts
  readonly made?: readonly string[]
  readonly festival?: readonly FestivalVoice[]
  readonly pico?: readonly PicoVoice[]
  onClip?(done: number, of: number): void
}

export const textsOf = (split: Split) =>
  split === 'development' ? developmentTexts : evaluationTexts

/** Synthesisers are other processes, for which a clip waits most of its time. */
const atOnce = 8
const babbleVoices = 24
const ownMessages = 6

export async function buildSplit(split: Split, build: Build): Promise<readonly ClipRow[]> {
  const folder = newFolder(split)
  const rows = await eachClip(split, build, (row, samples) =>
    writeFileSync(path.join(folder, row.file), wavOfClip(samples)),
  )
  finishFolder(split, rows)
  return rows
}

export async function eachClip(
  split: Split,
  build: Build,
  take: (row: ClipRow, samples: Int16Array) => void,
): Promise<readonly ClipRow[]> {
  const kitOf = (seed: number): Kit => ({
    ...{ split, texts: build.texts ?? textsOf(split), speak: build.speak, flite: build.flite },
    ...(build.made && { made: build.made }),
    ...(build.festival && { festival: build.festival }),
    ...(build.pico && { pico: build.pico }),
    random: randomFrom(seed),
  })
  const plan = planOf(split, build.seed, build.share, build.often)
  const backdrop = kitOf(seedOf(build.seed, split, 'backdrop'))
  const voices: Float32Array[] = []
  const messages: Float32Array[] = []
  for (let n = 0; n < babbleVoices; n += 1) voices.push((await say(backdrop, 'longAnswer')).sound)
  for (let n = 0; n < ownMessages; n += 1) messages.push((await say(backdrop, 'ourMessage')).sound)
  const make = async (planned: Planned): Promise<ClipRow> => {
    const random = randomOf(planned)
    const words: string[] = []
    const scene = await planned.kind.make({ ...kitOf(0), random, words })
    const { samples, facts } = clipOf(scene, { random, voices, ourMessage: random.pick(messages) })
    const row = { file: planned.file, split, seed: planned.seed, ...facts, words }
    take(row, samples)
    return row
  }
  return inTurns(plan, make, (done) => build.onClip?.(done, plan.length))
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  onDone: (done: number) => void,
): Promise<readonly Result[]> {
  const results: Result[] = []
  let next = 0
  let done = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next
      next += 1
      results[index] = await work(items[index] as Item)
      done += 1
      onDone(done)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

/**
 * Fits the ear anew: `node scripts/amdWeights.ts [SHARE]`. First what is said (src/audio/amd/saidWeights.gen.ts), from
 * two sets of its own with composed words, which it builds where they are missing (corpus/amd/fitting-…, SHARE of about
 * 1,900 clips each); then the score that joins it to the cadence (weights.ts), from the development split
 * (`npm run amd:corpus`), whose sentences the first fit never heard. The evaluation split is never read.
 */
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { eachClip } from '../bench/amd/build.ts'
import { type Example, examplesOf, fit, together, type Weights } from '../bench/amd/fit.ts'
import { fitSaid, lossOf, sequenceOf } from '../bench/amd/fitSaid.ts'
import {
  type ClipRow,
  finishFolder,
  manifestOf,
  newFolder,
  readClip,
  readManifest,
  wavOfClip,
} from '../bench/amd/manifest.ts'
import type { Sequence } from '../bench/amd/saidNet.ts'
import { machineSpeech } from '../bench/amd/speech.ts'
import { composedTexts } from '../bench/amd/texts/composed.ts'
import { onPath } from './systemPackages.ts'

/** Of the sets with composed words: each is built by a process of its own. */
const seeds = [101, 202]
const setOf = (seed: number): string => `fitting-${seed}`
const saidHow = { seed: 1, units: 48, rounds: 16, decay: 0.01, sway: { call: 0.15, look: 0.1 } }
/** Two fits from two seeds, taken together, sway less than one. */
const fits = [1, 2]
const how = { neurons: 10, rounds: 16, decay: 0.00005, sway: 0.06, humanWeighs: 1.75 }

/** Voices that the first fit does not hear, so that the second learns what it is worth on voices unknown to it. */
const leftOut = /\+(m5|f3|klatt3|Annie|grandma|john|pablo|victor)×/
/** Real calls are of voices unknown to it: those count so much more. */
const leftOutWeighs = 4
const isLeftOut = ({ voice }: ClipRow): boolean => voice !== null && leftOut.test(voice)

const amdFolder = path.join(import.meta.dirname, '..', 'src', 'audio', 'amd')
const [word, second] = process.argv.slice(2)
if (word === 'build') await buildSet(Number(second), Number(process.argv[4]))
else if (word === 'said') fitWhatIsSaid()
else if (word === 'score') fitScore()
else {
  const share = Number(word ?? 3)
  const missing = seeds.filter((seed) => !existsSync(manifestOf(setOf(seed))))
  await Promise.all(missing.map((seed) => stage('build', `${seed}`, `${share}`)))
  await stage('said')
  // What was just written is read by a process that has not read the one before.
  await stage('score')
}

function stage(...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, ...args], { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${status}`)),
    )
  })
}

async function buildSet(seed: number, share: number): Promise<void> {
  const set = setOf(seed)
  const folder = newFolder(set)
  const { speak, close } = machineSpeech()
  const texts = composedTexts(seed)
  const onClip = (done: number, of: number): void => {
    if (done % 500 === 0) console.log(`${set}: ${done} of ${of} clips`)
  }
  const build = { seed, share, speak, flite: onPath(['flite']) !== undefined, texts, onClip }
  try {
    const rows = await eachClip('development', build, (row, samples) =>
      writeFileSync(path.join(folder, row.file), wavOfClip(samples)),
    )
    finishFolder(
      set,
      rows.map((row) => ({ ...row, split: set })),
    )
  } finally {
    close()
  }
}

function fitWhatIsSaid(): void {
  const rows = seeds.flatMap((seed) => readManifest(setOf(seed)))
  const sequencesOf = (some: readonly ClipRow[]): readonly Sequence[] =>
    some.flatMap((row) => sequenceOf(row, readClip(row)) ?? [])
  const sequences = sequencesOf(rows.filter((row) => !isLeftOut(row)))
  const others = sequencesOf(rows.filter(isLeftOut))
  console.log(`${sequences.length} calls, ${others.length} of voices left out`)
  const { gates, inner, answers } = fitSaid(sequences, saidHow, (round, loss, net) => {
    const there = lossOf(net, others)
    console.log(`round ${round}: loss ${loss.toFixed(4)}, of voices left out ${there.toFixed(4)}`)
  })
  const listed = (rows: readonly string[]): string => rows.map((row) => `\n    '${row}',`).join('')
  writeGenerated('saidWeights.gen.ts', [
    `/** Written by scripts/amdWeights.ts on ${today()} from ${sequences.length} calls. Do not edit. */`,
    '/** Rows of numbers; of the gates in the order z, r, n (keep, forget, new). */',
    'export interface SaidWeights {',
    "  /** A row a gate and unit: what each input weighs, then what each unit did, then the row's own. */",
    '  readonly gates: readonly string[]',
    "  /** What the new gate's row adds inside of the forgetting, one a unit. */",
    '  readonly inner: string',
    "  /** A row an answer (a machine; an assistant that asks who calls): what each unit weighs, then the row's own. */",
    '  readonly answers: readonly string[]',
    '}',
    '',
    'export const saidWeights: SaidWeights = {',
    `  gates: [${listed(gates)}\n  ],`,
    `  inner: '${inner}',`,
    `  answers: [${listed(answers)}\n  ],`,
    '}',
  ])
}

function fitScore(): void {
  const rows = readManifest('development')
  const examples: Example[] = rows.flatMap((row) => {
    const ofCall = examplesOf(row, readClip(row))
    if (isLeftOut(row)) for (const example of ofCall) example.weight *= leftOutWeighs
    return ofCall
  })
  console.log(`${rows.length} clips, ${examples.length} instants`)
  const { hidden, out, direct }: Weights = together(
    fits.map((each) => fit(examples, { ...how, seed: each })),
  )
  writeGenerated('weights.ts', [
    `/** Written by scripts/amdWeights.ts on ${today()}: ${rows.length} clips, ${examples.length} instants. Do not edit. */`,
    '// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, and near a constant by chance',
    'export const weights: {',
    '  readonly hidden: readonly (readonly number[])[]',
    '  readonly out: readonly number[]',
    '  readonly direct: readonly number[]',
    '} = {',
    `  hidden: [${hidden.map((row) => `\n    [${row.join(', ')}]`).join(',')},\n  ],`,
    `  out: [${out.join(', ')}],`,
    `  direct: [${direct.join(', ')}],`,
    '}',
  ])
}

function writeGenerated(name: string, lines: readonly string[]): void {
  const file = path.join(amdFolder, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  console.log(`${file} is written`)
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

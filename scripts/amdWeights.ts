/**
 * Fits the ear anew: `node scripts/amdWeights.ts [SHARE]`. First what a tone is worth (src/audio/amd/toneWeights.gen.ts)
 * and what is said (saidWeights.gen.ts), from fourteen sets of calls with composed words, built where they are missing
 * (corpus/amd/fitting-…, SHARE of about 2,000 clips each; 10 to 20 minutes a set; with Debian's flite,
 * festival and festvox-kdlpc16k, -kallpc16k, -italp16k, -itapc16k, -czech-ph, -czech-dita, -czech-krb, -czech-machac,
 * -suopuhe-lj, -suopuhe-mv, -ca-ona-hts, -ru, and -hi-nsk with festival-hi, and libttspico-utils of its non-free
 * section, without which those voices are absent), by PyTorch (Debian: python3-torch, with libopenblas0-pthread eight
 * times as fast; two hours). Then the score that joins it to the cadence (weights.ts), from the development split
 * (`npm run amd:corpus`), whose sentences the first fits never heard.
 * `node scripts/amdWeights.ts said more` goes on from the weights that are there, `… trial` tells what other limits of
 * the judge would do, scripts/practiceVoices.ts which voices of practice are heard wrongly then. Of the evaluation
 * split nothing is ever read.
 */
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { eachClip } from '../bench/amd/build.ts'
import { festivalVoicesHere } from '../bench/amd/festival.ts'
import { type Example, examplesOf, fit, together, type Weights } from '../bench/amd/fit.ts'
import { onlyMusic, shortBeep, struckNote } from '../bench/amd/loneTones.ts'
import { madeVoices } from '../bench/amd/madeVoices.ts'
import {
  type ClipRow,
  corpusFolder,
  finishFolder,
  manifestOf,
  newFolder,
  readClip,
  readManifest,
  wavOfClip,
} from '../bench/amd/manifest.ts'
import { PHONES, phonesOf } from '../bench/amd/phones.ts'
import { picoVoices } from '../bench/amd/pico.ts'
import { sequenceOf } from '../bench/amd/sequences.ts'
import { machineSpeech } from '../bench/amd/speech.ts'
import { composedTexts } from '../bench/amd/texts/composed.ts'
import { toneCandidatesOf } from '../bench/amd/toneCandidates.ts'
import { tryLimits } from '../bench/amd/trial.ts'
import { gatedRows, LOOKS_INPUTS, numbersOf } from '../src/audio/amd/said.ts'
import { saidWeights } from '../src/audio/amd/saidWeights.gen.ts'
import { bandsMel } from '../src/audio/amd/spectrum.ts'
import { onPath } from './systemPackages.ts'

/** Of the sets with composed words: each is built by a process of its own. */
const seeds = [3101, 3202, 3303, 3404, 3505, 3606, 3707, 3808, 4101, 4202, 4303, 4404, 4505, 4606]
/** In these, most are Pico's people. */
const picoSeeds = [4505, 4606]
/**
 * How often each kind is in them, of the splits' counts (bench/amd/plan.ts), by judgement.
 * What is said in a few words of a great many is the hardest to learn and fills few clips of the splits; a word that
 * all say, or a network's phrase, is soon learnt.
 */
const often: Readonly<Record<string, number>> = {
  ...{ allo: 0.7, late: 0.7, background: 0.9, breath: 0.5, silent: 0.3, noiseOnly: 0.3 },
  ...{ name: 1.6, longAnswer: 2.4, shop: 2.4, ringbackThenHuman: 2 },
  ...{ operator: 0.5, operatorNumber: 0.5, privateLong: 1.2, privateShort: 2.2, noBeep: 3 },
  ...{ lateGreeting: 1.3, pauses: 1.2, prank: 2, screening: 1.5 },
  ...{ privateMusic: 0.7, musicFirst: 0.7, fullMailbox: 0.7, announcement: 0.7 },
}
/** Tones by themselves among those of the calls: so many strings that fade, so many short beeps. */
const alone = 600
/** And so many times music by itself, for its notes were what was still taken for beeps on the development split. */
const musicAlone = 2000
/** Each keeps a core busy. */
const setsAtOnce = availableParallelism()
/** Each set has voices of its own beside those of the split, each for some three clips. */
const voicesASet = 1200
const setOf = (seed: number): string => `fitting-${seed}`
/** Two fits from two seeds, taken together, sway less than one. */
const fits = [1, 2]
const how = { neurons: 10, rounds: 16, decay: 0.00005, sway: 0.1, humanWeighs: 5 }

/** Voices that the first fit does not hear, so that the second learns what it is worth on voices unknown to it. */
const leftOut =
  /[+:](m5|f3|klatt3|Annie|grandma|john|pablo|victor|made-\d+-\d*0|lp_diphone|czech_machac|es-ES)×/
/** Of these sets the calls of those voices are heard by the second fit too; of the others, they tell how it errs. */
const scoredToo = [3202, 3303, 3505, 3606, 3707, 3808, 4202, 4303, 4606]
/** Of these no fit hears them, and the judge's limits are tried on them. */
const triedOn = [3101, 3404, 4101, 4404, 4505]
/** Real calls are of voices unknown to it: those count so much more. */
const leftOutWeighs = 4
/** Calls of voices that come from people count so much more in what is said; by judgement. */
const ofPeopleCount = 1.6
const isLeftOut = ({ voice }: ClipRow): boolean => voice !== null && leftOut.test(voice)

/** Debian's own, which PyTorch is installed for (python3-torch). */
const python = '/usr/bin/python3'
const amdFolder = path.join(import.meta.dirname, '..', 'src', 'audio', 'amd')
const nearConstants =
  '// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: measured, and near a constant by chance'

const [word, second] = process.argv.slice(2)
if (word === 'build') await buildSet(Number(second), Number(process.argv[4]))
else if (word === 'tones') fitTones()
else if (word === 'said') await fitWhatIsSaid(second === 'more')
else if (word === 'calls') writeCallsOf(second as string, process.argv.slice(4))
else if (word === 'score') fitScore()
else if (word === 'trial') tryJudge()
else {
  const share = Number(word ?? 3)
  const missing = seeds.filter((seed) => !existsSync(manifestOf(setOf(seed))))
  const next = missing.values()
  const builder = async (): Promise<void> => {
    for (const seed of next) await stage('build', `${seed}`, `${share}`)
  }
  await Promise.all(Array.from({ length: setsAtOnce }, builder))
  await stage('tones')
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
  const own = madeVoices(seed, voicesASet)
  const { speak, close } = machineSpeech(own)
  const made = own.map(({ name }) => name)
  const texts = composedTexts(seed)
  const onClip = (done: number, of: number): void => {
    if (done % 500 === 0) console.log(`${set}: ${done} of ${of} clips`)
  }
  const flite = onPath(['flite']) !== undefined
  const festival = festivalVoicesHere()
  const pico = picoSeeds.includes(seed) && onPath(['pico2wave']) ? picoVoices : []
  console.log(
    `${set}: ${flite ? 'with' : 'without'} flite, Festival's voices: ${festival.length}, Pico's: ${pico.length}`,
  )
  const build = { seed, share, often, speak, flite, texts, made, festival, pico, onClip }
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

function fitTones(): void {
  const tones = path.join(corpusFolder, 'tones.jsonl')
  const ofCalls = seeds.flatMap((seed) =>
    readManifest(setOf(seed)).flatMap((row) => toneCandidatesOf(row, readClip(row))),
  )
  const nothing = { speechStartMs: null, lost: [], beeps: [] } as const
  const ofStrings = Array.from({ length: alone }, (_, seed) => {
    const about = {
      file: `string-${seed}`,
      split: 'alone',
      kind: 'string',
      label: 'human',
    } as const
    return toneCandidatesOf({ ...nothing, ...about }, struckNote(seed))
  }).flat()
  const ofBeeps = Array.from({ length: alone }, (_, seed) => {
    const { samples, startMs, endMs } = shortBeep(seed)
    const about = { file: `beep-${seed}`, split: 'alone', kind: 'beep', label: 'machine' } as const
    return toneCandidatesOf({ ...nothing, ...about, beeps: [{ startMs, endMs, hz: [] }] }, samples)
  }).flat()
  const ofMusic = Array.from({ length: musicAlone }, (_, seed) => {
    const about = { file: `music-${seed}`, split: 'alone', kind: 'music', label: 'human' } as const
    return toneCandidatesOf({ ...nothing, ...about }, onlyMusic(seed))
  }).flat()
  const candidates = [...ofCalls, ...ofStrings, ...ofBeeps, ...ofMusic]
  writeFileSync(tones, candidates.map((each) => `${JSON.stringify(each)}\n`).join(''))
  const { hidden, out } = inPython<Pick<Weights, 'hidden' | 'out'>>('fitTones.py', tones)
  const listed = (row: readonly number[]): string => row.map((value) => value.toFixed(4)).join(', ')
  writeGenerated('toneWeights.gen.ts', [
    `/** Written by scripts/amdWeights.ts on ${today()} from ${candidates.length} tones and voices. Do not edit. */`,
    nearConstants,
    'export const toneWeights: {',
    '  /** A row a neuron: what each input weighs, then its own. */',
    '  readonly hidden: readonly (readonly number[])[]',
    '  readonly out: readonly number[]',
    '} = {',
    `  hidden: [${hidden.map((row) => `\n    [${listed(row)}],`).join('')}\n  ],`,
    `  out: [${listed(out)}],`,
    '}',
  ])
}

/** `goesOn`: from the weights that are there, at a lower pace, since there is more to hear. */
async function fitWhatIsSaid(goesOn: boolean): Promise<void> {
  const calls = path.join(corpusFolder, 'calls.bin')
  const count = await writeCalls(calls)
  writeSaid(inPython<Fitted>('fitSaid.py', calls, ...(goesOn ? [weightsThere()] : [])), count)
}

/** The file that has them as fitSaid.py writes them. */
function weightsThere(): string {
  const begun = path.join(corpusFolder, 'begun.json')
  const answers = saidWeights.answers.map(numbersOf)
  const usual = numbersOf(saidWeights.usual)
  writeFileSync(begun, JSON.stringify({ layers: gatedRows(), usual, answers }))
  return begun
}

/** Runs a script of bench/amd with what it is to learn from, and gives what it wrote. */
function inPython<Result>(script: string, from: string, ...more: readonly string[]): Result {
  const result = path.join(corpusFolder, 'fitted.json')
  const file = path.join(import.meta.dirname, '..', 'bench', 'amd', script)
  const { status } = spawnSync(python, [file, from, result, ...more], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${script} failed: it needs PyTorch (Debian: python3-torch)`)
  return JSON.parse(readFileSync(result, 'utf8'))
}

/** One line of JSON, then the looks of all calls; bench/amd/fitSaid.py reads it. Two processes hear a half each. */
async function writeCalls(file: string): Promise<number> {
  const sets = [...seeds.map(setOf), 'development']
  const halves = [0, 1].map((half) => ({
    file: `${file}.${half}`,
    sets: sets.filter((_, index) => index % 2 === half),
  }))
  await Promise.all(halves.map((half) => stage('calls', half.file, ...half.sets)))
  const parts = halves.map((half) => {
    const bytes = readFileSync(half.file)
    const headBytes = bytes.indexOf('\n')
    rmSync(half.file)
    const calls = JSON.parse(bytes.toString('utf8', 0, headBytes)) as readonly CallAbout[]
    return { calls, looks: bytes.subarray(headBytes + 1) }
  })
  const calls = parts.flatMap((part) => part.calls)
  const head = { inputs: LOOKS_INPUTS, bandsMel, phones: PHONES, calls }
  writeFileSync(file, `${JSON.stringify(head)}\n`)
  for (const { looks } of parts) appendFileSync(file, looks)
  return calls.filter(({ part }) => part === 'learnt').length
}

function writeCallsOf(file: string, sets: readonly string[]): void {
  const sequences = sets.flatMap((set) =>
    sequencesOf(set, (row) => {
      if (set === 'development') return 'sentences'
      return isLeftOut(row) ? 'voices' : 'learnt'
    }),
  )
  const calls = sequences.map(({ inputs: _, ...about }) => about)
  writeFileSync(file, `${JSON.stringify(calls)}\n`)
  for (const { inputs } of sequences) appendFileSync(file, Buffer.from(inputs.buffer))
}

type CallAbout = Omit<ReturnType<typeof sequencesOf>[number], 'inputs'>

/** Learnt from; or of voices, or of sentences, that are never learnt from and tell how well it goes. */
type Part = 'learnt' | 'voices' | 'sentences'

function sequencesOf(set: string, partOf: (row: ClipRow) => Part) {
  const rows = readManifest(set)
  const phones = phonesOf(rows.map((row) => (speaksAlone(row) ? row.words.join(' ') : '')))
  return rows.flatMap((row, index) => {
    const sequence = sequenceOf(row, readClip(row))
    if (!sequence) return []
    const counts = isOfPeople(row) ? ofPeopleCount : 1
    return [{ ...sequence, part: partOf(row), phones: phones[index], counts }]
  })
}

/** Whose sounds come from people, but of other languages: the furthest from all others, and wrong twice as often. */
function isOfPeople({ voice }: ClipRow): boolean {
  return voice !== null && !voice.startsWith('espeak')
}

/** One voice that reads French as French: there it is known what sounds one after the other. */
function speaksAlone({ kind, voice }: ClipRow): boolean {
  const readsFrench = voice !== null && !/^flite|as English/.test(voice)
  return readsFrench && kind !== 'twoPeople' && kind !== 'background'
}

interface Fitted {
  readonly layers: readonly {
    readonly gates: readonly (readonly number[])[]
    readonly inner: readonly number[]
  }[]
  readonly usual: readonly number[]
  readonly answers: readonly (readonly number[])[]
  readonly example: {
    readonly looks: readonly (readonly number[])[]
    readonly logits: readonly (readonly number[])[]
  }
}

function writeSaid({ layers, usual, answers, example }: Fitted, calls: number): void {
  const text = (row: readonly number[]): string => {
    const bytes = Buffer.alloc(2 * row.length)
    // Throws where one does not fit: then thousandths are too fine.
    for (const [i, value] of row.entries()) bytes.writeInt16LE(Math.round(value * 1000), 2 * i)
    return bytes.toString('base64')
  }
  const listed = (rows: Fitted['answers']): string =>
    rows.map((row) => `\n    '${text(row)}',`).join('')
  // Finer than thousandths: the ear is held to two of those.
  const plain = (rows: Fitted['answers']): string =>
    rows.map((row) => `\n    [${row.map((value) => value.toFixed(5)).join(', ')}],`).join('')
  writeGenerated('saidWeights.gen.ts', [
    `/** Written by scripts/amdWeights.ts on ${today()} from ${calls} calls. Do not edit. */`,
    '/** Rows of thousandths (16 bits, base64); of the gates in the order z, r, n (keep, forget, new). */',
    'export interface SaidWeights {',
    '  /** The first reads the looks, the next what the one before it did. */',
    '  readonly layers: readonly {',
    "    /** A row a gate and unit: what each input weighs, then what each unit did, then the row's own. */",
    '    readonly gates: readonly string[]',
    "    /** What the new gate's row adds inside of the forgetting, one a unit. */",
    '    readonly inner: string',
    '  }[]',
    '  /** The mean of each band, of all calls. */',
    '  readonly usual: string',
    "  /** A row an answer (a machine; an assistant that asks who calls): what each unit weighs, then the row's own. */",
    '  readonly answers: readonly string[]',
    '  /** Looks at a call, and both logits after each as PyTorch gives them: held by test/amd/said.test.ts. */',
    '  readonly example: {',
    '    readonly looks: readonly string[]',
    '    readonly logits: readonly (readonly [number, number])[]',
    '  }',
    '}',
    '',
    'export const saidWeights: SaidWeights = {',
    '  layers: [',
    ...layers.map(
      ({ gates, inner }) => `{ gates: [${listed(gates)}\n  ], inner: '${text(inner)}' },`,
    ),
    '  ],',
    `  usual: '${text(usual)}',`,
    `  answers: [${listed(answers)}\n  ],`,
    `  example: { looks: [${listed(example.looks)}\n  ], logits: [${plain(example.logits)}\n  ] },`,
    '}',
  ])
}

function fitScore(): void {
  const rows = [
    ...readManifest('development'),
    ...scoredToo.flatMap((seed) => readManifest(setOf(seed)).filter(isLeftOut)),
  ]
  const examples: Example[] = rows.flatMap((row) => {
    const ofCall = examplesOf(row, readClip(row))
    if (row.split === 'development' && isLeftOut(row))
      for (const example of ofCall) example.weight *= leftOutWeighs
    return ofCall
  })
  console.log(`${rows.length} clips, ${examples.length} instants`)
  const { hidden, out, direct }: Weights = together(
    fits.map((each) => fit(examples, { ...how, seed: each })),
  )
  writeGenerated('weights.ts', [
    `/** Written by scripts/amdWeights.ts on ${today()}: ${rows.length} clips, ${examples.length} instants. Do not edit. */`,
    nearConstants,
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

/** What the judge's limits come from: of those calls only the score of some was fitted, never what is said. */
function tryJudge(): void {
  const heard = {
    development: readManifest('development'),
    'voices left out': triedOn.flatMap((seed) => readManifest(setOf(seed)).filter(isLeftOut)),
  }
  for (const [name, rows] of Object.entries(heard)) {
    console.log(`${name}: ${rows.length} clips`)
    console.table(tryLimits(rows, readClip))
  }
}

function writeGenerated(name: string, lines: readonly string[]): void {
  const file = path.join(amdFolder, name)
  writeFileSync(file, `${lines.join('\n')}\n`)
  console.log(`${file} is written`)
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

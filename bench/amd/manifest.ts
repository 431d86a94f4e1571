/** What is known of each clip of the corpus, one JSON value a line. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { toALaw } from '../../src/audio/g711.ts'
import { decodeWav, readWavHeader } from '../../src/audio/wav.ts'
import type { AmdVerdictName } from '../../src/base/amd.ts'

export const corpusFolder = path.join(import.meta.dirname, '..', '..', 'corpus', 'amd')

export const labels = [
  ...(['human', 'machine', 'screening', 'fax', 'announcement', 'ringback', 'busy'] as const),
] as const
export type Label = (typeof labels)[number]

export interface TrueBeep {
  readonly startMs: number
  readonly endMs: number
  readonly hz: readonly number[]
}

/** What a builder of scenes knows; times from our ACK on. */
export interface Truth {
  readonly label: Label
  /** The verdicts that are right; unsure is treated as human, so unknown is right for a person. */
  readonly accepts: readonly AmdVerdictName[]
  readonly kind: string
  readonly voice: string | null
  readonly text: string | null
  /** When the far end's first speech begins. */
  readonly speechStartMs: number | null
  readonly greetingEndMs: number | null
  readonly beep: TrueBeep | null
  /** All of them, where it beeps twice. */
  readonly beeps: readonly TrueBeep[]
}

export interface ClipRow extends Truth {
  readonly file: string
  readonly split: string
  readonly seed: number
  /** What was said, one utterance after the other. */
  readonly words: readonly string[]
  readonly durationMs: number
  readonly noise: string
  readonly snrDb: number | null
  readonly levelDbfs: number
  readonly codec: string
  readonly lossPercent: number
  /** Frames of 20 ms that never arrived. */
  readonly lost: readonly number[]
  /** Of our own message, against how we send it. */
  readonly echoDb: number | null
  /** Our message is to be thought of as speaking until then. */
  readonly weSpeakUntilMs: number
}

export const manifestOf = (split: string): string =>
  path.join(corpusFolder, split, 'manifest.jsonl')

export function readManifest(split: string): readonly ClipRow[] {
  const lines = readFileSync(manifestOf(split), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as ClipRow)
}

/** Clips are written beside the split there is, which is replaced when the new one is whole. */
export function newFolder(split: string): string {
  const folder = path.join(corpusFolder, `${split}.new`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

export function finishFolder(split: string, rows: readonly ClipRow[]): void {
  const folder = path.join(corpusFolder, split)
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('')
  writeFileSync(path.join(`${folder}.new`, 'manifest.jsonl'), lines)
  rmSync(folder, { recursive: true, force: true })
  renameSync(`${folder}.new`, folder)
}

/** The clip as it arrives in frames: 16 bits, 8,000 samples a second. */
export const readClip = (row: ClipRow): Int16Array =>
  toInt16(readSound(readFileSync(path.join(corpusFolder, row.split, row.file)), row.file))

/** Of a WAV file that is ours or a synthesiser's: what cannot be read is a bug. */
export function readSound(bytes: Uint8Array, name: string): Float32Array {
  const header = readWavHeader(bytes)
  if ('refused' in header) throw new Error(`${name} ${header.refused}`)
  return decodeWav(bytes, header).samples
}

export function toInt16(samples: Float32Array): Int16Array {
  const out = new Int16Array(samples.length)
  for (let i = 0; i < samples.length; i += 1) {
    out[i] = Math.max(-32_768, Math.min(32_767, Math.round((samples[i] as number) * 32_768)))
  }
  return out
}

/** A-law in a WAV file (format 6): what a carrier hands over anyway, in half the bytes. */
export function wavOfClip(samples: Int16Array): Uint8Array {
  const headerBytes = 44
  const file = new Uint8Array(headerBytes + samples.length)
  const view = new DataView(file.buffer)
  const tag = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i += 1) view.setUint8(at + i, text.charCodeAt(i))
  }
  tag(0, 'RIFF')
  view.setUint32(4, headerBytes - 8 + samples.length, true)
  tag(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 6, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, 8000, true)
  view.setUint32(28, 8000, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  tag(36, 'data')
  view.setUint32(40, samples.length, true)
  samples.forEach((sample, index) => {
    file[headerBytes + index] = toALaw(sample)
  })
  return file
}

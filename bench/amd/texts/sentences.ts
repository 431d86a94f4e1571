/** Whole sentences by kind, one a line of texts/sentences/KIND.txt: a fit that hears parts only learns the parts. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SpokenKind } from './texts.ts'

const folder = path.join(import.meta.dirname, 'sentences')

export const sentences: Partial<Record<SpokenKind, readonly string[]>> = Object.fromEntries(
  readdirSync(folder).map((file) => [
    path.basename(file, '.txt'),
    readFileSync(path.join(folder, file), 'utf8').trimEnd().split('\n'),
  ]),
)

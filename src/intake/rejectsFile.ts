/**
 * Writes the rows that were not taken, next to the file they come from, readable by their owner only:
 * they hold whole numbers. It appears under its name when the import is committed, or not at all.
 */
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import { encodeAs, type TextFile } from './textFile.ts'

/** Characters gathered before they are written. */
const pieceMax = 65_536
const ownerOnly = 0o600

export interface RejectsFile {
  add(line: string): void
  /** Its path; undefined when no row was rejected. */
  keep(): string | undefined
  discard(): void
}

export function rejectsFile(target: string, input: TextFile, header: () => string): RejectsFile {
  const partial = `${target}.part`
  let descriptor: number | undefined
  let piece = ''
  const flush = (): void => {
    if (descriptor === undefined || piece === '') return
    writeSync(descriptor, encodeAs(input.encoding, piece))
    piece = ''
  }
  const open = (): void => {
    if (path.resolve(target) === path.resolve(input.path)) {
      throw new Failure(
        'usage',
        'The rejected rows cannot be written over the file they come from.',
      )
    }
    rmSync(partial, { force: true })
    descriptor = guarded(target, () => openSync(partial, 'wx', ownerOnly))
    writeSync(descriptor, input.bom)
    piece = header()
  }
  return {
    add(line) {
      if (descriptor === undefined) open()
      piece += line
      if (piece.length >= pieceMax) guarded(target, flush)
    },
    keep() {
      if (descriptor === undefined) return undefined
      guarded(target, flush)
      closeSync(descriptor)
      renameSync(partial, target)
      return target
    },
    discard() {
      if (descriptor === undefined) return
      closeSync(descriptor)
      rmSync(partial, { force: true })
    },
  }
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder does not exist',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}

function guarded<Result>(target: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const why = sentences[(error as NodeJS.ErrnoException).code ?? '']
    if (why === undefined) throw error
    throw new Failure(
      'badInput',
      `The rejected rows cannot be written to ${target}: ${why}. Nothing was imported. Choose ` +
        'another place with --rejects FILE.',
    )
  }
}

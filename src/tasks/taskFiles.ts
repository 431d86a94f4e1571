/** The files tasks make: in one folder of the server, named by random id only, readable by its user only. */
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { assert } from '../base/assert.ts'
import type { EpochMs } from '../base/units.ts'
import type { TaskFile } from './task.ts'

/** More than a task has reason to make. */
export const filesPerTaskMax = 20
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export interface TaskFiles {
  /** Nothing but an id leads to a path: no name from outside is ever part of one. */
  pathOf(id: string): string
  forget(ids: readonly string[]): Promise<void>
  /** Also those whose task died before it could name them. */
  forgetOlderThan(before: EpochMs): Promise<void>
}

export function taskFilesIn(folder: string): TaskFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (id: string): string => {
    assert(uuid.test(id), 'a file of a task is named by its id')
    return path.join(folder, id)
  }
  return {
    pathOf,
    forget: async (ids) => {
      await Promise.all(ids.map((id) => rm(pathOf(id), { force: true })))
    },
    async forgetOlderThan(before) {
      for (const name of await readdir(folder)) {
        if (uuid.test(name) && (await stat(pathOf(name))).mtimeMs < before) {
          await rm(pathOf(name), { force: true })
        }
      }
    },
  }
}

/** Of one run: what it made so far. */
export interface FilesOfRun {
  newFile(name: string, type: string): string
  /** Those that were really written. */
  kept(): Promise<readonly TaskFile[]>
  discard(): Promise<void>
}

export function filesOfRun(files: TaskFiles): FilesOfRun {
  const made: { readonly id: string; readonly name: string; readonly type: string }[] = []
  return {
    newFile(name, type) {
      assert(made.length < filesPerTaskMax, `a task makes at most ${filesPerTaskMax} files`)
      const id = randomUUID()
      made.push({ id, name, type })
      return files.pathOf(id)
    },
    async kept() {
      const found = await Promise.all(
        made.map(async (file) => ({ ...file, bytes: await bytesOf(files.pathOf(file.id)) })),
      )
      return found.flatMap(({ bytes, ...file }) => (bytes === null ? [] : [{ ...file, bytes }]))
    },
    discard: () => files.forget(made.map(({ id }) => id)),
  }
}

async function bytesOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

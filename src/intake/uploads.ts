/**
 * The folder of files that arrived: each under a random id, readable by the user of the server only, gone
 * once it is imported or a day has passed. What a file is called never leads to a path.
 */
import { mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { epochMs, hours, type Ms } from '../base/units.ts'
import type { Database } from '../store/database.ts'
import {
  forgetOldUploads,
  forgetUpload,
  readUpload,
  type Upload,
} from '../store/postgres/uploads.ts'

/** One file: 500,000 people take 40 to 200 MB. */
export const uploadBytesMax = 1024 ** 3
export const keptForMs: Ms = hours(24)
const forgetEveryMs: Ms = hours(1)

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const isUploadId = (id: string): boolean => uuid.test(id)

export interface Uploads {
  readonly folder: string
  /** Of an upload that is all there; `database` decides who may see it. */
  arrived(database: Pick<Database, 'pool'>, id: string): Promise<Upload & { readonly path: string }>
  /** Where the sheet of a workbook is written as CSV. */
  csvOf(id: string): string
  forget(id: string): Promise<void>
  close(): Promise<void>
}

export function openUploads(
  folder: string,
  system: Pick<Database, 'pool'>,
  clock: Clock,
  failed: (error: unknown) => void = () => undefined,
): Uploads {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (id: string): string => {
    if (!isUploadId(id)) throw noSuchUpload()
    return path.join(folder, id)
  }
  const remove = async (id: string): Promise<void> => {
    for (const end of ['', '.json', '.csv']) await rm(`${pathOf(id)}${end}`, { force: true })
  }
  const forgetOld = async (): Promise<void> => {
    const before = epochMs(clock.epoch() - keptForMs)
    for (const id of await forgetOldUploads(system.pool, before)) await remove(id)
    // Whatever else lies there that long was left by a server that died.
    for (const name of await readdir(folder)) {
      const id = name.slice(0, 36)
      const file = path.join(folder, name)
      if (isUploadId(id) && (await stat(file)).mtimeMs < before) await rm(file, { force: true })
    }
  }
  let working = forgetOld().catch(failed)
  const timer = setInterval(() => {
    working = working.then(forgetOld).catch(failed)
  }, forgetEveryMs)
  timer.unref()
  return {
    folder,
    async arrived(database, id) {
      const upload = isUploadId(id) ? await readUpload(database.pool, id) : undefined
      if (!upload) throw noSuchUpload()
      if (upload.completedAt === null) throw stillOnItsWay()
      return { ...upload, path: pathOf(id) }
    },
    csvOf: (id) => `${pathOf(id)}.csv`,
    async forget(id) {
      await forgetUpload(system.pool, id)
      await remove(id)
    },
    async close() {
      clearInterval(timer)
      await working
    },
  }
}

export const noSuchUpload = (): Failure =>
  new Failure(
    'notFound',
    'This file is not here (any more): files are kept for a day. Drop it again.',
    { fr: 'Ce fichier n’est plus là : nous gardons les fichiers un jour. Déposez-le de nouveau.' },
  )
const stillOnItsWay = (): Failure =>
  new Failure(
    'wrongState',
    'This file has not arrived completely: wait for the end of the upload.',
    { fr: 'Ce fichier n’est pas arrivé en entier : attendez la fin de l’envoi.' },
  )

/** Lists of people who do not want to be called, in and out, as tasks. */
import { open } from 'node:fs/promises'
import type { E164 } from '../../base/units.ts'
import { guarded } from '../../contacts/rejectedRows.ts'
import type { SuppressionEntry } from '../../contacts/suppression.ts'
import { importSuppressionList, type ListImport } from '../../intake/importSuppressionList.ts'
import type { Uploads } from '../../intake/uploads.ts'
import { suppressionStore } from '../../store/postgres/suppressionEntries.ts'
import type { ListedEntry } from '../../store/suppressionStore.ts'
import type { TaskKind } from '../../tasks/task.ts'

export interface ListInput {
  readonly upload: string
  readonly fileName: string
  readonly name: string
  readonly holder: string
  readonly dated: string
  readonly scope: SuppressionEntry['scope']
  readonly controller: string | null
  readonly kept: 'clear' | 'hashed'
}

export const suppressionListKind = (uploads: Uploads): TaskKind<ListInput, ListImport> => ({
  name: 'suppressionList',
  repeatable: true,
  permission: 'suppression.read',
  async run({ upload, fileName: _, ...list }, { database, now, progress }) {
    const file = await uploads.arrived(database, upload)
    const result = await importSuppressionList({
      store: suppressionStore(database, ''),
      ...{ file: file.path, list: { ...list, secret: null }, now: now() },
      onProgress: (share) =>
        progress({ done: Math.floor(share * file.bytes), total: file.bytes, unit: 'bytes' }),
    })
    await uploads.forget(upload)
    return result
  },
})

export interface ExportInput {
  readonly list: string
  readonly hashed: boolean
}

export const suppressionExportKind: TaskKind<ExportInput, { written: number; left: number }> = {
  name: 'suppressionExport',
  repeatable: true,
  permission: 'people.reveal',
  async run({ list, hashed }, { database, newFile, progress, signal }) {
    const file = await open(newFile(`oppositions ${list}.csv`, 'text/csv'), 'wx', 0o600)
    let [written, left] = [0, 0]
    try {
      await file.write(`${hashed ? 'hash' : 'number'},scope,controller,since\n`)
      for await (const page of suppressionStore(database, '').entriesOf(list)) {
        signal.throwIfAborted()
        const lines = page.flatMap((entry) => lineOf(entry, hashed))
        await file.write(lines.join(''))
        written += lines.length
        left += page.length - lines.length
        progress({ done: written + left, unit: 'rows' })
      }
    } finally {
      await file.close()
    }
    return { written, left }
  },
}

/** A number in clear only where it is still kept. A spreadsheet reads +33… as a sum: the sign is guarded. */
function lineOf(
  { phone, hash, scope, controller, at }: ListedEntry,
  hashed: boolean,
): readonly string[] {
  const first = hashed ? hash : phone === null ? null : national(phone as E164)
  if (first === null) return []
  const day = new Date(at).toISOString().slice(0, 10)
  const named = controller === null ? '' : `"${guarded(controller).replaceAll('"', '""')}"`
  return [`${first},${scope},${named},${day}\n`]
}

const national = (phone: E164): string =>
  phone.startsWith('+33') ? `0${phone.slice(3)}` : guarded(phone)

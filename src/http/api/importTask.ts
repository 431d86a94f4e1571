/** The import of people as a task: their file, how its columns are read, and where the numbers come from. */

import type { EpochMs } from '../../base/units.ts'
import type { ColumnUse } from '../../contacts/columns.ts'
import { rejections } from '../../contacts/rejection.ts'
import type { Source } from '../../contacts/source.ts'
import type { ImportResult } from '../../intake/importContacts.ts'
import { importInThread } from '../../intake/importThread.ts'
import type { Uploads } from '../../intake/uploads.ts'
import type { TaskKind } from '../../tasks/task.ts'

export interface ImportInput {
  readonly upload: string
  readonly fileName: string
  /** null: CSV; '': the first sheet of a workbook. */
  readonly sheet: string | null
  readonly mapping: readonly (readonly [header: string, use: ColumnUse])[]
  readonly source: Source
  readonly evidence: { readonly upload: string; readonly name: string } | null
}

/** read = accepted + duplicates + rejected. */
export interface ImportSummary {
  readonly alreadyImportedAt: number | null
  /** Of the source this made: the dashboard finds the file of its rejected rows by it. */
  readonly importedAt: number
  readonly read: number
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly newContacts: number
  readonly merged: number
  readonly households: number
  readonly objections: number
  readonly numbersRejected: number
  readonly reasons: readonly {
    readonly reason: string
    readonly rows: number
    readonly why: { readonly fr: string; readonly en: string }
  }[]
  readonly leftOut: readonly string[]
}

export const importKindName = 'import'

export const importKind = (uploads: Uploads): TaskKind<ImportInput, ImportSummary> => ({
  name: importKindName,
  // All or nothing in one SqlTransaction; and a file that is in already says so.
  repeatable: true,
  permission: 'people.read',
  async run(input, { system, organisation, signal, now, progress, newFile }) {
    const { upload, fileName, sheet, mapping, source, evidence } = input
    const file = await uploads.arrived(system, upload)
    const importedAt = now()
    const proof = evidence && (await uploads.arrived(system, evidence.upload))
    const result = await importInThread({
      ...{ system, signal },
      order: {
        ...{ organisation, fileName, sheet, mapping, now: importedAt },
        ...{ file: file.path, csv: uploads.csvOf(upload) },
        rejectsPath: newFile(rejectsName(fileName), 'text/csv'),
        source: { ...source, evidenceFile: proof?.path ?? null },
        evidenceName: evidence?.name ?? null,
      },
      onUnpacked: (rows) => progress({ done: rows, unit: 'sheetRows' }),
      onProgress: ({ is, rows, rowsTotal, step }) =>
        is === 'reading'
          ? progress({ done: rows, total: rowsTotal, unit: 'rows' })
          : progress({ done: step?.done ?? 0, total: step?.of ?? 1, unit: 'steps' }),
    })
    await uploads.forget(upload)
    if (evidence) await uploads.forget(evidence.upload)
    return summaryOf(result, importedAt)
  },
})

/** `people.xlsx` → `people à corriger.csv`. */
export const rejectsName = (fileName: string): string =>
  `${fileName.replace(/\.[^.]{1,5}$/, '').replace(/ à corriger$/, '')} à corriger.csv`

function summaryOf(result: ImportResult, importedAt: EpochMs): ImportSummary {
  const { alreadyImportedAt, read, accepted, rejected, newContacts, merged, households } = result
  return {
    alreadyImportedAt: alreadyImportedAt ?? null,
    importedAt,
    ...{ read, accepted, rejected, newContacts, merged, households },
    duplicates: result.duplicatesInFile,
    objections: result.objections,
    numbersRejected: result.numbersRejected,
    reasons: Object.entries(result.rejectedByReason)
      .map(([reason, rows]) => ({
        ...{ reason, rows },
        why: rejections[reason as keyof typeof rejections].why,
      }))
      .sort((a, b) => b.rows - a.rows),
    leftOut: result.columns
      .filter(({ because }) => because === 'unknown' || because === 'ambiguous')
      .map(({ header }) => header),
  }
}

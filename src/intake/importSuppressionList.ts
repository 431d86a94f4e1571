/**
 * A suppression list from the disk into the database: bounded memory, every row that is not taken told
 * with its line, and all or nothing. The same file under the same name says so.
 */
import path from 'node:path'
import { Failure } from '../base/failure.ts'
import type { EpochMs } from '../base/units.ts'
import { csvReader, dialectOf, dialectSampleMax } from '../contacts/csvRecords.ts'
import { listRows } from '../contacts/suppressionList.ts'
import type {
  DeclaredList,
  ListRead,
  ListSink,
  SuppressionStore,
} from '../store/suppressionStore.ts'
import { inspectTextFile, type TextFile, textOf } from './textFile.ts'

/** Sentences kept about rows that are not taken; the others are counted. */
export const sentencesMax = 20

export interface ListImport {
  readonly alreadyImportedAt: EpochMs | null
  readonly rowsRead: number
  readonly entries: number
  readonly alreadyThere: number
  readonly rejected: number
  readonly sentences: readonly string[]
}

export interface ListImportRequest {
  readonly store: Pick<SuppressionStore, 'importedAt' | 'importList'>
  readonly file: string
  readonly list: Omit<DeclaredList, 'fileName' | 'fileSha256'>
  readonly now: EpochMs
  readonly onProgress?: (share: number) => void
}

export async function importSuppressionList(request: ListImportRequest): Promise<ListImport> {
  const { store, file, list, now } = request
  const input = await inspectTextFile(file)
  const alreadyImportedAt = await store.importedAt(list.name, input.sha256)
  const nothing = { rowsRead: 0, entries: 0, alreadyThere: 0, rejected: 0, sentences: [] }
  if (alreadyImportedAt !== null) return { ...nothing, alreadyImportedAt }
  const sentences: string[] = []
  let read: ListRead = { rowsRead: 0, rejected: 0 }
  const counts = await store.importList(
    { ...list, fileName: path.basename(file), fileSha256: input.sha256 },
    now,
    async (sink) => {
      read = await feed(request, input, { sink, sentences })
      return read
    },
  )
  return { ...read, ...counts, sentences, alreadyImportedAt: null }
}

async function feed(
  { list, onProgress }: ListImportRequest,
  input: TextFile,
  { sink, sentences }: { readonly sink: ListSink; readonly sentences: string[] },
): Promise<ListRead> {
  const rows = listRows(list.kept)
  let [rowsRead, rejected, bytes] = [0, 0, 0]
  let reader: ReturnType<typeof csvReader> | undefined
  for await (const piece of textOf(input)) {
    reader ??= csvReader(dialectOf(piece.text.slice(0, dialectSampleMax)), (record) => {
      const row = rows.read(record)
      if (row.is === 'header' || row.is === 'blank') return
      rowsRead += 1
      if (row.is === 'rejected') {
        rejected += 1
        if (sentences.length < sentencesMax) sentences.push(row.sentence)
      } else sink.write(row.is === 'number' ? row.number : row.hash)
    })
    reader.push(piece.text)
    bytes += piece.bytes
    onProgress?.(bytes / input.bytes)
    await sink.whenReady()
  }
  reader?.end()
  refuseEmpty(rowsRead, rejected, sentences)
  return { rowsRead, rejected }
}

function refuseEmpty(rowsRead: number, rejected: number, sentences: readonly string[]): void {
  if (rowsRead > rejected) return
  throw new Failure(
    'badInput',
    `No row of the list could be taken. ${sentences[0] ?? 'It has no row.'} Nothing was imported.`,
    {
      fr: 'Aucune ligne de cette liste n’a pu être reprise. Rien n’a été importé.',
      measured: `${rejected} of ${rowsRead} rows rejected`,
      limit: 'at least one row taken',
    },
  )
}

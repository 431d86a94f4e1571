/** The entries of a list on their way into the database, by COPY into a table of this SqlTransaction. */
import { once } from 'node:events'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { ListSink } from '../suppressionStore.ts'

/** Characters gathered before they are handed to the stream. */
const pieceMax = 65_536
/** Bytes that wait for the server while the file is read on. */
const queuedBytesMax = 1_048_576

export interface ListCopy extends ListSink {
  end(): Promise<void>
  abandon(error: Error): Promise<void>
}

/** `incoming` is one text column: numbers and hashes need no escape (COPY text format). */
export function copyIncoming(client: pg.PoolClient): ListCopy {
  const copy = copyFrom('copy incoming (entry) from stdin', { highWaterMark: queuedBytesMax })
  const stream = client.query(copy)
  const failed = new Promise<never>((_, reject) => {
    stream.once('error', reject)
  })
  // Raced by whoever waits; a failure while nobody waits is met at the next wait.
  failed.catch(() => undefined)
  let piece = ''
  const flush = (): void => {
    if (piece === '') return
    stream.write(piece)
    piece = ''
  }
  return {
    write(entry) {
      piece += `${entry}\n`
      if (piece.length >= pieceMax) flush()
    },
    async whenReady() {
      if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), failed])
    },
    async end() {
      flush()
      stream.end()
      await Promise.race([once(stream, 'finish'), failed])
    },
    async abandon(error) {
      if (stream.destroyed) return
      const closed = once(stream, 'close').catch(() => undefined)
      stream.destroy(error)
      await closed
    },
  }
}

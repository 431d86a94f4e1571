/** The thread of one import: reads the file, a workbook by way of CSV, and writes its people. */
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { assert } from '../base/assert.ts'
import { Failure } from '../base/failure.ts'
import { seconds } from '../base/units.ts'
import { clientConfig } from '../store/database.ts'
import { importContacts } from './importContacts.ts'
import type { ImportOrder, ThreadAnswer } from './importThread.ts'
import { sheetAsCsv } from './workbook/sheetAsCsv.ts'

const desk = parentPort
assert(desk, 'this module runs in a thread of its own')
const answer = (said: ThreadAnswer): void => desk.postMessage(said)

/** What a progress bar has use for. */
const tellEveryMs = seconds(0.2)

async function work(order: ImportOrder): Promise<void> {
  const pool = new pg.Pool({ ...clientConfig(order.connection), max: 2 })
  pool.on('error', () => undefined)
  const { pads, sheet, csv, file, mapping } = order
  try {
    if (sheet !== null) {
      let told = 0
      await sheetAsCsv(file, csv, sheet === '' ? undefined : sheet, (rows) => {
        if (performance.now() - told < tellEveryMs) return
        told = performance.now()
        answer({ is: 'unpacking', rows })
      })
    }
    const result = await importContacts({
      ...{ source: order.source, now: order.now, rejectsPath: order.rejectsPath },
      db: { pool, numberKey: { innerPad: Buffer.from(pads[0]), outerPad: Buffer.from(pads[1]) } },
      file: sheet === null ? file : csv,
      ...{ fileName: order.fileName, organisation: order.organisation },
      ...(order.evidenceName !== null && { evidenceName: order.evidenceName }),
      mapping: new Map(mapping),
      onProgress: (progress) => answer({ is: 'progress', progress }),
    })
    answer({ is: 'done', result })
  } finally {
    await pool.end()
  }
}

work(workerData as ImportOrder).catch((error: unknown) => {
  if (error instanceof Failure) {
    const { code, message: sentence, fr, measured, limit } = error
    answer({ is: 'failed', code, sentence, fr, measured, limit })
  } else answer({ is: 'failed', code: null, sentence: String((error as Error)?.stack ?? error) })
})

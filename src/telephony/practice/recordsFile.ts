/**
 * Records as JSON lines, one as each call begins and one as it ends, written at once: whoever kills the
 * campaign's process can count afterwards who was called. Fiction numbers stand whole, no others do.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { Failure } from '../../base/failure.ts'
import { maskNumber } from '../../base/redact.ts'
import { isFiction } from '../../contacts/phoneNumber.ts'
import type { PersonRecord } from './personCall.ts'

export interface RecordsFile {
  began(record: PersonRecord): void
  ended(record: PersonRecord): void
  close(): void
}

export const noRecordsFile: RecordsFile = {
  began: () => undefined,
  ended: () => undefined,
  close: () => undefined,
}

/** Appends to `path`. */
export function openRecordsFile(path: string): RecordsFile {
  const file = openForAppending(path)
  const write = (is: 'began' | 'ended', record: PersonRecord): void => {
    const number = isFiction(record.number) ? record.number : maskNumber(record.number)
    writeSync(file, `${JSON.stringify({ is, ...record, number })}\n`)
  }
  return {
    began: (record) => write('began', record),
    ended: (record) => write('ended', record),
    close: () => closeSync(file),
  }
}

function openForAppending(path: string): number {
  try {
    return openSync(path, 'a')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Failure('badInput', `The records file cannot be written: ${why}. Choose another.`)
  }
}

/**
 * Accepted rows → COPY into a temporary table, one line a number (step 3 of the path). Lines are
 * gathered into pieces, so that the stream's queue, not the file, bounds the memory.
 */
import { once } from 'node:events'
import type pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import type { ContactRow } from '../../contacts/intake.ts'
import { isSharedLine } from '../../contacts/phoneNumber.ts'
import type { ContactSink } from '../contactStore.ts'

/** Characters gathered before they are handed to the stream. */
const pieceMax = 65_536

const columns = [
  ...(['line', 'part', 'parts', 'phone', 'shared', 'last_name', 'first_name', 'commune'] as const),
  ...(['postcode', 'insee', 'territory', 'home', 'said_by', 'said_at'] as const),
  ...(['consent_at', 'slots', 'wording_version'] as const),
] as const

const createStaging = `create temporary table staging (
  line integer, part smallint, parts smallint, phone bigint, shared boolean, last_name text, first_name text,
  commune text, postcode text, insee text, territory text, home text, said_by text, said_at date,
  consent_at bigint, slots jsonb, wording_version text
) on commit drop`

export interface Staging extends ContactSink {
  /** Resolves when the server has taken everything. */
  end(): Promise<void>
  /** Gives the connection back after a failure of the feed. */
  abandon(error: Error): Promise<void>
}

export async function openStaging(client: pg.PoolClient): Promise<Staging> {
  await client.query(createStaging)
  const stream = client.query(copyFrom(`copy staging (${columns.join(',')}) from stdin`))
  const failed = failureOf(stream)
  let piece = ''
  const flush = (): void => {
    if (piece === '') return
    stream.write(piece)
    piece = ''
  }
  return {
    write(row) {
      piece += copyLines(row)
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

/** Rejects when the server or the connection ends the COPY. */
function failureOf(stream: CopyStreamQuery): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    stream.once('error', reject)
  })
  // Raced by whoever waits; a failure while nobody waits is met at the next wait.
  failed.catch(() => undefined)
  return failed
}

/** PostgreSQL COPY text format: tab between values, \\N for null. */
function copyLines(row: ContactRow): string {
  const { consent } = row
  const person = [
    value(row.lastName),
    value(row.firstName),
    value(row.commune),
    value(row.postcode),
    value(row.insee),
    value(row.territory),
    value(row.home),
    value(row.communeSaidBy),
    value(row.communeSaidAt),
    consent ? String(consent.at) : nothing,
    consent ? value(slotsText(consent.slots)) : nothing,
    value(consent?.wordingVersion ?? null),
  ].join('\t')
  let lines = ''
  for (const [part, number] of row.numbers.entries()) {
    const shared = isSharedLine(number) ? 't' : 'f'
    lines += `${row.line}\t${part}\t${row.numbers.length}\t${number.slice(1)}\t${shared}\t${person}\n`
  }
  return lines
}

const nothing = '\\N'

function value(text: string | null): string {
  if (text === null) return nothing
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, escaped) : text
}

function escaped(character: string): string {
  if (character === '\t') return '\\t'
  if (character === '\n') return '\\n'
  return character === '\r' ? '\\r' : '\\\\'
}

/** intake gives rows of the same answer the same array: its JSON is made once. */
const slotTexts = new WeakMap<object, string>()
function slotsText(slots: readonly object[]): string {
  const known = slotTexts.get(slots)
  if (known !== undefined) return known
  const text = JSON.stringify(slots)
  slotTexts.set(slots, text)
  return text
}

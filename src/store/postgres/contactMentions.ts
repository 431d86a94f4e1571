/**
 * Accepted rows → COPY into mention, one line a number (step 3 of the path): what the file says is
 * stored as said, before it is made sense of. Lines are gathered into pieces, so that the stream's
 * queue, not the file, bounds the memory.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { Failure } from '../../base/failure.ts'
import type { Slot } from '../../contacts/consent.ts'
import type { ContactRow } from '../../contacts/intake.ts'
import { isSharedLine } from '../../contacts/phoneNumber.ts'
import type { ContactSink } from '../contactStore.ts'

/** Different answers to "when may we call?" that one file can hold: they are kept in memory. */
const slotSetsMax = 100_000
/** Characters gathered before they are handed to the stream. */
const pieceMax = 65_536
/** Bytes that wait for the server while we read on: neither of the two waits for the other's turn. */
const queuedBytesMax = 1_048_576

const columns = [
  ...(['source_id', 'line', 'part', 'parts', 'phone', 'shared_line'] as const),
  ...(['last_name', 'first_name', 'commune', 'postcode', 'insee', 'territory'] as const),
  ...(['home_key', 'said_by', 'said_at', 'consent_at', 'slot_n', 'wording_version'] as const),
  ...(['objected_at', 'language', 'polling_district'] as const),
] as const

const insertSlotSets = `insert into slot_set (source_id, n, slots)
select $1, n - 1, slots::jsonb from unnest($2::text[]) with ordinality as t(slots, n)`

export interface MentionCopy extends ContactSink {
  /** Resolves when the server has taken everything. */
  end(): Promise<void>
  /** Gives the connection back after a failure of the feed. */
  abandon(error: Error): Promise<void>
}

export function copyMentions(client: pg.PoolClient, source: number): MentionCopy {
  const copy = copyFrom(`copy mention (${columns.join(',')}) from stdin`, {
    highWaterMark: queuedBytesMax,
  })
  const stream = client.query(copy)
  const failed = failureOf(stream)
  const sets = slotSets()
  let piece = ''
  const flush = (): void => {
    if (piece === '') return
    stream.write(piece)
    piece = ''
  }
  return {
    write(row) {
      piece += copyLines(source, row, sets)
      if (piece.length >= pieceMax) flush()
    },
    async whenReady() {
      if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), failed])
    },
    async end() {
      flush()
      stream.end()
      await Promise.race([once(stream, 'finish'), failed])
      await client.query(insertSlotSets, [source, sets.texts])
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
function copyLines(source: number, row: ContactRow, sets: SlotSets): string {
  const { consent, numbers } = row
  const said =
    `${value(row.lastName)}\t${value(row.firstName)}\t${value(row.commune)}\t` +
    `${row.postcode ?? nothing}\t${row.insee ?? nothing}\t${row.territory ?? nothing}\t` +
    `${row.home === null ? nothing : homeKey(row.home)}\t` +
    `${value(row.communeSaidBy)}\t${row.communeSaidAt ?? nothing}\t` +
    (consent
      ? `${consent.at}\t${sets.numberOf(consent.slots)}\t${value(consent.wordingVersion)}\t`
      : `${nothing}\t${nothing}\t${nothing}\t`) +
    `${row.objectedAt ?? nothing}\t${row.language ?? nothing}\t${value(row.pollingDistrict)}\n`
  let lines = ''
  for (let part = 0; part < numbers.length; part += 1) {
    const number = numbers[part] as (typeof numbers)[number]
    const shared = isSharedLine(number) ? 't' : 'f'
    lines += `${source}\t${row.line}\t${part}\t${numbers.length}\t${number}\t${shared}\t${said}`
  }
  return lines
}

const nothing = '\\N'
const special = /[\\\t\n\r]/

function value(text: string | null): string {
  if (text === null) return nothing
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, escaped) : text
}

function escaped(character: string): string {
  if (character === '\t') return '\\t'
  if (character === '\n') return '\\n'
  return character === '\r' ? '\\r' : '\\\\'
}

/** Enough to meet the same home again; an address is not kept for it. */
const homeKey = (home: string): string => createHash('md5').update(home).digest('hex')

interface SlotSets {
  numberOf(slots: readonly Slot[]): number
  /** JSON of each, by its number. */
  readonly texts: readonly string[]
}

/** Same slots, same number. intake gives rows of the same answer the same array. */
function slotSets(): SlotSets {
  const byArray = new WeakMap<object, number>()
  const byText = new Map<string, number>()
  const texts: string[] = []
  return {
    texts,
    numberOf(slots) {
      const known = byArray.get(slots)
      if (known !== undefined) return known
      const text = JSON.stringify(slots)
      const n = byText.get(text) ?? texts.length
      if (n === slotSetsMax) throw tooManySlotSets()
      if (n === texts.length) texts.push(text)
      byText.set(text, n)
      byArray.set(slots, n)
      return n
    },
  }
}

const tooManySlotSets = (): Failure =>
  new Failure(
    'badInput',
    `The file holds more than ${slotSetsMax} different time slots: its column of slots holds ` +
      'something else. Nothing was imported. Map that column otherwise.',
    {
      fr:
        `Ce fichier contient plus de ${slotSetsMax} horaires différents : sa colonne d’horaires ` +
        'contient autre chose. Rien n’a été importé. Donnez un autre usage à cette colonne.',
      measured: `> ${slotSetsMax}`,
      limit: String(slotSetsMax),
    },
  )

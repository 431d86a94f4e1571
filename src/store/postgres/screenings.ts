/**
 * Counts of who may be called, in chunks that are written once each: a count that was cut short goes on
 * with the chunks it lacks, as long as nothing it rests on has changed.
 */
import type { CampaignId } from '../../base/ids.ts'
import { type EpochMs, epochMs, type Ms, minutes } from '../../base/units.ts'
import type { Database } from '../database.ts'
import type { Chunk } from './screeningFacts.ts'
import { inSqlTransaction, rowsOf, type SqlClient } from './sqlTransaction.ts'

/** An older count is made anew: clocks have moved on. */
export const resumableFor: Ms = minutes(30)
/** Persons a chunk: what a thread holds in memory at a time. */
export const chunkSize = 20_000
/** With more, chunks are made larger: each is a row. */
export const chunksMax = 100_000

export interface ScreeningBegin {
  readonly campaign: CampaignId
  readonly subject: 'contacts' | 'targets'
  /** Hash of settings, audience and law. */
  readonly settings: string
  readonly now: EpochMs
}

export interface ScreeningRun {
  readonly id: number
  readonly judgedAt: EpochMs
  readonly chunks: readonly Chunk[]
  /** Of those, the ones that are done already. */
  readonly done: ReadonlySet<number>
}

/** Everything facts come from; a row more in any of them, and an old count is worth nothing. */
const watermark = {
  name: 'screening-watermark',
  text: `select jsonb_build_array(
      (select max(id) from contact), (select max(id) from source), (select max(id) from suppression),
      (select count(*) from suppression_lift), (select max(id) from consent),
      (select max(id) from wording_expiry), (select sum(seq) from ledger_head),
      (select sum(attempts) from campaign_counter), (select max(revision) from campaign))::text as mark,
    (select coalesce(max(person_id), 0) from contact) as last`,
}
const latest = {
  name: 'screening-latest',
  text: `select id, judged_at as "judgedAt", last_person as last, chunk_size as size
         from screening where campaign_id = $1 and basis = $2 and subject = $3
           and judged_at between $4::bigint - $5::bigint and $4
         order by id desc limit 1`,
}
const forget = {
  name: 'screening-forget',
  text: 'delete from screening where campaign_id = $1',
}
const start = {
  name: 'screening-start',
  text: `insert into screening (campaign_id, basis, subject, judged_at, last_person, chunk_size)
         values ($1, $2, $3, $4, $5, $6) returning id`,
}
const doneChunks = {
  name: 'screening-done',
  text: 'select after_person as after from screening_chunk where screening_id = $1',
}
const writeChunk = {
  name: 'screening-chunk',
  text: `insert into screening_chunk (screening_id, after_person, tally) values ($1, $2, $3)
         on conflict do nothing`,
}
const tallies = {
  name: 'screening-tallies',
  text: 'select tally from screening_chunk where screening_id = $1 and after_person > $2 order by after_person limit $3',
}
/** Tallies read at a time. */
const talliesAtOnce = 500

export function beginScreening(
  { pool }: Database,
  { campaign, subject, settings, now }: ScreeningBegin,
): Promise<ScreeningRun> {
  return inSqlTransaction(
    pool,
    async (client) => {
      const [state] = await rowsOf<{ mark: string; last: number }>(client, watermark, [])
      const { mark, last } = state ?? { mark: '', last: 0 }
      const basis = `${settings}/${mark}`
      const [known] = await rowsOf<Begun>(client, latest, [
        ...[campaign, basis, subject, now, resumableFor],
      ])
      if (known) {
        const done = await rowsOf<{ after: number }>(client, doneChunks, [known.id])
        return runOf(known, new Set(done.map(({ after }) => after)))
      }
      await rowsOf(client, forget, [campaign])
      const size = Math.max(chunkSize, Math.ceil(last / chunksMax))
      const begun = await rowsOf<{ id: number }>(client, start, [
        ...[campaign, basis, subject, now, last, size],
      ])
      return runOf({ id: begun[0]?.id ?? 0, judgedAt: now, last, size }, new Set())
    },
    { fewRows: false },
  )
}

interface Begun {
  readonly id: number
  readonly judgedAt: number
  readonly last: number
  readonly size: number
}

function runOf({ id, judgedAt, last, size }: Begun, done: ReadonlySet<number>): ScreeningRun {
  const chunks = Array.from({ length: Math.ceil(last / size) }, (_, n) => ({
    afterPerson: n * size,
    toPerson: Math.min((n + 1) * size, last),
  }))
  return { id, judgedAt: epochMs(judgedAt), chunks, done }
}

/** One statement: the chunk is done with its tally, or not at all. */
export async function chunkDone(
  client: SqlClient,
  screening: number,
  { afterPerson }: Chunk,
  tally: object,
): Promise<void> {
  await rowsOf(client, writeChunk, [screening, afterPerson, JSON.stringify(tally)])
}

/** Hands every stored tally to `add`. */
export async function eachTally<Tally>(
  { pool }: Database,
  { id, chunks }: ScreeningRun,
  add: (tally: Tally) => void,
): Promise<void> {
  for (let from = 0; from < chunks.length; from += talliesAtOnce) {
    const after = (chunks[from]?.afterPerson ?? 0) - 1
    const rows = await rowsOf<{ tally: Tally }>(pool, tallies, [id, after, talliesAtOnce])
    for (const { tally } of rows) add(tally)
  }
}

/** Ranges of persons to read: all of them when they are few, else as many spread evenly over all ids. */
import type { Database } from '../database.ts'
import type { Chunk } from './screeningFacts.ts'
import { rowsOf } from './sqlTransaction.ts'

const bounds = {
  name: 'person-bounds',
  text: `select coalesce(min(person_id), 0) as first, coalesce(max(person_id), 0) as last
         from contact where organisation_id = $1`,
}
const some = {
  name: 'person-some',
  text: `select count(*) as people from (
           select from contact where organisation_id = $1 limit $2) as few`,
}
const all = {
  name: 'person-all',
  text: 'select count(*) as people from contact where organisation_id = $1',
}
const read = {
  name: 'person-read',
  text: `select max(person_id) as last, count(*) as people from (
           select person_id from contact where organisation_id = $1 and person_id > $2
           order by person_id limit $3) as next`,
}

export interface PersonRanges {
  readonly ranges: readonly Chunk[]
  /** How many people one of those read stands for. */
  readonly scale: number
}

export async function personRanges(
  { pool }: Pick<Database, 'pool'>,
  organisation: number,
  peopleMax: number,
  rangesMax: number,
): Promise<PersonRanges> {
  const [bound] = await rowsOf<{ first: number; last: number }>(pool, bounds, [organisation])
  const { first = 0, last = 0 } = bound ?? {}
  const [known] = await rowsOf<{ people: number }>(pool, some, [organisation, peopleMax + 1])
  const each = Math.ceil(peopleMax / rangesMax)
  const ranges: Chunk[] = []
  if ((known?.people ?? 0) <= peopleMax) {
    for (let after = first - 1; after < last; ) {
      const next = await upTo(pool, organisation, after, each)
      if (next.people === 0) break
      ranges.push({ afterPerson: after, toPerson: next.last })
      after = next.last
    }
    return { ranges, scale: 1 }
  }
  let people = 0
  let behind = first - 1
  for (let n = 0; n < rangesMax; n += 1) {
    const start = first - 1 + Math.floor(((last - first + 1) * n) / rangesMax)
    const next = await upTo(pool, organisation, Math.max(behind, start), each)
    if (next.people === 0) break
    ranges.push({ afterPerson: Math.max(behind, start), toPerson: next.last })
    behind = next.last
    people += next.people
  }
  const [everybody] = await rowsOf<{ people: number }>(pool, all, [organisation])
  return { ranges, scale: people === 0 ? 1 : (everybody?.people ?? people) / people }
}

async function upTo(
  pool: Database['pool'],
  organisation: number,
  after: number,
  limit: number,
): Promise<{ readonly last: number; readonly people: number }> {
  const [row] = await rowsOf<{ last: number | null; people: number }>(pool, read, [
    organisation,
    after,
    limit,
  ])
  return { last: row?.last ?? after, people: row?.people ?? 0 }
}

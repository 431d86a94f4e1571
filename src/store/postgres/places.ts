/** Public tables of figures by commune, edition by edition; the last one imported under a name counts. */
import type { EpochMs } from '../../base/units.ts'
import type { Comparison, PlaceCondition } from '../../campaign/audience.ts'
import type { Database } from '../database.ts'
import { inSqlTransaction, rowsOf } from './sqlTransaction.ts'

export interface PlaceEdition {
  readonly name: string
  readonly holder: string
  readonly dated: string
  readonly figures: readonly string[]
  readonly fileName: string
  readonly sha256: string
}

export interface StoredEdition extends PlaceEdition {
  readonly id: number
  readonly rows: number
  readonly importedAt: number
}

/** Installations have one organisation so far. */
const organisation = '(select min(id) from organisation)'
const insertTable = {
  name: 'places-table',
  text: `insert into place_table (organisation_id, name, holder, dated, figures, file_name,
           file_sha256, imported_at, rows)
         values (${organisation}, $1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (organisation_id, name, file_sha256) do nothing returning id`,
}
/** Numbers of one row of an array of rows stand one after the other: SQL arrays are rectangles. */
const insertFigures = {
  name: 'places-figures',
  text: `insert into place_figure (table_id, insee, numbers)
         select $1, row.insee, row.numbers
         from jsonb_to_recordset($2) as row(insee text, numbers double precision[])`,
}
const editions = {
  name: 'places-editions',
  text: `select distinct on (name) id, name, holder, dated, figures, file_name as "fileName",
           file_sha256 as sha256, rows, imported_at as "importedAt"
         from place_table where organisation_id = ${organisation}
         order by name, imported_at desc, id desc`,
}
const meeting = {
  name: 'places-meeting',
  text: `select insee from place_figure
         where table_id = $1 and case $3 when '<=' then numbers[$2] <= $4 when '<' then numbers[$2] < $4
           when '>=' then numbers[$2] >= $4 when '>' then numbers[$2] > $4
           else numbers[$2] = $4 end
         order by insee`,
}

/** false: this very file is there already under this name. */
export function addPlaceTable(
  { pool }: Database,
  edition: PlaceEdition,
  rows: readonly { readonly insee: string; readonly numbers: readonly (number | null)[] }[],
  now: EpochMs,
): Promise<boolean> {
  const { name, holder, dated, figures, fileName, sha256 } = edition
  return inSqlTransaction(
    pool,
    async (client) => {
      const [table] = await rowsOf<{ id: number }>(client, insertTable, [
        ...[name, holder, dated, figures, fileName, sha256, now, rows.length],
      ])
      if (!table) return false
      await rowsOf(client, insertFigures, [table.id, JSON.stringify(rows)])
      return true
    },
    { fewRows: false },
  )
}

export const placeTables = ({ pool }: Database): Promise<readonly StoredEdition[]> =>
  rowsOf<StoredEdition>(pool, editions, [])

/** INSEE codes of the communes whose figure meets the condition; a commune without a figure does not. */
export async function communesMeeting(
  { pool }: Database,
  edition: StoredEdition,
  {
    figure,
    comparison,
    value,
  }: Pick<PlaceCondition, 'figure' | 'value'> & {
    readonly comparison: Comparison
  },
): Promise<readonly string[]> {
  const at = edition.figures.indexOf(figure) + 1
  const rows = await rowsOf<{ insee: string }>(pool, meeting, [edition.id, at, comparison, value])
  return rows.map(({ insee }) => insee)
}

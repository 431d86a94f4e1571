/** What `places import` and `places list` do. */
import { realClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { readGazetteer } from '../intake/gazetteer.ts'
import { inhabitantsMin, readPlacesTable } from '../intake/placesTable.ts'
import { addPlaceTable, placeTables } from '../store/postgres/places.ts'
import type { Invocation } from './command.ts'
import { parseDate } from './parse.ts'
import { withSession } from './session.ts'

interface PlacesOptions {
  readonly name: string
  readonly source: string
  readonly date: string
}

export async function importPlacesCommand(
  invocation: Invocation,
  file: string,
  { name, source: holder, date }: PlacesOptions,
): Promise<void> {
  const { output } = invocation
  const dated = parseDate('--date', date)
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u.test(name)) {
    throw new Failure('usage', '--name is a short name without spaces, such as turnout-2022.')
  }
  if (holder.trim() === '') throw new Failure('usage', '--source names who publishes the table.')
  const table = await readPlacesTable(file, readGazetteer())
  const { figures, rows, tooSmall, unknown, ignored, fileName, sha256 } = table
  const added = await withSession(invocation, ({ database }) =>
    addPlaceTable(
      database,
      { name, holder: holder.trim(), dated, figures, fileName, sha256 },
      rows,
      realClock.epoch(),
    ),
  )
  if (!added) output.say('This very file is there already under this name: nothing changed.')
  output.say(`${name}: ${rows.length} communes, figures ${figures.join(', ')}.`)
  if (tooSmall > 0) {
    output.say(
      `  ${tooSmall} communes of fewer than ${inhabitantsMin} people left out: their figure is nearly that of each person.`,
    )
  }
  if (unknown > 0) output.say(`  ${unknown} codes of no commune of today left out.`)
  if (ignored.length > 0) output.say(`  Columns without figures left out: ${ignored.join(', ')}.`)
  output.result({ name, added, communes: rows.length, figures, tooSmall, unknown, ignored })
}

export async function listPlacesCommand(invocation: Invocation): Promise<void> {
  const { output } = invocation
  const tables = await withSession(invocation, ({ database }) => placeTables(database))
  if (tables.length === 0) output.say('No table yet: `portevoix places import` brings one.')
  for (const { name, holder, dated, figures, rows } of tables) {
    output.say(`${name} (${holder}, ${dated}): ${rows} communes, ${figures.join(', ')}`)
  }
  output.result(tables)
}

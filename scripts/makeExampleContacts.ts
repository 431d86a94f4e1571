/** Writes examples/contacts.csv; with two arguments, so many rows of that seed to standard output. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { exampleCsv } from '../src/contacts/exampleContacts.ts'

const SHIPPED = { rows: 2000, seed: 2027 }
const [rows, seed] = process.argv.slice(2).map(Number)
if (rows !== undefined && seed !== undefined) process.stdout.write(exampleCsv(rows, seed))
else {
  const file = path.join(import.meta.dirname, '..', 'examples', 'contacts.csv')
  writeFileSync(file, exampleCsv(SHIPPED.rows, SHIPPED.seed))
}

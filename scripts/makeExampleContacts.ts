/**
 * Writes examples/contacts.csv, or a list of any size:
 * node scripts/makeExampleContacts.ts [--contacts N] [--seed S] [--out FILE]
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { exampleCsv, exampleRowsMax } from '../src/contacts/exampleContacts.ts'

const shipped = path.join(import.meta.dirname, '..', 'examples', 'contacts.csv')
const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: shipped },
  },
})
const rows = Number(values.contacts)
if (!Number.isInteger(rows) || rows < 1 || rows > exampleRowsMax) {
  throw new RangeError(`--contacts is a whole number from 1 to ${exampleRowsMax}`)
}
writeFileSync(values.out, exampleCsv(rows, Number(values.seed)))

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { exampleCsv, exampleHeader, exampleRows, exampleRowsMax } from './exampleContacts.ts'
import { readPhoneCell } from './phoneCell.ts'
import { isFiction } from './phoneNumber.ts'

test('examples: the shipped list is the one its seed makes', () => {
  const shipped = new URL('../../examples/contacts.csv', import.meta.url)
  assert.equal(readFileSync(shipped, 'utf8'), exampleCsv(2_000, 1))
})

test('examples: every number that can be read is one of fiction, at the largest size too', () => {
  const rows = exampleRows(exampleRowsMax, 7)
  assert.equal(rows.length, exampleRowsMax)
  const numbers = new Set<string>()
  for (const row of rows) {
    for (const name of ['Portable', 'Fixe']) {
      for (const reading of readPhoneCell(row[exampleHeader.indexOf(name)] ?? '')) {
        if (reading.is === 'rejected') continue
        assert.ok(isFiction(reading.number), reading.number)
        numbers.add(reading.number)
      }
    }
  }
  assert.ok(numbers.size > 46_000, String(numbers.size))
})

test('examples: no more rows than there are numbers for, and the same rows for the same seed', () => {
  assert.equal(exampleRows(exampleRowsMax + 1, 1).length, exampleRowsMax)
  assert.equal(exampleRows(1, 1).length, 1)
  assert.deepEqual(exampleRows(50, 3), exampleRows(50, 3))
  assert.notDeepEqual(exampleRows(50, 3), exampleRows(50, 4))
})

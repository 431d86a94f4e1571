import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CsvRecord, csvReader, dialectOf } from './csvRecords.ts'
import {
  guarded,
  isRejectsHeader,
  rejectsColumns,
  rejectsHeader,
  rejectsLine,
  unguarded,
} from './rejectedRows.ts'
import { rejections } from './rejection.ts'

function recordsOf(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = []
  const reader = csvReader(dialectOf(text), (record) => records.push(record))
  reader.push(text)
  reader.end()
  return records
}

const problems = [{ column: 'Tél', reason: 'tooShort', measured: '06•••12' }] as const

test('rejected rows: the reason stands in front of the line exactly as it was written', () => {
  const text = 'Nom;Tél\r\n"Du ""po"" nt";06 39 98 12\r\n'
  const dialect = dialectOf(text)
  const [header, row] = recordsOf(text) as [CsvRecord, CsvRecord]
  assert.equal(
    rejectsHeader(header, dialect, false),
    'ligne;colonne;valeur masquée;motif;quoi faire;Nom;Tél\r\n',
  )
  const line = rejectsLine({ ...row, problems }, dialect, false)
  assert.ok(line.startsWith('2;Tél;06•••12;Il manque des chiffres'), line)
  assert.ok(line.endsWith(';"Du ""po"" nt";06 39 98 12\r\n'), line)
})

test('rejected rows: the front columns are known again, whatever the spreadsheet made of their case', () => {
  assert.ok(isRejectsHeader([...rejectsColumns, 'Nom']))
  assert.ok(isRejectsHeader(['Ligne', 'COLONNE', 'Valeur masquee', 'Motif', 'Quoi faire', 'Nom']))
  assert.ok(!isRejectsHeader(['ligne', 'colonne', 'Nom']))
})

test('rejected rows: rejected again, a row does not gather fronts or guards', () => {
  const text = `${rejectsColumns.join(';')};Nom;Tél\n9;x;x;x;x;'=1+1;'+33 6\n`
  const dialect = dialectOf(text)
  const [header, row] = recordsOf(text) as [CsvRecord, CsvRecord]
  assert.equal(rejectsHeader(header, dialect, true), `${rejectsColumns.join(';')};Nom;Tél\n`)
  assert.ok(rejectsLine({ ...row, problems }, dialect, true).endsWith(";'=1+1;'+33 6\n"))
})

test('rejected rows: no cell begins as a formula, and the guard is undone to the letter', () => {
  const start = fc.constantFrom('=', '+', '-', '@', "'", "'=", "''+", '\t', 'a', '')
  fc.assert(
    fc.property(start, fc.string({ maxLength: 6 }), (head, tail) => {
      const cell = head + tail
      assert.doesNotMatch(guarded(cell), /^[=+\-@\t\r]/)
      assert.equal(unguarded(guarded(cell)), cell)
    }),
  )
})

test('rejected rows: read again, the cells behind the front are the cells of the file', () => {
  const cell = fc.string({
    unit: fc.constantFrom('=', '+', "'", '"', ';', '\n', 'a', ' ', '-'),
    maxLength: 6,
  })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 3 }), (cells) => {
      const dialect = dialectOf('a;b\n')
      const quoted = cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(';')
      const row = { cells, written: `${quoted}\n`, line: 2, problems }
      const again: CsvRecord[] = []
      const reader = csvReader(dialect, (record) => again.push(record))
      reader.push(rejectsLine(row, dialect, false))
      reader.end()
      assert.deepEqual(again[0]?.cells.slice(rejectsColumns.length).map(unguarded), cells)
    }),
  )
})

test('rejected rows: each sentence is in Windows-1252, so the file keeps its encoding', () => {
  const letters = new TextDecoder('windows-1252').decode(
    Uint8Array.from({ length: 256 }, (_, i) => i),
  )
  for (const { why, howToFix } of Object.values(rejections)) {
    for (const character of why.fr + howToFix.fr) assert.ok(letters.includes(character), character)
  }
})

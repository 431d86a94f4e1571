import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { epochMs } from '../base/units.ts'
import { mapColumns } from './columns.ts'
import { type CsvRecord, csvReader, dialectOf } from './csvRecords.ts'
import { type ContactRow, intakeOf, type RejectedRow } from './intake.ts'
import { rejections } from './rejection.ts'
import { cellLengthMax } from './rowCells.ts'
import { parseSource, type Source } from './source.ts'

const now = epochMs(Date.UTC(2026, 5, 30))
const source = parseSource({
  kind: 'ownForm',
  holder: 'Équipe',
  collectedFrom: '2026-01-10',
  collectedTo: '2026-06-30',
  controller: 'Camille Exemple',
  channel: 'automate',
  wording: "J'accepte.",
  wordingVersion: 'v1',
  slots: 'jeudi 18h-20h',
})

type Row = ContactRow | RejectedRow | { readonly is: 'blank' }

function rowOf(header: string, line: string, declared: Source = source): Row {
  const records: CsvRecord[] = []
  const text = `${header}\n${line}\n`
  const reader = csvReader(dialectOf(text), (record) => records.push(record))
  reader.push(text)
  reader.end()
  const mapping = mapColumns(records[0]?.cells ?? [], new Map())
  return intakeOf({ mapping, source: declared, now })(records[1] as CsvRecord)
}

const contact = (header: string, line: string, declared = source): ContactRow => {
  const row = rowOf(header, line, declared)
  assert.equal(row.is, 'contact', JSON.stringify(row))
  return row as ContactRow
}

const full = 'Nom;Tél;Date de consentement;Créneau;Version du texte;Code INSEE;Code postal'

// biome-ignore format: a line of the full header → the first thing wrong, in which column, as a table
const rejected: readonly (readonly [string, string, string])[] = [
  ['Dupont;;;;;;', 'noNumber', 'Tél'], ['Dupont;liste rouge;;;;;', 'notANumber', 'Tél'], ['Dupont;0899123456;;;;;', 'special', 'Tél'],
  ['Dupont;0639981234;;mardi 10h-13h;;;', 'consentDateMissing', 'Créneau'], ['Dupont;0639981234;;;v1;;', 'consentDateMissing', 'Version du texte'],
  ['Dupont;0639981234;hiver;;;;', 'consentDateUnreadable', 'Date de consentement'], ['Dupont;0639981234;46093;;;;', 'consentDateSerial', 'Date de consentement'],
  ['Dupont;0639981234;01/07/2026;;;;', 'consentInFuture', 'Date de consentement'], ['Dupont;0639981234;09/01/2026;;;;', 'consentOutsideCollection', 'Date de consentement'],
  ['Dupont;0639981234;12/03/2026;mardi;;;', 'slotUnreadable', 'Créneau'], ['Dupont;0639981234;12/03/2026;;v7;;', 'wordingUnknown', 'Version du texte'],
  ['Dupont;0639981234;;;;75;', 'inseeUnreadable', 'Code INSEE'], ['Dupont;0639981234;;;;;7501A', 'postcodeUnreadable', 'Code postal'],
  ['Dupont;0639981234;;;;75056;97200', 'placesDisagree', 'Code INSEE'], ['Dupont;0639981234;;;;;;extra', 'tooManyCells', ''],
  ['"Du"pont";0639981234;;;;;', 'badQuotes', ''], [`${'x'.repeat(cellLengthMax + 1)};0639981234;;;;;`, 'cellTooLong', 'Nom'],
]

test('intake: each thing wrong rejects the row with its line, column, reason and remedy', () => {
  for (const [line, reason, column] of rejected) {
    const row = rowOf(full, line)
    assert.equal(row.is, 'rejected', line)
    const { problems, line: at } = row as RejectedRow
    assert.deepEqual([problems[0]?.reason, problems[0]?.column, at], [reason, column, 2], line)
  }
})

test('intake: a row with several things wrong tells them all at once', () => {
  const row = rowOf(full, 'Dupont;0899123456;hiver;mardi;v7;75;7501A') as RejectedRow
  assert.deepEqual(
    row.problems.map(({ reason }) => reason),
    [
      'inseeUnreadable',
      'postcodeUnreadable',
      'consentDateUnreadable',
      'slotUnreadable',
      'wordingUnknown',
      'special',
    ],
  )
})

test('intake: the longest name passes, shorter rows are read, blank rows are none', () => {
  assert.equal(
    contact(full, `${'x'.repeat(cellLengthMax)};0639981234`).lastName?.length,
    cellLengthMax,
  )
  assert.equal(contact(full, 'x;0639981234;;;;;;;;').numbers[0], '+33639981234')
  assert.equal(rowOf(full, ' ; ;;;;;;;').is, 'blank')
})

test('intake: a good number is kept when the other of the row is not, and that one is told', () => {
  const row = contact('Portable;Fixe', '06 39 98 12 34;0899123456')
  assert.deepEqual(row.numbers, ['+33639981234'])
  assert.deepEqual(
    row.problems.map(({ column, reason }) => [column, reason]),
    [['Fixe', 'special']],
  )
  const both = contact('Portable;Fixe', '06 39 98 12 34 / 01 99 00 12 34;0199001234')
  assert.deepEqual(both.numbers, ['+33639981234', '+33199001234'])
})

test('intake: a person gives place, territory, home, and who placed them there and when', () => {
  const row = contact(
    'Nom;Prénom;Tél;Adresse;Commune;CP;INSEE;Commune déclarée par;Commune déclarée le',
    ' Dupont ;Jean  Luc;0639981234;12, rue de la Paix;Fort-de-France;97200;97209;la personne;12/03/2026',
  )
  const { lastName, firstName, commune, postcode, insee, territory, home } = row
  assert.deepEqual(
    [lastName, firstName, commune, postcode, insee, territory, home],
    [
      'Dupont',
      'Jean Luc',
      'Fort-de-France',
      '97200',
      '97209',
      'MQ',
      'dupont|12 rue de la paix|97200',
    ],
  )
  assert.deepEqual([row.communeSaidBy, row.communeSaidAt], ['la personne', '2026-03-12'])
  assert.equal(contact('Tél;CP', '0639981234;75011').territory, 'FR')
  assert.equal(contact('Tél;Commune', '0639981234;Paris').territory, null)
})

// biome-ignore format: header, line → consent as day, days of slots and version; or none, as a table
const consents: readonly (readonly [string, string, string])[] = [
  ['Tél', '0639981234', '2026-01-09T23 4 v1'], ['Tél;Créneau', '0639981234;mardi 10h-13h', '2026-01-09T23 2 v1'],
  ['Tél;Créneau', '0639981234;', '2026-01-09T23  v1'], ['Tél;Date de consentement', '0639981234;12/03/2026', '2026-03-11T23 4 v1'],
  ['Tél;Date de consentement', '0639981234;', 'none'], ['Tél;Consentement', '0639981234;oui', '2026-01-09T23 4 v1'],
  ['Tél;Consentement', '0639981234;NON', 'none'], ['Tél;Consentement', '0639981234;', 'none'],
  ['Tél;Consentement;Consentement le', '0639981234;x;12/03/2026', '2026-03-11T23 4 v1'], ['Tél;Consentement;Consentement le', '0639981234;non;12/03/2026', 'none'],
  ['Tél;Date de consentement;Créneau', '0639981234;30/06/2026;mardi 10h-13h', '2026-06-29T22 2 v1'], ['Tél;Consentement', '0639981234;peut-être', 'rejected'],
  ['Tél;Consentement;Consentement le', '0639981234;;12/03/2026', 'rejected'], ['Tél;Consentement;Consentement le', '0639981234;oui;', 'rejected'],
  ['Tél;Date de consentement', '0639981234;30/06/2026', '2026-06-29T22 4 v1'],
]

test('CNIL: the consent of a row is what the row says of it, else what the source declares for all', () => {
  for (const [header, line, expected] of consents) {
    const row = rowOf(header, line)
    const said = row.is === 'contact' ? row.consent : undefined
    const shown =
      said &&
      `${new Date(said.at).toISOString().slice(0, 13)} ${said.slots.flatMap(({ days }) => days).join('')} ${said.wordingVersion}`
    assert.equal(
      row.is === 'rejected' ? 'rejected' : (shown ?? 'none'),
      expected,
      `${header} ${line}`,
    )
  }
})

test('CNIL: a directory, and a source that declares no consent, give none', () => {
  const { consent, ...rest } = source
  for (const declared of [
    { ...rest, consent: null },
    { ...rest, consent, kind: 'directory' as const },
  ])
    assert.equal(contact('Tél;Créneau', '0639981234;mardi 10h-13h', declared).consent, null)
})

test('intake: with several wordings declared, a row must say which', () => {
  const wordings = [
    { version: 'v1', text: 'a' },
    { version: 'v2', text: 'b' },
  ]
  const declared = { ...source, consent: source.consent && { ...source.consent, wordings } }
  assert.equal(
    contact('Tél;Version du texte', '0639981234;v2', declared).consent?.wordingVersion,
    'v2',
  )
  const silent = rowOf('Tél;Version du texte', '0639981234;', declared) as RejectedRow
  assert.equal(silent.problems[0]?.reason, 'wordingMissing')
})

test('intake: whatever the bytes of a row, it is a contact, blank, or rejected with a known reason', () => {
  const mapping = mapColumns(full.split(';'), new Map())
  const intake = intakeOf({ mapping, source, now })
  const bytes = fc
    .uint8Array({ maxLength: 60 })
    .map((data) => new TextDecoder('windows-1252').decode(data))
  const cell = fc.oneof(
    bytes,
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('0639981234', 'mardi 10h-13h', '12/03/2026', 'v1'),
  )
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 9 }), fc.boolean(), (cells, quotesBroken) => {
      const row = intake({ cells, line: 2, written: cells.join(';'), quotesBroken })
      if (row.is === 'blank') return
      if (row.is === 'rejected') assert.ok(row.problems.length > 0)
      else assert.ok(row.numbers.length > 0)
      for (const { reason } of row.problems) assert.ok(reason in rejections)
    }),
    { numRuns: 3_000 },
  )
})

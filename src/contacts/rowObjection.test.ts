import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import { mapColumns } from './columns.ts'
import { type ContactRow, intakeOf, type RejectedRow } from './intake.ts'
import { parseSource } from './source.ts'

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

function rowOf(headers: readonly string[], cells: readonly string[]): ContactRow | RejectedRow {
  const intake = intakeOf({ mapping: mapColumns(headers, new Map()), source, now })
  const row = intake({ cells, line: 7, written: cells.join(';'), quotesBroken: false })
  assert.notEqual(row.is, 'blank')
  return row as ContactRow | RejectedRow
}

/** `rejected`, `consents`, or the day of the objection. */
function saidBy(headers: readonly string[], ...cells: readonly string[]): string {
  const row = rowOf(['Tél', ...headers], ['06 39 98 00 01', ...cells])
  if (row.is === 'rejected') return row.problems.map(({ reason }) => reason).join(' ')
  if (row.objectedAt === null) return row.consent ? 'consents' : 'silent'
  assert.equal(row.consent, null, 'who objected has no consent')
  return new Date(row.objectedAt).toISOString().slice(0, 10)
}

// biome-ignore format: what the cell is taken for → cells, as a table
const cells: readonly (readonly [string, readonly string[]])[] = [
  ['2026-06-30', ['oui', 'OUI', ' Oui ', 'yes', 'y', 'x', 'X', '1', 'true', 'VRAI', 'STOP', 'Opposé', 'opposée', 'Ne pas appeler', 'Do not call', 'DNC', 'désinscrit',
    'Unsubscribed', 'opt-out', 'Bloctel', 'Refusé', 'refuse', '✓', '☒', '01/07/2027']],
  ['2026-03-11', ['12/03/2026', '2026-03-12', '12 mars 2026']],
  ['consents', ['', ' ', 'non', 'NON', 'no', 'n', '0', 'false', 'Faux', '-', '—', '☐', 'non opposé', "pas d'opposition", 'aucune', 'none']],
  ['objectionUnclear', ['ok', '?', 'peut-être', 'voir note', '2', '46093', '31/02/2026', 'oui mais', 'inscrit', 'accord', 'opt-in', 'pas', "'"]],
]

test('GDPR art. 21: a cell of an objection column is yes, no, a day, or rejects its row', () => {
  for (const [taken, texts] of cells) {
    for (const text of texts) assert.equal(saidBy(['Opposition'], text), taken, `"${text}"`)
  }
})

test('GDPR art. 21: any column of objections is enough, and the earliest day given counts', () => {
  const two = ['Opposition', "Date d'opposition"]
  assert.equal(saidBy(two, 'oui', ''), '2026-06-30')
  assert.equal(saidBy(two, 'oui', '12/03/2026'), '2026-03-11')
  assert.equal(saidBy(two, 'non', '12/03/2026'), '2026-03-11')
  assert.equal(saidBy(two, 'oui', 'hiver'), 'objectionUnclear')
  assert.equal(saidBy(two, 'non', ''), 'consents')
})

test('GDPR art. 21: another wrong cell never loses an objection, a wrong number rejects the row', () => {
  const headers = ['Stop', 'Code postal', 'Consentement', 'Date de consentement']
  assert.equal(saidBy(headers, 'x', '7501A', 'peut-être', 'hiver'), '2026-06-30')
  assert.equal(saidBy(headers, 'hiver', '7501A', '', ''), 'objectionUnclear postcodeUnreadable')
  const bad = rowOf(['Tél', 'Stop'], ['06 39 98', 'x'])
  assert.deepEqual([bad.is, bad.problems[0]?.reason], ['rejected', 'tooShort'])
})

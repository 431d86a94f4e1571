/** Language and polling district: read as people write them, and only where they gave them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import { mapColumns } from './columns.ts'
import { intakeOf } from './intake.ts'
import { parseLanguage } from './language.ts'
import { normalDistrict } from './pollingDistrict.ts'
import { parseSource, type SourceKind, sourceKinds } from './source.ts'

for (const [written, tag] of [
  ...([
    ['Français', 'fr'],
    ['FR', 'fr'],
    ['fr-FR', 'fr'],
    ['fra', 'fr'],
    ['english', 'en'],
  ] as const),
  ...([
    ['Breton', 'br'],
    ['de', 'de'],
    ['zh-Hant', 'zh'],
    ['alsacien', 'gsw'],
    ['LSF', 'fsl'],
  ] as const),
  ...([
    ['', undefined],
    ['klingonais', undefined],
    ['12', undefined],
    ['xyz', undefined],
  ] as const),
] as const) {
  test(`contacts: language “${written}” is ${tag}`, () => {
    assert.equal(parseLanguage(written), tag)
  })
}

for (const [written, district] of [
  ...([
    ['7', '7'],
    ['0007', '7'],
    ['Bureau n° 07', '7'],
    ['bureau 12', '12'],
  ] as const),
  ...([
    ['Mairie', 'MAIRIE'],
    ['école A', 'ÉCOLE A'],
    ['A12', 'A12'],
  ] as const),
] as const) {
  test(`contacts: polling district “${written}” is ${district}`, () => {
    assert.equal(normalDistrict(written), district)
  })
}

const header = ['Téléphone', 'Bureau de vote', 'Langue']

function rowFrom(kind: SourceKind, cells: readonly string[]) {
  const declared = { kind, holder: 'X', collectedFrom: '2026-01-01', collectedTo: '2026-02-01' }
  const mapping = mapColumns(header, new Map())
  const intake = intakeOf({ mapping, source: parseSource(declared), now: epochMs(1.8e12) })
  return intake({ cells, line: 2, written: '', quotesBroken: false })
}

const own: readonly SourceKind[] = ['ownForm', 'paperForm', 'membership', 'event', 'petition']
for (const kind of sourceKinds) {
  const given = own.includes(kind)
  test(`RGPD art. 9: language and district of a source "${kind}" are ${given ? 'the person’s own' : 'not taken'}`, () => {
    const row = rowFrom(kind, ['06 39 98 12 34', 'Bureau n° 07', 'breton'])
    assert.ok(row.is === 'contact')
    assert.deepEqual([row.pollingDistrict, row.language], given ? ['7', 'br'] : [null, null])
  })
}

test('contacts: a language nobody can read rejects the row, and says so', () => {
  const row = rowFrom('ownForm', ['06 39 98 12 34', '', 'klingonais'])
  assert.ok(row.is === 'rejected')
  assert.equal(row.problems[0]?.reason, 'languageUnreadable')
})

test('RGPD art. 9: a column of mother tongues is refused, not taken for the language of a call', () => {
  const use = mapColumns(header, new Map()).columns.map((column) => column.use)
  assert.deepEqual(use, ['phone', 'pollingDistrict', 'language'])
  assert.throws(() => mapColumns(['Téléphone', 'Langue maternelle'], new Map()), {
    code: 'refused',
  })
})

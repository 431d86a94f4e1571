/** Public tables by commune: what is taken of them, and what makes them refused. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { Failure, type FailureCode } from '../base/failure.ts'
import { readGazetteer } from './gazetteer.ts'
import { inhabitantsMin, placeColumnsMax, readPlacesTable } from './placesTable.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-places-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const gazetteer = readGazetteer()

function tableOf(text: string | Buffer) {
  const file = path.join(folder, 'table.csv')
  writeFileSync(file, text)
  return readPlacesTable(file, gazetteer)
}

test('places: INSEE codes and figures are taken, names of communes are left out', async () => {
  const { figures, rows, ignored, tooSmall, unknown } = await tableOf(
    '\ufeffCode INSEE;Libellé;Turnout;Inscrits\r\n75056;Paris;0,44;1 300 000\r\n1001;L’Abergement;;600\r\n\r\n',
  )
  assert.deepEqual(figures, ['Turnout', 'Inscrits'])
  assert.deepEqual(rows, [
    { insee: '75056', numbers: [0.44, 1_300_000] },
    { insee: '01001', numbers: [null, 600] },
  ])
  assert.deepEqual(ignored, ['Libellé'])
  assert.deepEqual([tooSmall, unknown], [0, 0])
})

test('places: a file of Windows-1252 with commas is read too', async () => {
  const { figures } = await tableOf(Buffer.from('insee,taux d\xe9tourn\xe9\n75056,0.4\n', 'latin1'))
  assert.deepEqual(figures, ['taux détourné'])
})

test('places: a commune of very few people is left out, one of just enough is not', async () => {
  const few = [...gazetteer.commune.values()].find(
    ({ inhabitants }) => inhabitants === inhabitantsMin - 1,
  )
  const enough = [...gazetteer.commune.values()].find(
    ({ inhabitants }) => inhabitants === inhabitantsMin,
  )
  assert.ok(few && enough)
  const { rows, tooSmall, unknown } = await tableOf(
    `insee;x\n${few.code};1\n${enough.code};1\n99999;1\n`.replace('99999', '95999'),
  )
  assert.deepEqual(
    rows.map(({ insee }) => insee),
    [enough.code],
  )
  assert.deepEqual([tooSmall, unknown], [1, 1])
})

const columns = (count: number): string =>
  `insee;${Array.from({ length: count - 1 }, (_, n) => `f${n}`).join(';')}\n75056${';1'.repeat(count - 1)}\n`

const refused: readonly (readonly [string, string, FailureCode, RegExp])[] = [
  ['a telephone column', 'Téléphone;insee;x\n1;75056;2\n', 'refused', /about a person/],
  ['a name column', 'Nom;insee;x\nA;75056;2\n', 'refused', /about a person/],
  ['an e-mail column', 'e-mail;insee;x\nA;75056;2\n', 'refused', /about a person/],
  ['a birth date', 'insee;Date de naissance;x\n75056;1;2\n', 'refused', /about a person/],
  ['several rows a commune', 'insee;x\n75056;1\n59350;1\n75056;2\n', 'refused', /lines 2 and 4/],
  ['a party’s share', 'insee;score parti\n75056;1\n', 'refused', /looks like political opinion/],
  ['an income', 'insee;revenu median\n75056;1\n', 'refused', /looks like income/],
  ['postcodes only', 'code postal;x\n75001;1\n', 'badInput', /are postcodes/],
  ['no INSEE column', 'ville;x\nParis;1\n', 'badInput', /No column holds INSEE/],
  ['two INSEE columns', 'insee;code insee;x\n75056;75056;1\n', 'badInput', /Several columns/],
  ['a code that is none', 'insee;x\nabc;1\n', 'badInput', /Line 2/],
  ['no figure', 'insee;x\n75056;a\n', 'badInput', /No column holds a figure/],
  ['nothing', 'insee;x\n', 'badInput', /empty/],
  ['too many columns', columns(placeColumnsMax + 1), 'badInput', /too many columns/],
]
for (const [what, text, code, sentence] of refused) {
  test(`places: a table with ${what} is refused whole`, async () => {
    await assert.rejects(
      tableOf(text),
      (error) => error instanceof Failure && error.code === code && sentence.test(error.message),
    )
  })
}

test('places: as many columns as may be are taken', async () => {
  const { figures } = await tableOf(columns(placeColumnsMax))
  assert.equal(figures.length, placeColumnsMax - 1)
})

/** Workbooks: as Excel and others write them, damaged, locked, and packed to burst. */
import assert from 'node:assert/strict'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { after, test } from 'node:test'
import ExcelJS from 'exceljs'
import yazl from 'yazl'
import { Failure } from '../../base/failure.ts'
import { previewSheet, sheetAsCsv } from './sheetAsCsv.ts'
import { attribute, xmlReader } from './xmlTokens.ts'
import { partsMax, ratioFromBytes } from './zipParts.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-workbook-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0
const newFile = (): string => {
  files += 1
  return path.join(folder, `${files}.xlsx`)
}

async function anExcelFile(): Promise<string> {
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Adhérents & amis')
  sheet.addRow(['Nom', 'Téléphone', 'Date de consentement', 'Commune', 'Nombre', 'Accord'])
  sheet.addRow(['Dupont', '06 39 98 00 01', new Date(Date.UTC(2025, 2, 12)), 'Paris', 12.5, true])
  sheet.addRow([
    "d'Été <b>&",
    639980002,
    new Date(Date.UTC(2025, 2, 12, 10, 2)),
    'L;"y"on',
    1,
    false,
  ])
  sheet.addRow([])
  const last = sheet.addRow([])
  last.getCell(1).value = { richText: [{ text: 'Mar' }, { text: 'tin', font: { bold: true } }] }
  last.getCell(2).value = { formula: '1+1', result: '0639980003' }
  last.getCell(4).value = 'deux\nlignes'
  sheet.getColumn(3).numFmt = 'dd/mm/yyyy hh:mm'
  workbook.addWorksheet('Autre').addRow(['rien'])
  workbook.addWorksheet('Caché', { state: 'hidden' }).addRow(['secret'])
  const file = newFile()
  await workbook.xlsx.writeFile(file)
  return file
}

async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const zip = new yazl.ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  const file = newFile()
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

const sheetParts = (sheet: string | Buffer): Record<string, string | Buffer> => ({
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/workbook.xml': '<x:workbook><x:sheets><x:sheet name="S" r:id="r1"/></x:sheets></x:workbook>',
  'xl/worksheets/sheet1.xml': sheet,
})

test('workbook: the shown sheets, and the first rows of one of them', async () => {
  const file = await anExcelFile()
  const { sheets, sheet, rows } = await previewSheet(file)
  assert.deepEqual(
    [sheets, sheet, rows.length],
    [['Adhérents & amis', 'Autre'], 'Adhérents & amis', 4],
  )
  assert.deepEqual((await previewSheet(file, 'Autre')).rows, [['rien']])
  await assert.rejects(previewSheet(file, 'Caché'), /no sheet named/)
})

test('workbook: cells are written as people see them, one row a line, formulas as their values', async () => {
  const target = path.join(folder, 'out.csv')
  assert.equal(await sheetAsCsv(await anExcelFile(), target, undefined), 5)
  assert.deepEqual(readFileSync(target, 'utf8').split('\n'), [
    'Nom;Téléphone;Date de consentement;Commune;Nombre;Accord',
    'Dupont;06 39 98 00 01;2025-03-12;Paris;12.5;oui',
    `d'Été <b>&;639980002;2025-03-12 10:02;"L;""y""on";1;non`,
    '',
    'Martin;0639980003;;deux lignes',
    '',
  ])
})

test('workbook: prefixes, inline texts, left out references and gaps are read', async () => {
  const file = await zipOf(
    sheetParts(
      '<?xml version="1.0"?><x:worksheet><x:sheetData><x:row r="2"><x:c t="inlineStr"><x:is><x:t>a&#233;&lt;</x:t>' +
        '</x:is></x:c><x:c r="C2" t="str"><x:f>"&gt;"</x:f><x:v>b</x:v></x:c></x:row><!-- x > y --></x:sheetData></x:worksheet>',
    ),
  )
  const target = path.join(folder, 'prefixed.csv')
  await sheetAsCsv(file, target, undefined)
  assert.equal(readFileSync(target, 'utf8'), '\naé<;;b\n')
})

const refused: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
  [
    'a part packed to burst',
    () => zipOf(sheetParts(Buffer.alloc(ratioFromBytes + 1e6, '<c/>'))),
    /more tightly/,
  ],
  [
    'an entity of its own',
    () => zipOf(sheetParts('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>')),
    /damaged/,
  ],
  ['a sheet that is cut off', () => zipOf(sheetParts('<worksheet><sheetData><row')), /damaged/],
  ['an archive of something else', () => zipOf({ 'a.txt': 'a' }), /no Excel workbook/],
  [
    'more parts than a workbook has',
    () =>
      zipOf(Object.fromEntries(Array.from({ length: partsMax + 1 }, (_, n) => [`xl/${n}`, 'a']))),
    /no workbook of people/,
  ],
  [
    'a file that ends in its midst',
    async () => {
      const file = newFile()
      const whole = readFileSync(await anExcelFile())
      writeFileSync(file, whole.subarray(0, whole.length / 2))
      return file
    },
    /damaged/,
  ],
]
for (const [what, make, sentence] of refused) {
  test(`workbook: ${what} is refused in one sentence`, async () => {
    const file = await make()
    await assert.rejects(
      previewSheet(file),
      (error) => error instanceof Failure && sentence.test(error.message),
    )
  })
}

test('workbook: XML may be cut anywhere', () => {
  const xml = `<a b="x>y" c='&amp;'>t&lt;<![CDATA[<z>]]></a>`
  for (let cut = 0; cut <= xml.length; cut += 1) {
    let seen = ''
    const reader = xmlReader({
      open: (name, attributes) => {
        seen += `[${name} ${attribute(attributes, 'b')} ${attribute(attributes, 'c')}]`
      },
      close: (name) => {
        seen += `[/${name}]`
      },
      text: (text) => {
        seen += text
      },
    })
    reader.push(xml.slice(0, cut))
    reader.push(xml.slice(cut))
    reader.end()
    assert.equal(seen, '[a x>y &]t<<z>[/a]', `cut at ${cut}`)
  }
})

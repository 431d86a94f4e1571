/** Files of people over the API: they arrive in pieces, are previewed, imported, corrected and searched. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import { organisationUploadsMax } from '../../src/store/postgres/uploads.ts'
import { openPeopleApi, type PeopleApi } from '../support/peopleApi.ts'

const source = {
  ...{ kind: 'ownForm', holder: 'Équipe de Camille', channel: 'automate' },
  ...{ collectedFrom: '2025-01-01', collectedTo: '2025-06-30', controller: 'Camille Exemple' },
  wordings: [{ version: 'v1', text: "J'accepte." }],
}
const header = 'Nom;Prénom;Tél. portable;Ville;Code INSEE;Date de consentement;Obs'
const people = [
  'Dupont;Jean;06 39 98 00 01;Paris 11e;75111;12/03/2025;rappeler',
  'Été;Zoé;06 39 98 00 02;Lyon;69123;12/03/2025;',
  'Dupont;Jean;06 39 98 00 01;Paris 11e;75111;12/03/2025;deux fois',
  'Martin;Paul;06 39 98;Lille;59350;12/03/2025;court',
]
const csv = [header, ...people].join('\n')

async function imported(
  api: PeopleApi,
  content: string | Uint8Array,
  { name = 'optin.csv', organisation = api.organisations[0], ...more } = {},
) {
  const upload = await api.send(organisation, name, content)
  const asked = await api.ask('POST', `/organisations/${organisation}/imports`, {
    ...{ upload, source, ...more },
  })
  assert.equal(asked.status, 202, asked.text)
  return await api.ended(organisation, asked.body.id)
}

test('people: an upload that breaks off goes on where it was', async (t) => {
  const api = await openPeopleApi(t)
  const [mine, other] = api.organisations
  const tus = (url: string, method: string, headers: Record<string, string>, body?: string) =>
    fetch(new URL(url, api.url), {
      method,
      headers: { authorization: `Bearer ${mine}`, 'tus-resumable': '1.0.0', ...headers },
      ...(body !== undefined && { body }),
    })
  const length = String(Buffer.byteLength(csv))
  const filename = Buffer.from('../../etc/optin.csv').toString('base64')
  const made = await tus(`/api/v1/organisations/${mine}/uploads`, 'POST', {
    ...{ 'upload-length': length, 'upload-metadata': `filename ${filename}` },
  })
  assert.equal(made.status, 201, await made.text())
  const location = made.headers.get('location') ?? ''
  assert.match(location, new RegExp(`^/api/v1/organisations/${mine}/uploads/[0-9a-f-]{36}$`))
  const piece = { 'content-type': 'application/offset+octet-stream' }
  const bytes = Buffer.from(csv)
  const part = async (from: number, to: number) =>
    fetch(new URL(location, api.url), {
      method: 'PATCH',
      headers: {
        ...{ authorization: `Bearer ${mine}`, 'tus-resumable': '1.0.0', ...piece },
        'upload-offset': String(from),
      },
      body: bytes.subarray(from, to),
    })
  assert.equal((await part(0, 100)).status, 204)
  const id = location.slice(-36)
  const early = await api.ask('GET', `/organisations/${mine}/uploads/${id}/preview`)
  assert.equal(early.status, 409)
  const where = await tus(location, 'HEAD', {})
  assert.equal(where.headers.get('upload-offset'), '100')
  // Somebody else's, by its id, in their own path and in ours.
  const stranger = location.replace(`/${mine}/`, `/${other}/`)
  const asStranger = await fetch(new URL(stranger, api.url), {
    method: 'HEAD',
    headers: { authorization: `Bearer ${other}`, 'tus-resumable': '1.0.0' },
  })
  assert.equal(asStranger.status, 404)
  assert.equal((await part(100, bytes.length)).status, 204)
  const preview = await api.ask('GET', `/organisations/${mine}/uploads/${id}/preview`)
  assert.equal(preview.status, 200, preview.text)
  assert.deepEqual(
    preview.body.columns.map(({ header: name, use }: { header: string; use: string }) => [
      name,
      use,
    ]),
    [
      ...[
        ['Nom', 'lastName'],
        ['Prénom', 'firstName'],
        ['Tél. portable', 'phone'],
      ],
      ...[
        ['Ville', 'commune'],
        ['Code INSEE', 'insee'],
        ['Date de consentement', 'consentDate'],
      ],
      ['Obs', 'ignore'],
    ],
  )
  const stolen = await api.ask('GET', `/organisations/${other}/uploads/${id}/preview`)
  assert.equal(stolen.status, 404)
  assert.deepEqual(
    readdirSync(path.join(api.folder, 'uploads')).map((name) => name.slice(0, 36)),
    [id, id],
  )
})

test('people: the first bytes are previewed at once, with a forbidden column named beside its header', async (t) => {
  const api = await openPeopleApi(t)
  const [mine] = api.organisations
  const preview = async (content: string | Uint8Array) => {
    const response = await fetch(`${api.url}/api/v1/organisations/${mine}/previews`, {
      method: 'POST',
      headers: { authorization: `Bearer ${mine}`, 'content-type': 'application/octet-stream' },
      body: Buffer.from(content as string),
    })
    return { status: response.status, body: (await response.json()) as Record<string, never> }
  }
  const { status, body } = await preview(Buffer.from(csv, 'latin1'))
  assert.deepEqual([status, body['encoding'], body['delimiter']], [200, 'windows-1252', ';'])
  const forbidden = (await preview('Téléphone;intention_vote\n0639980001;x\n')).body as unknown as {
    refusal: string
    columns: { forbidden: string | null }[]
  }
  assert.match(forbidden.refusal, /intention_vote.*political opinion/)
  assert.deepEqual(
    forbidden.columns.map((column) => column.forbidden),
    [null, 'political opinion'],
  )
  assert.equal((await preview('')).status, 400)
})

test('people: an import closes its sums, and its lines to correct come back as a file that imports', async (t) => {
  const api = await openPeopleApi(t)
  const [mine, other] = api.organisations
  const done = await imported(api, csv, { organisation: mine })
  assert.equal(done.state, 'done', JSON.stringify(done.failure))
  const { read, accepted, duplicates, rejected, reasons, leftOut } = done.result
  assert.deepEqual([read, accepted, duplicates, rejected], [4, 2, 1, 1])
  assert.deepEqual([reasons[0].rows, leftOut], [1, ['Obs']])
  assert.deepEqual(
    done.files.map(({ name }) => name),
    ['optin à corriger.csv'],
  )
  const file = `/organisations/${mine}/tasks/${done.id}/files/${done.files[0]?.id}`
  const rejects = await api.ask('GET', file)
  assert.match(rejects.text, /^ligne;colonne;.*\n5;Tél\. portable;.*Martin/s)
  assert.match(
    rejects.headers.get('content-disposition') ?? '',
    /^attachment; filename="optin _ corriger/,
  )
  assert.equal((await api.ask('GET', file.replace(String(mine), String(other)))).status, 404)
  const corrected = rejects.text.replace('06 39 98;Lille', '06 39 98 00 03;Lille')
  const again = await imported(api, corrected, { organisation: mine, name: 'optin à corriger.csv' })
  assert.deepEqual([again.result.read, again.result.newContacts], [1, 1])
  const same = await imported(api, csv, { organisation: mine })
  assert.ok(same.result.alreadyImportedAt > 0)
  assert.deepEqual(readdirSync(path.join(api.folder, 'uploads')), [])
  const { rows } = await api.database.pool.query(
    'select distinct organisation_id as id from contact union select organisation_id from source',
  )
  assert.deepEqual(rows, [{ id: mine }])
  // The second organisation of the installation imports into its own, not into the first.
  await imported(api, csv, { organisation: other })
  const theirs = await api.ask('GET', `/organisations/${other}/contacts`)
  assert.equal(theirs.body.items.length, 2)
  const sources = await api.ask('GET', `/organisations/${other}/sources`)
  assert.deepEqual(
    sources.body.items.map((each: { fileName: string; rows: object }) => [
      each.fileName,
      each.rows,
    ]),
    [['optin.csv', { read: 4, accepted: 2, duplicates: 1, rejected: 1 }]],
  )
  assert.deepEqual(sources.body.items[0].wordings, source.wordings)
})

test('people: a workbook is imported by the sheet that was chosen, a broken file by no row', async (t) => {
  const api = await openPeopleApi(t)
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('Accueil').addRow(['Bienvenue'])
  const sheet = workbook.addWorksheet('Membres')
  sheet.addRow(['Nom', 'Téléphone', 'Date de consentement'])
  for (let n = 0; n < 30; n += 1) {
    sheet.addRow([`Nom${n}`, 639980100 + n, new Date(Date.UTC(2025, 2, 12))])
  }
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
  const done = await imported(api, bytes, { name: 'm.xlsx', sheet: 'Membres' } as object)
  assert.deepEqual([done.state, done.result?.accepted], ['done', 30], JSON.stringify(done.failure))
  const wrong = await imported(api, bytes, { name: 'm.xlsx', sheet: 'Rien' } as object)
  assert.match(wrong.failure?.sentence ?? '', /no sheet named "Rien"/)
  const cut = await imported(api, `${csv}\nDupont;"Jean;06 39 98 00 09;`)
  assert.match(cut.failure?.sentence ?? '', /cut off at line 6/)
  const binary = await imported(api, '%PDF-1.4', { name: 'x.csv' })
  assert.match(binary.failure?.sentence ?? '', /"x.csv" is a PDF/)
  const nothing = await imported(api, `${header}\n;;06;;;;`)
  assert.match(nothing.failure?.sentence ?? '', /None of the 1 rows.*the file of lines to correct/)
  assert.equal(nothing.files.length, 1)
})

test('people: contacts are paged by name without accents, and found by number', async (t) => {
  const api = await openPeopleApi(t)
  const [mine] = api.organisations
  const names = ['Émile', 'emilie', 'Zola', 'de La Tour', 'D’Été', 'Éa', 'ea']
  const rows = names.map((name, n) => `${name};x${n};06 39 98 10 0${n};Paris;75056;12/03/2025;`)
  await imported(api, [header, ...rows].join('\n'))
  const page = (query: string) => api.ask('GET', `/organisations/${mine}/contacts?${query}`)
  const seen: string[] = []
  for (let after = ''; ; ) {
    const { body } = await page(`limit=2${after}`)
    seen.push(...body.items.map(({ lastName }: { lastName: string }) => lastName))
    if (body.next === null) break
    after = `&after=${body.next}`
  }
  assert.deepEqual(seen, ['D’Été', 'de La Tour', 'Éa', 'ea', 'Émile', 'emilie', 'Zola'])
  const found = await page('name=EMI')
  assert.deepEqual(
    found.body.items.map(({ phone }: { phone: string }) => phone),
    ['06 39 98 •• 00', '06 39 98 •• 01'],
  )
  const known = await api.ask('POST', `/organisations/${mine}/contacts/find`, {
    number: '06.39.98.10.02',
  })
  assert.equal(known.body.contact.lastName, 'Zola')
  assert.deepEqual(known.body.verdict, null)
  assert.deepEqual(
    known.body.facts.map(({ fact, fileName, line }: Record<string, unknown>) => [
      fact,
      fileName,
      line,
    ])[0],
    ['phone', 'optin.csv', 4],
  )
  const unknown = await api.ask('POST', `/organisations/${mine}/contacts/find`, {
    number: '0639989999',
  })
  assert.deepEqual([unknown.status, unknown.body.contact, unknown.body.facts], [200, null, []])
})

test('people: no more files wait than an organisation may have', async (t) => {
  const api = await openPeopleApi(t)
  const [mine, other] = api.organisations
  for (let n = 0; n < organisationUploadsMax; n += 1) await api.send(mine, 'a.csv', 'a')
  await assert.rejects(api.send(mine, 'a.csv', 'a'), /Too many files wait/)
  await api.send(other, 'a.csv', 'a')
})

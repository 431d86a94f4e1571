/** Files sent by somebody who means harm: names, sizes, archives, cells and strangers. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { headBytesMax } from '../../src/intake/preview.ts'
import { uploadBytesMax } from '../../src/intake/uploads.ts'
import { openPeopleApi, type PeopleApi } from '../support/peopleApi.ts'

const ENTRY = '\u0000'

async function createUpload(
  api: PeopleApi,
  bytes: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const [mine] = api.organisations
  return await fetch(`${api.url}/api/v1/organisations/${mine}/uploads`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${mine}`, 'tus-resumable': '1.0.0' },
      ...{ 'upload-length': String(bytes), ...headers },
    },
  })
}

const sizes: readonly (readonly [bytes: number, status: number])[] = [
  ...([
    [uploadBytesMax - 1, 201],
    [uploadBytesMax, 201],
    [uploadBytesMax + 1, 413],
  ] as const),
  ...([[0, 400]] as const),
]
for (const [bytes, status] of sizes) {
  test(`hostile people: an upload of ${bytes} bytes is answered ${status}`, async (t) => {
    const api = await openPeopleApi(t)
    assert.equal((await createUpload(api, bytes)).status, status)
  })
}

test('hostile people: an organisation may not fill the disk with files it began', async (t) => {
  const api = await openPeopleApi(t)
  for (const expected of [201, 201, 413]) {
    const made = await createUpload(api, uploadBytesMax)
    assert.equal(made.status, expected)
    if (expected === 413) assert.match(await made.text(), /too large together/)
  }
})

test('hostile people: names and ids lead nowhere but to our own folder', async (t) => {
  const api = await openPeopleApi(t)
  const [mine] = api.organisations
  const names = [
    '../../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/shadow',
    '..',
    `a${ENTRY}b.csv`,
    '.',
  ]
  for (const name of names) await api.send(mine, name, 'a')
  const { rows } = await api.database.pool.query('select name from upload order by created_at, id')
  assert.deepEqual(
    new Set(rows.map((row) => row.name)),
    new Set(['passwd', 'boot.ini', 'shadow', 'file', 'ab.csv']),
  )
  assert.ok(
    readdirSync(path.join(api.folder, 'uploads')).every((name) => /^[0-9a-f-]{36}$/.test(name)),
  )
  const ids = ['..%2F..%2Fetc%2Fpasswd', '%2e%2e', 'a', '../../tasks']
  for (const id of ids) {
    const preview = await api.ask('GET', `/organisations/${mine}/uploads/${id}/preview`)
    assert.ok([400, 404].includes(preview.status), `${id}: ${preview.status}`)
    const raw = await fetch(`${api.url}/api/v1/organisations/${mine}/uploads/${id}`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${mine}`, 'tus-resumable': '1.0.0' },
    })
    assert.ok([400, 404].includes(raw.status), `${id}: ${raw.status}`)
  }
  assert.ok(!existsSync(path.join(api.folder, '..', 'passwd')))
})

test('hostile people: strangers, other sites and clients that lie about the size are turned away', async (t) => {
  const api = await openPeopleApi(t)
  const [mine] = api.organisations
  assert.equal((await createUpload(api, 10, { authorization: '' })).status, 401)
  assert.equal((await createUpload(api, 10, { 'sec-fetch-site': 'cross-site' })).status, 403)
  const deferred = await fetch(`${api.url}/api/v1/organisations/${mine}/uploads`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${mine}`, 'tus-resumable': '1.0.0' },
      'upload-defer-length': '1',
    },
  })
  assert.equal(deferred.status, 400)
  const made = await createUpload(api, 5)
  const location = made.headers.get('location') ?? ''
  const longer = await fetch(new URL(location, api.url), {
    method: 'PATCH',
    headers: {
      ...{ authorization: `Bearer ${mine}`, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
      'content-type': 'application/offset+octet-stream',
    },
    body: 'longer than it said',
  })
  assert.equal(longer.status, 413)
  const host = await createUpload(api, 5, {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
  })
  assert.match(host.headers.get('location') ?? '', /^\/api\/v1\//)
})

for (const [more, status] of [
  [-1, 200],
  [0, 200],
  [1, 413],
] as const) {
  test(`hostile people: first bytes at the limit ${more < 0 ? '−' : '+'} ${Math.abs(more)} are answered ${status}`, async (t) => {
    const api = await openPeopleApi(t)
    const [mine] = api.organisations
    const row = 'Téléphone\n0639982001\n'
    const bytes = Buffer.alloc(headBytesMax + more, row)
    const response = await fetch(`${api.url}/api/v1/organisations/${mine}/previews`, {
      method: 'POST',
      headers: { authorization: `Bearer ${mine}`, 'content-type': 'application/octet-stream' },
      body: bytes,
    })
    assert.equal(response.status, status, await response.text())
  })
}

test('hostile people: cells that a spreadsheet would run are guarded in every export', async (t) => {
  const api = await openPeopleApi(t)
  const [mine] = api.organisations
  const cells = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1']
  const rows = cells.map((cell) => `"${cell.replaceAll('"', '""')}";pas un numéro`)
  const upload = await api.send(
    mine,
    'x.csv',
    ['Nom;Téléphone', ...rows, 'Bon;0639982001'].join('\n'),
  )
  const source = {
    ...{ kind: 'partner', holder: '=cmd', collectedFrom: '2025-01-01', collectedTo: '2025-01-02' },
  }
  const asked = await api.ask('POST', `/organisations/${mine}/imports`, { upload, source })
  const done = await api.ended(mine, asked.body.id)
  const file = `/organisations/${mine}/tasks/${done.id}/files/${done.files[0]?.id}`
  const rejects = await api.ask('GET', file)
  for (const line of rejects.text.split('\n').slice(1, -1)) {
    for (const cell of line.split(';')) assert.doesNotMatch(cell, /^"?[=+\-@\t]/, line)
  }
  assert.equal(rejects.headers.get('x-content-type-options'), 'nosniff')
  assert.match(rejects.headers.get('content-disposition') ?? '', /^attachment/)
  await api.ask('POST', `/organisations/${mine}/suppressions`, {
    ...{ number: '0639982009', scope: 'controller', controller: '=1+1,"x', why: 'par lettre' },
  })
  const task = await api.ask('POST', `/organisations/${mine}/suppressions/export`, {})
  const exported = await api.ended(mine, task.body.id)
  const list = await api.ask(
    'GET',
    `/organisations/${mine}/tasks/${exported.id}/files/${exported.files[0]?.id}`,
  )
  assert.match(list.text, /^number,scope,controller,since\n0639982009,controller,"'=1\+1,""x",/)
})

test('hostile people: what a task is called never breaks out of a header', async (t) => {
  const api = await openPeopleApi(t)
  const [mine] = api.organisations
  const name = 'a"\r\nx-evil: 1;é\u202e.csv'
  const upload = await api.send(mine, name, 'Nom;Téléphone\nx;pas un numéro\nBon;0639982001')
  const source = {
    ...{ kind: 'partner', holder: 'x', collectedFrom: '2025-01-01', collectedTo: '2025-01-02' },
  }
  const asked = await api.ask('POST', `/organisations/${mine}/imports`, { upload, source })
  const done = await api.ended(mine, asked.body.id)
  const file = await api.ask(
    'GET',
    `/organisations/${mine}/tasks/${done.id}/files/${done.files[0]?.id}`,
  )
  assert.equal(file.status, 200)
  assert.equal(file.headers.get('x-evil'), null)
  assert.match(
    file.headers.get('content-disposition') ?? '',
    /^attachment; filename="[A-Za-z0-9 ._-]+"; filename\*=UTF-8''[A-Za-z0-9._~%-]+$/,
  )
})

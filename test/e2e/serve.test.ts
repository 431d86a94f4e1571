/** `portevoix serve` in a process of its own: first run, everything on one port, an end that drains. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { test } from 'node:test'
import { aDataFolder } from '../support/dataFolder.ts'
import { startPortevoix } from '../support/portevoix.ts'

interface Said {
  readonly url: string
  readonly port: number
  readonly firstRun: string | null
}

const owner = {
  ...{ email: 'nour@exemple.example', name: 'Nour Exemple', password: 'quatre mots sans rapport' },
  organisationName: 'Équipe Exemple',
}

async function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

test('serve: the single-use link makes the owner, and one port holds pages, API and web app', async (t) => {
  const env = { PORTEVOIX_DATA: aDataFolder(t) }
  const first = startPortevoix(['serve', '--port', '0', '--json'], env)
  t.after(() => first.process.kill('SIGKILL'))
  const said = JSON.parse(await first.firstLine) as Said
  assert.match(said.firstRun ?? '', /^http:\/\/127\.0\.0\.1:\d+\/app\/first-run\?token=[\w-]{20,}$/)
  const setupToken = new URL(said.firstRun ?? '').searchParams.get('token') ?? ''

  const pages = await fetch(said.url)
  assert.match(await pages.text(), /<html lang="fr">/)
  const app = await fetch(`${said.url}app/o/1/anything`)
  assert.match(app.headers.get('content-security-policy') ?? '', /script-src 'self' 'nonce-/)
  assert.equal((await fetch(`${said.url}app/assets/gone.js`)).status, 404)
  assert.equal((await fetch(`${said.url}app/assets/..%2findex.html`)).status, 404)
  assert.equal((await fetch(`${said.url}api/v1/nothing`)).status, 404)

  const wrong = await post(`${said.url}api/v1/first-run`, { ...owner, setupToken: 'guessed' })
  assert.ok(wrong.status >= 400 && wrong.status < 500)
  const weak = await post(`${said.url}api/v1/first-run`, {
    ...{ ...owner, setupToken, password: 'passpasspass' },
  })
  assert.equal(weak.status, 400)
  const made = await post(`${said.url}api/v1/first-run`, { ...owner, setupToken })
  assert.equal(made.status, 201, await made.clone().text())
  const again = await post(`${said.url}api/v1/first-run`, { ...owner, setupToken })
  assert.ok(again.status >= 400 && again.status < 500)

  // A page that listens does not keep the server from ending.
  const cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
  const stream = http.get(`${said.url}api/v1/organisations/1/events`, { headers: { cookie } })
  const [response] = (await once(stream, 'response')) as [http.IncomingMessage]
  response.on('error', (error) => assert.fail(error)).resume()
  const ended = once(response, 'close')
  first.process.kill('SIGTERM')
  assert.deepEqual(await first.exited, [0, null])
  await ended

  const second = startPortevoix(['serve', '--port', '0', '--json'], env)
  t.after(() => second.process.kill('SIGKILL'))
  const later = JSON.parse(await second.firstLine) as Said
  assert.equal(later.firstRun, null)
  const { email, password } = owner
  assert.equal((await post(`${later.url}api/v1/sign-in`, { email, password })).status, 200)
  second.process.kill('SIGINT')
  assert.deepEqual(await second.exited, [0, null])
})

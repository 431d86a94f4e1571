/** What a stranger can send to the API, and what must not come back: over real HTTP. */
import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import { routes } from '../../src/http/api/routes.ts'
import { jsonBytesMax, sessionLimit } from '../../src/http/limits.ts'
import { type ApiAnswer, openApiWorld, owner, password } from '../support/apiWorld.ts'

/** Nothing of the inside: no file, no line, no SQL, no name of a module. */
const inside = /node_modules|\.ts:\d|at \w+ \(|select |insert |fastify|postgres|stack|SQLSTATE|zod/i

function assertProblem(answer: ApiAnswer, status: number, code: string): void {
  assert.deepEqual([answer.status, answer.json?.code], [status, code], answer.body)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  assert.match(answer.json.detail, /[.!?]$/)
  assert.doesNotMatch(answer.body, inside)
  assert.match(String(answer.headers['cache-control']), /no-store/)
}

test('api: without a session or key every route but the public ones is 401, before its body is read', async (t) => {
  const world = await openApiWorld(t)
  for (const { method, path, access, name } of routes) {
    if (access === 'public') continue
    const at = path.replace(':organisation', '1').replace(/:\w+/g, '1')
    const answer = await world.stranger().ask(method, at)
    assert.deepEqual([answer.status, answer.json?.code], [401, 'unauthenticated'], name)
  }
})

test('api: a request with the cookie alone changes nothing: it needs the csrf token and our own site', async (t) => {
  const world = await openApiWorld(t)
  const browser = world.stranger()
  await browser.signIn(owner.email)
  const { csrf } = browser
  const invited = { email: 'new@exemple.example', roles: ['observer'] }
  const at = '/organisations/1/invitations'
  const others = world.stranger()
  await others.signIn(owner.email)
  for (const token of ['', 'x', `${csrf}x`, String(others.csrf)]) {
    const headers = { 'x-portevoix-csrf': token }
    assertProblem(await browser.post(at, invited, headers), 403, 'forbidden')
  }
  for (const site of ['cross-site', 'same-site']) {
    const headers = { 'sec-fetch-site': site }
    assertProblem(await browser.post(at, invited, headers), 403, 'forbidden')
  }
  // Forms of another site can send these types without asking first.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const body = JSON.stringify(invited)
    const answer = await browser.ask('POST', at, { body, headers: { 'content-type': type } })
    assertProblem(answer, 415, 'wrongType')
  }
  const { json } = await browser.get(at)
  assert.deepEqual(json.items, [])
  assert.equal((await browser.post(at, invited, { 'sec-fetch-site': 'same-origin' })).status, 201)
})

test('api: what goes wrong is said in the language the page names, else in the one its user chose', async (t) => {
  const world = await openApiWorld(t)
  const browser = world.stranger()
  await browser.signIn(owner.email)
  const told = async (named: string): Promise<string> => {
    const headers = { 'accept-language': named }
    return (await browser.ask('GET', '/organisations/1/tasks/999999', { headers })).json.detail
  }
  assert.match(await told('en'), /^There is no task/)
  assert.match(await told('fr'), /^Il n’y a pas ici de tâche/)
  assert.match(await told('en-GB,en;q=0.9'), /^Il n’y a pas ici de tâche/)
  const stranger = await world
    .stranger()
    .ask('GET', '/me', { headers: { 'accept-language': 'fr' } })
  assert.match(stranger.json.detail, /^Connectez-vous d’abord/)
})

test('api: signing in from another site is refused too', async (t) => {
  const world = await openApiWorld(t)
  const answer = await world
    .stranger()
    .post('/sign-in', { email: owner.email, password }, { 'sec-fetch-site': 'cross-site' })
  assertProblem(answer, 403, 'forbidden')
  assert.equal(answer.headers['set-cookie'], undefined)
})

test('api: a session that was planted is never taken over; signing in and out each end the one before', async (t) => {
  const world = await openApiWorld(t)
  const attacker = world.stranger()
  await attacker.signIn(owner.email)
  const planted = attacker.browser.cookies.get('portevoix-app') ?? ''
  const victim = world.stranger()
  victim.browser.cookies.set('portevoix-app', planted)
  await victim.signIn(owner.email)
  const own = victim.browser.cookies.get('portevoix-app')
  assert.notEqual(own, planted)
  assert.equal((await attacker.get('/me')).status, 401)
  victim.browser.cookies.set('portevoix-app', 'chosen-by-somebody-else')
  await victim.signIn(owner.email)
  assert.notEqual(victim.browser.cookies.get('portevoix-app'), 'chosen-by-somebody-else')
  assert.equal((await victim.ask('POST', '/sign-out')).status, 204)
  const answer = await victim.get('/me')
  assertProblem(answer, 401, 'unauthenticated')
})

test('api: the session cookie is for this host and no script; over HTTPS it says so', async (t) => {
  const world = await openApiWorld(t)
  const answer = await world.stranger().signIn(owner.email)
  const [cookie = ''] = answer.headers['set-cookie'] ?? []
  assert.match(cookie, /^portevoix-app=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
})

test('api: wrong passphrases lock the address out, whoever tries, and unknown people look like known ones', async (t) => {
  const world = await openApiWorld(t)
  const known = world.stranger('203.0.113.1')
  const unknown = world.stranger('203.0.113.2')
  const said = async (email: string, browser: typeof known): Promise<readonly unknown[]> => {
    const answer = await browser.signIn(email, 'not the passphrase')
    return [answer.status, answer.json.code, answer.json.detail.replace(/\d+ (s|min)/, 'N')]
  }
  for (let each = 0; each < 12; each += 1) {
    assert.deepEqual(
      await said(owner.email, known),
      await said('nobody@exemple.example', unknown),
      `try ${each + 1}`,
    )
  }
  const locked = await known.signIn(owner.email)
  assertProblem(locked, 429, 'tooMany')
  assert.ok(Number(locked.headers['retry-after']) > 0)
  // Another address does not help: the account itself waits.
  assert.equal((await world.stranger('203.0.113.3').signIn(owner.email)).status, 429)
})

test('api: fields that a route does not know, and wrong ones, are refused by name', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const answer = await browser.post('/organisations/1/keys', {
    name: '',
    scopes: ['everything'],
    admin: true,
  })
  assertProblem(answer, 400, 'badInput')
  assert.deepEqual(answer.json.fields.map(({ field }: { field: string }) => field).sort(), [
    'admin',
    'name',
    'scopes.0',
  ])
  const query = await browser.get('/organisations/1/administrative-acts?limit=0&page=2')
  assertProblem(query, 400, 'badInput')
  for (const body of ['{', '[]', 'null', '"text"', '{"__proto__":{"name":"x"}}']) {
    const broken = await browser.ask('POST', '/organisations/1/keys', { body })
    assert.equal(broken.status, 400, body)
    assert.doesNotMatch(broken.body, inside)
  }
})

test('api: bodies, addresses and headers beyond their limits are answered politely', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const sized = (bytes: number): string => {
    const empty = JSON.stringify({ name: '', scopes: [] })
    return JSON.stringify({ name: 'a'.repeat(bytes - empty.length), scopes: [] })
  }
  for (const [bytes, status] of [
    [jsonBytesMax - 1, 400],
    [jsonBytesMax, 400],
    [jsonBytesMax + 1, 413],
  ] as const) {
    const answer = await browser.ask('POST', '/organisations/1/keys', { body: sized(bytes) })
    assert.equal(answer.status, status, String(bytes))
    assert.doesNotMatch(answer.body, inside)
  }
  assertProblem(await browser.get(`/me?${'x'.repeat(5_000)}`), 400, 'usage')
  const long = await browser.ask('GET', '/me', { headers: { 'x-long': 'x'.repeat(20_000) } })
  assert.equal(long.status, 431)
})

test('api: nothing that is sent becomes a header or a line of its own', async (t) => {
  const world = await openApiWorld(t)
  const port = Number(new URL(world.url).port)
  const raw = await new Promise<string>((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(
        'GET /api/v1/invitations/a%0d%0aset-cookie:%20x=1?b=%0d%0aX-Evil:%201 HTTP/1.1\r\n' +
          'host: x\r\nconnection: close\r\n\r\n',
      )
    })
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text)).on('error', reject)
  })
  const [head = ''] = raw.split('\r\n\r\n')
  assert.doesNotMatch(head, /^(set-cookie|x-evil)/im)
})

test('api: requests over the limit of a session are told to wait, and for how long', async (t) => {
  const world = await openApiWorld(t)
  const key = await world.key(['team.read'])
  const headers = { authorization: `Bearer ${key}` }
  const stranger = world.stranger()
  const statuses: number[] = []
  for (let each = 0; each < sessionLimit.max + 1; each += 1) {
    const answer = await stranger.ask('GET', '/organisations/1/members', { headers })
    statuses.push(answer.status)
    if (answer.status === 429) assert.ok(Number(answer.headers['retry-after']) > 0)
  }
  assert.deepEqual(
    [statuses.indexOf(429), statuses.filter((status) => status === 200).length],
    [sessionLimit.max, sessionLimit.max],
  )
})

test('api: a key does what its scopes say, in its organisation and below, and no more', async (t) => {
  const world = await openApiWorld(t)
  const key = await world.key(['team.read', 'key.write', 'team.write'])
  const asKey = (method: string, path: string, body?: unknown): Promise<ApiAnswer> =>
    world.stranger().ask(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${key}` },
    })
  assert.equal((await asKey('GET', '/organisations/1/members')).status, 200)
  assertProblem(await asKey('GET', '/organisations/1/trunks'), 403, 'forbidden')
  assertProblem(await asKey('GET', '/organisations/2/members'), 404, 'notFound')
  const grown = { name: 'more', scopes: ['people.reveal'] }
  assertProblem(await asKey('POST', '/organisations/1/keys', grown), 403, 'forbidden')
  const ownerToBe = { email: 'mine@exemple.example', roles: ['owner'] }
  assertProblem(await asKey('POST', '/organisations/1/invitations', ownerToBe), 403, 'forbidden')
  assertProblem(await asKey('GET', '/me'), 401, 'unauthenticated')
  const headers = { authorization: `Bearer ${key}x` }
  assertProblem(await world.stranger().ask('GET', '/me', { headers }), 401, 'unauthenticated')
})

test('api: what belongs to another tenant is not there', async (t) => {
  const world = await openApiWorld(t)
  const actor = { is: 'system', name: 'tester' } as const
  const now = world.clock.epoch()
  const other = await world.access.createOrganisation(1, { name: 'Autre', rules: {} }, actor, now)
  const child = await world.person('owner', other.id)
  assertProblem(await child.get('/organisations/1/members'), 404, 'notFound')
  assertProblem(await child.get('/organisations/999999999999999999/members'), 404, 'notFound')
  assertProblem(await child.get("/organisations/1'--/members"), 404, 'notFound')
  assert.equal((await child.get(`/organisations/${other.id}/members`)).status, 200)
})

test('api: the first run works once, with its token, and with no default passphrase', async (t) => {
  const world = await openApiWorld(t)
  const again = {
    ...{ setupToken: 'anything', email: 'b@exemple.example', name: 'B' },
    ...{ password: 'quatre mots sans rapport', organisationName: 'B' },
  }
  const answer = await world.stranger().post('/first-run', again)
  assert.ok(answer.status >= 400 && answer.status < 500, answer.body)
  assert.deepEqual((await world.stranger().get('/first-run')).json, {
    ...{ open: false, isReset: false },
  })
})

test('api: openapi.json is served as it is written, and the reference page runs no script', async (t) => {
  const world = await openApiWorld(t)
  const document = await world.stranger().get('/openapi.json')
  assert.equal(document.json.openapi, '3.1.0')
  const page = await world.stranger().get('/reference')
  assert.match(String(page.headers['content-security-policy']), /^default-src 'none'/)
  assert.match(page.body, /<h1>API reference<\/h1>/)
})

test('api: each failure is told with a name of its own, and the log has one line with it, without what is secret', async (t) => {
  const world = await openApiWorld(t)
  const browser = await world.person('owner')
  const told: string[] = []
  for (const path of ['/organisations/1/campaigns/nothing-here', '/organisations/1/nowhere']) {
    const { id } = (await browser.get(path)).json
    assert.match(id, /^PV-[2-9A-HJ-NP-Z]{6}$/)
    told.push(id)
  }
  assert.equal(new Set(told).size, told.length)
  for (const id of told) {
    const lines = world.logged.filter((line) => line.startsWith(`${id} GET `))
    assert.equal(lines.length, 1, id)
    assert.doesNotMatch(lines[0] ?? '', /nothing-here.*nothing-here/, 'the route, not its address')
  }
  const nobody = (await world.stranger().get('/me')).json
  assert.equal(nobody.id, undefined, 'that nobody is signed in yet is not worth a line')
})

/** What a stranger can send to the public pages, and what must not come back: over real HTTP. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import net from 'node:net'
import { test } from 'node:test'
import {
  addressLimits,
  bodyBytesMax,
  headerBytesMax,
  urlCharactersMax,
} from '../../src/http/limits.ts'
import { openServer } from '../../src/http/server.ts'
import { addOffer } from '../../src/store/postgres/consentOffers.ts'
import { addContacts, at, singles } from '../support/dialling.ts'
import { type Answer, type PagesWorld, pagesWorld, prove, tokenIn } from '../support/pagesWorld.ts'

async function withWorld(work: (world: PagesWorld) => Promise<void>): Promise<void> {
  const world = await pagesWorld()
  try {
    await work(world)
  } finally {
    await world.close()
  }
}

/** Nothing of the inside: no file, no line, no SQL, no name of a module. */
const inside = /node_modules|\.ts:\d|at \w+ \(|select |insert |fastify|postgres|stack|SQLSTATE/i
const assertTellsNothing = ({ body }: Answer): void => assert.doesNotMatch(body, inside)

test('pages: every form asks for its token: none, another browser’s, and a foreign site are refused', () =>
  withWorld(async (world) => {
    const forms = ['/why', '/why/code', '/why/again', '/why/leave', '/why/object', '/why/erase']
    const others = ['/why/withdraw', '/why/lift', '/why/correct', '/why/export', '/why/letter']
    const browser = world.browser()
    const { body } = await browser.get('/why')
    const foreign = tokenIn((await world.browser().get('/why')).body)
    for (const path of [...forms, ...others, '/why/complain', '/object', '/consent/aaaaaaaaaa']) {
      const fields = { number: '0639980000', reach: 'everything' }
      const answers = [
        await browser.post(path, fields),
        await browser.post(path, { ...fields, token: foreign }),
        await browser.post(path, { ...fields, token: [tokenIn(body), 'x'] }),
        await browser.post(
          path,
          { ...fields, token: tokenIn(body) },
          { 'sec-fetch-site': 'cross-site' },
        ),
        await world.browser().post(path, { ...fields, token: tokenIn(body) }),
      ]
      for (const answer of answers) {
        assert.equal(answer.status, 403, path)
        assertTellsNothing(answer)
      }
    }
    const { rows } = await world.database.pool.query('select 1 from suppression')
    assert.equal(rows.length + world.asked.length, 0)
  }))

test('pages: without a proved number nothing of a file can be seen or done', () =>
  withWorld(async (world) => {
    await addContacts(world.database, singles(1))
    const browser = world.browser()
    const token = tokenIn((await browser.get('/why')).body)
    for (const path of [
      'object',
      'erase',
      'withdraw',
      'lift',
      'correct',
      'export',
      'letter',
      'complain',
    ]) {
      const answer = await browser.post(`/why/${path}`, {
        token,
        erase: 'yes',
        reach: 'everything',
      })
      assert.deepEqual([answer.status, answer.headers.location], [303, '/why'], path)
    }
    const { rows } = await world.database.pool.query('select count(*)::int as left from contact')
    assert.deepEqual(rows, [{ left: 1 }])
  }))

const payloads = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' or 1=1; drop table contact; --`,
  '0639980000\r\nSet-Cookie: x=1\r\n\r\n<html>',
  '#{7*7}{{7*7}}<%= 7*7 %>',
  '\u0000\u202e\ufeff06',
  '__proto__',
  '+33639980000'.repeat(3),
  '٠٦٣٩٩٨٠٠٠٠',
]

test('pages: what is typed comes back escaped or not at all, and reaches no SQL, header or log', () =>
  withWorld(async (world) => {
    await addContacts(world.database, singles(1))
    const offer = await offered(world)
    const fields = ['number', 'postcode', 'slot', 'reach', 'code', 'outside', 'agree']
    for (const payload of payloads) {
      // Each from an address of its own: the limits are not what is tried here.
      const browser = world.browser({ address: `192.0.2.${payloads.indexOf(payload) + 1}` })
      const token = tokenIn((await browser.get('/why')).body)
      const filled = { ...Object.fromEntries(fields.map((field) => [field, payload])), token }
      for (const path of ['/why', '/why/code', '/object', `/consent/${offer}`]) {
        const answer = await browser.post(path, filled)
        assert.ok([303, 400, 422].includes(answer.status), `${path} ${answer.status}`)
        assert.doesNotMatch(answer.body, /<script|<img/i)
        assert.equal(
          answer.headers['set-cookie']?.some((cookie) => cookie.startsWith('x=')),
          undefined,
        )
        assertTellsNothing(answer)
      }
    }
    assert.deepEqual(world.logged, [])
    const { rows } = await world.database.pool.query('select count(*)::int as left from contact')
    assert.deepEqual(rows, [{ left: 1 }])
  }))

test('pages: a name or a complaint that is HTML is shown as text, in the file and to nobody else', () =>
  withWorld(async (world) => {
    await addContacts(world.database, singles(1))
    const evil = '<script>alert("x")</script>'
    await world.database.pool.query('update contact set last_name = $1', [evil])
    const browser = world.browser()
    await prove(world, browser, '0639980000')
    const corrected = await browser.submit('/why/file', '/why/correct', {
      fact: 'firstName',
      value: evil,
    })
    assert.equal(corrected.status, 303)
    await browser.submit('/why/file', '/why/complain', { words: evil })
    const { body } = await browser.get('/why/file')
    assert.match(body, /&#60;script&#62;|&lt;script&gt;/)
    assert.doesNotMatch(body, /<script/)
    const json = await browser.submit('/why/file', '/why/export', {})
    assert.equal(json.headers['content-type'], 'application/json; charset=utf-8')
    assert.match(json.headers['content-disposition'] ?? '', /^attachment/)
  }))

test('pages: a body at the limit is read, one byte more is answered 413', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const token = tokenIn((await browser.get('/why')).body)
    const start = `token=${token}&number=`
    const send = (bytes: number) =>
      browser.send('POST', '/why', {
        body: start + 'a'.repeat(bytes - start.length),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    assert.equal((await send(bodyBytesMax - 1)).status, 422)
    assert.equal((await send(bodyBytesMax)).status, 422)
    const over = await send(bodyBytesMax + 1)
    assert.equal(over.status, 413)
    assert.match(over.body, /PV-413/)
  }))

test('pages: a body that lies about its length, or never says it, is not read beyond the limit', () =>
  withWorld(async (world) => {
    const head =
      'POST /why HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n'
    const chunk = `${(8192).toString(16)}\r\n${'a'.repeat(8192)}\r\n`
    const chunked = await raw(
      world.port,
      `${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(6)}`,
    )
    assert.match(chunked, /^HTTP\/1\.1 413/)
    const lying = await raw(world.port, `${head}content-length: 99999999999\r\n\r\na`)
    assert.match(lying, /^HTTP\/1\.1 413/)
    const both = await raw(
      world.port,
      `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    )
    assert.match(both, /^HTTP\/1\.1 400/)
  }))

test('pages: an address at the limit is looked at, one character more is answered 414', () =>
  withWorld(async (world) => {
    const path = (characters: number) => `/${'a'.repeat(characters - 1)}`
    assert.equal((await world.browser().get(path(urlCharactersMax - 1))).status, 404)
    assert.equal((await world.browser().get(path(urlCharactersMax))).status, 404)
    assert.equal((await world.browser().get(path(urlCharactersMax + 1))).status, 414)
  }))

test('pages: headers beyond the limit, and what is not HTTP, are answered without an inside', () =>
  withWorld(async (world) => {
    const long = await raw(
      world.port,
      `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(headerBytesMax)}\r\n\r\n`,
    )
    assert.match(long, /^HTTP\/1\.1 431 [\s\S]*PV-431/)
    for (const nonsense of ['\x16\x03\x01\x02\x00', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n']) {
      const answer = await raw(world.port, nonsense)
      assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*PV-400/)
      assert.doesNotMatch(answer, inside)
    }
  }))

test('pages: other kinds of content, methods and paths get one page each, never an inside', () =>
  withWorld(async (world) => {
    const browser = world.browser()
    const of = (type: string, body: string) =>
      browser.send('POST', '/why', { body, headers: { 'content-type': type } })
    for (const [type, body] of [
      ['application/json', '{"number":"0639980000","__proto__":{"token":"x"}}'],
      ['application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
      ['multipart/form-data; boundary=x', '--x--'],
      ['text/plain', 'a=b'],
    ] as const) {
      const answer = await of(type, body)
      assert.deepEqual([answer.status, /PV-415/.test(answer.body)], [415, true], type)
    }
    for (const path of [
      '/../../etc/passwd',
      '/why/%2e%2e%2f%2e%2e%2fetc',
      '/why/audio/../../x',
      '/%00',
      '/notice/c1%27--/1',
      '/notice/c1/1/audio/gate%0d%0ax:1',
      "/consent/' or 1=1",
      '/.env',
      '/practice/phone',
    ]) {
      const answer = await browser.get(encodeURI(path).replaceAll('%25', '%'))
      assert.deepEqual([answer.status, /PV-404/.test(answer.body)], [404, true], path)
      assertTellsNothing(answer)
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      assert.equal((await browser.send(method, '/why')).status, 404, method)
    }
    assert.equal((await browser.get('/%E0%A4%A')).status, 400)
    assert.deepEqual(world.logged, [])
  }))

test('pages: each answer forbids scripts, frames, sniffing and storing; the cookie is hidden and bound', () =>
  withWorld(async (world) => {
    for (const path of ['/', '/why', '/object', '/nothing', '/receipt/x']) {
      const { headers, body } = await world.browser().get(path)
      const csp = headers['content-security-policy'] as string
      assert.match(csp, /default-src 'none'/)
      assert.doesNotMatch(csp, /unsafe|script-src|data:|https?:/)
      assert.match(csp, /frame-ancestors 'none'/)
      assert.equal(headers['cache-control'], 'no-store')
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['x-frame-options'], 'DENY')
      assert.equal(headers['x-powered-by'] ?? headers.server, undefined)
      assert.doesNotMatch(body, /<script|<style|\bstyle=|\bon\w+=/)
    }
    const [cookie = ''] = (await world.browser().get('/why')).headers['set-cookie'] ?? []
    assert.match(cookie, /^portevoix=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  }))

test('pages: behind HTTPS the cookie is Secure and bound to this very host', async () => {
  const world = await pagesWorld({ cookies: { secure: true } })
  try {
    const { headers } = await world.browser().get('/why')
    assert.match(
      headers['set-cookie']?.[0] ?? '',
      /^__Host-portevoix=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    assert.match(headers['strict-transport-security'] ?? '', /max-age=31536000/)
  } finally {
    await world.close()
  }
})

test('pages: no address carries a number or a code, and nothing is logged', () =>
  withWorld(async (world) => {
    await addContacts(world.database, singles(1))
    const browser = world.browser()
    const answers = [
      await browser.submit('/why', '/why', { number: '0639980000' }),
      await browser.submit('/why/code', '/why/code', { code: world.asked.at(-1)?.digits ?? '' }),
      await browser.submit('/why/file', '/why/object', { reach: 'organisation' }),
      await browser.submit('/object', '/object', { number: '0639980001', reach: 'everything' }),
    ]
    for (const { headers } of answers) assert.doesNotMatch(headers.location ?? '', /\d{5}/)
    assert.deepEqual(world.logged, [])
  }))

test('pages: the language switch leads back to a page of ours only', () =>
  withWorld(async (world) => {
    const to = async (target: string) =>
      (await world.browser().get(`/language/en?to=${encodeURIComponent(target)}`)).headers.location
    assert.equal(await to('/why/code'), '/why/code')
    for (const elsewhere of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:x',
      '/a\r\nx:1',
      '/%2f%2fevil',
    ]) {
      assert.equal(await to(elsewhere), '/', elsewhere)
    }
    assert.equal(
      (await world.browser().get('/language/en?to=/why&to=//evil.example')).headers.location,
      '/',
    )
    assert.equal((await world.browser().get('/language/de')).status, 404)
  }))

test('pages: one address may ask so often and no more; another one still may', async () => {
  const world = await pagesWorld({}, [])
  try {
    const { max } = addressLimits.objecting
    const browser = world.browser()
    const token = tokenIn((await browser.get('/object')).body)
    const statuses = new Set<number>()
    for (let n = 0; n < max; n += 1) statuses.add((await browser.post('/object', { token })).status)
    assert.deepEqual([...statuses], [422])
    // A proxy nobody trusts may say what it likes.
    const answer = await browser.post('/object', { token }, { 'x-forwarded-for': '192.0.2.7' })
    assert.equal(answer.status, 429)
    assert.match(answer.body, /PV-429/)
    assert.equal((await browser.post('/why', { token })).status, 422)
  } finally {
    await world.close()
  }
})

test('pages: a bug is told by a code; its inside goes to the log, without numbers', async () => {
  const world = await pagesWorld({
    codes: {
      ask: () => {
        throw new Error('broken for +33639980000 at secret.ts:1')
      },
      close: async () => undefined,
    },
  })
  try {
    const answer = await world.browser().submit('/why', '/why', { number: '0639980000' })
    assert.equal(answer.status, 500)
    const code = /PV-\w{6}/.exec(answer.body)?.[0]
    assert.ok(code, answer.body)
    assert.doesNotMatch(answer.body, /broken|secret/)
    // What the person is told to quote is what stands in the log.
    assert.match(world.logged.join(), new RegExp(`${code}[\\s\\S]*broken for \\+336••••••00`))
  } finally {
    await world.close()
  }
})

test('pages: an address that is taken is said in one sentence', () =>
  withWorld(async ({ desk, port }) => {
    const second = await openServer({ desk, trustProxy: [], log: () => undefined })
    await assert.rejects(second.listen({ host: '127.0.0.1', port }), { code: 'busy' })
    await assert.rejects(second.listen({ host: '192.0.2.1', port }), { code: 'usage' })
    await second.close()
  }))

test('pages: English and French by what the browser prefers, and as it chose', () =>
  withWorld(async (world) => {
    const english = world.browser({ language: 'en-GB,en;q=0.9,fr;q=0.1' })
    assert.match((await english.get('/why')).body, /<html lang="en">[\s\S]*Why was I called/)
    await english.get('/language/fr?to=/why')
    assert.match(
      (await english.get('/why')).body,
      /<html lang="fr">[\s\S]*Pourquoi ai-je été appelé/,
    )
    assert.match((await world.browser({ language: 'de' }).get('/nothing')).body, /<html lang="fr">/)
  }))

async function offered({ database }: PagesWorld): Promise<string> {
  const offer = await addOffer(
    database,
    {
      ...{ organisation: 1, controller: 'Liste Exemple', channel: 'automate', language: 'fr' },
      ...{ wordingVersion: 'v1', wording: 'a\n\nb\n\nc', endsAt: at(9_999_999) },
    },
    at(0),
  )
  return offer.id
}

/** Bytes as they are; resolves with all that came back once the other side closed. */
async function raw(port: number, text: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk) => {
    answer += chunk
    // What is kept open after an answer is closed by us.
    if (/^HTTP\/1\.1 \d/.test(answer)) socket.end()
  })
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return answer
}

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { noncePlaceholder, webApp } from './webApp.ts'

let folder: string
let app: FastifyInstance

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'portevoix-webapp-'))
  mkdirSync(path.join(folder, 'assets'))
  const page = `<script nonce="${noncePlaceholder}">1</script><style nonce="${noncePlaceholder}"></style>`
  writeFileSync(path.join(folder, 'index.html'), page)
  writeFileSync(path.join(folder, 'assets', 'app-1a2b.js'), 'let a = 1')
  writeFileSync(path.join(folder, 'assets', 'app-1a2b.js.gz'), gzipSync('let a = 1'))
  writeFileSync(path.join(folder, 'built-from.txt'), 'a hash')
  app = Fastify()
  await app.register(webApp, { prefix: '/app', folder, cookies: { secure: true } })
})

after(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

test('web app served: every address is its page, with a nonce of its own each time', async () => {
  const seen = new Set<string>()
  for (const url of ['/app/', '/app/o/1/campaigns/c1/live', '/app/sign-in?next=%2F']) {
    const { statusCode, headers, body } = await app.inject({ url })
    const policy = String(headers['content-security-policy'])
    const nonces = [...body.matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce)
    const [nonce = ''] = nonces
    assert.equal(statusCode, 200)
    assert.deepEqual(new Set(nonces), new Set([nonce]))
    assert.ok(policy.includes(`script-src 'self' 'nonce-${nonce}'`))
    assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['strict-transport-security']), /max-age=31536000/)
    seen.add(nonce)
  }
  assert.equal(seen.size, 3)
})

test('web app served: files named by their content are kept for ever, compressed where they can be', async () => {
  const url = '/app/assets/app-1a2b.js'
  const plain = await app.inject({ url })
  assert.match(String(plain.headers['cache-control']), /max-age=31536000, immutable/)
  const packed = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
  assert.equal(packed.headers['content-encoding'], 'gzip')
  assert.match(String(packed.headers['content-type']), /javascript/)
})

test('web app served: a file that is gone is no page, and nothing beside the assets is told', async () => {
  for (const url of [
    '/app/assets/gone.js',
    '/app/assets/../built-from.txt',
    '/app/assets/%2e%2e/built-from.txt',
    '/app/assets/..%2fbuilt-from.txt',
    '/app/assets/%252e%252e%252fbuilt-from.txt',
  ]) {
    const { body } = await app.inject({ url })
    assert.doesNotMatch(body, /a hash/, url)
  }
  assert.equal((await app.inject({ url: '/app/assets/gone.js' })).statusCode, 404)
  assert.equal((await app.inject({ method: 'POST', url: '/app/' })).statusCode, 404)
})

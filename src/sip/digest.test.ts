import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { aReply, aRequest } from '../../test/support/sipMessages.ts'
import { authorize, type Challenge, challengesOf, type Hash } from './digest.ts'

const hash: Hash = (algorithm, text) => {
  const names = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256' }
  return createHash(names[algorithm]).update(text).digest('hex')
}

function challengesIn(...values: readonly string[]): Challenge[] {
  const headers = values.map((value) => ({ name: 'www-authenticate', value }))
  return challengesOf(aReply(aRequest('INVITE'), 401, { headers }))
}

const responseOf = (header: { value: string }): string | undefined =>
  /response="([0-9a-f]+)"/.exec(header.value)?.[1]

// RFC 7616 §3.9.1: one request, both algorithms.
const rfc7616 = {
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  request: {
    method: 'GET',
    uri: '/dir/index.html',
    body: '',
    nonceCount: 1,
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  },
  credentials: { user: 'Mufasa', password: 'Circle of Life' },
}

for (const [algorithm, expected] of [
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
] as const) {
  test(`RFC 7616 §3.9.1: the published ${algorithm} response`, () => {
    const { realm, nonce, request, credentials } = rfc7616
    const [challenge] = challengesIn(
      `Digest realm="${realm}", qop="auth, auth-int", algorithm=${algorithm}, ` +
        `nonce="${nonce}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
    )
    assert.ok(challenge)
    const header = authorize(challenge, credentials, request, hash)
    assert.equal(responseOf(header), expected)
    assert.match(header.value, /nc=00000001/)
    assert.match(header.value, /opaque="FQhe\/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"/)
  })
}

test('RFC 2617 §3.5: the published response of Mufasa, "Circle Of Life"', () => {
  const [challenge] = challengesIn(
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
  )
  assert.ok(challenge)
  const request = {
    method: 'GET',
    uri: '/dir/index.html',
    body: '',
    nonceCount: 1,
    cnonce: '0a4f113b',
  }
  const header = authorize(challenge, { user: 'Mufasa', password: 'Circle Of Life' }, request, hash)
  assert.equal(responseOf(header), '6629fae49393a05397450978507c4ef1')
})

test('RFC 2069: a server without qop gets no cnonce and the short digest', () => {
  const [challenge] = challengesIn('Digest realm="r", nonce="n"')
  assert.ok(challenge)
  const request = { method: 'INVITE', uri: 'sip:b@h', body: '', nonceCount: 1, cnonce: 'c' }
  const header = authorize(challenge, { user: 'u', password: 'p' }, request, hash)
  const a1 = hash('md5', 'u:r:p')
  const a2 = hash('md5', 'INVITE:sip:b@h')
  assert.equal(responseOf(header), hash('md5', `${a1}:n:${a2}`))
  assert.doesNotMatch(header.value, /cnonce|nc=|qop|algorithm/)
})

test('RFC 8760: the strongest algorithm offered for a realm is answered, unknown ones ignored', () => {
  const offered = ['MD5', 'SHA-512-256', 'SHA-256', 'SHA-3'].map(
    (algorithm) => `Digest realm="r", nonce="${algorithm}", algorithm=${algorithm}, qop="auth"`,
  )
  assert.deepEqual(
    challengesIn(...offered).map(({ nonce }) => nonce),
    ['SHA-512-256'],
  )
  assert.deepEqual(challengesIn(offered[3] as string, 'Basic realm="r"'), [])
  assert.deepEqual(challengesIn('Digest realm="r", nonce="n", qop="auth-conf"'), [])
})

test('RFC 7616 §3.4.2: a -sess algorithm hashes the nonces into the secret', () => {
  const [challenge] = challengesIn('Digest realm="r", nonce="n", algorithm=SHA-256-sess, qop=auth')
  assert.ok(challenge?.isSession)
  const request = { method: 'BYE', uri: 'sip:b@h', body: '', nonceCount: 10, cnonce: 'c' }
  const header = authorize(challenge, { user: 'u', password: 'p' }, request, hash)
  const a1 = hash('sha-256', `${hash('sha-256', 'u:r:p')}:n:c`)
  const a2 = hash('sha-256', 'BYE:sip:b@h')
  assert.equal(responseOf(header), hash('sha-256', `${a1}:n:0000000a:c:auth:${a2}`))
})

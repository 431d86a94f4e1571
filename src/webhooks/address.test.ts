import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { isAllowedAddress, lookupWithin, readAddress, urlSignsMax } from './address.ts'

const strict = { loopback: false, privateNetworks: false }
const practice = { loopback: true, privateNetworks: false }
const own = { loopback: false, privateNetworks: true }

for (const [address, inPractice, inOwnNetwork] of [
  ['93.184.215.14', true, true],
  ['2606:2800:21f::1', true, true],
  ['127.0.0.1', true, true],
  ['127.9.9.9', true, true],
  ['::1', true, true],
  ['::ffff:127.0.0.1', true, true],
  ['0.0.0.0', false, true],
  ['10.1.2.3', false, true],
  ['100.64.0.1', false, true],
  ['172.16.0.1', false, true],
  ['172.31.255.255', false, true],
  ['192.168.1.1', false, true],
  ['::ffff:192.168.1.1', false, true],
  ['fd00::1', false, true],
  ['169.254.169.254', false, false],
  ['::ffff:169.254.169.254', false, false],
  ['fe80::1', false, false],
  ['not an address', false, false],
] as const) {
  test(`webhook address: ${address}: ${inPractice} in practice, ${inOwnNetwork} in one’s own network`, () => {
    const isPublic = /^(93|2606)/.test(address)
    assert.equal(isAllowedAddress(address, strict), isPublic)
    assert.equal(isAllowedAddress(address, practice), inPractice)
    assert.equal(isAllowedAddress(address, own), inOwnNetwork)
  })
}

const refusals: readonly (readonly [string, RegExp])[] = [
  ['nonsense', /such as https/],
  ['ftp://hooks.example/', /such as https/],
  ['file:///etc/passwd', /such as https/],
  [`https://hooks.example/${'a'.repeat(urlSignsMax)}`, /such as https/],
  ['https://me:secret@hooks.example/', /name and password/],
  ['http://hooks.example/', /https/],
  ['http://127.0.0.1:9/', /https/],
  ['https://127.0.0.1/', /private network/],
  ['https://0x7f000001/', /private network/],
  ['https://2130706433/', /private network/],
  ['https://[::1]/', /private network/],
  ['https://[::ffff:10.0.0.1]/', /private network/],
  ['https://169.254.169.254/latest', /private network/],
]
for (const [url, sentence] of refusals) {
  test(`webhook address: ${url.slice(0, 40)} is refused with what to do`, () => {
    assert.throws(
      () => readAddress(url, strict),
      (error) =>
        error instanceof Failure &&
        sentence.test(error.message) &&
        error.fields[0]?.field === 'url',
    )
  })
}

test('webhook address: HTTPS on the Internet is taken, and in practice this machine without it', () => {
  assert.equal(readAddress('https://hooks.example/pv?x=1', strict).hostname, 'hooks.example')
  assert.equal(readAddress('http://127.0.0.1:9000/hook', practice).port, '9000')
  assert.equal(readAddress('http://receiver.internal/', own).protocol, 'http:')
})

test('webhook address: a name that leads into a private network leads nowhere', async () => {
  const ask = (rules: typeof strict): Promise<string> =>
    new Promise((resolve) => {
      lookupWithin(rules)('localhost', { all: false }, (error, address) =>
        resolve(error ? String(error.code) : String(address)),
      )
    })
  assert.equal(await ask(strict), 'EPRIVATE')
  assert.match(await ask(practice), /^(127\.0\.0\.1|::1)$/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sipIdentitiesOf, whyNotOf } from './certificate.ts'

test('RFC 5922 §7.1: which names of a certificate are SIP domains', () => {
  for (const [subjectAltName, commonNames, expected] of [
    ['URI:sip:example.com, DNS:www.example.com', ['cn.test'], ['example.com']],
    ['URI:SIP:example.com', [], ['example.com']],
    ['URI:sip:alice@example.com, DNS:example.org', [], ['example.org']],
    ['URI:sips:example.com', ['cn.test'], []],
    ['URI:https://example.com, DNS:a.test, DNS:b.test', [], ['a.test', 'b.test']],
    ['IP Address:127.0.0.1', ['cn.test'], []],
    [undefined, ['cn.test'], ['cn.test']],
    ['', ['cn.test'], ['cn.test']],
    ['DNS:"a.test, DNS:victim.test", DNS:b.test', [], ['a.test, DNS:victim.test', 'b.test']],
  ] as const) {
    assert.deepEqual(sipIdentitiesOf({ subjectAltName, commonNames }), expected, subjectAltName)
  }
})

test('RFC 5922 §7.2: names are equal without regard to case, and only whole', () => {
  for (const [host, subjectAltName, isTheirs] of [
    ['example.com', 'DNS:EXAMPLE.com', true],
    ['sip.example.com', 'DNS:example.com', false],
    ['sip.example.com', 'DNS:*.example.com', false],
    ['example.com', 'URI:sip:example.com', true],
    ['example.org', 'URI:sip:example.com, DNS:example.org', false],
    ['127.0.0.1', 'DNS:example.com, IP Address:127.0.0.1', true],
    ['127.0.0.2', 'IP Address:127.0.0.1', false],
    ['[::1]', 'IP Address:0:0:0:0:0:0:0:1', true],
  ] as const) {
    const why = whyNotOf(host, { subjectAltName, commonNames: [] })
    assert.equal(why === undefined, isTheirs, `${host} in ${subjectAltName}: ${why}`)
  }
  const why = whyNotOf('a.test', { subjectAltName: 'DNS:b.test', commonNames: [] })
  assert.equal(why, 'the certificate is for b.test, not for a.test')
})

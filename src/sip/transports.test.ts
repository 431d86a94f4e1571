import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bracketed, canonicalHost, isNumericHost, unbracketed } from './transports.ts'

test('RFC 5118 §4.1, RFC 5952: spellings of one host are one host', () => {
  for (const [text, expected] of [
    ['[2001:DB8:0:0::10]', '2001:db8::10'],
    ['2001:db8::10', '2001:db8::10'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::ffff:7f00:1', '127.0.0.1'],
    ['0:0:0:0:0:FFFF:c000:0202', '192.0.2.2'],
    ['::fffe:7f00:1', '::fffe:7f00:1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['Sip.Example.COM', 'sip.example.com'],
    ['127.0.0.1', '127.0.0.1'],
    ['1:2:3', '1:2:3'],
  ] as const) {
    assert.equal(canonicalHost(text), expected, text)
  }
})

test('hosts: brackets in URIs, none for sockets; addresses are told from names', () => {
  assert.deepEqual(
    [bracketed('::1'), bracketed('[::1]'), bracketed('a.test')],
    ['[::1]', '[::1]', 'a.test'],
  )
  assert.deepEqual([unbracketed('[::1]'), unbracketed('127.0.0.1')], ['::1', '127.0.0.1'])
  assert.deepEqual(['[::1]', '::1', '127.0.0.1', 'a.test'].map(isNumericHost), [
    true,
    true,
    true,
    false,
  ])
})

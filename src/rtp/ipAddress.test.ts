import assert from 'node:assert/strict'
import { isIPv6 } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { readIp, writeIp } from './ipAddress.ts'

test('dotted IPv4 is read and written; anything else is no address', () => {
  for (const text of ['127.0.0.1', '0.0.0.0', '255.255.255.255', '192.0.2.17']) {
    const read = readIp(text)
    assert.ok(read)
    assert.equal(writeIp(read), text)
  }
  for (const text of ['', 'localhost', '1.2.3', '1.2.3.256', '1.2.3.4.5', '1.2.3.4 ']) {
    assert.equal(readIp(text), undefined, text)
  }
})

test('RFC 4291 §2.2 and RFC 5952 §4: forms of one IPv6 address are one, written as it should be', () => {
  for (const [text, canonical] of [
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:8:800:200C:417A', '2001:db8::8:800:200c:417a'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0db8::0001', '2001:db8::1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['::ffff:192.0.2.1', '::ffff:c000:201'],
    ['fe80::', 'fe80::'],
  ] as const) {
    const read = readIp(text)
    assert.ok(read, text)
    assert.equal(writeIp(read), canonical)
  }
  for (const text of [':', ':::', '1::2::3', '1:2:3', '1:2:3:4:5:6:7:8:9', 'fe80::1%eth0', 'g::']) {
    assert.equal(readIp(text), undefined, text)
  }
  assert.equal(readIp('1:2:3:4:5:6:7::8:9'), undefined)
})

test('every IPv6 address comes back from its text', () => {
  const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  const sparse = fc.oneof(word, fc.constant(0), fc.constant(1))
  fc.assert(
    fc.property(fc.tuple(sparse, sparse, sparse, sparse), (words) => {
      const text = writeIp({ family: 6, words })
      assert.ok(isIPv6(text), text)
      assert.deepEqual(readIp(text), { family: 6, words })
    }),
  )
})

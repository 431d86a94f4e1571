import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressKey, addressOf } from './addressKey.ts'

const cases: readonly (readonly [ip: string | undefined, key: string])[] = [
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['not an address', 'not an address'],
  ['', 'gone'],
  [undefined, 'gone'],
]

for (const [ip, key] of cases) {
  test(`a limit counts ${ip ?? 'a connection without address'} as ${key}`, () => {
    assert.equal(addressKey(ip), key)
    assert.equal(addressOf({ ip }), key)
  })
}

/** What a profile says stands in headers and SDP: nothing in it can begin another line there (CWE-93). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trunkProfileSchema } from './trunkProfile.ts'

// biome-ignore format: one field a line, with an honest value of it; PEM texts are never written into a message
const texts: readonly (readonly [section: string, field: string, honest: string | readonly string[]])[] = [
  ['network', 'outboundProxy', 'sip:proxy.example.com:5060;transport=tcp'],
  ['network', 'publicAddress', '192.0.2.1'],
  ['network', 'publicAddress', '2001:db8::1'],
  ['network', 'peers', ['192.0.2.1']],
  ['numbers', 'prefix', '9'],
  ['numbers', 'country', '33'],
  ['numbers', 'nationalPrefix', '0'],
  ['identity', 'domain', 'example.com'],
  ['signalling', 'redirectHosts', ['example.com']],
]

const spoiled = (honest: string | readonly string[], end: string) =>
  typeof honest === 'string' ? `${honest}${end}` : honest.map((text) => `${text}${end}`)

for (const [section, field, honest] of texts) {
  test(`a trunk profile's ${section}.${field} takes ${honest}, and no line end, space, quote or bracket`, () => {
    const accepts = (value: unknown) =>
      trunkProfileSchema.safeParse({ [section]: { [field]: value } }).success
    assert.ok(accepts(honest))
    for (const end of ['\r\nEvil: 1', '\n', '\r', '\0', ' a=x', '"', '>', ',', '\u2028']) {
      assert.ok(!accepts(spoiled(honest, end)), JSON.stringify(end))
    }
  })
}

test('the name in a carrier’s certificate is a host, and nothing else', () => {
  const accepts = (serverName: string) =>
    trunkProfileSchema.safeParse({ network: { tls: { serverName } } }).success
  assert.ok(accepts('sip.example.com'))
  assert.ok(!accepts('sip.example.com\r\n'))
})

test('no prefix of a trunk hides the number that calls', () => {
  const accepts = (prefix: string) => trunkProfileSchema.safeParse({ numbers: { prefix } }).success
  for (const prefix of ['', '0', '9', '9#', '*31#', '1234567890'])
    assert.ok(accepts(prefix), prefix)
  for (const prefix of ['#31#', '9#31#', '3651', '03651', '*67', '9*67']) {
    assert.ok(!accepts(prefix), prefix)
  }
})

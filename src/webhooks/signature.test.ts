import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import { isSigned, signatureOf, toleratedAge } from './signature.ts'

const at = epochMs(1_792_915_200_500)
const body = '{"kind":"test"}'
/** The command below, run once. */
const opensslSaid = '84f498a9775d770da0e69e41bbb81c5b059196dbcf6072e05689639090868123'

test('webhook signature: HMAC-SHA-256 over seconds, point and body, as RFC 4231 would have it', () => {
  // printf '1792915200.{"kind":"test"}' | openssl dgst -sha256 -hmac whsec_example
  const made = signatureOf('whsec_example', body, at)
  assert.equal(made, `t=1792915200,v1=${opensslSaid}`)
  assert.ok(isSigned('whsec_example', body, made, at))
})

for (const [name, secret, text, header, later] of [
  ['another secret', 'whsec_other', body, null, 0],
  ['another body', 'whsec_example', `${body} `, null, 0],
  ['another instant', 'whsec_example', body, `t=1792915201,v1=${'a'.repeat(64)}`, 0],
  ['no signature', 'whsec_example', body, '', 0],
  ['a short one', 'whsec_example', body, 't=1792915200,v1=ab', 0],
  ['an old one', 'whsec_example', body, null, toleratedAge + 1000],
] as const) {
  test(`webhook signature: ${name} is refused`, () => {
    const given = header ?? signatureOf('whsec_example', body, at)
    assert.equal(isSigned(secret, text, given, epochMs(at + later)), false)
  })
}

test('webhook signature: one as old as is tolerated is taken', () => {
  const given = signatureOf('whsec_example', body, at)
  assert.ok(isSigned('whsec_example', body, given, epochMs(at - 500 + toleratedAge)))
})

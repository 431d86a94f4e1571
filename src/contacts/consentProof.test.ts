/** RGPD art. 7 § 1: what a consent must name to be one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import { lackingIn, type StatedConsent } from './consentProof.ts'

const now = epochMs(Date.UTC(2027, 2, 12, 9, 41))
const whole: Required<StatedConsent> = {
  controller: 'Liste Exemple',
  channel: 'automate',
  slots: [{ days: [2], from: '18:00', to: '20:00' }],
  wording: "J'accepte.",
  at: now,
  proof: { kind: 'office', reference: 'form 12', sha256: 'a'.repeat(64) },
}

test('RGPD art. 7 § 1: a consent that names everything lacks nothing', () => {
  assert.deepEqual(lackingIn(whole, now), [])
})

const lacks: readonly (readonly [string, Partial<StatedConsent>, RegExp])[] = [
  ['no controller', { controller: ' ' }, /controller/],
  ['no channel', { channel: undefined as never }, /channel/],
  ['no slot', { slots: [] }, /time slot/],
  ['no wording', { wording: '' }, /exact wording/],
  ['no instant', { at: undefined as never }, /instant at which/],
  ['an instant to come', { at: epochMs(now + 1) }, /not in the future/],
  ['no kind of proof', { proof: { reference: 'form 12' } }, /kind of proof/],
  ['no reference', { proof: { kind: 'web', reference: ' ' } }, /reference to the proof/],
  ['a reference too long', { proof: { kind: 'web', reference: 'x'.repeat(301) } }, /at most 300/],
  ['no SHA-256', { proof: { kind: 'web', reference: 'x', sha256: 'A'.repeat(64) } }, /SHA-256/],
]
for (const [name, change, expected] of lacks) {
  test(`RGPD art. 7 § 1: a consent with ${name} is named as lacking that, and only that`, () => {
    const lacking = lackingIn({ ...whole, ...change }, now)
    assert.equal(lacking.length, 1)
    assert.match(lacking[0] as string, expected)
  })
}

test('RGPD art. 7 § 1: a reference of 300 characters is taken; of nothing stated all is lacking', () => {
  const longest = { kind: 'web', reference: 'x'.repeat(300) } as const
  assert.deepEqual(lackingIn({ ...whole, proof: longest }, now), [])
  assert.equal(lackingIn({}, now).length, 7)
})

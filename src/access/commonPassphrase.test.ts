/** What everybody chooses is known, whatever stands around it; what one makes up oneself is not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCommonPassphrase } from './commonPassphrase.ts'

test('common passphrases: words of the lists with figures and signs around them are refused', () => {
  for (const common of [
    ...['123456789012', 'Motdepasse2027!', 'azertyuiop123', 'Password-1234', 'portevoix2027'],
    ...['campagne election', 'aaaaaaaaaaaa', '!!!!!!!!!!!!', 'Soleil Soleil 12'],
  ]) {
    assert.equal(isCommonPassphrase(common), true, common)
  }
})

test('common passphrases: a phrase of one’s own passes, also one with such a word in it', () => {
  for (const own of [
    ...[
      'quatre mots sans rapport',
      'le soleil cogne sur Brest',
      'tgv-lampe-radis-onze',
      'Ωδή στο φως της',
    ],
    ...['abcd 1234 5678'],
  ]) {
    assert.equal(isCommonPassphrase(own), false, own)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainProfile, trunkProfileSchema } from '../../../../../src/call/trunkProfile.ts'
import { usualWays, waysOf, waysSent } from './carrierWays.ts'

const plain = { profile: plainProfile, route: null, priority: 10, weight: 10 }

test('ways of a carrier: what is usual is a plain profile', () => {
  assert.deepEqual(waysOf(plain), usualWays)
  const sent = waysSent(usualWays, null)
  assert.deepEqual(trunkProfileSchema.parse(sent.profile), plainProfile)
  assert.deepEqual([sent.route, sent.priority, sent.weight], [null, 10, 10])
})

test('ways of a carrier: what was read is what is sent, and rows the form does not show stay', () => {
  const profile = trunkProfileSchema.parse({
    network: { transport: 'tls', peers: ['192.0.2.1'], tls: { serverName: 'sip.example' } },
    numbers: { called: 'national', shown: 'digits', prefix: '9' },
    identity: { header: 'pAssertedIdentity', domain: 'sip.example' },
    signalling: { registerEveryS: 120, sessionExpiresS: 1800, incomingCalls: 12 },
    media: { protection: 'sdes', keys: 'both', ports: 'perCall' },
    health: { faultShareMax: 0.2 },
  })
  const trunk = { profile, route: 'paris', priority: 5, weight: 3 }
  const sent = waysSent(waysOf(trunk), profile)
  assert.deepEqual({ ...sent, profile: trunkProfileSchema.parse(sent.profile) }, trunk)
})

test('ways of a carrier: each field changes its own row alone', () => {
  const changed = (change: Readonly<Record<string, string>>) =>
    trunkProfileSchema.parse(waysSent({ ...usualWays, ...change }, plainProfile).profile)
  assert.equal(changed({ transport: 'tcp' }).network.transport, 'tcp')
  assert.equal(changed({ register: 'yes' }).signalling.registerEveryS, 300)
  assert.equal(changed({ ringBack: '' }).signalling.incomingCalls, 0)
  assert.equal(changed({ ringBack: 'yes' }).signalling.incomingCalls, 30)
  assert.equal(changed({ protect: 'yes' }).media.protection, 'sdes')
  assert.equal(changed({ identity: 'pPreferredIdentity' }).identity.header, 'pPreferredIdentity')
  assert.equal(waysSent({ ...usualWays, route: ' paris ' }, null).route, 'paris')
})

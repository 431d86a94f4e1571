import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from '../transactionUser.ts'
import { acquaintancesMax, Peers } from './peers.ts'

const carrier: Address = { host: '192.0.2.1', port: 5060, transport: 'tcp' }

test('peers: the trunk’s targets and addresses given may ask, in any spelling; nobody else', () => {
  const peers = new Peers(() => [carrier, { host: '2001:db8::1', port: 5060 }], ['198.51.100.7'])
  for (const [host, expected] of [
    ['192.0.2.1', true],
    ['::ffff:192.0.2.1', true],
    ['2001:DB8:0::1', true],
    ['198.51.100.7', true],
    ['192.0.2.2', false],
    ['127.0.0.1', false],
    ['::1', false],
    ['', false],
  ] as const) {
    assert.equal(peers.mayRequest(host), expected, host)
  }
})

test('peers: towards a trunk on this machine all of 127.0.0.0/8 is one', () => {
  const peers = new Peers(() => [{ host: '127.0.0.1', port: 5060 }])
  assert.ok(peers.mayRequest('127.0.0.9') && peers.mayRequest('::1'))
  assert.ok(!peers.mayRequest('192.0.2.1'))
})

test('peers: whom we sent a request may ask; at limit − 1 and limit all are known, beyond it the oldest is not', () => {
  for (const [count, expected] of [
    [acquaintancesMax - 1, true],
    [acquaintancesMax, true],
    [acquaintancesMax + 1, false],
  ] as const) {
    const peers = new Peers(() => [carrier])
    for (let i = 0; i < count; i += 1) peers.met({ host: `h${i}.test`, port: 5060 })
    assert.equal(peers.mayRequest('h0.test'), expected, `${count}`)
    assert.ok(peers.mayRequest(`h${count - 1}.test`))
  }
})

test('RFC 3263 §4.1: a next hop without transport that is a target is spoken to as the trunk is', () => {
  const peers = new Peers(() => [carrier])
  assert.equal(peers.meantBy({ host: '192.0.2.1', port: 5060 }), carrier)
  const said: Address = { ...carrier }
  assert.equal(peers.meantBy(said), carrier)
  const elsewhere: Address = { host: '192.0.2.1', port: 5070 }
  assert.equal(peers.meantBy(elsewhere), elsewhere)
  const udpToo = new Peers(() => [carrier, { host: '192.0.2.1', port: 5060 }])
  assert.equal(udpToo.meantBy({ host: '192.0.2.1', port: 5060 }).transport, undefined)
})

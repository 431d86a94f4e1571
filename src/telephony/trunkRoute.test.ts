import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TrunkId } from '../base/ids.ts'
import type { E164 } from '../base/units.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { type TrunkProfile, trunkProfileSchema } from '../call/trunkProfile.ts'
import type { Dns } from './transport/dns.ts'
import { findRoute, wantedOf } from './trunkRoute.ts'

function aTrunk(network: Partial<TrunkProfile['network']>, changes: Partial<Trunk> = {}): Trunk {
  return {
    ...plainTrunk,
    id: 'trunk' as TrunkId,
    kind: 'practice',
    host: 'carrier.test',
    port: 5060,
    callsPerSecond: 10,
    concurrentCalls: 10,
    callerIds: ['+33163001234' as E164],
    profile: trunkProfileSchema.parse({ network }),
    ...changes,
  }
}

test('trunk: what its profile makes the DNS be asked', () => {
  const name = { host: 'carrier.test', srv: true }
  for (const [trunk, expected] of [
    [aTrunk({}), { ...name, port: undefined, transports: ['udp'] }],
    [aTrunk({ transport: 'tcp' }), { ...name, port: undefined, transports: ['tcp'] }],
    [aTrunk({ transport: 'tls' }), { ...name, port: undefined, transports: ['tls'] }],
    [aTrunk({}, { port: 5070 }), { ...name, port: 5070, transports: ['udp'] }],
    [aTrunk({ srv: false }), { ...name, port: 5060, transports: ['udp'], srv: false }],
    [
      aTrunk({ outboundProxy: 'sip:proxy.test:5070;transport=tcp' }),
      { host: 'proxy.test', port: 5070, transports: ['tcp'], srv: true },
    ],
    [
      aTrunk({ transport: 'tcp', outboundProxy: 'sip:proxy.test;lr' }),
      { host: 'proxy.test', port: undefined, transports: ['tcp'], srv: true },
    ],
    [
      aTrunk({ outboundProxy: 'sips:proxy.test' }),
      { host: 'proxy.test', port: undefined, transports: ['tls'], srv: true },
    ],
    [
      aTrunk({}, { host: '127.0.0.1' }),
      { host: '127.0.0.1', port: undefined, transports: ['udp'], srv: false },
    ],
  ] as const) {
    assert.deepEqual(wantedOf(trunk), expected)
  }
})

const nothing: Dns = { naptr: async () => [], srv: async () => [], addresses: async () => [] }

test('trunk: found by SRV, its targets in order, named in TLS as the operator named it', async () => {
  const dns: Dns = {
    ...nothing,
    srv: async () => [
      { priority: 1, weight: 0, port: 5071, name: 'one.test' },
      { priority: 2, weight: 0, port: 5072, name: 'two.test' },
    ],
    addresses: async () => ['127.0.0.1', '::1'],
  }
  const route = await findRoute(aTrunk({ transport: 'tls' }), dns)
  const hops = route.targets.destination().hops()
  assert.deepEqual(
    hops.map(({ host, port, transport, tls }) => [host, port, transport, tls?.name]),
    [
      ['127.0.0.1', 5071, 'tls', 'carrier.test'],
      ['127.0.0.1', 5072, 'tls', 'carrier.test'],
    ],
  )
  assert.deepEqual(
    [route.transport, route.localAddress, route.isLoopback],
    ['tls', '127.0.0.1', true],
  )
  const own = await findRoute(
    aTrunk({ transport: 'tls', tls: { ...noTls, serverName: 'x.test' } }),
    dns,
  )
  assert.equal(own.remote.tls?.name, 'x.test')
})

const noTls = { ca: null, certificate: null, privateKey: null, serverName: null }

test('trunk: one on ::1 is spoken to from ::1', async () => {
  for (const host of ['::1', '[::1]']) {
    const route = await findRoute(aTrunk({}, { host, port: 5080 }), nothing)
    assert.deepEqual([route.remote, route.localAddress], [{ host: '::1', port: 5080 }, '::1'])
  }
})

test('trunk: a practice trunk that is elsewhere is refused, one nobody knows is a carrier’s fault', async () => {
  const dns: Dns = { ...nothing, addresses: async () => ['127.0.0.1', '192.0.2.1'] }
  await assert.rejects(findRoute(aTrunk({}), dns), /A practice trunk must be on this machine/)
  await assert.rejects(findRoute(aTrunk({}), nothing), /carrier\.test has no address/)
})

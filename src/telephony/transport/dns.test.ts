import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aNameServer } from '../../../test/support/dnsServer.ts'
import { steadyNow } from '../../base/clock.ts'
import { Failure } from '../../base/failure.ts'
import { ms } from '../../base/units.ts'
import type { Wanted } from '../../sip/location.ts'
import { locate, systemDns } from './dns.ts'

const wanted: Wanted = { host: 'carrier.test', port: undefined, transports: ['tcp'], srv: true }

test('RFC 3263: a name server on the wire is asked NAPTR, then SRV; its targets are addresses', async (context) => {
  const server = await aNameServer(context, {
    naptr: {
      'carrier.test': [
        {
          order: 1,
          preference: 1,
          flags: 's',
          service: 'SIP+D2T',
          replacement: '_x._tcp.carrier.test',
        },
        {
          order: 2,
          preference: 1,
          flags: 's',
          service: 'SIP+D2U',
          replacement: '_x._udp.carrier.test',
        },
      ],
    },
    srv: {
      '_x._tcp.carrier.test': [
        { priority: 2, weight: 1, port: 5072, name: 'localhost' },
        { priority: 1, weight: 1, port: 5071, name: 'localhost' },
      ],
    },
  })
  const located = await locate(wanted, systemDns([server]))
  const ports = located.toSorted((a, b) => a.rank - b.rank).map(({ targets }) => targets[0]?.port)
  assert.deepEqual(ports, [5071, 5072])
  const [target] = located[0]?.targets ?? []
  assert.ok(target?.host === '127.0.0.1' || target?.host === '::1')
  assert.equal(target.transport, 'tcp')
})

test('RFC 3263 §4.2: a name server that never answers costs a bounded time, then addresses are asked', async (context) => {
  const silent = ['localhost', '_sip._tcp.localhost']
  const server = await aNameServer(context, { silent })
  const startedAt = steadyNow()
  const limit = ms(200)
  const dns = systemDns([server], limit)
  const [found] = await locate({ ...wanted, host: 'localhost' }, dns)
  const took = steadyNow() - startedAt
  assert.equal(found?.targets[0]?.port, 5060)
  assert.ok(took >= 2 * limit && took < 2 * limit + 1000, `two questions took ${took} ms`)
})

test('location: a host nobody knows is a failure of the carrier, in one sentence', async (context) => {
  const server = await aNameServer(context, {})
  const dns = { ...systemDns([server]), addresses: async () => [] }
  await assert.rejects(locate(wanted, dns), (error: unknown) => {
    assert.ok(error instanceof Failure)
    assert.equal(error.code, 'carrier')
    assert.match(
      error.message,
      /^The trunk's host cannot be found: carrier\.test has no address\.$/,
    )
    return true
  })
})

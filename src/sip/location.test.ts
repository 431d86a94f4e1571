import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Random, randomFrom } from '../base/random.ts'
import {
  type DnsAnswers,
  decideLocation,
  type Located,
  type Naptr,
  orderTargets,
  recordsMax,
  type Srv,
  type Wanted,
} from './location.ts'

interface Zone {
  readonly naptr?: Readonly<Record<string, readonly Naptr[]>>
  readonly srv?: Readonly<Record<string, readonly Srv[]>>
  readonly addresses?: Readonly<Record<string, readonly string[]>>
}

/** Answers what is asked from the zone until it is decided; also says what was asked. */
function locateIn(zone: Zone, changes: Partial<Wanted>, random: Random = randomFrom(1)) {
  const wanted: Wanted = {
    host: 'example.com',
    port: undefined,
    transports: ['udp'],
    srv: true,
    ...changes,
  }
  const naptr = new Map<string, readonly Naptr[]>()
  const srv = new Map<string, readonly Srv[]>()
  const addresses = new Map<string, readonly string[]>()
  const answers: DnsAnswers = { naptr, srv, addresses }
  const asked: string[] = []
  for (let round = 0; round < 4; round += 1) {
    const location = decideLocation(wanted, answers)
    if (location.is === 'none') return { asked, none: location.why, targets: [] }
    if (location.is === 'found') {
      const targets = orderTargets(location.located, random).map((target) => {
        return `${target.transport} ${target.host} ${target.port}`
      })
      return { asked, none: undefined, targets }
    }
    for (const { type, name } of location.questions) {
      asked.push(`${type} ${name}`)
      if (type === 'NAPTR') naptr.set(name, zone.naptr?.[name] ?? [])
      if (type === 'SRV') srv.set(name, zone.srv?.[name] ?? [])
      if (type === 'addresses') addresses.set(name, zone.addresses?.[name] ?? [])
    }
  }
  throw new Error(`never decided: ${asked.join(', ')}`)
}

const naptr = (order: number, service: string, replacement: string, flags = 's'): Naptr => ({
  order,
  preference: 10,
  flags,
  service,
  replacement,
})
const srv = (priority: number, weight: number, port: number, name: string): Srv => ({
  priority,
  weight,
  port,
  name,
})

// The example of RFC 3263 §4.1, with addresses of RFC 5737.
const example: Zone = {
  naptr: {
    'example.com': [
      naptr(50, 'SIPS+D2T', '_sips._tcp.example.com'),
      naptr(90, 'SIP+D2T', '_sip._tcp.example.com'),
      naptr(100, 'SIP+D2U', '_sip._udp.example.com'),
    ],
  },
  srv: {
    '_sip._tcp.example.com': [
      srv(1, 0, 5070, 'server2.example.com'),
      srv(0, 1, 5060, 'server1.example.com'),
    ],
    '_sips._tcp.example.com': [srv(0, 1, 5061, 'server1.example.com')],
  },
  addresses: { 'server1.example.com': ['192.0.2.1'], 'server2.example.com': ['192.0.2.2'] },
}

/** What, the zone, what is wanted, what is asked, the targets. */
const locations: readonly (readonly [string, Zone, Partial<Wanted>, string[], string[]])[] = [
  ['§4.1 an address: nothing is asked', {}, { host: '192.0.2.9' }, [], ['udp 192.0.2.9 5060']],
  ['§4.1 an IPv6 address', {}, { host: '[2001:DB8::1]' }, [], ['udp 2001:db8::1 5060']],
  [
    'an address over TLS has port 5061',
    {},
    { host: '192.0.2.9', transports: ['tls'] },
    [],
    ['tls 192.0.2.9 5061'],
  ],
  [
    '§4.2 a port that was said: addresses only',
    { addresses: { 'example.com': ['192.0.2.7', '2001:db8::7'] } },
    { port: 5080, transports: ['tcp'] },
    ['addresses example.com'],
    ['tcp 192.0.2.7 5080', 'tcp 2001:db8::7 5080'],
  ],
  [
    'no SRV wanted: addresses only, the default port',
    { addresses: { 'example.com': ['192.0.2.7'] } },
    { srv: false },
    ['addresses example.com'],
    ['udp 192.0.2.7 5060'],
  ],
  [
    '§4.1 the example: NAPTR leads to TCP, whose SRV is ordered by priority',
    example,
    { transports: ['tcp', 'udp'] },
    [
      'NAPTR example.com',
      'SRV _sip._tcp.example.com',
      'SRV _sip._udp.example.com',
      'addresses server2.example.com',
      'addresses server1.example.com',
    ],
    ['tcp 192.0.2.1 5060', 'tcp 192.0.2.2 5070'],
  ],
  [
    '§4.1 sips: everything but SIPS+D2T is discarded',
    example,
    { transports: ['tls'] },
    ['NAPTR example.com', 'SRV _sips._tcp.example.com', 'addresses server1.example.com'],
    ['tls 192.0.2.1 5061'],
  ],
  [
    '§4.1 without NAPTR: SRV by transport',
    { ...example, naptr: {} },
    { transports: ['tcp'] },
    [
      'NAPTR example.com',
      'SRV _sip._tcp.example.com',
      'addresses server2.example.com',
      'addresses server1.example.com',
    ],
    ['tcp 192.0.2.1 5060', 'tcp 192.0.2.2 5070'],
  ],
  [
    '§4.2 neither NAPTR nor SRV: the addresses of the name itself',
    { addresses: { 'example.com': ['192.0.2.5'] } },
    {},
    ['NAPTR example.com', 'SRV _sip._udp.example.com', 'addresses example.com'],
    ['udp 192.0.2.5 5060'],
  ],
  [
    'NAPTR of other services and other flags is no NAPTR',
    {
      naptr: {
        'example.com': [
          naptr(1, 'SIP+D2S', '_sip._sctp.example.com'),
          naptr(2, 'E2U+sip', 'x.example.com', 'u'),
          naptr(3, 'SIP+D2U', 'a.example.com', 'a'),
        ],
      },
      addresses: { 'example.com': ['192.0.2.5'] },
    },
    {},
    ['NAPTR example.com', 'SRV _sip._udp.example.com', 'addresses example.com'],
    ['udp 192.0.2.5 5060'],
  ],
]

test('RFC 3263 §4: what is asked, and the targets in their order', () => {
  for (const [what, zone, wanted, asked, targets] of locations) {
    const found = locateIn(zone, wanted)
    assert.deepEqual(found.asked, asked, what)
    assert.deepEqual(found.targets, targets, what)
  }
})

test('RFC 2782: a lone record whose target is the root says there is no such service', () => {
  const zone = {
    srv: { '_sip._udp.example.com': [srv(0, 0, 0, '.')] },
    addresses: { 'example.com': ['192.0.2.5'] },
  }
  assert.match(locateIn(zone, {}).none ?? '', /offers no such SIP service/)
  assert.match(locateIn({}, {}).none ?? '', /example\.com has no address/)
})

test('RFC 3263 §4.2: a server without address is left out, the others stay', () => {
  const zone: Zone = {
    srv: { '_sip._udp.example.com': [srv(0, 0, 5060, 'gone.test'), srv(1, 0, 5060, 'here.test')] },
    addresses: { 'here.test': ['192.0.2.6'] },
  }
  assert.deepEqual(locateIn(zone, {}).targets, ['udp 192.0.2.6 5060'])
})

test('location: of limit − 1, limit and limit + 1 records of one name, at most the limit is kept', () => {
  for (const [count, expected] of [
    [recordsMax - 1, recordsMax - 1],
    [recordsMax, recordsMax],
    [recordsMax + 1, recordsMax],
  ] as const) {
    const names = Array.from({ length: count }, (_, i) => `s${i}.test`)
    const zone: Zone = {
      srv: { '_sip._udp.example.com': names.map((name) => srv(0, 1, 5060, name)) },
      addresses: Object.fromEntries(names.map((name) => [name, ['192.0.2.1']])),
    }
    assert.equal(locateIn(zone, {}).targets.length, expected)
    const many = Array.from({ length: count }, (_, i) => `192.0.2.${i}`)
    const plain = { addresses: { 'example.com': many } }
    assert.equal(locateIn(plain, { srv: false }).targets.length, expected)
  }
})

const alone = (rank: number, weight: number, host: string): Located => ({
  rank,
  weight,
  targets: [{ transport: 'udp', host, port: 5060 }],
})

test('RFC 2782: among equals the first is drawn by weight; weight 0 has almost no chance', () => {
  const random = randomFrom(20_261_128)
  const located = [alone(0, 60, 'a'), alone(0, 20, 'b'), alone(0, 20, 'c'), alone(0, 0, 'd')]
  const firsts = new Map<string, number>()
  const drawings = 10_000
  for (let i = 0; i < drawings; i += 1) {
    const first = orderTargets(located, random)[0]?.host ?? ''
    firsts.set(first, (firsts.get(first) ?? 0) + 1)
  }
  const share = (host: string): number => (firsts.get(host) ?? 0) / drawings
  assert.ok(Math.abs(share('a') - 0.6) < 0.03, `a ${share('a')}`)
  assert.ok(Math.abs(share('b') - 0.2) < 0.03, `b ${share('b')}`)
  assert.ok(share('d') < 0.03, `d ${share('d')}`)
})

test('property: every target stands in the order once, and never before a lower rank', () => {
  const each = fc.record({ rank: fc.nat(3), weight: fc.nat(65_535) })
  fc.assert(
    fc.property(fc.array(each, { maxLength: 12 }), fc.integer(), (records, seed) => {
      const located = records.map(({ rank, weight }, i) => alone(rank, weight, `${rank} ${i}`))
      const ordered = orderTargets(located, randomFrom(seed)).map(({ host }) => host)
      assert.deepEqual(
        ordered.toSorted(),
        located.map(({ targets }) => targets[0]?.host).toSorted(),
      )
      const ranks = ordered.map((host) => Number(host[0]))
      assert.deepEqual(ranks, ranks.toSorted())
    }),
  )
})

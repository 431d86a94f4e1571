import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawfulOnLoopback } from '../../test/support/practiceCalls.ts'
import { realClock } from '../base/clock.ts'
import type { AttemptId, TrunkId } from '../base/ids.ts'
import { type E164, ms } from '../base/units.ts'
import type { Passport } from '../call/telephony.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { trunkProfileSchema } from '../call/trunkProfile.ts'
import { type Line, setupOf } from './legSetup.ts'
import { firstInvite } from './outgoingLegInvite.ts'

const callerId = '+33163001234' as E164

function setup(profile: object, trunk: Partial<Trunk> = {}, passport?: Passport) {
  const lawful = lawfulOnLoopback('+33199001234' as E164, realClock.epoch())
  const route = {
    trunk: {
      id: 'carrier' as TrunkId,
      kind: 'practice' as const,
      host: 'Sip.Carrier.Example',
      port: 5060,
      user: 'acme',
      callsPerSecond: 1,
      concurrentCalls: 1,
      ...plainTrunk,
      callerIds: [callerId],
      profile: trunkProfileSchema.parse(profile),
      ...trunk,
    },
    remote: { host: '127.0.0.1', port: 5060 },
    localAddress: '127.0.0.1',
    isLoopback: true,
  }
  const endpoint = {
    address: '127.0.0.1',
    port: 5080,
    newToken: () => '0123456789abcdef',
    contactPlace: (transport: string) =>
      `127.0.0.1:5080${transport === 'udp' ? '' : `;transport=${transport}`}`,
  }
  const call = { attempt: 'a1' as AttemptId, lawful, mediaTimeoutMs: ms(1000) }
  const line = { route, endpoint } as unknown as Line
  return setupOf(
    { ...call, ...(passport ? { passport } : {}) },
    line,
    { port: 15_000 },
    { version: '9' },
  )
}

const plain = {
  uri: 'sip:+33199001234@Sip.Carrier.Example:5060',
  from: 'sip:+33163001234@Sip.Carrier.Example',
  contact: 'sip:+33163001234@127.0.0.1:5080',
  identity: '',
  routes: '',
  media: '127.0.0.1',
}

const identityOf = (header: string, value: string): string => `${header}: <${value}>`

// biome-ignore format: one row a profile, read as a table
const rows: readonly (readonly [why: string, profile: object, expected: Partial<typeof plain>])[] = [
  ['nothing said', {}, {}],
  ['digits', { numbers: { called: 'digits', shown: 'digits' } }, { uri: 'sip:33199001234@Sip.Carrier.Example:5060', from: 'sip:33163001234@Sip.Carrier.Example', contact: 'sip:33163001234@127.0.0.1:5080' }],
  ['national', { numbers: { called: 'national', shown: 'national' } }, { uri: 'sip:0199001234@Sip.Carrier.Example:5060', from: 'sip:0163001234@Sip.Carrier.Example', contact: 'sip:0163001234@127.0.0.1:5080' }],
  ['international, called only', { numbers: { called: 'international' } }, { uri: 'sip:0033199001234@Sip.Carrier.Example:5060' }],
  ['prefix', { numbers: { called: 'national', prefix: '9#' } }, { uri: 'sip:9%230199001234@Sip.Carrier.Example:5060' }],
  ['user=phone', { numbers: { userPhone: true } }, { uri: 'sip:+33199001234@Sip.Carrier.Example:5060;user=phone', from: 'sip:+33163001234@Sip.Carrier.Example;user=phone' }],
  ['domain', { identity: { domain: 'acme.example' } }, { from: 'sip:+33163001234@acme.example' }],
  ['P-Asserted-Identity', { identity: { header: 'pAssertedIdentity' } }, { identity: identityOf('p-asserted-identity', 'sip:+33163001234@Sip.Carrier.Example') }],
  ['P-Preferred-Identity and the account in From', { identity: { header: 'pPreferredIdentity', fromIsUser: true, domain: 'acme.example' } }, { from: 'sip:acme@acme.example', identity: identityOf('p-preferred-identity', 'sip:+33163001234@acme.example') }],
  ['Privacy: none', { identity: { sayPrivacyNone: true } }, { identity: 'privacy: none' }],
  ['outbound proxy', { network: { outboundProxy: 'sip:edge.carrier.example:5070' } }, { routes: 'sip:edge.carrier.example:5070;lr' }],
  ['outbound proxy that says lr', { network: { outboundProxy: 'sip:edge.carrier.example;lr;transport=udp' } }, { routes: 'sip:edge.carrier.example;lr;transport=udp' }],
  ['an address before a NAT', { network: { publicAddress: '192.0.2.7' } }, { contact: 'sip:+33163001234@192.0.2.7:5080', media: '192.0.2.7' }],
  ['an IPv6 address before it', { network: { publicAddress: '2001:db8::7' } }, { contact: 'sip:+33163001234@[2001:db8::7]:5080', media: '2001:db8::7' }],
  ['TLS', { network: { transport: 'tls' } }, { contact: 'sip:+33163001234@127.0.0.1:5080;transport=tls' }],
]

for (const [why, profile, expected] of rows) {
  test(`trunk profile: ${why}: what the INVITE says`, () => {
    const { uri, from, contact, inviteHeaders, routes, media, to } = setup(profile)
    const said = {
      uri,
      from: from.uri,
      contact: contact.uri,
      identity: inviteHeaders.map(({ name, value }) => `${name}: ${value}`).join(', '),
      routes: routes.map((route) => route.uri).join(', '),
      media: media.address,
    }
    assert.deepEqual(said, { ...plain, ...expected })
    assert.equal(to.uri, uri)
  })
}

test('never hidden: whatever the profile, the number shown stands in From or in an identity header', () => {
  const headers = ['none', 'pAssertedIdentity', 'pPreferredIdentity'] as const
  for (const header of headers) {
    for (const fromIsUser of [false, true]) {
      for (const sayPrivacyNone of [false, true]) {
        const profile = { identity: { header, fromIsUser, sayPrivacyNone } }
        if (fromIsUser && header === 'none') {
          assert.throws(() => trunkProfileSchema.parse(profile), /hidden number/)
          continue
        }
        const invite = firstInvite(setup(profile))
        const said = [invite.from.text, ...invite.headers.map(({ value }) => value)].join('\n')
        assert.ok(said.includes('+33163001234'))
        assert.ok(!/anonymous|privacy:\s*(id|user|header)/i.test(said))
      }
    }
  }
})

test('an account in From where none is set: the number shown stays there', () => {
  const identity = { header: 'pAssertedIdentity', fromIsUser: true }
  assert.equal(
    setup({ identity }, { user: undefined } as unknown as Partial<Trunk>).from.uri,
    plain.from,
  )
})

const passport =
  'eyJhbGciOiJFUzI1NiJ9.eyJkZXN0Ijp7fX0.c2ln;info=<https://cert.example/c.pem>;alg=ES256;ppt=shaken'

test('RFC 8224: a passport is written as it was signed, with its Date', () => {
  const date = 'Sat, 28 Nov 2026 10:00:00 GMT'
  const headers = setup({}, {}, { identity: passport, date }).inviteHeaders
  assert.deepEqual(headers, [
    { name: 'identity', value: passport },
    { name: 'date', value: date },
  ])
})

// biome-ignore format: one row a value, read as a table
const forged: readonly (readonly [why: string, identity: string, date?: string])[] = [
  ['a line end', `${passport}\r\nPrivacy: id`],
  ['a second value', `${passport}, ${passport}`],
  ['no info', 'eyJh.eyJk.c2ln'],
  ['too long', `${'a'.repeat(4001)};info=<https://cert.example/c.pem>`],
  ['a Date that is none', passport, 'now\r\nX: y'],
]
for (const [why, identity, date] of forged) {
  test(`RFC 8224: a passport with ${why} is refused before anything leaves`, () => {
    assert.throws(
      () => setup({}, {}, { identity, ...(date === undefined ? {} : { date }) }),
      /RFC 8224/,
    )
  })
}

test('trunk profile: a redirection may write the number any way, with the prefix or without, to the hosts listed', () => {
  const { follow } = setup({
    numbers: { prefix: '9' },
    signalling: { redirectHosts: ['SBC2.carrier.example'], redirectsMax: 1 },
    network: { transport: 'tcp' },
  })
  for (const number of [
    '+33199001234',
    '33199001234',
    '0199001234',
    '0033199001234',
    '90199001234',
    '9+33199001234',
  ]) {
    assert.ok(follow.numbers.includes(number), number)
  }
  assert.deepEqual(follow.hosts, ['sip.carrier.example', '127.0.0.1', 'sbc2.carrier.example'])
  assert.equal(follow.redirectsMax, 1)
  assert.equal(follow.transport, 'tcp')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSetup, LegPlay } from '../../test/support/legPlay.ts'
import { nameAddr } from '../sip/header.ts'
import { replyTo } from '../sip/message.ts'

const { redirectsMax } = aSetup().follow
const trunkUri = 'sip:+33199001234@127.0.0.1:5070'

// biome-ignore format: one row a target, read as a table
const targets: readonly (readonly [contact: string, follows: boolean, why: string])[] = [
  ['sip:+33199001234@127.0.0.1:5071', true, 'same number, loopback to loopback'],
  ['sip:01.99.00.12.34@127.0.0.2', true, 'written the national way'],
  ['sip:+33199001234@trunk.example.com', true, 'a host of the trunk'],
  ['sip:+33199001235@127.0.0.1:5071', false, 'another number'],
  ['sip:+33199001234@192.0.2.1', false, 'another host'],
  ['sip:+33199001234@127.0.0.1;transport=tcp', false, 'not over UDP'],
  ['sips:+33199001234@127.0.0.1', false, 'not sip:'],
  ['sip:+33199001234@127.0.0.1;maddr=192.0.2.1', false, 'sent elsewhere by maddr'],
  [trunkUri, false, 'where we have just been'],
]

for (const [contact, follows, why] of targets) {
  test(`RFC 3261 §8.1.3.4: 302 to ${contact} is ${follows ? '' : 'not '}followed: ${why}`, () => {
    const leg = new LegPlay()
    const words = leg.reply(302, { contact: nameAddr(contact) })
    // Another place for the same number is the carrier's affair: the person has no part in it.
    const outcome = why === 'another number' ? 'redirected' : 'rejectedByCarrier'
    const refused = `closeMedia | ended by refused ${outcome} 302`
    assert.equal(words, follows ? `INVITE 2 ${contact}` : refused)
  })
}

test('RFC 3261 §19.1.5: headers in the URI of a redirection are not written into our INVITE', () => {
  const contact = nameAddr('sip:+33199001234@127.0.0.1:5071?Route=%3Csip:evil.example%3E')
  assert.equal(new LegPlay().reply(302, { contact }), 'INVITE 2 sip:+33199001234@127.0.0.1:5071')
})

test('outgoing leg: a call from elsewhere is not redirected to loopback', () => {
  const follow = { ...aSetup().follow, numbers: ['+33199001234'], hosts: [], isLoopback: false }
  const leg = new LegPlay(aSetup({ follow }))
  const contact = nameAddr('sip:+33199001234@127.0.0.1:5071')
  assert.equal(leg.reply(302, { contact }), 'closeMedia | ended by refused rejectedByCarrier 302')
})

test('outgoing leg: a redirection without a SIP URI, or without any, names nobody we could call', () => {
  for (const contact of [nameAddr('tel:+33199001234'), undefined]) {
    const leg = new LegPlay()
    const response = {
      ...replyTo(leg.invite, 302, { toTag: 'x' }),
      contacts: contact ? [contact] : [],
    }
    assert.equal(
      leg.input({ is: 'response', response }),
      'closeMedia | ended by refused redirected 302',
    )
  }
})

test('trunk profile: a redirection to another host or over another transport is followed when its rows say so', () => {
  const { follow } = aSetup()
  const contact = nameAddr('sip:+33199001234@sbc2.carrier.example;transport=tcp')
  for (const [hosts, transport, follows] of [
    [['sbc2.carrier.example'], 'tcp', true],
    [['sbc2.carrier.example'], 'udp', false],
    [[], 'tcp', false],
  ] as const) {
    const leg = new LegPlay(aSetup({ follow: { ...follow, hosts, transport } }))
    assert.equal(leg.reply(302, { contact }).startsWith('INVITE 2'), follows)
  }
})

for (const limit of [0, 1, 5]) {
  test(`trunk profile: redirectsMax ${limit}: so many are followed, one more is not`, () => {
    const leg = new LegPlay(aSetup({ follow: { ...aSetup().follow, redirectsMax: limit } }))
    const to = (hop: number) => nameAddr(`sip:+33199001234@127.0.0.1:${5100 + hop}`)
    for (let hop = 1; hop <= limit; hop += 1) {
      assert.match(leg.reply(302, { contact: to(hop) }), /^INVITE/, `hop ${hop}`)
    }
    assert.match(leg.reply(302, { contact: to(limit + 1) }), /rejectedByCarrier 302$/)
  })
}

test(`outgoing leg: ${redirectsMax} redirections are followed, one more is not`, () => {
  const leg = new LegPlay()
  for (let hop = 1; hop <= redirectsMax; hop += 1) {
    const contact = nameAddr(`sip:+33199001234@127.0.0.1:${5100 + hop}`)
    assert.match(leg.reply(302, { contact }), /^INVITE/, `hop ${hop}`)
  }
  const contact = nameAddr('sip:+33199001234@127.0.0.1:5200')
  assert.equal(leg.reply(302, { contact }), 'closeMedia | ended by refused rejectedByCarrier 302')
})

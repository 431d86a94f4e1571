/** Who rings us, as far as an INVITE tells. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anInvite } from '../../test/support/incomingPlay.ts'
import { farSdp } from '../../test/support/legPlay.ts'
import type { TrunkId } from '../base/ids.ts'
import type { E164 } from '../base/units.ts'
import { plainTrunk, type Trunk } from '../call/trunk.ts'
import { type TrunkProfile, trunkProfileSchema } from '../call/trunkProfile.ts'
import { nameAddr } from '../sip/header.ts'
import type { SipHeader } from '../sip/message.ts'
import { callerOf, readNumber } from './incomingCaller.ts'

const trunkOf = (id: string, callerIds: readonly string[], peers: string[] = []): Trunk => ({
  ...plainTrunk,
  id: id as TrunkId,
  kind: 'practice',
  ...{ host: '127.0.0.1', port: 5060, callsPerSecond: 10, concurrentCalls: 10 },
  callerIds: callerIds as E164[],
  profile: trunkProfileSchema.parse({ network: { peers } }),
})

const one = { trunk: trunkOf('one', ['+33163001234']), places: [{ host: '192.0.2.1', port: 5060 }] }
const two = { trunk: trunkOf('two', ['+33163005678']), places: [{ host: '192.0.2.1', port: 5070 }] }
const beside = { trunk: trunkOf('beside', [], ['192.0.2.9']), places: [] }

// biome-ignore format: a table of what a From, an identity and a privacy make of the caller
const callers: readonly (readonly [from: string, headers: SipHeader[], caller: string | null])[] = [
  ['sip:+33199001234@x.test', [], '+33199001234'],
  ['sip:0199001234@x.test;user=phone', [], '+33199001234'],
  ['sip:0033199001234@x.test', [], '+33199001234'],
  ['sip:33199001234@x.test', [], '+33199001234'],
  ['sip:+33-1-99-00-12-34@x.test', [], '+33199001234'],
  ['sip:+33199001234;phone-context=x@x.test', [], '+33199001234'],
  ['tel:+33199001234', [], '+33199001234'],
  ['sip:0262123456@x.test', [], '+262262123456'],
  ['sip:+447700900123@x.test', [], '+447700900123'],
  ['sip:alice@x.test', [], null],
  ['sip:3639@x.test', [], null],
  ['sip:anonymous@anonymous.invalid', [], null],
  ['sip:anonymous@x.test', [], null],
  ['sip:+33199001234@anonymous.invalid', [], null],
  // RFC 3325 §9.2: asserted by a peer, it comes first; with Privacy it is nobody's.
  ['sip:account@x.test', [{ name: 'p-asserted-identity', value: '<sip:+33199001234@c.test>' }], '+33199001234'],
  ['sip:+33199005678@x.test', [{ name: 'p-asserted-identity', value: '"A" <tel:+33199001234>' }], '+33199001234'],
  ['sip:+33199005678@x.test', [{ name: 'p-asserted-identity', value: '<sip:nobody@c.test>' }], '+33199005678'],
  ['sip:+33199001234@x.test', [{ name: 'privacy', value: 'id' }], null],
  ['sip:+33199001234@x.test', [{ name: 'privacy', value: 'header;ID;critical' }], null],
  ['sip:+33199001234@x.test', [{ name: 'privacy', value: 'none' }], '+33199001234'],
  ['sip:anonymous@anonymous.invalid', [{ name: 'p-asserted-identity', value: '<tel:+33199001234>' }], null],
]

for (const [from, headers, caller] of callers) {
  const said = headers.map(({ name, value }) => ` ${name}: ${value}`).join('')
  test(`caller: From <${from}>${said}: ${caller ?? 'hidden'}`, () => {
    const invite = anInvite(farSdp(), { from: nameAddr(from, 'theirs'), headers })
    assert.equal(callerOf(invite, { host: '192.0.2.1', port: 1 }, [one])?.caller, caller)
  })
}

// biome-ignore format: a table of what was rung
const rung: readonly (readonly [uri: string, to: string, trunk: string, called: string | null])[] = [
  ['sip:+33163005678@us.test', 'sip:+33163005678@us.test', 'two', '+33163005678'],
  ['sip:0163001234@us.test', 'sip:x@us.test', 'one', '+33163001234'],
  ['sip:account@us.test', 'sip:+33163001234@us.test', 'one', '+33163001234'],
  // Diverted to us: To still names who was rung first.
  ['sip:+33163005678@us.test', 'sip:+33163001234@us.test', 'two', '+33163005678'],
  ['sip:account@us.test', 'tel:0163005678', 'two', '+33163005678'],
  ['sip:account@us.test', 'sip:account@us.test', 'one', null],
]

for (const [uri, to, trunk, called] of rung) {
  test(`called: <${uri}> To <${to}>: ${called ?? 'none of ours'} of trunk ${trunk}`, () => {
    const found = callerOf(
      anInvite(farSdp(), { uri, to: nameAddr(to) }),
      { host: '192.0.2.1', port: 1 },
      [one, two],
    )
    assert.deepEqual([found?.trunk.id, found?.called], [trunk, called])
  })
}

test('called: where no number tells trunks apart, the port it comes from does', () => {
  const invite = anInvite(farSdp(), { uri: 'sip:a@us.test', to: nameAddr('sip:a@us.test') })
  assert.equal(callerOf(invite, { host: '192.0.2.1', port: 5070 }, [one, two])?.trunk.id, 'two')
})

test('caller: from an address of no trunk: nobody; from one given beside its host: the trunk', () => {
  assert.equal(
    callerOf(anInvite(), { host: '192.0.2.8', port: 5060 }, [one, two, beside]),
    undefined,
  )
  assert.equal(
    callerOf(anInvite(), { host: '192.0.2.9', port: 5060 }, [one, beside])?.trunk.id,
    'beside',
  )
})

type Plan = Partial<TrunkProfile['numbers']>
const plan = (changes: Plan): TrunkProfile['numbers'] =>
  trunkProfileSchema.parse({ numbers: changes }).numbers

// biome-ignore format: a table of plans
const plans: readonly (readonly [plan: Plan, text: string, number: string | null])[] = [
  [{ country: '1', nationalPrefix: '' }, '2025550123', '+12025550123'],
  [{ country: '1', nationalPrefix: '' }, '12025550123', '+12025550123'],
  [{ country: '44' }, '07700900123', '+447700900123'],
  [{ country: '44' }, '33199001234', '+33199001234'],
  [{}, '1234567', null],
  [{}, '12345678', '+12345678'],
  [{}, '+123456789012345', '+123456789012345'],
  [{}, '+1234567890123456', null],
  [{}, '+0199001234', null],
  [{}, '', null],
  [{}, '0199001234x', null],
]

for (const [changes, text, number] of plans) {
  test(`number: "${text}" in ${JSON.stringify(changes)}: ${number}`, () => {
    assert.equal(readNumber(text, plan(changes)), number)
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aSetup, farSdp, LegPlay } from '../../test/support/legPlay.ts'
import { nameAddr } from '../sip/header.ts'
import { headerOf } from '../sip/message.ts'

const sdp = farSdp()
const answeredWords = 'ACK theirs | media 127.0.0.9:9000 send | answered'

const answered = (): LegPlay => {
  const leg = new LegPlay()
  leg.reply(180)
  leg.reply(200, { sdp })
  return leg
}

// biome-ignore format: one row a status, read as a table
const whose: readonly (readonly [status: number, of: 'trunk' | 'callee'])[] = [
  [404, 'callee'], [413, 'callee'], [429, 'trunk'], [480, 'callee'], [486, 'callee'], [500, 'trunk'], [502, 'trunk'],
  [503, 'trunk'], [504, 'trunk'], [599, 'trunk'], [600, 'callee'], [603, 'callee'],
]
for (const [status, of] of whose) {
  test(`RFC 3261 §20.33: Retry-After in a ${status} speaks of the ${of}`, () => {
    const leg = new LegPlay()
    leg.reply(status, { headers: [{ name: 'retry-after', value: '9' }] })
    const ended = leg.effects.find((effect) => effect.is === 'ended')
    assert.ok(ended?.is === 'ended')
    assert.equal(ended.ending.retryAfterMs, 9000)
    assert.equal(ended.ending.retryAfterOf ?? 'trunk', of)
  })
}

test('RFC 8224: who calls and who signed for it are in every INVITE of the call: retried, redirected, longer', () => {
  const inviteHeaders = [
    { name: 'p-asserted-identity', value: '<sip:+33163001234@carrier.example>' },
    { name: 'identity', value: 'eyJh.eyJk.c2ln;info=<https://cert.example/c.pem>;alg=ES256' },
  ]
  const leg = new LegPlay(aSetup({ inviteHeaders, sessionExpiresS: 100 }))
  leg.reply(407, {
    headers: [{ name: 'proxy-authenticate', value: 'Digest realm="r", nonce="n"' }],
  })
  leg.reply(302, { contact: nameAddr('sip:+33199001234@127.0.0.1:5071') })
  leg.reply(422, { headers: [{ name: 'min-se', value: '300' }] })
  const invites = leg.effects.flatMap((effect) => (effect.is === 'invite' ? [effect.request] : []))
  assert.equal(invites.length, 4)
  for (const invite of invites) {
    for (const { name, value } of inviteHeaders) assert.equal(headerOf(invite, name), value)
  }
})

test('every status from 100 to 699 as first reply: 1xx go on, 2xx answer, all others end once or try again', () => {
  for (let status = 100; status < 700; status += 1) {
    const leg = new LegPlay()
    // To another number, which no redirection may lead to.
    const contact = nameAddr('sip:+33199001235@127.0.0.9:5090')
    const headers = [{ name: 'retry-after', value: '5' }]
    const words = leg.reply(status, { sdp, contact, headers })
    if (status < 200) assert.equal(leg.state.is, 'proceeding', String(status))
    else if (status < 300) assert.equal(words, answeredWords, String(status))
    else {
      assert.match(words, /^closeMedia \| ended by refused \w+ \d{3} 5000$/, String(status))
      assert.equal(leg.state.is, 'ended')
    }
    leg.reply(200, { sdp })
    assert.equal(leg.log.filter((line) => line === 'answered').length, status < 300 ? 1 : 0)
  }
})

test('every status from 100 to 699 after our CANCEL: 1xx wait, a 2xx gets ACK and BYE, all others end it', () => {
  for (let status = 100; status < 700; status += 1) {
    const leg = new LegPlay()
    leg.reply(180)
    leg.input({ is: 'hangUp' })
    const words = leg.reply(status, { sdp })
    if (status < 200) assert.equal(words, '', String(status))
    else if (status < 300)
      assert.equal(words, 'ACK theirs | closeMedia | BYE theirs', String(status))
    else assert.match(words, /^closeMedia \| ended by (us|refused \w+) \d{3}$/, String(status))
  }
})

test('every status from 100 to 699 to our BYE ends the leg, but 1xx and a challenge that can be answered', () => {
  for (let status = 100; status < 700; status += 1) {
    const leg = answered()
    leg.input({ is: 'hangUp' })
    assert.equal(leg.byeReply(status), status < 200 ? '' : 'ended by us', String(status))
  }
})

/** SIPp as a registrar, and as somebody who answers OPTIONS. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realClock } from '../../src/base/clock.ts'
import type { TrunkSign } from '../../src/call/trunkSign.ts'
import { openTelephony } from '../../src/telephony/telephony.ts'
import { silentMedia } from '../support/silentMedia.ts'
import { trunkAt } from './support/call.ts'
import { receive, reply, startCallee, useWanted, wants } from './support/sipp.ts'

const challenge = (nonce: string, more = ''): string =>
  `WWW-Authenticate: Digest realm="carrier", nonce="${nonce}", algorithm=MD5, qop="auth"${more}`
const proven = (label: number, expires: string): string[] => [
  receive(
    'REGISTER',
    `<verifyauth assign_to="valid" username="joe" password="schmo"/>${wants('Expires', `^ ?${expires}`, 'expires')}`,
  ),
  `<nop test="valid" next="${label}"/>`,
  '<nop><action><exec int_cmd="stop_now"/></action></nop>',
  `<label id="${label}"/>`,
]

async function open(port: number, signalling: object) {
  const telephony = await openTelephony({
    trunks: [
      trunkAt(
        port,
        { signalling: { optionsEveryS: 0, ...signalling } },
        { user: 'joe', password: 'schmo' },
      ),
    ],
    media: silentMedia(realClock.mono),
    clock: realClock,
    version: 'test',
  })
  const signs: TrunkSign[] = []
  telephony.onTrunkSign((sign) => signs.push(sign))
  return { telephony, signs }
}

test('RFC 3261 §10: SIPp challenges REGISTER, then wants 423’s Min-Expires: registered; unregistered on close', async () => {
  const registrar = await startCallee({
    port: 16_160,
    steps: [
      receive('REGISTER', wants('Expires', '^ ?60', 'first')),
      reply(401, 'Unauthorized', { headers: [challenge('one')] }),
      ...proven(1, '60'),
      reply(423, 'Interval Too Brief', { headers: ['Min-Expires: 120'] }),
      ...proven(2, '120'),
      reply(401, 'Unauthorized', { headers: [challenge('two', ', stale=true')] }),
      ...proven(3, '120'),
      reply(200, 'OK', { headers: ['Expires: 120'] }),
      ...proven(4, '0'),
      reply(200, 'OK'),
      useWanted('first', 'expires'),
    ],
  })
  const { telephony, signs } = await open(16_160, { registerEveryS: 60 })
  assert.deepEqual(
    signs.map(({ is }) => is),
    ['registered'],
  )
  await telephony.close()
  await registrar.done
})

test('SIPp refuses our account: told as refused, after one try of the password', async () => {
  const registrar = await startCallee({
    port: 16_164,
    steps: [
      receive('REGISTER'),
      reply(401, 'Unauthorized', { headers: [challenge('one')] }),
      receive('REGISTER'),
      reply(403, 'Forbidden'),
    ],
  })
  const { telephony, signs } = await open(16_164, { registerEveryS: 60 })
  assert.deepEqual(signs, [{ trunk: 'interop', is: 'refused', why: '403 Forbidden' }])
  await telephony.close()
  await registrar.done
})

test('RFC 3261 §11: SIPp is asked by OPTIONS whether it is there, and is, though it refuses', async () => {
  const carrier = await startCallee({
    port: 16_168,
    steps: [receive('OPTIONS'), reply(404, 'Not Found')],
  })
  const { telephony, signs } = await open(16_168, { optionsEveryS: 3 })
  await carrier.done
  while (signs.length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  const [sign] = signs
  assert.ok(sign && sign.is === 'answers')
  assert.equal(sign.status, 404)
  assert.ok((sign.roundTripMs ?? -1) >= 0)
  await telephony.close()
})

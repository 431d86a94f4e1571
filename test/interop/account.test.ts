/** An account at Kamailio: it registers us, challenges the call and its BYE, and its nonces grow old. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ms } from '../../src/base/units.ts'
import { callTo } from './support/call.ts'
import { startRegistrar } from './support/registrar.ts'
import { ok, receive, reply, sdpOf, startCallee } from './support/sipp.ts'

const account = { user: 'joe', password: 'schmo' }
const answered = [
  receive('INVITE'),
  reply(200, 'OK', { headers: ['[last_Record-Route:]'], sdp: sdpOf() }),
  receive('ACK'),
  receive('BYE'),
  ok(),
]

test('Kamailio registers the account, then carries its call: INVITE and BYE prove who we are', async (context) => {
  await startRegistrar(context, { port: 16_180, calleePort: 16_182, nonceSeconds: 60, ...account })
  const callee = await startCallee({ port: 16_182, steps: answered })
  const profile = { signalling: { registerEveryS: 60 } }
  const result = await callTo(16_180, { ...account, profile })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('Kamailio finds our nonce stale at the BYE: answered with the new one, the callee gets it', async (context) => {
  await startRegistrar(context, { port: 16_184, calleePort: 16_186, nonceSeconds: 1, ...account })
  const callee = await startCallee({ port: 16_186, echo: true, steps: answered })
  const profile = { signalling: { registerEveryS: 60 } }
  const result = await callTo(16_184, { ...account, profile, messageMs: 2500 })
  await callee.done
  assert.equal(result.outcome, 'heardToEnd')
})

test('Kamailio turns a call without registration away: rejected, nobody’s attempt is spent', async (context) => {
  await startRegistrar(context, { port: 16_188, calleePort: 16_190, nonceSeconds: 60, ...account })
  const result = await callTo(16_188, { ...account, profile: {} })
  assert.equal(result.outcome, 'rejectedByCarrier')
  assert.equal(result.sipStatus, 403)
})

test('Kamailio does not know our password: the call is held before any INVITE', async (context) => {
  await startRegistrar(context, { port: 16_192, calleePort: 16_194, nonceSeconds: 60, ...account })
  const profile = { signalling: { registerEveryS: 60 } }
  const wrong = { user: 'joe', password: 'wrong', profile, ringTimeoutMs: ms(3000) }
  const result = await callTo(16_192, wrong)
  assert.equal(result.outcome, 'notPlaced')
  assert.deepEqual(result.notRegistered, {
    is: 'refused',
    why: '401 Unauthorized: user or password',
  })
})

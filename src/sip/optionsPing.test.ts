import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type MonoMs, monoMs, seconds } from '../base/units.ts'
import { nameAddr } from './header.ts'
import {
  firstShare,
  jitterShare,
  type OptionsPing,
  type PingEffect,
  type PingSetup,
  pingDeadline,
  startPing,
  stepPing,
} from './optionsPing.ts'

const setup = (secret = 'secret'): PingSetup => ({
  uri: 'sip:127.0.0.1:5070',
  from: 'sip:+33163001234@127.0.0.1',
  contact: nameAddr('sip:+33163001234@127.0.0.1:5080'),
  headers: [],
  routes: [],
  everyMs: seconds(30),
  secret,
  hash: (_, text) => createHash('md5').update(text).digest('hex'),
})

const wake = (ping: OptionsPing): [OptionsPing, PingEffect[], MonoMs] => {
  const now = pingDeadline(ping)?.at ?? monoMs(0)
  return [...stepPing(ping, { is: 'deadline' }, now), now]
}

test('RFC 3261 §11: OPTIONS outside a dialog, each with its own Call-ID and tag', () => {
  let ping = startPing(setup(), monoMs(0))
  const seen = new Set<string>()
  for (let turn = 0; turn < 3; turn += 1) {
    const [asking, effects, now] = wake(ping)
    const [ask] = effects
    assert.ok(ask?.is === 'ask')
    assert.equal(ask.request.method, 'OPTIONS')
    assert.equal(ask.request.to.params.get('tag'), undefined)
    seen.add(`${ask.request.callId} ${ask.request.from.params.get('tag')}`)
    ping = stepPing(asking, { is: 'response', status: 200 }, now)[0]
  }
  assert.equal(seen.size, 3)
})

// biome-ignore format: one row a reply, read as a table
const replies: readonly (readonly [status: number, sign: 'answers' | 'silent'])[] = [
  [200, 'answers'], [202, 'answers'], [301, 'answers'], [401, 'answers'], [403, 'answers'], [404, 'answers'], [405, 'answers'],
  [408, 'silent'], [407, 'answers'], [480, 'answers'], [481, 'answers'], [483, 'answers'], [500, 'answers'], [501, 'answers'],
  [503, 'silent'], [504, 'answers'], [600, 'answers'],
]
for (const [status, sign] of replies) {
  test(`OPTIONS answered with ${status}: ${sign}, with the round trip`, () => {
    const [asking, , now] = wake(startPing(setup(), monoMs(0)))
    const [waiting, effects] = stepPing(asking, { is: 'response', status }, monoMs(now + 42))
    assert.deepEqual(effects, [{ is: 'tell', sign, status, roundTripMs: 42 }])
    assert.equal(waiting.is, 'waiting')
  })
}

test('OPTIONS that nobody answers: silent, and asked again; one at a time', () => {
  const [asking, , now] = wake(startPing(setup(), monoMs(0)))
  assert.equal(pingDeadline(asking), undefined, 'the transaction ends by itself')
  assert.deepEqual(stepPing(asking, { is: 'deadline' }, monoMs(now + 90_000)), [asking, []])
  assert.deepEqual(stepPing(asking, { is: 'response', status: 100 }, now), [asking, []])
  const [waiting, effects] = stepPing(asking, { is: 'noReply' }, monoMs(now + 32_000))
  assert.deepEqual(effects, [
    { is: 'tell', sign: 'silent', status: undefined, roundTripMs: undefined },
  ])
  assert.ok((pingDeadline(waiting)?.at ?? 0) > now + 32_000)
  assert.deepEqual(
    stepPing(waiting, { is: 'response', status: 200 }, now),
    [waiting, []],
    'too late',
  )
})

test('OPTIONS are spread: every wait within jitterShare of its time, no two of us in step', () => {
  const waits = Array.from({ length: 200 }, (_, turn) => {
    const [asking, , first] = wake(startPing(setup(`secret ${turn}`), monoMs(0)))
    assert.ok(Math.abs(first / (30_000 * firstShare) - 1) <= jitterShare)
    const [waiting] = stepPing(asking, { is: 'response', status: 200 }, first)
    return (pingDeadline(waiting)?.at ?? 0) - first
  })
  for (const wait of waits) assert.ok(Math.abs(wait / 30_000 - 1) <= jitterShare, `${wait} ms`)
  assert.ok(new Set(waits.map((wait) => Math.round(wait))).size > 150)
})

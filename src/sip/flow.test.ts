import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type MonoMs, monoMs, ms } from '../base/units.ts'
import { type Flow, type FlowInput, flowDeadline, pongMs, startFlow, stepFlow } from './flow.ts'

const timers = { connectMs: ms(3000), idleMs: ms(600_000), pingMs: ms(100_000) }
const options = 'OPTIONS sip:x SIP/2.0\r\nContent-Length: 0\r\n\r\n'

function aFlow(changes: Partial<typeof timers | { pingMs: undefined }> = {}) {
  let flow: Flow = startFlow({ ...timers, ...changes }, monoMs(0))
  const log: string[] = []
  const tell = (input: FlowInput, at: number): void => {
    const [next, effects] = stepFlow(flow, input, monoMs(at))
    flow = next
    for (const effect of effects) {
      if (effect.is === 'keepAlive') log.push(`${at} ${JSON.stringify(effect.text)}`)
      else if (effect.is === 'receive') log.push(`${at} message`)
      else log.push(`${at} ${effect.is}: ${effect.why}`)
    }
  }
  return {
    log,
    tell,
    bytes: (text: string, at: number) => tell({ is: 'bytes', bytes: Buffer.from(text) }, at),
    wakeUntil(limit: number) {
      for (let due = flowDeadline(flow); due && due.at <= limit; due = flowDeadline(flow)) {
        tell({ is: 'deadline' }, due.at)
      }
    },
    due: (): MonoMs | undefined => flowDeadline(flow)?.at,
  }
}

test('flow: not connected at limit − 1 waits, at the limit is given up', () => {
  for (const [at, expected] of [
    [2999, []],
    [3000, ['3000 close: not connected within 3000 ms']],
    [3001, ['3001 close: not connected within 3000 ms']],
  ] as const) {
    const { tell, log } = aFlow()
    tell({ is: 'deadline' }, at)
    assert.deepEqual(log, expected)
  }
})

test('RFC 5626 §4.4.1: two line ends are a ping and get one, in any reads; one between messages gets none', () => {
  const { tell, bytes, log } = aFlow({ pingMs: undefined })
  tell({ is: 'connected' }, 0)
  bytes('\r\n\r\n', 1)
  bytes('\r', 2)
  bytes('\n', 3)
  bytes('\r\n', 4)
  bytes(`\r\n${options}\r\n`, 5)
  assert.deepEqual(log, ['1 "\\r\\n"', '4 "\\r\\n"', '5 message'])
})

test('RFC 5626 §4.4.1: a peer that answered a ping and misses the next within 10 s is gone', () => {
  const { tell, bytes, log, wakeUntil } = aFlow()
  tell({ is: 'connected' }, 0)
  wakeUntil(100_000)
  bytes('\r\n', 100_050)
  wakeUntil(300_000)
  assert.deepEqual(log, [
    '100000 "\\r\\n\\r\\n"',
    '200000 "\\r\\n\\r\\n"',
    `210000 close: no pong within ${pongMs} ms`,
  ])
})

test('RFC 3261 §7.5: a peer that never answered a ping may not know of them; it is kept', () => {
  const { tell, log, wakeUntil } = aFlow()
  tell({ is: 'connected' }, 0)
  wakeUntil(350_000)
  assert.deepEqual(
    log,
    ['100000', '200000', '300000'].map((at) => `${at} "\\r\\n\\r\\n"`),
  )
})

test('RFC 5626 §4.4.1: a pong is not half a ping', () => {
  const { tell, bytes, log, wakeUntil } = aFlow()
  tell({ is: 'connected' }, 0)
  for (const at of [100_000, 200_000, 300_000]) {
    wakeUntil(at)
    bytes('\r\n', at + 10)
  }
  assert.equal(log.length, 3, 'our three pings and nothing else')
})

test('flow: a message that came since the ping proves the peer alive', () => {
  const { tell, bytes, log, wakeUntil } = aFlow()
  tell({ is: 'connected' }, 0)
  wakeUntil(100_000)
  bytes('\r\n', 100_010)
  wakeUntil(200_000)
  bytes(options, 201_000)
  wakeUntil(211_000)
  assert.ok(!log.some((line) => line.includes('close')))
})

test('flow: without a message for the idle limit it is closed; a message either way starts it anew', () => {
  for (const input of [{ is: 'sent' }, { is: 'bytes', bytes: Buffer.from(options) }] as const) {
    const { tell, due, log, wakeUntil } = aFlow({ pingMs: undefined })
    tell({ is: 'connected' }, 0)
    tell(input, 400_000)
    assert.equal(due(), 1_000_000)
    wakeUntil(999_999)
    assert.ok(!log.some((line) => line.includes('close')))
    wakeUntil(1_000_000)
    assert.equal(log.at(-1), '1000000 close: idle')
  }
})

test('RFC 3261 §18.3: what has no length is refused and the flow closed; it takes no further byte', () => {
  const { tell, bytes, log } = aFlow()
  tell({ is: 'connected' }, 0)
  bytes('OPTIONS sip:x SIP/2.0\r\nCall-ID: a\r\n\r\n', 1)
  bytes(options, 2)
  tell({ is: 'failed', why: 'reset' }, 3)
  assert.deepEqual(log, ['1 refuse: Missing Content-Length', '1 close: Missing Content-Length'])
})

test('property: no bytes throw; what is received is no more than came, and nothing follows the close', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '\r\n',
      '\r',
      '\n',
      options,
      'l: 5\r\n',
      'Content-Length: 70000\r\n\r\n',
      '\r\n\r\n',
    ),
    fc.string({ maxLength: 30 }),
  )
  const input = fc.oneof(
    fc.array(piece, { maxLength: 5 }).map((pieces): FlowInput => {
      return { is: 'bytes', bytes: Buffer.from(pieces.join('')) }
    }),
    fc.constantFrom<FlowInput>({ is: 'deadline' }, { is: 'sent' }, { is: 'failed', why: 'reset' }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(input, fc.nat(200_000)), { maxLength: 30 }), (inputs) => {
      let [flow, now, came, received] = [startFlow(timers, monoMs(0)), 0, 0, 0]
      let isClosed = false
      flow = stepFlow(flow, { is: 'connected' }, monoMs(0))[0]
      for (const [each, later] of inputs) {
        now += later
        if (each.is === 'bytes') came += each.bytes.length
        const [next, effects] = stepFlow(flow, each, monoMs(now))
        flow = next
        for (const effect of effects) {
          assert.ok(!isClosed, 'after the close nothing happens')
          if (effect.is === 'receive') received += effect.bytes.length
          isClosed = effect.is === 'close'
        }
      }
      assert.ok(received <= came)
      assert.equal(flow.is === 'closed', isClosed)
      assert.equal(flowDeadline(flow) === undefined, isClosed)
    }),
    { numRuns: 2000 },
  )
})

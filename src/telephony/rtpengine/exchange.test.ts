import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs } from '../../base/units.ts'
import { beginExchange, GIVEN_UP_AFTER, nextOf, SENT_AT_MOST } from './exchange.ts'

test('a question leaves four times, each wait twice the one before, and is given up after 1.5 s', () => {
  const sentAt = [0]
  let exchange = beginExchange(monoMs(0))
  for (;;) {
    const next = nextOf(exchange, exchange.due.at)
    if (!next) break
    assert.equal(exchange.due.why, 'again')
    sentAt.push(exchange.due.at)
    exchange = next
  }
  assert.deepEqual(sentAt, [0, 100, 300, 700])
  assert.equal(sentAt.length, SENT_AT_MOST)
  assert.deepEqual(exchange.due, { at: GIVEN_UP_AFTER, why: 'giveUp' })
})

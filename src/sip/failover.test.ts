import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hopsMax, startTurn, stepTurn, type TurnInput } from './failover.ts'

const inputs: Readonly<Record<string, TurnInput>> = {
  timeout: { is: 'timeout' },
  broken: { is: 'transportError' },
  stay: { is: 'stay' },
}

/** What the last of these words leads to, with one more target at hand. */
function after(words: string): string {
  let turn = startTurn(2)
  let effect = ''
  for (const word of words.split(' ')) {
    const input = inputs[word] ?? { is: 'response', status: Number(word) }
    const [next, done] = stepTurn(turn, input)
    turn = next
    effect = done
  }
  return effect
}

test('RFC 3263 §4.3: the next target is tried only where the last one made no call', () => {
  for (const [words, expected] of [
    ['timeout', 'next'],
    ['broken', 'next'],
    ['503', 'next'],
    ['100 503', 'next'],
    ['100 timeout', 'tell'],
    ['100 broken', 'tell'],
    ['180 503', 'tell'],
    ['183 100 503', 'tell'],
    ['180 timeout', 'tell'],
    ['500', 'tell'],
    ['486', 'tell'],
    ['600', 'tell'],
    ['200', 'tell'],
    ['302', 'tell'],
    ['stay timeout', 'tell'],
    ['stay 503', 'tell'],
    ['503 503', 'tell'],
    ['503 timeout', 'tell'],
  ] as const) {
    assert.equal(after(words), expected, words)
  }
})

test('failover: of limit − 1, limit and limit + 1 targets, at most the limit is tried', () => {
  for (const [hops, expected] of [
    [1, 1],
    [hopsMax - 1, hopsMax - 1],
    [hopsMax, hopsMax],
    [hopsMax + 1, hopsMax],
  ] as const) {
    let turn = startTurn(hops)
    let tried = 1
    for (; tried < 100; tried += 1) {
      const [next, effect] = stepTurn(turn, { is: 'timeout' })
      if (effect === 'tell') break
      turn = next
    }
    assert.equal(tried, expected)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type MonoMs, monoMs } from '../../base/units.ts'
import { byRoom } from './instance.ts'
import {
  beginLife,
  type InstanceLife,
  type LifeInput,
  lifeDeadline,
  PING_EVERY,
  stepLife,
  UNANSWERED_AT_MOST,
} from './instanceLife.ts'

const names = (effects: readonly { readonly is: string }[]): string[] => effects.map(({ is }) => is)

function ready(now: MonoMs): InstanceLife {
  const [proving, effects] = stepLife(beginLife(now), { is: 'due' }, now)
  assert.deepEqual(names(effects), ['prove'])
  const [life, more] = stepLife(proving, { is: 'proven' }, now)
  assert.deepEqual(names(more), ['ready'])
  return life
}

test('an instance is ready after its proof, and pinged once a second', () => {
  const life = ready(monoMs(0))
  assert.deepEqual(lifeDeadline(life), { at: PING_EVERY, why: 'ping' })
  const [, early] = stepLife(life, { is: 'due' }, monoMs(PING_EVERY - 1))
  assert.deepEqual(early, [])
  const [pinging, effects] = stepLife(life, { is: 'due' }, monoMs(PING_EVERY))
  assert.deepEqual(names(effects), ['ping'])
  assert.equal(lifeDeadline(pinging), undefined, 'one ping at a time')
})

test('it is away after the second ping in a row that nobody answered, not after the first', () => {
  let life = ready(monoMs(0))
  for (let unanswered = 1; unanswered <= UNANSWERED_AT_MOST; unanswered += 1) {
    const [next, effects] = stepLife(life, { is: 'unanswered' }, monoMs(5000))
    life = next
    const isLast = unanswered === UNANSWERED_AT_MOST
    assert.deepEqual(names(effects), isLast ? ['gone'] : [])
  }
  assert.equal(life.is, 'away')
  const [again] = stepLife(
    stepLife(ready(monoMs(0)), { is: 'unanswered' }, monoMs(1))[0],
    { is: 'ponged' },
    monoMs(2),
  )
  assert.ok(again.is === 'ready' && again.unanswered === 0, 'an answer makes it good')
})

test('proofs that fail are tried again after 0.5, 1, 2, 4, 5, 5 s', () => {
  let life = beginLife(monoMs(0))
  const waits: number[] = []
  let now = 0
  for (let attempt = 0; attempt < 6; attempt += 1) {
    life = stepLife(life, { is: 'due' }, monoMs(now))[0]
    life = stepLife(life, { is: 'failed', why: 'no' }, monoMs(now))[0]
    const at = lifeDeadline(life)?.at ?? 0
    waits.push(at - now)
    now = at
  }
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 5000, 5000])
})

test('whatever happens, `ready` and `gone` take turns, and one that is left stays left', () => {
  const inputs: readonly LifeInput[] = [
    { is: 'due' },
    { is: 'proven' },
    { is: 'failed', why: 'no' },
    { is: 'lost', why: 'no' },
    { is: 'ponged' },
    { is: 'unanswered' },
  ]
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...inputs), fc.nat(6000))), (steps) => {
      let [life, now, isReady] = [beginLife(monoMs(0)), 0, false]
      const take = (input: LifeInput): void => {
        const [next, effects] = stepLife(life, input, monoMs(now))
        life = next
        for (const { is } of effects) {
          if (is === 'ready') assert.equal(isReady, false)
          if (is === 'gone') assert.equal(isReady, true)
          if (is === 'ready' || is === 'gone') isReady = is === 'ready'
        }
        assert.equal(life.is === 'ready', isReady)
      }
      for (const [input, pause] of steps) {
        now += pause
        take(input)
      }
      take({ is: 'leave' })
      for (const input of inputs) take(input)
      assert.equal(life.is, 'left')
    }),
  )
})

test('legs go where there is most room for the weight', () => {
  const instances = [
    { name: 'a', legs: 0, weight: 1 },
    { name: 'b', legs: 0, weight: 3 },
  ]
  for (let leg = 0; leg < 40; leg += 1) {
    const first = byRoom(instances)[0]
    if (first) first.legs += 1
  }
  assert.deepEqual(
    instances.map(({ legs }) => legs),
    [10, 30],
  )
})

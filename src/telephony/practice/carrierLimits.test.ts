import assert from 'node:assert/strict'
import { test } from 'node:test'
import { monoMs, ms } from '../../base/units.ts'
import { admit, type CarrierLimits, COUNTED_SECOND_MS, openLoad, release } from './carrierLimits.ts'

const limits: CarrierLimits = { callsPerSecond: 5, concurrentCalls: 1000, retryAfterSeconds: 2 }

/** Calls at these instants; which are refused, and why. */
function refusals(of: CarrierLimits, instants: readonly number[]): string[] {
  let load = openLoad(monoMs(0))
  return instants.flatMap((at) => {
    const [next, admission] = admit(load, of, monoMs(at))
    load = next
    return admission.is === 'refused' ? [`${at} ${admission.why}`] : []
  })
}

test('carrier limits: the call beyond callsPerSecond within a counted second is refused', () => {
  assert.deepEqual(refusals(limits, [0, 1, 2, 3, 4]), [])
  assert.deepEqual(refusals(limits, [0, 1, 2, 3, 4, 5]), ['5 callsPerSecond'])
  const last = COUNTED_SECOND_MS - 1
  assert.deepEqual(refusals(limits, [0, 0, 0, 0, 0, last]), [`${last} callsPerSecond`])
  assert.deepEqual(refusals(limits, [0, 0, 0, 0, 0, COUNTED_SECOND_MS]), [])
})

test('carrier limits: calls sent evenly at the limit are never refused, jittered by 20 ms or not', () => {
  const even = Array.from({ length: 500 }, (_, i) => i * 200)
  const jittered = even.map((at, i) => at + (i % 3) * 20)
  assert.deepEqual(refusals(limits, even), [])
  assert.deepEqual(refusals(limits, jittered), [])
})

test('carrier limits: the call beyond concurrentCalls is refused until one is over', () => {
  const two = { ...limits, concurrentCalls: 2 }
  let load = openLoad(monoMs(0))
  const kinds = [0, 1, 2].map((at) => {
    const [next, admission] = admit(load, two, monoMs(at))
    load = next
    return admission.is
  })
  assert.deepEqual(kinds, ['admitted', 'admitted', 'refused'])
  const [, admission] = admit(release(load), two, monoMs(3))
  assert.equal(admission.is, 'admitted')
})

test('carrier limits: within a window of congestion everything is refused with Retry-After', () => {
  const congestion = { firstAfterMs: ms(1000), everyMs: ms(10_000), lastingMs: ms(500) }
  const calls = [999, 1000, 1499, 1500, 10_999, 11_000, 11_499, 11_500]
  assert.deepEqual(refusals({ ...limits, congestion }, calls), [
    '1000 congestion',
    '1499 congestion',
    '11000 congestion',
    '11499 congestion',
  ])
  const [, admission] = admit(openLoad(monoMs(0)), { ...limits, congestion }, monoMs(1000))
  assert.equal(admission.is === 'refused' && admission.retryAfterSeconds, 2)
})

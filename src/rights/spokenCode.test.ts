import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { epochMs } from '../base/units.ts'
import { codeAttemptsMax, codeLivesMs, newCode, readCode, tryCode } from './spokenCode.ts'

const now = epochMs(1_800_000_000_000)

test('a spoken code is right once, and never again', () => {
  const [used, first] = tryCode(newCode(now), true, now)
  assert.deepEqual(first, { is: 'right' })
  assert.deepEqual(tryCode(used, true, now), [used, { is: 'dead' }])
})

test(`a spoken code survives ${codeAttemptsMax - 1} wrong guesses and dies of the next`, () => {
  let code = newCode(now)
  for (let left = codeAttemptsMax - 1; left > 0; left -= 1) {
    const [next, answer] = tryCode(code, false, now)
    assert.deepEqual(answer, { is: 'wrong', attemptsLeft: left })
    code = next
  }
  assert.deepEqual(tryCode(code, true, now)[1], { is: 'right' })
  const [dead, answer] = tryCode(code, false, now)
  assert.deepEqual(answer, { is: 'dead' })
  assert.deepEqual(tryCode(dead, true, now)[1], { is: 'dead' })
})

test('a spoken code lives ten minutes: one millisecond before, at, after', () => {
  const at = (wait: number) => tryCode(newCode(now), true, epochMs(now + wait))[1].is
  assert.equal(at(codeLivesMs - 1), 'right')
  assert.equal(at(codeLivesMs), 'dead')
  assert.equal(at(codeLivesMs + 1), 'dead')
})

test('a spoken code, whatever is typed and when: right at most once, and never after five guesses', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(codeLivesMs * 2))), (tries) => {
      let code = newCode(now)
      let right = 0
      tries.forEach(([same, wait], index) => {
        const [next, answer] = tryCode(code, same, epochMs(now + wait))
        if (answer.is === 'right') {
          right += 1
          assert.ok(index < tries.length && code.attempts < codeAttemptsMax && wait < codeLivesMs)
        }
        code = next
      })
      assert.ok(right <= 1)
    }),
  )
})

// biome-ignore format: one row a case
const written: readonly [string, string | undefined][] = [
  ['482913', '482913'],
  [' 482 913 ', '482913'],
  ['4-8-2-9-1-3', '482913'],
  ['４８２９１３', '482913'],
  ['48291', undefined],
  ['4829133', undefined],
  ['48291a', undefined],
  ['+48291', undefined],
  ['', undefined],
  ["' or 1=1", undefined],
  [`${' '.repeat(40)}482913`, undefined],
]
for (const [text, code] of written) {
  test(`a typed code ${JSON.stringify(text)} is read as ${code ?? 'no code'}`, () => {
    assert.equal(readCode(text), code)
  })
}

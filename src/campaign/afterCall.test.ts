import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type AfterCallCounts,
  complaintAnswersMin,
  judgeAfterCall,
  looserThanUsual,
  objectionAnswersMin,
  usualLimits,
} from './afterCall.ts'

const judged = (counts: Partial<AfterCallCounts>, limits = usualLimits) =>
  judgeAfterCall({ answers: 0, objections: 0, complaints: 0, ...counts }, limits)

// biome-ignore format: read as a table
const cases: readonly (readonly [answers: number, objections: number, complaints: number, is: string])[] = [
  // 5 % of objections: one below the limit, at it, above it.
  [1000, 49, 0, 'goesOn'], [1000, 50, 0, 'goesOn'], [1000, 51, 0, 'pause'],
  // A small sample counts as a hundred answers: five may object, the sixth pauses.
  [0, 5, 0, 'goesOn'], [6, 5, 0, 'goesOn'], [6, 6, 0, 'pause'],
  [objectionAnswersMin - 1, 5, 0, 'goesOn'], [objectionAnswersMin - 1, 6, 0, 'pause'],
  [objectionAnswersMin, 5, 0, 'goesOn'], [objectionAnswersMin, 6, 0, 'pause'],
  [objectionAnswersMin + 1, 5, 0, 'goesOn'], [objectionAnswersMin + 1, 6, 0, 'pause'],
  [119, 6, 0, 'pause'], [120, 6, 0, 'goesOn'], [121, 6, 0, 'goesOn'],
  // 0.1 % of complaints, of a thousand answers at least.
  [10, 0, 1, 'goesOn'], [10, 0, 2, 'pause'],
  [complaintAnswersMin - 1, 0, 1, 'goesOn'], [complaintAnswersMin - 1, 0, 2, 'pause'],
  [1999, 0, 2, 'pause'], [2000, 0, 2, 'goesOn'], [2000, 0, 3, 'pause'],
]

for (const [answers, objections, complaints, is] of cases) {
  test(`after the call: ${objections} objections and ${complaints} complaints of ${answers} answers: ${is}`, () => {
    assert.equal(judged({ answers, objections, complaints }).is, is)
  })
}

test('after the call: the reason says what was measured and what would have passed', () => {
  assert.deepEqual(judged({ answers: 400, objections: 21 }), {
    is: 'pause',
    why: 'too many objections: 21 objections of 400 answers (5.25 %), limit 5 % of the answers',
    measured: '21 objections of 400 answers (5.25 %)',
    limit: '5 % of the answers',
  })
})

test('after the call: a stricter share pauses sooner, and at none the first objection does', () => {
  const strict = { ...usualLimits, objectionShareMax: 0.02 }
  assert.equal(judged({ answers: 200, objections: 4 }, strict).is, 'goesOn')
  assert.equal(judged({ answers: 200, objections: 5 }, strict).is, 'pause')
  assert.equal(judged({ answers: 200 }, { ...strict, objectionShareMax: 0 }).is, 'goesOn')
  assert.equal(judged({ objections: 1 }, { ...strict, objectionShareMax: 0 }).is, 'pause')
})

test('after the call: a share may be made stricter, never looser', () => {
  assert.equal(looserThanUsual('objectionShareMax', 0.05), undefined)
  assert.equal(looserThanUsual('objectionShareMax', 0), undefined)
  assert.deepEqual(looserThanUsual('objectionShareMax', 0.0501), {
    measured: '5.01 %',
    limit: 'from 0 % to 5 %',
  })
  assert.ok(looserThanUsual('complaintShareMax', 0.0011))
  assert.ok(looserThanUsual('complaintShareMax', -0.0001))
  assert.ok(looserThanUsual('complaintShareMax', Number.NaN))
})

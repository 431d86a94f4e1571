/** Rules are typed in people's units and sent in those of the API. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rulesIn, shownRule, textsOf } from './ruleValues.ts'

const rules = {
  callsPerSecondMax: 5,
  objectionShareMax: 0.025,
  budgetMicroEuroMax: 1_500_500_000,
  idleSessionMsMax: 1_800_000,
  callingHours: { fromMinute: 545, toMinute: 1110 },
}

test('rule fields: what was stored is shown in units, and typed again it is the same', () => {
  const texts = textsOf(rules)
  assert.equal(texts.objectionShareMax, '2.5')
  assert.equal(texts.budgetMicroEuroMax, '1500.5')
  assert.deepEqual([texts.from, texts.to], ['09:05', '18:30'])
  assert.deepEqual(rulesIn(texts), { rules, wrong: {} })
  assert.equal(shownRule('callingHours', rules), '09:05–18:30')
  assert.equal(shownRule('attemptsMax', rules), undefined)
})

test('rule fields: a comma, a space between thousands and « 9 h » are understood', () => {
  const typed = {
    ...textsOf({}),
    objectionShareMax: '2,5',
    budgetMicroEuroMax: '1 500',
    from: '9 h',
    to: '20 h 00',
  }
  const found = rulesIn({ ...typed, to: '20h00' })
  assert.deepEqual(found.wrong, {})
  assert.deepEqual(found.rules, {
    objectionShareMax: 0.025,
    budgetMicroEuroMax: 1_500_000_000,
    callingHours: { fromMinute: 540, toMinute: 1200 },
  })
})

test('rule fields: what is no number or no window of hours is named', () => {
  const empty = textsOf({})
  assert.deepEqual(rulesIn({ ...empty, attemptsMax: 'trois' }).wrong, { attemptsMax: 'notANumber' })
  assert.deepEqual(rulesIn({ ...empty, attemptsMax: '-1' }).wrong, { attemptsMax: 'notANumber' })
  for (const [from, to] of [
    ['18:00', '09:00'],
    ['09:00', ''],
    ['09:00', '09:00'],
    ['9', '10'],
  ]) {
    const { wrong } = rulesIn({ ...empty, from: from ?? '', to: to ?? '' })
    assert.deepEqual(wrong, { callingHours: 'notHours' }, `${from} ${to}`)
  }
})

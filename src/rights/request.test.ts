import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BrokenInvariant } from '../base/assert.ts'
import { after, type EpochMs, epochMs, hours, ms } from '../base/units.ts'
import {
  answer,
  answerWithinMs,
  byUrgency,
  clockOf,
  dueAlert,
  dueSoonMs,
  opened,
  parseReference,
  type RightsRequest,
  referenceBytes,
  referenceFrom,
} from './request.ts'

const monday = epochMs(Date.UTC(2026, 4, 4, 8, 0))
const asked = { kind: 'access', channel: 'web', proof: 'code', words: null, reach: null } as const
const request = (reference = 'PV-7K3M-92QD', at: EpochMs = monday): RightsRequest =>
  opened(reference, asked, at)
const day = hours(24)

test('RGPD art. 12 § 3: the clock runs 30 days; at the last instant it is still in time, one ms later it is not', () => {
  const { dueAt } = request()
  assert.equal(dueAt, after(monday, answerWithinMs))
  const table: readonly (readonly [at: number, clock: object])[] = [
    [monday, { is: 'running', daysLeft: 30, soon: false }],
    [dueAt - dueSoonMs - 1, { is: 'running', daysLeft: 8, soon: false }],
    [dueAt - dueSoonMs, { is: 'running', daysLeft: 7, soon: true }],
    [dueAt - 1, { is: 'running', daysLeft: 1, soon: true }],
    [dueAt, { is: 'running', daysLeft: 0, soon: true }],
    [dueAt + 1, { is: 'overdue', daysLate: 1 }],
    [dueAt + day + 1, { is: 'overdue', daysLate: 2 }],
  ]
  for (const [at, clock] of table) assert.deepEqual(clockOf(request(), epochMs(at)), clock)
})

test('RGPD art. 12 § 4: an answer is given once, and a refusal too says why', () => {
  for (const state of ['answered', 'refused'] as const) {
    const given = answer(request(), { state, text: ' From your form. ' }, monday)
    assert.ok(given.is === 'answered')
    const { request: closed } = given
    assert.deepEqual(
      [closed.state, closed.answer, closed.answeredAt],
      [state, 'From your form.', monday],
    )
    assert.deepEqual(clockOf(closed, epochMs(closed.dueAt + 1)), { is: 'closed' })
    const again = answer(closed, { state: 'answered', text: 'again' }, monday)
    assert.deepEqual([again.is, again.is === 'refused' && again.why], ['refused', 'closed'])
    const silent = answer(request(), { state, text: ' ' }, monday)
    assert.deepEqual([silent.is, silent.is === 'refused' && silent.why], ['refused', 'noText'])
  }
})

test('rights: the inbox begins with what is due first, and ends with what is answered', () => {
  const [first, second] = [
    request('PV-AAAA-AAAA', monday),
    request('PV-BBBB-BBBB', after(monday, ms(1))),
  ]
  const closed = answer(request('PV-CCCC-CCCC'), { state: 'answered', text: 'x' }, monday)
  assert.ok(closed.is === 'answered')
  const inbox = [closed.request, second, first].sort(byUrgency)
  assert.deepEqual(
    inbox.map(({ reference }) => reference),
    ['PV-AAAA-AAAA', 'PV-BBBB-BBBB', 'PV-CCCC-CCCC'],
  )
})

test('rights: the alert counts what is overdue and what is due within 7 days; else it is silent', () => {
  const requests = [request(), request('PV-BBBB-BBBB', after(monday, day))]
  assert.equal(dueAlert(requests, after(monday, hours(23 * 24 - 1))), null)
  const soon = dueAlert(requests, after(monday, hours(23 * 24)))
  assert.match(soon?.en ?? '', /1 is due within 7 days .*rights list --due/)
  const late = dueAlert(requests, epochMs(request().dueAt + 1))
  assert.match(late?.en ?? '', /1 is overdue, 1 is due within 7 days/)
  assert.match(late?.fr ?? '', /1 en retard, 1 à traiter sous 7 jours/)
})

test('rights: a reference is read as people write it, and never guessed', () => {
  const bytes = fc.uint8Array({ minLength: referenceBytes, maxLength: referenceBytes })
  fc.assert(
    fc.property(bytes, (drawn) => {
      const reference = referenceFrom(drawn)
      assert.equal(parseReference(reference), reference)
      assert.equal(parseReference(` ${reference.toLowerCase().replaceAll('-', ' ')} `), reference)
      assert.doesNotMatch(reference.slice(2), /[01IO]/)
    }),
  )
  assert.throws(() => referenceFrom(new Uint8Array(referenceBytes - 1)), BrokenInvariant)
  for (const text of ['', 'PV', 'PV-7K3M-92Q', 'PV-7K3M-92QDD', 'PV-0K3M-92QD', 'XX-7K3M-92QD']) {
    assert.equal(parseReference(text), undefined, text)
  }
})

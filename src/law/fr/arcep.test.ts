import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  callFacts,
  instant,
  npv,
  presidential2027,
  ruleSays,
  someone,
  unknownWithout,
  verdictOf,
} from '../../../test/support/callFacts.ts'
import type { E164 } from '../../base/units.ts'
import { decide } from '../decide.ts'
import { readNumber } from '../numberText.ts'

const read = (written: string): E164 => {
  const number = readNumber(written)
  assert.ok(number, `${written} is a number`)
  return number
}
const shows = (
  rule: string,
  callerId: string,
  channel: 'automate' | 'volunteer' = 'automate',
): string =>
  ruleSays(rule, { callerId, channel, trunk: { kind: 'practice', callerIds: [callerId] } })

const npvRoots =
  '0162 0163 0270 0271 0377 0378 0424 0425 0568 0569 0948 0949 09475 09476 09477 09478 09479 ' +
  '05987 05988 05989 02688 02689'

test('Arcep 2022-1583: every NPV root is shown, in E.164 and as it is written at home', () => {
  for (const root of npvRoots.split(' ')) {
    const national = root.padEnd(10, '1')
    assert.equal(shows('fr.ARCEP-NPV', national), 'allowed', national)
    assert.equal(shows('fr.ARCEP-NPV', read(national)), 'allowed', read(national))
  }
  assert.equal(read('0268811111'), '+262268811111')
  assert.equal(read('0598711111'), '+590598711111')
  assert.equal(read('0947711111'), '+596947711111')
})

test('Arcep 2022-1583: a number beside each NPV root is refused', () => {
  const beside =
    '0161 0164 0269 0272 0376 0379 0423 0426 0567 0570 0945 0946 09470 09474 05986 05990 ' +
    '02687 02690'
  for (const root of beside.split(' ')) {
    assert.equal(shows('fr.ARCEP-NPV', root.padEnd(10, '1')), 'refused', root)
  }
})

test('Arcep 2022-1583: an automate shows no number of any other family', () => {
  // biome-ignore format: read as a table
  const families = [
    '01 40 00 00 00', '09 72 10 12 34', '06 12 34 56 78', '07 56 78 90 12', '0692 20 12 34', '0596 39 12 34',
    '0937 12 34 56', '0938 12 34 56', '0939 12 34 56', '0800 12 34 56', '0806 12 34 56', '0826 12 34 56',
    '0899 12 34 56', '15', '3008', '3939', '116 000', '118 218', '06 39 98 12 34', '01 99 00 12 34',
    '+44 20 7946 0000', '+1 202 555 0100', '+33 2 68 81 11 11', '+339 47 51 11 11', '0163', '+33163',
    '+331630012345', 'banana', '-', '+', '01 88 33 50 74',
  ]
  for (const callerId of families) {
    assert.equal(shows('fr.ARCEP-NPV', callerId), 'refused', callerId)
  }
})

test('Arcep 2022-1583: NPV are asked for since 2023, those of the plan of 2026 since 2026', () => {
  const says = (callerId: string, day: string): string =>
    ruleSays('fr.ARCEP-NPV', { callerId, now: instant(`${day}T11:00:00+01:00`) })
  assert.equal(says('+33612345678', '2022-12-31'), 'not run')
  assert.equal(says('+33612345678', '2023-01-01'), 'refused')
  assert.equal(says('+5909475' + '11111', '2023-01-01'), 'allowed')
  assert.equal(says('+5905987' + '11111', '2025-12-31'), 'refused')
  assert.equal(says('+5905987' + '11111', '2026-01-01'), 'allowed')
})

test('Arcep: a volunteer shows a geographic, 09 or verified number, never a mobile or a service', () => {
  const rule = 'fr.ARCEP-caller-ID'
  for (const callerId of ['01 40 00 00 00', '09 72 10 12 34', npv, '0596 39 12 34']) {
    assert.equal(shows(rule, callerId, 'volunteer'), 'allowed', callerId)
  }
  for (const callerId of [
    '06 12 34 56 78',
    '0692 20 12 34',
    '0937 12 34 56',
    '0800 12 34 56',
    '15',
    'x',
  ]) {
    assert.equal(shows(rule, callerId, 'volunteer'), 'refused', callerId)
  }
  assert.equal(shows(rule, npv, 'automate'), 'not run')
})

test('Arcep 2025-2215: the number shown is one of the trunk’s, however each is written', () => {
  const says = (callerId: string, ...callerIds: string[]): string =>
    ruleSays('fr.ARCEP-operator-list', { callerId, trunk: { kind: 'practice', callerIds } })
  assert.equal(says(npv, npv), 'allowed')
  assert.equal(says('01 63 00 12 34', npv), 'allowed')
  assert.equal(says(npv, '+33948001234', '0163001234'), 'allowed')
  assert.equal(says(npv, '+33163001235'), 'refused')
  assert.equal(says(npv), 'refused')
})

test('Code conso. L221-17: a hidden number is refused, none at all is unknown', () => {
  for (const callerId of [
    'anonymous',
    'Anonymous',
    'restricted',
    'PRIVATE',
    'unknown',
    'masqué',
    ' unavailable',
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    'sips:anonymous@anonymous.invalid',
    '#31#0163001234',
    '*31#0163001234',
    'Privé',
    'Anonyme',
  ]) {
    assert.equal(shows('fr.L221-17', callerId), 'refused', callerId)
  }
  assert.equal(shows('fr.L221-17', npv), 'allowed')
  assert.deepEqual(unknownWithout('callerId'), [
    'fr.L221-17',
    'fr.ARCEP-NPV',
    'fr.ARCEP-operator-list',
  ])
  assert.equal(shows('fr.L221-17', ''), 'unknown')
})

test('Arcep: a lawful call carries the number to show in E.164', () => {
  const { lawful } = decide(callFacts({ callerId: '01 63 00 12 34' }))
  assert.equal(lawful?.callerId, npv)
})

test('Arcep: numbers that are nobody’s telephone are refused for ever, whatever the trunk', () => {
  // biome-ignore format: read as a table
  const families: readonly (readonly [string, string])[] = [
    ['15', 'emergency'], ['17', 'emergency'], ['18', 'emergency'], ['112', 'emergency'], ['114', 'emergency'],
    ['115', 'emergency'], ['119', 'emergency'], ['191', 'emergency'], ['196', 'emergency'], ['197', 'emergency'],
    ['116000', 'emergency'], ['116 117', 'emergency'],
    ['3008', 'short'], ['3170', 'short'], ['3179', 'short'],
    ['3639', 'short'], ['1014', 'short'], ['118 218', 'short'],
    ['0800 12 34 56', 'special'], ['0806 12 34 56', 'special'],
    ['0825 12 34 56', 'special'], ['+33 892 12 34 56', 'special'],
    ['0700 123 456', 'm2m'], ['0700 1234567890', 'm2m'],
    [npv, 'npv'], ['0268 81 11 11', 'npv'], ['09479 11111', 'npv'], ['0937 12 34 56', 'platform'],
    ['0730 00 00 00', 'unallocated'], ['+44 20 7946 0000', 'foreign'], ['+1 202 555 0100', 'foreign'],
  ]
  for (const [written, kind] of families) {
    for (const trunk of ['practice', 'real'] as const) {
      const { refusals, askAgainAt } = verdictOf({
        callee: { number: read(written), insee: '75056' },
        trunk: { kind: trunk, callerIds: [npv] },
      })
      const refusal = refusals.find((each) => each.rule === 'fr.ARCEP-callee')
      assert.ok(refusal?.measured.startsWith(kind), `${written}: ${refusal?.measured}`)
      assert.equal(askAgainAt, undefined)
    }
  }
})

test('Arcep: fixed, mobile, 09 and fiction numbers are telephones', () => {
  // biome-ignore format: read as a table
  const telephones = [
    '01 40 00 00 00', '06 12 34 56 78', '07 56 78 90 12', '09 72 10 12 34', '0262 20 12 34', '0692 20 12 34',
    '0590 20 12 34', '0696 20 12 34', '0508 41 12 34', '06 39 98 12 34', '02 61 91 00 00',
  ]
  for (const written of telephones) {
    const callee = { number: read(written), insee: '75056' }
    assert.equal(ruleSays('fr.ARCEP-callee', { callee }), 'allowed', written)
  }
})

test('Arcep: numbers of the Pacific are called only for an election held there', () => {
  const says = (number: string, change: object): string =>
    ruleSays('fr.ARCEP-Pacific', { callee: { number: read(number), territory: 'NC' }, ...change })
  const noumea = '+687 28 00 00'
  assert.equal(says(noumea, { election: presidential2027 }), 'allowed')
  assert.equal(says(noumea, { election: null }), 'refused')
  assert.equal(says(noumea, { election: presidential2027, purpose: 'other' }), 'refused')
  const only = (...inseePrefixes: string[]): object => ({
    election: { ...presidential2027, inseePrefixes },
  })
  assert.equal(says(noumea, only('988')), 'allowed')
  assert.equal(says(noumea, only('98818')), 'allowed')
  assert.equal(says(noumea, only('75', '987')), 'refused')
  assert.equal(says('01 40 00 00 00', { election: null }), 'not run')
})

test('Arcep 2018-0881 § 2.5.12: practice rings fiction only, a real trunk everything but fiction', () => {
  const says = (number: string, kind: 'practice' | 'real'): string =>
    ruleSays('fr.ARCEP-fiction', {
      callee: { number: read(number), insee: '75056' },
      trunk: { kind, callerIds: [npv] },
    })
  for (const range of ['01 99 00', '02 61 91', '03 53 01', '04 65 71', '05 36 49', '06 39 98']) {
    for (const last of ['00 00', '99 99']) {
      assert.equal(says(`${range} ${last}`, 'practice'), 'allowed')
      assert.equal(says(`${range} ${last}`, 'real'), 'refused')
    }
  }
  for (const beside of ['01 99 01 00 00', '06 39 97 99 99', '06 39 99 00 00', '09 72 10 00 00']) {
    assert.equal(says(beside, 'practice'), 'refused', beside)
    assert.equal(says(beside, 'real'), 'allowed', beside)
  }
})

test('Arcep: a verdict never carries the whole number of the callee', () => {
  for (const kind of ['practice', 'real'] as const) {
    const verdict = verdictOf({
      callee: { number: someone },
      trunk: { kind, callerIds: [] },
      consents: [],
    })
    assert.ok(!JSON.stringify(verdict).includes(someone.slice(3)))
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { E164 } from '../base/units.ts'
import type { NumberClass } from './numberPlan.ts'
import { classOf, e164Of, e164OfNational, isFiction, judge, territoriesOf } from './phoneNumber.ts'

// biome-ignore format: national significant number → E.164, class, territories; read as a table
const national: readonly (readonly [string, string, NumberClass, string])[] = [
  ['199001234', '+33199001234', 'fiction', 'FR'],
  ['261911234', '+33261911234', 'fiction', 'FR'],
  ['353011234', '+33353011234', 'fiction', 'FR'],
  ['465711234', '+33465711234', 'fiction', 'FR'],
  ['536491234', '+33536491234', 'fiction', 'FR'],
  ['639981234', '+33639981234', 'fiction', 'FR'],
  ['639971234', '+262639971234', 'mobile', 'YT'],
  ['262201234', '+262262201234', 'fixed', 'RE'],
  ['692201234', '+262692201234', 'mobile', 'RE'],
  ['269601234', '+262269601234', 'fixed', 'YT'],
  ['709201234', '+262709201234', 'mobile', 'RE'],
  ['709351234', '+262709351234', 'mobile', 'YT'],
  ['709301234', '+594709301234', 'mobile', 'GF'],
  ['709001234', '+590709001234', 'mobile', 'GP BL MF'],
  ['709101234', '+596709101234', 'mobile', 'MQ'],
  ['590201234', '+590590201234', 'fixed', 'GP BL MF'],
  ['690201234', '+590690201234', 'mobile', 'GP BL MF'],
  ['694201234', '+594694201234', 'mobile', 'GF'],
  ['696201234', '+596696201234', 'mobile', 'MQ'],
  ['508411234', '+508411234', 'fixed', 'PM'],
  ['708561234', '+508708561234', 'mobile', 'PM'],
  ['976001234', '+590976001234', 'voip', 'GP BL MF'],
  ['976401234', '+594976401234', 'voip', 'GF'],
  ['976601234', '+596976601234', 'voip', 'MQ'],
  ['976301234', '+262976301234', 'voip', 'RE'],
  ['976901234', '+262976901234', 'voip', 'YT'],
  ['972101234', '+33972101234', 'voip', 'FR'],
  ['731234567', '+33731234567', 'unallocated', 'FR'],
  ['791234567', '+33791234567', 'unallocated', 'FR'],
  ['700123456', '+33700123456', 'm2m', 'FR'],
  ['901123456', '+33901123456', 'm2m', 'FR'],
  ['937123456', '+33937123456', 'platform', 'FR'],
  ['939123456', '+33939123456', 'platform', 'FR'],
  ['800123456', '+33800123456', 'special', 'FR'],
  ['899123456', '+33899123456', 'special', 'FR'],
]

test('Arcep numbering plan: each range has its class, country code and territories', () => {
  for (const [digits, expected, kind, territories] of national) {
    const number = e164OfNational(digits)
    assert.equal(number, expected)
    assert.equal(classOf(number), kind, number)
    assert.equal(territoriesOf(number).join(' '), territories, number)
  }
})

test('Arcep 2018-0881: every root of the automated systems is npv, never a telephone', () => {
  const metropole = '162 163 270 271 377 378 424 425 568 569 948 949'
  const overseas = '9475 9476 9477 9478 9479 5987 5988 5989 2688 2689'
  for (const root of `${metropole} ${overseas}`.split(' ')) {
    const number = e164OfNational(root.padEnd(9, '1'))
    assert.equal(classOf(number), 'npv', number)
  }
  assert.equal(e164OfNational('268812345'), '+262268812345')
  assert.equal(e164OfNational('598712345'), '+590598712345')
  assert.equal(e164OfNational('598812345'), '+594598812345')
  assert.equal(e164OfNational('598912345'), '+596598912345')
})

// biome-ignore format: read as a table
const international: readonly (readonly [string, NumberClass, string])[] = [
  ['+3315', 'emergency', 'FR'], ['+33112', 'emergency', 'FR'], ['+33116117', 'emergency', 'FR'],
  ['+333639', 'short', 'FR'], ['+33118218', 'short', 'FR'], ['+33116006', 'short', 'FR'],
  ['+337001234567890', 'm2m', 'FR'], ['+33', 'unallocated', ''], ['+3363998123', 'unallocated', 'FR'],
  ['+262800123456', 'special', 'RE YT'], ['+687751234', 'mobile', 'NC'],
  ['+68987123456', 'mobile', 'PF'], ['+68940451234', 'fixed', 'PF'], ['+681821234', 'mobile', 'WF'],
  ['+32470123456', 'foreign', ''], ['+14155550100', 'foreign', ''],
]

test('Arcep MAJNFB: emergency, short, M2M and foreign numbers are told apart by their whole number', () => {
  for (const [text, kind, territories] of international) {
    const number = e164Of(text)
    assert.ok(number, text)
    assert.equal(classOf(number), kind, text)
    assert.equal(territoriesOf(number).join(' '), territories, text)
  }
})

test('ITU-T E.164: only + and 2 to 15 digits, none of them a leading zero, make a number', () => {
  for (const text of [
    '',
    '+',
    '+3',
    '33639981234',
    '+0639981234',
    '+33 639981234',
    '+1234567890123456',
  ])
    assert.equal(e164Of(text), undefined, text)
  assert.equal(e164Of('+123456789012345'), '+123456789012345')
})

test('fiction: exactly the six ranges of ten thousand, on both sides of each edge', () => {
  for (const block of ['19900', '26191', '35301', '46571', '53649', '63998']) {
    const first = Number(`${block}0000`)
    const of = (n: number): E164 => `+33${n}` as E164
    assert.deepEqual(
      [first - 1, first, first + 9999, first + 10_000].map((n) => isFiction(of(n))),
      [false, true, true, false],
      block,
    )
  }
})

test('the memory of blocks answers as the library would for each number of it', () => {
  const plans = ['33', '262', '590', '594', '596', '508', '687', '689', '681']
  const digits = fc.integer({ min: 100_000, max: 999_999_999 })
  fc.assert(
    fc.property(fc.constantFrom(...plans), digits, (plan, local) => {
      const size = plan === '687' || plan === '681' || plan === '508' ? 6 : plan === '689' ? 8 : 9
      const number = `+${plan}${String(local).padStart(9, '1').slice(-size)}` as E164
      const sibling = (number.slice(0, -4) + '0123456789'.slice(local % 7, (local % 7) + 4)) as E164
      const expected = judge(sibling)
      assert.equal(classOf(number), judge(number).class, number)
      assert.equal(classOf(sibling), expected.class, sibling)
      assert.deepEqual(territoriesOf(sibling), expected.territories)
    }),
    { numRuns: 20_000 },
  )
})

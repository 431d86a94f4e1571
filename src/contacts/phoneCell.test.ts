import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readPhoneCell } from './phoneCell.ts'
import { parseCallerId, parsePhoneNumber, phoneTextMax } from './phoneNumber.ts'

const mobile = '+33639981234'
const landline = '+33199001234'

// biome-ignore format: what is written → the number read, as a table
const written: readonly (readonly [string, string])[] = [
  ['06 39 98 12 34', mobile], ['06.39.98.12.34', mobile], ['06-39-98-12-34', mobile],
  ['06/39/98/12/34', mobile], ['06,39,98,12,34', mobile], ['0639981234', mobile],
  ['0 639 981 234', mobile], ['06‑39–98−12-34', mobile], ['06\u00a039\u202f98\u200912\u00a034', mobile],
  ['\u202a06 39 98 12 34\u202c', mobile], ['０６３９９８１２３４', mobile], ['٠٦٣٩٩٨١٢٣٤', mobile],
  ['+33 6 39 98 12 34', mobile], ['+33 (0)6 39 98 12 34', mobile], ['+33(0)639981234', mobile],
  ['(+33) 6 39 98 12 34', mobile], ['+33 06 39 98 12 34', mobile], ['+33 6 3998 1234.', mobile],
  ['0033 6 39 98 12 34', mobile], ['00 33 6 39 98 12 34', mobile], ['0033 (0)6 39 98 12 34', mobile],
  ['(0)6 39 98 12 34', mobile], ['(06) 39 98 12 34', mobile], ['tel:+33-6-39-98-12-34', mobile],
  ['06 39 98 12 34 (bureau)', mobile], ['Tél. : 06 39 98 12 34', mobile], ['06 39 98 12 34 Jean', mobile],
  ['639981234', mobile], ['6 39 98 12 34', mobile], ['33639981234', mobile], ['33 6 39 98 12 34', mobile],
  ['6,39981234E+08', mobile], ['6.39981234E+8', mobile], ['3,3639981234E+10', mobile],
  ['639981234.0', mobile], ['33639981234,00', mobile],
  ["'0639981234", mobile], ['="0639981234"', mobile], [" '+33639981234 ", mobile],
  ['0262 20 12 34', '+262262201234'], ['+33 692 20 12 34', '+262692201234'],
  ['+262 692 20 12 34', '+262692201234'], ['00262 692 20 12 34', '+262692201234'],
  ['262692201234', '+262692201234'], ['692201234', '+262692201234'],
  ['+590 (0)690 20 12 34', '+590690201234'], ['+590 0690 20 12 34', '+590690201234'],
  ['0508 41 12 34', '+508411234'], ['508411234', '+508411234'], ['+508 41 12 34', '+508411234'],
  ['+687 75 12 34', '+687751234'], ['+689 87 12 34 56', '+68987123456'],
]

test('phone cell: every way people write one number is read as that number', () => {
  for (const [text, number] of written)
    assert.deepEqual(readPhoneCell(text), [{ is: 'number', number }], text)
})

test('phone cell: two numbers in one cell are two, and a bad one leaves the good one', () => {
  for (const between of [' / ', '/', ' ; ', ';', ',', ' ou ', ' - ', '\n', ' | ']) {
    const both = readPhoneCell(`06 39 98 12 34${between}01 99 00 12 34`)
    const numbers = both.map((one) => (one.is === 'number' ? one.number : one.code))
    assert.deepEqual(numbers, [mobile, landline], between)
  }
  const mixed = readPhoneCell('06 39 98 12 34 / 08 99 12 34 56')
  assert.deepEqual(
    mixed.map((one) => (one.is === 'number' ? one.number : one.code)),
    [mobile, 'special'],
  )
})

// biome-ignore format: what is written → why it is refused, as a table
const refused: readonly (readonly [string, string])[] = [
  ['6,4E+08', 'digitsLost'], ['6,39981E+08', 'digitsLost'], ['3,364E+10', 'digitsLost'], ['6E+08', 'digitsLost'],
  ['06 39 98 12 3', 'tooShort'], ['06 39 98 12 345', 'tooLong'], ['+33 6 39 98 12', 'tooShort'],
  ['06 39 98 12 34 01 99 00 12 34', 'tooLong'], ['87 12 34 56', 'tooShort'],
  ['O6 39 98 12 34', 'letters'], ['06 39 9B 12 34', 'letters'], ['abc', 'notANumber'],
  ['06+39 98 12 34', 'notANumber'], ['0000000000', 'notANumber'], ['0039981234', 'foreign'],
  ['06 39 98 12 34 poste 12', 'extension'], ['06 39 98 12 34 x12', 'extension'],
  ['15', 'emergency'], ['112', 'emergency'], ['116 000', 'emergency'], ['+33 15', 'emergency'],
  ['3639', 'short'], ['118218', 'short'], ['1023', 'short'],
  ['0800 12 34 56', 'special'], ['08 99 12 34 56', 'special'], ['+33 899 12 34 56', 'special'],
  ['0700 12 34 56', 'm2m'], ['07001234567890', 'm2m'], ['0901 12 34 56', 'm2m'],
  ['01 62 12 34 56', 'npv'], ['0948 12 34 56', 'npv'], ['02688 1 23 45', 'npv'], ['09479 1 23 45', 'npv'],
  ['0937 12 34 56', 'platform'], ['0939 12 34 56', 'platform'],
  ['07 31 23 45 67', 'unallocated'], ['07 91 23 45 67', 'unallocated'],
  ['+32 470 12 34 56', 'foreign'], ['0032 470 12 34 56', 'foreign'], ['+1 415 555 0100', 'foreign'],
  ['0639981234;0639981235;0639981236', 'tooManyNumbers'], ['9'.repeat(phoneTextMax + 1), 'notANumber'],
]

test('phone cell: what is no number of a person is refused with its own reason', () => {
  for (const [text, code] of refused) {
    const [one, ...more] = readPhoneCell(text)
    assert.equal(one?.is === 'rejected' ? one.code : one?.number, code, text)
    assert.equal(more.length, 0)
  }
})

test('phone cell: a dash, a zero or « néant » is an empty cell', () => {
  for (const text of ['', '  ', '-', '--', '/', 'NC', 'n/a', 'Néant', 'aucun', '0', 'x', '\u00a0'])
    assert.deepEqual(readPhoneCell(text), [], text)
})

test('phone cell: a refusal shows what was read without the whole number', () => {
  for (const [text] of refused) {
    for (const one of readPhoneCell(text)) {
      if (one.is === 'rejected') assert.doesNotMatch(one.measured.replace(/\s/g, ''), /\d{7}/, text)
    }
  }
})

test('phone cell: a caller ID may be an automated-system number, which nobody is called on', () => {
  assert.deepEqual(parseCallerId('01 63 00 12 34'), { is: 'number', number: '+33163001234' })
  assert.equal(parsePhoneNumber('01 63 00 12 34').is, 'rejected')
  assert.equal(parseCallerId('15').is, 'rejected')
})

test('phone cell: formatting a number in any way and reading it again gives the number back', () => {
  const block = fc.constantFrom('19900', '26191', '35301', '46571', '53649', '63998')
  const last = fc.integer({ min: 0, max: 9999 })
  const separator = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f', '/')
  const head = fc.constantFrom(
    '0',
    '+33',
    '+33 ',
    '0033 ',
    '+33 (0)',
    '(0)',
    '',
    '33',
    'tel:+33',
    "'0",
  )
  fc.assert(
    fc.property(block, last, separator, head, (prefix, tail, between, start) => {
      const digits = `${prefix}${String(tail).padStart(4, '0')}`
      const pairs = [digits[0], ...(digits.slice(1).match(/../g) ?? [])].join(between)
      assert.deepEqual(readPhoneCell(start + pairs), [{ is: 'number', number: `+33${digits}` }])
    }),
    { numRuns: 2_000 },
  )
})

test('phone cell: no text whatever makes it throw, and each number read is a callable one', () => {
  const soup = fc.string({
    unit: fc.constantFrom(...'0123456789+()/ .-eEx,;\'"Oé\n#'),
    maxLength: 24,
  })
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ maxLength: 200 })), (text) => {
      for (const one of readPhoneCell(text)) {
        if (one.is === 'number') assert.match(one.number, /^\+[1-9]\d{8,12}$/)
      }
    }),
    { numRuns: 5_000 },
  )
})

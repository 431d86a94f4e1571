import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { E164 } from '../base/units.ts'
import { numberFormats } from './trunkProfile.ts'
import { writeNumber, writtenForms } from './writtenNumber.ts'

const french = { country: '33', nationalPrefix: '0' }
const british = { country: '44', nationalPrefix: '0' }
const american = { country: '1', nationalPrefix: '' }

// biome-ignore format: one row a number, read as a table
const rows = [
  ['+33199001234', french, '+33199001234', '33199001234', '0199001234', '0033199001234'],
  ['+262262001234', french, '+262262001234', '262262001234', '0262001234', '00262262001234'],
  ['+687261234', french, '+687261234', '687261234', '00687261234', '00687261234'],
  ['+441632960123', british, '+441632960123', '441632960123', '01632960123', '00441632960123'],
  ['+12025550123', american, '+12025550123', '12025550123', '2025550123', '0012025550123'],
  ['+33199001234', american, '+33199001234', '33199001234', '0033199001234', '0033199001234'],
] as const

for (const [number, plan, e164, digits, national, international] of rows) {
  test(`a number ending in ${number.slice(-4)} for a carrier in +${plan.country}: four ways to write it`, () => {
    const written = (['e164', 'digits', 'national', 'international'] as const).map((format) =>
      writeNumber(number as E164, format, plan),
    )
    assert.deepEqual(written, [e164, digits, national, international])
  })
}

test('property: whatever way a number is written, it is among its written forms', () => {
  const numbers = fc.integer({ min: 100_000_000, max: 999_999_999 }).map((n) => `+33${n}` as E164)
  fc.assert(
    fc.property(numbers, fc.constantFrom(...numberFormats), (number, format) => {
      assert.ok(writtenForms(number).includes(writeNumber(number, format)))
    }),
  )
})

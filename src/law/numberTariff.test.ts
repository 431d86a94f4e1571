import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isInRanges, nationalOf, numbersIn } from './numberTariff.ts'

// biome-ignore format: one text a row
const said: readonly (readonly [text: string, number: string])[] = [
  ['Appelez le 0800 12 34 56.', '0800123456'],
  ['Appelez le 0.800.12.34.56 !', '0800123456'],
  ['Au +33 800 12 34 56', '0800123456'],
  ['Au 00 33 800 12 34 56', '0800123456'],
  ['Tapez 1, puis composez le 0800-123-456.', '0800123456'],
  ['Appelez le ZÉRO HUIT CENT, douze, trente-quatre, cinquante-six.', '0800123456'],
  ['zero huit cent douze trente quatre cinquante six', '0800123456'],
  ['zéro, huit, zéro, zéro, un, deux, trois, quatre, cinq, six', '0800123456'],
  ['zéro huit cent cinq, douze, trente-quatre, cinquante-six', '0805123456'],
  ['zéro huit quatre-vingt-douze, soixante-dix, vingt et un, trente', '0892702130'],
  ['zéro huit cent quatre-vingt-dix-neuf, soixante et onze, dix-sept, seize', '0899711716'],
  ['zéro un, soixante-trois, zéro zéro, douze, trente-quatre', '0163001234'],
  ['Rappelez le 3010', '3010'],
  ['Appelez le trente dix', '3010'],
  ['composez le trente et un, dix', '3110'],
  ['au numéro trois mille neuf cent dix-neuf', '3919'],
  ['Contactez le 116 117', '116117'],
  ['Le 3010 vous répond', '3010'],
  ['Pour nous joindre, à toute heure, c’est 3010', '3010'],
]

test('numbers said: figures and French words, however they are grouped', () => {
  for (const [text, number] of said) assert.ok(numbersIn(text).includes(number), text)
})

test('numbers said: what is no telephone number is none', () => {
  for (const text of [
    '',
    'Bonjour. Dimanche 18 avril 2027, vous choisirez.',
    'Nous avons ouvert 3010 classes, soit trois mille dix.',
    'Pour écouter, tapez un. Pour ne plus être appelé, tapez neuf.',
    'Mon programme tient en dix pages et quatre-vingt-douze mesures.',
    'Les lettres disent que les 3500 euros sont perdus, et les 1050 autres aussi.',
    'un deux trois zéro huit cent',
  ]) {
    assert.deepEqual(numbersIn(text), [], text)
  }
})

const digits = 'zéro un deux trois quatre cinq six sept huit neuf'.split(' ')

test('numbers said: every free number read out digit by digit, pair by pair or in figures is found', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_999_999 }), fc.boolean(), (rest, asWords) => {
      const number = `080${String(rest).padStart(7, '0')}`
      const written = asWords
        ? [...number].map((digit) => digits[Number(digit)]).join(', ')
        : number.replace(/(..)(?=.)/g, '$1 ')
      return numbersIn(`Rappelez-nous au ${written}.`).includes(number)
    }),
  )
})

test('numbers said: any text is read, and quickly enough to be typed by anybody', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => numbersIn(text).length >= 0))
  const hostile = 'cent vingt et un quatre-vingt-dix mille '.repeat(70)
  assert.ok(numbersIn(hostile).length >= 0)
})

test('tariff: ranges are compared at their own length, short numbers only when whole', () => {
  const free = ['0800-0805', '3009-3169', '116000-116999']
  for (const [number, isFree] of [
    ['0799999999', false],
    ['0800000000', true],
    ['0805999999', true],
    ['0806000000', false],
    ['3008', false],
    ['3009', true],
    ['3169', true],
    ['3170', false],
    ['3010123456', false],
    ['116000', true],
    ['116999', true],
    ['117000', false],
  ] as const) {
    assert.equal(isInRanges(number, free), isFree, number)
  }
})

test('tariff: numbers as they are dialled in France, from wherever they are written', () => {
  for (const [written, national] of [
    ['+33 1 63 00 12 34', '0163001234'],
    ['0033163001234', '0163001234'],
    ['+590 800 12 34 56', '0800123456'],
    ['3010', '3010'],
    ['+1 212 555 0100', '+12125550100'],
    ['no number', 'nonumber'],
  ] as const) {
    assert.equal(nationalOf(written), national)
  }
})

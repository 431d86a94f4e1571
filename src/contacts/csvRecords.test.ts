import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Failure } from '../base/failure.ts'
import { type CsvRecord, csvReader, dialectOf, lineLengthMax } from './csvRecords.ts'

function recordsOf(text: string, pieceLength = text.length): readonly CsvRecord[] {
  const records: CsvRecord[] = []
  const reader = csvReader(dialectOf(text), (record) => records.push(record))
  for (let at = 0; at < text.length; at += pieceLength)
    reader.push(text.slice(at, at + pieceLength))
  reader.end()
  return records
}

const cellsOf = (text: string): readonly (readonly string[])[] =>
  recordsOf(text).map(({ cells }) => cells)

// biome-ignore format: start of a file → its separator, as a table
const starts: readonly (readonly [string, string])[] = [
  ['Nom;Tél\nA;06\n', ';'], ['Nom,Tél\nA,06\n', ','], ['Nom\tTél\nA\t06\n', '\t'], ['Nom|Tél\nA|06\n', '|'],
  ['Nom, prénom;Tél\n"A, B";06\n"C, D";06\n', ';'], ['Nom;Tél\nA, B, C;6,39E+08\nA, B;6,39E+08\n', ';'],
  ['Tél\n06\n', ';'], ['"Nom;x",Tél\n"a;b",06\n', ','], ['\n\nNom,Tél\nA,06\n', ','],
  ['sep=,\nNom,Tél;x\nA,06\n', ','], ['sep=\t\r\nNom\tTél\r\n', '\t'],
]

test('CSV: the separator is the one that cuts header and rows alike', () => {
  for (const [text, delimiter] of starts) assert.equal(dialectOf(text).delimiter, delimiter, text)
})

test('CSV: the hint line of Excel is no record, and lines are still counted from it', () => {
  const records = recordsOf('sep=;\r\nNom;Tél\r\nA;06\r\n')
  assert.deepEqual(
    records.map(({ cells, line }) => [line, ...cells]),
    [
      [2, 'Nom', 'Tél'],
      [3, 'A', '06'],
    ],
  )
})

test('RFC 4180 §2: quoted separators, line ends and doubled quotes stay inside their cell', () => {
  assert.deepEqual(cellsOf('a;b\r\n"x;1";"y\r\nz"\r\n"say ""no""";\r\n'), [
    ['a', 'b'],
    ['x;1', 'y\r\nz'],
    ['say "no"', ''],
  ])
})

test('CSV: CR LF, LF, CR and a file that mixes the first two give the same cells', () => {
  const expected = [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]
  for (const text of [
    'a;b\r\n1;2\r\n3;4\r\n',
    'a;b\n1;2\n3;4',
    'a;b\r1;2\r3;4\r',
    'a;b\r\n1;2\n3;4\r\n',
  ])
    assert.deepEqual(cellsOf(text), expected, JSON.stringify(text))
})

test('CSV: a record knows the line it starts on and how it was written', () => {
  const text = 'a;b\n"1\n1";2\n3;4'
  const records = recordsOf(text)
  assert.deepEqual(
    records.map(({ line }) => line),
    [1, 2, 4],
  )
  assert.equal(records.map(({ written }) => written).join(''), text)
})

test('CSV: a quote in the wrong place marks its record and no other', () => {
  const records = recordsOf('a;b\n"x"y";1\nc;2\n')
  assert.deepEqual(
    records.map(({ quotesBroken }) => quotesBroken),
    [false, true, false],
  )
})

test('CSV: however the text is cut into pieces, the records are the same', () => {
  const cell = fc.oneof(
    fc.constantFrom('', '06 39 98 12 34', 'É', '"a;b"', '"x""y"', '"l1\nl2"', '"l1\r\nl2"', 'a b'),
    fc.string({ unit: fc.constantFrom('a', ' ', '.', 'é'), maxLength: 5 }),
  )
  const row = fc.array(cell, { minLength: 3, maxLength: 3 }).map((cells) => cells.join(';'))
  const file = fc.tuple(
    fc.array(row, { minLength: 1, maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
  )
  fc.assert(
    fc.property(file, fc.integer({ min: 1, max: 9 }), ([rows, newline], pieceLength) => {
      const text = ['h1;h2;h3', ...rows].join(newline)
      assert.deepEqual(recordsOf(text, pieceLength), recordsOf(text))
      assert.equal(
        recordsOf(text)
          .map(({ written }) => written)
          .join(''),
        text,
      )
    }),
    { numRuns: 500 },
  )
})

test('CSV: a line of the longest length passes, one character more is a failure naming the line', () => {
  const longest = 'x'.repeat(lineLengthMax - 1)
  assert.equal(recordsOf(`a;b\n${longest}\n`, 4_096).length, 2)
  for (const text of [
    `a;b\n${longest}x\n`,
    `a;b\n${'x'.repeat(1_000_000)}`,
    `a;b\n"${longest}\n\n`,
  ])
    assert.throws(() => recordsOf(text, 4_096), isBadInput(/Line 2 has more than/))
})

test('CSV: a file that ends inside quotes was cut off, and the sentence names the line', () => {
  assert.throws(() => recordsOf('a;b\n1;2\n"Dupont;06'), isBadInput(/cut off at line 3/))
})

test('CSV: a NUL byte is a failure naming the line', () => {
  assert.throws(
    () => recordsOf('a;b\n1;2\n3;\u00004\n', 5),
    isBadInput(/Line 3 contains a NUL byte/),
  )
})

const isBadInput = (sentence: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === 'badInput' && sentence.test(error.message)

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crossed, crossedText } from './rescored.ts'

test('judged again: each call stands once, in the row of then and the column of now', () => {
  const counts = crossed([
    ['machine', 'machine'],
    ['machine', 'human'],
    ['unknown', 'human'],
  ])
  assert.deepEqual([counts.machine.machine, counts.machine.human, counts.unknown.human], [1, 1, 1])
  const text = crossedText(counts, 'fr').split('\n')
  assert.deepEqual(
    text.map((line) => line.length),
    Array.from({ length: 6 }, () => text[0]?.length),
  )
  assert.match(text[2] ?? '', /^répondeur\s+1\s+1\s+0\s+0\s+0$/)
})

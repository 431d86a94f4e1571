/** How a run is scored: what counts as right, as a beep found, as a false one; intervals against published values. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Heard } from '../../bench/amd/hear.ts'
import type { ClipRow } from '../../bench/amd/manifest.ts'
import { percentiles, type Scored, score, wilson } from '../../bench/amd/score.ts'

const row = (of: Partial<ClipRow>): ClipRow => ({
  ...{ file: 'x.wav', split: 'test', seed: 1, durationMs: 6000, noise: 'none', snrDb: null },
  ...{ levelDbfs: -20, codec: 'alaw', lossPercent: 0, lost: [], echoDb: null, weSpeakUntilMs: 0 },
  ...{ label: 'human', accepts: ['human', 'unknown'], kind: 'allo', voice: 'a', text: 't' },
  ...{ speechStartMs: 500, greetingEndMs: null, beep: null, beeps: [], words: [], ...of },
})
const heard = (of: Partial<Heard>): Heard => ({
  ...{ verdict: 'human', atMs: 1000, confidence: 1, beeps: [], features: {}, ...of },
})
const machineRow = row({
  ...{ label: 'machine', accepts: ['machine'], kind: 'operator' },
  beeps: [{ startMs: 3000, endMs: 3400, hz: [1000] }],
})
const beepAt = (startedAtMs: number) => ({ startedAtMs, atMs: startedAtMs + 500, hz: 1000 })
const near = (a: number, b: number): boolean => Math.abs(a - b) < 5e-4

test('score: Wilson’s interval is the published one (Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20)', () => {
  const limits: readonly (readonly [number, number, number, number])[] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ]
  for (const [count, of, from, to] of limits) {
    const found = wilson(count, of)
    assert.ok(
      near(found.from, from) && near(found.to, to),
      `${count} of ${of}: ${found.from} to ${found.to}`,
    )
  }
  assert.deepEqual(wilson(0, 0), { of: 0, count: 0, share: 0, from: 0, to: 1 })
})

test('score: unsure is right for a person and wrong for a mailbox', () => {
  const scored: readonly Scored[] = [
    { row: row({}), heard: heard({ verdict: 'unknown' }) },
    { row: row({}), heard: heard({ verdict: 'machine' }) },
    { row: machineRow, heard: heard({ verdict: 'unknown' }) },
    { row: machineRow, heard: heard({ verdict: 'machine' }) },
  ]
  const found = score(scored)
  assert.equal(found.accuracy.count, 2)
  assert.equal(found.humansCalledMachine.count, 1)
  assert.equal(found.machinesCalledHuman.count, 1)
  assert.equal(found.confusion['machine']?.['unknown'], 1)
})

test('score: in the end a beep makes a machine of a person and of the unsure, of nothing else', () => {
  const beeps = [beepAt(3000)]
  const found = score([
    { row: machineRow, heard: heard({ verdict: 'human', beeps }) },
    { row: machineRow, heard: heard({ verdict: 'unknown', beeps }) },
    { row: machineRow, heard: heard({ verdict: 'human' }) },
    { row: machineRow, heard: heard({ verdict: 'fax', beeps }) },
    { row: row({}), heard: heard({ verdict: 'human', beeps }) },
    { row: row({}), heard: heard({ verdict: 'unknown' }) },
  ])
  assert.deepEqual([found.treatedRightly.count, found.treatedRightly.of], [3, 6])
  assert.equal(found.humansTreatedAsMachine.count, 1)
  assert.equal(found.machinesTreatedAsHuman.count, 1)
  assert.equal(found.accuracy.count, 2, 'the verdict itself stays what it was')
})

for (const [startedAtMs, isFound] of [
  [2919, false],
  [2920, true],
  [2921, true],
  [3479, true],
  [3480, true],
  [3481, false],
] as const) {
  test(`score: a beep of 3,000 to 3,400 ms heard from ${startedAtMs} ms on is ${isFound ? 'found' : 'a false one'}`, () => {
    const found = score([{ row: machineRow, heard: heard({ beeps: [beepAt(startedAtMs)] }) }])
    assert.equal(found.beepsFound.count, isFound ? 1 : 0)
    assert.equal(found.clipsWithFalseBeep.count, isFound ? 0 : 1)
  })
}

test('score: the median of 1 … 5 is 3, the ninth tenth is the last', () => {
  assert.deepEqual(percentiles([5, 1, 4, 2, 3]), { p50: 3, p90: 5 })
})

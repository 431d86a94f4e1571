/** Marking: neighbours give way, nothing overlaps, what is removed belongs to its neighbour. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changed, limitMoved, type MarkedSegment, splitAt, without } from './segments.ts'
import { wavFileOf } from './wavFile.ts'

const durationMs = 10_000
const three: readonly MarkedSegment[] = [
  { role: 'identity', text: 'un', startsAtMs: 0, endsAtMs: 3000 },
  { role: 'objection', text: 'deux', startsAtMs: 3400, endsAtMs: 6000 },
  { role: 'content', text: 'trois', startsAtMs: 6000, endsAtMs: 10_000 },
]

function assertInOrder(segments: readonly MarkedSegment[]): void {
  segments.forEach(({ startsAtMs, endsAtMs }, place) => {
    assert.ok(endsAtMs > startsAtMs, `segment ${place} lasts`)
    assert.ok(startsAtMs >= (segments[place - 1]?.endsAtMs ?? 0), `segment ${place} follows`)
    assert.ok(endsAtMs <= durationMs)
  })
}

test('marking: limits dragged or split anywhere leave segments in order and apart', () => {
  const act = fc.oneof(
    fc.record({ is: fc.constant('move' as const), place: fc.nat(4), at: fc.integer() }),
    fc.record({ is: fc.constant('end' as const), place: fc.nat(4), at: fc.integer() }),
    fc.record({ is: fc.constant('start' as const), place: fc.nat(4), at: fc.integer() }),
    fc.record({ is: fc.constant('split' as const), place: fc.nat(4), at: fc.nat(durationMs) }),
    fc.record({ is: fc.constant('remove' as const), place: fc.nat(4), at: fc.nat(1) }),
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
      let segments = three
      for (const { is, place, at } of acts) {
        if (is === 'move') segments = limitMoved(segments, place, at)
        else if (is === 'end') segments = changed(segments, place, { endsAtMs: at }, durationMs)
        else if (is === 'start') segments = changed(segments, place, { startsAtMs: at }, durationMs)
        else if (is === 'split') segments = splitAt(segments, at, durationMs)
        else if (segments.length > 1) segments = without(segments, place)
      }
      assertInOrder(segments)
    }),
  )
})

test('marking: a longer segment pushes the beginning of the next', () => {
  const [first, second] = changed(three, 0, { endsAtMs: 3800 }, durationMs)
  assert.deepEqual([first?.endsAtMs, second?.startsAtMs], [3800, 3800])
})

test('marking: nothing is marked yet, so the first mark is the whole; removed words go to a neighbour', () => {
  assert.deepEqual(splitAt([], 4000, durationMs), [
    { role: 'identity', text: '', startsAtMs: 0, endsAtMs: durationMs },
  ])
  assert.deepEqual(without(three, 1)[0], { ...three[0], text: 'un deux', endsAtMs: 6000 })
  assert.deepEqual(without(three, 0)[0], { ...three[1], text: 'un deux', startsAtMs: 0 })
})

test('microphone: what was heard becomes a WAV file of 16 bits at the rate of the device', async () => {
  const bytes = await wavFileOf([Float32Array.from([0, 1, -1, 2])], 48_000).arrayBuffer()
  const view = new DataView(bytes)
  assert.equal(bytes.byteLength, 44 + 8)
  assert.equal(view.getUint32(24, true), 48_000)
  assert.deepEqual(
    [0, 2, 4, 6].map((at) => view.getInt16(44 + at, true)),
    [0, 32_767, -32_767, 32_767],
  )
})

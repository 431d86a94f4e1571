import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  barGap,
  barPieces,
  curveArea,
  curveLine,
  curveSummary,
  drawnOutcomes,
  fillStep,
  narrowestPiece,
} from './drawings.ts'

test('outcome bar: pieces in their order, a gap between each, together exactly the width', () => {
  const counts = fc.record(
    Object.fromEntries(drawnOutcomes.map((outcome) => [outcome, fc.nat({ max: 6_000_000 })])),
  )
  fc.assert(
    fc.property(counts, (count) => {
      const pieces = barPieces(count, 640)
      let end = -barGap
      for (const { x, width } of pieces) {
        assert.ok(Math.abs(x - end - barGap) < 1e-6)
        assert.ok(width >= narrowestPiece)
        end = x + width
      }
      if (pieces.length > 0) assert.ok(Math.abs(end - 640) < 1e-6)
      const order = pieces.map(({ outcome }) => drawnOutcomes.indexOf(outcome))
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      )
    }),
  )
})

test('outcome bar: nothing happened, nothing is drawn; the rarest outcome is still seen', () => {
  assert.deepEqual(barPieces({}, 100), [])
  const [, rare] = barPieces({ heardToEnd: 6_000_000, fault: 1 }, 100)
  assert.equal(rare?.outcome, 'fault')
  assert.ok((rare?.width ?? 0) >= narrowestPiece)
})

test('listen curve: from the left edge to the right, full at the top, never outside', () => {
  assert.equal(curveLine([1, 0.5, 0], { width: 100, height: 50 }), 'M0 0L50 25L100 50')
  assert.equal(curveLine([1.2, -1], { width: 10, height: 10 }), 'M0 0L10 10')
  assert.equal(curveArea([], { width: 10, height: 10 }), '')
  assert.equal(curveArea([1, 1], { width: 10, height: 10 }), 'M0 0L10 0L10 10L0 10Z')
})

test('listen curve: its summary names the end, the half and the second most people leave in', () => {
  assert.deepEqual(curveSummary([1, 0.9, 0.5, 0.49]), {
    ...{ seconds: 3, atEnd: 0.49, halfGoneAt: 3 },
    steepest: { second: 2, leaves: 0.4 },
  })
  assert.deepEqual(curveSummary([1, 1]), {
    ...{ seconds: 1, atEnd: 1, halfGoneAt: null, steepest: null },
  })
  assert.equal(curveSummary([1]), null)
})

test('map fill: five steps of a fifth, with 0 and 1 inside the first and the last', () => {
  assert.deepEqual([0, 0.19, 0.2, 0.399, 0.4, 0.6, 0.8, 0.99, 1].map(fillStep), [
    ...[0, 0, 1, 1, 2, 3, 4, 4, 4],
  ])
})

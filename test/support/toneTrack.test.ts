import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inSequence, silence, tone } from './sounds.ts'
import { toneTrack } from './toneTrack.ts'

for (const holeMs of [0, 30, 40, 50]) {
  test(`tone track: a hole of ${holeMs} ms in a tone is a gap of ${holeMs} ms`, () => {
    const half = tone({ hz: 1000, seconds: 0.2 })
    const other = tone({ hz: 700, seconds: 0.1 })
    const sound = inSequence(other, half, silence(holeMs / 1000), half)
    assert.deepEqual(toneTrack(sound, [700, 1000, 2000]), [
      { hz: 700, fromMs: 0, toMs: 100, gapMs: 0 },
      { hz: 1000, fromMs: 100, toMs: 500 + holeMs, gapMs: holeMs },
    ])
  })
}

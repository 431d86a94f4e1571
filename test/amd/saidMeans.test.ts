/** What is said, less the colour that a voice and a line have throughout. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LOOKS_INPUTS, newSaid, takeStep } from '../../src/audio/amd/said.ts'
import { BANDS } from '../../src/audio/amd/spectrum.ts'

const roundedOff = 1e-6

test('said: a colour that stays is less of the input with every step, after a second half of it', () => {
  const said = newSaid()
  const usual = Float32Array.from(said.means)
  for (let step = 1; step <= 100; step += 1) {
    said.input.fill(0.4, 0, LOOKS_INPUTS)
    takeStep(said)
    for (let at = 0; at < 2 * BANDS; at += 1) {
      const left = ((0.4 - (usual[at % BANDS] as number)) * 25) / (25 + step)
      const is = said.input[LOOKS_INPUTS + at] as number
      assert.ok(Math.abs(is - left) < roundedOff * step, `step ${step}, ${at}: ${is}, ${left}`)
    }
  }
})

test('said: both looks of a step are held to one mean, so what changes between them is kept', () => {
  const said = newSaid()
  said.input.fill(0.5, 0, BANDS)
  said.input.fill(-0.5, BANDS, 2 * BANDS)
  takeStep(said)
  for (let band = 0; band < BANDS; band += 1) {
    const [first, second] = [LOOKS_INPUTS + band, LOOKS_INPUTS + BANDS + band]
    const between = (said.input[first] as number) - (said.input[second] as number)
    assert.ok(Math.abs(between - 1) < roundedOff, `band ${band}: ${between}`)
  }
})

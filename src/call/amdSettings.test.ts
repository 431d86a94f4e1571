import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AmdSettings } from '../base/amd.ts'
import { ms } from '../base/units.ts'
import { countries } from '../law/country.ts'
import { amdDefaults, amdLimits, amdSettingsFor } from './amdSettings.ts'

test('an ear listens as its country says, and as its trunk says otherwise', () => {
  assert.deepEqual(amdSettingsFor('fr'), amdDefaults)
  assert.ok(amdSettingsFor('us').quietAfterMs > amdDefaults.quietAfterMs)
  const own = amdSettingsFor('us', { quietAfterMs: ms(900) })
  assert.equal(own.quietAfterMs, 900)
  assert.equal(own.machineConfidence, amdSettingsFor('us').machineConfidence)
})

test('no country and no trunk listens outside the limits: at a limit it may, beside it is held to it', () => {
  for (const country of countries) {
    for (const name of Object.keys(amdLimits) as (keyof AmdSettings)[]) {
      const [low, high] = amdLimits[name]
      const step = name === 'machineConfidence' ? 0.001 : 1
      for (const [wanted, held] of [
        ...[[low - step, low] as const, [low, low] as const, [low + step, low + step] as const],
        ...[
          [high - step, high - step] as const,
          [high, high] as const,
          [high + step, high] as const,
        ],
      ]) {
        const settings = amdSettingsFor(country, { [name]: wanted } as Partial<AmdSettings>)
        assert.equal(settings[name], held, `${country} ${name} ${wanted}`)
      }
    }
  }
})

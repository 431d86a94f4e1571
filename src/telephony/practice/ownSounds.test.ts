import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openAmdEar } from '../../audio/amd/ear.ts'
import type { AmdSign } from '../../audio/amd/signs.ts'
import { amdDefaults } from '../../call/amdSettings.ts'
import { ownSounds, soundOf } from './ownSounds.ts'
import {
  allos,
  beeps,
  lengthOf,
  type OwnSound,
  operatorGreetings,
  planOf,
  privateGreetings,
  soundNames,
} from './soundPlans.ts'

/** What the ear makes of these sounds and pauses (ms) one after the other, a third of a second after the answer. */
function heard(...pieces: readonly (OwnSound | number)[]): readonly AmdSign[] {
  const silence = (frames: number): number[] => Array.from({ length: frames * 160 }, () => 0)
  const played = pieces.flatMap((piece) =>
    typeof piece === 'number' ? silence(piece / 20) : [...soundOf(piece)],
  )
  const samples = [...silence(15), ...played, ...silence(300)]
  const ear = openAmdEar(amdDefaults)
  const signs: AmdSign[] = []
  for (let at = 0; at + 160 <= samples.length; at += 160) {
    const frame = Int16Array.from(samples.slice(at, at + 160), (sample) => sample * 32_767)
    signs.push(...ear.hear(frame, false))
  }
  return signs
}

test('own sounds: each lasts as long as its plan says, is loud enough, and the same every time', () => {
  const [once, again] = [ownSounds(), ownSounds()]
  for (const name of soundNames) {
    assert.equal(once[name].id, again[name].id)
    assert.equal(once[name].pcma.length, lengthOf(name) * 8, name)
    assert.equal(lengthOf(name) % 20, 0, `${name} is of whole frames`)
    const peak = soundOf(name).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    assert.ok(peak > 0.15 && peak < 0.99, `${name}: ${peak}`)
  }
  assert.equal(new Set(Object.values(once).map(({ id }) => id)).size, soundNames.length)
})

test('own sounds: no two people have one voice; greetings pause for up to a second', () => {
  const voices = soundNames.map((name) => planOf(name).voice).filter((voice) => voice > 0)
  assert.equal(new Set(voices).size, voices.length)
  for (const name of [...privateGreetings, ...operatorGreetings]) {
    const pauses = planOf(name).pieces.filter(({ is }) => is === 'pause')
    assert.ok(
      pauses.every((pause) => pause.ms <= 1000),
      name,
    )
  }
  for (const name of privateGreetings) assert.ok(lengthOf(name) >= 2000 && lengthOf(name) <= 4000)
  for (const name of operatorGreetings)
    assert.ok(lengthOf(name) >= 6000 && lengthOf(name) <= 12_000)
})

for (const beep of beeps) {
  test(`own sounds: the ear finds ${beep} after a greeting, once, where it is`, () => {
    const found = heard('private 4', beep).filter((sign) => sign.is === 'beep')
    assert.equal(found.length, 1, JSON.stringify(found))
    const startsAt = 300 + lengthOf('private 4')
    assert.ok(Math.abs((found[0]?.startedAtMs ?? 0) - startsAt) <= 40, JSON.stringify(found))
  })
}

test('own sounds: the ear takes nobody’s “allô” for a machine, and hears no beep in any voice', () => {
  for (const name of [...allos, ...privateGreetings, ...operatorGreetings, 'full'] as const) {
    const signs = heard(name)
    assert.deepEqual(
      signs.filter(({ is }) => is === 'beep'),
      [],
      name,
    )
    const [verdict] = signs.flatMap((sign) => (sign.is === 'verdict' ? [sign.verdict.verdict] : []))
    if (allos.includes(name)) assert.notEqual(verdict, 'machine', name)
  }
})

for (const pauseMs of [160, 500, 1200, 2000, 3200]) {
  test(`own sounds: whoever says “allô” again ${pauseMs} ms later is not taken for a machine either`, () => {
    for (const name of allos) {
      const told = heard(name, pauseMs, name).flatMap((sign) =>
        sign.is === 'verdict' ? [sign.verdict.verdict] : [],
      )
      assert.ok(!told.includes('machine') && !told.includes('screening'), `${name}: ${told}`)
    }
  })
}

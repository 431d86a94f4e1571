/** The ear as a whole: what must hold for any call, whatever the score of the day says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AmdSettings, type AmdVerdict, amdVerdictNames } from '../../base/amd.ts'
import { type Random, randomFrom } from '../../base/random.ts'
import { ms } from '../../base/units.ts'
import { fromALaw, toALaw } from '../g711.ts'
import { ratioOf } from '../sound.ts'
import { openAmdEar } from './ear.ts'
import { isNews, judge } from './judge.ts'
import type { AmdSign } from './signs.ts'

const settings: AmdSettings = {
  machineConfidence: 0.98,
  decideWithinMs: ms(6000),
  quietAfterMs: ms(1200),
  beepMs: ms(80),
}

const samplesOf = (lengthMs: number): number => Math.round(lengthMs * 8)

function noise(lengthMs: number, level: number, random: Random): Float64Array {
  return new Float64Array(samplesOf(lengthMs)).map(
    () => (random.next() + random.next() + random.next() - 1.5) * 2 * level,
  )
}

const silent = (lengthMs: number): Float64Array => new Float64Array(samplesOf(lengthMs))

function tone(hz: readonly number[], lengthMs: number, level: number): Float64Array {
  return new Float64Array(samplesOf(lengthMs)).map((_, i) => {
    const fade = Math.min(1, i / 16, (samplesOf(lengthMs) - i) / 16)
    const sum = hz.reduce((all, each) => all + Math.sin((2 * Math.PI * each * i) / 8000), 0)
    return (level * fade * sum) / hz.length
  })
}

/** Syllables of a throat: harmonics of a pitch that slides, louder near two formants that move, with hiss between. */
function babble(lengthMs: number, level: number, random: Random): Float64Array {
  const out = silent(lengthMs)
  let phase = 0
  for (let at = 0; at < out.length; ) {
    const length = Math.min(out.length - at, samplesOf(90 + random.next() * 180))
    const isHiss = random.next() < 0.25
    const [pitch, slide] = [90 + random.next() * 170, (random.next() - 0.5) * 60]
    const [low, high] = [300 + random.next() * 500, 1000 + random.next() * 1400]
    for (let i = 0; i < length; i += 1) {
      const swell = Math.sin((Math.PI * i) / length) ** 0.7
      phase += (2 * Math.PI * (pitch + (slide * i) / length)) / 8000
      let value = (random.next() - 0.5) * (isHiss ? 1.2 : 0.05)
      for (let n = 1; n <= 14 && !isHiss; n += 1) {
        const hz = pitch * n
        const near = 1 / (1 + ((hz - low) / 120) ** 2) + 0.5 / (1 + ((hz - high) / 200) ** 2)
        value += near * Math.sin(n * phase)
      }
      out[at + i] = value * swell * level
    }
    at += length + (random.next() < 0.2 ? samplesOf(60 + random.next() * 200) : 0)
  }
  return out
}

function joined(...parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

interface Heard {
  readonly signs: readonly AmdSign[]
  readonly verdicts: readonly AmdVerdict[]
  readonly beeps: readonly Extract<AmdSign, { is: 'beep' }>[]
}

function hear(
  sound: Float64Array,
  { gain = 1, lost = new Set<number>(), how = settings } = {},
): Heard {
  const ear = openAmdEar(how)
  const signs: AmdSign[] = []
  for (let frame = 0; (frame + 1) * 160 <= sound.length; frame += 1) {
    const samples = Int16Array.from(sound.subarray(frame * 160, frame * 160 + 160), (value) =>
      fromALaw(toALaw(Math.max(-32_768, Math.min(32_767, Math.round(value * gain * 32_767))))),
    )
    if (lost.has(frame)) ear.lost(1)
    else signs.push(...ear.hear(samples, true))
  }
  const verdicts = signs.flatMap((sign) => (sign.is === 'verdict' ? [sign.verdict] : []))
  return { signs, verdicts, beeps: signs.filter((sign) => sign.is === 'beep') }
}

const aSeed = fc.integer({ min: 1, max: 1_000_000 })

test('ear: silence and steady noise of any level are never a machine, and have a verdict once time is up', () => {
  const levels = fc.integer({ min: -80, max: -20 })
  fc.assert(
    fc.property(aSeed, levels, (seed, db) => {
      const { verdicts } = hear(noise(7000, ratioOf(db), randomFrom(seed)))
      assert.equal(verdicts.length, 1)
      assert.ok(['unknown', 'human'].includes(verdicts[0]?.verdict ?? ''), verdicts[0]?.verdict)
    }),
    { numRuns: 15 },
  )
})

for (const [away, isDecided] of [
  [-20, false],
  [0, true],
  [20, true],
] as const) {
  test(`ear: a silent call is unknown at its limit and not before it (${away} ms)`, () => {
    const sound = silent(settings.decideWithinMs + away)
    assert.equal(hear(sound).verdicts.length, isDecided ? 1 : 0)
  })
}

/** What networks and faxes send, about: a line that rings (E.180), a fax that calls (T.30 §4.3.2). */
const isOfNetwork = ({ hz, lengthMs }: { hz: number; lengthMs: number }): boolean =>
  (hz <= 466 && lengthMs >= 880) || (Math.abs(hz - 1100) <= 25 && Math.abs(lengthMs - 500) <= 85)

test('ear: of single beeps of 400 to 2,000 Hz and 80 to 1,000 ms after speech 99 in 100 are found, but for the network’s own', () => {
  const anyBeep = fc.record({
    seed: aSeed,
    hz: fc.integer({ min: 400, max: 2000 }),
    lengthMs: fc.integer({ min: 80, max: 1000 }),
    gapMs: fc.integer({ min: 60, max: 900 }),
    db: fc.integer({ min: -30, max: -6 }),
    snrDb: fc.integer({ min: 20, max: 50 }),
  })
  const aBeep = anyBeep.filter((beep) => !isOfNetwork(beep))
  const missed = fc.sample(aBeep, 400).filter(({ seed, hz, lengthMs, gapMs, db, snrDb }) => {
    const random = randomFrom(seed)
    const sound = joined(
      silent(300),
      babble(1500, 0.2, random),
      silent(gapMs),
      tone([hz], lengthMs, ratioOf(db)),
      silent(1500),
    )
    const hiss = noise(sound.length / 8, ratioOf(db - snrDb), random)
    const { beeps } = hear(sound.map((value, i) => value + (hiss[i] ?? 0)))
    const startMs = 1800 + gapMs
    const found = beeps.filter(({ startedAtMs }) => Math.abs(startedAtMs - startMs) <= 40)
    return found.length !== 1 || Math.abs((found[0]?.hz ?? 0) - hz) > 12
  })
  // Of 4,000 nine were missed, the shortest in noise below 410 Hz, where a voice's harmonics lie.
  assert.ok(missed.length <= 5, JSON.stringify(missed))
})

test('ear: pairs of tones are beeps too, and keys of a telephone (Q.23) are none', () => {
  const call = (hz: readonly number[]): Float64Array =>
    joined(babble(1200, 0.2, randomFrom(7)), silent(300), tone(hz, 300, 0.3), silent(1500))
  for (const pair of [
    [600, 1100],
    [480, 1300],
    [800, 1750],
  ]) {
    assert.equal(hear(call(pair)).beeps.length, 1, `${pair}`)
  }
  for (const row of [697, 770, 852, 941]) {
    for (const column of [1209, 1336, 1477]) {
      assert.deepEqual(hear(call([row, column])).beeps, [], `${row} and ${column}`)
    }
  }
})

for (const [name, hz, lengthMs, beeps] of [
  ['a pair 6 Hz apart, which beats six times a second', [1000, 1006], 700, 1],
  ['a pair 12 Hz apart', [763, 775], 850, 1],
  ['a pair 110 Hz apart, whose level trembles', [974, 1084], 180, 1],
  ['two neighbours of a low voice’s harmonics, but as steady as no vowel is', [651, 744], 180, 1],
  ['the same, longer than any vowel', [651, 744], 320, 1],
  ['the tones of a key for 600 ms', [852, 1209], 600, 0],
  ['the tones of a key for longer than anybody holds one', [852, 1209], 800, 1],
] as const) {
  test(`ear: ${name}: ${beeps === 1 ? 'a beep' : 'none'}`, () => {
    const sound = joined(
      babble(1200, 0.2, randomFrom(7)),
      silent(300),
      tone(hz, lengthMs, 0.3),
      silent(1500),
    )
    assert.equal(hear(sound).beeps.length, beeps)
  })
}

test('ear: strings that were struck, as hold music has them, are no beeps, single or with their octave', () => {
  const struck = (hz: readonly number[]): Float64Array =>
    tone(hz, 250, 0.3).map((value, i) => value * Math.exp((-2 * i) / 8000))
  for (const hz of [[988], [1109], [1319], [698, 1397]]) {
    const sound = joined(babble(1200, 0.2, randomFrom(7)), silent(300), struck(hz), silent(1500))
    assert.deepEqual(hear(sound).beeps, [], `${hz}`)
  }
})

test('ear: two tones of a network’s pitch are a double beep, three are a busy line (E.180)', () => {
  const call = (times: number): Float64Array =>
    joined(
      babble(1200, 0.2, randomFrom(7)),
      silent(300),
      ...Array.from({ length: times }, () => [tone([402], 200, 0.3), silent(200)]).flat(),
      silent(1500),
    )
  assert.deepEqual(
    [1, 2, 3, 4].map((times) => hear(call(times)).beeps.length),
    [1, 1, 0, 0],
  )
})

for (const [lengthMs, isBeep] of [
  [40, false],
  [60, false],
  [80, true],
  [100, true],
] as const) {
  test(`ear: a tone of ${lengthMs} ms ${isBeep ? 'is a beep' : 'is none'} where they have 80 (measured to 15 ms)`, () => {
    const sound = joined(silent(1000), tone([1000], lengthMs, 0.3), silent(1000))
    const { beeps, verdicts } = hear(sound)
    assert.equal(beeps.length, isBeep ? 1 : 0)
    assert.equal(verdicts[0]?.verdict, isBeep ? 'machine' : undefined)
  })
}

for (const [hz, lengthMs, isBeep] of [
  [440, 60, false],
  [440, 220, false],
  [440, 880, false],
  [425, 400, false],
  [435, 400, false],
  [431, 400, false],
  [445, 400, false],
  [450, 400, true],
  [415, 400, true],
] as const) {
  test(`ear: ${hz} Hz for ${lengthMs} ms before a word was said ${isBeep ? 'is a beep' : 'is a line that rang until somebody answered (E.180)'}`, () => {
    const sound = joined(silent(2000), tone([hz], lengthMs, 0.3), silent(1000))
    const { beeps, verdicts } = hear(sound)
    assert.equal(beeps.length, isBeep ? 1 : 0)
    assert.equal(verdicts[0]?.verdict, isBeep ? 'machine' : undefined)
  })
}

// Forty of which none may beep failed once in some 35 runs: by chance one in 1,400 does. Of 120 one may: harder to
// pass for an ear that beeps in 2 % of them, and failing by chance once in 290 runs.
test('ear: something like speech, for minutes and at any level, beeps in one of 120 spells of 8 s at most', () => {
  const spells = fc.sample(fc.tuple(aSeed, fc.integer({ min: -26, max: -6 })), 120)
  const beeping = spells.filter(
    ([seed, db]) => hear(babble(8000, ratioOf(db), randomFrom(seed))).beeps.length > 0,
  )
  assert.ok(beeping.length <= 1, JSON.stringify(beeping))
})

test('ear: the same call gives the same signs, and one verdict', () => {
  fc.assert(
    fc.property(aSeed, fc.integer({ min: 300, max: 5000 }), (seed, lengthMs) => {
      const speech = babble(lengthMs, 0.12, randomFrom(seed))
      const sound = joined(silent(400), speech, silent(7000))
      const once = hear(sound)
      assert.deepEqual(hear(sound), once)
      assert.equal(once.verdicts.length, 1)
    }),
    { numRuns: 12 },
  )
})

// Of some 2,700 one was seen that is taken for something else. Of 180 one may, where none of 60 might before.
test('ear: a word and then silence is a person in 179 of 180, 12 dB louder and 12 dB fainter too', () => {
  const words = fc.sample(fc.tuple(aSeed, fc.integer({ min: 250, max: 600 })), 60)
  const others = words.flatMap(([seed, lengthMs]) => {
    const word = babble(lengthMs, 0.12, randomFrom(seed))
    const sound = joined(silent(400), word, silent(7000))
    return [-12, 0, 12].flatMap((db) => {
      const [verdict] = hear(sound, { gain: ratioOf(db) }).verdicts
      const isPerson = ['human', 'unknown'].includes(verdict?.verdict ?? '')
      return isPerson ? [] : [{ seed, lengthMs, db, verdict: verdict?.verdict }]
    })
  })
  assert.ok(others.length <= 1, JSON.stringify(others))
})

test('ear: kept features give the same verdict again', () => {
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = randomFrom(seed)
    const sound = joined(babble(400 * seed, 0.2, random), silent(7000))
    const [verdict] = hear(sound).verdicts
    assert.ok(verdict)
    const again = judge(verdict.features, settings)
    assert.deepEqual([again.verdict, again.atMs], [verdict.verdict, verdict.atMs], `seed ${seed}`)
  }
})

test('ear: packets lost while somebody speaks are no pause, and a call of lost packets ends in one verdict', () => {
  const sound = joined(babble(4000, 0.2, randomFrom(3)), silent(6000))
  const random = randomFrom(4)
  const lost = new Set(Array.from({ length: 500 }, (_, i) => i).filter(() => random.next() < 0.05))
  const whole = hear(sound).verdicts[0]
  const holed = hear(sound, { lost }).verdicts[0]
  assert.ok(
    Math.abs((whole?.features['longestPauseMs'] ?? 0) - (holed?.features['longestPauseMs'] ?? 0)) <=
      200,
  )
  const all = new Set(Array.from({ length: 500 }, (_, i) => i))
  const ear = openAmdEar(settings)
  for (const _ of all) ear.lost(1)
  const after = ear.hear(new Int16Array(160), true)
  assert.ok(after.filter(({ is }) => is === 'verdict').length <= 1)
})

for (const [awayMs, told] of [
  [-40, 0],
  [0, 1],
  [40, 1],
] as const) {
  test(`ear: quiet is told after a silence of the limit (${awayMs} ms), and speaks when it speaks again`, () => {
    const quietMs = 6600
    const how = { ...settings, quietAfterMs: ms(quietMs), decideWithinMs: ms(2000) }
    const sound = joined(
      babble(600, 0.2, randomFrom(2)),
      silent(quietMs + awayMs + 20),
      babble(1000, 0.2, randomFrom(5)),
    )
    const { signs } = hear(sound, { how })
    const quiet = signs.filter(({ is }) => is === 'quiet').length
    const speaks = signs.filter(({ is }) => is === 'speaks').length
    if (awayMs < 0) assert.ok(quiet <= 1)
    else assert.deepEqual([quiet, speaks], [told, told])
  })
}

test('ear: a fax, three rising tones and a line that rings on are told for what they are (E.180, T.30)', () => {
  const sit = joined(
    silent(300),
    tone([950], 330, 0.3),
    tone([1400], 330, 0.3),
    tone([1800], 330, 0.3),
    silent(800),
  )
  const ced = joined(silent(500), tone([2100], 3000, 0.3), silent(500))
  const cng = joined(silent(700), tone([1100], 500, 0.3), silent(3000))
  const rings = joined(
    silent(700),
    tone([440], 1500, 0.3),
    silent(3500),
    tone([440], 1500, 0.3),
    silent(1500),
  )
  const busy = joined(
    ...Array.from({ length: 5 }, () => joined(tone([440], 500, 0.3), silent(500))),
  )
  const cases = [
    ['machine', sit],
    ['fax', ced],
    ['fax', cng],
    ['unknown', rings],
    ['machine', busy],
  ] as const
  for (const [wanted, sound] of cases) {
    const { verdicts, beeps } = hear(sound)
    assert.equal(verdicts[0]?.verdict, wanted)
    assert.deepEqual(beeps, [], wanted)
  }
})

test('ear: a second verdict corrects a person to be none; nothing else is told twice', () => {
  const told = [null, ...amdVerdictNames].map((first) => [
    first,
    amdVerdictNames.filter((then) => isNews(first, then)),
  ])
  assert.deepEqual(told, [
    [null, amdVerdictNames],
    ['human', ['machine', 'screening', 'fax']],
    ['machine', []],
    ['screening', []],
    ['fax', []],
    ['unknown', []],
  ])
})

/** The corpus is the same from the same seed, and its two splits share no voice, no words, no beep. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { eachClip, textsOf } from '../../bench/amd/build.ts'
import { type ClipRow, readSound, toInt16, wavOfClip } from '../../bench/amd/manifest.ts'
import { kinds, planOf } from '../../bench/amd/plan.ts'
import { beepHz, longestClipMs, shortestClipMs } from '../../bench/amd/scene.ts'
import { spokenKinds } from '../../bench/amd/texts/texts.ts'
import { splits, voiceNames } from '../../bench/amd/voices.ts'
import { randomFrom } from '../../src/base/random.ts'
import { toySpeak } from '../support/toySpeech.ts'

interface Built {
  readonly rows: readonly ClipRow[]
  readonly hash: string
}

const onePerKind = 0.001

async function built(split: (typeof splits)[number], seed: number): Promise<Built> {
  const sums = new Map<string, string>()
  const build = { seed, share: onePerKind, speak: toySpeak, flite: true }
  const rows = await eachClip(split, build, ({ file }, samples) => {
    sums.set(file, createHash('sha256').update(samples).digest('hex'))
  })
  const all = rows.map((row) => `${JSON.stringify(row)} ${sums.get(row.file)}\n`).join('')
  return { rows, hash: createHash('sha256').update(all).digest('hex') }
}

const kept = new Map<string, Promise<Built>>()
function once(split: (typeof splits)[number]): Promise<Built> {
  const there = kept.get(split) ?? built(split, 7)
  kept.set(split, there)
  return there
}

test('corpus: the same seed makes the same clips and manifest, another seed others', async () => {
  assert.equal((await built('development', 7)).hash, (await once('development')).hash)
  const seedsOf = (seed: number): readonly number[] =>
    planOf('development', seed, onePerKind).map((planned) => planned.seed)
  assert.equal(
    seedsOf(8).some((seed) => seedsOf(7).includes(seed)),
    false,
  )
})

test('corpus: every clip lasts 4 to 12 s, and what is known of it lies within it', async () => {
  for (const split of splits) {
    const { rows } = await once(split)
    assert.equal(rows.length, kinds.length)
    for (const row of rows) {
      assert.ok(row.durationMs >= shortestClipMs && row.durationMs <= longestClipMs, row.file)
      assert.ok(row.levelDbfs >= -36 && row.levelDbfs <= -9, row.file)
      assert.ok(row.lossPercent <= 5 && row.accepts.length > 0, row.file)
      for (const { startMs, endMs, hz } of row.beeps) {
        assert.ok(endMs - startMs >= 79 && endMs - startMs <= 1501, row.file)
        assert.ok(
          endMs <= row.durationMs && hz.every((each) => each >= 400 && each <= 2000),
          row.file,
        )
      }
      assert.ok((row.speechStartMs ?? 0) < row.durationMs, row.file)
    }
  }
})

test('corpus: no voice stands in both splits', () => {
  const [development, evaluation] = splits.map((split) => new Set(voiceNames(split)))
  assert.deepEqual(
    [...(development as Set<string>)].filter((name) => evaluation?.has(name)),
    [],
  )
})

test('corpus: no text stands in both splits, nor a name in it', () => {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/\[\d+\]|[^\p{L}{}]+/gu, ' ')
      .trim()
  const [development, evaluation] = [textsOf('development'), textsOf('evaluation')]
  for (const kind of [...spokenKinds, 'prenom', 'nom', 'commerce', 'societe'] as const) {
    const there = new Set(spokenKinds.flatMap((each) => evaluation[each].map(plain)))
    for (const name of evaluation[kind]) there.add(plain(name))
    assert.deepEqual(
      development[kind].map(plain).filter((text) => there.has(text)),
      [],
      kind,
    )
  }
})

test('corpus: beeps of the two splits lie in bands of their own', () => {
  const random = randomFrom(11)
  for (let n = 0; n < 2000; n += 1) {
    assert.equal(Math.floor((beepHz('development', random) - 400) / 20) % 2, 0)
    assert.equal(Math.floor((beepHz('evaluation', random) - 400) / 20) % 2, 1)
  }
})

test('corpus: a split has 1,500 clips and more, about as many people as machines, every seed once', () => {
  const plan = planOf('evaluation', 1, 1)
  assert.ok(plan.length >= 1500)
  assert.equal(new Set(plan.map(({ seed }) => seed)).size, plan.length)
  const development = new Set(planOf('development', 1, 1).map(({ seed }) => seed))
  assert.equal(
    plan.some(({ seed }) => development.has(seed)),
    false,
  )
})

test('corpus: a clip is read as it was written, A-law in a WAV file', () => {
  const samples = toInt16(Float32Array.from({ length: 800 }, (_, i) => 0.5 * Math.sin(i / 3)))
  const read = toInt16(readSound(wavOfClip(samples), 'a clip'))
  samples.forEach((sample, i) => {
    assert.ok(Math.abs(sample - (read[i] as number)) <= 512, `${i}`)
  })
})

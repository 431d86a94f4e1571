/**
 * The baseline holds the limits that app_amd.c and amd.conf document, each at its value less one, its value and
 * one more.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClassicVerdict, classicDefaults, openClassicEar } from '../../bench/amd/classic.ts'

/** One millisecond a frame, so that a limit can be missed by one. */
const loud = new Int16Array(8).fill(1000)
const quiet = new Int16Array(8)

type Run = readonly ['loud' | 'quiet', number]

function verdictOf(runs: readonly Run[]): Omit<ClassicVerdict, 'atMs'> | undefined {
  const ear = openClassicEar()
  for (const [what, ms] of runs) {
    for (let i = 0; i < ms; i += 1) {
      const found = ear.hear(what === 'loud' ? loud : quiet)
      if (found) return { status: found.status, cause: found.cause }
    }
  }
  return undefined
}

const machine = (cause: ClassicVerdict['cause']) => ({ status: 'machine', cause }) as const
const human = { status: 'human', cause: 'human' } as const

const limits: readonly (readonly [string, (ms: number) => readonly Run[], number, object])[] = [
  [
    'initial silence of 2,500 ms is a machine',
    (ms) => [['quiet', ms]],
    2500,
    machine('initialSilence'),
  ],
  [
    'a greeting of 1,500 ms is a machine',
    (ms) => [
      ['quiet', 60],
      ['loud', ms],
    ],
    1500,
    machine('longGreeting'),
  ],
  [
    '800 ms of silence after a greeting is a human',
    (ms) => [
      ['quiet', 60],
      ['loud', 400],
      ['quiet', ms],
    ],
    800,
    human,
  ],
  [
    'a third word is a machine once it lasts 100 ms',
    (ms) => [
      ['quiet', 60],
      ['loud', 110],
      ['quiet', 60],
      ['loud', 110],
      ['quiet', 60],
      ['loud', ms],
    ],
    100,
    machine('maxWords'),
  ],
  [
    'words are apart from 50 ms of silence on',
    (ms) => [
      ['quiet', 60],
      ['loud', 110],
      ['quiet', ms],
      ['loud', 110],
      ['quiet', 60],
      ['loud', 110],
    ],
    50,
    machine('maxWords'),
  ],
]

for (const [name, runs, limit, expected] of limits) {
  test(`classic: ${name}: not 1 ms earlier`, () => {
    assert.equal(verdictOf(runs(limit - 1)), undefined)
    assert.deepEqual(verdictOf(runs(limit)), expected)
    assert.deepEqual(verdictOf(runs(limit + 1)), expected)
  })
}

test('classic: after 5,000 ms it is not sure; 4,999 ms leave it open', () => {
  // Knocks of 90 ms are no words; 700 ms of silence are no end of a greeting.
  const knocks = Array.from({ length: 7 }, (): Run[] => [
    ['loud', 90],
    ['quiet', 700],
  ]).flat()
  assert.equal(verdictOf([...knocks.slice(0, 12), ['quiet', 259]]), undefined)
  assert.deepEqual(verdictOf([...knocks.slice(0, 12), ['quiet', 260]]), {
    status: 'notSure',
    cause: 'tooLong',
  })
})

test('classic: a mean magnitude of 255 is silence, 256 is not', () => {
  const saidAt = (magnitude: number): string | undefined => {
    const ear = openClassicEar()
    const frame = new Int16Array(8).fill(magnitude)
    for (let i = 0; i < 2500; i += 1) {
      const found = ear.hear(frame)
      if (found) return found.cause
    }
    return undefined
  }
  assert.equal(saidAt(255), 'initialSilence')
  assert.equal(saidAt(256), 'longGreeting')
  assert.equal(saidAt(257), 'longGreeting')
})

test('classic: the defaults are those of Asterisk', () => {
  assert.deepEqual(classicDefaults, {
    ...{ initialSilenceMs: 2500, greetingMs: 1500, afterGreetingSilenceMs: 800 },
    ...{ totalAnalysisMs: 5000, minimumWordMs: 100, betweenWordsMs: 50, maximumWords: 3 },
    ...{ maximumWordMs: 5000, silenceThreshold: 256 },
  })
})

test('classic: it says one thing once', () => {
  const ear = openClassicEar()
  const found = Array.from({ length: 6000 }, () => ear.hear(quiet)).filter((each) => each)
  assert.equal(found.length, 1)
  assert.equal(found[0]?.atMs, 2500)
})

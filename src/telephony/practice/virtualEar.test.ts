import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MonoMs, monoMs, ms } from '../../base/units.ts'
import { amdDefaults } from '../../call/amdSettings.ts'
import { openAgenda } from './agenda.ts'
import type { OwnSound } from './soundPlans.ts'
import { type EarMistakes, noMistakes, VirtualEar } from './virtualEar.ts'

/** What is told of a phone that plays these at these instants, listened to from `listens` on. */
function told(
  plays: readonly (readonly [at: number, OwnSound])[],
  listens: readonly number[] = [0],
  mistakes: EarMistakes = noMistakes,
  seed = 1,
): string {
  const agenda = openAgenda<() => void>()
  let now: MonoMs = monoMs(0)
  const words: string[] = []
  const ear = new VirtualEar(seed, mistakes, {
    now: () => now,
    later: (wait, happen) => agenda.add(monoMs(now + wait), happen),
    tell: (sign) => words.push(sign.is === 'amd' ? sign.verdict.verdict : sign.is),
  })
  for (const at of listens) agenda.add(monoMs(at), () => ear.listen(settings))
  for (const [at, sound] of plays) agenda.add(monoMs(at), () => ear.plays(sound))
  for (let due = agenda.takeDue(monoMs(1e6)); due; due = agenda.takeDue(monoMs(1e6))) {
    now = due.at
    due.item()
  }
  return words.join(' ')
}
const settings = { ...amdDefaults, quietAfterMs: ms(1200), beepMs: ms(100) }

// biome-ignore format: a table of what a phone plays and what an ear says of it
const cases: readonly [what: string, plays: readonly (readonly [number, OwnSound])[], words: string][] = [
  ['nobody says a word', [], 'unknown'],
  ['a person says allô', [[200, 'allo 1']], 'human farQuiet'],
  ['a mailbox greets and beeps', [[200, 'private 4'], [4100, 'beep 1']], 'machine beep'],
  ['a short greeting and its beep', [[200, 'private 6'], [2280, 'beep 1']], 'machine beep'],
  ['a pause of a second in a greeting', [[200, 'operator 2']], 'machine farQuiet'],
  ['a beep shorter than asked for', [[200, 'private 4'], [4100, 'beep 2']], 'machine farQuiet'],
  ['a person picks up after the beep', [[200, 'private 4'], [4100, 'beep 1'], [9000, 'allo 1']], 'machine beep farSpeaks farQuiet'],
  ['a fax', [[200, 'fax']], 'fax'],
  ['an assistant', [[200, 'screening']], 'screening farQuiet'],
  ['an announcement of the network', [[200, 'announcement']], 'machine farQuiet'],
  ['what rang before the answer', [[-1000, 'ringback'], [200, 'allo 1']], 'human farQuiet'],
]

for (const [what, plays, words] of cases) {
  test(`virtual ear: ${what}: ${words}`, () => assert.equal(told(plays), words))
}

test('virtual ear: nobody listens, and nothing is told; listened anew, who speaks then is judged', () => {
  assert.equal(told([[200, 'private 4']], []), '')
  const plays = [
    [200, 'private 4'],
    [4100, 'beep 1'],
    [9000, 'allo 1'],
  ] as const
  assert.equal(told(plays, [0, 9100]), 'machine beep farSpeaks human farQuiet')
})

test('virtual ear: it errs as often as it is told to, the same for one seed', () => {
  const mistakes = { humanCalledMachine: 0.1, machineCalledHuman: 0.2, beepMissed: 0.3 }
  const times = 2000
  const count = (plays: readonly (readonly [number, OwnSound])[], word: RegExp): number =>
    Array.from({ length: times }, (_, seed) => told(plays, [0], mistakes, seed)).filter((words) =>
      word.test(words),
    ).length
  const isAbout = (found: number, share: number): void =>
    assert.ok(Math.abs(found / times - share) < 0.04, `${found} of ${times}, wanted ${share}`)
  isAbout(count([[200, 'allo 1']], /^machine/), 0.1)
  isAbout(count([[200, 'private 4']], /^human/), 0.2)
  isAbout(
    count(
      [
        [200, 'private 4'],
        [4100, 'beep 1'],
      ],
      /beep/,
    ),
    0.7,
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BrokenInvariant } from '../base/assert.ts'
import { epochMs } from '../base/units.ts'
import { type Outcome, outcomes } from '../call/outcome.ts'
import { rejections } from '../contacts/rejection.ts'
import { csvHeader, csvLine, csvOfAttempt } from './exportCsv.ts'
import { reportOf } from './report.ts'
import type { ReportFacts } from './reportFacts.ts'
import { reportText } from './reportText.ts'
import { entriesOf, groupOf, total } from './tally.ts'
import { rejectionIn, whyIn } from './words.ts'

const facts: ReportFacts = {
  campaign: {
    name: 'Premier tour',
    state: 'completed',
    why: 'everybody was called',
    deadline: epochMs(0),
    practice: true,
  },
  rows: {
    read: 2000,
    accepted: 1940,
    duplicates: 10,
    rejected: 50,
    rejectedBy: [
      { reason: 'noNumber', rows: 9 },
      { reason: 'special', rows: 41 },
    ],
  },
  targets: 1950,
  lastOutcomes: { heardToEnd: 900, objected: 100, busy: 300, noAnswer: 600, notPlaced: 2 },
  live: 1,
  refused: 40,
  refusedBy: [{ rule: 'fr.objection', targets: 40, reason: { en: 'asked us', fr: 'a demandé' } }],
  closedByOtherNumber: 4,
  waiting: 3,
  attempts: { heardToEnd: 900, objected: 100, busy: 500, noAnswer: 700 },
  objections: 100,
  firstAudioMs: { p50: 2.44, p99: 6, max: 12 },
  callsPerSecondMax: 20,
  concurrentCallsMax: 48,
}

test('report: the sums close, and rates say of whom', () => {
  const report = reportOf(facts)
  assert.deepEqual(report.people, {
    targets: 1950,
    reached: 1000,
    notReached: 900,
    refused: 40,
    notCalled: 10,
  })
  assert.deepEqual(report.notCalledBecause, {
    waiting: 3,
    reachedOnOtherNumber: 4,
    callUnderWay: 1,
    notPlaced: 2,
  })
  assert.deepEqual(report.heardToEnd, { people: 900, ofReached: 0.9, ofTargets: 900 / 1950 })
  assert.equal(report.attempts.total, 2200)
})

test('report: facts that do not add up are a bug, not a report', () => {
  for (const targets of [facts.targets - 1, facts.targets + 1]) {
    assert.throws(() => reportOf({ ...facts, targets }), BrokenInvariant)
  }
})

test('report: whatever the outcomes, everybody is counted once', () => {
  const names = Object.keys(outcomes) as Outcome[]
  const counts = fc.dictionary(fc.constantFrom(...names), fc.nat(1000))
  fc.assert(
    fc.property(counts, fc.nat(50), fc.nat(50), (lastOutcomes, refused, waiting) => {
      const others = { refused, waiting, live: 0, closedByOtherNumber: 0 }
      const targets = total(lastOutcomes) + refused + waiting
      const { people } = reportOf({ ...facts, ...others, lastOutcomes, targets })
      assert.equal(people.reached + people.notReached + people.refused + people.notCalled, targets)
    }),
  )
})

test('report: nobody answered is no rate, not zero', () => {
  const none = {
    lastOutcomes: {},
    live: 0,
    refused: 0,
    closedByOtherNumber: 0,
    waiting: 0,
    targets: 0,
  }
  const report = reportOf({ ...facts, ...none, firstAudioMs: null })
  assert.deepEqual(report.heardToEnd, { people: 0, ofReached: null, ofTargets: null })
  assert.match(reportText(report, 'en'), /– of those reached, – of everybody chosen/)
})

test('report: only who answered or objected is reached, and only calls that rang somewhere are calls', () => {
  assert.equal(groupOf('objected'), 'reached')
  assert.equal(groupOf('unknown'), 'notReached')
  assert.equal(groupOf('notPlaced'), 'notCalled')
  assert.deepEqual(entriesOf({ busy: 1, heardToEnd: 3, noAnswer: 0 }), [
    ['heardToEnd', 3],
    ['busy', 1],
  ])
})

test('report: the text in French and in English', () => {
  const plain = (text: string): string[] =>
    text.split('\n').map((line) => line.replace(/[\u00a0\u202f]/g, ' ').trimEnd())
  const french = plain(reportText(reportOf(facts), 'fr'))
  assert.equal(french[0], 'Premier tour : terminée (tout le monde a été appelé)')
  assert.ok(french.includes('  lues                                 2 000'))
  assert.ok(french.includes('      40 × fr.objection: a demandé'))
  assert.ok(
    french.includes(
      'Premier son après le décroché                 médiane 2,4 ms, p99 6 ms, maximum 12 ms',
    ),
  )
  const english = plain(reportText(reportOf(facts), 'en'))
  assert.ok(english.includes('practice: nobody was rung'))
  assert.ok(
    english.includes(
      'Heard to the end                         900  90% of those reached, 46.2% of everybody chosen',
    ),
  )
})

test('report: every reason for a rejected row is a sentence in both languages, most frequent first', () => {
  const linesOf = (language: 'en' | 'fr'): string[] => {
    const lines = reportText(reportOf(facts), language).split('\n')
    return lines.filter((line) => line.startsWith('      ')).slice(0, 2)
  }
  assert.deepEqual(linesOf('fr'), [
    "      41 × C'est un numéro spécial en 08 : il n'est jamais appelé.",
    '      9 × Aucun numéro de téléphone sur cette ligne.',
  ])
  assert.deepEqual(linesOf('en'), [
    '      41 × This is a special 08 number: it is never called.',
    '      9 × No telephone number on this line.',
  ])
  for (const [reason, { why }] of Object.entries(rejections)) {
    assert.equal(rejectionIn(reason, 'fr'), why.fr)
    assert.equal(rejectionIn(reason, 'en'), why.en)
  }
  assert.equal(rejectionIn('aReasonOfLater', 'fr'), 'aReasonOfLater')
  assert.equal(rejectionIn('constructor', 'en'), 'constructor')
})

test('report: why a campaign is over is said in French too, a person’s words as they were', () => {
  assert.equal(
    whyIn('stopped by deadline, 12 people not called', 'fr'),
    'échéance atteinte, 12 personnes non appelées',
  )
  assert.equal(whyIn('la candidate se retire', 'fr'), 'la candidate se retire')
  assert.equal(whyIn('everybody was called', 'en'), 'everybody was called')
})

test('report: long lists of reasons are cut and say so', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ reason: `reason ${index}`, rows: 1 }))
  const linesWith = (count: number): number => {
    const rows = { ...facts.rows, rejectedBy: many(count) }
    return reportText(reportOf({ ...facts, rows }), 'en')
      .split('\n')
      .filter((l) => l.includes('reason ')).length
  }
  assert.deepEqual([linesWith(7), linesWith(8), linesWith(9)], [7, 8, 8])
  const rows = { ...facts.rows, rejectedBy: many(9) }
  assert.match(reportText(reportOf({ ...facts, rows }), 'en'), /… \+1/)
})

// biome-ignore format: a table
const cells: readonly [cell: string, written: string][] = [
  ['Ada', 'Ada'], ['a,b', '"a,b"'], ['say "hi"', '"say ""hi"""'], ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"], ['+336••••••34', "'+336••••••34"], ['-1', "'-1"], ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"], ['\rx', "\"'\rx\""], ['=A1,"x"', '"\'=A1,""x"""'], ['', ''],
]
test('RFC 4180 and OWASP: cells are quoted where they must be, and no cell is a formula', () => {
  for (const [cell, written] of cells) assert.equal(csvLine([cell]), `${written}\r\n`)
})

test('export: one line an attempt, empty where there is nothing', () => {
  const row = {
    attempt: 'a1',
    number: '+336••••••34',
    attemptNumber: 1,
    outcome: 'heardPart',
    placedAt: 1000,
    endedAt: null,
    sipStatus: null,
    ringMs: 900,
    talkMs: 8000,
    firstAudioMs: 2.5,
    heardMs: 3000,
    keys: '12',
    lawVersion: 'fr-1',
    voicemailMs: null,
    voicemailBeep: null,
  }
  assert.equal(csvHeader.split(',').length, 15)
  assert.equal(
    csvOfAttempt(row, (at) => `at ${at}`),
    "a1,'+336••••••34,1,heardPart,at 1000,,,900,8000,2.5,3000,12,fr-1,,\r\n",
  )
  const left = { ...row, voicemailMs: 28_000, voicemailBeep: true }
  assert.match(csvOfAttempt(left, String), /fr-1,28000,true\r\n$/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../base/units.ts'
import type { Election } from '../campaign/election.ts'
import { practiceStart } from './practiceStart.ts'

const electionOn = (pollDate: string, saturday?: string): Election => ({
  name: 'Élection d’exemple',
  kind: 'other',
  status: 'announced',
  rounds: [
    { pollDate, ...(saturday ? { saturday: { pollDate: saturday, territories: ['MQ'] } } : {}) },
  ],
})

// biome-ignore format: a table of now, election, start and why
const starts: readonly [now: string, election: Election | null, start: string, why: string][] = [
  ['2026-11-22T22:00:00Z', null, '2026-11-24T09:00:00Z', 'a Sunday night: the Tuesday after, winter time'],
  ['2026-11-24T08:59:59.999Z', null, '2026-11-24T09:00:00Z', 'one ms before ten on a Tuesday: that Tuesday'],
  ['2026-11-24T09:00:00Z', null, '2026-12-01T09:00:00Z', 'at ten on a Tuesday: the next one'],
  ['2026-07-12T10:00:00Z', null, '2026-07-21T08:00:00Z', '14 July 2026 is a Tuesday and a holiday; summer time'],
  ['2028-12-20T10:00:00Z', null, '2029-01-02T09:00:00Z', '26 December 2028: a Tuesday, a holiday in Alsace-Moselle'],
  ['2026-11-22T22:00:00Z', electionOn('2026-11-24'), '2026-12-01T09:00:00Z', 'polling day itself'],
  ['2026-11-22T22:00:00Z', electionOn('2026-11-25'), '2026-12-01T09:00:00Z', 'the eve'],
  ['2026-11-22T22:00:00Z', electionOn('2026-11-26'), '2026-11-24T09:00:00Z', 'two days before is open'],
  ['2026-11-22T22:00:00Z', electionOn('2026-11-26', '2026-11-25'), '2026-12-01T09:00:00Z', 'the eve overseas'],
]

for (const [now, election, start, why] of starts) {
  test(`practice clock starts on a lawful Tuesday at ten: ${why}`, () => {
    const found = practiceStart(epochMs(Date.parse(now)), election)
    assert.equal(new Date(found).toISOString(), new Date(start).toISOString())
  })
}

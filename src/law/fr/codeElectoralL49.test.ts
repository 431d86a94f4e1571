import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  aConsent,
  anyHour,
  around,
  callFacts,
  freezeLeadMs,
  instant,
  iso,
  presidential2027,
  ruleSays,
  someone,
  verdictOf,
} from '../../../test/support/callFacts.ts'
import { type E164, type EpochMs, epochMs, ms } from '../../base/units.ts'
import type { Election } from '../../campaign/election.ts'
import { decide } from '../decide.ts'
import type { CallFacts } from '../facts.ts'

const rule = 'fr.L49-3'
const says = (
  callee: Omit<CallFacts['callee'], 'number'> & { readonly number?: E164 },
  now: EpochMs,
  change: Partial<CallFacts> = {},
): string =>
  ruleSays(rule, {
    now,
    election: presidential2027,
    callee: { number: someone, ...callee },
    ...change,
  })

/** INSEE code, 00:00 of the eve of both rounds, and the end of both freezes, in UTC of April and May 2027. */
// biome-ignore format: one place a line, read as a table
const places: readonly (readonly [string, string, readonly [string, string], readonly [string, string]])[] = [
  ['Saint-Pierre', '97502', ['04-16T02:00', '04-30T02:00'], ['04-19T02:00', '05-02T18:00']],
  ['Cayenne', '97302', ['04-16T03:00', '04-30T03:00'], ['04-19T03:00', '05-02T18:00']],
  ['Pointe-à-Pitre', '97120', ['04-16T04:00', '04-30T04:00'], ['04-19T04:00', '05-02T18:00']],
  ['Fort-de-France', '97209', ['04-16T04:00', '04-30T04:00'], ['04-19T04:00', '05-02T18:00']],
  ['Saint-Barthélemy', '97701', ['04-16T04:00', '04-30T04:00'], ['04-19T04:00', '05-02T18:00']],
  ['Saint-Martin', '97801', ['04-16T04:00', '04-30T04:00'], ['04-19T04:00', '05-02T18:00']],
  ['Gambier', '98719', ['04-16T09:00', '04-30T09:00'], ['04-19T09:00', '05-02T18:00']],
  ['Nuku-Hiva', '98731', ['04-16T09:30', '04-30T09:30'], ['04-19T09:30', '05-02T18:00']],
  ['Papeete', '98735', ['04-16T10:00', '04-30T10:00'], ['04-19T10:00', '05-02T18:00']],
  ['Uvea', '98613', ['04-16T12:00', '04-30T12:00'], ['04-18T18:00', '05-02T18:00']],
  ['Nouméa', '98818', ['04-16T13:00', '04-30T13:00'], ['04-18T18:00', '05-02T18:00']],
  ['Saint-Denis', '97411', ['04-16T20:00', '04-30T20:00'], ['04-18T20:00', '05-02T20:00']],
  ['Mamoudzou', '97611', ['04-16T21:00', '04-30T21:00'], ['04-18T21:00', '05-02T21:00']],
  ['Paris', '75056', ['04-16T22:00', '04-30T22:00'], ['04-18T22:00', '05-02T22:00']],
  ['Ajaccio', '2A004', ['04-16T22:00', '04-30T22:00'], ['04-18T22:00', '05-02T22:00']],
  ['Strasbourg', '67482', ['04-16T22:00', '04-30T22:00'], ['04-18T22:00', '05-02T22:00']],
]
const utc = (monthToMinute: string): EpochMs => instant(`2027-${monthToMinute}:00Z`)

test('L49 3°, presidential 2027: the last allowed and first refused instants of every territory', () => {
  for (const [name, insee, starts] of places) {
    for (const start of starts) {
      assert.deepEqual(
        around(utc(start) - freezeLeadMs, (now) => says({ insee }, now)),
        ['allowed', 'refused', 'refused'],
        `${name} ${start}`,
      )
    }
  }
})

test('L49 3°, presidential 2027: the last refused and first allowed instants of every territory', () => {
  for (const [name, insee, , ends] of places) {
    for (const end of ends) {
      assert.deepEqual(
        around(utc(end), (now) => says({ insee }, now)),
        ['refused', 'allowed', 'allowed'],
        `${name} ${end}`,
      )
    }
  }
})

test('L49 3°: from the lead to the end of the freeze every hour is refused', () => {
  for (const [name, insee, starts, ends] of places) {
    for (let at = utc(starts[0]) - freezeLeadMs; at < utc(ends[0]); at += 1_800_000) {
      assert.equal(says({ insee }, epochMs(at)), 'refused', `${name} ${iso(at)}`)
    }
  }
})

test('L49 3°: the lead grows with the ringing and talking the campaign allows', () => {
  const eve = utc('04-16T22:00')
  const change = { ringTimeoutMs: ms(40_000), maxTalkMs: ms(600_000) }
  assert.deepEqual(
    around(eve - 700_000, (now) => says({ insee: '75056' }, now, change)),
    ['allowed', 'refused', 'refused'],
  )
})

test('L49 3°: a call allowed just before the freeze is worth nothing once the lead begins', () => {
  const now = epochMs(utc('04-16T22:00') - freezeLeadMs - 1_000)
  const { lawful } = decide(
    callFacts({ now, election: presidential2027, consents: [aConsent({ slots: anyHour })] }),
  )
  assert.equal(lawful?.expiresAt, now + 1_000)
})

test('L49 3°: a volunteer is bound as an automate is, a call with another purpose is not', () => {
  const eve = utc('04-16T22:00')
  assert.equal(says({ insee: '75056' }, eve, { channel: 'volunteer' }), 'refused')
  assert.equal(says({ insee: '75056' }, eve, { purpose: 'other' }), 'not run')
})

test('L49 3°: no election concerns the campaign is a fact, not knowing it is unknown', () => {
  assert.equal(says({ insee: '75056' }, utc('04-17T10:00'), { election: null }), 'allowed')
  const { election: _, ...facts } = callFacts({ now: utc('04-17T10:00') })
  const { verdict } = decide(facts)
  assert.ok(verdict.unknown.some((each) => each.rule === rule && each.missing === 'election'))
})

test('L49 3°: unknown residence is unknown at any time, and refused from the earliest freeze on', () => {
  const earliest = utc('04-16T02:00') - freezeLeadMs
  const unknown = (now: EpochMs): boolean =>
    verdictOf({ now, election: presidential2027, callee: { number: someone } }).unknown.some(
      (each) => each.rule === rule && each.missing === 'callee.insee',
    )
  assert.deepEqual(
    around(earliest, (now) => says({}, now)),
    ['unknown', 'refused', 'refused'],
  )
  // The latest territory, Tahiti, frees last.
  assert.deepEqual(
    around(utc('04-19T10:00'), (now) => says({}, now)),
    ['refused', 'unknown', 'unknown'],
  )
  for (const at of [earliest - 1, earliest, utc('04-19T10:00')]) assert.ok(unknown(epochMs(at)))
})

test('L49 3°: an INSEE code that names no commune is an unknown residence', () => {
  for (const insee of ['96001', '98901', '20004', '00001', '99100', '98414']) {
    assert.equal(says({ insee }, utc('04-10T10:00')), 'unknown', insee)
  }
})

test('L49 3°: a territory with three clocks is frozen from its first midnight to its last', () => {
  assert.deepEqual(
    around(utc('04-16T09:00') - freezeLeadMs, (now) => says({ territory: 'PF' }, now)),
    ['allowed', 'refused', 'refused'],
  )
  assert.deepEqual(
    around(utc('04-19T10:00'), (now) => says({ territory: 'PF' }, now)),
    ['refused', 'allowed', 'allowed'],
  )
})

test('L49 3°: residence and prefix that disagree freeze in both places', () => {
  const martinique = '+596596000000' as E164
  const callee = { insee: '75056', number: martinique }
  assert.deepEqual(
    around(utc('04-16T04:00') - freezeLeadMs, (now) => says(callee, now)),
    ['allowed', 'refused', 'refused'],
  )
  assert.deepEqual(
    around(utc('04-19T04:00'), (now) => says(callee, now)),
    ['refused', 'allowed', 'allowed'],
  )
})

const byElection = (pollDate: string, ...inseePrefixes: string[]): Election => ({
  name: 'partielle',
  kind: 'municipal',
  status: 'decreed',
  rounds: [{ pollDate }],
  inseePrefixes,
})

test('L49 3°: a by-election freezes only those who vote in it, on its own day', () => {
  // Sunday 7 February 2027, Fort-de-France: not on the Saturday of a presidential election.
  const change = { election: byElection('2027-02-07', '97209') }
  const eve = instant('2027-02-06T04:00:00Z')
  const end = instant('2027-02-08T04:00:00Z')
  const held = { insee: '97209' }
  assert.deepEqual(
    around(eve - freezeLeadMs, (now) => says(held, now, change)),
    ['allowed', 'refused', 'refused'],
  )
  assert.deepEqual(
    around(end, (now) => says(held, now, change)),
    ['refused', 'allowed', 'allowed'],
  )
  const during = instant('2027-02-07T12:00:00Z')
  for (const insee of ['97222', '75056', '97105']) {
    assert.equal(says({ insee }, during, change), 'allowed', insee)
  }
  assert.equal(says({ territory: 'MQ' }, during, change), 'refused', 'commune not known')
  assert.equal(says({ territory: 'GP' }, during, change), 'allowed')
})

test('L49 3°: far from Paris a by-election ends at 20:00 there when that is later', () => {
  const change = { election: byElection('2027-02-07', '988') }
  assert.deepEqual(
    around(instant('2027-02-07T19:00:00Z'), (now) => says({ insee: '98818' }, now, change)),
    ['refused', 'allowed', 'allowed'],
  )
})

test('L49 3°: arrondissements vote with their city, and a city may hold the one that votes', () => {
  const during = instant('2027-02-06T12:00:00Z')
  // biome-ignore format: residence, scope, answer; read as a table
  const table: readonly (readonly [string, string, string])[] = [
    ['75112', '75056', 'refused'],
    ['75056', '75112', 'refused'],
    ['75111', '75112', 'allowed'],
    ['13205', '13055', 'refused'],
    ['69385', '69123', 'refused'],
    ['69385', '69', 'refused'],
    ['69266', '69123', 'allowed'],
    ['2A004', '2A', 'refused'],
    ['2B033', '2A', 'allowed'],
  ]
  for (const [insee, scope, expected] of table) {
    const change = { election: byElection('2027-02-07', scope) }
    assert.equal(says({ insee }, during, change), expected, `${insee} under ${scope}`)
  }
})

test('L49 3°: an election without readable polling days silences nobody knows when', () => {
  const during = utc('04-10T10:00')
  for (const rounds of [[], [{ pollDate: '18/04/2027' }], [{ pollDate: '2027-02-30' }]]) {
    const election: Election = { ...byElection('2027-04-18'), rounds }
    assert.equal(says({ insee: '75056' }, during, { election }), 'unknown')
  }
})

test('L49 3°: Saint-Barthélemy by its former code votes with Saint-Barthélemy', () => {
  const during = instant('2027-02-06T12:00:00Z')
  const at = (scope: string): string =>
    says({ insee: '97123' }, during, { election: byElection('2027-02-07', scope) })
  assert.equal(at('977'), 'refused')
  assert.equal(at('971'), 'allowed')
})

test('L49 3°: before the law of 2011 nobody was silenced, on its first day everybody was', () => {
  const poll: Election = { ...byElection('2011-04-21'), rounds: [{ pollDate: '2011-04-21' }] }
  const { inseePrefixes: _, ...everywhere } = poll
  const at = (day: string): string =>
    says({ insee: '75056' }, instant(`${day}T12:00:00+02:00`), { election: everywhere })
  assert.equal(at('2011-04-19'), 'not run')
  assert.equal(at('2011-04-20'), 'refused')
})

test('L49 3°: the refusal says the vote, the eve and the restart in both languages', () => {
  const { refusals } = verdictOf({
    now: utc('04-16T12:00'),
    election: presidential2027,
    callee: { number: someone, insee: '97209' },
  })
  const refusal = refusals.find((each) => each.rule === rule)
  assert.equal(
    refusal?.reason.en,
    'The vote in Martinique is on Saturday 17 April (announced, not decreed yet): no calls ' +
      'since Friday 16 April, 00:00. Earliest restart: Monday 19 April, 00:00.',
  )
  assert.equal(
    refusal?.reason.fr,
    'Scrutin en Martinique le samedi 17 avril (annoncé, sans décret encore)\u202f: aucun ' +
      'appel depuis le vendredi 16 avril, 0\u202fh. Reprise au plus tôt\u202f: lundi 19 avril, 0\u202fh.',
  )
  assert.equal(refusal?.measured, '2027-04-16T08:00:00.000-04:00 America/Martinique')
})

/** Who is silenced when: voters abroad, scopes of a round, one silence for the whole country. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  around,
  freezeLeadMs,
  instant,
  presidential2027,
  ruleSays,
  someone,
  verdictOf,
} from '../../test/support/callFacts.ts'
import { type EpochMs, epochMs } from '../base/units.ts'
import type { Election, ElectionRound } from '../campaign/election.ts'
import { saturdayTerritories } from './fr/codeElectoralL49.ts'

const rule = 'fr.L49-3'
type Callee = { readonly insee?: string; readonly territory?: string; readonly zone?: string }
const says = (callee: Callee, now: EpochMs, election: Election = presidential2027): string =>
  ruleSays(rule, { now, election, callee: { number: someone, ...callee } })

function silent(callee: Callee, [from, to]: readonly [string, string], election?: Election): void {
  const name = JSON.stringify(callee)
  assert.deepEqual(
    around(instant(from) - freezeLeadMs, (now) => says(callee, now, election)),
    ['allowed', 'refused', 'refused'],
    `${name} from ${from}`,
  )
  assert.deepEqual(
    around(instant(to), (now) => says(callee, now, election)),
    ['refused', 'allowed', 'allowed'],
    `${name} to ${to}`,
  )
}

test('L49 3° abroad: the American continent votes on the Saturday, by the clock of the voter', () => {
  const territory = 'ABROAD_AMERICAS'
  silent({ territory, zone: 'America/New_York' }, ['2027-04-16T04:00Z', '2027-04-19T04:00Z'])
  silent({ territory, zone: 'America/Sao_Paulo' }, ['2027-04-16T03:00Z', '2027-04-19T03:00Z'])
  silent({ territory, zone: 'America/Los_Angeles' }, ['2027-04-16T07:00Z', '2027-04-19T07:00Z'])
  // The second round: the stations of Paris close later than Sunday begins over there.
  silent({ territory, zone: 'America/New_York' }, ['2027-04-30T04:00Z', '2027-05-02T18:00Z'])
})

test('L49 3° abroad: elsewhere the vote is on the Sunday, by the clock of the voter', () => {
  const territory = 'ABROAD'
  silent({ territory, zone: 'Europe/London' }, ['2027-04-16T23:00Z', '2027-04-18T23:00Z'])
  silent({ territory, zone: 'Asia/Tokyo' }, ['2027-04-16T15:00Z', '2027-04-18T18:00Z'])
  silent({ territory, zone: 'Asia/Kathmandu' }, ['2027-04-16T18:15Z', '2027-04-18T18:15Z'])
  // Egypt changes to summer time between the two rounds.
  silent({ territory, zone: 'Africa/Cairo' }, ['2027-04-16T22:00Z', '2027-04-18T22:00Z'])
  silent({ territory, zone: 'Africa/Cairo' }, ['2027-04-30T21:00Z', '2027-05-02T21:00Z'])
  silent({ territory, zone: 'Australia/Sydney' }, ['2027-04-30T14:00Z', '2027-05-02T18:00Z'])
})

test('L49 3° abroad: a zone of America is of that continent, an island of the oceans of both', () => {
  const territory = 'ABROAD'
  silent({ territory, zone: 'America/Montreal' }, ['2027-04-16T04:00Z', '2027-04-19T04:00Z'])
  silent({ territory, zone: 'US/Eastern' }, ['2027-04-16T04:00Z', '2027-04-19T04:00Z'])
  silent({ territory, zone: 'Pacific/Honolulu' }, ['2027-04-16T10:00Z', '2027-04-19T10:00Z'])
  silent({ territory, zone: 'Atlantic/Bermuda' }, ['2027-04-30T03:00Z', '2027-05-03T03:00Z'])
})

test('L49 3° abroad: in every zone of the world the eve begins by the clock there, never later', () => {
  let zones = 0
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const isAmerica = zone.startsWith('America/')
    const territory = isAmerica ? 'ABROAD_AMERICAS' : 'ABROAD'
    const eve = `2027-04-${isAmerica ? 16 : 17}`
    const shown = new Intl.DateTimeFormat('sv', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    // Steps of a quarter of an hour meet every midnight of the world.
    let at = Date.parse(`${eve}T00:00Z`) - 14 * 3_600_000
    while (shown.format(at) < `${eve} 00:00:00`) at += 900_000
    assert.equal(shown.format(at), `${eve} 00:00:00`)
    const before = says({ territory, zone }, epochMs(at - freezeLeadMs - 1))
    const since = says({ territory, zone }, epochMs(at - freezeLeadMs))
    // An island of both worlds is silent a day before.
    if (before !== 'allowed') assert.match(zone, /^(?:Pacific|Atlantic|UTC|Etc)/)
    assert.equal(since, 'refused', zone)
    zones += 1
  }
  assert.ok(zones > 300)
})

test('L49 3° abroad: an election that forgets the American continent silences it on both days', () => {
  const territories = saturdayTerritories.filter((each) => each !== 'ABROAD_AMERICAS')
  const rounds = presidential2027.rounds.map((round) => ({
    ...round,
    saturday: { pollDate: round.saturday?.pollDate ?? '', territories },
  }))
  const callee = { territory: 'ABROAD_AMERICAS', zone: 'America/New_York' }
  silent(callee, ['2027-04-30T04:00Z', '2027-05-03T04:00Z'], { ...presidential2027, rounds })
})

test('L49 3° abroad: without a zone nobody knows, and the earliest silence of France refuses', () => {
  const lacking = (now: string): readonly (string | undefined)[] =>
    verdictOf({
      now: instant(now),
      election: presidential2027,
      callee: { number: someone, territory: 'ABROAD' },
    }).unknown.map(({ missing }) => missing)
  assert.deepEqual(lacking('2027-04-10T10:00Z'), ['callee.zone', 'callee.zone', 'callee.zone'])
  assert.equal(says({ territory: 'ABROAD' }, instant('2027-04-10T10:00Z')), 'unknown')
  assert.deepEqual(
    around(instant('2027-04-16T02:00Z') - freezeLeadMs, (now) =>
      says({ territory: 'ABROAD' }, now),
    ),
    ['unknown', 'refused', 'refused'],
  )
})

const oneRound = (
  round: Omit<ElectionRound, 'pollDate'>,
  scope: Partial<Election> = {},
): Election => ({
  name: 'test',
  kind: 'legislative',
  status: 'decreed',
  rounds: [{ pollDate: '2029-06-10', ...round }],
  ...scope,
})

test('L49 3° scopes: Polynésie votes a week before, the others on the general day', () => {
  const scopes = [{ territories: ['PF'], pollDate: '2029-06-02' }]
  const election = oneRound({ scopes })
  silent({ insee: '98735' }, ['2029-06-01T10:00Z', '2029-06-03T10:00Z'], election)
  silent({ territory: 'PF' }, ['2029-06-01T09:00Z', '2029-06-03T10:00Z'], election)
  silent({ insee: '75056' }, ['2029-06-08T22:00Z', '2029-06-10T22:00Z'], election)
  assert.equal(says({ insee: '98735' }, instant('2029-06-10T10:00Z'), election), 'allowed')
})

test('L49 3° scopes: a scope comes before the Saturday of the election', () => {
  const saturday = { pollDate: '2029-06-09', territories: ['MQ', 'GP'] }
  const scopes = [{ inseePrefixes: ['97209'], pollDate: '2029-06-03' }]
  const election = oneRound({ saturday, scopes })
  silent({ insee: '97209' }, ['2029-06-02T04:00Z', '2029-06-04T04:00Z'], election)
  silent({ insee: '97222' }, ['2029-06-08T04:00Z', '2029-06-10T18:00Z'], election)
})

test('L49 3° scopes: who may be of a scope is silenced on its day and on the general one', () => {
  const scopes = [{ inseePrefixes: ['97209'], pollDate: '2029-06-03' }]
  const election = oneRound({ scopes })
  // Somewhere in Martinique: Fort-de-France or not.
  silent({ territory: 'MQ' }, ['2029-06-02T04:00Z', '2029-06-04T04:00Z'], election)
  silent({ territory: 'MQ' }, ['2029-06-09T04:00Z', '2029-06-11T04:00Z'], election)
  // A prefix of the whole territory leaves no doubt.
  const all = oneRound({ scopes: [{ inseePrefixes: ['972'], pollDate: '2029-06-03' }] })
  assert.equal(says({ territory: 'MQ' }, instant('2029-06-10T10:00Z'), all), 'allowed')
})

test('L49 3° scopes: a consular election is held abroad only', () => {
  const election = oneRound({}, { territories: ['ABROAD', 'ABROAD_AMERICAS'] })
  silent(
    { territory: 'ABROAD', zone: 'Europe/Berlin' },
    ['2029-06-08T22:00Z', '2029-06-10T22:00Z'],
    election,
  )
  assert.equal(says({ insee: '75056' }, instant('2029-06-10T10:00Z'), election), 'allowed')
  assert.equal(says({}, instant('2029-06-10T10:00Z'), election), 'unknown')
})

test('L49 3° scopes: an election of communes concerns nobody abroad', () => {
  const election = oneRound({}, { inseePrefixes: ['9', '75'] })
  const abroad = { territory: 'ABROAD', zone: 'Europe/Berlin' }
  assert.equal(says(abroad, instant('2029-06-10T10:00Z'), election), 'allowed')
})

const national: Election = { ...presidential2027, nationalFreeze: true }

test('L49 3° national silence: Friday 00:00 to Sunday 20:00 in Paris, added to the local one', () => {
  // Its lead is before the earliest local eve; it ends before the local ones do, but in Wallis.
  silent({ insee: '75056' }, ['2027-04-15T22:00Z', '2027-04-18T22:00Z'], national)
  silent({ insee: '97209' }, ['2027-04-15T22:00Z', '2027-04-19T04:00Z'], national)
  silent({ insee: '98818' }, ['2027-04-29T22:00Z', '2027-05-02T18:00Z'], national)
  silent({ insee: '97411' }, ['2027-04-29T22:00Z', '2027-05-02T20:00Z'], national)
  const abroad = { territory: 'ABROAD', zone: 'Pacific/Auckland' }
  silent(abroad, ['2027-04-29T22:00Z', '2027-05-02T18:00Z'], national)
})

test('L49 3° national silence: the refusal says that it is the campaign’s own', () => {
  const { refusals } = verdictOf({
    now: instant('2027-04-16T08:00Z'),
    election: { ...national, status: 'decreed' },
    callee: { number: someone, insee: '75056' },
  })
  assert.equal(
    refusals.find((each) => each.rule === rule)?.reason.en,
    'This campaign keeps one silence for the whole country before the vote of Sunday 18 April: ' +
      'no calls since Friday 16 April, 00:00. Earliest restart: Monday 19 April, 00:00.',
  )
})

test('L49 3° national silence: without it Friday is open in the metropole', () => {
  const friday = epochMs(instant('2027-04-16T08:00Z'))
  assert.equal(says({ insee: '75056' }, friday), 'allowed')
  assert.equal(says({ insee: '75056' }, friday, { ...national, nationalFreeze: false }), 'allowed')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { electionSchema } from '../../../../src/law/electionSchema.ts'
import {
  noElection,
  type OwnElection,
  placesMax,
  sentElection,
  writtenElection,
  wrongFields,
} from './ownElection.ts'

const byElection: OwnElection = {
  ...{ name: ' Municipale partielle ', kind: 'municipal', firstRound: '2027-06-06' },
  ...{ secondRound: '2027-06-13', isEverywhere: false, places: '97209, 2a004 75', isDecreed: true },
}

test('own election: what the form sends is an election as the law reads it', () => {
  const sent = sentElection(byElection)
  assert.deepEqual(electionSchema.parse(sent), {
    ...{ name: 'Municipale partielle', kind: 'municipal', status: 'decreed' },
    rounds: [{ pollDate: '2027-06-06' }, { pollDate: '2027-06-13' }],
    inseePrefixes: ['97209', '2A004', '75'],
  })
})

test('own election: what was sent is shown again, word for word', () => {
  const sent = electionSchema.parse(sentElection(byElection))
  const shown = writtenElection(sent as Parameters<typeof writtenElection>[0])
  assert.deepEqual(shown && sentElection(shown), sentElection(byElection))
})

test('own election: one with more to it than the form can show is left as it is', () => {
  const abroad = { pollDate: '2027-06-05', territories: ['ABROAD'] }
  const rounds = [{ pollDate: '2027-06-06', scopes: [abroad] }]
  const election = electionSchema.parse({ name: 'x', rounds })
  assert.equal(writtenElection(election as Parameters<typeof writtenElection>[0]), undefined)
})

const cases: readonly (readonly [string, Partial<OwnElection>, readonly string[]])[] = [
  ['everything as it must be', {}, []],
  ['no name', { name: '  ' }, ['name']],
  ['no day', { firstRound: '', secondRound: '' }, ['firstRound']],
  ['a second round on the day of the first', { secondRound: '2027-06-06' }, ['secondRound']],
  ['a second round before the first', { secondRound: '2027-06-05' }, ['secondRound']],
  ['no place, and not everywhere', { places: '' }, ['places']],
  ['no place needed everywhere', { places: '', isEverywhere: true }, []],
  ['a name in place of a code', { places: 'Paris' }, ['places']],
  ['a department overseas', { places: '972' }, []],
  ['as many places as may be', { places: placesUpTo(placesMax) }, []],
  ['one place more', { places: placesUpTo(placesMax + 1) }, ['places']],
]

function placesUpTo(count: number): string {
  return Array.from({ length: count }, (_, n) => String(10_000 + n)).join(' ')
}

for (const [what, change, wrong] of cases) {
  test(`own election: ${what}`, () => {
    assert.deepEqual(wrongFields({ ...byElection, ...change }), wrong)
  })
}

test('own election: an empty form lacks its name, its day and its places', () => {
  assert.deepEqual(wrongFields(noElection), ['name', 'firstRound', 'places'])
})

/** The presidential election of 2027 asked as a stranger asks it: JSON facts, tables typed twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  at,
  isUsualHour,
  numberFamilies,
  silence,
  type TablePlace,
  tablePlaces,
} from '../../test/support/lawTables.ts'
import { randomFrom } from '../base/random.ts'
import { decide } from './decide.ts'
import { readFacts } from './readFacts.ts'
import type { Verdict } from './verdict.ts'

const lead = 25_000 + 90_000 + 60_000
const saturdays = ['GP', 'MQ', 'GF', 'BL', 'MF', 'PM', 'PF']
const rounds = [
  { pollDate: '2027-04-18', saturday: { pollDate: '2027-04-17', territories: saturdays } },
  { pollDate: '2027-05-02', saturday: { pollDate: '2027-05-01', territories: saturdays } },
]
const everyHour = {
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '00:00',
  to: '24:00',
  expressOutsideHours: true,
  includesHolidays: true,
}

function ask(change: Record<string, unknown>, slots: readonly object[] = [everyHour]): Verdict {
  const consent = {
    kind: 'given',
    controller: 'Camille Exemple',
    channel: 'automate',
    at: 0,
    slots,
  }
  const facts = {
    controller: 'Camille Exemple',
    election: { name: 'présidentielle 2027', kind: 'presidential', rounds },
    callee: { number: '06 39 98 12 34' },
    consents: [consent, { ...consent, channel: 'volunteer' }],
    suppressions: [],
    attempts: [],
    callerId: '01 63 00 12 34',
    ringTimeoutMs: 25_000,
    maxTalkMs: 90_000,
    ...change,
  }
  return decide(readFacts(JSON.stringify(facts))).verdict
}

const living = ({ insee }: TablePlace): object => ({ number: '06 39 98 12 34', insee })
const rulesOf = ({ refusals }: Verdict): string => refusals.map(({ rule }) => rule).join(' ')

test('presidential 2027: the silence of every place to the millisecond, by both channels', () => {
  let questions = 0
  for (const place of tablePlaces) {
    for (const round of [1, 2] as const) {
      const { from, to } = silence(place, round)
      for (const channel of ['automate', 'volunteer']) {
        // biome-ignore format: read as a table
        const instants: readonly (readonly [number, boolean])[] = [
          [from - lead - 3_600_000, true], [from - lead - 1, true], [from - lead, false],
          [from - lead + 1, false], [from - 1, false], [from, false], [from + 1, false],
          [(from + to) / 2, false], [to - 1, false], [to, true], [to + 1, true],
        ]
        for (const [now, allowed] of instants) {
          const verdict = ask({ now, channel, callee: living(place) })
          questions += 1
          const asked = `${place.name} ${new Date(now).toISOString()} ${channel}`
          assert.equal(verdict.allowed, allowed, asked)
          assert.equal(rulesOf(verdict), allowed ? '' : 'fr.L49-3', asked)
          if (!allowed) assert.equal(verdict.askAgainAt, to, asked)
        }
      }
    }
  }
  assert.equal(questions, tablePlaces.length * 2 * 2 * 11)
})

test('presidential 2027: usual hours of every place around every edge, holidays and changes of time', () => {
  const days =
    '2027-01-01 2027-03-05 2027-03-12 2027-03-15 2027-03-25 2027-03-26 2027-03-29 2027-03-30 ' +
    '2027-04-27 2027-04-28 2027-05-05 2027-05-06 2027-05-17 2027-05-22 2027-05-27 2027-05-28 ' +
    '2027-06-10 2027-06-29 2027-07-14 2027-07-29 2027-09-24 2027-10-09 2027-10-11 2027-10-29 ' +
    '2027-11-01 2027-11-05 2027-11-08 2027-11-11 2027-11-20 2027-12-20 2027-12-24 2027-12-27 ' +
    '2028-12-26'
  const hours = ['10:00', '13:00', '14:00', '20:00']
  const usual = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]
  let open = 0
  for (const place of tablePlaces) {
    for (const day of days.split(' ')) {
      for (const hour of hours) {
        for (const off of [-1, 0, 1]) {
          const now = at(place, `${day}T${hour}`) + off
          const verdict = ask({ now, callee: living(place), election: null }, usual)
          const expected = isUsualHour(place, now)
          if (expected) open += 1
          assert.equal(verdict.allowed, expected, `${place.name} ${day} ${hour} ${off}`)
          assert.equal(rulesOf(verdict), expected ? '' : 'fr.D223-9-hours')
        }
      }
    }
  }
  assert.ok(open > 1000, `${open} open`)
})

test('presidential 2027: any instant of 2027 in any place, hours and silence together', () => {
  const random = randomFrom(20270502)
  const usual = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]
  const year = 365 * 86_400_000
  for (let i = 0; i < 4_000; i += 1) {
    const place = random.pick(tablePlaces)
    const spring = random.below(2) === 0
    const now = spring
      ? Date.parse('2027-04-12T00:00Z') + random.below(28 * 86_400_000)
      : Date.parse('2027-01-01T00:00Z') + random.below(year)
    const silent = ([1, 2] as const).some((round) => {
      const { from, to } = silence(place, round)
      return now >= from - lead && now < to
    })
    const expected = [silent ? 'fr.L49-3' : '', isUsualHour(place, now) ? '' : 'fr.D223-9-hours']
    const verdict = ask({ now, callee: living(place) }, usual)
    const asked = `${place.name} ${new Date(now).toISOString()}`
    assert.equal(rulesOf(verdict), expected.filter(Boolean).join(' '), asked)
  }
})

test('Arcep: every family of numbers, with any digits behind, is what the plan keeps it for', () => {
  const random = randomFrom(1)
  const now = Date.parse('2026-11-24T10:00:00+01:00')
  const callable = ['fixed', 'mobile', 'voip']
  for (const [kind, prefix] of numberFamilies) {
    for (let i = 0; i < 5; i += 1) {
      let number = prefix
      while (number.length < 10) number += String(random.below(10))
      const { refusals } = ask({ now, callee: { number, insee: '75056' }, election: null })
      const refusal = refusals.find(({ rule }) => rule === 'fr.ARCEP-callee')
      const found = refusal?.measured.split(' ')[0] ?? 'callable'
      assert.equal(found, callable.includes(kind) ? 'callable' : kind, number)
    }
  }
})

test('Arcep: an automate shows a number of an NPV family only, a volunteer those and lines of homes', () => {
  const now = Date.parse('2026-11-24T10:00:00+01:00')
  const random = randomFrom(2)
  for (const [kind, prefix] of numberFamilies) {
    let callerId = prefix
    while (callerId.length < 10) callerId += String(random.below(10))
    const callee = { number: '06 39 98 12 34', insee: '75056' }
    const says = (channel: string): boolean =>
      ask({ now, channel, callee, callerId, election: null }).allowed
    assert.equal(says('automate'), kind === 'npv', callerId)
    assert.equal(says('volunteer'), ['npv', 'fixed', 'voip'].includes(kind), callerId)
  }
})

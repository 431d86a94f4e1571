/** Replays: the same people for the same seed, and the law of each day by its dates. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classOf } from '../../contacts/phoneNumber.ts'
import { localDay, zoneOf } from '../../law/calendar.ts'
import { day, isoDate } from '../../law/civilDate.ts'
import { decide } from '../../law/decide.ts'
import { replay } from './replay.ts'
import { minuteOf, minutesOf } from './shape.ts'
import { shape2017 } from './shape2017.ts'
import { shape2020 } from './shape2020.ts'

const today = day('2026-11-23')
const paris = zoneOf('Europe/Paris')

test('replay: the minutes of a shape hold exactly its contacts, whatever their number', () => {
  for (const [shape, contacts] of [
    [shape2017, 1],
    [shape2017, 6007],
    [shape2020, 500],
    [shape2020, 12_345],
  ] as const) {
    let people = 0
    for (let minute = 0; minute < minutesOf(shape); minute += 1) {
      people += minuteOf(shape, { minute, contacts, seed: 1 }).people.length
    }
    assert.equal(people, contacts)
  }
})

test('replay: a seed makes the same people, another seed others', () => {
  const asked = { minute: 77, contacts: 100_000, seed: 4 }
  assert.deepEqual(minuteOf(shape2020, asked), minuteOf(shape2020, asked))
  assert.notDeepEqual(minuteOf(shape2020, asked), minuteOf(shape2020, { ...asked, seed: 5 }))
})

test('replay 2017: landlines of the directory from 18 April 10:00 to 21 April 19:59 in Paris', () => {
  const minutes = minutesOf(shape2017)
  const first = minuteOf(shape2017, { minute: 0, contacts: 24_000, seed: 1 })
  const last = minuteOf(shape2017, { minute: minutes - 1, contacts: 24_000, seed: 1 })
  assert.equal(new Date(first.at).toISOString(), '2017-04-18T08:00:00.000Z')
  assert.equal(new Date(last.at).toISOString(), '2017-04-21T17:59:00.000Z')
  assert.equal(isoDate(localDay(paris, last.at)), '2017-04-21')
  for (const { facts } of [...first.people, ...last.people]) {
    assert.equal(classOf(facts.callee.number), 'fixed', facts.callee.number.slice(0, 6))
    assert.equal(facts.source?.kind, 'directory')
    assert.deepEqual(facts.consents, [])
  }
})

test('replay 2017: the consent duty stood already, the verified caller ID and the hours did not', async () => {
  const contacts = 4_800
  const {
    people,
    itsDay,
    today: now,
  } = await replay({
    ...{ shape: shape2017, contacts, seed: 1, today, threads: 2 },
  })
  assert.equal(people, contacts)
  assert.equal(itsDay.tally.kinds.now, 0)
  assert.equal(itsDay.tally.rules['fr.CNIL-automate']?.refused, contacts)
  assert.equal(now.tally.rules['fr.CNIL-automate']?.refused, contacts)
  assert.equal(itsDay.tally.rules['fr.ARCEP-NPV'], undefined)
  assert.equal(now.tally.rules['fr.ARCEP-NPV']?.refused, contacts)
  assert.equal(itsDay.tally.rules['fr.D223-9-hours'], undefined)
  // One hour of ten is that of lunch, and overseas the clock is another.
  const closed = now.tally.rules['fr.D223-9-hours']?.refused ?? 0
  assert.ok(closed >= contacts / 10 && closed < contacts / 6, String(closed))
  // Saturday territories are silent from Friday 21 April on.
  assert.ok((itsDay.tally.rules['fr.L49-3']?.refused ?? 0) > 0)
  assert.match(itsDay.examples['fr.L49-3']?.en ?? '', /Saturday 22 April/)
})

test('replay 2020: each rule refuses exactly those it would refuse one by one, and threads change nothing', async () => {
  const asked = { shape: shape2020, contacts: 1_200, seed: 9, today }
  const alone = await replay({ ...asked, threads: 1 })
  assert.deepEqual(await replay({ ...asked, threads: 3 }), alone)
  const counted = [new Map<string, number>(), new Map<string, number>()] as const
  for (let minute = 0; minute < minutesOf(shape2020); minute += 1) {
    const { at, people } = minuteOf(shape2020, { minute, ...asked })
    for (const { facts } of people) {
      ;[day('2020-03-13'), today].forEach((lawOf, side) => {
        const rules = counted[side]
        const call = { ...shape2020.campaign, ...facts, now: at, lawOf }
        for (const { rule } of decide(call).verdict.refusals) {
          rules?.set(rule, (rules.get(rule) ?? 0) + 1)
        }
      })
    }
  }
  for (const [side, judged] of [alone.itsDay, alone.today].entries()) {
    const refused = Object.entries(judged.tally.rules).map(([rule, own]) => [rule, own.refused])
    assert.deepEqual(new Map(refused as [string, number][]), counted[side])
  }
  assert.ok((alone.itsDay.tally.rules['fr.RGPD-21']?.refused ?? 0) > 30)
  assert.equal(alone.marks['objected'], alone.itsDay.tally.rules['fr.RGPD-21']?.refused)
})

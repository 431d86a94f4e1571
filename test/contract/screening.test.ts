/** Screening a campaign: the same verdicts as the dialler's own path, chunk by chunk, once each. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { epochMs, hours, minutes } from '../../src/base/units.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import { lastStart } from '../../src/campaign/schedule.ts'
import { decide } from '../../src/law/decide.ts'
import { factsOf as callFactsOf } from '../../src/runner/factsOf.ts'
import { campaignFacts } from '../../src/screening/campaignFacts.ts'
import { type Finding, findingOf } from '../../src/screening/finding.ts'
import { sharedVerdicts } from '../../src/screening/sameFacts.ts'
import { screenCampaign } from '../../src/screening/screenCampaign.ts'
import { addFinding, emptyTally, mergeTally } from '../../src/screening/tally.ts'
import type { Database } from '../../src/store/database.ts'
import { setAudience } from '../../src/store/postgres/audience.ts'
import { factsOf, type LeasedRow } from '../../src/store/postgres/leasedFacts.ts'
import { padsInUse } from '../../src/store/postgres/listKeys.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { readChunk, type ScreenedCampaign } from '../../src/store/postgres/screeningFacts.ts'
import type { LeasedTarget } from '../../src/store/store.ts'
import { openTestDatabase } from '../support/database.ts'
import { aCampaign, aTrunk, tuesday } from '../support/dialling.ts'
import { fillForScreening } from '../support/screeningPeople.ts'

const trunk = { ...aTrunk, kind: 'real' as const }
const people = 100_000
const sawNow = epochMs(tuesday + hours(2.5))

/** 12:30 in Paris: some are in their slot, Réunion has 14:30, Martinique 06:30. */
const campaign = (change: Partial<Campaign> = {}): Campaign =>
  aCampaign('c1', {
    practiceStart: null,
    election: {
      name: 'municipale partielle',
      kind: 'municipal',
      status: 'decreed',
      rounds: [
        { pollDate: '2026-05-10', scopes: [{ inseePrefixes: ['972'], pollDate: '2026-05-06' }] },
      ],
    },
    deadline: epochMs(tuesday + hours(24 * 20)),
    ...change,
  })

async function world(t: TestContext, count: number, change: Partial<Campaign> = {}) {
  const database = await openTestDatabase()
  const store = postgresStore(database)
  t.after(async () => {
    await store.close()
    await database.close()
  })
  await store.addTrunk(trunk)
  const own = campaign(change)
  for (const id of ['c1', 'other']) {
    await store.createCampaign({ ...own, id: id as CampaignId }, tuesday)
  }
  await fillForScreening(database, { people: count, controller: own.controller, now: sawNow })
  return { database, store, campaign: own, trunk, now: sawNow }
}

async function screenedAs({ database, campaign: own }: { database: Database; campaign: Campaign }) {
  const pads = await padsInUse(database.pool, database)
  const screened: ScreenedCampaign = {
    ...{ id: own.id, organisation: 1, controller: own.controller, practice: false, now: sawNow },
    ...{ subject: 'contacts', reach: null },
    pads: [pads[0].map((pad) => pad.toString('hex')), pads[1].map((pad) => pad.toString('hex'))],
  }
  return { pads, screened }
}

test('screening: of 100,000 people every fact and verdict is that of the dialler’s own path', async (t) => {
  const { database, campaign: own } = await world(t, people)
  const { pads, screened } = await screenedAs({ database, campaign: own })
  const verdicts = sharedVerdicts(campaignFacts(own, trunk, sawNow), lastStart(own))
  const kinds = new Map<string, number>()
  let judged = 0
  for (let from = 0; from < people; from += 20_000) {
    const chunk = { afterPerson: from, toPerson: from + 20_000 }
    const found = await readChunk(database.pool, screened, chunk)
    const own_ = new Map(found.map((person) => [person.contact, person]))
    const rows = await leasedRows(database, chunk)
    assert.equal(rows.length, found.length)
    for (let at = 0; at < rows.length; at += 20_000) {
      const asked = { id: own.id, organisation: 1, controller: own.controller, practice: false }
      const batch = rows.slice(at, at + 20_000)
      for (const leased of await factsOf(database.pool, { campaign: asked, pads }, batch, sawNow)) {
        const person = own_.get(leased.contact)
        assert.ok(person)
        const { consents, suppressions, attempts } = leased
        assert.equal(
          JSON.stringify([person.consents, person.suppressions, person.attempts].map(sorted)),
          JSON.stringify([consents, suppressions, attempts].map(sorted)),
        )
        const oneByOne = findingOf(
          decide(callFactsOf(leased, own, trunk, sawNow)).verdict,
          lastStart(own),
        )
        const { number, insee, territory } = person
        const callee = { number, ...(insee && { insee }), ...(territory && { territory }) }
        const shared = verdicts.of({ ...person, callee }).finding
        assert.deepEqual(shared, oneByOne)
        kinds.set(shared.is, (kinds.get(shared.is) ?? 0) + 1)
        judged += 1
      }
    }
  }
  assert.equal(judged, people)
  // Every kind is there, or the comparison would say little.
  for (const is of ['now', 'later', 'never', 'unknown']) assert.ok((kinds.get(is) ?? 0) > 100, is)
  assert.ok(verdicts.take().length < people / 10, 'people share verdicts')
})

/** Facts of one kind and instant have no order of their own. */
const sorted = (facts: readonly object[]): readonly string[] =>
  facts
    .map((fact) => JSON.stringify(Object.entries(fact).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort()

async function leasedRows(
  { pool }: Database,
  { afterPerson, toPerson }: { afterPerson: number; toPerson: number },
): Promise<readonly LeasedRow[]> {
  const { rows } = await pool.query<LeasedRow>(
    `select id as contact, id::text as target, '1' as token, 0 as attempts, phone, person_id as person,
       household_id as household, insee, territory
     from contact where person_id > $1 and person_id <= $2 order by id`,
    [afterPerson, toPerson],
  )
  return rows
}

test('screening: counts now, later with when, never and unknown; first reasons add up', async (t) => {
  const request = await world(t, 3_000)
  const told: number[] = []
  const screening = await screenCampaign({
    ...request,
    workers: 2,
    onProgress: ({ share }) => told.push(share),
  })
  const { kinds, byRule, byTerritory, laterFrom } = screening
  assert.equal(screening.people, 3_000)
  assert.equal(screening.subject, 'contacts')
  assert.equal(kinds.now + kinds.later + kinds.never + kinds.unknown, 3_000)
  const firsts = byRule.reduce((sum, { first }) => sum + first, 0)
  assert.equal(firsts, 3_000 - kinds.now)
  assert.equal(
    byTerritory.reduce((sum, { kinds: own }) => sum + own.now, 0),
    kinds.now,
  )
  assert.equal(
    laterFrom.reduce((sum, each) => sum + each.people, 0),
    kinds.later,
  )
  assert.ok(laterFrom.every(({ at }) => at >= sawNow - hours(1)))
  assert.equal(told.at(-1), 1)
})

test('screening: cut short, it goes on with the chunks it lacks, and counts nobody twice', async (t) => {
  const request = await world(t, 45_000)
  const { database } = request
  const whole = await screenCampaign(request)
  assert.deepEqual(whole.chunks, { done: 3, takenUp: 0 })
  const { rowCount } = await database.pool.query(
    'delete from screening_chunk where after_person = 20000',
  )
  assert.equal(rowCount, 1)
  const again = await screenCampaign({ ...request, now: epochMs(sawNow + minutes(5)) })
  assert.deepEqual(again.chunks, { done: 3, takenUp: 2 })
  assert.deepEqual({ ...again, chunks: null }, { ...whole, chunks: null })
  const third = await screenCampaign(request)
  assert.equal(third.chunks.takenUp, 3)
  assert.deepEqual(third.kinds, whole.kinds)
})

test('screening: a count is made anew once what it rests on has changed, or after 30 minutes', async (t) => {
  const request = await world(t, 500)
  const { store } = request
  const before = await screenCampaign(request)
  const later = (by: number) => ({ ...request, now: epochMs(sawNow + by) })
  assert.equal((await screenCampaign(later(minutes(30)))).judgedAt, sawNow)
  assert.equal((await screenCampaign(later(minutes(30) + 1))).judgedAt, sawNow + minutes(30) + 1)
  await screenCampaign(request)
  await store.addSuppression('+33639980000' as LeasedTarget['number'], {
    ...{ scope: 'organisation', at: sawNow, reason: 'asked' },
  })
  const after = await screenCampaign(request)
  assert.equal(after.chunks.takenUp, 0)
  assert.equal(before.people, after.people)
  const other = await screenCampaign({
    ...request,
    campaign: { ...request.campaign, callerId: '+33612345678' as Campaign['callerId'] },
  })
  assert.equal(other.chunks.takenUp, 0)
  assert.equal(other.kinds.now, 0)
})

test('screening: the audience narrows it, and once there are targets they are what is screened', async (t) => {
  const request = await world(t, 2_000)
  const { database, store, campaign: own } = request
  const selection = {
    ...{ conditions: [], pollingDistricts: [], languages: [] },
    areas: [{ is: 'departement', code: '972', name: 'Martinique' } as const],
  }
  const audience = await setAudience(database, {
    ...{ campaign: own.id, selection, insee: null, by: 'Ada Martin', now: tuesday },
  })
  const narrowed = await screenCampaign(request)
  assert.equal(narrowed.people, audience.counts.chosen)
  assert.ok(narrowed.people > 0 && narrowed.people < 1_000)
  const chosen = await store.chooseTargets(own.id, null, tuesday)
  assert.equal(chosen, audience.counts.chosen)
  const targets = await screenCampaign(request)
  assert.equal(targets.subject, 'targets')
  assert.deepEqual(targets.kinds, narrowed.kinds)
})

test('screening: law is told of the campaign what the dialler tells', () => {
  const own = campaign({ retry: { ...campaign().retry, attemptsMax: 1 } })
  const person = { consents: [], suppressions: [], attempts: [] }
  const leased = { ...person, number: '+33639980001', insee: '75056' } as unknown as LeasedTarget
  assert.deepEqual(
    {
      ...campaignFacts(own, trunk, sawNow),
      ...{ ...person, callee: { number: leased.number, insee: '75056' } },
    },
    callFactsOf(leased, own, trunk, sawNow),
  )
})

test('tally: parts add up to the whole, in any order', () => {
  const findings: readonly Finding[] = [
    { is: 'now', refusedBy: [], unknownBy: [] },
    { is: 'later', at: epochMs(tuesday + hours(5)), refusedBy: ['fr.CNIL-slot'], unknownBy: [] },
    { is: 'never', refusedBy: ['fr.RGPD-21', 'fr.CNIL-automate'], unknownBy: [] },
    { is: 'unknown', refusedBy: [], unknownBy: ['fr.L49-3 callee.insee'] },
  ]
  const whole = emptyTally()
  const parts = findings.map((finding, n) => {
    const part = emptyTally()
    for (const tally of [part, whole])
      addFinding(tally, finding, n % 2 ? 'FR' : 'MQ', n + 1, tuesday)
    return part
  })
  const forwards = emptyTally()
  const backwards = emptyTally()
  for (const part of parts) mergeTally(forwards, part)
  for (const part of parts.toReversed()) mergeTally(backwards, part)
  assert.deepEqual(forwards, whole)
  assert.deepEqual(backwards, whole)
  assert.equal(whole.people, 10)
})

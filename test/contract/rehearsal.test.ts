/** Rehearsal in the store: who stands in for whom, homes kept, objections apart, beyond 60,000 a sample. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { AttemptId, CampaignId } from '../../src/base/ids.ts'
import { epochMs } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { draftStore } from '../../src/store/postgres/drafts.ts'
import { personFile } from '../../src/store/postgres/personFile.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { rehearsalCounts, standIns, standInsMax } from '../../src/store/postgres/rehearsal.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestDatabase } from '../support/database.ts'
import { aCampaign, aTrunk, lawful, leaseFor, runCampaign, tuesday } from '../support/dialling.ts'

const c1 = 'c1' as CampaignId
const fiction = /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/

/** Numbers nobody dials: they stand in the database only, as those of a file somebody imported. */
async function addRealPeople(
  { pool }: Database,
  people: number,
  homeOf: (person: number) => number = (person) => person,
): Promise<void> {
  const rows = Array.from({ length: people }, (_, n) => ({
    phone: `+336${String(20_000_000 + n)}`,
    person: n + 1,
    household: homeOf(n + 1),
  }))
  await pool.query(
    `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
     select 1, phone, person, household, '75056', $2
     from jsonb_to_recordset($1) as r(phone text, person bigint, household bigint)`,
    [JSON.stringify(rows), tuesday],
  )
}

function withDraft(name: string, body: (store: Store, database: Database) => Promise<void>): void {
  test(name, async () => {
    const database = await openTestDatabase()
    const store = postgresStore(database, 'tester')
    try {
      await store.addTrunk(aTrunk)
      await store.createCampaign(aCampaign('c1'), tuesday)
      await body(store, database)
    } finally {
      await store.close()
      await database.close()
    }
  })
}

const started = async (store: Store): Promise<void> => {
  await store.moveCampaign(c1, 'draft', 'ready', 'checked', tuesday)
  await store.moveCampaign(c1, 'ready', 'running', 'started', tuesday)
}

withDraft(
  'rehearsal: each real number has one stand-in of fiction, and fiction its own',
  async (store, database) => {
    await addRealPeople(database, 30)
    await database.pool.query(
      `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
     values (1, '+33199000000', 900, 900, '75056', $1)`,
      [tuesday],
    )
    assert.equal(await store.chooseTargets(c1, null, tuesday), 31)
    assert.equal(await store.chooseTargets(c1, null, tuesday), 0)
    const { objections: _, ...counts } = (await rehearsalCounts(database, c1)) ?? { objections: 0 }
    assert.deepEqual(counts, { chosen: 31, fiction: 1, standIns: 30, leftOut: 0 })
    const mapping = await standIns(database, c1, 0, 100)
    assert.equal(new Set(mapping.map(({ standIn }) => standIn)).size, 30)
    for (const { standIn, person } of mapping) {
      assert.match(standIn, fiction)
      assert.notEqual(standIn, '+33199000000', 'somebody of fiction keeps their own number')
      assert.match(person, /•/)
    }
    const second = await standIns(database, c1, mapping[9]?.target ?? 0, 5)
    assert.deepEqual(second, mapping.slice(10, 15))
  },
)

withDraft(
  'rehearsal: a lease names the person for the law and the stand-in for the line',
  async (store, database) => {
    await addRealPeople(database, 4, (person) => Math.ceil(person / 2))
    await store.chooseTargets(c1, null, tuesday)
    await started(store)
    const leased = await store.lease(c1, 10, tuesday, leaseFor)
    assert.equal(leased.length, 2, 'two homes of two: one of each at a time')
    assert.equal(new Set(leased.map(({ household }) => household)).size, 2)
    for (const { number, standIn } of leased) {
      assert.doesNotMatch(number, fiction)
      assert.match(standIn ?? '', fiction)
    }
  },
)

withDraft(
  'rehearsal: key 9 is no objection of the real person, nor a withdrawal, nor in their file',
  async (store, database) => {
    await addRealPeople(database, 1)
    await store.chooseTargets(c1, null, tuesday)
    await started(store)
    const [leased] = await store.lease(c1, 1, tuesday, leaseFor)
    assert.ok(leased)
    const attempt = randomUUID() as string as AttemptId
    const { target, leaseToken, number } = leased
    await store.arm([{ attempt, target, leaseToken, verdict: lawful, armedAt: tuesday }])
    const receipt = await store.suppress(attempt, 'key 9', tuesday)
    assert.deepEqual(await store.suppress(attempt, 'key 9', tuesday), receipt, 'kept once')
    const endedAt = epochMs(tuesday + 20_000)
    await store.endAttempts([{ attempt, outcome: 'objected', endedAt, keys: ['9'] }])
    for (const table of ['suppression', 'consent']) {
      const { rows } = await database.pool.query(`select 1 from ${table}`)
      assert.deepEqual(rows, [], `nothing in ${table}`)
    }
    assert.equal((await store.counters(c1)).objections, 1)
    assert.equal((await rehearsalCounts(database, c1))?.objections, 1)
    const file = await personFile(database, 1, number, tuesday)
    assert.deepEqual(file.calls, [], 'nobody called this person')
  },
)

withDraft(
  'rehearsal: its attempts do not count for real calls of the same controller, nor theirs for it',
  async (store, database) => {
    await addRealPeople(database, 1)
    await store.chooseTargets(c1, null, tuesday)
    await started(store)
    const attemptsSeen = async (id: CampaignId): Promise<number> => {
      const [leased] = await store.lease(id, 1, tuesday, leaseFor)
      assert.ok(leased)
      const attempt = randomUUID() as string as AttemptId
      const { target, leaseToken, attempts } = leased
      await store.arm([{ attempt, target, leaseToken, verdict: lawful, armedAt: tuesday }])
      const endedAt = epochMs(tuesday + 20_000)
      await store.endAttempts([{ attempt, outcome: 'noAnswer', endedAt, keys: [] }])
      return attempts.length
    }
    assert.equal(await attemptsSeen(c1), 0)
    const real = 'c2' as CampaignId
    const another = 'c3' as CampaignId
    await runCampaign(store, aCampaign('c2', { practiceStart: null }))
    assert.equal(await attemptsSeen(real), 0, 'the rehearsal called nobody')
    await runCampaign(store, aCampaign('c3'))
    assert.equal(
      await attemptsSeen(another),
      1,
      'one rehearsal counts in the next, not the real call',
    )
  },
)

withDraft(
  'rehearsal: 59,999, 60,000 and 60,001 numbers: the sum closes',
  async (store, database) => {
    await addRealPeople(database, standInsMax - 1)
    const expected = async (chosen: number, leftOut: number): Promise<void> => {
      await store.chooseTargets(c1, null, tuesday)
      const counts = await rehearsalCounts(database, c1)
      const standing = chosen - leftOut
      assert.deepEqual(counts, { chosen, fiction: 0, standIns: standing, leftOut, objections: 0 })
      assert.equal((await store.counters(c1)).targets, standing)
    }
    await expected(standInsMax - 1, 0)
    const more = (n: number): Promise<unknown> =>
      database.pool.query(
        `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
       values (1, $1, $2, $2, '75056', $3)`,
        [`+3374000000${n}`, 100_000 + n, tuesday],
      )
    await more(1)
    await expected(standInsMax, 0)
    await more(2)
    await expected(standInsMax + 1, 1)
  },
)

withDraft(
  'rehearsal: beyond 60,000 whole homes are spread over the file',
  async (store, database) => {
    await addRealPeople(database, 90_000, (person) => Math.ceil(person / 3))
    await store.chooseTargets(c1, null, tuesday)
    const { rows } = await database.pool.query<{ half: number; homes: number; broken: number }>(
      `select count(*) filter (where members <> 3)::int as broken, count(*)::int as homes,
       count(*) filter (where home <= 15000)::int as half
     from (select c.household_id as home, count(*) as members from target t
       join contact c on c.id = t.contact_id group by 1) as homes`,
    )
    const { half = 0, homes = 0, broken } = rows[0] ?? {}
    assert.equal(broken, 0, 'a home is rehearsed whole')
    assert.equal(homes, 20_000)
    assert.ok(Math.abs(half - homes / 2) < homes / 20, `${half} of ${homes} in the first half`)
  },
)

withDraft(
  'rehearsal: going to real calls takes the stand-ins away, and back gives new ones',
  async (store, database) => {
    await addRealPeople(database, 3)
    await store.chooseTargets(c1, null, tuesday)
    const drafts = draftStore(database, 'tester')
    await drafts.updateCampaign(c1, { practiceStart: null }, tuesday)
    assert.equal((await store.counters(c1)).targets, 0)
    assert.equal(await rehearsalCounts(database, c1), null)
    await store.chooseTargets(c1, null, tuesday)
    assert.deepEqual(await standIns(database, c1, 0, 10), [])
    await drafts.updateCampaign(c1, { practiceStart: tuesday }, tuesday)
    await store.chooseTargets(c1, null, tuesday)
    assert.equal((await standIns(database, c1, 0, 10)).length, 3)
  },
)

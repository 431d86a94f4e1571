/** The purge on real PostgreSQL: in bounded batches, resumable, with its log; proofs and objections stay. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realClock } from '../../src/base/clock.ts'
import type { CampaignId } from '../../src/base/ids.ts'
import { type EpochMs, epochMs, hours, ms } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { personFile } from '../../src/store/postgres/personFile.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { purgeLog, retentionPlan, runRetention } from '../../src/store/postgres/retention.ts'
import { openRequest } from '../../src/store/postgres/rights.ts'
import { startRetention } from '../../src/store/retentionTimer.ts'
import type { Store } from '../../src/store/store.ts'
import {
  aCampaign,
  addContacts,
  armRequest,
  aTrunk,
  at,
  ended,
  leaseFor,
  numberOf,
  runCampaign,
  singles,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const organisation = 1
const batchMax = 20
/** Two full batches and one more person. */
const people = 2 * batchMax + 1
/** No election: 60 days after the campaign was stopped. */
const endedAt = at(3600)
const due = epochMs(endedAt + hours(60 * 24))

interface World {
  readonly db: Database
  readonly store: Store
  readonly campaign: CampaignId
}

async function stop({ store, campaign }: World): Promise<void> {
  await store.moveCampaign(campaign, 'running', 'stopped', 'test', endedAt)
}

const countOf = async ({ pool }: Database, text: string): Promise<number> =>
  Number((await pool.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n)

for (const server of storeServers) {
  const inWorld = async (work: (world: World) => Promise<void>): Promise<void> => {
    const db = await server.open()
    const store = postgresStore(db, 'tester')
    try {
      await addContacts(db, singles(people))
      await store.addTrunk(aTrunk)
      const real = aCampaign('c1', { purpose: 'other', practiceStart: null })
      await work({ db, store, campaign: await runCampaign(store, real) })
    } finally {
      await store.close()
      await db.close()
    }
  }
  const run = (db: Database, now: EpochMs, goOn?: () => boolean) =>
    runRetention(db, now, { batchMax, ...(goOn && { goOn }) })

  test(`${server.name}: NS-34 (CNIL): nobody goes one ms too early; then all go, in batches, with log and ledger`, () =>
    inWorld(async (world) => {
      const { db, store, campaign } = world
      const [first] = await store.lease(campaign, 1, tuesday, leaseFor)
      assert.ok(first)
      const [attempt] = await store.arm([armRequest(first, at(1))])
      assert.ok(attempt)
      await store.endAttempts([ended(attempt, 'objected', { placedAt: at(2) })])
      await store.suppress(attempt, 'key 9', at(3))
      await stop(world)
      assert.deepEqual(await run(db, epochMs(due - 1)), [])
      assert.equal(await countOf(db, 'contact'), people)

      const plan = await retentionPlan(db, organisation, due)
      const planned = plan.due.filter(({ subject }) => subject === 'contact')
      assert.deepEqual(
        planned.map(({ rows, atLeast }) => [rows, atLeast]),
        [[people, false]],
      )
      const purged = await run(db, due)
      const rowsOf = (subject: string) => purged.find((one) => one.subject === subject)?.rows
      assert.deepEqual([rowsOf('contact'), rowsOf('target')], [people, people])
      assert.equal(await countOf(db, 'contact'), 0)
      assert.equal(await countOf(db, 'target where contact_id is not null'), 0)
      assert.equal(await countOf(db, 'suppression where phone is not null'), 0)
      // Three batches: no SqlTransaction forgot more people than it may.
      const { rows: batches } = await db.pool.query<{ rows: number }>(
        `select rows from purge_log where subject = 'contact' order by id`,
      )
      assert.deepEqual(
        batches.map(({ rows }) => rows),
        [batchMax, batchMax, 1],
      )
      const log = await purgeLog(db, organisation)
      assert.equal(log.find(({ subject }) => subject === 'contact')?.rows, people)

      // The proof is found by who knows the number; what is left of it names nobody.
      const file = await personFile(db, organisation, first.number, due)
      assert.deepEqual([file.facts, file.calls.length, file.suppressions.length > 0], [[], 1, true])
      const { chains } = await verifyLedger(db.pool)
      assert.deepEqual(chains[0]?.breaks, [])
      assert.equal(await countOf(db, 'campaign where people_purged_at is not null'), 1)
      assert.deepEqual(await run(db, due), [])
    }))

  test(`${server.name}: retention: a purge that was cut short goes on where it stopped`, () =>
    inWorld(async (world) => {
      const { db } = world
      await stop(world)
      let batches = 0
      await run(db, due, () => {
        batches += 1
        return batches <= 1
      })
      assert.equal(await countOf(db, 'contact'), people - batchMax)
      await run(db, due)
      assert.equal(await countOf(db, 'contact'), 0)
    }))

  test(`${server.name}: retention: who another campaign still calls, or who agreed anew, stays`, () =>
    inWorld(async (world) => {
      const { db, store } = world
      await stop(world)
      const later = aCampaign('c2', { practiceStart: null, deadline: epochMs(due + hours(24)) })
      await runCampaign(store, later)
      assert.deepEqual(await run(db, due), [])
      await store.moveCampaign(later.id, 'running', 'stopped', 'test', endedAt)
      await db.pool.query(
        `insert into consent (contact_id, kind, controller, channel, at)
         select id, 'given', $1, 'automate', $2 from contact where phone = $3`,
        [later.controller, endedAt + 1, numberOf(0)],
      )
      await run(db, due)
      const { rows } = await db.pool.query<{ phone: string }>('select phone from contact')
      assert.deepEqual(
        rows.map(({ phone }) => phone),
        [numberOf(0)],
      )
    }))

  test(`${server.name}: RGPD art. 5 § 1 e: proofs and answered requests lose what they say after five years`, () =>
    inWorld(async (world) => {
      const { db, store, campaign } = world
      const [first] = await store.lease(campaign, 1, tuesday, leaseFor)
      assert.ok(first)
      const [attempt] = await store.arm([armRequest(first, at(1))])
      assert.ok(attempt)
      await store.endAttempts([ended(attempt, 'heardToEnd', { placedAt: at(2) })])
      const asked = {
        kind: 'access',
        channel: 'web',
        proof: 'code',
        words: 'why?',
        reach: null,
      } as const
      await openRequest(db, { organisation, number: first.number, ...asked }, at(5))
      await stop(world)
      await run(db, due)
      const fiveYears = epochMs(Date.UTC(2031, 4, 4, 22, 0))
      await run(db, fiveYears)
      assert.equal(await countOf(db, 'attempt'), 1, 'midnight of the day itself: kept')
      await run(db, epochMs(fiveYears + hours(24)))
      assert.equal(await countOf(db, 'attempt'), 0)
      assert.equal(await countOf(db, 'target where number_hash is not null'), 0)
      assert.equal((await store.counters(campaign)).attempts, 1, 'counts stay')
      const { rows } = await db.pool.query('select words from rights_request')
      assert.equal(rows[0]?.words, 'why?', 'it is open: somebody must answer')
    }))

  test(`${server.name}: RGPD art. 32: what a browser proved, and codes, go when they can no longer be used`, () =>
    inWorld(async ({ db }) => {
      await db.pool.query(
        `insert into proved_number (session_hash, organisation_id, phone, proved_at, expires_at)
         select sha256(convert_to(at::text, 'UTF8')), 1, $1, at - 1, at
         from unnest($2::bigint[]) as at`,
        [numberOf(0), [at(0) - 1, at(0), at(0) + 1]],
      )
      await run(db, at(0))
      const { rows } = await db.pool.query<{ at: number }>(
        'select expires_at as at from proved_number order by 1',
      )
      assert.deepEqual(
        rows.map((row) => row.at),
        [at(0), at(0) + 1],
      )
    }))

  test(`${server.name}: the purge runs by itself, when a long process starts and again when the timer says so`, () =>
    inWorld(async (world) => {
      const { db } = world
      await stop(world)
      // The first purge comes a millisecond too early; the timer brings the next one.
      let asked = 0
      const clock = {
        ...realClock,
        epoch: () => {
          asked += 1
          return asked === 1 ? epochMs(due - 1) : due
        },
      }
      const seen = Promise.withResolvers<number>()
      const retention = startRetention(
        db,
        clock,
        {
          purged: (rows) =>
            seen.resolve(rows.find(({ subject }) => subject === 'contact')?.rows ?? 0),
          failed: seen.reject,
        },
        ms(20),
      )
      assert.equal(await seen.promise, people)
      assert.ok(asked > 1)
      await retention.close()
    }))
}

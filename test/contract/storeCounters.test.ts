/** The counters are what counting would give, whatever happened; and the report is made of them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AttemptId, CampaignId } from '../../src/base/ids.ts'
import { epochMs, ms } from '../../src/base/units.ts'
import { type Outcome, outcomes } from '../../src/call/outcome.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { reportStore } from '../../src/store/postgres/report.ts'
import type { LeasedTarget, Store } from '../../src/store/store.ts'
import {
  aCampaign,
  addContacts,
  armRequest,
  aTrunk,
  at,
  callSome,
  ended,
  type Home,
  leaseFor,
  refusedBy,
  runCampaign,
  startCampaign,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const homes: readonly Home[] = Array.from({ length: 24 }, (_, index) => [
  Math.floor(index / 2) + 1,
  Math.floor(index / 3) + 1,
])

type Step =
  | { readonly does: 'lease'; readonly limit: number }
  | { readonly does: 'arm' | 'release' | 'recover' | 'pauseAndResume' }
  | { readonly does: 'end'; readonly outcome: Outcome; readonly again: boolean }
  | { readonly does: 'refuse'; readonly again: boolean }
  | { readonly does: 'suppress' }
  | { readonly does: 'wait'; readonly seconds: number }

const step = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary })
const anOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>('busy', 'heardPart'),
  fc.constantFrom(...(Object.keys(outcomes) as Outcome[])),
)
const aStep: fc.Arbitrary<Step> = fc.oneof(
  step(4, fc.record({ does: fc.constant('lease'), limit: fc.integer({ min: 1, max: 8 }) })),
  step(3, fc.record({ does: fc.constant('arm') })),
  step(6, fc.record({ does: fc.constant('end'), outcome: anOutcome, again: fc.boolean() })),
  step(2, fc.record({ does: fc.constant('refuse'), again: fc.boolean() })),
  step(1, fc.record({ does: fc.constantFrom('release', 'recover', 'pauseAndResume') })),
  step(1, fc.record({ does: fc.constant('suppress') })),
  step(1, fc.record({ does: fc.constant('wait'), seconds: fc.integer({ min: 1, max: 60 }) })),
)

/** What a dialler would hold in its hands between the steps. */
interface Hands {
  leased: readonly LeasedTarget[]
  armed: readonly AttemptId[]
  now: number
}

async function doStep(store: Store, id: CampaignId, hands: Hands, step: Step): Promise<void> {
  const now = at(hands.now)
  switch (step.does) {
    case 'lease':
      hands.leased = [...hands.leased, ...(await store.lease(id, step.limit, now, leaseFor))]
      return
    case 'arm':
      hands.armed = [
        ...hands.armed,
        ...(await store.arm(hands.leased.map((leased) => armRequest(leased, now)))),
      ]
      hands.leased = []
      return
    case 'end': {
      const [first, second, ...rest] = hands.armed
      const both = [first, second].filter((attempt) => attempt !== undefined)
      const change = step.again ? { retryAt: epochMs(now + 5000) } : {}
      await store.endAttempts(both.map((attempt) => ended(attempt, step.outcome, change)))
      hands.armed = rest
      return
    }
    case 'refuse': {
      const verdict = refusedBy('fr.test', step.again ? epochMs(now + 3000) : undefined)
      await store.refuse(hands.leased.slice(0, 2).map((leased) => ({ ...leased, verdict })))
      return
    }
    case 'release':
      await store.release(hands.leased)
      hands.leased = []
      return
    case 'recover':
      await store.recover(id, now)
      return
    case 'suppress':
      if (hands.armed[0]) await store.suppress(hands.armed[0], 'key 9', now)
      return
    case 'pauseAndResume':
      await store.moveCampaign(id, 'running', 'paused', 'test', now)
      await store.arm(hands.leased.slice(0, 1).map((leased) => armRequest(leased, now)))
      await store.moveCampaign(id, 'paused', 'running', 'test', now)
      return
    case 'wait':
      hands.now += step.seconds
      return
  }
}

async function counted({ pool }: Database, id: CampaignId): Promise<unknown> {
  const { rows } = await pool.query(
    `select count(*) as targets,
       count(*) filter (where state in ('ready', 'leased', 'waiting')) as remaining,
       count(*) filter (where state = 'refused') as refused,
       count(*) filter (where state = 'armed') as "armedNow",
       count(*) filter (where state = 'armed' and attempts = 1) as live,
       count(*) filter (where state = 'refused' and attempts = 0) as "refusedUntried",
       count(*) filter (where state = 'done' and attempts = 0) as "closedUntried",
       count(*) filter (where state in ('ready', 'leased', 'waiting') and attempts = 0) as waiting,
       (select count(*) from attempt where campaign_id = $1) as attempts,
       (select count(distinct attempt_id) from suppression s join attempt a on a.id = s.attempt_id
        where a.campaign_id = $1) as objections,
       (select coalesce(jsonb_object_agg(outcome, n), '{}') from (select outcome, count(*) as n
        from attempt where campaign_id = $1 and outcome is not null group by outcome) o) as outcomes,
       (select coalesce(jsonb_object_agg(outcome, n), '{}') from (select outcome, count(*) as n
        from target where campaign_id = $1 and outcome is not null group by outcome) o) as last
     from target where campaign_id = $1`,
    [id],
  )
  return rows[0]
}

test('store: after any steps the counters are what counting the rows gives', async () => {
  const database = await storeServers[0]?.open()
  assert.ok(database)
  const store = postgresStore(database, 'tester')
  try {
    await addContacts(database, homes)
    await store.addTrunk(aTrunk)
    let runs = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(aStep, { minLength: 20, maxLength: 60, size: 'max' }),
        async (steps) => {
          runs += 1
          await database.pool.query('truncate suppression, suppression_lift, consent')
          const id = await runCampaign(
            store,
            aCampaign(`c${runs}`, { controller: `Liste ${runs}` }),
          )
          const hands: Hands = { leased: [], armed: [], now: 0 }
          for (const step of steps) await doStep(store, id, hands, step)
          const counters = await store.counters(id)
          const facts = await reportStore(database).reportFacts(id)
          const { lastOutcomes: last, live, refused, closedByOtherNumber, waiting } = facts
          const untried = { refusedUntried: refused, closedUntried: closedByOtherNumber, waiting }
          assert.deepEqual({ ...counters, last, live, ...untried }, await counted(database, id))
          await store.moveCampaign(id, 'running', 'stopped', 'next run', at(hands.now))
        },
      ),
      { numRuns: 15, interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
    )
  } finally {
    await store.close()
    await database.close()
  }
})

for (const server of storeServers) {
  test(`${server.name}: the report's facts and rows are those of the attempts`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    const report = reportStore(database)
    try {
      const id = await startCampaign(database, store, [
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 4],
        [4, 4],
        [5, 5],
      ])
      const armed = await callSome(store, id, 4)
      const [one, two, three, four] = armed
      assert.ok(one && two && three && four)
      const heard = (firstAudioMs: number) => ({ firstAudioMs: ms(firstAudioMs) })
      await store.endAttempts([
        ended(one, 'heardToEnd', { placedAt: at(0.1), endedAt: at(30), ...heard(3) }),
        ended(two, 'heardPart', { placedAt: at(0.9), endedAt: at(10), ...heard(9) }),
        ended(three, 'busy', { placedAt: at(10), endedAt: at(11), retryAt: at(600) }),
        ended(four, 'notListened', { placedAt: at(1), endedAt: at(12), ...heard(4) }),
      ])
      const [left] = await store.lease(id, 1, at(20), leaseFor)
      assert.ok(left)
      await store.refuse([{ ...left, verdict: refusedBy('fr.consent') }])
      const facts = await report.reportFacts(id)
      assert.deepEqual(facts, {
        campaign: {
          name: 'Campaign c1',
          state: 'running',
          why: 'test',
          deadline: aCampaign('c1').deadline,
          practice: true,
        },
        rows: { read: 0, accepted: 0, duplicates: 0, rejected: 0, rejectedBy: [] },
        targets: 6,
        lastOutcomes: { heardToEnd: 1, heardPart: 1, busy: 1, notListened: 1 },
        live: 0,
        refused: 1,
        refusedBy: [
          { rule: 'fr.consent', targets: 1, reason: refusedBy('fr.consent').refusals[0]?.reason },
        ],
        postponedBy: [],
        closedByOtherNumber: 1,
        waiting: 0,
        attempts: { heardToEnd: 1, heardPart: 1, busy: 1, notListened: 1 },
        attemptsPerTarget: [{ attempts: 1, targets: 4 }],
        objections: 0,
        firstAudioMs: { p50: 4, p99: 9, max: 9 },
        callsPerSecondMax: 2,
        concurrentCallsMax: 3,
      })
      const rows = await Array.fromAsync(report.attemptRows(id))
      assert.deepEqual(rows.map(({ attempt }) => attempt).sort(), [...armed].sort())
      assert.ok(rows.every(({ number }) => /^\+336•+\d\d$/.test(number)))
      assert.deepEqual(rows[0]?.rulesRun, ['fr.consent', 'fr.hours'])
    } finally {
      await store.close()
      await database.close()
    }
  })
}

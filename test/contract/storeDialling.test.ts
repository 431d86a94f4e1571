/** What the dialler may rely on: at most once, fencing, homes, people reached, objections, recovery. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { AttemptId } from '../../src/base/ids.ts'
import { epochMs } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import {
  aCampaign,
  armRequest,
  at,
  callSome,
  controller,
  ended,
  lawful,
  leaseFor,
  numberOf,
  refusedBy,
  runCampaign,
  singles,
  startCampaign,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

for (const server of storeServers) {
  const onServer = (
    name: string,
    body: (store: Store, database: Database, context: TestContext) => Promise<void>,
  ): void => {
    test(name, async (context) => {
      const database = await server.open()
      const store = postgresStore(database, 'tester')
      try {
        await body(store, database, context)
      } finally {
        await store.close()
        await database.close()
      }
    })
  }
  const numbers = (leased: readonly { number: string }[]): string[] =>
    leased.map(({ number }) => number)

  onServer(
    `${server.name}: leases in order, each target once, as many as asked`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(5))
      const first = await store.lease(id, 2, tuesday, leaseFor)
      const second = await store.lease(id, 10, tuesday, leaseFor)
      assert.deepEqual(numbers(first), [numberOf(0), numberOf(1)])
      assert.deepEqual(numbers(second), [numberOf(2), numberOf(3), numberOf(4)])
      assert.deepEqual(await store.lease(id, 10, tuesday, leaseFor), [])
      assert.equal((await store.counters(id)).remaining, 5)
    },
  )

  onServer(`${server.name}: 8 concurrent leasers never arm a target twice`, async (store, db) => {
    const id = await startCampaign(db, store, singles(400))
    const armed: AttemptId[] = []
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (;;) {
          const some = await callSome(store, id, 7)
          if (some.length === 0) return
          armed.push(...some)
        }
      }),
    )
    const { rows } = await db.pool.query(
      'select count(*) as attempts, count(distinct target_id) as targets from attempt',
    )
    assert.deepEqual(rows, [{ attempts: 400, targets: 400 }])
    assert.equal(new Set(armed).size, 400)
    assert.equal((await store.counters(id)).armedNow, 400)
  })

  onServer(`${server.name}: a lease of before cannot arm (fencing)`, async (store, db) => {
    const id = await startCampaign(db, store, singles(1))
    const [old] = await store.lease(id, 1, tuesday, leaseFor)
    const [young] = await store.lease(id, 1, at(30), leaseFor)
    assert.ok(old && young)
    assert.ok(Number(young.leaseToken) > Number(old.leaseToken))
    assert.deepEqual(await store.arm([armRequest(old)]), [])
    const request = armRequest(young)
    assert.deepEqual(await store.arm([request]), [request.attempt])
    assert.deepEqual(await store.arm([armRequest(young)]), [], 'nor may one lease arm twice')
  })

  onServer(
    `${server.name}: a lease holds to its last millisecond and not beyond`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(1))
      await store.lease(id, 1, tuesday, leaseFor)
      const end = tuesday + leaseFor
      assert.equal((await store.lease(id, 1, epochMs(end - 1), leaseFor)).length, 0)
      assert.equal((await store.lease(id, 1, epochMs(end), leaseFor)).length, 1)
    },
  )

  onServer(`${server.name}: released targets come first in the next lease`, async (store, db) => {
    const id = await startCampaign(db, store, singles(3))
    const leased = await store.lease(id, 2, tuesday, leaseFor)
    await store.release(leased)
    assert.equal(await store.nextReadyAt(id), 0)
    const again = await store.lease(id, 3, tuesday, leaseFor)
    assert.deepEqual(numbers(again), [numberOf(0), numberOf(1), numberOf(2)])
    await store.release(leased)
    assert.equal(
      (await store.lease(id, 3, tuesday, leaseFor)).length,
      0,
      'an old token gives nothing back',
    )
  })

  onServer(
    `${server.name}: an armed attempt is never called again; recover calls it unknown`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(3))
      await callSome(store, id, 1)
      await store.lease(id, 1, tuesday, leaseFor)
      assert.deepEqual(await store.recover(id, at(5)), { unknown: 1, released: 1 })
      assert.deepEqual(await store.recover(id, at(6)), { unknown: 0, released: 0 })
      const left = await store.lease(id, 10, at(3600 * 9), leaseFor)
      assert.deepEqual(numbers(left), [numberOf(1), numberOf(2)])
      const counters = await store.counters(id)
      assert.deepEqual(counters.outcomes, { unknown: 1 })
      assert.deepEqual([counters.armedNow, counters.remaining, counters.attempts], [0, 2, 1])
    },
  )

  onServer(
    `${server.name}: a suppression between lease and arm stops the call, and law is told`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(2))
      const [first, second] = await store.lease(id, 2, tuesday, leaseFor)
      assert.ok(first && second)
      await store.addSuppression(first.number, {
        scope: 'organisation',
        at: tuesday,
        reason: 'letter',
      })
      const request = armRequest(second)
      assert.deepEqual(await store.arm([armRequest(first), request]), [request.attempt])
      const [again] = await store.lease(id, 2, tuesday, leaseFor)
      assert.equal(again?.target, first.target)
      assert.deepEqual(again?.suppressions, [
        { scope: 'organisation', at: tuesday, reason: 'letter' },
      ])
      assert.deepEqual(await store.arm([armRequest(again)]), [], 'nor with a lease of afterwards')
    },
  )

  onServer(
    `${server.name}: suppressions of others reach a controller's or nobody else's calls`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(3))
      const of = { at: tuesday, reason: 'test' }
      await store.addSuppression(numberOf(0), { scope: 'controller', controller: 'Another', ...of })
      await store.addSuppression(numberOf(1), { scope: 'controller', controller, ...of })
      await store.addSuppression(numberOf(2), { scope: 'platform', ...of })
      assert.equal((await callSome(store, id, 3)).length, 1)
    },
  )

  onServer(
    `${server.name}: two members of a home never ring together, and none is forgotten`,
    async (store, db) => {
      const id = await startCampaign(db, store, [
        [1, 1],
        [2, 1],
        [3, 1],
        [4, 2],
      ])
      const [first, other] = await store.lease(id, 10, tuesday, leaseFor)
      assert.ok(first && other)
      assert.deepEqual([first.number, other.number], [numberOf(0), numberOf(3)])
      const [attempt] = await store.arm([armRequest(first)])
      assert.ok(attempt)
      assert.equal((await store.lease(id, 10, at(20), leaseFor)).length, 0)
      await store.endAttempts([ended(attempt, 'noAnswer')])
      assert.deepEqual(numbers(await store.lease(id, 10, at(21), leaseFor)), [numberOf(1)])
      await store.recover(id, at(22))
      assert.equal((await store.lease(id, 1, at(23), leaseFor)).length, 1)
    },
  )

  onServer(`${server.name}: a lease looks past homes that are busy`, async (store, db) => {
    const homes = [...Array.from({ length: 30 }, (_, i) => [i + 1, 1] as const), [31, 2] as const]
    const id = await startCampaign(db, store, homes)
    await store.lease(id, 1, tuesday, leaseFor)
    assert.deepEqual(numbers(await store.lease(id, 2, tuesday, leaseFor)), [numberOf(30)])
    const waiting = await store.nextReadyAt(id)
    assert.ok(waiting !== null && waiting > tuesday && waiting <= at(5))
  })

  onServer(`${server.name}: two real campaigns never ring one home together`, async (store, db) => {
    const real = { practiceStart: null }
    const one = await startCampaign(
      db,
      store,
      [
        [1, 1],
        [2, 1],
      ],
      aCampaign('c1', real),
    )
    const two = await runCampaign(store, aCampaign('c2', real))
    assert.equal((await callSome(store, one, 1)).length, 1)
    assert.equal((await store.lease(two, 2, at(1), leaseFor)).length, 0)
    const longestCall = 30 + 120 + 60
    assert.equal((await store.lease(two, 2, at(longestCall - 1), leaseFor)).length, 0)
    assert.equal((await store.lease(two, 2, at(longestCall + 5), leaseFor)).length, 1)
  })

  onServer(
    `${server.name}: a person reached is not called on their other numbers`,
    async (store, db) => {
      const id = await startCampaign(db, store, [
        [1, 1],
        [1, 1],
        [2, 2],
        [2, 2],
      ])
      const [reached, missed] = await callSome(store, id, 4)
      assert.ok(reached && missed)
      await store.endAttempts([ended(reached, 'notListened'), ended(missed, 'noAnswer')])
      const counters = await store.counters(id)
      assert.deepEqual([counters.remaining, counters.armedNow], [1, 0])
      assert.deepEqual(numbers(await store.lease(id, 4, at(70), leaseFor)), [numberOf(3)])
    },
  )

  onServer(
    `${server.name}: a retry comes back at its instant with the attempts that count`,
    async (store, db) => {
      const id = await startCampaign(db, store, [
        [1, 1],
        [1, 1],
      ])
      const [busy] = await callSome(store, id, 1)
      assert.ok(busy)
      const retryAt = at(600)
      await store.endAttempts([ended(busy, 'busy', { retryAt })])
      const [other] = await callSome(store, id, 1, at(100))
      assert.ok(other)
      await store.endAttempts([ended(other, 'congestion')])
      assert.equal(await store.nextReadyAt(id), retryAt)
      assert.equal((await store.lease(id, 1, epochMs(retryAt - 1), leaseFor)).length, 0)
      const [again] = await store.lease(id, 1, retryAt, leaseFor)
      assert.equal(again?.attemptNumber, 2)
      assert.deepEqual(again?.attempts, [{ at: tuesday, number: numberOf(0), thisCampaign: true }])
    },
  )

  onServer(
    `${server.name}: attempts of the controller's other campaigns count for 45 days`,
    async (store, db) => {
      const one = await startCampaign(db, store, singles(1))
      const [attempt] = await callSome(store, one, 1)
      assert.ok(attempt)
      await store.endAttempts([ended(attempt, 'noAnswer')])
      const same = await runCampaign(store, aCampaign('c2'))
      const other = await runCampaign(store, aCampaign('c3', { controller: 'Another' }))
      const real = await runCampaign(store, aCampaign('c4', { practiceStart: null }))
      const days45 = 45 * 86_400
      const countFor = async (
        id: typeof one,
        secondsLater: number,
      ): Promise<number | undefined> => {
        const [leased] = await store.lease(id, 1, at(secondsLater), leaseFor)
        if (leased) await store.release([leased])
        return leased?.attempts.length
      }
      assert.equal(await countFor(same, days45 - 1), 1)
      assert.equal(await countFor(same, days45), 1)
      assert.equal(await countFor(same, days45 + 1), 0)
      assert.equal(await countFor(other, 1), 0)
      assert.equal(await countFor(real, 1), 0, 'a practice call rang nobody')
    },
  )

  onServer(
    `${server.name}: refusals wait for their window or are final, and are counted by rule`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(3))
      const [a, b] = await store.lease(id, 2, tuesday, leaseFor)
      assert.ok(a && b)
      const ask = at(60)
      await store.refuse([
        { ...a, verdict: refusedBy('fr.hours', ask) },
        { ...b, verdict: refusedBy('fr.consent') },
        { target: a.target, leaseToken: '0', verdict: refusedBy('fr.stale') },
      ])
      const counters = await store.counters(id)
      assert.deepEqual([counters.refused, counters.remaining], [1, 2])
      assert.deepEqual(numbers(await store.lease(id, 3, ask, leaseFor)), [numberOf(0), numberOf(2)])
      const { rows } = await db.pool.query(
        'select rule, untried, postponed from refusal_counter order by rule',
      )
      assert.deepEqual(rows, [
        { rule: 'fr.consent', untried: 1, postponed: 0 },
        { rule: 'fr.hours', untried: 0, postponed: 1 },
      ])
      const stored = await db.pool.query('select verdict from refusal where for_good')
      assert.deepEqual(stored.rows[0].verdict, refusedBy('fr.consent'))
    },
  )

  onServer(
    `${server.name}: key 9 reaches all numbers of the person, once, and the ledger`,
    async (store, db) => {
      const id = await startCampaign(db, store, [
        [1, 1],
        [1, 2],
        [2, 3],
      ])
      const [leased, ...others] = await store.lease(id, 3, tuesday, leaseFor)
      assert.ok(leased)
      const [attempt] = await store.arm([armRequest(leased)])
      assert.ok(attempt)
      await store.suppress(attempt, 'key 9', at(10))
      await store.suppress(attempt, 'key 9', at(11))
      assert.equal((await store.counters(id)).objections, 1)
      assert.equal((await store.arm(others.map((other) => armRequest(other)))).length, 1)
      const [sameperson] = await store.lease(id, 3, at(12), leaseFor)
      assert.deepEqual(
        sameperson?.consents.map(({ kind, channel, at: when }) => [kind, channel, when]),
        ['automate', 'volunteer', 'automate', 'volunteer'].map((channel) => [
          'withdrawn',
          channel,
          at(10),
        ]),
      )
      const scopes = new Set(sameperson?.suppressions.map(({ scope }) => scope))
      assert.deepEqual([...scopes].sort(), ['controller', 'organisation'])
    },
  )

  onServer(
    `${server.name}: a campaign that does not run leases and arms nothing`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(2))
      const [leased] = await store.lease(id, 1, tuesday, leaseFor)
      assert.ok(leased)
      assert.equal(await store.moveCampaign(id, 'running', 'paused', 'lunch', at(1)), true)
      assert.equal(await store.moveCampaign(id, 'running', 'paused', 'lunch', at(1)), false)
      assert.deepEqual(await store.lease(id, 1, at(2), leaseFor), [])
      assert.deepEqual(await store.arm([armRequest(leased)]), [])
    },
  )

  onServer(
    `${server.name}: what an attempt measured is stored, and only its first end`,
    async (store, db) => {
      const id = await startCampaign(db, store, singles(1))
      const [attempt] = await callSome(store, id, 1)
      assert.ok(attempt)
      const counted = { sent: 500, received: 499, lost: 1, jitterMs: 0.5 }
      const rtp = { ...counted, mos: 4.25, roundTripMs: 30.5, outLost: 2, outJitterMs: 1.5 }
      const full = ended(attempt, 'heardToEnd', {
        placedAt: at(1),
        sipStatus: 200,
        keys: ['1', '#'],
        rtp,
      })
      await store.endAttempts([full])
      await store.endAttempts([ended(attempt, 'busy', { retryAt: at(9) })])
      const { rows } = await db.pool.query(
        `select state, outcome, sip_status, placed_at, keys, rtp_lost, rtp_jitter_ms,
           mos, round_trip_ms, rtp_out_lost, rtp_out_jitter_ms, verdict from attempt`,
      )
      assert.deepEqual(rows, [
        {
          state: 'ended',
          outcome: 'heardToEnd',
          sip_status: 200,
          placed_at: at(1),
          keys: '1#',
          rtp_lost: 1,
          rtp_jitter_ms: 0.5,
          ...{ mos: 4.25, round_trip_ms: 30.5, rtp_out_lost: 2, rtp_out_jitter_ms: 1.5 },
          verdict: lawful,
        },
      ])
      assert.deepEqual((await store.counters(id)).outcomes, { heardToEnd: 1 })
    },
  )
}

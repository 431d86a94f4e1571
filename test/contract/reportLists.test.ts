/** The lists behind a report's sums: each group is as long as its sum, whatever the size of a page. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Outcome } from '../../src/call/outcome.ts'
import { outcomes } from '../../src/call/outcome.ts'
import { sentenceOfUnknown } from '../../src/law/unknownFacts.ts'
import type { Verdict } from '../../src/law/verdict.ts'
import { peopleOf } from '../../src/report/report.ts'
import { groupOf } from '../../src/report/tally.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { reportStore } from '../../src/store/postgres/report.ts'
import {
  type AttemptKey,
  listAttempts,
  listPeople,
  type PeopleGroup,
  peopleGroups,
  scannedMax,
} from '../../src/store/postgres/reportLists.ts'
import {
  aCampaign,
  at,
  callSome,
  ended,
  leaseFor,
  refusedBy,
  runCampaign,
  singles,
  startCampaign,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const named = Object.keys(outcomes) as Outcome[]
const outcomesOf = (group: PeopleGroup): readonly Outcome[] =>
  group === 'notPlaced'
    ? ['notPlaced']
    : named.filter((outcome) => groupOf(outcome) === group && outcome !== 'notPlaced')

for (const server of storeServers) {
  test(`${server.name}: every sum of a report is as long as its list, page by page`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      const id = await startCampaign(database, store, [...singles(14), [14, 14]])
      // Another campaign's targets lie behind: they are in no list of the first.
      await runCampaign(store, aCampaign('c2', { controller: 'Other' }))
      const armed = await callSome(store, id, 8)
      const ends: readonly Outcome[] = [
        ...(['heardToEnd', 'heardPart', 'objected', 'busy'] as const),
        ...(['noAnswer', 'notPlaced', 'heardToEnd', 'carrierFault'] as const),
      ]
      await store.endAttempts(armed.map((attempt, index) => ended(attempt, ends[index] as Outcome)))
      const leased = await store.lease(id, 3, at(20), leaseFor)
      await store.refuse(leased.map((each) => ({ ...each, verdict: refusedBy('fr.consent') })))

      const facts = await reportStore(database).countedFacts(id)
      const { people, notCalledBecause } = peopleOf(facts)
      const sums: Readonly<Record<PeopleGroup, number>> = {
        ...{ reached: people.reached, notReached: people.notReached, refused: people.refused },
        ...{ waiting: notCalledBecause.waiting, notPlaced: notCalledBecause.notPlaced },
        reachedOnOtherNumber: notCalledBecause.reachedOnOtherNumber,
      }
      for (const group of peopleGroups) {
        let after: number | null = null
        let listed = 0
        for (let page = 0; page < 20; page += 1) {
          const { rows, next }: Awaited<ReturnType<typeof listPeople>> = await listPeople(
            database,
            id,
            { group, outcomes: outcomesOf(group), after, limit: 2 },
          )
          listed += rows.length
          assert.ok(rows.every(({ number }) => number.includes('•')))
          after = next
          if (after === null) break
        }
        assert.equal(listed, sums[group], group)
      }
      const refused = await listPeople(database, id, {
        ...{ group: 'refused', outcomes: [], after: null, limit: 10 },
      })
      assert.equal(refused.rows[0]?.refusals[0]?.reason?.fr, 'refusé par fr.consent')

      for (const outcome of ['heardToEnd', 'busy', 'unknown'] as const) {
        let after: AttemptKey | null = null
        const seen = new Set<string>()
        for (let page = 0; page < 20; page += 1) {
          const { rows, next }: Awaited<ReturnType<typeof listAttempts>> = await listAttempts(
            database,
            id,
            { outcomes: [outcome], after, limit: 1 },
          )
          for (const { attempt } of rows) seen.add(attempt)
          after = next
          if (after === null) break
        }
        assert.equal(seen.size, facts.attempts[outcome] ?? 0, outcome)
      }
    } finally {
      await store.close()
      await database.close()
    }
  })
}

for (const server of storeServers) {
  test(`${server.name}: who lacks one fact is counted once, in the words of the law`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      const id = await startCampaign(database, store, singles(5))
      const lacking = (rules: readonly string[]): Verdict => ({
        ...refusedBy('fr.test'),
        refusals: [],
        unknown: rules.map((rule) => ({ rule, missing: 'callee.insee' })),
      })
      const [first, ...others] = await store.lease(id, 5, at(0), leaseFor)
      assert.ok(first)
      await store.refuse([
        { ...first, verdict: lacking(['fr.b']) },
        ...others.map((each) => ({ ...each, verdict: lacking(['fr.a', 'fr.b']) })),
      ])
      const { refused, refusedBy: lines } = await reportStore(database).countedFacts(id)
      assert.equal(refused, 5)
      assert.deepEqual(lines, [
        { rule: 'fr.a', targets: 5, reason: sentenceOfUnknown('callee.insee') },
      ])
    } finally {
      await store.close()
      await database.close()
    }
  })
}

const manyAttempts = `insert into attempt (id, campaign_id, target_id, attempt_number, lease_token,
    state, verdict, armed_at, outcome)
  select gen_random_uuid(), $1, (select min(id) from target where campaign_id = $1), n, n, 'ended', '{}', n,
    case when n = $2::int then 'heardToEnd' else 'busy' end
  from generate_series(1, $2::int) as n`

for (const server of storeServers) {
  test(`${server.name}: one wanted call behind many others is found, whatever a page may read`, async () => {
    const database = await server.open()
    const store = postgresStore(database, 'tester')
    try {
      const id = await startCampaign(database, store, singles(1))
      const pages = async (outcome: Outcome): Promise<readonly number[]> => {
        const lengths: number[] = []
        let after: AttemptKey | null = null
        for (let page = 0; page < 3; page += 1) {
          const { rows, next }: Awaited<ReturnType<typeof listAttempts>> = await listAttempts(
            database,
            id,
            { outcomes: [outcome], after, limit: 50 },
          )
          lengths.push(rows.length)
          after = next
          if (after === null) break
        }
        return lengths
      }
      for (const [calls, found] of [
        [scannedMax - 1, [1]],
        [scannedMax, [1, 0]],
        [scannedMax + 1, [0, 1]],
      ] as const) {
        await database.pool.query('delete from attempt')
        await database.pool.query(manyAttempts, [id, calls])
        assert.deepEqual(await pages('heardToEnd'), found, `${calls} calls`)
        assert.deepEqual(await pages('busy'), [50, 50, 50], 'full pages go on')
      }
    } finally {
      await store.close()
      await database.close()
    }
  })
}

/** Nobody is left two voicemails by a campaign, and a day no more of them than it may have. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttemptId, CampaignId } from '../../src/base/ids.ts'
import { type EpochMs, epochMs, ms } from '../../src/base/units.ts'
import type { Campaign } from '../../src/campaign/campaign.ts'
import type { Database } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { LeasedTarget, Store } from '../../src/store/store.ts'
import {
  aCampaign,
  armRequest,
  at,
  ended,
  type Home,
  leaseFor,
  runCampaign,
  singles,
  startCampaign,
  tuesday,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const leaving = (id: string, change: Partial<Campaign> = {}): Campaign =>
  aCampaign(id, { answeringMachines: 'leaveVoicemail', ...change })
const voicemail = { starts: 1, beepHeard: true, playedMs: ms(30_000) }
/** Numbers of one person that no home ties together. */
const twoNumbersOf = (people: number): readonly Home[] =>
  Array.from({ length: people * 2 }, (_, place) => [Math.floor(place / 2) + 1, place + 1] as const)
const mayLeave = (leased: readonly LeasedTarget[]): readonly boolean[] =>
  leased.map(({ mayLeaveVoicemail }) => mayLeaveVoicemail === true)

for (const server of storeServers) {
  const onServer = (
    name: string,
    body: (store: Store, database: Database) => Promise<void>,
  ): void => {
    test(`${server.name}: ${name}`, async () => {
      const database = await server.open()
      const store = postgresStore(database, 'tester')
      try {
        await body(store, database)
      } finally {
        await store.close()
        await database.close()
      }
    })
  }
  const lease = (store: Store, id: CampaignId, limit: number, now: EpochMs = tuesday) =>
    store.lease(id, limit, now, leaseFor)
  const armOne = async (store: Store, leased: LeasedTarget | undefined): Promise<AttemptId> => {
    assert.ok(leased)
    const [attempt] = await store.arm([armRequest(leased)])
    assert.ok(attempt)
    return attempt
  }

  onServer('a campaign that leaves no voicemail may leave none', async (store, db) => {
    for (const answeringMachines of ['ignore', 'hangUp'] as const) {
      const campaign = aCampaign(answeringMachines, { answeringMachines })
      const id = await (answeringMachines === 'ignore'
        ? startCampaign(db, store, singles(1), campaign)
        : runCampaign(store, campaign))
      const [leased] = await lease(store, id, 1)
      assert.ok(leased)
      assert.deepEqual(mayLeave([leased]), [false])
      const asked = { ...armRequest(leased), mayLeaveVoicemail: true } as const
      assert.deepEqual(await store.arm([asked]), [], 'nor does asking for it help')
      await store.release([leased])
    }
  })

  onServer(
    'of a person’s two numbers one may be left a voicemail, even at once',
    async (store, db) => {
      const id = await startCampaign(db, store, twoNumbersOf(1), leaving('c1'))
      const both = await lease(store, id, 2)
      assert.equal(both.length, 2)
      const armed = await store.arm(both.map((each) => armRequest(each)))
      assert.equal(armed.length, 1)
      const [other] = await lease(store, id, 2)
      assert.ok(other)
      assert.deepEqual(
        mayLeave([other]),
        [false],
        'it is leased anew, and will hang up on a machine',
      )
      assert.equal((await store.arm([armRequest(other)])).length, 1)
    },
  )

  for (const [outcome, change, again] of [
    ['voicemailCut', { voicemail, retryAt: at(70) }, false],
    ['answeredByMachine', { retryAt: at(70) }, true],
    ['mailboxFull', { retryAt: at(70) }, true],
    ['heardPart', { voicemail, retryAt: at(70) }, false],
  ] as const) {
    onServer(`after ${outcome} the person may be left one: ${again}`, async (store, db) => {
      const id = await startCampaign(db, store, singles(1), leaving('c1'))
      const [leased] = await lease(store, id, 1)
      await store.endAttempts([ended(await armOne(store, leased), outcome, change)])
      assert.deepEqual(mayLeave(await lease(store, id, 1, at(80))), [again])
    })
  }

  onServer('a call of which nobody knows how it ended may have left one', async (store, db) => {
    const id = await startCampaign(
      db,
      store,
      twoNumbersOf(1),
      leaving('c1', { voicemailsADayMax: 9 }),
    )
    await armOne(store, (await lease(store, id, 1))[0])
    await store.recover(id, at(30))
    assert.deepEqual(mayLeave(await lease(store, id, 1, at(40))), [false])
  })

  onServer('another campaign may leave its own', async (store, db) => {
    const id = await startCampaign(db, store, singles(1), leaving('c1'))
    const first = await armOne(store, (await lease(store, id, 1))[0])
    await store.endAttempts([ended(first, 'voicemailLeft', { voicemail })])
    const other = await runCampaign(store, leaving('c2'))
    assert.deepEqual(mayLeave(await lease(store, other, 1)), [true])
  })

  for (const taken of [1, 2, 3]) {
    onServer(`with 2 voicemails a day: ${taken} calls that may leave one`, async (store, db) => {
      const campaign = leaving('c1', { voicemailsADayMax: 2 })
      const id = await startCampaign(db, store, singles(5), campaign)
      const leased = await lease(store, id, taken)
      assert.deepEqual(mayLeave(leased), [true, true, false].slice(0, taken))
      assert.equal((await store.arm(leased.map((each) => armRequest(each)))).length, taken)
      assert.deepEqual(mayLeave(await lease(store, id, 1)), [taken < 2])
    })
  }

  onServer('leased before the day was full: not armed, leased anew without', async (store, db) => {
    const id = await startCampaign(db, store, singles(2), leaving('c1', { voicemailsADayMax: 1 }))
    const [first] = await lease(store, id, 1)
    const [second] = await lease(store, id, 1)
    assert.ok(first && second)
    assert.deepEqual(mayLeave([first, second]), [true, true])
    await armOne(store, first)
    assert.deepEqual(await store.arm([armRequest(second)]), [])
    const [again] = await lease(store, id, 1)
    assert.equal(again?.target, second.target)
    assert.deepEqual(mayLeave([again]), [false])
  })

  onServer('a call that left none gives the day its voicemail back', async (store, db) => {
    const id = await startCampaign(db, store, singles(3), leaving('c1', { voicemailsADayMax: 1 }))
    const human = await armOne(store, (await lease(store, id, 1))[0])
    const [waiting] = await lease(store, id, 1)
    assert.ok(waiting)
    assert.deepEqual(mayLeave([waiting]), [false])
    await store.endAttempts([ended(human, 'heardToEnd')])
    await store.release([waiting])
    assert.deepEqual(mayLeave(await lease(store, id, 1)), [true])
  })

  onServer('the next day begins at midnight in Paris', async (store, db) => {
    const id = await startCampaign(db, store, singles(3), leaving('c1', { voicemailsADayMax: 1 }))
    const left = await armOne(store, (await lease(store, id, 1))[0])
    await store.endAttempts([ended(left, 'voicemailLeft', { voicemail })])
    const midnight = Date.UTC(2026, 4, 5, 22, 0)
    const late = await lease(store, id, 1, epochMs(midnight - 1))
    assert.deepEqual(mayLeave(late), [false])
    await store.release(late)
    assert.deepEqual(mayLeave(await lease(store, id, 1, epochMs(midnight))), [true])
  })

  onServer(
    'six dialling loops: one a person, and never more than the day has',
    async (store, db) => {
      const most = 25
      const turnsTogether = 3
      const homes = twoNumbersOf(40)
      const id = await startCampaign(db, store, homes, leaving('c1', { voicemailsADayMax: most }))
      const taken = async (): Promise<number> => {
        const { rows } = await db.pool.query(
          'select coalesce(sum(taken), 0)::int as taken from voicemail_counter',
        )
        return rows[0].taken
      }
      const seen: number[] = []
      const loop = async (own: number, turns: number, size: number): Promise<void> => {
        for (let turn = 0; turn < turns; turn += 1) {
          const leased = await lease(store, id, size)
          if (leased.length === 0) return
          const requests = leased.map((each) => armRequest(each))
          const armed = new Set(await store.arm(requests))
          seen.push(await taken())
          const ends = requests
            .filter(({ attempt }) => armed.has(attempt))
            .map(({ attempt, mayLeaveVoicemail }, place) =>
              mayLeaveVoicemail && (own + turn + place) % 3 !== 0
                ? ended(attempt, 'voicemailCut', { voicemail })
                : ended(attempt, 'answeredByMachine'),
            )
          await store.endAttempts(ends)
        }
      }
      await Promise.all([0, 1, 2, 3, 4, 5].map((own) => loop(own, turnsTogether, 3)))
      // ADR 30: near the limit calls that are up hold what they may still give back; one by one nobody does.
      await loop(6, 2 * homes.length, 1)
      assert.ok(Math.max(...seen) <= most, `at most ${most}, was ${Math.max(...seen)}`)
      const { rows } = await db.pool.query(
        `select count(*)::int as left, count(distinct c.person_id)::int as people
       from attempt a join target t on t.id = a.target_id join contact c on c.id = t.contact_id
       where a.voicemail_day is not null`,
      )
      assert.equal(rows[0].left, rows[0].people, 'one a person')
      assert.equal(rows[0].left, await taken(), 'the counter is what was left')
      assert.equal(rows[0].left, most, 'and the day is used up')
    },
  )
}

/** Who answered: kept with the end of the call, drawn evenly, judged by people, gone with the person. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AmdVerdictName, amdVerdictNames } from '../../src/base/amd.ts'
import type { AttemptId, CampaignId } from '../../src/base/ids.ts'
import { ms } from '../../src/base/units.ts'
import { measuredError } from '../../src/report/answerers.ts'
import type { Database } from '../../src/store/database.ts'
import {
  drawnMax,
  drawSample,
  labelCall,
  openCalls,
  openPerVerdictMax,
  sampleState,
  unlabelCall,
} from '../../src/store/postgres/answererSample.ts'
import { judgedVerdicts, keptAnswerers } from '../../src/store/postgres/answerers.ts'
import { erasePerson } from '../../src/store/postgres/erasure.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { personFile } from '../../src/store/postgres/personFile.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import type { Store } from '../../src/store/store.ts'
import { callsJudged, verdictOf } from '../support/answererCalls.ts'
import {
  aCampaign,
  at,
  callSome,
  ended,
  numberOf,
  runCampaign,
  singles,
  startCampaign,
} from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

interface World {
  readonly db: Database
  readonly store: Store
  readonly id: CampaignId
}

const nour = { is: 'user', user: 1, name: 'Nour', email: 'nour@exemple.example' } as const
const sacha = { is: 'user', user: 2, name: 'Sacha', email: 'sacha@exemple.example' } as const
const labelling = (
  campaign: CampaignId,
  actor: typeof nour | typeof sacha = nour,
  seconds = 100,
) => ({
  ...{ organisation: 1, campaign, actor, now: at(seconds) },
})
const times = (verdict: AmdVerdictName, count: number): readonly AmdVerdictName[] =>
  Array.from({ length: count }, () => verdict)
const all = 1000

for (const server of storeServers) {
  const inWorld = async (people: number, work: (world: World) => Promise<void>): Promise<void> => {
    const db = await server.open()
    const store = postgresStore(db, 'tester')
    try {
      // Its lines take all of them at once.
      const id = await startCampaign(db, store, singles(people))
      await work({ db, store, id })
    } finally {
      await store.close()
      await db.close()
    }
  }
  const countOf = async ({ pool }: Database, table: string): Promise<number> =>
    Number((await pool.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]?.n)

  test(`${server.name}: who answered is kept with the call's end, once, with beeps and pauses; of others nothing`, () =>
    inWorld(5, async ({ db, store, id }) => {
      const [heard, silent, late] = await callSome(store, id, 3)
      assert.ok(heard && silent && late)
      const farSigns = [
        { is: 'quiet', fromMs: ms(900) },
        { is: 'beep', fromMs: ms(1400), toMs: ms(1700), hz: 1000 },
      ] as const
      const end = ended(heard, 'notListened', {
        ...{ placedAt: at(1), farSigns, answeredBy: verdictOf('machine', { greetingMs: 1900 }) },
      })
      await store.endAttempts([end, ended(silent, 'busy')])
      await store.endAttempts([end])
      await store.recover(id, at(500))
      await store.endAttempts([ended(late, 'heardPart', { answeredBy: verdictOf('human') })])
      const { rows } = await db.pool.query('select * from answerer')
      assert.equal(rows.length, 1)
      const { lot, ...row } = rows[0]
      assert.ok(Number.isInteger(lot))
      assert.deepEqual(row, {
        ...{ attempt_id: heard, campaign_id: id, verdict: 'machine', at_ms: 820 },
        ...{ confidence: 0.9, features: { greetingMs: 1900 }, voice_track: 'Q12V30q9' },
        ...{ first_beep_ms: 1400, signs: farSigns },
      })
      assert.deepEqual(await judgedVerdicts(db, id), [{ verdict: 'machine', calls: 1, labels: {} }])
    }))

  test(`${server.name}: a sample has as many of each verdict, is the same until more are asked for, and its order tells nothing`, () =>
    inWorld(80, async ({ db, store, id }) => {
      const plan = [...times('human', 50), ...times('machine', 22), ...times('unknown', 3)]
      const judged = await callsJudged(store, id, plan)
      const draw = () => drawSample(db, labelling(id), amdVerdictNames)
      assert.equal(await draw(), 2 * openPerVerdictMax + 3)
      const first = await openCalls(db, id, all)
      const countIn = (calls: readonly { attempt: string }[], verdict: AmdVerdictName) =>
        calls.filter(({ attempt }) => judged.get(attempt as AttemptId) === verdict).length
      assert.deepEqual(
        (['human', 'machine', 'unknown', 'fax'] as const).map((verdict) => countIn(first, verdict)),
        [openPerVerdictMax, openPerVerdictMax, 3, 0],
      )
      assert.equal(await draw(), 0, 'all of them wait')
      assert.deepEqual(await openCalls(db, id, all), first)
      // Each turn has one of each verdict there is left.
      for (const from of [0, 3, 6]) {
        const turn = first.slice(from, from + 3)
        assert.equal(new Set(turn.map(({ attempt }) => judged.get(attempt as AttemptId))).size, 3)
      }
      for (const { attempt } of first.slice(0, 11)) {
        await labelCall(db, labelling(id), attempt, 'human')
      }
      // Of 11 judged 4 were people, 4 machines: 4 people more, the 2 machines left, no unknown any more.
      assert.equal(await draw(), 4 + 2)
      const second = await openCalls(db, id, all)
      assert.equal(second.length, 2 * openPerVerdictMax + 3 - 11 + 6)
      const state = await sampleState(db, id)
      assert.deepEqual([state.drawn, state.labelled, state.more], [49, 11, true])
    }))

  test(`${server.name}: what people say of a call is theirs, may be taken back, and stands in the journal`, () =>
    inWorld(4, async ({ db, store, id }) => {
      await callsJudged(store, id, ['human', 'machine'])
      await drawSample(db, labelling(id), amdVerdictNames)
      const [one, other] = await openCalls(db, id, all)
      assert.ok(one && other)
      const heard = await labelCall(db, labelling(id), one.attempt, 'fax')
      assert.deepEqual([heard.atMs, heard.confidence], [820, 0.9])
      await labelCall(db, labelling(id), one.attempt, 'machine')
      await labelCall(db, labelling(id, sacha), one.attempt, 'human')
      assert.deepEqual(
        (await db.pool.query('select labelled_by, label from answerer_label order by 1')).rows,
        [
          { labelled_by: 'user/1', label: 'machine' },
          { labelled_by: 'user/2', label: 'human' },
        ],
      )
      assert.equal(measuredError(await judgedVerdicts(db, id)).cannotTell, 1, 'they do not agree')
      await unlabelCall(db, labelling(id, sacha), one.attempt)
      await assert.rejects(unlabelCall(db, labelling(id, sacha), one.attempt), { code: 'notFound' })
      assert.equal(measuredError(await judgedVerdicts(db, id)).cannotTell, 0)
      const second = await runCampaign(store, aCampaign('c2', { controller: 'Other' }))
      await assert.rejects(labelCall(db, labelling(second), other.attempt, 'human'), {
        code: 'notFound',
      })
      const { rows } = await db.pool.query(`select what, about->>'label' as label
        from administrative_act order by id`)
      assert.deepEqual(rows, [
        { what: 'answerersDrawn', label: null },
        { what: 'answererLabelled', label: 'fax' },
        { what: 'answererLabelled', label: 'machine' },
        { what: 'answererLabelled', label: 'human' },
        { what: 'answererLabelUndone', label: null },
      ])
      assert.deepEqual((await verifyLedger(db.pool)).chains[0]?.breaks, [])
    }))

  test(`${server.name}: RGPD art. 17: what was measured of a person's voice goes with them; counts stay`, () =>
    inWorld(3, async ({ db, store, id }) => {
      await callsJudged(store, id, ['human', 'human', 'machine'])
      await drawSample(db, labelling(id), amdVerdictNames)
      for (const { attempt } of await openCalls(db, id, all)) {
        await labelCall(db, labelling(id), attempt, 'human')
      }
      // RGPD art. 15: until then they may see it.
      const seen = await personFile(db, 1, numberOf(0), at(150))
      assert.deepEqual(Object.keys(seen.calls[0]?.answerer ?? {}).sort(), ['features', 'verdict'])
      const { rows } = await erasePerson(db, 1, numberOf(0), at(200), 'asked')
      assert.equal(rows['answerer'], 1)
      const tables = ['answerer', 'answerer_sample', 'answerer_label', 'attempt']
      assert.deepEqual(await Promise.all(tables.map((table) => countOf(db, table))), [2, 2, 2, 3])
      const { calls, labelled } = measuredError(await judgedVerdicts(db, id))
      assert.deepEqual([calls, labelled], [3, 2])
      assert.deepEqual((await verifyLedger(db.pool)).chains[0]?.breaks, [])
      // With the attempts, all of it (retention).
      await db.pool.query('delete from attempt')
      assert.equal(await countOf(db, 'answerer'), 0)
    }))

  test(`${server.name}: of one campaign ${drawnMax} calls are drawn at most`, () =>
    inWorld(2, async ({ db, store, id }) => {
      await callsJudged(store, id, ['human', 'machine'])
      const room = openPerVerdictMax * amdVerdictNames.length
      const fill = `with made as (
          insert into attempt (id, campaign_id, target_id, attempt_number, lease_token, state, verdict,
            armed_at, outcome)
          select gen_random_uuid(), $1, (select min(id) from target), 9 + n, 1000 + n, 'ended', '{}', n, 'busy'
          from generate_series(1, $2::int) as n returning id)
        , kept as (
          insert into answerer (attempt_id, campaign_id, verdict, at_ms, confidence, features)
          select id, $1, 'human', 1, 1, '{}' from made returning attempt_id)
        insert into answerer_sample (attempt_id, campaign_id, turn, drawn_at, drawn_by)
        select attempt_id, $1, 1, 1, 'test' from kept`
      for (const [drawn, more] of [
        [drawnMax - room, true],
        [drawnMax - room + 1, false],
      ] as const) {
        await db.pool.query('delete from answerer_sample')
        await db.pool.query(`delete from attempt where outcome = 'busy'`)
        await db.pool.query(fill, [id, drawn])
        const asked = drawSample(db, labelling(id), amdVerdictNames)
        if (more) assert.ok((await asked) > 0)
        else await assert.rejects(asked, { code: 'wrongState' })
      }
    }))

  test(`${server.name}: everything kept of a campaign is read again, page by page`, () =>
    inWorld(4, async ({ db, store, id }) => {
      const judged = await callsJudged(store, id, ['human', 'machine', 'fax'])
      const read = await Array.fromAsync(keptAnswerers(db, id))
      assert.deepEqual(new Map(read.map(({ attempt, verdict }) => [attempt, verdict])), judged)
    }))
}

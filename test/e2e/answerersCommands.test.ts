/** `portevoix amd rescore`, as a person of the team runs it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amdLimits } from '../../src/call/amdSettings.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { callsJudged, verdictOf } from '../support/answererCalls.ts'
import { openTestDatabase, urlOf } from '../support/database.ts'
import { singles, startCampaign } from '../support/dialling.ts'
import { portevoix, type Ran } from '../support/portevoix.ts'

test('portevoix amd rescore: calls are judged again from their features, a table says what would change, nothing does', async () => {
  const database = await openTestDatabase()
  const store = postgresStore(database, 'tester')
  const env = { DATABASE_URL: urlOf(database) }
  const run = (...args: string[]): Promise<Ran> => portevoix(['amd', 'rescore', ...args], env)
  try {
    const id = await startCampaign(database, store, singles(4))
    // A beep is a machine whatever was said then.
    await callsJudged(store, id, ['human', 'human'], {
      answeredBy: verdictOf('human', { atMs: 900, beeps: 1 }),
    })
    const kept = async () =>
      (await database.pool.query('select * from answerer order by attempt_id')).rows
    const before = await kept()
    const { exitCode, json, stderr } = await run(id, '--json')
    assert.equal(exitCode, 0, stderr)
    const { calls, changed, counts, others } = json() as {
      readonly calls: number
      readonly changed: number
      readonly counts: Record<string, Record<string, number>>
      readonly others: readonly unknown[]
    }
    assert.deepEqual([calls, changed, others.length, counts['human']?.['machine']], [2, 2, 2, 2])
    const said = await run(id)
    assert.match(said.stdout, /^then \\ now +human +machine/)
    assert.match(
      said.stdout,
      /2 calls judged again; 2 verdicts would change\. Nothing was changed\.\n$/,
    )
    assert.deepEqual(await kept(), before)
    const [low, high] = amdLimits.machineConfidence
    for (const [share, code] of [
      [low - 0.001, 2],
      [low, 0],
      [high, 0],
      [high + 0.001, 2],
    ] as const) {
      assert.equal(
        (await run(id, '--machine-confidence', String(share))).exitCode,
        code,
        `${share}`,
      )
    }
    assert.equal((await run('nowhere')).exitCode, 3)
  } finally {
    await store.close()
    await database.close()
  }
})

/** kill -9 in the middle of calling: nothing acknowledged is lost, every armed attempt is accounted for. */
import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import type { CampaignId } from '../../src/base/ids.ts'
import { openDatabase } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { type Child, startChild } from '../support/child.ts'
import { aDataFolder } from '../support/dataFolder.ts'
import { at, singles, startCampaign } from '../support/dialling.ts'

const program = path.join(import.meta.dirname, '..', 'support', 'storeChild.ts')

const deaths = [
  { of: 'the app', killServer: false, afterEnds: 25 },
  { of: 'the app', killServer: false, afterEnds: 140 },
  { of: 'the app and the server', killServer: true, afterEnds: 60 },
] as const

for (const { of, killServer, afterEnds } of deaths) {
  test(`store: kill -9 of ${of} after ${afterEnds} outcomes loses none that was acknowledged`, async (context) => {
    const folder = aDataFolder(context)
    const before = await openDatabase({ dataFolder: folder })
    const { serverPid } = before
    const id = await startCampaign(before, postgresStore(before, 'tester'), singles(5000))
    const child = startChild(program, ['call', folder, id])
    await child.line(() => said(child, 'ended').length >= afterEnds)
    if (killServer && serverPid !== null) process.kill(serverPid, 'SIGKILL')
    await child.kill()
    // The server died under this pool, too; closing only gives it back.
    await before.close()
    const database = await openDatabase({ dataFolder: folder })
    try {
      await checkNothingLost(child, database, id)
    } finally {
      await database.close()
    }
  })
}

const said = (child: Child, what: string): string[] =>
  child.lines
    .filter((line) => line.startsWith(`${what} `))
    .map((line) => line.slice(what.length + 1))

async function checkNothingLost(
  child: Child,
  database: Awaited<ReturnType<typeof openDatabase>>,
  id: CampaignId,
): Promise<void> {
  const store = postgresStore(database, 'tester')
  const ids = async (sql: string): Promise<Set<string>> =>
    new Set((await database.pool.query<{ id: string }>(sql)).rows.map((row) => row.id))
  const known = await ids('select id from attempt')
  const endedInStore = await ids(`select id from attempt where state = 'ended'`)
  const suppressed = await ids('select attempt_id as id from suppression')
  assert.deepEqual(
    said(child, 'armed').filter((attempt) => !known.has(attempt)),
    [],
  )
  assert.deepEqual(
    said(child, 'ended').filter((attempt) => !endedInStore.has(attempt)),
    [],
  )
  assert.deepEqual(
    said(child, 'suppressed').filter((attempt) => !suppressed.has(attempt)),
    [],
  )
  const { unknown } = await store.recover(id, at(100))
  assert.equal(unknown, known.size - endedInStore.size)
  const counters = await store.counters(id)
  assert.equal(counters.armedNow, 0)
  assert.equal(counters.attempts, known.size)
  assert.equal(counters.remaining, counters.targets - known.size)
  assert.equal(counters.objections, suppressed.size)
  const twice = await database.pool.query(
    'select target_id from attempt group by target_id having count(*) > 1',
  )
  assert.deepEqual(twice.rows, [])
}

/** `campaign start` with several campaigns, and with a trunk that another process calls over. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import type { TrunkId } from '../../src/base/ids.ts'
import { exampleCsv } from '../../src/contacts/exampleContacts.ts'
import { openDatabase } from '../../src/store/database.ts'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { startPracticeCarrier } from '../../src/telephony/practice/carrier.ts'
import { only } from '../../src/telephony/practice/population.ts'
import { aDataFolder } from '../support/dataFolder.ts'
import { portevoix } from '../support/portevoix.ts'

const examples = path.join(import.meta.dirname, '..', '..', 'examples')
const PEOPLE = 12

test('campaign start: several campaigns of one trunk in one process, and no second process', async (t) => {
  const { run, done, dataFolder, rung } = await aTrunkOutside(t)
  const [one, two, elsewhere] = [
    await aReadyCampaign(done, 'outside'),
    await aReadyCampaign(done, 'outside'),
    await aReadyCampaign(done, 'practice'),
  ]
  const states = async (): Promise<readonly unknown[]> =>
    Promise.all([one, two].map(async (id) => (await done('campaign status', id))['state']))

  const mixed = await run('campaign start', one, elsewhere)
  assert.equal(mixed.exitCode, 2)
  assert.match(
    mixed.stderr,
    /calls over one trunk or route, .* outside and practice: start them apart/,
  )
  assert.deepEqual(await states(), ['draft', 'draft'])

  const database = await openDatabase({ dataFolder })
  const store = postgresStore(database)
  const hold = await store.holdTrunk('outside' as TrunkId)
  assert.ok(hold)
  const second = await run('campaign start', one, two)
  assert.equal(second.exitCode, 9)
  assert.match(second.stderr, /Another process is calling over the trunk "outside"/)
  assert.deepEqual(await states(), ['paused', 'paused'])
  assert.equal((await rung()).length, 0)
  await hold.release()
  await store.close()
  await database.close()

  const both = (await done('campaign start', one, two, one))['campaigns']
  assert.ok(Array.isArray(both))
  assert.deepEqual(
    both.map(({ campaign, state, fault }) => [campaign, state, fault]),
    [
      [one, 'completed', null],
      [two, 'completed', null],
    ],
  )
  for (const { counters } of both) assert.equal(counters.remaining, 0)
  const attempts = both.reduce((sum, { counters }) => sum + counters.attempts, 0)
  assert.equal((await rung()).length, attempts)
  assert.ok(attempts > PEOPLE / 2, `${attempts} calls`)
})

test('campaign start: when one campaign cannot start, none does', async (t) => {
  const { run, done } = await aTrunkOutside(t)
  const ready = await aReadyCampaign(done, 'outside')
  const silent = await aCampaign(done, 'outside')
  const refused = await run('campaign start', ready, silent)
  assert.equal(refused.exitCode, 5)
  assert.match(refused.stderr, new RegExp(`Campaign ${silent} cannot start yet`))
  assert.equal((await done('campaign status', ready))['state'], 'paused')
})

type Done = (line: string, ...args: readonly string[]) => Promise<Record<string, unknown>>

/** People, and a trunk to a practice carrier in this process; everybody declines at once. */
async function aTrunkOutside(t: TestContext) {
  const dataFolder = aDataFolder(t)
  const carrier = await startPracticeCarrier({ seed: 1, mix: only('declined') })
  t.after(() => carrier.close())
  const run = (line: string, ...args: readonly string[]) =>
    portevoix([...line.split(' '), ...args, '--json'], { PORTEVOIX_DATA: dataFolder })
  const done: Done = async (line, ...args) => {
    const ran = await run(line, ...args)
    assert.equal(ran.exitCode, 0, ran.stderr)
    return ran.json()
  }
  const people = path.join(path.dirname(dataFolder), 'people.csv')
  writeFileSync(people, exampleCsv(PEOPLE, 1))
  await done('contacts import --source', path.join(examples, 'source.json'), people)
  await done(
    `trunk add outside --kind practice --host 127.0.0.1 --port ${carrier.port}`,
    ...['--calls-per-second', '40', '--concurrent-calls', '50', '--caller-id', '+33163001234'],
  )
  return { run, done, dataFolder, rung: () => carrier.records() }
}

async function aCampaign(done: Done, trunk: string): Promise<string> {
  const created = await done(
    `campaign create --name shared --trunk ${trunk} --no-election --voice synthetic`,
    ...['--controller', 'Camille Exemple', '--caller-id', '+33163001234'],
    ...['--gate', path.join(examples, 'audio', 'gate.wav')],
    ...['--content', path.join(examples, 'audio', 'content.wav')],
  )
  return created['campaign'] as string
}

async function aReadyCampaign(done: Done, trunk: string): Promise<string> {
  const id = await aCampaign(done, trunk)
  await done('campaign approve', id, '--by', 'Nour Exemple')
  return id
}

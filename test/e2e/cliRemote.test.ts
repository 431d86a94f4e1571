/** The command line through a running server: the same commands, a key instead of a database. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { permissions } from '../../src/access/permission.ts'
import { type ApiWorld, openApiWorld } from '../support/apiWorld.ts'
import { aCampaign, aTrunk, tuesday } from '../support/dialling.ts'
import { portevoix } from '../support/portevoix.ts'

const examples = path.join(import.meta.dirname, '..', '..', 'examples')

async function settings({ url, key }: ApiWorld): Promise<Readonly<Record<string, string>>> {
  const scopes = permissions.filter((each) => each !== 'people.reveal')
  return { PORTEVOIX_SERVER: url, PORTEVOIX_API_KEY: await key(scopes) }
}

test('cli through a server: campaigns are listed, told, paused and stopped as with a database', async (t) => {
  const world = await openApiWorld(t, { calls: true })
  const env = await settings(world)
  const { store } = world
  await store.addTrunk(aTrunk)
  await store.createCampaign({ ...aCampaign('c1'), state: 'ready' }, tuesday)
  await store.createCampaign(aCampaign('d2'), tuesday)
  await store.moveCampaign(aCampaign('c1').id, 'ready', 'running', 'a test', tuesday)
  const listed = await portevoix(['campaign', 'list', '--json'], env)
  const states = JSON.parse(listed.stdout) as { campaign: string; state: string }[]
  // The engine takes over what runs, and pauses what nobody may be called for.
  assert.match(
    states
      .map(({ campaign, state }) => `${campaign} ${state}`)
      .sort()
      .join(', '),
    /^c1 (running|paused), d2 draft$/,
  )
  const status = await portevoix(['campaign', 'status', 'c'], env)
  assert.match(status.stdout, /^Campaign c1 \(c1\): \w+/, status.stderr)
  const trunks = await portevoix(['trunk', 'list'], env)
  assert.match(trunks.stdout, /practice {2}127\.0\.0\.1:5060 {2}10 calls\/s/)
  const report = await portevoix(['report', 'c1', '--json'], env)
  assert.equal((report.json()['people'] as { targets: number }).targets, 0)
  // Nobody is left to call: what is stopped then is complete.
  const stopped = await portevoix(['campaign', 'stop', 'c1', '--why', 'not needed'], env)
  assert.match(stopped.stdout, /^Campaign c1: \w+ → (stopped|completed)/, stopped.stderr)
  const nobody = await portevoix(['campaign', 'status', 'z9'], env)
  assert.deepEqual([nobody.exitCode, /There is no campaign "z9"/.test(nobody.stderr)], [3, true])
})

test('cli through a server: a file is imported with its source, and its lines to correct come back', async (t) => {
  const world = await openApiWorld(t)
  const env = await settings(world)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portevoix-cli-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const rejects = path.join(folder, 'rejects.csv')
  const source = path.join(examples, 'source.json')
  const people = path.join(examples, 'contacts.csv')
  const ran = await portevoix(
    ['contacts', 'import', people, '--source', source, '--rejects', rejects],
    env,
  )
  assert.equal(ran.exitCode, 0, ran.stderr)
  const [, read, accepted, duplicates, rejected] =
    /(\d+) lines = (\d+) accepted \+ (\d+) duplicates \+ (\d+) to correct/.exec(ran.stdout) ?? []
  assert.equal(Number(read), Number(accepted) + Number(duplicates) + Number(rejected))
  const { rows } = await world.database.pool.query('select 1 from contact')
  assert.ok(rows.length > 0)
  assert.ok(Number(rejected) === 0 || readFileSync(rejects, 'utf8').length > 0)
})

test('cli through a server: an objection is written with its receipt', async (t) => {
  const world = await openApiWorld(t)
  const env = await settings(world)
  const ran = await portevoix(['suppression', 'add', '06 39 98 12 34', '--why', 'a letter'], env)
  assert.equal(ran.exitCode, 0, ran.stderr)
  assert.match(ran.stdout, /is not called any more \(\w+\)\. Receipt for the person: S-/)
  assert.doesNotMatch(ran.stdout, /0639981234|06 39 98 12 34/)
})

test('cli through a server: what works alone only, a server that is away, and a wrong key are each one sentence', async (t) => {
  const world = await openApiWorld(t)
  const env = await settings(world)
  const alone = await portevoix(['audit', 'verify'], env)
  assert.deepEqual([alone.exitCode, /works on a database of its own/.test(alone.stderr)], [2, true])
  const away = { ...env, PORTEVOIX_SERVER: 'http://127.0.0.1:9' }
  const nobody = await portevoix(['campaign', 'list'], away)
  assert.match(nobody.stderr, /No Portevoix answers at http:\/\/127\.0\.0\.1:9 .*portevoix serve/)
  const wrong = await portevoix(['campaign', 'list'], { ...env, PORTEVOIX_API_KEY: 'pv_wrong' })
  assert.deepEqual([wrong.exitCode, /key is unknown/.test(wrong.stderr)], [12, true])
  const none = await portevoix(['campaign', 'list', '--server', world.url])
  assert.match(none.stderr, /PORTEVOIX_API_KEY/)
  const given = await portevoix(['campaign', 'list', `--server=${world.url}`], {
    PORTEVOIX_API_KEY: env['PORTEVOIX_API_KEY'] ?? '',
  })
  assert.equal(given.exitCode, 0, given.stderr)
})

/** Audience, places and replays from the command line, as a person types them. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { postgresStore } from '../../src/store/postgres/postgresStore.ts'
import { openTestDatabase, urlOf } from '../support/database.ts'
import { aCampaign, aTrunk, tuesday } from '../support/dialling.ts'
import { portevoix } from '../support/portevoix.ts'

test('command line: a table of turnout chooses communes, told in the sentences of the notice', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-audience-'))
  const database = await openTestDatabase()
  const store = postgresStore(database)
  t.after(async () => {
    await store.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  await store.addTrunk(aTrunk)
  await store.createCampaign(aCampaign('c1'), tuesday)
  const table = path.join(folder, 'turnout.csv')
  writeFileSync(table, 'INSEE;turnout\n59350;0,40\n75056;0,50\n')
  const env = { DATABASE_URL: urlOf(database) }
  const imported = await portevoix(
    ['places', 'import', table, '--name', 't22', '--source', 'M', '--date', '2022-06-19', '--json'],
    env,
  )
  assert.equal(imported.exitCode, 0, imported.stderr)
  assert.equal(imported.json()['communes'], 2)
  const set = await portevoix(
    ['audience', 'set', 'c1', '--places', 't22', '--where', 'turnout <= 45 %', '--json'],
    env,
  )
  assert.equal(set.exitCode, 0, set.stderr)
  assert.equal(set.json()['communes'], 1)
  const shown = await portevoix(['audience', 'show', 'c1'], { ...env, PORTEVOIX_LANGUAGE: 'fr' })
  assert.match(
    shown.stdout,
    /chiffre public «\s*turnout\s*» est au plus 0\.45 \(table t22, M, 2022-06-19\)/,
  )
})

test('command line: a person’s own opinion or turnout is refused before anything is opened', async () => {
  for (const where of ['opinion = 3', 'has_voted = 1', 'score > 0.5']) {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
    const ran = await portevoix(['audience', 'set', 'c1', '--places', 't', '--where', where], env)
    assert.equal(ran.exitCode, 5)
    assert.match(ran.stderr, /RGPD art\. 9; Regulation \(EU\) 2024\/900 art\. 18/)
  }
})

test('command line: a replay tells both laws side by side, writes its people and places no call', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-replay-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'people.csv')
  const ran = await portevoix([
    'replay',
    '2020',
    '--contacts',
    '600',
    '--seed',
    '3',
    '--write',
    file,
    '--json',
  ])
  assert.equal(ran.exitCode, 0, ran.stderr)
  const replayed = ran.json()
  assert.equal(replayed['people'], 600)
  assert.equal(replayed['callsPlaced'], 0)
  const rules = replayed['rules'] as readonly {
    rule: string
    itsDay: number | null
    today: number
  }[]
  const npv = rules.find(({ rule }) => rule === 'fr.ARCEP-NPV')
  assert.deepEqual([npv?.itsDay, npv?.today], [null, 600])
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  assert.equal(lines.length, 601)
  const unknown = await portevoix(['replay', '1981'])
  assert.equal(unknown.exitCode, 3)
})

/** Campaigns of before migration 0020: who chose to leave voicemails leaves them, and has the time for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { ms } from '../../src/base/units.ts'
import { voicemailTalkMs } from '../../src/campaign/answeringMachines.ts'
import { migrate, shippedMigrations } from '../../src/store/postgres/migrate.ts'
import { openTestDatabase } from '../support/database.ts'

const before = shippedMigrations().filter(({ number }) => number < 20)

/** Longest talk of a minute; the newest of two versions has a voicemail of 30 s, or none. */
const campaigns = `insert into campaign (id, organisation_id, name, controller, purpose, trunk_id, caller_id, state,
    deadline, ring_timeout_ms, max_talk_ms, menu, retry, created_at, leaves_voicemail)
  select id, 1, id, 'Liste Exemple', 'electoral', 'practice', '+33163001234', state, 0, 20000, talk, '{}', '{}', 0, leaves
  from (values ('leaves', 'draft', true, 60000), ('long', 'paused', true, 900000), ('over', 'completed', true, 60000),
    ('silent', 'ready', false, 60000), ('unrecorded', 'draft', true, 60000)) as c(id, state, leaves, talk)`
const messages = `insert into voice_message (campaign_id, version, hash, parts, versions, voice_origin, added_at)
  select c.id, v.version, 'h' || v.version, '{}',
    case when v.version = 2 and c.id <> 'unrecorded' then '{"voicemail": {"clip": "v", "durationMs": 29999.5}}'::jsonb end,
    'synthetic', 0
  from campaign c, (values (1), (2)) as v(version)`

test('migration 0020: what a campaign did with machines it does still, and its longest talk covers it', async () => {
  const server = await openTestDatabase()
  const name = `before_0020_${process.pid}`
  await server.pool.query(`create database ${name}`)
  const connection = { ...server.connection, database: name }
  try {
    await migrate(connection, before)
    const client = new pg.Client(connection)
    await client.connect()
    try {
      await client.query(
        `insert into trunk (id, kind, host, port, calls_per_second, concurrent_calls, caller_ids)
         values ('practice', 'practice', '127.0.0.1', 5060, 1, 1, '{}')`,
      )
      await client.query(campaigns)
      await client.query(messages)
      await migrate(connection)
      const { rows } = await client.query(
        'select id, answering_machines as machines, max_talk_ms as talk from campaign order by id',
      )
      const whole = voicemailTalkMs(ms(30_000))
      assert.deepEqual(rows, [
        { id: 'leaves', machines: 'leaveVoicemail', talk: whole },
        { id: 'long', machines: 'leaveVoicemail', talk: 900_000 },
        { id: 'over', machines: 'leaveVoicemail', talk: 60_000 },
        { id: 'silent', machines: 'ignore', talk: 60_000 },
        { id: 'unrecorded', machines: 'leaveVoicemail', talk: 60_000 },
      ])
    } finally {
      await client.end()
    }
  } finally {
    await server.pool.query(`drop database ${name} with (force)`)
    await server.close()
  }
})

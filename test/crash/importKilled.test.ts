/** An import that dies in the midst of it leaves no contact, no mention, no source behind. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { exampleCsv } from '../../src/contacts/exampleContacts.ts'
import type { Database } from '../../src/store/database.ts'
import { openTestDatabase, urlOf } from '../support/database.ts'
import { portevoix, startPortevoix } from '../support/portevoix.ts'

const SOURCE = path.join(import.meta.dirname, '..', '..', 'examples', 'source.json')
const POLLS_MAX = 4_000
const POLL_MS = 5

/** Where it dies → a statement it is in. */
const MOMENTS: readonly (readonly [string, string])[] = [
  ['reading', 'copy mention%'],
  ['tying numbers together', 'create temporary table met%'],
  ['making contacts', 'insert into contact %'],
  ['building indexes', 'alter table contact add primary key%'],
]

/** The server lingers in each of these statements: a quick one would end between two looks. */
const LINGER = `
create function linger_at() returns boolean language sql as $$
  select current_query() ilike any (array[${MOMENTS.map(([, like]) => `'${like}'`).join(',')}]) $$;
create function linger_row() returns trigger language plpgsql as $$
  begin if linger_at() then perform pg_sleep(0.4); end if; return null; end $$;
create function linger_definition() returns event_trigger language plpgsql as $$
  begin if linger_at() then perform pg_sleep(0.4); end if; end $$;
create trigger linger before insert on mention for each statement execute function linger_row();
create trigger linger before insert on contact for each statement execute function linger_row();
create event trigger linger on ddl_command_start execute function linger_definition();`

test('kill -9 in the midst of an import: nothing of it was ever there, and it can be done again', async (t) => {
  const db = await openTestDatabase()
  t.after(() => db.close())
  await db.pool.query(LINGER)
  const folder = mkdtempSync(path.join(tmpdir(), 'portevoix-killed-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'people.csv')
  writeFileSync(file, exampleCsv(20_000, 4))
  const args = ['contacts', 'import', file, '--source', SOURCE]
  const env = { DATABASE_URL: urlOf(db) }
  for (const [moment, statement] of MOMENTS) {
    const started = startPortevoix(args, env)
    await until(db, `query like '${statement}' and state = 'active'`, true)
    started.process.kill('SIGKILL')
    await started.exited
    await until(db, `pid <> pg_backend_pid() and state <> 'idle'`, false)
    assert.deepEqual(await countsOf(db), { contacts: 0, mentions: 0, sources: 0 }, moment)
  }
  const done = await portevoix([...args, '--json'], env)
  assert.equal(done.exitCode, 0, done.stderr)
  const { contacts, sources } = await countsOf(db)
  assert.deepEqual([contacts, sources], [done.json()['newContacts'], 1])
})

async function countsOf(db: Database): Promise<Record<string, number>> {
  const { rows } = await db.pool.query(`select (select count(*) from contact) as contacts,
    (select count(*) from mention) as mentions, (select count(*) from source) as sources`)
  return rows[0]
}

/** Waits until some backend of this database is, or no backend is any more, in such a state. */
async function until(db: Database, state: string, seen: boolean): Promise<void> {
  const sql = `select from pg_stat_activity where datname = current_database() and ${state}`
  for (let polls = 0; polls < POLLS_MAX; polls += 1) {
    const { rowCount } = await db.pool.query(sql)
    if (Boolean(rowCount) === seen) return
    await wait(POLL_MS)
  }
  assert.fail(`${seen ? 'never' : 'for ever'}: ${state}`)
}

/**
 * Isolation in PostgreSQL itself: as the wrong tenant nothing is seen of any table there is, and nothing
 * written into it. A table of a new migration is walked too; one that is nobody's is listed here, with why.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { clientConfig, type Database, openPool } from '../../src/store/database.ts'
import { asDatabaseFailure } from '../../src/store/postgres/failures.ts'
import { firstOrganisation } from '../../src/store/postgres/organisations.ts'
import { reachMax, tenantDatabase } from '../../src/store/tenant.ts'
import { everyTable, fillEveryTable, insertOf, type Table } from '../support/everyTable.ts'
import { storeServers } from '../support/storeServers.ts'

/** Tables without an owner of each row: what tenants may do there, and why that is harmless. */
const nobodys: Readonly<
  Record<string, { readonly sees?: true; readonly adds?: true; readonly why: string }>
> = {
  number_key: {
    sees: true,
    why: 'one key for all; which one it is may be seen, the key itself not',
  },
  suppression_list_key: {
    sees: true,
    adds: true,
    why: 'sealed; whoever screens needs all of them',
  },
  clip: { adds: true, why: 'sound by its hash; heard only through a message of one’s own' },
}
/** People, programs and the machine: no tenant reads them at all, the server does as the system. */
const systemOnly = [
  ...['app_user', 'recovery_code', 'user_session', 'membership', 'invitation', 'api_key'],
  ...['sign_in_failures', 'setup_token', 'migration', 'idempotent_request'],
]

const denied = '42501'
const readOnly = '25006'

/** The rows a statement reached, or the SQLSTATE it was refused with. */
async function reached(database: Database, sql: string): Promise<number | string> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    return (await client.query(sql)).rowCount ?? 0
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function filled(database: Database): Promise<readonly Table[]> {
  const tables = await everyTable(database.pool)
  await fillEveryTable(database.pool, tables)
  await database.pool.query(`insert into organisation (id, name, parent_id) overriding system value
    values (2, 'Other', null), (3, 'Child', 1)`)
  return tables
}

/** Of a table that is only ever added to. */
const raised = 'P0001'
const none = (found: number | string): boolean => [0, denied, raised].includes(found)

for (const server of storeServers) {
  test(`${server.name}: tenants: as the wrong one no row of any table is seen, changed, deleted or added`, async () => {
    const database = await server.open()
    try {
      const tables = await filled(database)
      const [own, wrong] = [tenantDatabase(database, 1), tenantDatabase(database, 2)]
      for (const table of tables) {
        const { name, columns } = table
        const column = columns.find(({ identity }) => !identity)?.name
        const rule = nobodys[name]
        const seen = await reached(wrong, `select 1 from ${name}`)
        if (name === 'organisation') assert.equal(seen, 1, 'itself')
        else assert.ok(rule?.sees ? seen === 1 : none(seen), `${name}: ${seen} rows are seen`)
        const changed = await reached(wrong, `update ${name} set "${column}" = "${column}"`)
        assert.ok(none(changed), `${name}: ${changed} rows are changed`)
        const deleted = await reached(wrong, `delete from ${name}`)
        assert.ok(none(deleted), `${name}: ${deleted} rows are deleted`)
        const added = await reached(wrong, `${insertOf(table)} on conflict do nothing`)
        assert.ok(rule?.adds ? added !== denied : added === denied, `${name}: ${added} is added`)
        const mine = await reached(own, `select 1 from ${name}`)
        const isMine = systemOnly.includes(name) ? mine === denied : none(mine) === false
        assert.ok(
          isMine || rule,
          `${name}: its own tenant sees ${mine} rows (guard_table, guard_child)`,
        )
      }
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: tenants: views show what may be seen of their tables, by the asker's rights`, async () => {
    const database = await server.open()
    try {
      await filled(database)
      const { rows } = await database.pool.query<{ name: string; invoker: boolean }>(
        `select relname as name, coalesce('security_invoker=true' = any(reloptions), false) as invoker
         from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace`,
      )
      for (const { name, invoker } of rows) {
        // Its own conditions stand in migrations/0010_access.sql, and are tested below.
        assert.ok(invoker || name === 'standing_suppression', `${name} acts as its owner`)
        const seen = await reached(tenantDatabase(database, 2), `select 1 from ${name}`)
        assert.ok(none(seen), `${name}: ${seen} rows are seen`)
      }
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: tenants: who objects to everybody is seen by all, without the number`, async () => {
    const database = await server.open()
    try {
      await database.pool.query(`insert into organisation (name) values ('Other')`)
      await database.pool.query(
        `insert into suppression (organisation_id, phone, number_hash, scope, reason, at, reference)
         select 1, '+33639980001', decode(scope, 'escape'), scope, 'asked', 1, 'S-1'
         from unnest(array['platform', 'organisation', 'controller']) as scope`,
      )
      const asked = `select scope, phone, reference from standing_suppression order by id`
      const of = async (organisation: number) =>
        (await tenantDatabase(database, organisation).pool.query(asked)).rows
      assert.deepEqual(await of(2), [{ scope: 'platform', phone: null, reference: null }])
      assert.equal((await of(1)).filter(({ phone }) => phone !== null).length, 3)
      assert.equal((await database.pool.query(asked)).rows.length, 3)
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: tenants: a roll-up reads those it names and writes nowhere`, async () => {
    const database = await server.open()
    try {
      await filled(database)
      const both = tenantDatabase(database, 1, [1, 3])
      assert.equal(await reached(both, 'select 1 from organisation'), 2)
      assert.equal(await reached(both, `delete from contact`), readOnly)
      assert.equal(await reached(tenantDatabase(database, 3), 'delete from contact'), 0)
      assert.equal(await firstOrganisation(tenantDatabase(database, 3)), 3)
      const many = Array.from({ length: reachMax }, (_, n) => n + 1)
      assert.equal(
        await reached(tenantDatabase(database, 1, many), 'select 1 from organisation'),
        3,
      )
      assert.throws(() => tenantDatabase(database, reachMax + 1, many), /at most/)
      assert.throws(() => tenantDatabase(database, 0), /numbered from 1/)
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: tenants: a connection never keeps whose it was, whatever was done with it`, async () => {
    const database = await server.open()
    try {
      await database.pool.query(`insert into organisation (name) values ('Other')`)
      const tenants = [tenantDatabase(database, 1), tenantDatabase(database, 2)]
      const whose = 'select own_organisation() as id, current_user as role'
      const asked = await Promise.all(
        Array.from({ length: 200 }, async (_, n) => {
          const { rows } = await (tenants[n % 2] as Database).pool.query(whose)
          return rows[0]?.id === (n % 2) + 1 && rows[0]?.role === 'portevoix_tenant'
        }),
      )
      assert.deepEqual(new Set(asked), new Set([true]))
      const { totalCount, options } = database.tenantPool()
      assert.ok(totalCount <= (options.max ?? 0), `${totalCount} connections`)
      for (const left of [`set portevoix.organisations to '{1,2}'`, 'set role none', 'begin']) {
        const client = await (tenants[0] as Database).pool.connect()
        await client.query(left)
        client.release()
        const all = await Promise.allSettled(
          Array.from({ length: 20 }, () => (tenants[1] as Database).pool.query(whose)),
        )
        for (const answer of all) {
          // One that was given back inside a SqlTransaction is thrown away, with an error.
          if (answer.status === 'rejected')
            assert.match(String(answer.reason), /given back without/)
          else assert.deepEqual(answer.value.rows, [{ id: 2, role: 'portevoix_tenant' }], left)
        }
      }
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: tenants: told nothing, a connection sees nothing`, async () => {
    const database = await server.open()
    try {
      const tables = await filled(database)
      const { options, ...rest } = tenantDatabase(database, 1).connection
      assert.match(String(options), /portevoix\.organisations=\{1\}/)
      const client = new pg.Client({ ...rest, options: '-c role=portevoix_tenant' })
      await client.connect()
      try {
        for (const { name } of tables) {
          const seen = await client.query(`select 1 from ${name}`).then(
            ({ rowCount }) => rowCount ?? 0,
            (error: pg.DatabaseError) => error.code ?? '',
          )
          assert.ok(none(seen) || nobodys[name]?.sees, `${name}: ${seen}`)
        }
      } finally {
        await client.end()
      }
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: tenants: the database's user need not be a superuser`, async () => {
    const database = await server.open()
    const name = `plain_${process.pid}`
    const admin = database.pool
    try {
      await admin.query(`create role ${name} login createrole password 'throw-away'`)
      await admin.query(`create database ${name} owner ${name}`)
      const { options: _, ...connection } = database.connection
      const own = clientConfig({
        ...connection,
        user: name,
        password: 'throw-away',
        database: name,
      })
      const open = (): Promise<Database> => openPool(own, null, async () => undefined)
      // From 16 on whoever did not make a role may not act as it: an administrator says so.
      const { rows } = await admin.query('show server_version_num')
      if (Number(rows[0]?.server_version_num) >= 160_000) {
        await assert.rejects(open(), (error) => {
          assert.match(String(error), /grant portevoix_tenant to this user/)
          return true
        })
        await admin.query(`grant portevoix_tenant to ${name}`)
      }
      const plain = await open()
      try {
        await plain.pool.query(`insert into organisation (name) values ('Other')`)
        const tenant = tenantDatabase(plain, 2)
        assert.equal(await firstOrganisation(tenant), 2)
        assert.equal(
          await reached(tenant, `insert into own_phone values ('+33639980001', 'x', 1)`),
          1,
        )
        assert.equal(await reached(tenant, 'select 1 from app_user'), denied)
      } finally {
        await plain.close()
      }
    } finally {
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.query(`drop role if exists ${name}`)
      await database.close()
    }
  })
}

test('tenants: what belongs to another organisation is refused in one sentence', () => {
  const error = Object.assign(new Error('new row violates row-level security policy'), {
    code: denied,
  })
  assert.match(String(asDatabaseFailure(error)), /another organisation/)
})

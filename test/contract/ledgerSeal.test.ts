/** A database that was filled before the ledger was there gets its entries once, at the first audit. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breakSentence } from '../../src/store/ledgerBreak.ts'
import { sealOlderRows } from '../../src/store/postgres/ledgerSeal.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { tuesday } from '../support/dialling.ts'
import { fillLedger } from '../support/ledgerPeople.ts'
import { storeServers } from '../support/storeServers.ts'

/** As after migrations/0004 on a database with people: rows, and no entry. */
const forget = `
alter table ledger disable trigger user; alter table ledger_opening disable trigger user;
delete from ledger_opening; delete from ledger;
alter table ledger enable trigger user; alter table ledger_opening enable trigger user;
update ledger_head set seq = 0, hash = repeat('0', 64), to_seal = true`

for (const server of storeServers) {
  test(`${server.name}: rows older than the ledger are sealed once, and from then on changes are found`, async () => {
    const database = await server.open()
    const { pool } = database
    try {
      await fillLedger(database)
      await pool.query(forget)
      assert.deepEqual(await sealOlderRows(database, tuesday), [
        { organisation: 'Portevoix', rows: 10 },
      ])
      const { chains } = await verifyLedger(pool)
      assert.deepEqual(chains[0]?.breaks, [])
      assert.equal(chains[0]?.entries, 11)
      const { rows } = await pool.query<{ kind: string; n: number }>(
        'select kind, count(*)::int as n from ledger group by kind order by kind',
      )
      assert.deepEqual(
        rows.map(({ kind, n }) => [kind, n]),
        [
          ['consentGiven', 2],
          ['consentWithdrawn', 2],
          ['imported', 1],
          ['importedBlock', 2],
          ['sealed', 1],
          ['wording', 3],
        ],
      )
      await pool.query(`insert into consent (contact_id, kind, controller, channel, at)
        select min(id), 'given', 'x', 'automate', 1 from contact`)
      await pool.query('update ledger_head set to_seal = true')
      assert.deepEqual(await sealOlderRows(database, tuesday), [])
      const [found] = (await verifyLedger(pool)).chains[0]?.breaks ?? []
      assert.match(found ? breakSentence('P', found) : '', /has no entry; it was not written by/)
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: a database made with the ledger has nothing to seal`, async () => {
    const database = await server.open()
    try {
      assert.deepEqual(await sealOlderRows(database, tuesday), [])
      assert.equal((await verifyLedger(database.pool)).chains[0]?.head, null)
    } finally {
      await database.close()
    }
  })
}

/** RGPD art. 17: a person can be forgotten, and the chain still holds and says so. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../../src/store/database.ts'
import { breakSentence } from '../../src/store/ledgerBreak.ts'
import { erasePerson } from '../../src/store/postgres/erasure.ts'
import { verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { tuesday } from '../support/dialling.ts'
import { chosen, fillLedger, numberAt } from '../support/ledgerPeople.ts'
import { storeServers } from '../support/storeServers.ts'

for (const server of storeServers) {
  test(`${server.name}: RGPD art. 17: erasing people breaks no chain, and forgets what opens their entries`, async () => {
    const database = await server.open()
    try {
      await fillLedger(database)
      await erasePerson(database, 1, chosen, tuesday, 'asked by letter')
      await erasePerson(database, 1, numberAt(7), tuesday, 'asked by letter')
      const { chains } = await verifyLedger(database.pool)
      assert.deepEqual(await sentences(database), [])
      // Two consents given and two withdrawn by hand; each erasure is an objection, which withdraws on
      // both channels. Of the row of the file nothing has an entry of its own.
      assert.equal(chains[0]?.erased, 8)
      const { rows } = await database.pool.query<{ kind: string; subject: string }>(
        `select kind, subject from ledger where kind = 'erased' and subject like 'erasure/%'`,
      )
      assert.deepEqual(rows, [
        { kind: 'erased', subject: 'erasure/1' },
        { kind: 'erased', subject: 'erasure/2' },
      ])
      const left = await database.pool.query(
        `select 1 from ledger_opening o join ledger l using (organisation_id, seq)
         where l.subject like 'consent/%' and (o.salt is not null or o.content is not null)`,
      )
      assert.equal(left.rowCount, 0)
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: RGPD art. 17: what is deleted without an erasure is found, whoever's triggers ran`, async () => {
    const database = await server.open()
    try {
      await fillLedger(database)
      await database.pool.query(`delete from mention where line = 7`)
      await database.pool.query(`delete from consent where wording_version = 'v2'`)
      const found = await sentences(database)
      assert.match(found[0] ?? '', /entry 7 .*what opens it was forgotten without an erasure/)
      assert.match(found[1] ?? '', /line 7 of source 1 was deleted without an erasure/)
      assert.equal(found.length, 2)
      // An erasure made later does not cover it.
      await erasePerson(database, 1, numberAt(8), tuesday, 'asked by letter')
      assert.equal((await sentences(database)).length, 2)
      const claimed = `update erased_mention set erasure_id = 1 where erasure_id is null;
        update erased_entry set erasure_id = 1 where erasure_id is null`
      await database.pool.query(claimed)
      assert.match((await sentences(database))[0] ?? '', /the row erasure\/1 was changed/)
    } finally {
      await database.close()
    }
  })
}

async function sentences({ pool }: Database): Promise<readonly string[]> {
  const { chains } = await verifyLedger(pool)
  return chains.flatMap(({ name, breaks }) => breaks.map((found) => breakSentence(name, found)))
}

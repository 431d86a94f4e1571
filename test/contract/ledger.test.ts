/** The ledger of an organisation is one unbroken chain, whoever writes and however many at a time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../../src/base/units.ts'
import { beforeFirst, type Link, linkHash } from '../../src/store/ledgerChain.ts'
import { appendToLedger } from '../../src/store/postgres/ledger.ts'
import { sha256 } from '../../src/store/postgres/ledgerClient.ts'
import { inSqlTransaction } from '../../src/store/postgres/sqlTransaction.ts'
import { tuesday } from '../support/dialling.ts'
import { storeServers } from '../support/storeServers.ts'

const links = `select organisation_id as organisation, seq, at, kind, subject,
  content_hash as "contentHash", previous_hash as "previousHash", hash from ledger order by seq`

for (const server of storeServers) {
  test(`${server.name}: entries appended over four connections at a time make one chain`, async () => {
    const database = await server.open()
    try {
      const append = (writer: number, turn: number): Promise<void> =>
        inSqlTransaction(database.pool, (client) =>
          appendToLedger(client, 1, [
            {
              kind: 'purged',
              at: epochMs(tuesday + turn),
              subject: `test/${writer}/${turn}`,
              content: { writer, turn },
            },
            { kind: 'purged', at: tuesday, subject: `test/${writer}/${turn}/b`, content: {} },
          ]),
        )
      await Promise.all(
        [1, 2, 3, 4].map(async (writer) => {
          for (let turn = 1; turn <= 10; turn += 1) await append(writer, turn)
        }),
      )
      const { rows } = await database.pool.query<Link>(links)
      assert.equal(rows.length, 80)
      let before = beforeFirst
      for (const link of rows) {
        assert.equal(link.seq, before.seq + 1)
        assert.equal(link.previousHash, before.hash)
        assert.equal(link.hash, linkHash(link, sha256))
        before = link
      }
    } finally {
      await database.close()
    }
  })
}

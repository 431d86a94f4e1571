/** The ledger of an organisation is one unbroken chain, whoever writes and however many at a time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMs } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import type { LedgerEntry } from '../../src/store/ledger.ts'
import { breakSentence } from '../../src/store/ledgerBreak.ts'
import { beforeFirst, type Link, linkHash } from '../../src/store/ledgerChain.ts'
import { appendToLedger } from '../../src/store/postgres/ledger.ts'
import { sha256 } from '../../src/store/postgres/ledgerClient.ts'
import {
  breaksNamedMax,
  entriesPerPage,
  verifyLedger,
} from '../../src/store/postgres/ledgerVerify.ts'
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

  test(`${server.name}: a chain is walked page by page to its last entry, which is judged like the first`, async () => {
    const database = await server.open()
    try {
      let length = 0
      for (const upTo of [entriesPerPage - 1, entriesPerPage, entriesPerPage + 1, 5_001]) {
        await appendTests(database, 1, length, upTo)
        length = upTo
        const pages: number[] = []
        const onProgress = (_: string, entries: number): number => pages.push(entries)
        const { chains } = await verifyLedger(database.pool, { onProgress })
        assert.deepEqual([chains[0]?.entries, chains[0]?.breaks], [upTo, []])
        assert.equal(pages.length, Math.ceil(upTo / entriesPerPage))
      }
      await database.pool.query(
        `update ledger_opening set content = '{"n": 0}' where seq = ${length}`,
      )
      const [broken] = (await verifyLedger(database.pool)).chains[0]?.breaks ?? []
      assert.ok(broken?.is === 'contentChanged' && broken.entry.seq === length)
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: of a chain rewritten all over, the first ${breaksNamedMax} breaks are named`, async () => {
    const database = await server.open()
    try {
      await appendTests(database, 1, 0, breaksNamedMax + 1)
      for (const count of [breaksNamedMax - 1, breaksNamedMax, breaksNamedMax + 1]) {
        await database.pool.query(
          `update ledger_opening set content = '{"n": 0}' where seq <= ${count}`,
        )
        const breaks = (await verifyLedger(database.pool)).chains[0]?.breaks ?? []
        assert.equal(breaks.length, Math.min(count, breaksNamedMax))
        assert.ok(breaks[0]?.is === 'contentChanged' && breaks[0].entry.seq === 1)
      }
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: every organisation has a chain of its own; an entry of one is none of another`, async () => {
    const database = await server.open()
    try {
      await database.pool.query("insert into organisation (name) values ('Équipe B')")
      await appendTests(database, 1, 0, 3)
      await appendTests(database, 2, 0, 2)
      const { chains } = await verifyLedger(database.pool)
      assert.deepEqual(
        chains.map(({ name, entries, breaks }) => [name, entries, breaks]),
        [
          ['Portevoix', 3, []],
          ['Équipe B', 2, []],
        ],
      )
      await database.pool.query(
        `alter table ledger disable trigger user;
         insert into ledger select 2, seq, at, kind, subject, content_hash, previous_hash, hash
         from ledger where organisation_id = 1 and seq = 3;
         insert into ledger_opening select 2, seq, salt, content from ledger_opening
         where organisation_id = 1 and seq = 3`,
      )
      const [first] = (await verifyLedger(database.pool)).chains[1]?.breaks ?? []
      assert.match(
        first ? breakSentence('Équipe B', first) : '',
        /^Organisation Équipe B, entry 3 .*: the entry itself was changed/,
      )
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: the database itself refuses to change, delete or empty the ledger`, async () => {
    const database = await server.open()
    try {
      await appendTests(database, 1, 0, 2)
      for (const change of [
        'update ledger set at = 0',
        'delete from ledger where seq = 2',
        'truncate ledger cascade',
        'delete from ledger_opening',
      ]) {
        await assert.rejects(database.pool.query(change), /the ledger is append-only/, change)
      }
      assert.deepEqual((await verifyLedger(database.pool)).chains[0]?.breaks, [])
    } finally {
      await database.close()
    }
  })

  test(`${server.name}: what a rolled back SqlTransaction appended was never there`, async () => {
    const database = await server.open()
    try {
      await appendTests(database, 1, 0, 2)
      const failing = inSqlTransaction(database.pool, async (client) => {
        await appendToLedger(client, 1, [anEntry(3)])
        throw new Error('the writer fails')
      })
      await assert.rejects(failing, /the writer fails/)
      await appendTests(database, 1, 2, 3)
      const [chain] = (await verifyLedger(database.pool)).chains
      assert.deepEqual([chain?.entries, chain?.breaks], [3, []])
    } finally {
      await database.close()
    }
  })
}

const anEntry = (n: number): LedgerEntry => ({
  ...{ kind: 'purged', at: tuesday, subject: `test/${n}`, content: { n } },
})

/** Entries `from` + 1 to `upTo`, in one call. */
const appendTests = (
  { pool }: Database,
  organisation: number,
  from: number,
  upTo: number,
): Promise<void> =>
  inSqlTransaction(pool, (client) =>
    appendToLedger(
      client,
      organisation,
      Array.from({ length: upTo - from }, (_, index) => anEntry(from + index + 1)),
    ),
  )

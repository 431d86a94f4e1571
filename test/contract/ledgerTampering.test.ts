/** Whoever changes the database by hand is found, and what they did is named. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type pg from 'pg'
import { epochMs } from '../../src/base/units.ts'
import type { Database } from '../../src/store/database.ts'
import { breakSentence } from '../../src/store/ledgerBreak.ts'
import { type Link, linkHash } from '../../src/store/ledgerChain.ts'
import { sha256 } from '../../src/store/postgres/ledgerClient.ts'
import { verifyIn, verifyLedger } from '../../src/store/postgres/ledgerVerify.ts'
import { fillLedger } from '../support/ledgerPeople.ts'
import { storeServers } from '../support/storeServers.ts'

interface Tampering {
  readonly what: string
  /** Entries by their number: wording 1, source 2, blocks 3 and 4, consent 5, wording 6, consent 7 … */
  readonly sql: string
  /** The first sentence; later ones may follow from it. */
  readonly named: RegExp
}

const tamperings: readonly Tampering[] = [
  {
    what: 'a consent changed',
    sql: `update consent set slots = '[]' where proof->>'reference' = 'form 12' and kind = 'given'
      and wording_version = 'v2'`,
    named:
      /^Organisation Portevoix, entry 7 \(consent given, 5 May 2026 10:00\): the row consent\/\d+\/\d+ was changed\.$/,
  },
  {
    what: 'a consent carried over to another number',
    sql: `update contact set phone = '+33639989999' where phone = '+33639989000'`,
    named: /entry 5 \(consent given.*the row consent\/\d+\/\d+ was changed/,
  },
  {
    what: 'a consent removed without a trace',
    sql: `delete from consent where wording_version = 'v2'`,
    named: /entry 7 \(consent given.*the row consent\/\d+\/\d+ was removed/,
  },
  {
    what: 'a consent inserted by hand',
    sql: `insert into consent (contact_id, kind, controller, channel, at)
      select id, 'given', 'x', 'automate', 1 from contact where phone = '+33639980001'`,
    named: /: the row consent\/\d+\/\d+ has no entry; it was not written by Portevoix/,
  },
  {
    what: 'a row of a file changed',
    sql: `update mention set consent_at = consent_at + 1 where line = 1150`,
    named:
      /entry 4 \(lines of an imported file.*the block of lines 1,001 to 2,000 of source 1 was changed/,
  },
  {
    what: 'a row of a file removed without a trace',
    sql: 'delete from mention where line = 7',
    named: /entry 3 .*the block of lines 1 to 1,000 of source 1 was changed/,
  },
  {
    what: 'a row added to a file, beyond its last line',
    sql: `insert into mention (source_id, line, part, parts, phone, shared_line)
      values (1, 3500, 0, 1, '+33639980001', false)`,
    named: /: the block of lines 3,001 to 4,000 of source 1 has no entry/,
  },
  {
    what: 'two rows of a file exchanged',
    sql: `update mention set phone = case phone when '+33639980003' then '+33639980004'
      else '+33639980003' end where phone in ('+33639980003', '+33639980004')`,
    named: /entry 3 .*lines 1 to 1,000 of source 1 was changed/,
  },
  {
    what: 'the slots of a file changed',
    sql: `update slot_set set slots = '[]'`,
    named: /entry 2 \(file imported.*the row source\/1 was changed/,
  },
  {
    what: 'the text of a wording changed, with its hash',
    sql: `update wording set text = 'Oui, toujours.',
      hash = encode(sha256(convert_to('Oui, toujours.', 'UTF8')), 'hex') where version = '2026-1'`,
    named: /entry 1 \(wording, .*the wording [0-9a-f]{12}… was removed/,
  },
  {
    what: 'the end of a wording changed',
    sql: 'update wording_expiry set expires_at = null',
    named: /entry 10 \(wording, .*the row wordingExpiry\/1 was changed/,
  },
  {
    what: 'an entry changed',
    sql: `update ledger set subject = 'consent/1/99' where seq = 7`,
    named: /entry 7 .*: the entry itself was changed/,
  },
  {
    what: 'an entry that speaks of nothing there can be',
    sql: `update ledger set subject = 'consent/99999999999999999999/x' where seq = 7`,
    named: /entry 7 .*: the entry itself was changed/,
  },
  {
    what: 'an entry removed',
    sql: `delete from ledger_opening where seq = 7; delete from ledger where seq = 7`,
    named: /^Organisation Portevoix, entry 7 was removed\.$/,
  },
  {
    what: 'an entry removed and the rest moved up',
    sql: `delete from ledger_opening where seq = 7; delete from ledger where seq = 7;
      update ledger set seq = seq - 1 where seq > 7`,
    named: /entry 7 .*it was moved; it was written as entry 8/,
  },
  {
    what: 'two entries exchanged',
    sql: `update ledger set seq = 1000 where seq = 7; update ledger set seq = 7 where seq = 5;
      update ledger set seq = 5 where seq = 1000`,
    named: /entry 5 .*it was moved; it was written as entry 7/,
  },
  {
    what: 'the contents of two entries exchanged',
    sql: `update ledger l set content_hash = o.content_hash from ledger o
      where (l.seq, o.seq) in ((5, 7), (7, 5))`,
    named: /entry 5 .*: the entry itself was changed/,
  },
  {
    what: 'what opens an entry exchanged',
    sql: `update ledger_opening l set salt = o.salt from ledger_opening o
      where (l.seq, o.seq) in ((5, 7), (7, 5))`,
    named: /entry 5 .*the row consent\/\d+\/\d+ was changed/,
  },
  {
    what: 'what opens an entry forgotten',
    sql: 'update ledger_opening set salt = null where seq = 7',
    named: /entry 7 .*what opens it was forgotten without an erasure/,
  },
  {
    what: 'what opens an entry removed',
    sql: 'delete from ledger_opening where seq = 7',
    named: /entry 7 .*what opens it \(salt and content\) was removed/,
  },
  {
    what: 'the last entries removed',
    sql: 'delete from ledger_opening where seq > 8; delete from ledger where seq > 8',
    named: /entries 9 to 10 were removed from the end of the chain/,
  },
  {
    what: 'the head changed',
    sql: `update ledger_head set hash = repeat('a', 64)`,
    named: /the head of the chain is not its last entry/,
  },
]

for (const server of storeServers) {
  test(`${server.name}: every tampering is found, and the first broken link named`, async (t) => {
    const database = await server.open()
    try {
      await fillLedger(database)
      const sound = await verifyLedger(database.pool)
      assert.deepEqual(sound.chains[0]?.breaks, [])
      assert.equal(sound.chains[0]?.entries, 10)
      const head = sound.chains[0]?.head?.hash as string
      for (const { what, sql, named } of tamperings) {
        await t.test(`${server.name}: ${what}`, async () => {
          const [first] = await afterTampering(database, sql)
          assert.match(first ?? 'nothing was found', named)
        })
      }
      await t.test(
        `${server.name}: a chain cut at its end, its head too, is found by a head kept elsewhere`,
        async () => {
          const cut = `delete from ledger_opening where seq > 7; delete from ledger where seq > 7;
          delete from consent where kind = 'withdrawn'; delete from wording_expiry;
          update ledger_head set seq = 7, hash = (select hash from ledger where seq = 7)`
          assert.deepEqual(await afterTampering(database, cut), [])
          const [found] = await afterTampering(database, cut, head)
          assert.match(found ?? '', /^The head [0-9a-f]{64} is in no chain: one was cut/)
        },
      )
      await t.test(
        `${server.name}: a tail rewritten with right hashes is found by a head kept elsewhere`,
        async () => {
          const rewritten = async (client: pg.PoolClient): Promise<void> => rewriteFrom(client, 8)
          assert.deepEqual(await afterTampering(database, rewritten), [])
          assert.match((await afterTampering(database, rewritten, head))[0] ?? '', /is in no chain/)
        },
      )
      assert.deepEqual((await verifyLedger(database.pool, { heads: [head] })).headsUnknown, [])
    } finally {
      await database.close()
    }
  })
}

/** The sentences of a verification after `tamper`, which is undone. Its triggers are off: a master's hand. */
async function afterTampering(
  { pool }: Database,
  tamper: string | ((client: pg.PoolClient) => Promise<void>),
  head?: string,
): Promise<readonly string[]> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const table of ['ledger', 'ledger_opening', 'mention', 'consent', 'contact']) {
      await client.query(`alter table ${table} disable trigger user`)
    }
    await (typeof tamper === 'string' ? client.query(tamper) : tamper(client))
    const { chains, headsUnknown } = await verifyIn(client, head ? { heads: [head] } : {})
    return [
      ...headsUnknown.map((hash) => breakSentence('', { is: 'headUnknown', hash })),
      ...chains.flatMap(({ name, breaks }) => breaks.map((found) => breakSentence(name, found))),
    ]
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** What a master of the database can do: another instant in entry `seq`, and every later hash anew. */
async function rewriteFrom(client: pg.PoolClient, seq: number): Promise<void> {
  const { rows } = await client.query<Link>(
    `select organisation_id as organisation, seq, at, kind, subject, content_hash as "contentHash",
       previous_hash as "previousHash", hash from ledger where seq >= $1 order by seq`,
    [seq],
  )
  let previousHash = rows[0]?.previousHash as string
  for (const row of rows) {
    const { hash: _, ...link } = { ...row, at: epochMs(row.at + 1), previousHash }
    const hash = linkHash(link, sha256)
    const written = [link.seq, link.at, previousHash, hash]
    await client.query(
      'update ledger set at = $2, previous_hash = $3, hash = $4 where seq = $1',
      written,
    )
    previousHash = hash
  }
  await client.query('update ledger_head set hash = $1', [previousHash])
}

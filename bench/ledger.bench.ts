/**
 * The ledger: entries appended one SqlTransaction each (as key 9 does) and in bulk, then every chain
 * walked and every row read again. For scale: SHA-256 of as many entries, in this process alone.
 * Run: node bench/ledger.bench.ts [entries, default 100000]
 */
import { steadyNow } from '../src/base/clock.ts'
import { epochMs } from '../src/base/units.ts'
import { openDatabase } from '../src/store/database.ts'
import type { LedgerEntry } from '../src/store/ledger.ts'
import { beforeFirst, chainAfter, contentHash } from '../src/store/ledgerChain.ts'
import { appendToLedger } from '../src/store/postgres/ledger.ts'
import { sha256 } from '../src/store/postgres/ledgerClient.ts'
import { verifyLedger } from '../src/store/postgres/ledgerVerify.ts'
import { inSqlTransaction } from '../src/store/postgres/sqlTransaction.ts'

const entries = Number(process.argv[2] ?? 100_000)
const single = 500
const verifySecondsMax = 30
const growthMegabytesMax = 150
const at = epochMs(Date.UTC(2026, 5, 30))

const db = await openDatabase({ temporary: true })
try {
  await db.pool.query(
    `insert into contact (organisation_id, phone, person_id, household_id, created_at)
     select 1, '+33' || (639980000 + n), n, n, 1 from generate_series(1, 1000) n`,
  )
  const { rows } = await db.pool.query<{ subject: string }>(
    `insert into consent (contact_id, kind, controller, channel, at, slots, wording_version)
     select 1 + n % 1000, 'given', 'Liste Exemple', 'automate', n,
       '[{"days":[2],"from":"18:00","to":"20:00"}]', '2026-1' from generate_series(1, $1::int) n
     returning 'consent/' || contact_id || '/' || id as subject`,
    [entries],
  )
  const all = rows.map(
    ({ subject }): LedgerEntry => ({ kind: 'consentGiven', at, subject, content: {} }),
  )
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const started = steadyNow()
    await work()
    return (steadyNow() - started) / 1000
  }
  const one = await timed(async () => {
    for (const entry of all.slice(0, single)) {
      await inSqlTransaction(db.pool, (client) => appendToLedger(client, 1, [entry]))
    }
  })
  const bulk = await timed(() =>
    inSqlTransaction(db.pool, (client) => appendToLedger(client, 1, all.slice(single)), {
      fewRows: false,
    }),
  )
  let breaks = 0
  const before = process.memoryUsage().rss
  const verify = await timed(async () => {
    const { chains } = await verifyLedger(db.pool)
    breaks = chains[0]?.breaks.length ?? 0
  })
  const growth = Math.round((process.memoryUsage().rss - before) / 1e6)
  const hashing = await timed(async () => {
    const bare = all.map((entry) => ({ ...entry, contentHash: contentHash('00', entry, sha256) }))
    chainAfter(1, beforeFirst, bare, sha256)
  })
  const line = (count: number, seconds: number) => ({
    entries: count,
    seconds: Number(seconds.toFixed(2)),
    'entries/s': Math.round(count / seconds),
  })
  console.table({
    'appended one by one': line(single, one),
    'appended in bulk': line(entries - single, bulk),
    verified: line(entries, verify),
    'SHA-256 alone': line(entries, hashing),
  })
  console.log(`${breaks} breaks; ${growth} MB more resident after verifying`)
  if (breaks > 0 || verify > verifySecondsMax || growth > growthMegabytesMax) {
    process.exitCode = 1
  }
} finally {
  await db.close()
}

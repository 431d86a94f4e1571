/**
 * Who of millions of contacts may be called: the whole rule set against the consent ledger and a
 * suppression table half as long, in an embedded PostgreSQL. The numbers are synthetic, over real
 * prefixes (only 60,000 numbers of fiction exist), and nothing here can dial them: no trunk, no socket.
 * In the same run, for scale: the naive way, the dialler's own questions and one `decide` for each
 * contact, measured on a sample and multiplied.
 * Run: node bench/screening.bench.ts [contacts, default 600000] [threads, default 2]
 */
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { steadyNow } from '../src/base/clock.ts'
import type { CampaignId } from '../src/base/ids.ts'
import { epochMs, hours } from '../src/base/units.ts'
import { decide } from '../src/law/decide.ts'
import { factsOf as callFactsOf } from '../src/runner/factsOf.ts'
import { screenCampaign } from '../src/screening/screenCampaign.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { dropIndexesForMost, makeIndexes } from '../src/store/postgres/contactIndexes.ts'
import { factsOf } from '../src/store/postgres/leasedFacts.ts'
import { padsInUse } from '../src/store/postgres/listKeys.ts'
import { postgresStore } from '../src/store/postgres/postgresStore.ts'
import { inSqlTransaction } from '../src/store/postgres/sqlTransaction.ts'
import { aCampaign, practiceTrunk, shownNumber, tuesdayTen } from '../test/support/aCampaign.ts'

const contacts = Number(process.argv[2] ?? 600_000)
const threads = Number(process.argv[3] ?? 2)
const sample = 2_000
const fullSize = 6_000_000
const secondsMax = 180
const residentMegabytesMax = 1_000
/** Linux. */
const clockTicksPerSecond = 100

const trunk = { ...practiceTrunk, kind: 'real' as const }
const campaign = aCampaign({
  id: 'bench' as CampaignId,
  trunk: trunk.id,
  purpose: 'electoral',
  election: {
    name: 'présidentielle 2027',
    kind: 'presidential',
    status: 'announced',
    rounds: [{ pollDate: '2027-04-18' }],
  },
  state: 'draft',
  deadline: epochMs(tuesdayTen + hours(24 * 90)),
  practiceStart: null,
  message: null,
})
const day = 86_400_000

/** Numbers, communes and answers by the row's own number: the same in every run. */
const fill: readonly string[] = [
  `insert into source (organisation_id, kind, holder, collected_from, collected_to, controller, channel,
     file_name, file_sha256, import_sha256, imported_at)
   select 1, 'ownForm', 'bench', '2026-01-01', '2026-12-31', '${campaign.controller}', 'automate',
     'bench.csv', '', '', 0`,
  `insert into slot_set select 1, n, jsonb_build_array(jsonb_build_object('days', case n % 5
       when 0 then '[1,2,3,4,5]'::jsonb when 1 then '[2]' when 2 then '[2,4]' when 3 then '[3]'
       else '[1,2,3,4,5,6]' end, 'from', lpad((9 + n % 8)::text, 2, '0') || ':00', 'to', '20:00'))
   from generate_series(0, 399) as n`,
  `insert into contact (id, organisation_id, phone, person_id, household_id, commune, insee,
     territory, created_at) overriding system value
   select n, 1, case
       when n % 40 = 0 then '+262692' || lpad((n / 40)::text, 6, '0')
       when n % 41 = 0 then '+596596' || lpad((n / 41)::text, 6, '0')
       when n % 3 = 0 then '+331' || lpad((40000000 + n)::text, 8, '0')
       else '+336' || lpad((10000000 + n)::text, 8, '0') end,
     case when n % 10 = 0 then n - 1 else n end, case when n % 10 = 0 then n - 1 else n end,
     'Commune', case when n % 50 = 0 then null when n % 40 = 0 then '97411' when n % 41 = 0
       then '97209' else lpad((1 + n % 19)::text, 2, '0') || lpad((1 + n % 300)::text, 3, '0') end,
     case when n % 50 = 0 then null when n % 40 = 0 then 'RE' when n % 41 = 0 then 'MQ' else 'FR' end,
     0
   from generate_series(1, ${contacts}) as n`,
  `insert into mention (source_id, line, part, parts, phone, shared_line, consent_at, slot_n)
   select 1, id, 0, 1, phone, false, case when id % 6 = 0 then null
     else ${tuesdayTen - 200 * day} + id % 1000000 end, id % 400 from contact`,
  `insert into consent (contact_id, kind, controller, channel, at)
   select id, 'withdrawn', '${campaign.controller}', 'automate', ${tuesdayTen - day}
   from contact where id % 60 = 1`,
]
/** One entry in fifty is of somebody in the file. */
const suppress = `insert into suppression (organisation_id, phone, scope, controller, reason, at, number_hash)
  select 1, null, (array['organisation', 'controller', 'platform'])[1 + n % 3],
    case when n % 3 = 1 then '${campaign.controller}' end, 'bench', 0,
    number_hash(coalesce(c.phone, '+337' || lpad(n::text, 8, '0')), $1, $2)
  from generate_series(1, ${Math.floor(contacts / 2)}) as n
  left join contact c on n % 50 = 0 and c.id = n * 2 - 1`

async function main(): Promise<void> {
  const started = steadyNow()
  const database = await openDatabase({ temporary: true })
  try {
    const store = postgresStore(database)
    await store.addTrunk({ ...trunk, callerIds: [shownNumber] })
    await store.createCampaign(campaign, tuesdayTen)
    await fillTables(database)
    console.log(`filled in ${seconds(started).toFixed(1)} s`)
    const naive = await naiveWay(database)
    const begun = steadyNow()
    const cpuBefore = cpuSeconds(database.serverPid)
    const screening = await screenCampaign({
      ...{ database, store, campaign, trunk, now: tuesdayTen, workers: threads },
      onProgress: ({ people, rowsPerSecond, share, leftMs }) =>
        process.stderr.write(
          `\r${Math.floor(share * 100)} % · ${people} · ${Math.round(rowsPerSecond)}/s · ${Math.ceil(leftMs / 1000)} s left  `,
        ),
    })
    const took = seconds(begun)
    process.stderr.write('\n')
    // Backends that have ended are counted with the server.
    await pause(1000)
    const [own, server] = cpuSeconds(database.serverPid).map((cpu, n) => cpu - (cpuBefore[n] ?? 0))
    const peak = peakMegabytes()
    if (screening.people !== (await count(database))) throw new Error('sums do not close')
    console.table({
      screening: figures(screening.people, took),
      [`naive, ${sample} measured`]: figures(sample, naive),
      [`naive, ${contacts} reckoned`]: figures(contacts, (naive * contacts) / sample),
    })
    console.log(`processor: ${own?.toFixed(1)} s here, ${server?.toFixed(1)} s in the server`)
    console.log(JSON.stringify(screening.kinds))
    console.log(JSON.stringify(screening.byRule))
    console.log(`peak resident memory of this process: ${peak} MB (limit ${residentMegabytesMax})`)
    console.log(
      `${took.toFixed(1)} s for ${contacts} contacts (limit ${secondsMax} s for 6,000,000)`,
    )
    const limit = (secondsMax * contacts) / fullSize
    if (contacts >= fullSize && (took > limit || peak > residentMegabytesMax)) process.exitCode = 1
    await store.close()
  } finally {
    await database.close()
  }
}

async function fillTables({ pool, numberKey }: Database): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('drop index suppression_number')
    await dropIndexesForMost(client, contacts, 1)
    for (const sql of fill) await client.query(sql)
    await makeIndexes(client)
    await client.query(suppress, [numberKey.innerPad, numberKey.outerPad])
    await client.query('create index suppression_number on suppression (number_hash)')
    await client.query('commit')
    await client.query('vacuum analyze')
  } finally {
    client.release()
  }
}

/** As leasing does it, one contact at a time: three questions, then one decision. */
function naiveWay(database: Database): Promise<number> {
  return inSqlTransaction(database.pool, async (client) => {
    const rows = await sampleOf(client)
    const pads = await padsInUse(client, database)
    const { id, controller, organisation } = campaign
    const asked = { id, controller, organisation: Number(organisation), practice: false }
    const begun = steadyNow()
    for (const row of rows) {
      const facts = await factsOf(client, { campaign: asked, pads }, [row], tuesdayTen)
      for (const target of facts) decide(callFactsOf(target, campaign, trunk, tuesdayTen))
    }
    return seconds(begun)
  })
}

async function sampleOf(client: pg.PoolClient) {
  const { rows } = await client.query(
    `select id as contact, id::text as target, '1' as token, 0 as attempts, phone,
       person_id as person, household_id as household, insee, territory
     from contact where id % $1 = 0 order by id limit $2`,
    [Math.max(1, Math.floor(contacts / sample)), sample],
  )
  return rows
}

async function count({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from contact')
  return rows[0]?.n ?? 0
}

const seconds = (since: number): number => (steadyNow() - since) / 1000

const figures = (rows: number, took: number): Record<string, number> => ({
  contacts: rows,
  seconds: Number(took.toFixed(2)),
  'contacts/s': Math.round(rows / took),
})

/** Of this process with its threads, and of the server with its ended backends. */
function cpuSeconds(serverPid: number | null): readonly number[] {
  const { user, system } = process.cpuUsage()
  const stat = serverPid === null ? '' : readFileSync(`/proc/${serverPid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15).map(Number)
  return [(user + system) / 1e6, (utime + stime + cutime + cstime) / clockTicksPerSecond]
}

/** VmHWM: the highest resident set since the process began, all threads; the database is another process. */
function peakMegabytes(): number {
  const status = readFileSync('/proc/self/status', 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)
}

await main()

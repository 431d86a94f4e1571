/**
 * The API and the live page while the engine calls: targets loaded with COPY, a practice campaign at 50
 * calls/s to a far end in a process of its own (bench/farEnd: everybody answers and listens), watchers on the
 * event stream. Prints how late the live page is told (p50/p95/p99), and how long reads and writes take (p50/p99).
 * `npm run bench -- web [TARGETS] [SECONDS] [WATCHERS]`
 */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { from as copyFrom } from 'pg-copy-streams'
import { realClock, steadyNow } from '../src/base/clock.ts'
import type { CampaignId } from '../src/base/ids.ts'
import { ms } from '../src/base/units.ts'
import type { Desk } from '../src/http/desk.ts'
import { openServices } from '../src/http/openServices.ts'
import { openServer } from '../src/http/server.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { postgresAccessStore } from '../src/store/postgres/access.ts'
import { postgresStore } from '../src/store/postgres/postgresStore.ts'
import {
  addExamplePeople,
  addPracticeTrunk,
  aPracticeCampaign,
  eventually,
} from '../test/support/practiceCampaign.ts'
import { startFarEnd } from './farEnd/operation.ts'
import { firstOwner } from './firstOwner.ts'
import type { VisitorsStart, VisitorsWaited } from './webVisitors.ts'

const targets = Number(process.argv[2] ?? 6_000_000)
const seconds = Number(process.argv[3] ?? 120)
const watchers = Number(process.argv[4] ?? 20)
/** Of fiction, whom the practice carrier rings; the others are loaded and wait. */
const rung = 20_000
const callsPerSecond = 50
const sipPort = 15_700
const pressAtMs = 5000

const folder = mkdtempSync('/tmp/portevoix-bench-')
chmodSync(folder, 0o711)
const database = await openDatabase({ dataFolder: path.join(folder, 'data') })
const store = postgresStore(database, 'bench')
const access = postgresAccessStore(database)
const log = (line: string): void => console.error(line)
const opened = await openServices({
  ...{ system: database, store, access, log, clock: realClock, filesFolder: folder },
  calling: { media: 'native', version: 'bench' },
})
try {
  const { url, close } = await serve()
  const farEnd = await startFarEnd(sipPort, pressAtMs)
  try {
    await bench(url)
  } finally {
    await close()
    farEnd.send('end')
  }
} finally {
  await opened.close()
  await store.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
}

async function serve(): Promise<{ url: string; close: () => Promise<void> }> {
  const desk: Desk = {
    ...{ database, store, clock: realClock, organisation: 1, cookies: { secure: false } },
    codes: { ask: () => undefined, close: async () => undefined },
    ...{ practice: true, practicePhone: null, answerEvery: ms(5) },
  }
  const { services, tenant } = opened
  const server = await openServer({
    ...{ desk, trustProxy: [], log },
    api: { services, clock: realClock, tenant },
  })
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

async function bench(url: string): Promise<void> {
  const loadedAt = steadyNow()
  await addExamplePeople(database, rung, folder)
  await addPracticeTrunk(store, { callsPerSecond, concurrentCalls: 2000, port: sipPort })
  const campaign = await aPracticeCampaign(database, 'Bench')
  await store.chooseTargets(campaign, null, realClock.epoch())
  const loaded = await load(database, campaign, targets - (await store.counters(campaign)).targets)
  console.log(`${loaded} more targets loaded in ${((steadyNow() - loadedAt) / 1000).toFixed(0)} s`)

  const session = await firstOwner(url, access)
  await opened.services.engine?.start(campaign, 'bench')
  await eventually('calls are up', async () => (await store.counters(campaign)).attempts > 100)
  const loop = monitorEventLoopDelay({ resolution: 1 })
  const collected: number[] = []
  const collections = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collected.push(duration)
  })
  let before = 0
  let spentBefore = process.threadCpuUsage()
  const waited = await visitors({ url, session, campaign, watchers, seconds }, async () => {
    loop.enable()
    collections.observe({ entryTypes: ['gc'] })
    spentBefore = process.threadCpuUsage()
    before = (await store.counters(campaign)).attempts
  })
  const spent = process.threadCpuUsage(spentBefore)
  const attempts = (await store.counters(campaign)).attempts - before
  const reads = [...waited.reads.values()].flat()
  console.table([
    row('live page: age of its figures', waited.late),
    row('API reads', reads),
    row('API writes', waited.writes),
    ...[...waited.reads].map(([name, each]) => row(`read: ${name}`, each)),
  ])
  const core = (spent.user + spent.system) / 1e4 / seconds
  console.log(
    `${(attempts / seconds).toFixed(1)} calls/s, ${watchers} watchers, ${targets} targets; the server's thread took ` +
      `${core.toFixed(0)} % of a core, its event loop was late by ${(loop.percentile(99) / 1e6).toFixed(1)} ms at p99, ${(loop.max / 1e6).toFixed(0)} ms at most ` +
      `(its longest collection took ${Math.max(0, ...collected).toFixed(0)} ms, all ${collected.length} of them ${(collected.reduce((sum, each) => sum + each, 0) / 10 / seconds).toFixed(1)} % of the time)`,
  )
  for (const [what, times] of waited.refused)
    console.log(`not answered with success: ${what}, ${times} times`)
}

/**
 * People with numbers that nobody can have (too long), behind those who are rung: the table and its
 * indexes are as large as those of a real campaign.
 */
async function load({ pool }: Database, campaign: CampaignId, count: number): Promise<number> {
  if (count <= 0) return 0
  const now = realClock.epoch()
  await pool.query(
    `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
     select 1, '+3300' || (1000000000 + n), 1000000000 + n, 1000000000 + n / 2,
       lpad((1 + n % 95)::text, 2, '0') || '001', $2 from generate_series(1, $1::int) as n`,
    [count, now],
  )
  const client = await pool.connect()
  try {
    const chosen = client.query(copyFrom('copy target (campaign_id, contact_id) from stdin'))
    const { rows } = await pool.query<{ first: number }>(
      `select min(id) as first from contact where phone like '+3300%'`,
    )
    await pipeline(Readable.from(lines(campaign, rows[0]?.first ?? 0, count)), chosen)
    await client.query(
      `update campaign_counter set targets = targets + $2, remaining = remaining + $2,
       last_target = (select max(id) from target) where campaign_id = $1`,
      [campaign, count],
    )
    await client.query(
      `insert into area_counter as k (campaign_id, area, targets)
       select $1, area_of(insee, territory), count(*) from contact where phone like '+3300%' group by 2
       on conflict (campaign_id, area) do update set targets = k.targets + excluded.targets`,
      [campaign],
    )
    // A campaign is loaded before it calls: what the server puts in order after a load is over by then.
    await client.query('vacuum (analyze)')
    await client.query('checkpoint')
  } finally {
    client.release()
  }
  return count
}

function* lines(campaign: CampaignId, first: number, count: number): Generator<string> {
  let text = ''
  for (let n = 0; n < count; n += 1) {
    text += `${campaign}\t${first + n}\n`
    if (text.length > 65_536) {
      yield text
      text = ''
    }
  }
  yield text
}

/** They come in a thread of their own. `counts`: called when they have warmed the server up. */
function visitors(start: VisitorsStart, counts: () => Promise<void>): Promise<VisitorsWaited> {
  const worker = new Worker(new URL('./webVisitors.ts', import.meta.url), { workerData: start })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: VisitorsWaited | 'counting') => {
      if (message === 'counting') counts().catch(reject)
      else resolve(message)
    })
    worker.once('error', reject)
  })
}

function row(what: string, values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = (share: number): string => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
    return value === undefined ? '–' : `${value.toFixed(1)} ms`
  }
  return { what, count: values.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99) }
}

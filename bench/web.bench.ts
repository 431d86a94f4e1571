/**
 * The API and the live page while the engine calls: targets loaded with COPY, a practice campaign at 50
 * calls/s, watchers on the event stream. Prints how late the live page is told (p50/p95/p99), and how
 * long reads and writes take (p50/p99).
 * `npm run bench -- web [TARGETS] [SECONDS] [WATCHERS]`
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
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
} from '../test/support/engineWorld.ts'

const targets = Number(process.argv[2] ?? 6_000_000)
const seconds = Number(process.argv[3] ?? 60)
const watchers = Number(process.argv[4] ?? 20)
/** Of fiction, whom the practice carrier rings; the others are loaded and wait. */
const rung = 20_000
const callsPerSecond = 50
const owner = {
  ...{ name: 'Nour Exemple', email: 'nour@exemple.fr', password: 'quatre mots sans rapport 9' },
  ...{ organisationName: 'Bench', language: 'fr' },
}

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
  try {
    await bench(url)
  } finally {
    await close()
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
  await addPracticeTrunk(store, { callsPerSecond, concurrentCalls: 2000 })
  const campaign = await aPracticeCampaign(database, 'Bench')
  await store.chooseTargets(campaign, null, realClock.epoch())
  const loaded = await load(database, campaign, targets - (await store.counters(campaign)).targets)
  console.log(`${loaded} more targets loaded in ${((steadyNow() - loadedAt) / 1000).toFixed(0)} s`)

  const session = await signIn(url)
  await opened.services.engine?.start(campaign, 'bench')
  const live = `${url}/api/v1/organisations/1/campaigns/${campaign}/live`
  await eventually('calls are up', async () => (await store.counters(campaign)).attempts > 100)
  const late: number[] = []
  const streams = Array.from({ length: watchers }, () => watch(url, session, late))
  await timed(live, session, 'GET')
  late.length = 0
  const before = (await store.counters(campaign)).attempts
  const { reads, writes } = await ask({ url, live, session, campaign })
  const attempts = (await store.counters(campaign)).attempts - before
  for (const stop of streams) stop()
  console.table([
    row('live page: age of its figures', late),
    row('API reads', reads),
    row('API writes', writes),
  ])
  console.log(
    `${(attempts / seconds).toFixed(1)} calls/s, ${watchers} watchers, ${targets} targets`,
  )
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
    await client.query('analyze')
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

interface Session {
  readonly cookie: string
  readonly csrf: string
}

async function signIn(url: string): Promise<Session> {
  const setupToken = await access.makeSetupToken(realClock.epoch())
  const answer = await fetch(`${url}/api/v1/first-run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ ...owner, setupToken }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0])
  const me = (await answer.json()) as { csrfToken?: string }
  return { cookie: cookie.join('; '), csrf: me.csrfToken ?? '' }
}

/**
 * How old the figures on a page are at their oldest: when the next event has arrived, those of the one
 * before are still shown.
 */
function watch(url: string, { cookie }: Session, late: number[]): () => void {
  const asked = request(
    `${url}/api/v1/organisations/1/events`,
    { headers: { cookie } },
    (answer) => {
      let text = ''
      let shownAt: number | undefined
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        const events = text.split('\n\n')
        text = events.pop() ?? ''
        for (const event of events) {
          if (!event.includes('event: live')) continue
          const at = /"at":"([^"]+)"/.exec(event)?.[1]
          if (shownAt !== undefined) late.push(Date.now() - shownAt)
          if (at !== undefined) shownAt = Date.parse(at)
        }
      })
    },
  )
  asked.on('error', (error) => log(`a watcher was lost: ${error.message}`))
  asked.end()
  return () => asked.destroy()
}

interface Asking {
  readonly url: string
  readonly live: string
  readonly session: Session
  readonly campaign: CampaignId
}

/** As many people as watch: each reads every two seconds, and every tenth time writes too. */
async function ask({ url, live, session, campaign }: Asking) {
  const reads: number[] = []
  const writes: number[] = []
  const until = steadyNow() + seconds * 1000
  const base = `${url}/api/v1/organisations/1`
  const me = `${url}/api/v1/me`
  const draft = (turn: number) => ({
    ...{ name: `Draft ${turn}`, controller: 'Camille Exemple', practice: true, election: null },
  })
  const pages = [
    ...[live, `${base}/dashboard`, `${base}/campaigns/${campaign}/report`, `${base}/tasks`],
    ...[`${base}/campaigns/${campaign}/report/attempts?limit=50`, me],
  ]
  const person = async (number: number): Promise<void> => {
    for (let turn = number; steadyNow() < until; turn += 1) {
      reads.push(await timed(pages[turn % pages.length] as string, session, 'GET'))
      if (turn % 10 === 0) {
        const isDraft = turn % 20 === 0
        const body = isDraft ? draft(turn) : { name: `Nour ${turn}` }
        const [address, method] = isDraft ? [`${base}/campaigns`, 'POST'] : [me, 'PATCH']
        writes.push(await timed(address, session, method, JSON.stringify(body)))
      }
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
  }
  await Promise.all(Array.from({ length: watchers }, (_, number) => person(number)))
  return { reads, writes }
}

const refused = new Map<string, number>()

async function timed(
  address: string,
  { cookie, csrf }: Session,
  method: string,
  body?: string,
): Promise<number> {
  const from = steadyNow()
  const answer = await fetch(address, {
    method,
    headers: { cookie, 'x-portevoix-csrf': csrf, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  if (!answer.ok && !refused.has(`${method} ${answer.status}`)) {
    refused.set(`${method} ${answer.status}`, 1)
    log(`${method} ${address}: ${answer.status} ${text.slice(0, 200)}`)
  }
  return steadyNow() - from
}

function row(what: string, values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = (share: number): string => {
    const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
    return value === undefined ? '–' : `${value.toFixed(1)} ms`
  }
  return { what, count: values.length, p50: rank(0.5), p95: rank(0.95), p99: rank(0.99) }
}

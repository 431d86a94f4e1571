/**
 * Lease + arm + end through the store, on a durable embedded PostgreSQL (fsync on): targets a second,
 * by batch size and by number of loops on one campaign, with consents, homes of two and a retry in ten.
 * Numbers are synthetic and nothing is dialled.
 * `npm run bench -- dialling [CONTACTS] [SECONDS PER CASE]`
 */

import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { steadyNow } from '../src/base/clock.ts'
import type { AttemptId, CampaignId, OrganisationId, TrunkId } from '../src/base/ids.ts'
import { type E164, epochMs, minutes, ms, seconds } from '../src/base/units.ts'
import { plainTrunk } from '../src/call/trunk.ts'
import type { Verdict } from '../src/law/verdict.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { postgresStore } from '../src/store/postgres/postgresStore.ts'
import { reportStore } from '../src/store/postgres/report.ts'
import type { Store } from '../src/store/store.ts'

const contacts = Number(process.argv[2] ?? 200_000)
const secondsPerCase = Number(process.argv[3] ?? 5)
const start = epochMs(Date.UTC(2026, 4, 5, 8, 0))
const retryShare = 10

const cases = [
  { loops: 1, batch: 100 },
  { loops: 1, batch: 10 },
  { loops: 4, batch: 100 },
  { loops: 4, batch: 10 },
] as const

const verdict: Verdict = {
  allowed: true,
  refusals: [],
  unknown: [],
  rulesRun: Array.from({ length: 16 }, (_, index) => `fr.rule-${index}`),
  judgedAt: start,
  lawVersion: '2026-05',
}

const folder = mkdtempSync('/tmp/portevoix-bench-')
chmodSync(folder, 0o711)
const database = await openDatabase({ dataFolder: path.join(folder, 'data') })
try {
  const store = postgresStore(database, 'bench')
  const filledAt = steadyNow()
  const id = await fill(database, store)
  console.log(`${contacts} contacts and targets made in ${since(filledAt)} s`)
  const table = []
  for (const { loops, batch } of cases) {
    table.push({ loops, batch, ...(await run(store, id, loops, batch)) })
  }
  console.table(table)
  const reportedAt = steadyNow()
  await reportStore(database).reportFacts(id)
  console.log(`report of ${(await store.counters(id)).attempts} attempts in ${since(reportedAt)} s`)
  await store.close()
} finally {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
}

function since(instant: number): string {
  return ((steadyNow() - instant) / 1000).toFixed(2)
}

async function fill({ pool }: Database, store: Store): Promise<CampaignId> {
  await pool.query(
    `insert into contact (organisation_id, phone, person_id, household_id, insee, created_at)
     select 1, '+33' || (600000000 + n), n, n / 2, '75056', $2 from generate_series(1, $1::int) as n`,
    [contacts, start],
  )
  await pool.query(
    `insert into consent (contact_id, kind, controller, channel, at, slots)
     select id, 'given', 'Liste Exemple', 'automate', $1, '[{"days":[1,2,3,4,5],"from":"09:00","to":"19:00"}]'
     from contact`,
    [start],
  )
  const trunk = {
    id: 'bench' as TrunkId,
    kind: 'practice',
    host: '127.0.0.1',
    port: 5060,
    callsPerSecond: 500,
    concurrentCalls: 10_000,
    ...plainTrunk,
    callerIds: ['+33163001234' as E164],
  } as const
  await store.addTrunk(trunk)
  const id = 'bench' as CampaignId
  await store.createCampaign(
    {
      id,
      organisation: '1' as OrganisationId,
      name: 'Bench',
      controller: 'Liste Exemple',
      purpose: 'electoral',
      election: null,
      trunk: trunk.id,
      callerId: trunk.callerIds[0],
      state: 'ready',
      deadline: epochMs(start + minutes(600)),
      ringTimeoutMs: seconds(30),
      maxTalkMs: seconds(120),
      menu: { listen: '1', objection: '9', replay: '2', gateTimeoutMs: seconds(8), replaysMax: 1 },
      retry: {
        attemptsMax: 3,
        busyDelayMs: minutes(10),
        noAnswerDelayMs: minutes(60),
        carrierDelayMs: minutes(1),
      },
      message: null,
      practiceStart: start,
    },
    start,
  )
  await store.chooseTargets(id, null, start)
  await store.moveCampaign(id, 'ready', 'running', 'bench', start)
  await pool.query('analyze')
  return id
}

interface Spent {
  lease: number
  arm: number
  end: number
}

async function run(store: Store, id: CampaignId, loops: number, batch: number) {
  const startedAt = steadyNow()
  const until = startedAt + secondsPerCase * 1000
  const spent: Spent = { lease: 0, arm: 0, end: 0 }
  let targets = 0
  let rounds = 0
  const timed = async <Result>(what: keyof Spent, work: () => Promise<Result>): Promise<Result> => {
    const from = steadyNow()
    const result = await work()
    spent[what] += steadyNow() - from
    return result
  }
  const loop = async (): Promise<void> => {
    while (steadyNow() < until) {
      const now = epochMs(start + rounds)
      const leased = await timed('lease', () => store.lease(id, batch, now, seconds(30)))
      if (leased.length === 0) return
      const armed = await timed('arm', () =>
        store.arm(
          leased.map(({ target, leaseToken }) => ({
            attempt: randomUUID() as AttemptId,
            target,
            leaseToken,
            verdict,
            armedAt: now,
          })),
        ),
      )
      await timed('end', () =>
        store.endAttempts(
          armed.map((attempt, index) => ({
            attempt,
            outcome: index % retryShare === 0 ? 'noAnswer' : 'heardToEnd',
            placedAt: now,
            endedAt: epochMs(now + 30_000),
            keys: ['1'],
            ...(index % retryShare !== 0 && {
              talkMs: ms(40_000),
              heardMs: ms((index * 777) % 60_000),
            }),
            ...(index % retryShare === 0 && { retryAt: epochMs(now + 3_600_000) }),
          })),
        ),
      )
      targets += armed.length
      rounds += 1
    }
  }
  await Promise.all(Array.from({ length: loops }, loop))
  const tookMs = steadyNow() - startedAt
  const each = (what: keyof Spent): number => Number((spent[what] / rounds).toFixed(1))
  return {
    targets,
    'targets/s': Math.round((targets * 1000) / tookMs),
    'lease ms': each('lease'),
    'arm ms': each('arm'),
    'end ms': each('end'),
  }
}

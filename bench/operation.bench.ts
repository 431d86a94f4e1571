/**
 * The whole product under a campaign's load: embedded PostgreSQL (fsync on), law, dialler, SIP and two-way
 * media, every row committed; the far end is a process of its own (bench/farEnd) in which every call
 * rings 2 s, speaks all the time, presses 1 after 5 s and hears the message to its end. Prints one row a
 * rate, each in a process of its own, so that none has the memory of the one before:
 * `npm run bench -- operation [nowhere] [SECONDS OF STEADY LOAD] [CALLS A SECOND…]`; with `nowhere` our
 * packets of 19 calls in 20 go to a device that throws them away (bench/farEnd/nowhere.ts).
 * A call is up about 60 s, so that 46.5 calls a second are 2,800 up at once, and 123 are 7,400.
 */
import { type ChildProcess, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { steadyNow } from '../src/base/clock.ts'
import type { CampaignId } from '../src/base/ids.ts'
import type { RunProgress, RunResult } from '../src/runner/run.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import type { EmbeddedMediaEngine } from '../src/telephony/media.ts'
import type { FarEndReport } from './farEnd/farEnd.ts'
import { kilobytesACallMore } from './farEnd/memory.ts'
import { goInside, isInside, openNowhere } from './farEnd/nowhere.ts'
import { openRun, prepare, reportOf, startFarEnd } from './farEnd/operation.ts'

const [first, ...others] = process.argv.slice(2)
const [steadySeconds = 60, ...asked] = (first === 'nowhere' ? others : [first, ...others])
  .filter((each) => each !== undefined)
  .map(Number)
const rates = asked.length > 0 ? asked : [8.3, 16.7, 33.3, 46.5, 66.7]
const sipPort = 15_600
/** Pressed at 5 s, then this much content, then 4.7 s of goodbye: 60 s. */
const pressAtMs = 5000
const contentSeconds = 50.3
/** Ringing and talking: how long a run takes to come to its steady load. */
const rampSeconds = 63
/** Numbers of fiction; some live at one home and wait for each other. */
const peopleMax = 55_000

if (rates.length > 1) console.table(withMemoryACall(rates.map(inOwnProcess)))
else {
  if (first === 'nowhere' && !isInside()) goInside()
  if (isInside()) openNowhere()
  const folder = mkdtempSync('/tmp/portevoix-bench-')
  chmodSync(folder, 0o711)
  try {
    const row = await runAt(rates[0] ?? Number.NaN, folder)
    console.log(JSON.stringify(row))
    console.table([row])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Row = ReturnType<typeof rowOf>

function inOwnProcess(rate: number): Row {
  const words = [...(first === 'nowhere' ? [first] : []), steadySeconds, rate].map(String)
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  const line = stdout.split('\n').find((each) => each.startsWith('{'))
  if (status !== 0 || line === undefined) throw new Error(`no row of ${rate} calls/s:\n${stdout}`)
  console.log(line)
  return JSON.parse(line)
}

function withMemoryACall(rows: readonly Row[]) {
  const [lightest] = rows
  return rows.map((row) => ({
    ...row,
    'kB a call more': lightest ? kilobytesACallMore(lightest, row) : null,
  }))
}

function peopleFor(rate: number): number {
  const called = rate * (rampSeconds + steadySeconds + 15)
  return Math.min(peopleMax, Math.ceil(called * 1.4) + 500)
}

async function runAt(rate: number, folder: string) {
  const own = mkdtempSync(path.join(folder, 'run-'))
  chmodSync(own, 0o711)
  const farEnd = await startFarEnd(sipPort, pressAtMs)
  const database = await openDatabase({ dataFolder: path.join(own, 'data') })
  try {
    const campaign = await prepare(database, own, {
      callsPerSecond: rate,
      people: peopleFor(rate),
      contentSeconds,
      sipPort,
    })
    return await measure({ database, farEnd, campaign, rate })
  } finally {
    await database.close()
    farEnd.send('end')
  }
}

interface Setting {
  readonly database: Database
  readonly farEnd: ChildProcess
  readonly campaign: CampaignId
  readonly rate: number
}

async function measure({ database, farEnd, campaign: id, rate }: Setting) {
  const rssBefore = process.memoryUsage().rss
  const { run, media, progress, close } = await openRun(database, id)
  try {
    await run.begun()
    await pause(rampSeconds * 1000)
    const steady = await steadyLoad({ media, farEnd, database, progress })
    run.drain()
    const result = await run.finished
    const far = await reportOf(farEnd)
    return rowOf({ rate, steady, result, far, rssBefore })
  } finally {
    await close()
  }
}

interface Watched {
  readonly media: EmbeddedMediaEngine
  readonly farEnd: ChildProcess
  readonly database: Database
  readonly progress: () => RunProgress | undefined
}

async function steadyLoad({ media, farEnd, database, progress }: Watched) {
  const loop = monitorEventLoopDelay({ resolution: 1 })
  loop.enable()
  const begun = steadyNow()
  const [cpu, main, health, postgres, far] = [
    ...[process.cpuUsage(), process.threadCpuUsage(), await media.health()],
    ...[postgresCpuMs(database.serverPid), await reportOf(farEnd)],
  ] as const
  const attempts = progress()?.attempts ?? 0
  const up: number[] = []
  const slowed = new Map<string, number>()
  while (steadyNow() - begun < steadySeconds * 1000) {
    await pause(500)
    up.push(progress()?.callsUp ?? 0)
    const why = slowedBy(progress())
    if (why !== null) slowed.set(why, (slowed.get(why) ?? 0) + 1)
  }
  const took = (steadyNow() - begun) / 1000
  const spent = process.cpuUsage(cpu)
  const spentMain = process.threadCpuUsage(main)
  const healthAfter = await media.health()
  const farAfter = await reportOf(farEnd)
  const core = (milliseconds: number): number => Number((milliseconds / took / 10).toFixed(1))
  return {
    rate: ((progress()?.attempts ?? 0) - attempts) / took,
    up: up.reduce((sum, each) => sum + each, 0) / up.length,
    slowed: [...slowed]
      .map(([why, looks]) => `${why} ${Math.round((100 * looks) / up.length)} %`)
      .join(', '),
    rss: process.memoryUsage().rss,
    cpu: {
      product: core((spent.user + spent.system) / 1000),
      main: core((spentMain.user + spentMain.system) / 1000),
      media: core(healthAfter.workerCpuMs - health.workerCpuMs),
      postgres: core(postgresCpuMs(database.serverPid) - postgres),
      farEnd: core(farAfter.cpuMs - far.cpuMs),
    },
    packetsPerSecond: Math.round(
      (healthAfter.packets - health.packets + healthAfter.received - health.received) / took,
    ),
    health: healthAfter,
    loopP99: loop.percentile(99) / 1e6,
  }
}

/** Who makes calls leave more slowly than asked for: sound, program or store, or the carrier. */
function slowedBy(progress: RunProgress | undefined): string | null {
  const quiet = progress?.campaigns[0]?.quiet
  if (quiet?.is !== 'slowed') return null
  return quiet.slowedBy === 'congested' ? quiet.slowedBy : quiet.slowedBy.what
}

/** Linux counts in hundredths of a second; of processes that ended their parent knows. */
function postgresCpuMs(server: number | null): number {
  if (server === null) return 0
  const stat = (pid: number | string): string[] => {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
      return text.slice(text.lastIndexOf(')') + 2).split(' ')
    } catch {
      return []
    }
  }
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ')
  const ticks = children.reduce((sum, pid) => {
    const of = stat(pid)
    return sum + Number(of[11] ?? 0) + Number(of[12] ?? 0)
  }, 0)
  const own = stat(server)
  return (
    10 *
    (ticks +
      Number(own[11] ?? 0) +
      Number(own[12] ?? 0) +
      Number(own[13] ?? 0) +
      Number(own[14] ?? 0))
  )
}

function rowOf({
  rate,
  steady,
  result,
  far,
  rssBefore,
}: {
  readonly rate: number
  readonly steady: Awaited<ReturnType<typeof steadyLoad>>
  readonly result: RunResult
  readonly far: FarEndReport
  readonly rssBefore: number
}) {
  const { lateMs, sendShortfalls, droppedLate } = steady.health
  const heard = result.outcomes.heardToEnd ?? 0
  const fixed = (value: number | null | undefined): number =>
    Number((value ?? Number.NaN).toFixed(1))
  return {
    'calls/s asked': rate,
    'calls/s': fixed(steady.rate),
    'of the time slowed by': steady.slowed,
    'calls up': Math.round(steady.up),
    'packets/s both ways': steady.packetsPerSecond,
    'late ms p50/p99/max': `${fixed(lateMs.p50)} / ${fixed(lateMs.p99)} / ${fixed(lateMs.max)}`,
    'first audio ms p50/p99': `${fixed(result.firstAudioMs?.p50)} / ${fixed(result.firstAudioMs?.p99)}`,
    'product % of a core': steady.cpu.product,
    'of it main, media': `${steady.cpu.main}, ${steady.cpu.media}`,
    'postgres %': steady.cpu.postgres,
    'far end %': steady.cpu.farEnd,
    'resident MB': Math.round(steady.rss / 1e6),
    'kB a call up': Math.round((steady.rss - rssBefore) / 1024 / Math.max(1, steady.up)),
    'event loop p99 ms': fixed(steady.loopP99),
    'heard to the end': `${heard} of ${result.attempts}`,
    'other outcomes': Object.entries(result.outcomes)
      .filter(([outcome]) => outcome !== 'heardToEnd')
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join(', '),
    'not sent, too late': `${sendShortfalls}, ${droppedLate}`,
    'not stored': result.outcomesNotStored + result.objectionsNotStored.length,
    'far end: INVITEs, strange': `${far.invites}, ${far.strange}`,
    'heard by the far end: lost, gaps': `${far.speaker.heard.lost}, ${far.speaker.heard.gaps} of ${far.speaker.heard.packets}`,
    'jitter there ms p50/p99': `${fixed(far.speaker.heard.jitterMs.p50)} / ${fixed(far.speaker.heard.jitterMs.p99)}`,
  }
}

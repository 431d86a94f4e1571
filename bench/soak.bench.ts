/**
 * Does the process that calls grow? The whole product places short calls over real SIP and RTP for a long
 * time: `npm run bench -- soak [MINUTES, default 31] [CALLS A SECOND, default 20]`. Eight hours at 20 calls
 * a second are 576,000 calls; of the 60,000 numbers of fiction some 40,000 may be called at one hour, so
 * half an hour at that rate is what one run can show. Prints heap after collection, objects, resident memory, handles
 * and file descriptors every minute, and what a straight line through them grows by in an hour: without the
 * first fifth, and without what comes after everybody was called.
 */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { queryObjects, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { steadyNow } from '../src/base/clock.ts'
import type { RunProgress } from '../src/runner/run.ts'
import { openDatabase } from '../src/store/database.ts'
import { openRun, prepare, reportOf, startFarEnd } from './farEnd/operation.ts'

const [minutes = 31, callsPerSecond = 20] = process.argv.slice(2).map(Number)
const sipPort = 15_700
const pressAtMs = 1000
const contentSeconds = 2
const sampleMs = 60_000
/** All the numbers of fiction that the generator of people finds homes for; one in five may not be called now. */
const people = Math.min(58_000, Math.ceil(minutes * 60 * callsPerSecond * 1.4) + 500)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

interface Sample {
  readonly minute: number
  readonly 'heap MB': number
  /** Everything that is an object: what the heap grows by beside them is code that V8 compiled. */
  readonly objects: number
  readonly 'resident MB': number
  readonly handles: number
  readonly descriptors: number
  readonly attempts: number
  readonly 'calls up': number
}

const folder = mkdtempSync('/tmp/portevoix-bench-')
chmodSync(folder, 0o711)
const farEnd = await startFarEnd(sipPort, pressAtMs)
const database = await openDatabase({ dataFolder: path.join(folder, 'data') })
try {
  const id = await prepare(database, folder, { callsPerSecond, people, contentSeconds, sipPort })
  const { run, progress, close } = await openRun(database, id)
  await run.begun()
  const samples: Sample[] = []
  const begun = steadyNow()
  while (steadyNow() - begun < minutes * 60_000) {
    await pause(sampleMs)
    const sample = take((steadyNow() - begun) / 60_000, progress())
    samples.push(sample)
    console.log(JSON.stringify(sample))
  }
  run.drain()
  const result = await run.finished
  const far = await reportOf(farEnd)
  console.table(samples)
  const loaded = samples.filter((each) => each['calls up'] > usual(samples) / 2)
  const settled = loaded.slice(Math.floor(loaded.length / 5))
  const grows = {
    'heap, MB an hour': slope(settled, (each) => each['heap MB']),
    'objects an hour': slope(settled, ({ objects }) => objects),
    'resident, MB an hour': slope(settled, (each) => each['resident MB']),
    'handles an hour': slope(settled, ({ handles }) => handles),
    'descriptors an hour': slope(settled, ({ descriptors }) => descriptors),
  }
  console.table(grows)
  console.log(
    `${result.attempts} calls, outcomes ${JSON.stringify(result.outcomes)}; far end: ${far.invites} INVITEs, ` +
      `${far.strange} strange; not stored: ${result.outcomesNotStored}`,
  )
  console.log(JSON.stringify({ minutes: loaded.length, attempts: result.attempts, ...grows }))
  await close()
} finally {
  await database.close()
  farEnd.send('end')
  rmSync(folder, { recursive: true, force: true })
}

function take(minute: number, now: RunProgress | undefined): Sample {
  collect()
  const { heapUsed, rss } = process.memoryUsage()
  const megabytes = (bytes: number): number => Number((bytes / 1e6).toFixed(1))
  return {
    minute: Math.round(minute),
    ...{ 'heap MB': megabytes(heapUsed), 'resident MB': megabytes(rss) },
    objects: queryObjects(Object, { format: 'count' }),
    handles: process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout').length,
    descriptors: readdirSync('/proc/self/fd').length,
    ...{ attempts: now?.attempts ?? 0, 'calls up': now?.callsUp ?? 0 },
  }
}

/** Calls up in the middle of the run. */
function usual(samples: readonly Sample[]): number {
  return samples[Math.floor(samples.length / 2)]?.['calls up'] ?? 0
}

/** Of the straight line that fits best, an hour. */
function slope(samples: readonly Sample[], of: (sample: Sample) => number): string {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const at = mean(samples.map(({ minute }) => minute))
  const level = mean(samples.map(of))
  const over = samples.reduce((sum, each) => sum + (each.minute - at) * (of(each) - level), 0)
  const under = samples.reduce((sum, { minute }) => sum + (minute - at) ** 2, 0)
  return ((over / under) * 60).toFixed(2)
}

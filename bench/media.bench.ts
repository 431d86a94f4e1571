/**
 * Two-way calls held by the media engine: each of N legs sends and receives 50 packets a second over
 * loopback; the far ends are a second engine in a thread of its own, which costs as much again. All
 * variants in one run, because only the ratio of two runs on one machine means something.
 *
 * `npm run bench -- media [LEGS] [SECONDS]`     the variants at one size
 * `npm run bench -- media curve [SECONDS]`      500, 1,000, 2,000, 4,000 and 8,000 legs, and where the knee is
 * `npm run bench -- media listening [SECONDS]`  232 legs, all in detection of who answered, beside none
 */
import { setTimeout as pause } from 'node:timers/promises'
import { encodeALaw, encodeMuLaw } from '../src/audio/g711.ts'
import { steadyNow } from '../src/base/clock.ts'
import type { ClipId } from '../src/base/ids.ts'
import { randomFrom } from '../src/base/random.ts'
import { ms } from '../src/base/units.ts'
import { amdDefaults } from '../src/call/amdSettings.ts'
import type { Clip } from '../src/campaign/voiceMessage.ts'
import { SLOT_MS } from '../src/rtp/schedule.ts'
import { type EmbeddedMediaEngine, openMediaEngine } from '../src/telephony/media.ts'
import type { LegNumber, MediaEvent, RemoteMedia, SrtpMedia } from '../src/telephony/mediaEngine.ts'
import { syntheticSpeech } from '../src/telephony/practice/syntheticSpeech.ts'
import { talking } from '../test/support/telephones.ts'

const [first, ...others] = process.argv.slice(2)
const [legsAsked = 500, secondsAsked = 15] = [first, ...others].map(Number).filter(Boolean)
const curveSizes = [500, 1000, 2000, 4000, 8000]
const address = '127.0.0.1'
/** Calls begin at this pace at most, and over three seconds at least, as a pacer would place them. */
const legsPerSecond = 700
const rampMsAtLeast = 3000
/** Later than this at p99 people hear it, and the curve has passed its knee (issue 5). */
const lateAtMostMs = 10
/** 46.5 calls/s (the campaign of 2017) in detection for 5 s each. */
const legsInDetection = 232
/** The ear begins anew before it can have decided, so that every leg is in detection all the time. */
const listenEveryMs = 1600

interface Run {
  readonly name: string
  readonly backend: 'native' | 'dgram'
  readonly ports: 'perCall' | 'shared'
  readonly isProtected?: boolean
  /** `once`: what follows the verdict, beeps and pauses, for nearly all of the time. */
  readonly listens?: 'allTheTime' | 'once'
}

const shared: Run = { name: 'native, 16 shared ports', backend: 'native', ports: 'shared' }
const variants: readonly Run[] = [
  { name: 'native, port per call', backend: 'native', ports: 'perCall' },
  shared,
  { ...shared, name: 'native, 16 shared ports, SRTP', isProtected: true },
  { name: 'dgram, port per call', backend: 'dgram', ports: 'perCall' },
]

interface Measured {
  readonly legs: number
  readonly 'packets/s out': number
  readonly 'packets/s in': number
  readonly 'CPU % of a core': number
  /** Of our thread, for each packet out or in. */
  readonly 'µs a packet': number
  readonly 'far CPU %': number
  readonly 'late p50 ms': number
  readonly 'late p99 ms': number
  readonly 'late max ms': number
  readonly 'first audio p50 ms': number
  readonly 'first audio p99 ms': number
  readonly lost: number
  readonly 'not sent': number
}

if (first === 'curve') await measureCurve(Number(others[0]) || 10)
else if (first === 'listening') await measureListening(Number(others[0]) || 10)
else await measureVariants(legsAsked, secondsAsked)

async function measureVariants(legs: number, seconds: number): Promise<void> {
  console.log(`${legs} two-way legs for ${seconds} s`)
  const rows = new Map<string, Measured>()
  for (const run of variants) rows.set(run.name, await measure(run, legs, seconds))
  console.table(Object.fromEntries(rows))
  const costOf = (run: Run | undefined): number =>
    (run && rows.get(run.name)?.['µs a packet']) ?? Number.NaN
  const ratio = (run: Run | undefined, to: Run | undefined): string =>
    (costOf(run) / costOf(to)).toFixed(1)
  const [own, , srtp, dgram] = variants
  console.log(`dgram takes ${ratio(dgram, own)} times the CPU of native for each packet`)
  console.log(`SRTP takes ${ratio(srtp, shared)} times the CPU of plain RTP for each packet`)
}

async function measureCurve(seconds: number): Promise<void> {
  const rows: Measured[] = []
  for (const legs of curveSizes) rows.push(await measure(shared, legs, seconds))
  console.table(rows)
  const isHeld = (row: Measured): boolean =>
    row['late p99 ms'] <= lateAtMostMs && row['not sent'] === 0 && row.lost === 0
  const held = rows.findLast(isHeld)
  const knee = rows.find((row) => !isHeld(row))
  console.log(
    `held with nothing lost and p99 within ${lateAtMostMs} ms: ${held?.legs ?? 'none'} legs; ` +
      `first that is not: ${knee?.legs ?? 'none of these'}`,
  )
  const [smallest] = rows
  if (held && smallest && held !== smallest) {
    const growth = held['CPU % of a core'] / smallest['CPU % of a core']
    const [times, by] = [growth.toFixed(1), (held.legs / smallest.legs).toFixed(1)]
    console.log(
      `from ${smallest.legs} to ${held.legs} legs CPU grows ${times} times for ${by} times`,
    )
  }
}

/** Each twice, in turn, because a machine is not the same for a minute. */
async function measureListening(seconds: number): Promise<void> {
  measureInside(seconds)
  const runs: readonly Run[] = [
    { ...shared, name: 'not listening' },
    { ...shared, name: 'in detection', listens: 'allTheTime' },
    { ...shared, name: 'after the verdict', listens: 'once' },
  ]
  const rounds: Measured[][] = []
  for (let round = 0; round < 2; round += 1) {
    const rows: Measured[] = []
    for (const run of runs) rows.push(await measure(run, legsInDetection, seconds))
    rounds.push(rows)
  }
  for (const rows of rounds) {
    console.table(Object.fromEntries(runs.map(({ name }, i) => [name, rows[i]])))
  }
  const cpuOf = (i: number): number =>
    rounds.reduce((sum, rows) => sum + (rows[i]?.['CPU % of a core'] ?? Number.NaN), 0) / 2
  const [without, detecting, after] = [cpuOf(0), cpuOf(1), cpuOf(2)]
  const words = (cpu: number): string =>
    `${round(cpu - without)} % of a core more, ${(cpu / without).toFixed(2)} times that of not listening`
  console.log(`${legsInDetection} calls in detection: ${words(detecting)}`)
  console.log(`${legsInDetection} calls after the verdict: ${words(after)}`)
}

/** The worker's inside with sockets that do nothing: what the ear takes, however busy the machine is. */
function measureInside(seconds: number): void {
  const { pcma } = aMinuteOfSpeech()
  const cpuOf = (listens: Run['listens']): number => {
    const phones = talking(legsInDetection, pcma)
    const slots = (ofMs: number): number => ofMs / SLOT_MS
    if (listens) phones.listen(amdDefaults)
    phones.run(slots(5000))
    const before = process.threadCpuUsage()
    const times = Math.ceil((seconds * 1000) / listenEveryMs)
    for (let done = 0; done < times; done += 1) {
      if (listens === 'allTheTime') phones.listen(amdDefaults)
      phones.run(slots(listenEveryMs))
    }
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 10 / (times * listenEveryMs)
  }
  const rows = [undefined, 'allTheTime', 'once', undefined, 'allTheTime', 'once'] as const
  const [a, b, c, d, e, f] = rows.map(cpuOf) as [number, number, number, number, number, number]
  const [without, detecting, after] = [a + d, b + e, c + f].map((cpu) => round(cpu / 2))
  console.log(
    `without sockets, % of a core for ${legsInDetection} calls: not listening ${without}, ` +
      `in detection ${detecting}, after the verdict ${after}`,
  )
}

async function measure(run: Run, legs: number, seconds: number): Promise<Measured> {
  const { backend, ports, isProtected = false, listens } = run
  const options = { backend, remark: console.log }
  const ours = await openMediaEngine({ ...options, portRange: { from: 16_000, to: 16_999 + legs } })
  const far = await openMediaEngine({
    ...options,
    portRange: { from: 30_000, to: 31_999 + legs * 2 },
  })
  const [clip, theirs] = [aMinuteOfNoise(), aMinuteOfSpeech()]
  await ours.loadClip(clip)
  await far.loadClip(theirs)
  const askedAt = new Map<LegNumber, number>()
  const firstAudio: number[] = []
  let lost = 0
  const closed = Promise.withResolvers<void>()
  let open = legs
  ours.onEvent((event: MediaEvent) => {
    if (event.is === 'firstAudio') firstAudio.push(event.at - (askedAt.get(event.leg) ?? 0))
    if (event.is !== 'closed') return
    lost += event.rtp.lost
    open -= 1
    if (open === 0) closed.resolve()
  })
  const numbers = Array.from({ length: legs }, (_, i) => (i + 1) as LegNumber)
  const startedAt = steadyNow()
  const pace = Math.min(legsPerSecond, legs / (rampMsAtLeast / 1000))
  for (const [i, leg] of numbers.entries()) {
    const theirLeg = await far.openLeg({ leg, address, ports: 'perCall' })
    const own = await ours.openLeg({ leg, address, ports })
    const [toUs, toThem] = isProtected ? keys() : []
    far.setRemote(leg, remote(own.port, toUs))
    ours.setRemote(leg, remote(theirLeg.port, toThem))
    askedAt.set(leg, steadyNow())
    ours.play(leg, clip.id)
    far.play(leg, theirs.id)
    if (listens) ours.listen(leg, amdDefaults)
    const ahead = startedAt + (i / pace) * 1000 - steadyNow()
    if (ahead > 1) await pause(ahead)
  }
  const listening = listens === 'allTheTime' ? listenAgain(ours, numbers) : undefined
  const [before, farBefore, from] = [await ours.health(), await far.health(), steadyNow()]
  await pause(seconds * 1000)
  const [health, farHealth, to] = [await ours.health(), await far.health(), steadyNow()]
  clearInterval(listening)
  for (const leg of numbers) ours.closeLeg(leg)
  await closed.promise
  await ours.close()
  await far.close()
  firstAudio.sort((a, b) => a - b)
  const share = (at: number): number => round(firstAudio[Math.floor(at * firstAudio.length)] ?? 0)
  const elapsed = to - from
  const [sent, received] = [health.packets - before.packets, health.received - before.received]
  const cpuMs = health.workerCpuMs - before.workerCpuMs
  return {
    legs,
    'packets/s out': Math.round((sent / elapsed) * 1000),
    'packets/s in': Math.round((received / elapsed) * 1000),
    'CPU % of a core': round((cpuMs / elapsed) * 100),
    'µs a packet': round((cpuMs * 1000) / (sent + received)),
    'far CPU %': round(((farHealth.workerCpuMs - farBefore.workerCpuMs) / elapsed) * 100),
    'late p50 ms': round(health.recentLateMs.p50),
    'late p99 ms': round(health.recentLateMs.p99),
    'late max ms': round(health.recentLateMs.max),
    'first audio p50 ms': share(0.5),
    'first audio p99 ms': share(0.99),
    lost,
    'not sent':
      health.sendShortfalls + health.droppedLate - before.sendShortfalls - before.droppedLate,
  }
}

function listenAgain(engine: EmbeddedMediaEngine, legs: readonly LegNumber[]): NodeJS.Timeout {
  return setInterval(() => {
    for (const leg of legs) engine.listen(leg, amdDefaults)
  }, listenEveryMs)
}

function remote(port: number, srtp?: SrtpMedia): RemoteMedia {
  const sound = { codec: 'pcma', payloadType: 8, telephoneEvent: 101, send: true } as const
  return { address, port, ...sound, ...(srtp && { srtp }) }
}

/** For the far end, and for us: what one sends with, the other opens. */
function keys(): readonly [SrtpMedia, SrtpMedia] {
  const suite = 'AES_CM_128_HMAC_SHA1_80'
  const [one, other] = [crypto, crypto].map((from) => from.getRandomValues(new Uint8Array(30)))
  const [ourKey, theirKey] = [one as Uint8Array, other as Uint8Array]
  return [
    { suite, ourKey: theirKey, theirKey: ourKey },
    { suite, ourKey, theirKey },
  ]
}

function aMinuteOfNoise(): Clip {
  const random = randomFrom(8)
  const samples = Float32Array.from({ length: 60 * 8000 }, () => random.next() - 0.5)
  const id = 'noise' as ClipId
  return { id, pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
}

/** Phrases of two seconds with pauses between them, of one voice. */
function aMinuteOfSpeech(): Clip {
  const samples = new Float32Array(60 * 8000)
  for (let second = 0; second < 60; second += 3) {
    samples.set(syntheticSpeech({ voice: 5, words: second }, ms(2000)), second * 8000)
  }
  const id = 'speech' as ClipId
  return { id, pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

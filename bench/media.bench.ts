/**
 * Two-way calls held by the media engine: each of N legs sends and receives 50 packets a second over
 * loopback; the far ends are a second engine in a thread of its own. Both backends in one run, because
 * only the ratio of two runs on one machine means something.
 * `npm run bench -- media [LEGS] [SECONDS]`
 */
import { setTimeout as pause } from 'node:timers/promises'
import { encodeALaw, encodeMuLaw } from '../src/audio/g711.ts'
import { steadyNow } from '../src/base/clock.ts'
import type { ClipId } from '../src/base/ids.ts'
import { randomFrom } from '../src/base/random.ts'
import type { Clip } from '../src/campaign/voiceMessage.ts'
import { openMediaEngine } from '../src/telephony/media.ts'
import type { LegNumber, MediaEvent, RemoteMedia } from '../src/telephony/mediaEngine.ts'

const [legs = 500, seconds = 15] = process.argv.slice(2).map(Number).filter(Boolean)
const address = '127.0.0.1'
/** Calls begin over this long, as a pacer would place them. */
const rampMs = 3000

const runs = [
  { name: 'native, port per call', backend: 'native', ports: 'perCall' },
  { name: 'native, 16 shared ports', backend: 'native', ports: 'shared' },
  { name: 'dgram, port per call', backend: 'dgram', ports: 'perCall' },
] as const

type Run = (typeof runs)[number]

interface Measured {
  readonly run: string
  readonly 'packets/s': number
  readonly 'CPU % of a core': number
  readonly 'far CPU %': number
  readonly 'late p50 ms': number
  readonly 'late p99 ms': number
  readonly 'late max ms': number
  readonly 'first audio p50 ms': number
  readonly 'first audio p99 ms': number
  readonly lost: number
  readonly 'not sent': number
}

console.log(`${legs} two-way legs for ${seconds} s after a ramp of ${rampMs / 1000} s`)
const rows: Measured[] = []
for (const run of runs) rows.push(await measure(run))
console.table(Object.fromEntries(rows.map(({ run, ...rest }) => [run, rest])))
const [native, , dgram] = rows.map((row) => row['CPU % of a core'])
console.log(`dgram takes ${((dgram ?? 0) / (native ?? 1)).toFixed(1)} times the CPU of native`)

async function measure({ name, backend, ports }: Run): Promise<Measured> {
  const options = { backend, remark: console.log }
  const ours = await openMediaEngine({ ...options, portRange: { from: 16_000, to: 16_999 + legs } })
  const far = await openMediaEngine({ ...options, portRange: { from: 20_000, to: 21_999 + legs } })
  const clip = aMinuteOfNoise()
  await ours.loadClip(clip)
  await far.loadClip(clip)
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
  for (const leg of numbers) {
    const theirs = await far.openLeg({ leg, address, ports: 'perCall' })
    const own = await ours.openLeg({ leg, address, ports })
    far.setRemote(leg, remote(own.port))
    ours.setRemote(leg, remote(theirs.port))
    askedAt.set(leg, steadyNow())
    ours.play(leg, clip.id)
    far.play(leg, clip.id)
    await pause(rampMs / legs)
  }
  const [before, farBefore, from] = [await ours.health(), await far.health(), steadyNow()]
  await pause(seconds * 1000)
  const [health, farHealth, to] = [await ours.health(), await far.health(), steadyNow()]
  for (const leg of numbers) ours.closeLeg(leg)
  await closed.promise
  await ours.close()
  await far.close()
  firstAudio.sort((a, b) => a - b)
  const share = (at: number): number => round(firstAudio[Math.floor(at * firstAudio.length)] ?? 0)
  const elapsed = to - from
  return {
    run: name,
    'packets/s': Math.round(((health.packets - before.packets) / elapsed) * 1000),
    'CPU % of a core': round(((health.workerCpuMs - before.workerCpuMs) / elapsed) * 100),
    'far CPU %': round(((farHealth.workerCpuMs - farBefore.workerCpuMs) / elapsed) * 100),
    'late p50 ms': round(health.lateMs.p50),
    'late p99 ms': round(health.lateMs.p99),
    'late max ms': round(health.lateMs.max),
    'first audio p50 ms': share(0.5),
    'first audio p99 ms': share(0.99),
    lost,
    'not sent': health.sendShortfalls + health.droppedLate,
  }
}

function remote(port: number): RemoteMedia {
  return { address, port, codec: 'pcma', payloadType: 8, telephoneEvent: 101, send: true }
}

function aMinuteOfNoise(): Clip {
  const random = randomFrom(8)
  const samples = Float32Array.from({ length: 60 * 8000 }, () => random.next() - 0.5)
  const id = 'noise' as ClipId
  return { id, pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

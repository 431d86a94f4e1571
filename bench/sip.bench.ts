/**
 * Signalling: µs to read and write a message; 100, 500 and 1,000 calls/s, ten seconds each, through the whole engine
 * against `sipp -sn uas`; then 500 legs at once with two-way RTP through the media worker.
 * `npm run bench -- sip [CALLS A SECOND…]`
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { cpuUsage, hrtime } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { realClock } from '../src/base/clock.ts'
import type { AttemptId, ClipId, TrunkId } from '../src/base/ids.ts'
import { type E164, ms } from '../src/base/units.ts'
import type { CallEvent } from '../src/call/telephony.ts'
import { plainTrunk, type Trunk } from '../src/call/trunk.ts'
import { trunkProfileSchema } from '../src/call/trunkProfile.ts'
import { decideTrunkTest } from '../src/law/decide.ts'
import { formatMessage } from '../src/sip/format.ts'
import { parseMessage } from '../src/sip/parse.ts'
import { openMediaEngine } from '../src/telephony/media.ts'
import type { MediaEngine } from '../src/telephony/mediaEngine.ts'
import { openTelephony } from '../src/telephony/telephony.ts'
import { silentMedia } from '../test/support/silentMedia.ts'

const sippPort = 15_400
const mediaPort = 15_402
const callerId = '+33163001234' as E164

const ok = Buffer.from(
  [
    'SIP/2.0 200 OK',
    'Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bK1f3e6a90c2b4d587;rport=5080;received=127.0.0.1',
    'Record-Route: <sip:127.0.0.2;lr>, <sip:127.0.0.3;lr>',
    'From: <sip:+33163001234@127.0.0.1>;tag=6a90c2b4d5871f3e',
    'To: <sip:+33199001234@127.0.0.1:5070>;tag=as58f4201b',
    'Call-ID: 843817637684230998sdasdh09',
    'CSeq: 2 INVITE',
    'Contact: <sip:+33199001234@127.0.0.1:5070;transport=UDP>',
    'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, UPDATE, INFO',
    'Content-Type: application/sdp',
    'Content-Length: 161',
    '',
    'v=0',
    'o=user1 53655765 2353687637 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    'm=audio 6000 RTP/AVP 8 101',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
  ].join('\r\n'),
)

function microsecondsEach(times: number, run: () => void): number {
  for (let i = 0; i < times / 10; i += 1) run()
  const start = hrtime.bigint()
  for (let i = 0; i < times; i += 1) run()
  return Number(hrtime.bigint() - start) / 1000 / times
}

function benchMessages(): void {
  const parsed = parseMessage(ok)
  if (parsed.is !== 'message') throw new Error('the sample 200 OK is not read')
  const { message } = parsed
  const read = microsecondsEach(100_000, () => void parseMessage(ok))
  const write = microsecondsEach(100_000, () => void formatMessage(message))
  console.log(`read a 200 OK with SDP   ${read.toFixed(1)} µs`)
  console.log(`write it                 ${write.toFixed(1)} µs`)
}

async function startSipp(more: readonly string[]): Promise<ChildProcess> {
  const args = ['-sn', 'uas', '-i', '127.0.0.1', '-p', String(sippPort), '-mp', String(mediaPort)]
  const child = spawn('sipp', [...args, '-mi', '127.0.0.1', '-nostdin', ...more], {
    stdio: 'ignore',
  })
  const bound = sippPort.toString(16).toUpperCase()
  for (let tries = 0; tries < 100; tries += 1) {
    if (readFileSync('/proc/net/udp', 'utf8').includes(`:${bound} `)) return child
    await pause(50)
  }
  throw new Error('SIPp did not start: apt-get install sip-tester')
}

interface Load {
  readonly calls: number
  readonly callsPerSecond: number
  readonly holdMs: number
  readonly withSound: boolean
}

interface Measured {
  readonly setupMs: number[]
  readonly ended: Extract<CallEvent, { is: 'ended' }>[]
  readonly upMax: number
  readonly cpuSeconds: number
  readonly seconds: number
}

async function placeCalls(media: MediaEngine, load: Load, clip?: ClipId): Promise<Measured> {
  const trunk: Trunk = {
    id: 'bench' as TrunkId,
    kind: 'practice',
    host: '127.0.0.1',
    port: sippPort,
    callsPerSecond: load.callsPerSecond,
    concurrentCalls: load.calls,
    ...plainTrunk,
    // SIPp's callee takes an OPTIONS for a call.
    profile: trunkProfileSchema.parse({ signalling: { optionsEveryS: 0 } }),
    callerIds: [callerId],
  }
  const telephony = await openTelephony({
    trunks: [trunk],
    media,
    clock: realClock,
    version: 'bench',
    mediaPorts: 'perCall',
  })
  if (clip) await telephony.loadClip(soundOf(clip, load.holdMs))
  const placedAt = new Map<string, number>()
  const setupMs: number[] = []
  const ended: Measured['ended'] = []
  let up = 0
  let upMax = 0
  let done: () => void = () => undefined
  const allEnded = new Promise<void>((resolve) => {
    done = resolve
  })
  telephony.onEvent((event) => {
    if (event.is === 'answered') {
      setupMs.push(event.at - (placedAt.get(event.attempt) ?? 0))
      up += 1
      upMax = Math.max(upMax, up)
      if (clip) telephony.play(event.attempt, clip)
      setTimeout(() => telephony.hangUp(event.attempt), load.holdMs)
    } else if (event.is === 'ended') {
      up -= 1
      ended.push(event)
      if (ended.length === load.calls) done()
    }
  })
  const before = cpuUsage()
  const start = realClock.mono()
  for (let call = 0; call < load.calls; call += 1) {
    const due = start + (call * 1000) / load.callsPerSecond
    const early = due - realClock.mono()
    if (early > 1) await pause(early)
    const attempt = `${randomUUID()}` as AttemptId
    placedAt.set(attempt, realClock.mono())
    telephony.place({ attempt, lawful: aProof(call), mediaTimeoutMs: ms(5000) })
  }
  await Promise.race([allEnded, pause(60_000, undefined, { ref: false })])
  const cpu = cpuUsage(before)
  const seconds = (realClock.mono() - start) / 1000
  await telephony.close()
  return { setupMs, ended, upMax, cpuSeconds: (cpu.user + cpu.system) / 1e6, seconds }
}

function aProof(call: number) {
  const { lawful } = decideTrunkTest({
    now: realClock.epoch(),
    number: `+3319900${String(call % 10_000).padStart(4, '0')}` as E164,
    trunkKind: 'practice',
    loopback: true,
    ownPhones: [],
    callerId,
  })
  if (!lawful) throw new Error('the bench calls fiction numbers only')
  return lawful
}

function soundOf(id: ClipId, durationMs: number) {
  const bytes = durationMs * 8
  return { id, pcma: new Uint8Array(bytes).fill(0xd5), pcmu: new Uint8Array(bytes).fill(0xff) }
}

const quantile = (values: readonly number[], part: number): string => {
  const sorted = values.toSorted((one, other) => one - other)
  return (sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN).toFixed(1)
}

function report(title: string, load: Load, measured: Measured): void {
  const { setupMs, ended, upMax, cpuSeconds, seconds } = measured
  const good = ended.filter(({ by }) => by === 'us').length
  const sum = (pick: (event: Measured['ended'][number]) => number): number =>
    ended.reduce((total, event) => total + pick(event), 0)
  console.log(`${title}: ${load.callsPerSecond} calls/s, each up ${load.holdMs} ms`)
  console.log(`  ended well               ${good} of ${load.calls}, at most ${upMax} at once`)
  console.log(
    `  INVITE to ACK            p50 ${quantile(setupMs, 0.5)} ms, p99 ${quantile(setupMs, 0.99)} ms`,
  )
  console.log(`  our process              ${((cpuSeconds / seconds) * 100).toFixed(0)} % of a core`)
  console.log(
    `  CPU a call               ${((cpuSeconds / load.calls) * 1000).toFixed(2)} ms: ` +
      `${(load.calls / cpuSeconds).toFixed(0)} calls/s on a core`,
  )
  // Where no media engine runs the counters are those of a stand-in.
  if (!load.withSound) {
    const onACore = Math.round(load.calls / cpuSeconds)
    const row = { 'calls/s': load.callsPerSecond, 'ended well': good, of: load.calls }
    console.log(JSON.stringify({ ...row, 'calls/s on a core': onACore }))
    return
  }
  const [sent, received] = [sum(({ rtp }) => rtp.sent), sum(({ rtp }) => rtp.received)]
  console.log(`  RTP sent/received/lost   ${sent}/${received}/${sum(({ rtp }) => rtp.lost)}`)
}

benchMessages()
/** The first compiles what the others run; what a core carries is what the last ones take. */
const rates = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 500, 1000]
const sipp = await startSipp([])
try {
  for (const callsPerSecond of rates) {
    const load = { calls: callsPerSecond * 10, callsPerSecond, holdMs: 1000, withSound: false }
    report('signalling', load, await placeCalls(silentMedia(realClock.mono, load.calls), load))
  }
} finally {
  sipp.kill('SIGKILL')
}
const twoWay: Load = { calls: 500, callsPerSecond: 100, holdMs: 8000, withSound: true }
const echoing = await startSipp(['-rtp_echo'])
try {
  const media = await openMediaEngine({ portRange: { from: 16_384, to: 18_383 } })
  report('two-way legs', twoWay, await placeCalls(media, twoWay, 'sound' as ClipId))
} finally {
  echoing.kill('SIGKILL')
}

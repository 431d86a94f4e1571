/**
 * Playbacks a core: rtpengine, SIPp's rtp_stream and our own engine, each playing one recording on N legs to a sink
 * that reads nothing, so that only sending is measured. Of the others it is the CPU of the whole process, ours that of
 * the media thread; all with chunks of 20 ms that leave on time. Only the ratios of one run mean something.
 * `npm run bench -- playback [SECONDS] [LEGS…]`
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { encodeALaw, encodeMuLaw } from '../src/audio/g711.ts'
import { steadyNow } from '../src/base/clock.ts'
import type { ClipId } from '../src/base/ids.ts'
import { randomFrom } from '../src/base/random.ts'
import type { Clip } from '../src/campaign/voiceMessage.ts'
import { openMediaEngine } from '../src/telephony/media.ts'
import type { LegNumber, MediaEngine, RemoteMedia } from '../src/telephony/mediaEngine.ts'
import { openRtpengineMedia } from '../src/telephony/rtpengine/rtpengineMedia.ts'
import { openSippStream } from './farEnd/sippStream.ts'

const [seconds = 10, ...given] = process.argv.slice(2).map(Number).filter(Boolean)
const counts = given.length > 0 ? given : [100, 200, 400]
const address = '127.0.0.1'
const ngPort = 21_990
const settleMs = 1500
const packetsPerSecond = 50
/** Linux counts CPU time of a process in these. */
const ticksPerSecond = 100

type PortUse = 'perCall' | 'shared'

interface Measured {
  readonly cpuShare: number
  /** RTP a second at the sink. */
  readonly packets: number
}

const clip = aMinuteOfNoise()
const sink = await startSink()
try {
  const rows: Record<string, Record<string, number>> = {}
  for (const legs of counts) {
    const [rtpengine, sipp, ours, shared] = [
      await ofRtpengine(legs),
      await ofSipp(legs),
      await ofOurs(legs, 'perCall'),
      await ofOurs(legs, 'shared'),
    ]
    for (const [name, each] of Object.entries({ rtpengine, sipp, ours, 'ours, shared': shared })) {
      rows[`${legs} legs, ${name}`] = {
        'CPU % of a core': round(each.cpuShare * 100),
        'sent %': Math.round((each.packets / (legs * packetsPerSecond)) * 100),
        'playbacks a core': Math.round(playbacksACore(each)),
        'ours to it': round(playbacksACore(ours) / playbacksACore(each)),
        'ours on shared ports to it': round(playbacksACore(shared) / playbacksACore(each)),
      }
    }
  }
  console.log(JSON.stringify(rows))
  console.table(rows)
} finally {
  sink.process.kill('SIGKILL')
}

/** By what arrived: on a machine that is too busy, an engine that sends less is not the cheaper for it. */
function playbacksACore({ packets, cpuShare }: Measured): number {
  return packets / packetsPerSecond / cpuShare
}

async function ofRtpengine(legs: number): Promise<Measured> {
  const daemon = spawn(
    'rtpengine',
    [
      ...['--config-file=none', '--foreground', '--log-stderr', '--log-level=4', '--table=-1'],
      ...[`--interface=${address}`, '--num-threads=2', '--media-num-threads=2'],
      ...[`--listen-ng=${address}:${ngPort}`, `--listen-tcp-ng=${address}:${ngPort}`],
      ...['--dtmf-log-ng-tcp', '--port-min=22000', '--port-max=29999', '--delete-delay=0'],
    ],
    { stdio: 'ignore' },
  )
  daemon.on('error', () => console.error('rtpengine is missing: apt-get install rtpengine-daemon'))
  try {
    const instances = [{ host: address, port: ngPort, weight: 1 }]
    const engine = await openRtpengineMedia({ instances })
    return await measured(
      { engine, ports: 'perCall' },
      legs,
      () => ticksOf(daemon) / ticksPerSecond,
    )
  } finally {
    daemon.kill('SIGKILL')
    await once(daemon, 'exit')
  }
}

async function ofSipp(legs: number): Promise<Measured> {
  const rampMs = Math.max(1000, legs * 5)
  const upMs = settleMs * 2 + seconds * 1000
  const stream = await openSippStream({ calls: legs, rampMs, upMs, sinkPort: sink.port })
  try {
    await pause(rampMs)
    return await whileSending(() => ticksOf(stream.process) / ticksPerSecond)
  } finally {
    stream.close()
  }
}

/** Others have a port a call; ours may share 16, as the trunk says. */
async function ofOurs(legs: number, ports: PortUse): Promise<Measured> {
  const engine = await openMediaEngine({ portRange: { from: 22_000, to: 29_999 } })
  return measured({ engine, ports }, legs, async () => (await engine.health()).workerCpuMs / 1000)
}

/** Closes the engine. */
async function measured(
  { engine, ports }: { readonly engine: MediaEngine; readonly ports: PortUse },
  legs: number,
  cpuSeconds: () => number | Promise<number>,
): Promise<Measured> {
  try {
    await engine.loadClip(clip)
    for (let number = 1; number <= legs; number += 1) {
      const leg = number as LegNumber
      await engine.openLeg({ leg, address, ports })
      engine.setRemote(leg, remoteOf(sink.port))
      engine.play(leg, clip.id)
      await pause(3)
    }
    return await whileSending(cpuSeconds)
  } finally {
    await engine.close()
  }
}

async function whileSending(cpuSeconds: () => number | Promise<number>): Promise<Measured> {
  await pause(settleMs)
  const before = [await cpuSeconds(), delivered(), steadyNow()] as const
  await pause(seconds * 1000)
  const after = [await cpuSeconds(), delivered(), steadyNow()] as const
  const took = (after[2] - before[2]) / 1000
  return {
    cpuShare: (after[0] - before[0]) / took,
    packets: Math.round((after[1] - before[1]) / took),
  }
}

/** A process that binds RTP and RTCP and is then stopped: its sockets take what fits, and the kernel drops the rest. */
async function startSink(): Promise<{ readonly process: ChildProcess; readonly port: number }> {
  const port = 21_900
  const script = `for (const port of [${port}, ${port + 1}]) {
    require('node:dgram').createSocket('udp4').bind(port, '${address}', () => console.log(port))
  }`
  const process_ = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const text of process_.stdout) {
    said += String(text)
    if (said.split('\n').length > 2) break
  }
  process_.kill('SIGSTOP')
  return { process: process_, port }
}

function remoteOf(port: number): RemoteMedia {
  const codec = { codec: 'pcma', payloadType: 8, telephoneEvent: 101 } as const
  return { address, port, ...codec, send: true }
}

/** Clock ticks in user and system mode (proc(5), fields 14 and 15). */
function ticksOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/**
 * RTP that reached the sink: once its buffer is full, each packet counts as dropped there (`drops`, the last
 * column of /proc/net/udp), whoever sent it and however busy the machine is.
 */
function delivered(): number {
  const place = new RegExp(`^ *\\d+: [0-9A-F]{8}:${sink.port.toString(16).toUpperCase()} `)
  const line = readFileSync('/proc/net/udp', 'utf8')
    .split('\n')
    .find((entry) => place.test(entry))
  return Number(line?.trim().split(/\s+/).at(-1))
}

function aMinuteOfNoise(): Clip {
  const random = randomFrom(2017)
  const samples = Float32Array.from({ length: 60 * 8000 }, () => random.next() - 0.5)
  return { id: 'minute' as ClipId, pcma: encodeALaw(samples), pcmu: encodeMuLaw(samples) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

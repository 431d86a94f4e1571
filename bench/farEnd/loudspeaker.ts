/**
 * What the far end of a bench says: one thread, one socket for most calls and one for those that are
 * listened to. Each call speaks from an address of its own in 127.0.0.0/8 (IP_PKTINFO), so that a batch of
 * sendmmsg carries many calls and the far end costs a fraction of what is measured. The first socket is never
 * read: the kernel throws away what comes. The second hears every 20th call: gaps, losses, order.
 */
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import koffi from 'koffi'
import { steadyNow } from '../../src/base/clock.ts'

export interface SpeakerStart {
  readonly port: MessagePort
  readonly deafPort: number
  readonly hearingPort: number
}
export type ToSpeaker =
  | {
      readonly is: 'speak'
      readonly call: number
      /** Signed 32-bit IPv4 of its own. */
      readonly ip: number
      readonly to: { readonly ip: number; readonly port: number }
      readonly hears: boolean
      /** After the first packet; absent: presses nothing. */
      readonly pressAtMs?: number
    }
  | { readonly is: 'hush'; readonly call: number }
  | { readonly is: 'report' }
  | { readonly is: 'end' }
export interface SpeakerReport {
  readonly sent: number
  readonly late: { readonly p99: number }
  readonly heard: HeardSum
  readonly cpuMs: number
}
export interface HeardSum {
  readonly calls: number
  readonly packets: number
  readonly lost: number
  /** Packets that came more than 40 ms after the one before. */
  readonly gaps: number
  readonly jitterMs: { readonly p50: number; readonly p99: number }
}

const { port, deafPort, hearingPort } = workerData as SpeakerStart
const libc = koffi.load('libc.so.6')
const call = (signature: string) => libc.func(signature) as unknown as (...a: number[]) => number
const sys = {
  socket: call('int socket(int, int, int)'),
  bind: call('int bind(int, uintptr_t, unsigned int)'),
  setsockopt: call('int setsockopt(int, int, int, uintptr_t, unsigned int)'),
  sendmmsg: call('int sendmmsg(int, uintptr_t, unsigned int, int)'),
  recvmmsg: call('int recvmmsg(int, uintptr_t, unsigned int, int, uintptr_t)'),
}
/** What the kernel has addresses of stays: nothing here refers to some of it again. */
const pinned: Uint8Array[] = []
const memory = (length: number) => {
  const bytes = new Uint8Array(new ArrayBuffer(length))
  pinned.push(bytes)
  return { bytes, view: new DataView(bytes.buffer), at: Number(koffi.address(bytes)) }
}

const callsMax = 8192
const batch = 512
const packetBytes = 172
const controlBytes = 32
const slotMs = 2
const phases = 10
const eventType = 101
const pressFrames = 5
const unsaidMs = 20
const MSG_DONTWAIT = 0x40

// One packet a call: the header changes, the sound is the same everywhere.
const packets = memory(callsMax * packetBytes)
packets.bytes.fill(0xd5)
const names = memory(batch * 16)
const vectors = memory(batch * 16)
const controls = memory(batch * controlBytes)
const messages = memory(batch * 64)
for (let i = 0; i < batch; i += 1) {
  const m = i * 64
  messages.view.setBigUint64(m, BigInt(names.at + i * 16), true)
  messages.view.setUint32(m + 8, 16, true)
  messages.view.setBigUint64(m + 16, BigInt(vectors.at + i * 16), true)
  messages.view.setBigUint64(m + 24, 1n, true)
  messages.view.setBigUint64(m + 32, BigInt(controls.at + i * controlBytes), true)
  messages.view.setBigUint64(m + 40, 28n, true)
  names.view.setUint16(i * 16, 2, true)
  // cmsghdr: length, IPPROTO_IP, IP_PKTINFO; then in_pktinfo: interface, source, address.
  controls.view.setBigUint64(i * controlBytes, 28n, true)
  controls.view.setInt32(i * controlBytes + 8, 0, true)
  controls.view.setInt32(i * controlBytes + 12, 8, true)
}
const pointers = new Uint32Array(vectors.bytes.buffer)

function openSocket(local: number, receiveBytes: number): number {
  const fd = sys.socket(2, 2 | 0o4000, 0)
  const scratch = memory(32)
  scratch.view.setInt32(0, receiveBytes, true)
  if (sys.setsockopt(fd, 1, 33, scratch.at, 4) < 0) sys.setsockopt(fd, 1, 8, scratch.at, 4)
  scratch.view.setUint16(0, 2, true)
  scratch.view.setUint16(2, local)
  scratch.view.setInt32(4, 0)
  if (sys.bind(fd, scratch.at, 16) < 0)
    throw new Error(`UDP port ${local} of the far end is in use`)
  // IP_TRANSPARENT: it may speak from addresses that are nobody's (nowhere.ts); refused, and not needed, outside.
  scratch.view.setInt32(16, 1, true)
  sys.setsockopt(fd, 0, 19, scratch.at + 16, 4)
  return fd
}
const deaf = openSocket(deafPort, 2304)
const hearing = openSocket(hearingPort, 8 << 20)

interface Call {
  readonly index: number
  readonly ip: number
  readonly toIp: number
  readonly toPort: number
  readonly socket: number
  readonly pressFrame: number
  readonly ssrc: number
  frame: number
}
const byNumber = new Map<number, { readonly call: Call; readonly phase: number }>()
const phaseCalls: Set<Call>[] = Array.from({ length: phases }, () => new Set())
const free = Array.from({ length: callsMax }, (_, i) => callsMax - 1 - i)
let sent = 0
const lateness = new Float64Array(200_000)
let latenessAt = 0

function begin(asked: Extract<ToSpeaker, { is: 'speak' }>, slot: number): void {
  const index = free.pop()
  if (index === undefined || byNumber.has(asked.call)) return
  const pressFrame = asked.pressAtMs === undefined ? -1 : Math.round(asked.pressAtMs / 20)
  const made: Call = {
    ...{ index, ip: asked.ip, toIp: asked.to.ip, toPort: asked.to.port, pressFrame },
    socket: asked.hears ? hearing : deaf,
    ...{ ssrc: (0x10000000 + asked.call) >>> 0, frame: 0 },
  }
  const phase = (slot + 1) % phases
  byNumber.set(asked.call, { call: made, phase })
  phaseCalls[phase]?.add(made)
}

function hush(number: number): void {
  const known = byNumber.get(number)
  if (!known) return
  byNumber.delete(number)
  phaseCalls[known.phase]?.delete(known.call)
  free.push(known.call.index)
}

const queues = new Map([
  [deaf, [] as Call[]],
  [hearing, [] as Call[]],
])

function speak(phase: number): void {
  for (const own of phaseCalls[phase] ?? []) queues.get(own.socket)?.push(own)
  for (const [socket, queue] of queues) {
    for (let from = 0; from < queue.length; from += batch) {
      const length = Math.min(batch, queue.length - from)
      for (let i = 0; i < length; i += 1) write(i, queue[from + i] as Call)
      let done = 0
      while (done < length) {
        const left = messages.at + done * 64
        done += Math.max(1, sys.sendmmsg(socket, left, length - done, MSG_DONTWAIT))
      }
      sent += length
    }
    queue.length = 0
  }
}

function isPressing({ pressFrame, frame }: Call): boolean {
  const into = frame - pressFrame
  return pressFrame >= 0 && into >= 0 && into < pressFrames + 3
}

function write(i: number, own: Call): void {
  const at = own.index * packetBytes
  const { view } = packets
  const into = own.frame - own.pressFrame
  const isKey = isPressing(own)
  const length = isKey ? 16 : packetBytes
  view.setUint8(at, 0x80)
  view.setUint8(at + 1, isKey ? eventType | (into === 0 ? 0x80 : 0) : 8)
  view.setUint16(at + 2, own.frame & 0xffff)
  view.setUint32(at + 4, ((isKey ? own.pressFrame : own.frame) * 160) >>> 0)
  view.setUint32(at + 8, own.ssrc)
  if (isKey) {
    view.setUint8(at + 12, 1)
    view.setUint8(at + 13, (into >= pressFrames ? 0x80 : 0) | 10)
    view.setUint16(at + 14, Math.min(into + 1, pressFrames) * 160)
  } else if (into === pressFrames + 3) packets.bytes.fill(0xd5, at + 12, at + 16)
  names.view.setUint16(i * 16 + 2, own.toPort)
  names.view.setInt32(i * 16 + 4, own.toIp)
  controls.view.setInt32(i * controlBytes + 20, own.ip)
  const base = packets.at + at
  pointers[i * 4] = base
  pointers[i * 4 + 1] = base / 2 ** 32
  pointers[i * 4 + 2] = length
  own.frame += 1
}

// ── the ear ─────────────────────────────────────────────────────────────────────────────────────────
const inBytes = 256
const inNames = memory(64 * 16)
const inVectors = memory(64 * 16)
const inData = memory(64 * inBytes)
const inMessages = memory(64 * 64)
for (let i = 0; i < 64; i += 1) {
  inMessages.view.setBigUint64(i * 64, BigInt(inNames.at + i * 16), true)
  inMessages.view.setUint32(i * 64 + 8, 16, true)
  inMessages.view.setBigUint64(i * 64 + 16, BigInt(inVectors.at + i * 16), true)
  inMessages.view.setBigUint64(i * 64 + 24, 1n, true)
  inVectors.view.setBigUint64(i * 16, BigInt(inData.at + i * inBytes), true)
  inVectors.view.setBigUint64(i * 16 + 8, BigInt(inBytes), true)
}
interface Ear {
  first: number
  firstAt: number
  last: number
  lastAt: number
  packets: number
}
const ears = new Map<number, Ear>()
const jitters: number[] = []
const jittersMax = 500_000
let gaps = 0

function hear(): void {
  for (let rounds = 0; rounds < 64; rounds += 1) {
    const count = sys.recvmmsg(hearing, inMessages.at, 64, MSG_DONTWAIT, 0)
    const now = steadyNow()
    for (let i = 0; i < count; i += 1) {
      inMessages.view.setUint32(i * 64 + 8, 16, true)
      takeIn(i * inBytes, now)
    }
    if (count < 64) return
  }
}

function takeIn(at: number, now: number): void {
  // RTCP shares no port here: every packet is RTP.
  const sequence = inData.view.getUint16(at + 2)
  const ssrc = inData.view.getUint32(at + 8)
  const ear = ears.get(ssrc)
  if (!ear) {
    ears.set(ssrc, { first: sequence, firstAt: now, last: 0, lastAt: now, packets: 1 })
    return
  }
  const extended = (sequence - ear.first) & 0xffff
  ear.packets += 1
  if (extended > ear.last) ear.last = extended
  if (now - ear.lastAt > 40) gaps += 1
  ear.lastAt = now
  if (jitters.length < jittersMax) jitters.push(Math.abs(now - ear.firstAt - extended * 20))
}

function report(): SpeakerReport {
  const late = [...lateness.subarray(0, latenessAt)].sort((a, b) => a - b)
  const sorted = jitters.toSorted((a, b) => a - b)
  const rank = (of: readonly number[], share: number): number =>
    of[Math.floor(of.length * share)] ?? 0
  const all = [...ears.values()]
  const count = (of: (ear: Ear) => number): number => all.reduce((sum, ear) => sum + of(ear), 0)
  const { user, system } = process.threadCpuUsage()
  return {
    sent,
    late: { p99: rank(late, 0.99) },
    heard: {
      calls: all.length,
      packets: count((ear) => ear.packets),
      lost: count((ear) => ear.last + 1 - ear.packets),
      gaps,
      jitterMs: { p50: rank(sorted, 0.5), p99: rank(sorted, 0.99) },
    },
    cpuMs: (user + system) / 1000,
  }
}

const never = new Int32Array(new SharedArrayBuffer(4))
const t0 = steadyNow()
let isOver = false
for (let slot = 0; !isOver; slot += 1) {
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) {
    const asked = next.message as ToSpeaker
    if (asked.is === 'speak') begin(asked, slot)
    else if (asked.is === 'hush') hush(asked.call)
    else if (asked.is === 'report') port.postMessage(report())
    else isOver = true
  }
  // Phones that were held up do not send what is missing at once, all of them: it goes unsaid.
  if (steadyNow() - (t0 + slot * slotMs) < unsaidMs) speak(slot % phases)
  else for (const own of phaseCalls[slot % phases] ?? []) if (!isPressing(own)) own.frame += 1
  if (byNumber.size > 0 && latenessAt < lateness.length) {
    lateness[latenessAt] = steadyNow() - (t0 + slot * slotMs)
    latenessAt += 1
  }
  hear()
  const wait = t0 + (slot + 1) * slotMs - steadyNow()
  if (wait > 0) Atomics.wait(never, 0, 0, wait)
}
port.close()

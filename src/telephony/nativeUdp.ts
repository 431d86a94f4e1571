/**
 * The one file with native calls: libc's socket calls through koffi, on 64-bit Linux. Batches of
 * datagrams go in one call (sendmmsg, recvmmsg): a quarter of the CPU node:dgram takes. A wrong
 * pointer here ends the process, so every address comes from `block` and every index is bounded.
 */
import { readFileSync } from 'node:fs'
import koffi from 'koffi'
import { assert } from '../base/assert.ts'
import { steadyNow } from '../base/clock.ts'
import { type MonoMs, monoMs } from '../base/units.ts'
import type { IpAddress } from '../rtp/ipAddress.ts'
import { Ipv6Hosts } from './mediaHosts.ts'
import { limitWords, openFilesOf } from './mediaLimits.ts'
import {
  type Block,
  BUSY_AT_MOST,
  blankIncoming,
  DATAGRAM_BYTES_AT_MOST,
  DATAGRAMS_AT_LEAST,
  DATAGRAMS_PER_LOOK,
  type Incoming,
  type MediaSockets,
  type Opened,
  type Outgoing,
  RECEIVE_BUFFER_BYTES,
  SEND_BUFFER_BYTES,
  SOCKETS_AT_MOST,
  type SocketNumber,
  type Watched,
} from './mediaSockets.ts'
import {
  AF_INET,
  AF_INET6,
  MSG_BYTES,
  NAME_BYTES,
  NAME_STEP,
  RECEIVE_BATCH,
  receiveArea,
  SEND_BATCH,
  sendArea,
  setPointer,
  VECTOR_WORDS,
  writeIpv4Name,
  writeIpv6Name,
} from './nativeLayout.ts'

const SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0o4000 | 0o2000000
const SOL_SOCKET = 1
const SO_SNDBUF = 7
const SO_RCVBUF = 8
const SO_SNDBUFFORCE = 32
const SO_RCVBUFFORCE = 33
const IPPROTO_IPV6 = 41
const IPV6_V6ONLY = 26
const IPPROTO_IP = 0
const IP_MTU_DISCOVER = 10
const IPV6_MTU_DISCOVER = 23
const PMTUDISC_PROBE = 3
const MSG_DONTWAIT = 0x40
const MSG_TRUNC = 0x20
const EPOLL_CTL_ADD = 1
const EPOLLIN = 1
const EPOLL_CLOEXEC = 0o2000000
const PRIO_PROCESS = 0
const EPOLL_BATCH = 256
/** No libc of ours has a function for it: its number on each machine; the record is 48 bytes (sched/types.h). */
const SCHED_SETATTR = new Map([
  ['x64', 314],
  ['arm64', 274],
]).get(process.arch)
const SCHED_ATTR_BYTES = 48
/** The shortest that Linux grants. */
const SHORT_TURN_NS = 100_000n
/** struct epoll_event is packed on x86-64 only. */
const EPOLL_EVENT = process.arch === 'x64' ? { bytes: 12, data: 4 } : { bytes: 16, data: 8 }

/** Throws when this machine cannot load koffi, or its C library has no such calls. */
export const nativeSockets = (seed: number): NativeSockets => new NativeSockets(seed)

export class NativeSockets implements MediaSockets {
  readonly backend = 'native'
  readonly block = block
  readonly #libc = bindLibc()
  readonly #out = sendArea(block)
  readonly #in = receiveArea(block)
  readonly #events = block(EPOLL_BATCH * EPOLL_EVENT.bytes)
  readonly #eventWords = new DataView(this.#events.bytes.buffer)
  readonly #scratch = block(64)
  readonly #scratchWords = new DataView(this.#scratch.bytes.buffer)
  readonly #epoll = this.#libc.epollCreate(EPOLL_CLOEXEC)
  /** Socket number → file descriptor; −1 when free. */
  readonly #descriptors = new Int32Array(SOCKETS_AT_MOST).fill(-1)
  /** Socket number → 1 when it is of IPv6. */
  readonly #isIpv6 = new Uint8Array(SOCKETS_AT_MOST)
  readonly #hosts: Ipv6Hosts
  readonly #free = Array.from({ length: SOCKETS_AT_MOST }, (_, i) => SOCKETS_AT_MOST - 1 - i)
  /** Sockets outside epoll, which would be told of every packet (Watched). */
  readonly #busy: SocketNumber[] = []
  readonly #queued = new Int32Array(SEND_BATCH)
  readonly #incoming = blankIncoming(this.#in.data)
  #queueLength = 0
  #shortfalls = 0
  /** Of the look at hand: datagrams read, and until when; and whose turn it is to be read first. */
  #taken = 0
  #until: MonoMs = monoMs(0)
  #turn = 0
  #listener: (incoming: Incoming) => void = () => {}

  constructor(seed: number) {
    this.#hosts = new Ipv6Hosts(seed)
    assert(process.platform === 'linux', 'native UDP is for Linux')
    assert(this.#epoll >= 0, 'an epoll instance can be made')
  }

  open(at: IpAddress, port: number, how: Watched, done: (opened: Opened) => void): void {
    const isIpv6 = at.family === 6
    const family = isIpv6 ? AF_INET6 : AF_INET
    const fd = this.#libc.socket(family, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0)
    const socket = this.#free.at(-1)
    let error = fd < 0 ? errorName() : undefined
    if (socket === undefined) error = 'EMFILE'
    else error ??= this.#prepare(fd, at, port)
    const isBusy = how === 'busy' && this.#busy.length < BUSY_AT_MOST
    if (error === undefined && !isBusy) error = this.#watch(fd, socket as number)
    if (error === undefined) {
      this.#free.pop()
      this.#descriptors[socket as number] = fd
      this.#isIpv6[socket as number] = isIpv6 ? 1 : 0
      if (isBusy) this.#busy.push(socket as SocketNumber)
      done({ socket: socket as SocketNumber })
      return
    }
    if (fd >= 0) this.#libc.close(fd)
    done({ error })
  }

  close(socket: SocketNumber): void {
    const fd = this.#descriptors[socket] ?? -1
    assert(fd >= 0, 'a socket is closed once')
    this.flush()
    this.#libc.close(fd)
    this.#descriptors[socket] = -1
    const busy = this.#busy.indexOf(socket)
    if (busy !== -1) this.#busy.splice(busy, 1)
    this.#free.push(socket)
  }

  hostOf({ words }: IpAddress): number {
    const [a = 0, b, c = 0, d = 0] = words
    return b === undefined ? a : this.#hosts.numberOf(a, b, c, d)
  }

  onHostsFull(inUse: () => Iterable<number>): void {
    this.#hosts.onFull(inUse)
  }

  /** What the kernel grants less of than many calls need, in words that say how to raise it. */
  limits(): readonly string[] {
    const fd = this.#libc.socket(AF_INET, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0)
    if (fd < 0) return [`sockets cannot be opened (${errorName()})`]
    const { address } = this.#scratch
    this.#wish(fd, SO_RCVBUFFORCE, SO_RCVBUF, RECEIVE_BUFFER_BYTES)
    this.#scratchWords.setInt32(4, 4, true)
    this.#libc.getsockopt(fd, SOL_SOCKET, SO_RCVBUF, address, address + 4)
    // socket(7): the kernel doubles what was asked for, for its own needs.
    const granted = this.#scratchWords.getInt32(0, true) / 2
    this.#libc.close(fd)
    const files = openFilesOf(readFileSync('/proc/self/limits', 'utf8'))
    return limitWords({ receiveBuffer: granted, files })
  }

  queue(packet: Outgoing): void {
    if (this.#queueLength === SEND_BATCH) this.flush()
    const { head, headAt, headLength, body, bodyAt, bodyLength } = packet
    assert(headAt + headLength <= head.bytes.length, 'a head lies inside its block')
    assert(bodyAt + bodyLength <= body.bytes.length, 'a body lies inside its block')
    const i = this.#queueLength
    this.#queued[i] = this.#descriptors[packet.socket] ?? -1
    this.#writeName(i * NAME_STEP, packet)
    const words = this.#out.vectorWords
    const at = i * 2 * VECTOR_WORDS
    setPointer(words, at, head.address + headAt)
    words[at + 2] = headLength
    setPointer(words, at + 4, body.address + bodyAt)
    words[at + 6] = bodyLength
    this.#queueLength += 1
  }

  #writeName(at: number, { socket, ip, port }: Outgoing): void {
    if (this.#isIpv6[socket] === 0) {
      writeIpv4Name(this.#out.nameWords, at, ip, port)
      return
    }
    assert(ip > 0, 'an IPv6 address has a number')
    const word = (i: number): number => this.#hosts.wordOf(ip, i)
    const name = { a: word(0), b: word(1), c: word(2), d: word(3), port }
    writeIpv6Name(this.#out.nameWords, at, name)
  }

  flush(): void {
    const length = this.#queueLength
    for (let from = 0; from < length; ) {
      const fd = this.#queued[from] as number
      let to = from + 1
      while (to < length && this.#queued[to] === fd) to += 1
      while (from < to) {
        const first = this.#out.messages.address + from * MSG_BYTES
        const sent = this.#libc.sendmmsg(fd, first, to - from, MSG_DONTWAIT)
        // The first was refused (full buffer, no route): it is lost, the others get their turn.
        if (sent <= 0) this.#shortfalls += 1
        from += Math.max(1, sent)
      }
    }
    this.#queueLength = 0
  }

  receive(until: MonoMs): void {
    this.#incoming.at = steadyNow()
    this.#taken = 0
    this.#until = until
    // All that epoll watches have their turn after the last of the busy.
    const turns = this.#busy.length + 1
    for (let i = 0; i < turns && this.#mayRead; i += 1) {
      const turn = this.#turn % turns
      // Who was broken off waits for the others: a socket that never runs dry does not keep them silent.
      this.#turn = turn + 1
      if (turn < this.#busy.length) this.#drainBusy(turn)
      else this.#drainQuiet()
    }
  }

  get #mayRead(): boolean {
    if (this.#taken < DATAGRAMS_AT_LEAST) return true
    return this.#taken < DATAGRAMS_PER_LOOK && steadyNow() < this.#until
  }

  onDatagram(listener: (incoming: Incoming) => void): void {
    this.#listener = listener
  }

  shortfalls(): number {
    return this.#shortfalls
  }

  /** Buffers and address; the error's name when it is refused. */
  #prepare(fd: number, { family, words }: IpAddress, port: number): string | undefined {
    const { address } = this.#scratch
    this.#wish(fd, SO_RCVBUFFORCE, SO_RCVBUF, RECEIVE_BUFFER_BYTES)
    this.#wish(fd, SO_SNDBUFFORCE, SO_SNDBUF, SEND_BUFFER_BYTES)
    const [a = 0, b = 0, c = 0, d = 0] = words
    // No datagram of ours needs fragments; said once, the kernel need not choose an identification for each.
    this.#scratchWords.setInt32(0, PMTUDISC_PROBE, true)
    const [level, option] =
      family === 6 ? [IPPROTO_IPV6, IPV6_MTU_DISCOVER] : [IPPROTO_IP, IP_MTU_DISCOVER]
    this.#libc.setsockopt(fd, level, option, address, 4)
    if (family === 6) {
      // Else `::` would take the packets of IPv4 as well, from addresses that are none of ours.
      this.#scratchWords.setInt32(0, 1, true)
      this.#libc.setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, address, 4)
      writeIpv6Name(this.#scratchWords, 0, { a, b, c, d, port })
    } else writeIpv4Name(this.#scratchWords, 0, a, port)
    return this.#libc.bind(fd, address, NAME_BYTES) < 0 ? errorName() : undefined
  }

  #watch(fd: number, socket: number): string | undefined {
    const { address } = this.#scratch
    this.#scratchWords.setUint32(32, EPOLLIN, true)
    this.#scratchWords.setUint32(32 + EPOLL_EVENT.data, socket, true)
    const added = this.#libc.epollCtl(this.#epoll, EPOLL_CTL_ADD, fd, address + 32)
    return added < 0 ? errorName() : undefined
  }

  /** The first needs CAP_NET_ADMIN and passes net.core.rmem_max; else what the system grants. */
  #wish(fd: number, force: number, option: number, bytes: number): void {
    const { address } = this.#scratch
    this.#scratchWords.setInt32(0, bytes, true)
    if (this.#libc.setsockopt(fd, SOL_SOCKET, force, address, 4) < 0) {
      this.#libc.setsockopt(fd, SOL_SOCKET, option, address, 4)
    }
  }

  /** Batch after batch, as long as they are full. */
  #drainBusy(busy: number): void {
    while (this.#mayRead) {
      if (this.#drain(this.#busy[busy] as SocketNumber) < RECEIVE_BATCH) return
    }
  }

  /** One batch of each that has something, again and again. */
  #drainQuiet(): void {
    while (this.#mayRead) {
      const ready = this.#libc.epollWait(this.#epoll, this.#events.address, EPOLL_BATCH, 0)
      if (ready <= 0) return
      for (let i = 0; i < ready && this.#mayRead; i += 1) {
        const at = i * EPOLL_EVENT.bytes + EPOLL_EVENT.data
        this.#drain(this.#eventWords.getUint32(at, true) as SocketNumber)
      }
    }
  }

  /** One batch; what is left makes epoll report the socket again. */
  #drain(socket: SocketNumber): number {
    const fd = this.#descriptors[socket] ?? -1
    this.#taken += 1
    if (fd < 0) return 0
    const { messages, messageWords, nameWords } = this.#in
    const count = this.#libc.recvmmsg(fd, messages.address, RECEIVE_BATCH, MSG_DONTWAIT, 0)
    const incoming = this.#incoming
    const isIpv6 = this.#isIpv6[socket] === 1
    incoming.socket = socket
    for (let i = 0; i < count; i += 1) {
      // The kernel has written how long the address is; the next call needs room for one again.
      messageWords.setUint32(i * MSG_BYTES + 8, NAME_BYTES, true)
      if (messageWords.getUint32(i * MSG_BYTES + 48, true) & MSG_TRUNC) continue
      const name = i * NAME_STEP
      incoming.port = nameWords.getUint16(name + 2)
      incoming.ip = isIpv6 ? this.#ipv6At(name + 8) : nameWords.getInt32(name + 4)
      incoming.start = i * DATAGRAM_BYTES_AT_MOST
      incoming.end = incoming.start + messageWords.getUint32(i * MSG_BYTES + 56, true)
      this.#listener(incoming)
    }
    this.#taken += Math.max(0, count - 1)
    return count
  }

  #ipv6At(at: number): number {
    const { nameWords } = this.#in
    const a = nameWords.getInt32(at)
    const b = nameWords.getInt32(at + 4)
    return this.#hosts.numberOf(a, b, nameWords.getInt32(at + 8), nameWords.getInt32(at + 12))
  }
}

/** Raises the calling thread's priority (Linux applies it to the thread); the error's name if refused. */
export function raisePriority(nice: number): string | undefined {
  return bindLibc().setpriority(PRIO_PROCESS, 0, nice) < 0 ? errorName() : undefined
}

/**
 * Asks the scheduler for short turns (sched_setattr(2), Linux 6.12): who wants little at a time is woken before
 * who wants much, instead of waiting for the end of that turn, 3 ms and more. Older kernels take no notice.
 */
export function askForShortTurns(): void {
  if (SCHED_SETATTR === undefined) return
  const libc = bindLibc()
  const { bytes, address } = block(SCHED_ATTR_BYTES)
  const words = new DataView(bytes.buffer)
  words.setUint32(0, SCHED_ATTR_BYTES, true)
  words.setInt32(16, libc.getpriority(PRIO_PROCESS, 0), true)
  words.setBigUint64(24, SHORT_TURN_NS, true)
  libc.syscall(SCHED_SETATTR, 0, address, 0)
}

function bindLibc() {
  const libc = koffi.load('libc.so.6')
  // Addresses as numbers: half the price of pointers, and exact below 2⁵³.
  const call = (signature: string) => libc.func(signature) as unknown as (...a: number[]) => number
  return {
    socket: call('int socket(int, int, int)'),
    bind: call('int bind(int, uintptr_t, unsigned int)'),
    close: call('int close(int)'),
    getsockopt: call('int getsockopt(int, int, int, uintptr_t, uintptr_t)'),
    setsockopt: call('int setsockopt(int, int, int, uintptr_t, unsigned int)'),
    sendmmsg: call('int sendmmsg(int, uintptr_t, unsigned int, int)'),
    recvmmsg: call('int recvmmsg(int, uintptr_t, unsigned int, int, uintptr_t)'),
    epollCreate: call('int epoll_create1(int)'),
    epollCtl: call('int epoll_ctl(int, int, int, uintptr_t)'),
    epollWait: call('int epoll_wait(int, uintptr_t, int, int)'),
    getpriority: call('int getpriority(int, int)'),
    setpriority: call('int setpriority(int, int, int)'),
    syscall: call('long syscall(long, int, uintptr_t, unsigned int)'),
  }
}

function errorName(): string {
  const number = koffi.errno()
  const found = Object.entries(koffi.os.errno).find(([, value]) => value === number)
  return found?.[0] ?? `errno ${number}`
}

/** Memory of an ArrayBuffer lies outside the heap and does not move while the array lives. */
function block(length: number): Block {
  const bytes = new Uint8Array(new ArrayBuffer(length))
  return { bytes, address: Number(koffi.address(bytes)) }
}

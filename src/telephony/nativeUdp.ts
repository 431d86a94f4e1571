/**
 * The one file with native calls: libc's socket calls through koffi, on 64-bit Linux. Batches of
 * datagrams go in one call (sendmmsg, recvmmsg): a quarter of the CPU node:dgram takes. A wrong
 * pointer here ends the process, so every address comes from `block` and every index is bounded.
 *
 *  mmsghdr (64 bytes): 0 name*, 8 namelen, 16 iov*, 24 iovlen, 32 control*, 40 controllen, 48 flags, 56 len
 *  iovec (16): 0 base*, 8 len     sockaddr_in (16): 0 family, 2 port, 4 address (network order)
 */
import koffi from 'koffi'
import { assert } from '../base/assert.ts'
import {
  type Block,
  DATAGRAM_BYTES_AT_MOST,
  DATAGRAMS_PER_LOOK,
  type Incoming,
  type MediaSockets,
  type Opened,
  type Outgoing,
  RECEIVE_BUFFER_BYTES,
  SOCKETS_AT_MOST,
  type SocketNumber,
} from './mediaSockets.ts'

const AF_INET = 2
const SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0o4000 | 0o2000000
const SOL_SOCKET = 1
const SO_RCVBUF = 8
const MSG_DONTWAIT = 0x40
const MSG_TRUNC = 0x20
const EPOLL_CTL_ADD = 1
const EPOLLIN = 1
const EPOLL_CLOEXEC = 0o2000000
const PRIO_PROCESS = 0
const MSG_BYTES = 64
const IOV_BYTES = 16
const NAME_BYTES = 16
const SEND_BATCH = 1024
const RECEIVE_BATCH = 64
const EPOLL_BATCH = 256
/** struct epoll_event is packed on x86-64 only. */
const EPOLL_EVENT = process.arch === 'x64' ? { bytes: 12, data: 4 } : { bytes: 16, data: 8 }

/** Throws when this machine cannot load koffi or its C library has no such calls. */
export function nativeSockets(): MediaSockets {
  assert(process.platform === 'linux', 'native UDP is for Linux')
  const libc = bindLibc()
  const out = sendArea()
  const into = receiveArea()
  const events = block(EPOLL_BATCH * EPOLL_EVENT.bytes)
  const eventWords = new DataView(events.bytes.buffer)
  const scratch = block(64)
  const scratchWords = new DataView(scratch.bytes.buffer)
  const epoll = libc.epollCreate(EPOLL_CLOEXEC)
  assert(epoll >= 0, 'an epoll instance can be made')
  /** Socket number → file descriptor; −1 when free. */
  const descriptors = new Int32Array(SOCKETS_AT_MOST).fill(-1)
  const free = Array.from({ length: SOCKETS_AT_MOST }, (_, i) => SOCKETS_AT_MOST - 1 - i)
  const queued = new Int32Array(SEND_BATCH)
  let queueLength = 0
  let shortfalls = 0
  let listener: (incoming: Incoming) => void = () => {}
  const incoming: Incoming = {
    socket: 0 as SocketNumber,
    ip: 0,
    port: 0,
    bytes: into.data.bytes,
    start: 0,
    end: 0,
  }

  function open(ip: number, port: number): Opened {
    const fd = libc.socket(AF_INET, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0)
    if (fd < 0) return { error: errorName() }
    const socket = free.pop()
    const error = socket === undefined ? 'EMFILE' : prepare(fd, { ip, port, socket })
    if (error === undefined && socket !== undefined) {
      descriptors[socket] = fd
      return { socket: socket as SocketNumber }
    }
    libc.close(fd)
    if (socket !== undefined) free.push(socket)
    return { error: error ?? 'EMFILE' }
  }

  function prepare(
    fd: number,
    at: { readonly ip: number; readonly port: number; readonly socket: number },
  ): string | undefined {
    scratchWords.setInt32(0, RECEIVE_BUFFER_BYTES, true)
    libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUF, scratch.address, 4)
    writeName(scratchWords, 0, at)
    if (libc.bind(fd, scratch.address, NAME_BYTES) < 0) return errorName()
    scratchWords.setUint32(32, EPOLLIN, true)
    scratchWords.setUint32(32 + EPOLL_EVENT.data, at.socket, true)
    const added = libc.epollCtl(epoll, EPOLL_CTL_ADD, fd, scratch.address + 32)
    return added < 0 ? errorName() : undefined
  }

  function close(socket: SocketNumber): void {
    const fd = descriptors[socket] ?? -1
    assert(fd >= 0, 'a socket is closed once')
    flush()
    libc.close(fd)
    descriptors[socket] = -1
    free.push(socket)
  }

  function queue(packet: Outgoing): void {
    if (queueLength === SEND_BATCH) flush()
    const i = queueLength
    assert(packet.headAt + packet.headLength <= packet.head.bytes.length, 'a head inside its block')
    assert(packet.bodyAt + packet.bodyLength <= packet.body.bytes.length, 'a body inside its block')
    queued[i] = descriptors[packet.socket] ?? -1
    writeName(out.nameWords, i * NAME_BYTES, packet)
    const vector = i * 2 * (IOV_BYTES / 4)
    setPointer(out.vectorWords, vector, packet.head.address + packet.headAt)
    out.vectorWords[vector + 2] = packet.headLength
    setPointer(out.vectorWords, vector + 4, packet.body.address + packet.bodyAt)
    out.vectorWords[vector + 6] = packet.bodyLength
    queueLength += 1
  }

  function flush(): void {
    for (let from = 0; from < queueLength; ) {
      const fd = queued[from] as number
      let to = from + 1
      while (to < queueLength && queued[to] === fd) to += 1
      while (from < to) {
        const sent = libc.sendmmsg(
          fd,
          out.messages.address + from * MSG_BYTES,
          to - from,
          MSG_DONTWAIT,
        )
        // The first one was refused (a full buffer, no route): it is lost, the others get their turn.
        if (sent <= 0) shortfalls += 1
        from += Math.max(1, sent)
      }
    }
    queueLength = 0
  }

  function receive(): void {
    let left = DATAGRAMS_PER_LOOK
    while (left > 0) {
      const ready = libc.epollWait(epoll, events.address, EPOLL_BATCH, 0)
      if (ready <= 0) return
      for (let i = 0; i < ready; i += 1) {
        const at = i * EPOLL_EVENT.bytes + EPOLL_EVENT.data
        left -= drain(eventWords.getUint32(at, true) as SocketNumber)
      }
    }
  }

  /** One batch; what is left makes epoll report the socket again. */
  function drain(socket: SocketNumber): number {
    const fd = descriptors[socket] ?? -1
    if (fd < 0) return 1
    for (let i = 0; i < RECEIVE_BATCH; i += 1)
      into.messageWords.setUint32(i * MSG_BYTES + 8, NAME_BYTES, true)
    const count = libc.recvmmsg(fd, into.messages.address, RECEIVE_BATCH, MSG_DONTWAIT, 0)
    for (let i = 0; i < count; i += 1) {
      const message = i * MSG_BYTES
      if (into.messageWords.getUint32(message + 48, true) & MSG_TRUNC) continue
      incoming.socket = socket
      incoming.port = into.nameWords.getUint16(i * NAME_BYTES + 2)
      incoming.ip = into.nameWords.getInt32(i * NAME_BYTES + 4)
      incoming.start = i * DATAGRAM_BYTES_AT_MOST
      incoming.end = incoming.start + into.messageWords.getUint32(message + 56, true)
      listener(incoming)
    }
    return Math.max(1, count)
  }

  const onDatagram = (heard: (incoming: Incoming) => void): void => {
    listener = heard
  }
  const backend = 'native'
  return {
    backend,
    block,
    open: (ip, port, done) => done(open(ip, port)),
    close,
    queue,
    flush,
    receive,
    onDatagram,
    shortfalls: () => shortfalls,
  }
}

/** Raises the calling thread's priority (Linux applies it to the thread); the error's name if refused. */
export function raisePriority(nice: number): string | undefined {
  return bindLibc().setpriority(PRIO_PROCESS, 0, nice) < 0 ? errorName() : undefined
}

function bindLibc() {
  const libc = koffi.load('libc.so.6')
  // Addresses as numbers: half the price of pointers, and exact below 2⁵³.
  const call = (signature: string) => libc.func(signature) as unknown as (...a: number[]) => number
  return {
    socket: call('int socket(int, int, int)'),
    bind: call('int bind(int, uintptr_t, unsigned int)'),
    close: call('int close(int)'),
    setsockopt: call('int setsockopt(int, int, int, uintptr_t, unsigned int)'),
    sendmmsg: call('int sendmmsg(int, uintptr_t, unsigned int, int)'),
    recvmmsg: call('int recvmmsg(int, uintptr_t, unsigned int, int, uintptr_t)'),
    epollCreate: call('int epoll_create1(int)'),
    epollCtl: call('int epoll_ctl(int, int, int, uintptr_t)'),
    epollWait: call('int epoll_wait(int, uintptr_t, int, int)'),
    setpriority: call('int setpriority(int, int, int)'),
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

function sendArea() {
  const messages = block(SEND_BATCH * MSG_BYTES)
  const names = block(SEND_BATCH * NAME_BYTES)
  const vectors = block(SEND_BATCH * 2 * IOV_BYTES)
  for (let i = 0; i < SEND_BATCH; i += 1) {
    pointMessage(messages, i, { name: names.address, vector: vectors.address, vectors: 2 })
  }
  return {
    messages,
    names,
    vectors,
    nameWords: new DataView(names.bytes.buffer),
    vectorWords: new Uint32Array(vectors.bytes.buffer),
  }
}

function receiveArea() {
  const messages = block(RECEIVE_BATCH * MSG_BYTES)
  const names = block(RECEIVE_BATCH * NAME_BYTES)
  const vectors = block(RECEIVE_BATCH * IOV_BYTES)
  const data = block(RECEIVE_BATCH * DATAGRAM_BYTES_AT_MOST)
  const vectorWords = new Uint32Array(vectors.bytes.buffer)
  for (let i = 0; i < RECEIVE_BATCH; i += 1) {
    pointMessage(messages, i, { name: names.address, vector: vectors.address, vectors: 1 })
    setPointer(vectorWords, i * 4, data.address + i * DATAGRAM_BYTES_AT_MOST)
    vectorWords[i * 4 + 2] = DATAGRAM_BYTES_AT_MOST
  }
  const messageWords = new DataView(messages.bytes.buffer)
  const nameWords = new DataView(names.bytes.buffer)
  // The kernel reads vectors and names by address: they must live as long as the area does.
  return { messages, names, vectors, data, messageWords, nameWords }
}

function pointMessage(
  messages: Block,
  i: number,
  to: { readonly name: number; readonly vector: number; readonly vectors: number },
): void {
  const words = new Uint32Array(messages.bytes.buffer)
  const at = (i * MSG_BYTES) / 4
  setPointer(words, at, to.name + i * NAME_BYTES)
  words[at + 2] = NAME_BYTES
  setPointer(words, at + 4, to.vector + i * to.vectors * IOV_BYTES)
  words[at + 6] = to.vectors
}

function setPointer(words: Uint32Array, at: number, address: number): void {
  words[at] = address
  words[at + 1] = address / 2 ** 32
}

function writeName(
  words: DataView,
  at: number,
  name: { readonly ip: number; readonly port: number },
): void {
  words.setUint16(at, AF_INET, true)
  words.setUint16(at + 2, name.port)
  words.setInt32(at + 4, name.ip)
}

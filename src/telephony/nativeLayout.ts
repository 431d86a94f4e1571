/**
 * The records of the socket calls of 64-bit Linux as they lie in memory (x86-64 and arm64 alike), and
 * the areas nativeUdp.ts sends from and receives into. Little-endian but for ports and addresses.
 *
 *  mmsghdr 64: 0 name*  8 namelen  16 vectors*  24 count  32 control*  40 controllen  48 flags  56 length
 *  iovec 16: 0 base*  8 length          sockaddr_in 16: 0 family  2 port  4 address (network order)
 *  sockaddr_in6 28: 0 family  2 port  4 flow  8 address  24 scope
 *  Names lie 32 bytes apart and are said to be 28 long: the kernel takes a longer name for IPv4.
 */
import { type Block, DATAGRAM_BYTES_AT_MOST } from './mediaSockets.ts'

export const AF_INET = 2
export const AF_INET6 = 10
export const MSG_BYTES = 64
/** From one name to the next. */
export const NAME_STEP = 32
/** Of sockaddr_in6. */
export const NAME_BYTES = 28
const IOV_BYTES = 16
/** Of an iovec, in 32-bit words. */
export const VECTOR_WORDS = IOV_BYTES / 4
export const SEND_BATCH = 1024
export const RECEIVE_BATCH = 64

/** Each message has two pieces: its header, and sound out of a clip. */
export function sendArea(block: (length: number) => Block) {
  const messages = block(SEND_BATCH * MSG_BYTES)
  const names = block(SEND_BATCH * NAME_STEP)
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

export function receiveArea(block: (length: number) => Block) {
  const messages = block(RECEIVE_BATCH * MSG_BYTES)
  const names = block(RECEIVE_BATCH * NAME_STEP)
  const vectors = block(RECEIVE_BATCH * IOV_BYTES)
  const data = block(RECEIVE_BATCH * DATAGRAM_BYTES_AT_MOST)
  const vectorWords = new Uint32Array(vectors.bytes.buffer)
  for (let i = 0; i < RECEIVE_BATCH; i += 1) {
    pointMessage(messages, i, { name: names.address, vector: vectors.address, vectors: 1 })
    setPointer(vectorWords, i * VECTOR_WORDS, data.address + i * DATAGRAM_BYTES_AT_MOST)
    vectorWords[i * VECTOR_WORDS + 2] = DATAGRAM_BYTES_AT_MOST
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
  setPointer(words, at, to.name + i * NAME_STEP)
  words[at + 2] = NAME_BYTES
  setPointer(words, at + 4, to.vector + i * to.vectors * IOV_BYTES)
  words[at + 6] = to.vectors
}

export function setPointer(words: Uint32Array, at: number, address: number): void {
  words[at] = address
  words[at + 1] = address / 2 ** 32
}

export function writeIpv4Name(words: DataView, at: number, ip: number, port: number): void {
  words.setUint16(at, AF_INET, true)
  words.setUint16(at + 2, port)
  words.setInt32(at + 4, ip)
}

/** Flow and scope are 0: link-local addresses are not spoken to. */
export function writeIpv6Name(
  words: DataView,
  at: number,
  { a, b, c, d, port }: Record<'a' | 'b' | 'c' | 'd' | 'port', number>,
): void {
  words.setUint16(at, AF_INET6, true)
  words.setUint16(at + 2, port)
  words.setUint32(at + 4, 0)
  words.setInt32(at + 8, a)
  words.setInt32(at + 12, b)
  words.setInt32(at + 16, c)
  words.setInt32(at + 20, d)
  words.setUint32(at + 24, 0)
}

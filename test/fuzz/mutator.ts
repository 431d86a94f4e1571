/**
 * Hostile input from honest input: one seed gives the same bytes in every run. Each mutation is a thing
 * that attackers, broken senders and broken networks do to a message.
 */
import type { Random } from '../../src/base/random.ts'

/** A datagram holds no more; a longer input would only be cut. */
export const inputBytesMax = 65_535
const operationsMax = 6
const repeatsMax = 400

type Mutation = (bytes: Buffer, random: Random, others: readonly Uint8Array[]) => Buffer

/** A new input made from one of `seeds`, by one to six mutations. */
export function mutate(random: Random, seeds: readonly Uint8Array[]): Uint8Array {
  let bytes: Buffer = Buffer.from(random.pick(seeds))
  const operations = 1 + random.below(operationsMax)
  for (let i = 0; i < operations; i += 1) {
    bytes = random.pick(mutations)(bytes, random, seeds).subarray(0, inputBytesMax)
  }
  return bytes
}

const around = (bytes: Buffer, from: number, to: number, middle: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)])

function rangeIn(bytes: Buffer, random: Random): readonly [number, number] {
  const from = random.below(bytes.length + 1)
  // Short ranges mostly: long ones destroy what makes an input interesting.
  const most = random.below(4) === 0 ? bytes.length : 24
  return [from, Math.min(bytes.length, from + random.below(most + 1))]
}

const interestingBytes = [
  0, 9, 10, 13, 32, 34, 37, 44, 58, 59, 60, 61, 62, 64, 91, 92, 93, 127, 128, 255,
]

const interestingNumbers = [
  ...[
    '0',
    '-1',
    '00000000000000000001',
    '255',
    '256',
    '65535',
    '65536',
    '2147483647',
    '2147483648',
  ],
  ...[
    '4294967295',
    '4294967296',
    '9007199254740993',
    '99999999999999999999',
    '1e9',
    '0x10',
    '٣',
    '',
  ],
]

/** What the grammars are made of, and what they must survive. */
const words = [
  ...[
    '"',
    '\\"',
    '<',
    '>',
    '<sip:',
    '"<sip:a@b>"',
    ',',
    ';',
    ';;',
    ';tag=',
    '=',
    '?',
    '%00',
    '%',
    '@',
  ],
  ...[
    '\r\n',
    '\r\n ',
    '\n',
    '\r',
    '\r\n\r\n',
    '\t',
    ' ',
    ':',
    '*',
    '[',
    ']',
    '[::1]',
    '[2001:db8:::1]',
  ],
  ...[
    'SIP/2.0',
    'SIP/3.0',
    'INVITE',
    'ACK',
    'CANCEL',
    'BYE',
    'sips:',
    'tel:',
    'constructor',
    '__proto__',
  ],
  ...[
    'Via: SIP/2.0/UDP a;branch=z9hG4bKx\r\n',
    'l: 0\r\n',
    'Content-Length: 9\r\n',
    'To: <sip:a@b>\r\n',
  ],
  ...[
    'Require: x\r\n',
    'Route: <sip:a;lr>\r\n',
    'Contact: *\r\n',
    ';received=',
    ';rport',
    ';maddr=',
    ';lr',
  ],
  ...[
    'm=audio 1 RTP/AVP 0\r\n',
    'c=IN IP6 ::\r\n',
    'a=rtpmap:',
    'a=inactive\r\n',
    'v=0\r\n',
    'telephone-event/8000',
  ],
  ...['Digest realm="', 'nonce=', 'qop="auth,auth-int"', 'algorithm=MD5-sess', 'stale=true'],
  ...['\u0000', '\ufeff', '\u2028', '\u00a0', 'é', '🙂'],
]

/** Overlong, truncated, surrogate and impossible sequences (RFC 3629 §3, §10). */
const badUtf8 = [
  'c080',
  'c1bf',
  'e08080',
  'eda080',
  'edbfbf',
  'f0808080',
  'f4908080',
  'f8888080',
  'fe',
  'e2',
  '80',
]

const textMutations: readonly Mutation[] = [
  function hugeNumber(bytes, random) {
    const digits = [...bytes.toString('latin1').matchAll(/\d+/g)]
    if (digits.length === 0) return bytes
    const found = random.pick(digits)
    const number = Buffer.from(random.pick(interestingNumbers))
    return around(bytes, found.index, found.index + found[0].length, number)
  },
  function word(bytes, random) {
    const [from, to] = rangeIn(bytes, random)
    return around(bytes, from, random.below(2) === 0 ? from : to, Buffer.from(random.pick(words)))
  },
  function wrongUtf8(bytes, random) {
    const at = random.below(bytes.length + 1)
    return around(bytes, at, at, Buffer.from(random.pick(badUtf8), 'hex'))
  },
  function nested(bytes, random) {
    const at = random.below(bytes.length + 1)
    const [open, close] = random.pick([
      ['"', '"'],
      ['<', '>'],
      ['\\"', '"'],
      ['(', ')'],
      ['[', ']'],
      ['<"', '">'],
    ])
    const depth = 1 + random.below(repeatsMax)
    return around(
      bytes,
      at,
      at,
      Buffer.from(`${open}`.repeat(depth) + `${close}`.repeat(random.below(depth + 1))),
    )
  },
  function fold(bytes, random) {
    const gaps = [...bytes.toString('latin1').matchAll(/[ \t;,]/g)]
    const at = gaps.length === 0 ? bytes.length : random.pick(gaps).index
    return around(
      bytes,
      at,
      at,
      Buffer.from(random.pick(['\r\n ', '\r\n\t', '\r\n  \r\n ', '\n ', '\r\n'])),
    )
  },
  function longToken(bytes, random) {
    const at = random.below(bytes.length + 1)
    const length = random.pick([16, 256, 4096, 30_000])
    return around(
      bytes,
      at,
      at,
      Buffer.alloc(length, random.pick(['a', ' ', '0', ';', ',', '%', 'é'])),
    )
  },
  function lines(bytes, random) {
    const all = bytes.toString('latin1').split('\r\n')
    const [from, to] = [random.below(all.length), random.below(all.length)]
    const line = all[from] as string
    if (random.below(3) === 0) all.splice(from, 1)
    else all.splice(to, random.below(2), ...new Array<string>(1 + random.below(3)).fill(line))
    return Buffer.from(all.join('\r\n'), 'latin1')
  },
]

const mutations: readonly Mutation[] = [
  ...textMutations,
  function flipBit(bytes, random) {
    const copy = Buffer.from(bytes)
    const at = random.below(Math.max(1, copy.length))
    if (copy.length > 0) copy[at] = (copy[at] as number) ^ (1 << random.below(8))
    return copy
  },
  function setByte(bytes, random) {
    const copy = Buffer.from(bytes)
    const value = random.below(2) === 0 ? random.pick(interestingBytes) : random.below(256)
    if (copy.length > 0) copy[random.below(copy.length)] = value
    return copy
  },
  function cutOut(bytes, random) {
    return around(bytes, ...rangeIn(bytes, random), Buffer.alloc(0))
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length + 1))
  },
  function repeat(bytes, random) {
    const [from, to] = rangeIn(bytes, random)
    const part = bytes.subarray(from, to)
    const times = 1 + random.below(Math.min(repeatsMax, inputBytesMax / Math.max(1, part.length)))
    return around(bytes, to, to, Buffer.concat(new Array<Buffer>(times).fill(part)))
  },
  function splice(bytes, random, others) {
    const other = Buffer.from(random.pick(others))
    const [from, to] = rangeIn(other, random)
    const at = random.below(bytes.length + 1)
    return around(bytes, at, random.below(2) === 0 ? at : bytes.length, other.subarray(from, to))
  },
]

/**
 * Bencode as rtpengine's ng protocol writes it: integers, byte strings, lists, dictionaries. Byte strings are
 * texts of one character a byte (Latin-1): tags and SDP are ASCII, and sound only goes out. Keys keep the order
 * they were written in, as rtpengine does not sort them either.
 *
 *   number  i-42e      text  4:ping      list  l…e      dictionary  d 3:key value … e
 */

export type Bencode = number | string | Uint8Array | readonly Bencode[] | BencodeDictionary
export interface BencodeDictionary {
  readonly [key: string]: Bencode | undefined
}

/** A reply of `query` is 7 deep. */
export const DEPTH_AT_MOST = 16
/** Values in one message: a `query` of two sides holds about 150. */
export const VALUES_AT_MOST = 10_000
/** Digits of a length or number: 2^53 has 16. */
const DIGITS_AT_MOST = 16

export type Decoded =
  | { readonly is: 'value'; readonly value: Bencode; readonly end: number }
  /** It is right as far as it goes: more bytes may complete it. */
  | { readonly is: 'incomplete' }
  | { readonly is: 'malformed'; readonly at: number }

/** `undefined` entries of a dictionary are left out. A text outside Latin-1 is a bug of the caller. */
export function encodeBencode(value: Bencode): Uint8Array {
  const parts: Uint8Array[] = []
  write(value, parts)
  return Buffer.concat(parts)
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

function write(value: Bencode, parts: Uint8Array[]): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`)
    // −0 is written as 0: there is one zero.
    parts.push(bytesOf(`i${value || 0}e`))
  } else if (typeof value === 'string') {
    if (!/^[\0-\xff]*$/.test(value)) throw new RangeError('a text outside Latin-1')
    parts.push(bytesOf(`${value.length}:${value}`))
  } else if (value instanceof Uint8Array) {
    parts.push(bytesOf(`${value.length}:`), value)
  } else if (isList(value)) {
    parts.push(bytesOf('l'))
    for (const item of value) write(item, parts)
    parts.push(bytesOf('e'))
  } else {
    parts.push(bytesOf('d'))
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue
      write(key, parts)
      write(item, parts)
    }
    parts.push(bytesOf('e'))
  }
}

const isList = (value: readonly Bencode[] | BencodeDictionary): value is readonly Bencode[] =>
  Array.isArray(value)

/** Reads one value from `start` on; whatever the bytes are, it never throws and never recurses deeper than its limit. */
export function decodeBencode(bytes: Uint8Array, start = 0): Decoded {
  const reader = new Reader(bytes, start)
  const value = reader.read(0)
  if (value !== undefined) return { is: 'value', value, end: reader.at }
  return reader.isBad ? { is: 'malformed', at: reader.at } : { is: 'incomplete' }
}

class Reader {
  readonly #bytes: Uint8Array
  #values = 0
  at: number
  isBad = false

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  /** undefined: bad, or not all there yet. */
  read(depth: number): Bencode | undefined {
    this.#values += 1
    if (depth > DEPTH_AT_MOST || this.#values > VALUES_AT_MOST) return this.#bad()
    const first = this.#bytes[this.at]
    if (first === undefined) return undefined
    if (first >= 0x30 && first <= 0x39) return this.#text()
    this.at += 1
    if (first === 0x69) return this.#number(0x65)
    if (first === 0x6c) return this.#list(depth)
    if (first === 0x64) return this.#dictionary(depth)
    this.at -= 1
    return this.#bad()
  }

  #bad(): undefined {
    this.isBad = true
    return undefined
  }

  /** Digits up to the byte `end`, which is passed over. No leading zero, no −0. */
  #number(end: number): number | undefined {
    const from = this.at
    for (let at = from; ; at += 1) {
      const byte = this.#bytes[at]
      if (byte === undefined) return at - from > DIGITS_AT_MOST + 1 ? this.#bad() : undefined
      if (byte !== end) {
        const isDigit = byte >= 0x30 && byte <= 0x39
        if (at - from > DIGITS_AT_MOST || !(isDigit || (byte === 0x2d && at === from))) {
          return this.#bad()
        }
        continue
      }
      const text = latin1(this.#bytes, from, at)
      const value = Number(text)
      if (!/^(0|-?[1-9]\d*)$/.test(text) || !Number.isSafeInteger(value)) return this.#bad()
      this.at = at + 1
      return value
    }
  }

  #text(): string | undefined {
    const length = this.#number(0x3a)
    if (length === undefined) return undefined
    const end = this.at + length
    if (end > this.#bytes.length) return undefined
    const text = latin1(this.#bytes, this.at, end)
    this.at = end
    return text
  }

  #list(depth: number): readonly Bencode[] | undefined {
    const items: Bencode[] = []
    for (;;) {
      if (this.#atEnd()) return items
      const item = this.read(depth + 1)
      if (item === undefined) return undefined
      items.push(item)
    }
  }

  #dictionary(depth: number): BencodeDictionary | undefined {
    // Without a prototype: a key such as __proto__ is a key.
    const entries: Record<string, Bencode> = Object.create(null)
    for (;;) {
      if (this.#atEnd()) return entries
      const first = this.#bytes[this.at]
      if (first === undefined) return undefined
      if (first < 0x30 || first > 0x39) return this.#bad()
      const key = this.#text()
      if (key === undefined) return undefined
      const item = this.read(depth + 1)
      if (item === undefined) return undefined
      entries[key] = item
    }
  }

  #atEnd(): boolean {
    if (this.#bytes[this.at] !== 0x65) return false
    this.at += 1
    return true
  }
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')

/** What lies below these keys, one after the other; undefined where there is none. */
export function at(value: Bencode | undefined, ...keys: readonly (string | number)[]) {
  let here = value
  for (const key of keys) {
    if (typeof here !== 'object' || here instanceof Uint8Array) return undefined
    here = isList(here) ? here[Number(key)] : here[key]
  }
  return here
}

export const numberAt = (
  value: Bencode | undefined,
  ...keys: readonly (string | number)[]
): number => {
  const found = at(value, ...keys)
  return typeof found === 'number' ? found : 0
}

export const textAt = (
  value: Bencode | undefined,
  ...keys: readonly (string | number)[]
): string => {
  const found = at(value, ...keys)
  return typeof found === 'string' ? found : ''
}

/**
 * WebAssembly written instruction by instruction (Core Specification 2.0 §5), so that nothing is to be compiled: what
 * the network of said.ts needs of it, vectors of four numbers (§2.4.3) in loops that read and write one memory.
 */

/** What is needed of it: the compiler's library knows it in browsers only. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

export type Bytes = readonly number[]

export interface VectorFunction {
  readonly name: string
  /** Whole numbers that it is given: places in the memory, or how much there is. */
  readonly parameters: number
  /** Vectors that it keeps, numbered after the parameters; before them one whole number. */
  readonly vectors: number
  readonly code: Bytes
}

const PAGE_BYTES = 65_536
const [I32, V128] = [0x7f, 0x7b] as const

/** The functions by name, over a memory of so many bytes. */
export function compiled<Name extends string>(
  bytes: number,
  functions: readonly (VectorFunction & { readonly name: Name })[],
): {
  readonly memory: ArrayBuffer
  readonly run: Readonly<Record<Name, (...given: readonly number[]) => void>>
} {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) })
  const instance = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(functions)), {
    here: { memory },
  })
  const run = instance.exports as Record<Name, (...given: readonly number[]) => void>
  return { memory: memory.buffer, run }
}

/** §5.5: types, the memory it is given, the functions, their names, their code. */
function moduleOf(functions: readonly VectorFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    ...[0x60, ...list(Array.from({ length: parameters }, () => [I32])), 0],
  ])
  const bodies = functions.map(({ vectors, code }) => {
    const body = [
      ...list([
        [1, I32],
        [vectors, V128],
      ]),
      ...code,
      END,
    ]
    return [...unsigned(body.length), ...body]
  })
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([[...name('here'), ...name('memory'), 0x02, 0x00, 1]])),
    ...section(3, list(functions.map((_, index) => [index]))),
    ...section(7, list(functions.map((each, index) => [...name(each.name), 0x00, index]))),
    ...section(10, list(bodies)),
  ])
}

function section(id: number, content: Bytes): Bytes {
  return [id, ...unsigned(content.length), ...content]
}

function list(items: readonly Bytes[]): Bytes {
  return [...unsigned(items.length), ...items.flat()]
}

function name(text: string): Bytes {
  return [...unsigned(text.length), ...Buffer.from(text)]
}

/** LEB128 (§5.2.2). */
function unsigned(value: number): Bytes {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

function signed(value: number): Bytes {
  const fits = value >= -64 && value < 64
  return fits ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]
}

// Instructions: §5.4.
const END = 0x0b
const NOTHING = 0x40
export const loop = (...inner: Bytes): Bytes => [0x03, NOTHING, ...inner, END]
/** To where the loop begins, if there is more to do. */
export const AGAIN: Bytes = [0x0d, 0]
export const get = (local: number): Bytes => [0x20, local]
export const set = (local: number): Bytes => [0x21, local]
export const constant = (value: number): Bytes => [0x41, ...signed(value)]
export const advance = (local: number, by: number): Bytes => [
  ...[...get(local), ...constant(by), 0x6a, ...set(local)],
]
export const IS_LESS: Bytes = [0x49]
const vector = (instruction: number): Bytes => [0xfd, ...unsigned(instruction)]
export const loadVector = (offset: number): Bytes => [...vector(0), 4, ...unsigned(offset)]
export const storeVector = (offset: number): Bytes => [...vector(11), 4, ...unsigned(offset)]
/** The same number four times. */
export const four = (value: number): Bytes => [
  ...vector(12),
  ...new Uint8Array(Float32Array.of(value, value, value, value).buffer),
]
/** 32 bits from the memory, four times. */
export const LOAD_SPLAT: Bytes = [...vector(9), 2, 0]
export const ADD: Bytes = vector(228)
export const SUBTRACT: Bytes = vector(229)
export const MULTIPLY: Bytes = vector(230)
export const DIVIDE: Bytes = vector(231)
export const LESSER: Bytes = vector(232)
export const GREATER: Bytes = vector(233)
export const NEAREST: Bytes = vector(106)
/** Four fractions as whole numbers and back. */
export const AS_WHOLE: Bytes = vector(248)
export const AS_FRACTIONS: Bytes = vector(250)
/** Twice four whole numbers as eight of 16 bits; what does not fit becomes the most that does. */
export const AS_SHORTS: Bytes = vector(133)
/** Eight of 16 bits times eight others, and the two products of each pair together: four sums. */
export const MULTIPLY_PAIRS: Bytes = vector(186)
export const ADD_WHOLE: Bytes = vector(174)

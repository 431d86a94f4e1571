/**
 * A matrix times a vector, as vectors of four 32-bit floats (WebAssembly Core Specification 2.0 §2.4.3): 9 times as
 * fast as the same loop in JavaScript, which has no vectors. The function is written here, instruction by instruction,
 * so that nothing is to be compiled; it takes 16 rows at a time, which lie beside each other:
 *
 *   for each block of 16 rows: four sums of four rows; for each number of the input: sum += weights · number; keep them
 */
import { assert } from '../../base/assert.ts'

/** What is needed of it: the compiler's library knows it in browsers only. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

const ROWS_AT_ONCE = 16
const BYTES = 4
const PAGE_BYTES = 65_536

/** What each row makes of the input: valid until it is asked again. */
export type Sums = (input: Float32Array) => Float32Array

/** All matrices of one network, each as its rows, in one memory. */
export function vectorSums(matrices: readonly (readonly (readonly number[])[])[]): readonly Sums[] {
  const inputMost = Math.max(...matrices.map(([row = []]) => row.length))
  const numbers = matrices.map((rows) => rows.length * ((rows[0]?.length ?? 0) + 1))
  const total = inputMost + numbers.reduce((sum, count) => sum + count, 0)
  const memory = new WebAssembly.Memory({ initial: Math.ceil((total * BYTES) / PAGE_BYTES) })
  const all = new Float32Array(memory.buffer)
  const { multiply } = new WebAssembly.Instance(new WebAssembly.Module(module()), {
    here: { memory },
  }).exports as { multiply(...places: readonly number[]): void }
  let next = inputMost
  return matrices.map((rows) => {
    const length = rows[0]?.length ?? 0
    assert(rows.length % ROWS_AT_ONCE === 0 && length > 0, 'rows are taken sixteen at a time')
    const weightsAt = next
    const sumsAt = next + rows.length * length
    next = sumsAt + rows.length
    placeRows(rows, all.subarray(weightsAt, sumsAt))
    const sums = all.subarray(sumsAt, next)
    return (input) => {
      // A longer one would be written over weights.
      assert(input.length === length, 'an input has as many numbers as a row')
      all.set(input)
      multiply(weightsAt * BYTES, length * BYTES, sumsAt * BYTES, rows.length / ROWS_AT_ONCE)
      return sums
    }
  })
}

function placeRows(rows: readonly (readonly number[])[], into: Float32Array): void {
  rows.forEach((row, r) => {
    const block = Math.floor(r / ROWS_AT_ONCE)
    row.forEach((weight, i) => {
      into[(block * row.length + i) * ROWS_AT_ONCE + (r % ROWS_AT_ONCE)] = weight
    })
  })
}

type Bytes = readonly number[]

/** Parameters, in bytes: where the weights are, how long an input is, where the sums go; how many blocks. */
const [WEIGHTS, LENGTH, SUMS, BLOCKS] = [0, 1, 2, 3] as const
/** The input lies at 0. */
const AT = 4
const FOUR_SUMS = [5, 6, 7, 8] as const
const NUMBER = 9
const [I32, V128] = [0x7f, 0x7b] as const
const BLOCK_BYTES = ROWS_AT_ONCE * BYTES
const VECTOR_BYTES = 4 * BYTES

/** §5.5: types, the memory it is given, one function, its name, its code. */
function module(): Uint8Array<ArrayBuffer> {
  const code = [
    ...list([
      [1, I32],
      [5, V128],
    ]),
    ...instructions(),
  ]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list([[0x60, ...list([[I32], [I32], [I32], [I32]]), 0]])),
    ...section(2, list([[...name('here'), ...name('memory'), 0x02, 0x00, 1]])),
    ...section(3, list([[0]])),
    ...section(7, list([[...name('multiply'), 0x00, 0]])),
    ...section(10, list([[...unsigned(code.length), ...code]])),
  ])
}

function instructions(): Bytes {
  const addToSum = (sum: number, n: number): Bytes => [
    ...[...get(sum), ...get(WEIGHTS), ...loadVector(n * VECTOR_BYTES)],
    ...[...get(NUMBER), ...MULTIPLY, ...ADD_VECTORS, ...set(sum)],
  ]
  return [
    ...loop(
      ...FOUR_SUMS.flatMap((sum) => [...constant(0), ...SPLAT, ...set(sum)]),
      ...[...constant(0), ...set(AT)],
      ...loop(
        ...[...get(AT), ...LOAD_SPLAT, ...set(NUMBER)],
        ...FOUR_SUMS.flatMap(addToSum),
        ...advance(WEIGHTS, BLOCK_BYTES),
        ...[...advance(AT, BYTES), ...get(AT), ...get(LENGTH), ...IS_LESS, ...AGAIN],
      ),
      ...FOUR_SUMS.flatMap((sum, n) => [
        ...[...get(SUMS), ...get(sum), ...storeVector(n * VECTOR_BYTES)],
      ]),
      ...advance(SUMS, BLOCK_BYTES),
      ...[...advance(BLOCKS, -1), ...get(BLOCKS), ...AGAIN],
    ),
    END,
  ]
}

// Instructions: §5.4.
const END = 0x0b
const NOTHING = 0x40
const loop = (...inner: Bytes): Bytes => [0x03, NOTHING, ...inner, END]
/** To where the loop begins, if there is more to do. */
const AGAIN: Bytes = [0x0d, 0]
const get = (local: number): Bytes => [0x20, local]
const set = (local: number): Bytes => [0x21, local]
const constant = (value: number): Bytes => [0x41, ...signed(value)]
const advance = (local: number, by: number): Bytes => [
  ...[...get(local), ...constant(by), 0x6a, ...set(local)],
]
const IS_LESS: Bytes = [0x49]
const vector = (instruction: number): Bytes => [0xfd, ...unsigned(instruction)]
const loadVector = (offset: number): Bytes => [...vector(0), 4, ...unsigned(offset)]
const storeVector = (offset: number): Bytes => [...vector(11), 4, ...unsigned(offset)]
/** One number, four times. */
const LOAD_SPLAT: Bytes = [...vector(9), 2, 0]
const SPLAT: Bytes = vector(17)
const ADD_VECTORS: Bytes = vector(228)
const MULTIPLY: Bytes = vector(230)

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

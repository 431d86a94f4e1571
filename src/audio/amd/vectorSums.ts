/**
 * The three loops of a layer of gated units, in vectors: many times as fast as in JavaScript, which has none.
 *
 *   pack:     fractions as whole numbers of 16 bits, eight at a time
 *   multiply: a matrix times such numbers, 32 rows and two numbers (a pair) at a time
 *   gate:     what the units do next, four units at a time
 */
import {
  ADD,
  ADD_WHOLE,
  AGAIN,
  AS_FRACTIONS,
  AS_SHORTS,
  AS_WHOLE,
  advance,
  type Bytes,
  DIVIDE,
  four,
  GREATER,
  get,
  IS_LESS,
  LESSER,
  LOAD_SPLAT,
  loadVector,
  loop,
  MULTIPLY,
  MULTIPLY_PAIRS,
  NEAREST,
  SUBTRACT,
  set,
  storeVector,
  type VectorFunction,
} from './vectorCode.ts'

export const ROWS_AT_ONCE = 32
export const PACKED_AT_ONCE = 8
export const UNITS_AT_ONCE = 4
export const PAIR = 2
/** Of a fraction, of a sum, of a pair. */
export const BYTES = 4
const VECTOR_BYTES = 4 * BYTES
const BLOCK_BYTES = ROWS_AT_ONCE * BYTES

/**
 * Weights are told in thousandths, inputs in 13,107ths and from −2.5 to 2.5, since the longest pause is 2.3 (said.ts):
 * both fit in 16 bits.
 */
export const WEIGHT_STEPS = 1000
const INPUT_STEPS = 13_107
export const SHORT_MOST = 2 ** 15
/** A row whose weights sum up to more (65) could pass 31 bits. */
export const ROW_MOST = 2 ** 31 / (WEIGHT_STEPS * SHORT_MOST)

/** Given: where the fractions are, where the whole numbers go, how many eights. */
function packCode(): Bytes {
  const [from, to, eights] = [0, 1, 2] as const
  const packed = (offset: number): Bytes => [
    ...[...get(from), ...loadVector(offset), ...four(INPUT_STEPS), ...MULTIPLY],
    ...[...NEAREST, ...AS_WHOLE],
  ]
  return loop(
    ...[...get(to), ...packed(0), ...packed(VECTOR_BYTES), ...AS_SHORTS, ...storeVector(0)],
    ...[...advance(from, 2 * VECTOR_BYTES), ...advance(to, VECTOR_BYTES)],
    ...[...advance(eights, -1), ...get(eights), ...AGAIN],
  )
}

/** Given: where the weights are, where the input begins and ends, where the sums go, how many blocks of rows. */
function multiplyCode(): Bytes {
  const [weights, begin, end, sums, blocks, at] = [0, 1, 2, 3, 4, 5] as const
  // Eight vectors, a pair and a row's weights are what most processors keep without memory: sixteen in all.
  const eightSums = [6, 7, 8, 9, 10, 11, 12, 13] as const
  const pair = 14
  const addToSum = (sum: number, n: number): Bytes => [
    ...[...get(sum), ...get(weights), ...loadVector(n * VECTOR_BYTES)],
    ...[...get(pair), ...MULTIPLY_PAIRS, ...ADD_WHOLE, ...set(sum)],
  ]
  return loop(
    ...eightSums.flatMap((sum) => [...four(0), ...set(sum)]),
    ...[...get(begin), ...set(at)],
    ...loop(
      ...[...get(at), ...LOAD_SPLAT, ...set(pair)],
      ...eightSums.flatMap(addToSum),
      ...[...advance(weights, BLOCK_BYTES), ...advance(at, BYTES)],
      ...[...get(at), ...get(end), ...IS_LESS, ...AGAIN],
    ),
    ...eightSums.flatMap((sum, n) => [
      ...[...get(sums), ...get(sum), ...AS_FRACTIONS],
      ...[...four(1 / (WEIGHT_STEPS * INPUT_STEPS)), ...MULTIPLY],
      ...storeVector(n * VECTOR_BYTES),
    ]),
    ...advance(sums, BLOCK_BYTES),
    ...[...advance(blocks, -1), ...get(blocks), ...AGAIN],
  )
}

/**
 * Given: of what the inputs said and of what the units said, where keep, forget and new are; where the state is; how
 * many fours of units.
 */
function gateCode(): Bytes {
  const [inKeep, inForget, inNew, ofKeep, ofForget, ofNew, state, fours] = [0, 1, 2, 3, 4, 5, 6, 7]
  const [keep, fresh, x, squared] = [9, 10, 11, 12]
  const load = (local: number): Bytes => [...get(local), ...loadVector(0)]
  const tanh = tanhCode(x, squared)
  const sigmoid: Bytes = [
    ...[...four(0.5), ...MULTIPLY, ...tanh],
    ...[...four(0.5), ...MULTIPLY, ...four(0.5), ...ADD],
  ]
  return loop(
    ...[...load(inKeep), ...load(ofKeep), ...ADD, ...sigmoid, ...set(keep)],
    ...[...load(inForget), ...load(ofForget), ...ADD, ...sigmoid],
    ...[...load(ofNew), ...MULTIPLY, ...load(inNew), ...ADD, ...tanh, ...set(fresh)],
    // (1 − keep) · fresh + keep · state
    ...[...get(state), ...load(state), ...get(fresh), ...SUBTRACT, ...get(keep), ...MULTIPLY],
    ...[...get(fresh), ...ADD, ...storeVector(0)],
    ...[inKeep, inForget, inNew, ofKeep, ofForget, ofNew, state].flatMap((local) =>
      advance(local, VECTOR_BYTES),
    ),
    ...[...advance(fours, -1), ...get(fours), ...AGAIN],
  )
}

/** Beyond it all counts as tanh there by Lambert's fraction, 0.99996: right to a ten-thousandth. */
const REACH = 4.9

/**
 * tanh of what lies on the stack, by the seventh convergent of Lambert's continued fraction (1768):
 * x (135135 + 17325 x² + 378 x⁴ + x⁶) / (135135 + 62370 x² + 3150 x⁴ + 28 x⁶), to a ten-thousandth.
 */
function tanhCode(x: number, squared: number): Bytes {
  const timesSquaredPlus = (value: number): Bytes => [
    ...[...get(squared), ...MULTIPLY, ...four(value), ...ADD],
  ]
  return [
    ...[...four(REACH), ...LESSER, ...four(-REACH), ...GREATER, ...set(x)],
    ...[...get(x), ...get(x), ...MULTIPLY, ...set(squared)],
    ...[...get(squared), ...four(378), ...ADD, ...timesSquaredPlus(17_325)],
    ...[...timesSquaredPlus(135_135), ...get(x), ...MULTIPLY],
    ...[...four(28), ...timesSquaredPlus(3150), ...timesSquaredPlus(62_370)],
    ...[...timesSquaredPlus(135_135), ...DIVIDE],
  ]
}

/** Each keeps one whole number beside its vectors, whether it needs it or not. */
export const vectorFunctions = [
  { name: 'pack', parameters: 3, vectors: 0, code: packCode() },
  { name: 'multiply', parameters: 5, vectors: 9, code: multiplyCode() },
  { name: 'gate', parameters: 8, vectors: 4, code: gateCode() },
] as const satisfies readonly VectorFunction[]

/**
 * Intervals for shares of a population of which each stratum was sampled by itself. Wilson's interval for
 * each stratum (with the correction for finite populations: whoever judged every call is sure), put together
 * as Zou and Donner do (MOVER, Statistics in Medicine 27, 2008): unlike a variance, it stays honest where
 * a stratum shows no error at all.
 */
import { assert } from '../base/assert.ts'

export interface Stratum {
  /** In the population. */
  readonly calls: number
  /** Of them, looked at; chosen by chance. */
  readonly judged: number
  /** Of those, the ones that are what is asked for. */
  readonly found: number
}

export interface Interval {
  readonly rate: number
  readonly low: number
  readonly high: number
}

/** 95 of 100 intervals hold the truth: 97.5 % quantile of the normal distribution. */
const z = 1.959964

/** Wilson (1927), mended where few were found, with as many judged as would tell as much in an endless population. */
export function wilson({ calls, judged, found }: Stratum): Interval {
  assert(judged > 0 && found >= 0 && found <= judged, 'a share of something that was judged')
  const rate = found / judged
  if (judged >= calls) return { rate, low: rate, high: rate }
  const n = (judged * (calls - 1)) / (calls - judged)
  const middle = (rate + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))
  // Rounding must not put the estimate outside: at 0 and 1 the formula gives them to the last digit.
  return {
    rate,
    low: Math.min(rate, Math.max(0, middle - half), fewest(rate * n, n)),
    high: Math.max(rate, Math.min(1, middle + half), 1 - fewest((1 - rate) * n, n)),
  }
}

/**
 * Where one to three were found Wilson's border is too near: one among sixty is often an accident. As Brown, Cai and
 * DasGupta mend it (Statistical Science 16, 2001, §4.1.1), by Poisson's: half the 5 % quantile of χ² with 2x degrees.
 */
const fewestOf = [0.0513, 0.3554, 0.8177] as const
const fewest = (found: number, n: number): number => (fewestOf[Math.round(found) - 1] ?? n) / n

/** Of all calls, the share found. null: there are no calls. */
export function intervalOfSum(strata: readonly Stratum[]): Interval | null {
  const calls = callsOf(strata)
  if (calls === 0) return null
  const { value, low, high } = linear(strata.map((stratum) => [stratum.calls / calls, stratum]))
  return { rate: value, low: within(low), high: within(high) }
}

/**
 * Of what is found anywhere, the share found in `part`: every r for which the interval of
 * (1 − r) · found(part) − r · found(rest) holds zero (Fieller's way), so that it stays between 0 and 1, and
 * wide where little was found. null: nothing was found at all.
 */
export function intervalOfRatio(
  part: readonly Stratum[],
  rest: readonly Stratum[],
): Interval | null {
  const difference = (r: number) =>
    linear([
      ...part.map((stratum) => [(1 - r) * stratum.calls, stratum] as const),
      ...rest.map((stratum) => [-r * stratum.calls, stratum] as const),
    ])
  const found = estimated(part)
  const all = found + estimated(rest)
  if (all === 0) return null
  const rate = found / all
  return {
    rate,
    low: border(rate, 0, (r) => difference(r).low <= 0),
    high: border(rate, 1, (r) => difference(r).high >= 0),
  }
}

type Weighed = readonly [weight: number, stratum: Stratum]

/** A weighed sum of shares; what can make it larger is what makes a term with a negative weight smaller. */
function linear(terms: readonly Weighed[]): { value: number; low: number; high: number } {
  let value = 0
  let below = 0
  let above = 0
  for (const [weight, stratum] of terms) {
    const { rate, low, high } = wilson(stratum)
    const [down, up] = weight >= 0 ? [rate - low, high - rate] : [high - rate, rate - low]
    value += weight * rate
    below += (weight * down) ** 2
    above += (weight * up) ** 2
  }
  return { value, low: value - Math.sqrt(below), high: value + Math.sqrt(above) }
}

const halvings = 50

/** The last r from `inside` towards `end` that holds. */
function border(inside: number, end: number, holds: (r: number) => boolean): number {
  if (holds(end)) return end
  let [near, far] = [inside, end]
  for (let step = 0; step < halvings; step += 1) {
    const middle = (near + far) / 2
    if (holds(middle)) near = middle
    else far = middle
  }
  return near
}

const estimated = (strata: readonly Stratum[]): number =>
  strata.reduce((sum, { calls, judged, found }) => sum + (calls * found) / judged, 0)

const callsOf = (strata: readonly Stratum[]): number =>
  strata.reduce((sum, { calls }) => sum + calls, 0)

const within = (share: number): number => Math.min(1, Math.max(0, share))

/**
 * Repeatable randomness from a seed (populations, simulations, tests): xoshiro128** by Blackman and
 * Vigna, seeded through splitmix32. Never for secrets: those come from node:crypto at the edges.
 */

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** An integer, 0 ≤ x < limit. */
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
}

export function randomFrom(seed: number): Random {
  let mix = seed >>> 0
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()]
  const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k))
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return result / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return { next, below, pick: (items) => items[below(items.length)] as (typeof items)[number] }
}

/** A seed from words: the same person behaves the same in every run of one seed (FNV-1a, 32 bits). */
export function seedOf(seed: number, ...words: readonly string[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const word of words) {
    for (let i = 0; i < word.length; i += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193) >>> 0
    }
    hash = Math.imul(hash ^ 0x2f, 0x01000193) >>> 0
  }
  return hash
}

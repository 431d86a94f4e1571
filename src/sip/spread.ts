/** A number in [0, 1) that nobody outside can foresee: machines take no randomness but what they are given. */
import type { Hash } from './digest.ts'

/** Of one `secret`, a different one for each `turn`. */
export const spread = (hash: Hash, secret: string, turn: string | number): number =>
  Number.parseInt(hash('md5', `${secret}:spread:${turn}`).slice(0, 8), 16) / 2 ** 32

/**
 * Numbers for IPv6 addresses, so that the packets of both families are compared by one number and none
 * makes garbage. The table is full one day when strangers of many addresses send to us: then the
 * numbers nobody uses are taken back, which costs less than a millisecond.
 */
import { assert } from '../base/assert.ts'

/** Four addresses of each leg (SDP, source, RTCP, candidate); beyond them there are only strangers. */
export const HOSTS_AT_MOST = 32_768
const WORDS = 4
/** Four times as many places as numbers: a look finds its address within two. */
const PLACES = HOSTS_AT_MOST * 4

export class Ipv6Hosts {
  /** The words of number n begin at 4·(n − 1). */
  readonly #words = new Int32Array(HOSTS_AT_MOST * WORDS)
  /** Hash of the words → number, linear probing; 0 for an empty place. */
  readonly #places = new Int32Array(PLACES)
  readonly #free = Array.from({ length: HOSTS_AT_MOST }, (_, i) => HOSTS_AT_MOST - i)
  /** Unpredictable, so that nobody can send from addresses that share a place. */
  readonly #seed: number
  #inUse: () => Iterable<number> = () => []

  constructor(seed: number) {
    this.#seed = seed | 0
  }

  onFull(inUse: () => Iterable<number>): void {
    this.#inUse = inUse
  }

  /** 0 when every number is in use. */
  numberOf(a: number, b: number, c: number, d: number): number {
    for (let place = this.#placeOf(a, b, c, d); ; place = (place + 1) & (PLACES - 1)) {
      const number = this.#places[place] as number
      if (number === 0) return this.#add(place, a, b, c, d)
      const at = (number - 1) * WORDS
      const words = this.#words
      const isIt =
        words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d
      if (isIt) return number
    }
  }

  /** One of the four words of an address. */
  wordOf(number: number, word: number): number {
    return this.#words[(number - 1) * WORDS + word] as number
  }

  #add(place: number, a: number, b: number, c: number, d: number): number {
    const number = this.#free.pop()
    if (number === undefined) {
      this.#takeBack()
      return this.#free.length === 0 ? 0 : this.numberOf(a, b, c, d)
    }
    this.#words.set([a, b, c, d], (number - 1) * WORDS)
    this.#places[place] = number
    return number
  }

  #takeBack(): void {
    const used = new Set<number>()
    for (const number of this.#inUse()) if (number !== 0) used.add(number)
    this.#places.fill(0)
    for (let number = HOSTS_AT_MOST; number > 0; number -= 1) {
      if (used.has(number)) this.#place(number)
      else this.#free.push(number)
    }
    assert(this.#free.length + used.size === HOSTS_AT_MOST, 'a number is free or in use')
  }

  #place(number: number): void {
    const word = (i: number): number => this.wordOf(number, i)
    let place = this.#placeOf(word(0), word(1), word(2), word(3))
    while (this.#places[place] !== 0) place = (place + 1) & (PLACES - 1)
    this.#places[place] = number
  }

  #placeOf(a: number, b: number, c: number, d: number): number {
    let hash = Math.imul(this.#seed ^ a, 0x85ebca6b)
    hash = Math.imul((hash ^ (hash >>> 15)) + b, 0xc2b2ae35)
    hash = Math.imul((hash ^ (hash >>> 13)) + c, 0x27d4eb2f)
    hash = Math.imul((hash ^ (hash >>> 16)) + d, 0x165667b1)
    return (hash ^ (hash >>> 15)) & (PLACES - 1)
  }
}

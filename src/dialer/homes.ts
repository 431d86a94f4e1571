/**
 * Who is on the telephone, or about to be: two phones of one home, two numbers of one person and one
 * number twice never ring together, whichever campaign of the route they belong to.
 *
 * Mutable, and owned by one dialler: with 8,000 calls up a copy for every start would cost more than all
 * the rest of the dialler (docs/adr/0026). Whoever steps the dialler keeps the state that came back and
 * uses the one before no more.
 */
import { assert } from '../base/assert.ts'
import type { Candidate } from './lane.ts'

export class Homes {
  readonly #households = new Map<string, Candidate>()
  readonly #persons = new Set<string>()
  readonly #numbers = new Set<string>()

  get size(): number {
    return this.#households.size
  }

  isFree({ household, person, number }: Candidate): boolean {
    return (
      !this.#households.has(household) && !this.#persons.has(person) && !this.#numbers.has(number)
    )
  }

  occupy(candidate: Candidate): void {
    assert(this.isFree(candidate), 'members of one household never ring together')
    this.#households.set(candidate.household, candidate)
    this.#persons.add(candidate.person)
    this.#numbers.add(candidate.number)
  }

  /** Does this very candidate keep its home? */
  isOf(candidate: Candidate): boolean {
    return this.#households.get(candidate.household) === candidate
  }

  leave(candidate: Candidate): void {
    assert(this.isOf(candidate), 'a home is left by who occupied it')
    this.#households.delete(candidate.household)
    this.#persons.delete(candidate.person)
    this.#numbers.delete(candidate.number)
  }
}

/**
 * How a trunk does, from its last calls (profile.health.callsJudged): how many were answered, how long
 * the network took to say something, which replies it gave. Pure, and O(1) a call: at 185 calls a second
 * a window of thousands is not copied. The window belongs to one dialler (docs/adr/0026).
 */
import type { Ms } from '../base/units.ts'
import { type Outcome, outcomes } from './outcome.ts'
import type { TrunkProfile } from './trunkProfile.ts'

/** With fewer calls a share says nothing. */
export const callsJudgedMin = 20
/** So many in a row fail or are turned away without one sign of life between: it is not chance. */
export const failuresInRowMax = 20

export interface EndedCall {
  readonly outcome: Outcome
  readonly answered: boolean
  /** Final status when it was refused. */
  readonly sipStatus?: number | undefined
  /** From the INVITE to the first 18x or final reply. */
  readonly postDialMs?: Ms | undefined
}

export interface TrunkCalls {
  readonly judged: number
  readonly answered: number
  /** Ended by the carrier's own fault: failed, rejected, sound lost. */
  readonly faults: number
  /** Turned away for want of capacity: the pacer's business, until nothing else comes. */
  readonly pushedBack: number
  readonly failuresInRow: number
  /** Final replies by class. */
  readonly replies: { readonly '4xx': number; readonly '5xx': number; readonly '6xx': number }
}

export type Sickness =
  | { readonly is: 'faults'; readonly faults: number; readonly calls: number }
  | { readonly is: 'fewAnswers'; readonly answered: number; readonly calls: number }
  | { readonly is: 'nothingWorks'; readonly failures: number }

/** What a call says of the trunk; null: nothing, it was ours. */
export function wordOf({
  outcome,
}: Pick<EndedCall, 'outcome'>): 'fault' | 'pushedBack' | 'good' | null {
  if (outcome === 'congestion') return 'pushedBack'
  const { fault } = outcomes[outcome]
  if (fault === 'us') return null
  return fault === 'carrier' ? 'fault' : 'good'
}

export class CallWindow {
  readonly #limits: TrunkProfile['health']
  readonly #calls: EndedCall[] = []
  #next = 0
  #answered = 0
  #faults = 0
  #pushedBack = 0
  #failuresInRow = 0
  readonly #replies = { '4xx': 0, '5xx': 0, '6xx': 0 }

  constructor(limits: TrunkProfile['health']) {
    this.#limits = limits
  }

  add(call: EndedCall): void {
    const word = wordOf(call)
    if (word === null) return
    const oldest = this.#calls[this.#next]
    if (oldest !== undefined) this.#count(oldest, -1)
    this.#calls[this.#next] = call
    this.#next = (this.#next + 1) % this.#limits.callsJudged
    this.#count(call, 1)
    if (word === 'good') this.#failuresInRow = 0
    else this.#failuresInRow += 1
  }

  /** The network said something to a call that is still up. */
  lives(): void {
    this.#failuresInRow = 0
  }

  /** After an illness the trunk is judged by what comes. */
  clear(): void {
    this.#calls.length = 0
    this.#next = 0
    this.#answered = this.#faults = this.#pushedBack = this.#failuresInRow = 0
    this.#replies['4xx'] = this.#replies['5xx'] = this.#replies['6xx'] = 0
  }

  counts(): TrunkCalls {
    return {
      judged: this.#calls.length,
      answered: this.#answered,
      faults: this.#faults,
      pushedBack: this.#pushedBack,
      failuresInRow: this.#failuresInRow,
      replies: { ...this.#replies },
    }
  }

  /** null: it does well, or too little is known. */
  sickness(): Sickness | null {
    const { answerShareMin, faultShareMax, callsJudged } = this.#limits
    const calls = this.#calls.length
    if (this.#failuresInRow >= failuresInRowMax) {
      return { is: 'nothingWorks', failures: this.#failuresInRow }
    }
    if (calls >= callsJudgedMin && this.#faults > faultShareMax * calls) {
      return { is: 'faults', faults: this.#faults, calls }
    }
    // A few calls that nobody takes are no illness: only the whole window is judged by its answers.
    const reached = calls - this.#faults - this.#pushedBack
    if (calls >= callsJudged && this.#answered < answerShareMin * reached) {
      return { is: 'fewAnswers', answered: this.#answered, calls: reached }
    }
    return null
  }

  /** Nearest rank; null: no call was told of. */
  postDialMs(): { readonly p50: number; readonly p95: number } | null {
    const delays = this.#calls.flatMap(({ postDialMs }) => postDialMs ?? []).sort((a, b) => a - b)
    if (delays.length === 0) return null
    const rank = (share: number): number =>
      delays[Math.max(0, Math.ceil(share * delays.length) - 1)] as number
    return { p50: rank(0.5), p95: rank(0.95) }
  }

  #count({ outcome, answered, sipStatus }: EndedCall, sign: 1 | -1): void {
    const word = wordOf({ outcome })
    if (answered) this.#answered += sign
    if (word === 'fault') this.#faults += sign
    if (word === 'pushedBack') this.#pushedBack += sign
    const name = `${Math.floor((sipStatus ?? 0) / 100)}xx`
    if (name === '4xx' || name === '5xx' || name === '6xx') this.#replies[name] += sign
  }
}
